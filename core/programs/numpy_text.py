"""A tree as one line of Python with NumPy, to copy and run."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)
from core.language.vocabulary import complete

_NUMPY = {
    "sin": "sin", "cos": "cos", "tan": "tan", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh",
    "exp": "exp", "ln": "log", "log10": "log10", "log2": "log2", "sqrt": "sqrt", "cbrt": "cbrt", "abs": "abs",
    "sign": "sign",
    "floor": "floor", "ceil": "ceil", "round": "round", "mod": "mod",
}  # fmt: skip
_CONSTANTS = {"pi": "np.pi", "e": "np.e", "tau": "(2*np.pi)", "phi": "((1 + np.sqrt(5))/2)"}
# name → its definition in Python (plain floats), and the helpers it uses
_HELPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sec": ("def sec(u):\n    return 1/np.cos(u)", ()),
    "csc": ("def csc(u):\n    return 1/np.sin(u)", ()),
    "cot": ("def cot(u):\n    return np.cos(u)/np.sin(u)", ()),
    "sech": ("def sech(u):\n    return 1/np.cosh(u)", ()),
    "csch": ("def csch(u):\n    return 1/np.sinh(u)", ()),
    "coth": ("def coth(u):\n    return 1/np.tanh(u)", ()),
    "asec": ("def asec(u):\n    return np.arccos(1/u)", ()),
    "acsc": ("def acsc(u):\n    return np.arcsin(1/u)", ()),
    "acot": ("def acot(u):\n    return np.arctan(1/u) if u else np.pi/2", ()),
    "asech": ("def asech(u):\n    return np.arccosh(1/u)", ()),
    "acsch": ("def acsch(u):\n    return np.arcsinh(1/u)", ()),
    "acoth": ("def acoth(u):\n    return np.arctanh(1/u)", ()),
    "log": ("def log(u, base):\n    return np.log(u)/np.log(base)", ()),
    "step": ("def unit_step(u):\n    return np.heaviside(u, 0.5)", ()),
    "positive": ("def positive(u):\n    return np.heaviside(u, 0.0)", ()),
    "erf": ("from math import erf", ()),
    "erfc": ("from math import erfc", ()),
    "gamma": ("from math import gamma", ()),
    "factorial": ("def factorial(u):\n    return gamma(u + 1)", ("gamma",)),
    "sigmoid": ("def sigmoid(u):\n    return 1/(1 + np.exp(-u)) if u >= 0 else np.exp(u)/(1 + np.exp(u))", ()),
    "softplus": ("def softplus(u):\n    return np.maximum(u, 0) + np.log1p(np.exp(-abs(u)))", ()),
    "relu": ("def relu(u):\n    return np.maximum(u, 0)", ()),
    "leaky_relu": ("def leaky_relu(u, a):\n    return u if u > 0 else a*u", ()),
    "elu": ("def elu(u, a):\n    return u if u > 0 else a*np.expm1(u)", ()),
    "gelu": ("def gelu(u):\n    return u*erfc(-u/np.sqrt(2))/2", ("erfc",)),
    "silu": ("def silu(u):\n    return u*sigmoid(u)", ("sigmoid",)),
    "softsign": ("def softsign(u):\n    return u/(1 + abs(u))", ()),
    "huber": ("def huber(u, d):\n    return u**2/2 if abs(u) <= d else d*(abs(u) - d/2)", ()),
    "odd_power": (
        "def odd_power(u, p):\n    # the real root, also of a negative number\n    return np.sign(u)*abs(u)**p",
        (),
    ),
}
_RENAMED = {"step": "unit_step"}  # the loop counts in ``step``
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
# Letters that already mean something in the program around the function.
_TAKEN = frozenset({"f", "g", "h", "s", "t", "v", "m", "p"})


class NoCode(ValueError):
    """NumPy has no such function."""


@dataclass
class Writer:
    """Writes trees; collects the ``helpers`` they need, in order."""

    helpers: list[str] = field(default_factory=list)

    def definitions(self) -> list[str]:
        """What stands above the function, imports first."""
        texts = [_HELPERS[name][0] for name in self.helpers]
        return sorted(texts, key=lambda text: not text.startswith("from "))

    def write(self, tree: Node) -> str:
        """The tree as Python. Raises NoCode for digamma and polygamma."""
        return self._show(tree, _SUM)

    def _show(self, node: Node, at_least: int) -> str:
        text, holds = self._form(node)
        return text if holds >= at_least else f"({text})"

    def _form(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return _number(value)
            case Constant(name):
                return _CONSTANTS[name], _ATOM
            case Symbol(name):
                return python_name(name), _ATOM
            case Negative(operand):
                return "-" + self._show(operand, _PRODUCT), _SIGN if not isinstance(operand, Sum) else _PRODUCT
            case Sum(terms):
                return self._sum(terms), _SUM
            case Product(factors):
                rest = (self._show(factor, _POWER) for factor in factors[1:])
                return "*".join([self._show(factors[0], _PRODUCT), *rest]), _PRODUCT
            case Quotient(top, bottom):
                return f"{self._show(top, _PRODUCT)}/{self._show(bottom, _POWER)}", _PRODUCT
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call(name, arguments):
                return self._call(name, complete(name, arguments)), _ATOM
        raise TypeError(f"no code for {type(node).__name__}")

    def _sum(self, terms: tuple[Node, ...]) -> str:
        text = self._show(terms[0], _PRODUCT)
        for term in terms[1:]:
            shown = self._show(term, _PRODUCT)
            text += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
        return text

    def _power(self, base: Node, exponent: Node) -> tuple[str, int]:
        if isinstance(base, Constant) and base.name == "e":
            return f"np.exp({self._show(exponent, _SUM)})", _ATOM
        exact = rational_value(exponent)
        if exact is not None and exact.denominator % 2 == 1 and exact.denominator > 1:
            if exact.numerator % 2 == 0:
                return f"abs({self._show(base, _SUM)})**({exact})", _POWER
            return f"{self._helper('odd_power')}({self._show(base, _SUM)}, {exact})", _ATOM
        return f"{self._show(base, _ATOM)}**{self._show(exponent, _ATOM)}", _POWER

    def _call(self, name: str, arguments: tuple[Node, ...]) -> str:
        inside = ", ".join(self._show(argument, _SUM) for argument in arguments)
        if name in _NUMPY:
            return f"np.{_NUMPY[name]}({inside})"
        if name in ("min", "max"):
            return f"{name}({inside})"
        if name == "root":
            exact = rational_value(arguments[1])
            if exact:
                return f"({self._power(arguments[0], Number(1 / exact))[0]})"
            return f"({self._show(arguments[0], _ATOM)}**(1/{self._show(arguments[1], _ATOM)}))"
        return f"{self._helper(name)}({inside})"

    def _helper(self, name: str) -> str:
        if name not in _HELPERS:
            raise NoCode(name)
        for needed in (*_HELPERS[name][1], name):
            if needed not in self.helpers:
                self.helpers.append(needed)
        return _RENAMED.get(name, name)


def python_name(letter: str) -> str:
    """A Python name for a letter of the typed function that means nothing else in the program."""
    return f"{letter}_" if letter in _TAKEN else letter


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator == 1:
        text = str(value.numerator) if abs(value.numerator) < 10**15 else repr(float(value))
        return text, _ATOM if value >= 0 else _SIGN
    text = repr(float(value))
    return text, _ATOM if value >= 0 else _SIGN
