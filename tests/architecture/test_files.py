"""The house can be read: short files, a sentence for each, rooms that say what they hand out."""

import ast
import importlib
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("core", "pages", "deploy", "benchmarks")
    for ending in ("*.py", "*.js")
    for path in (ROOT / folder).rglob(ending)
    if "node_modules" not in path.parts
)
PYTHON = [path for path in FILES if path.suffix == ".py"]
LONGEST = 300
MEDIAN = 120
# Tables, a row for each thing that there is of a kind; everything else that is long is two things.
TABLES = {
    "core/language/vocabulary.py",
    "core/language/presets.py",
    "core/language/interval_table.py",
    "core/descent/optimisers.py",
}
ROOMS = ("language", "curves", "surfaces", "rules", "graphs", "descent", "learning", "practice", "programs", "charts")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_long_but_the_tables() -> None:
    long = {name_of(path): lines_of(path) for path in FILES if lines_of(path) > LONGEST and name_of(path) not in TABLES}
    assert long == {}


def test_most_files_are_short() -> None:
    assert statistics.median(lines_of(path) for path in FILES if path.name != "__init__.py") < MEDIAN


def test_every_file_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in PYTHON if not ast.get_docstring(ast.parse(path.read_text()))]
    silent += [
        name_of(path) for path in FILES if path.suffix == ".js" and not path.read_text().startswith(("//", "/*"))
    ]
    assert [name for name in silent if not name.startswith("pages/")] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_hands_out_its_public_names(room: str) -> None:
    module = importlib.import_module(f"core.{room}")
    assert module.__doc__ and len(module.__doc__.strip().splitlines()[0]) > 20
    assert module.__all__
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_no_module_imports_in_a_circle() -> None:
    """What is imported when a module is loaded. (Later, differentiation has its own rules read: they are texts.)"""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in PYTHON}
    needs = {name: imports_of(path, known) - {name} for name, path in known.items()}
    while free := [name for name, needed in needs.items() if not needed]:
        for name in free:
            del needs[name]
        needs = {name: needed & needs.keys() for name, needed in needs.items()}
    assert sorted(needs) == []


def imports_of(path: Path, known: dict[str, Path]) -> set[str]:
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & known.keys()
            found |= inside or ({node.module} & known.keys())
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & known.keys()
    return found
