"""Refusing what has no value: constants too large or not real, powers too high, functions that exist nowhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from core.language.errors import LanguageError
from core.language.program import compile_trees
from core.language.rational import rational_value
from core.language.syntax import Call, Node, Power, Quotient, Symbol, children

LARGEST_NUMBER = 1e100
HIGHEST_POWER = 1000
_AT_A_POLE = 1e14  # tan(π/2) is 1.6·10^16 in floats


def check_constants(tree: Node) -> None:
    """Raise LanguageError if a constant part is not a real number of reasonable size, or a power is too high."""
    for node in _parts(tree):
        _check_power(node)
        _check_order(node)
    values: dict[int, float] = {}
    _check_values(tree, values)


def _parts(tree: Node) -> Iterator[Node]:
    yield tree
    for child in children(tree):
        yield from _parts(child)


def _check_power(node: Node) -> None:
    match node:
        case Power(_, exponent):
            exact = rational_value(exponent)
            if exact is not None and abs(exact) > HIGHEST_POWER:
                raise LanguageError(f"That power is out of reach: powers up to {HIGHEST_POWER} work here.", exponent.at)
        case Call("root", (_, order)):
            exact = rational_value(order)
            if exact == 0:
                raise LanguageError("There is no root of order 0. Type root(x, 3) for the cube root.", order.at)
            if exact is not None and not 1 <= abs(exact) * HIGHEST_POWER <= HIGHEST_POWER**2:
                raise LanguageError(
                    f"That root is out of reach: orders from 1/{HIGHEST_POWER} to {HIGHEST_POWER} work here.", order.at
                )


def _check_order(node: Node) -> None:
    if isinstance(node, Call) and node.name == "polygamma":
        order = rational_value(node.arguments[0])
        if order is None or order.denominator != 1 or not 0 <= order <= 20:
            raise LanguageError(
                "polygamma takes its order first, a whole number from 0 to 20: polygamma(1, x).", node.at
            )


def _check_values(node: Node, values: dict[int, float]) -> float | None:
    """The value of a constant part, or None for one with symbols; raises where the value is unusable."""
    inner = [_check_values(child, values) for child in children(node)]
    if isinstance(node, Symbol) or any(value is None for value in inner):
        if isinstance(node, Quotient) and inner[1] == 0:
            raise LanguageError(_why_not_real(node, inner), node.at)
        return None
    (result,) = compile_trees((node,), (), ()).run({})
    value = float(result)
    if math.isnan(value) or (_is_pole(node) and abs(value) > _AT_A_POLE):
        raise LanguageError(_why_not_real(node, inner), node.at)
    if abs(value) > LARGEST_NUMBER:
        raise LanguageError("That number is too large to work with here: numbers up to 10^100 are fine.", node.at)
    return value


def _is_pole(node: Node) -> bool:
    return isinstance(node, Call) and node.name in ("tan", "sec", "csc", "cot")


def _why_not_real(node: Node, inner: list[float | None]) -> str:
    match node:
        case Quotient() if inner[1] == 0:
            return "Division by zero: the bottom of this fraction is 0."
        case Call("ln" | "log10" | "log2" | "log"):
            return "A logarithm needs a number above 0 (and a base above 0 other than 1)."
        case Call("sqrt" | "root") | Power():
            return "This root or power of a negative number (or of 0) is not a real number."
        case Call("asin" | "acos"):
            return "arcsin and arccos need a number between −1 and 1: this is not a real number."
        case Call("tan" | "sec" | "csc" | "cot" as name):
            return f"{name} has no value here: it has a pole at this angle."
        case Call("mod"):
            return "Division by zero: there is no remainder modulo 0."
        case Call("gamma" | "factorial"):
            return "Factorials and the gamma function have no value here: they have a pole at this number."
    return "This part is not a real number."


#: what parameters are tried at when the function has no value with all of them 1
_SETTINGS = ((2.0,), (0.5,), (-1.0,), (3.0, 0.5, 2.0), (0.5, 2.0, 3.0), (-2.0, 1.5, 0.3))


def check_has_values(
    function: Callable[..., np.ndarray], variables: tuple[str, ...], parameters: tuple[str, ...] = ()
) -> bool:
    """Whether the function has a real value at any of some thousand places of many sizes, with its parameters 1.

    Raises LanguageError if it has none with other values of the parameters either.
    """
    places = _places(len(variables))
    if np.isfinite(function(*places)).any():
        return True
    for setting in _SETTINGS if parameters else ():
        values = {name: setting[i % len(setting)] for i, name in enumerate(parameters)}
        if np.isfinite(function(*places, **values)).any():
            return False
    names = " and ".join(variables)
    raise LanguageError(f"This has no real value for any {names} that I tried, so there is nothing to draw.", 0)


def _places(dimension: int) -> tuple[np.ndarray, ...]:
    sizes = np.logspace(-6, 6, 121)
    line = np.concatenate(
        [np.linspace(-10.0, 10.0, 401), np.arange(-500.0, 501.0) + 0.5, np.arange(-500.0, 501.0), sizes, -sizes]
    )
    shuffle = np.random.default_rng(7)
    return (line, *(shuffle.permutation(line) for _ in range(dimension - 1)))
