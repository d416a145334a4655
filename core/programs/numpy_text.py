"""A tree as one line of Python with NumPy, to copy and run."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.language.conditions import SIGNS
from core.language.differentiation import E
from core.language.operation import Operation
from core.language.rational import rational_value
from core.language.syntax import Node, Piecewise
from core.language.writing import Holds
from core.programs.python_text import ODD_POWER, PythonWriter

_CONSTANTS = {"pi": "np.pi", "e": "np.e", "tau": "(2*np.pi)", "phi": "((1 + np.sqrt(5))/2)"}
_HELPERS = {
    ODD_POWER: "def odd_power(u, p):\n    # the real root, also of a negative number\n    return np.sign(u)*abs(u)**p"
}
# Letters that already mean something in the program around the function.
_TAKEN = frozenset({"f", "g", "h", "s", "t", "v", "m", "p"})


def numpy_writer() -> PythonWriter:
    """Writes trees for plain numbers. ``write`` raises NoCode for digamma and polygamma, which NumPy does not have."""
    return _NumPyWriter()


class _NumPyWriter(PythonWriter):
    def given(self, operation: Operation) -> str:
        return operation.numpy

    def common(self) -> Mapping[str, str]:
        return _HELPERS

    def constant(self, name: str) -> str:
        return _CONSTANTS[name]

    def symbol(self, name: str) -> str:
        return python_name(name)

    def number(self, value: Fraction) -> tuple[str, Holds]:
        whole = value.denominator == 1 and abs(value.numerator) < 10**15
        return str(value.numerator) if whole else repr(float(value)), Holds.ATOM if value >= 0 else Holds.MINUS

    def sign(self, sign: str) -> str:
        return SIGNS[sign].python

    def pieces(self, node: Piecewise) -> tuple[str, Holds]:
        text = "np.nan" if node.otherwise is None else self.write(node.otherwise)
        for condition, value in reversed(list(zip(node.conditions, node.values, strict=True))):
            text = f"{self.show(value, Holds.AND)} if {self.show(condition, Holds.CHOICE)} else {text}"
        return text, Holds.CHOICE

    def root(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds] | None:
        return None if name == "cbrt" else super().root(name, arguments)

    def power(self, base: Node, exponent: Node) -> tuple[str, Holds]:
        if base == E:
            return f"np.exp({self.write(exponent)})", Holds.ATOM
        exact = rational_value(exponent)
        if exact is not None and exact.denominator % 2 == 1 and exact.denominator > 1:
            if exact.numerator % 2 == 0:
                return f"abs({self.write(base)})**({exact})", Holds.POWER
            return f"{self.helper(_HELPERS[ODD_POWER])}({self.write(base)}, {exact})", Holds.ATOM
        return f"{self.show(base, Holds.ATOM)}**{self.show(exponent, Holds.ATOM)}", Holds.POWER


def python_name(letter: str) -> str:
    """A Python name for a letter of the typed function that means nothing else in the program."""
    return f"{letter}_" if letter in _TAKEN else letter
