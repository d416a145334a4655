"""The same function written so that intervals enclose it more tightly: what cancels, cancels before it is computed.

So √(x⁴) is smooth, 1 − tanh² does not drown in rounding far out, 1/(1 + e^−x) is the sigmoid.
Each rule is an identity wherever the left side has a value. With ``strict`` the right side has values nowhere else;
the rules for slopes need not care, for a slope exists only where its function does.
"""

from __future__ import annotations

from fractions import Fraction

from core.language.contiguous import joined_up
from core.language.differentiation import ONE, add, divide, multiply, negative, power
from core.language.factors import with_repeated_factors
from core.language.irreducible import polynomial_factors
from core.language.products import powers, product
from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    map_children,
)

_TWO = Number(Fraction(2))
_RATIOS = {("sin", "cos"): "tan", ("cos", "sin"): "cot", ("sinh", "cosh"): "tanh", ("cosh", "sinh"): "coth"}
_SQUARES = {"sec": "tan", "cosh": "sinh"}  # sec² − 1 = tan²
_PYTHAGORAS = {"tanh": "sech", "sin": "cos", "cos": "sin"}


def sharpened(tree: Node, *, strict: bool) -> Node:
    """``tree`` rewritten from the leaves up; shared parts stay shared."""
    memory: dict[int, tuple[Node, Node]] = {}

    def of(node: Node) -> Node:
        if id(node) not in memory:
            memory[id(node)] = (node, _rewritten(map_children(node, of), strict))
        return memory[id(node)][1]

    return of(tree)


def _rewritten(node: Node, strict: bool) -> Node:
    match node:
        case Piecewise():
            return joined_up(node)
        case Call(("sqrt" | "cbrt") as name, (inner,)):
            return _root(inner, Fraction(1, 2 if name == "sqrt" else 3), strict) or node
        case Call(("max" | "min") as name, parts) if len(set(parts)) < len(parts):
            different = tuple(dict.fromkeys(parts))
            return different[0] if len(different) == 1 else Call(name, different)
        case Power(base, exponent) if (exact := rational_value(exponent)) is not None and exact > 0:
            return _power(base, exact, strict) or node
        case Sum(terms):
            short = len(terms) == 2 and (_sum(*terms) or _sum(*terms[::-1]))
            return short or with_repeated_factors(node) or (None if strict else _common_factor(terms)) or node
        case Quotient(top, bottom) if (logistic := _logistic(top, bottom)) is not None:
            return logistic
        case Quotient(Call(upper, u), Call(lower, v)) if (upper, lower) in _RATIOS and u == v:
            return Call(_RATIOS[upper, lower], u)
        case Quotient() | Product() if not strict:
            return _cancelled(node)
    return node


def _power(base: Node, exponent: Fraction, strict: bool) -> Node | None:
    """|u|^2k is u^2k."""
    if isinstance(base, Call) and base.name == "abs" and exponent.denominator == 1 and exponent % 2 == 0:
        return power(base.arguments[0], Number(exponent))
    return _root(base, exponent, strict) if exponent.denominator != 1 else None


def _root(inner: Node, exponent: Fraction, strict: bool) -> Node | None:
    """(u^2k v)^(p/q) is |u|^(2kp/q) v^(p/q); with ``strict`` only where nothing but a positive number is left inside:
    where u is 0, v may have no root.
    """
    found = polynomial_factors(inner) if isinstance(inner, Sum) else powers(inner)
    if found is None:
        return None
    number = next((base.value for base in found if isinstance(base, Number)), Fraction(1))
    even = {u: times for u, times in found.items() if times % 2 == 0}
    odd = [power(u, Number(times)) for u, times in found.items() if times % 2 and not isinstance(u, Number)]
    if not even or min(found.values()) < 0 or (odd and strict) or (number < 0 and not odd):
        return None
    outside = (_size(u, times * exponent) for u, times in even.items())
    return multiply(*outside, power(multiply(Number(number), *odd), Number(exponent)))


def _size(u: Node, exponent: Fraction) -> Node:
    """|u|^exponent"""
    even = exponent.denominator == 1 and exponent % 2 == 0
    return power(u if even else Call("abs", (u,)), Number(exponent))


def _sum(first: Node, second: Node) -> Node | None:
    """1 − tanh² u = sech² u, 1 − sin² u = cos² u, 1 − cos u = 2 sin²(u/2), sec² u − 1 = tan² u, and the like."""
    match first, second:
        case Power(Call(wave, (u,)), raised), Number(value) if wave in _SQUARES and value == -1:
            return power(Call(_SQUARES[wave], (u,)), _TWO) if rational_value(raised) == 2 else None
    if first != ONE:
        return None
    match second:
        case Negative(Power(Call(name, (u,)), raised)) if name in _PYTHAGORAS and rational_value(raised) == 2:
            return power(Call(_PYTHAGORAS[name], (u,)), _TWO)
        case Negative(Call("cos", (u,))):
            return multiply(_TWO, power(Call("sin", (divide(u, _TWO),)), _TWO))
        case Call("cos", (u,)):
            return multiply(_TWO, power(Call("cos", (divide(u, _TWO),)), _TWO))
    return None


def _logistic(top: Node, bottom: Node) -> Node | None:
    """c/(1 + e^u) and e^u/(1 + e^u) as sigmoids."""
    if not (isinstance(bottom, Sum) and len(bottom.terms) == 2 and ONE in bottom.terms):
        return None
    growth = bottom.terms[bottom.terms[0] == ONE]
    exponent = _exponent(growth)
    if exponent is None:
        return None
    if top == growth:
        return Call("sigmoid", (exponent,))
    return multiply(top, Call("sigmoid", (negative(exponent),)))


def _exponent(node: Node) -> Node | None:
    match node:
        case Power(Constant("e"), exponent) | Call("exp", (exponent,)):
            return exponent
    return None


def _cancelled(node: Node) -> Node:
    """A product or quotient without what it multiplies and divides by; v/|v| is the sign of v, sin/cos is tan."""
    found = powers(node)
    for base in list(found):
        match base:
            case Call("abs", (v,)) if found[base] * found.get(v, 0) < 0 and found[v].denominator == 1:
                turns = min(abs(found[base]), abs(found[v]))
                for part, exponent in ((base, found[base]), (v, found[v])):
                    found[part] = exponent - turns * (1 if exponent > 0 else -1)
                found[Call("sign", (v,))] = found.get(Call("sign", (v,)), Fraction(0)) + turns
            case Call(("sin" | "sinh") as name, u) if found[base] > 0:
                below = Call("cos" + name[3:], u)
                shared = min(found[base], -found.get(below, Fraction(0)))
                if shared > 0:
                    found[base] -= shared
                    found[below] += shared
                    ratio = Call("tan" + name[3:], u)
                    found[ratio] = found.get(ratio, Fraction(0)) + shared
    return product(found)


def _common_factor(terms: tuple[Node, ...]) -> Node | None:
    """a·b + a·c as a·(b + c): never wider."""
    found = [powers(term) for term in terms]
    shared = set(found[0]).intersection(*found[1:])
    common = {base: min(parts[base] for parts in found) for base in shared if not isinstance(base, Number)}
    if not common:
        return None
    rest = (product({base: exponent - common.get(base, 0) for base, exponent in parts.items()}) for parts in found)
    return multiply(product(common), add(*rest))
