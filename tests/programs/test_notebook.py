"""A notebook is one that Jupyter would open, and its cells run and print what the program alone prints."""

import json
import re
import subprocess
import sys

from core.language import parse
from core.programs.notebook import notebook
from core.programs.sympy_code import sympy_program


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout


def test_a_notebook_has_what_the_format_asks_for():
    read = json.loads(notebook("Derivative", "Words.", ["x = 1\nprint(x)", "print(2)"]))
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 5)
    assert [cell["cell_type"] for cell in read["cells"]] == ["markdown", "code", "code"]
    names = [cell["id"] for cell in read["cells"]]
    assert len(set(names)) == len(names)
    for cell in read["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert isinstance(cell["metadata"], dict)
        assert "".join(cell["source"])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_the_cells_run():
    code = sympy_program(parse("x^2"), 3.0)
    read = json.loads(notebook("Derivative", "Words.", [code]))
    cell = "".join(read["cells"][1]["source"])
    assert printed(cell) == printed(code)
    assert "6" in printed(cell)
