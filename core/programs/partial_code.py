"""A plain SymPy program that finds both partial derivatives of the function on the screen: text to copy and run."""

from __future__ import annotations

from core.language.function import Function
from core.programs.sympy_code import python_name, sympy_code


def partials_program(function: Function, x: float, y: float, **parameters: float) -> str:
    """A program that prints ∂f/∂x and ∂f/∂y, and then their values at (x, y), letters of f as given (1 where not)."""
    code = sympy_code(function.tree)
    letters = (*function.variables, *function.parameters)
    names = ", ".join(map(python_name, letters))
    imports = ", ".join(sorted({*code.imports, "diff", "symbols"}, key=str.lower))
    values = dict(zip(function.variables, (x, y), strict=True)) | {
        name: parameters.get(name, 1.0) for name in function.parameters
    }
    places = ", ".join(f"{python_name(name)}: {_number(value)}" for name, value in values.items())
    first, second = map(python_name, function.variables)
    helpers = "".join(f"\n{helper}\n" for helper in code.helpers)
    return (
        f"from sympy import {imports}\n\n"
        f'{names} = symbols("{names.replace(",", "")}", real=True)\n{helpers}\n'
        f"f = {code.text}\n"
        f"along_x = diff(f, {first})  # {second} is held constant\n"
        f"along_y = diff(f, {second})  # {first} is held constant\n"
        f"print(along_x)\nprint(along_y)\n\n"
        f"here = {{{places}}}\n"
        f"print(along_x.subs(here){_evaluated(values)})\nprint(along_y.subs(here){_evaluated(values)})\n"
    )


def _number(value: float) -> str:
    value = float(f"{value:.12g}")
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _evaluated(values: dict[str, float]) -> str:
    return "" if all(value == int(value) for value in values.values()) else ".evalf()"
