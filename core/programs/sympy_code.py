"""A plain SymPy program that differentiates the function on the screen: text to copy and run.

Only names of SymPy and a few helper definitions appear in it; what SymPy does not have (the functions of machine
learning, real odd roots, the slope of a staircase) is spelt out above the function.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.language.conditions import SIGNS
from core.language.differentiation import E, depends_on
from core.language.function import Function
from core.language.operation import Operation
from core.language.rational import rational_value
from core.language.symbolic import constant_value
from core.language.syntax import (
    Call,
    Condition,
    Constant,
    Joined,
    Node,
    Number,
    Piecewise,
    Power,
    Symbol,
    children,
)
from core.language.vocabulary import OPERATIONS
from core.language.writing import Holds
from core.programs.python_text import ODD_POWER, PythonWriter

_CONSTANTS = {"pi": "pi", "e": "E", "tau": "(2*pi)", "phi": "GoldenRatio"}
_HELPERS = {
    ODD_POWER: "def odd_power(u, p):\n    # the real root, also of a negative number\n    return u*Abs(u)**(p - 1)"
}
_NAME = re.compile(r"\b[A-Za-z_]\w*")
_COMMENT = re.compile(r'#.*|""".*?"""')
#: what may have to be imported
_IMPORTED = frozenset(row.sympy for row in OPERATIONS.values() if row.sympy) | frozenset(
    ("Rational", "Integer", "pi", "E", "GoldenRatio", "Piecewise", "Eq", "Ne")
)
# A letter that is also a name of Python or SymPy's gets a trailing underscore, and so do the constants' own letters.
_RESERVED = frozenset("E I N O Q S f lambda".split())  # SymPy's, Python's, and the function itself
_MOST_IRRATIONAL_PARTS = 3


@dataclass(frozen=True)
class Code:
    """An expression as Python: ``text``, the SymPy names it needs, and the helper definitions above it, in order."""

    text: str
    imports: tuple[str, ...]
    helpers: tuple[str, ...]


def sympy_code(tree: Node) -> Code:
    """The tree as a Python expression in plain SymPy."""
    writer = _SymPyWriter()
    text = writer.write(tree)
    helpers = tuple(writer.helpers.values())
    words = {word for lines in (text, *helpers) for word in _NAME.findall(_COMMENT.sub("", lines))}
    return Code(text, tuple(sorted(words & _IMPORTED - writer.helpers.keys())), helpers)


def sympy_program(function: Function, at: float, variable: str = "x", **parameters: float) -> str:
    """A program that prints f′ and then f′ at ``at`` (with the letters of f as given, 1 where not)."""
    code = sympy_code(function.tree)
    letters = (variable, *function.parameters)
    symbols = ", ".join(python_name(letter) for letter in letters)
    imports = ", ".join(sorted({*code.imports, "diff", "symbols"}, key=str.lower))
    names = " ".join(map(python_name, letters))
    lines = [f"from sympy import {imports}", "", f'{symbols} = symbols("{names}", real=True)']
    for helper in code.helpers:
        lines += ["", helper]
    exact = _is_rational_function(function.tree)
    values = {variable: at} | {letter: parameters.get(letter, 1.0) for letter in function.parameters}
    places = ", ".join(f"{python_name(name)}: {_number(value, exact)}" for name, value in values.items())
    lines += [
        "" if not code.helpers else "\n",
        f"f = {code.text}",
        f"slope = diff(f, {python_name(variable)})",
        "print(slope)",
        f"print(slope.subs({{{places}}}){'' if exact else '.evalf()'})",
    ]
    return "\n".join(lines).replace("\n\n\n\n", "\n\n\n") + "\n"


def python_name(letter: str) -> str:
    """A Python name for a letter of the typed function."""
    return f"{letter}_" if letter in _RESERVED else letter


def _number(value: float, exact: bool) -> str:
    value = float(f"{value:.12g}")
    return str(int(value)) if exact and value == int(value) else repr(value)


def _is_rational_function(tree: Node) -> bool:
    if isinstance(tree, Call | Constant):
        return False
    if isinstance(tree, Power):
        exponent = rational_value(tree.exponent)
        return exponent is not None and exponent.denominator == 1 and _is_rational_function(tree.base)
    return all(map(_is_rational_function, children(tree)))


class _SymPyWriter(PythonWriter):
    def given(self, operation: Operation) -> str:
        return operation.sympy_code or ("" if operation.sympy_rest else operation.sympy)

    def common(self) -> Mapping[str, str]:
        return _HELPERS

    def form(self, node: Node) -> tuple[str, Holds]:
        number = _settled(node)
        if isinstance(number, Fraction):
            return self.number(number)
        if number is not None:
            return repr(number), Holds.ATOM if number >= 0 else Holds.MINUS
        return super().form(node)

    def constant(self, name: str) -> str:
        return _CONSTANTS[name]

    def symbol(self, name: str) -> str:
        return python_name(name)

    def number(self, value: Fraction) -> tuple[str, Holds]:
        if value.denominator == 1:
            return str(value.numerator), Holds.ATOM if value >= 0 else Holds.MINUS
        return f"Rational({value.numerator}, {value.denominator})", Holds.ATOM

    def sign(self, sign: str) -> str:
        return SIGNS[sign].python

    def comparison(self, terms: tuple[Node, ...], signs: tuple[str, ...]) -> str:
        if signs[0] in ("=", "!="):
            return f"{'Eq' if signs[0] == '=' else 'Ne'}({self.listed(terms)})"
        return super().comparison(terms, signs)

    def joined(self, node: Joined) -> tuple[str, Holds]:
        parts = [self.form(part)[0] for part in node.parts]
        return (" & " if node.word == "and" else " | ").join(f"({part})" for part in parts), Holds.CHOICE

    def pieces(self, node: Piecewise) -> tuple[str, Holds]:
        pairs = [
            f"({self.write(value)}, {self.write(condition)})"
            for condition, value in zip(node.conditions, node.values, strict=True)
        ]
        last = [] if node.otherwise is None else [f"({self.write(node.otherwise)}, True)"]
        return f"Piecewise({', '.join([*pairs, *last])})", Holds.ATOM

    def power(self, base: Node, exponent: Node) -> tuple[str, Holds]:
        if base == E:
            return f"exp({self.write(exponent)})", Holds.ATOM
        exact = rational_value(exponent)
        if exact is None or exact.denominator % 2 == 0 or exact.denominator == 1:
            return f"{self.show(base, Holds.ATOM)}**{self.show(exponent, Holds.ATOM)}", Holds.POWER
        inside = self.write(base)
        if exact.numerator % 2 == 0:
            return f"Abs({inside})**{self.number(exact)[0]}", Holds.POWER
        return f"{self.helper(_HELPERS[ODD_POWER])}({inside}, {self.number(exact)[0]})", Holds.ATOM

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds]:
        operation = OPERATIONS[name]
        if operation.sympy_rest:
            return f"{operation.sympy}({self.listed(arguments)}, {operation.sympy_rest})", Holds.ATOM
        return super().call(name, arguments)


def _settled(node: Node) -> Fraction | float | None:
    """Constant parts as numbers where Python or SymPy would read them otherwise (1/3), or brood over them."""
    if isinstance(node, Number | Constant | Symbol | Condition):
        return None
    exact = rational_value(node)
    if exact is not None:
        return exact
    if depends_on(node, _Everything()) or _irrational_parts(node) <= _MOST_IRRATIONAL_PARTS:
        return None
    return constant_value(node)


class _Everything(frozenset):
    def __contains__(self, name: object) -> bool:
        return True


def _irrational_parts(node: Node) -> int:
    own = isinstance(node, Call | Constant) or (isinstance(node, Power) and rational_value(node) is None)
    return int(own) + sum(map(_irrational_parts, children(node)))
