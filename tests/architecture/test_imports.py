"""The house stays in order: who may import whom, and no way from typed text to running Python."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = [ROOT / "streamlit_app.py", *sorted(ROOT.glob("core/**/*.py")), *sorted(ROOT.glob("pages/*.py"))]
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "S"}
TAKES_A_NAME = {"Symbol", "Dummy", "Function", "symbols"}
TAKES_DIGITS = {"Float", "Rational", "Integer"}  # which it does not parse as an expression

each_file = pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.relative_to(ROOT).as_posix())


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def path_of(call: ast.Call) -> list[str]:
    """What is called, name by name: ``["re", "compile"]``, ``["sympy", "sin"]``; "" for a computed owner."""
    names: list[str] = []
    node = call.func
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    names.append(node.id if isinstance(node, ast.Name) else "")
    return names[::-1]


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each import as (what, what it is called in this file)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", alias.asname or alias.name) for alias in node.names)


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def digits(what: str, given: ast.expr) -> bool:
    return what in TAKES_DIGITS and isinstance(given, ast.Constant)


def test_the_import_rules_of_the_house_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_in_the_import_rules() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = " ".join(next(contract for contract in contracts if contract["type"] == "layers")["layers"])
    rooms = sorted({path.parent.name for path in ROOT.glob("core/*/*.py")})
    assert rooms
    assert [room for room in rooms if f"core.{room}" not in layers] == []


@each_file
def test_nobody_imports_a_page(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert [what for what, _ in imported(tree) if what.split(".")[0] in {"pages", "streamlit_app"}] == []


@each_file
def test_no_text_can_become_python(path: Path) -> None:
    tree = ast.parse(path.read_text())
    called = [f"{'.'.join(path_of(call))}, line {call.lineno}" for call in calls(tree) if runs_text(path_of(call))]
    assert called + [what for what, _ in imported(tree) if what.rpartition(".")[2] in RUNS_TEXT] == []


def runs_text(names: list[str]) -> bool:
    return names[-1] in RUNS_TEXT and names != ["re", "compile"]


@each_file
def test_no_text_is_handed_to_sympy(path: Path) -> None:
    """SymPy parses any string it is given, with everything allowed; only names, and digits we wrote, may be one."""
    tree = ast.parse(path.read_text())
    sympy = {name for what, name in imported(tree) if what.split(".")[0] == "sympy"}
    found = [
        f"{'.'.join(path_of(call))}, line {call.lineno}"
        for call in calls(tree)
        if (path_of(call)[0] in sympy or path_of(call)[-1] == "subs")
        and path_of(call)[-1] not in TAKES_A_NAME
        and any(is_text(given) and not digits(path_of(call)[-1], given) for given in call.args)
    ]
    assert found == []
