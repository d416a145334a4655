"""The same function written so that intervals enclose it more tightly: what cancels, cancels before it is computed.

So √(x⁴) is smooth, 1 − tanh² does not drown in rounding far out, 1/(1 + e^−x) is the sigmoid.
Each rule is an identity wherever the left side has a value. With ``strict`` the right side has values nowhere else;
the rules for slopes need not care, for a slope exists only where its function does.
"""

from __future__ import annotations

from fractions import Fraction

from core.language.contiguous import joined_up
from core.language.differentiation import ONE, add, divide, multiply, negative, power
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
        case Call("sqrt", (inner,)):
            return _root(inner, Fraction(1, 2)) or node
        case Power(base, exponent) if (exact := rational_value(exponent)) is not None and exact > 0:
            return _power(base, exact) or node
        case Sum(terms):
            short = len(terms) == 2 and (_sum(*terms) or _sum(*terms[::-1]))
            return short or (None if strict else _common_factor(terms)) or node
        case Quotient(top, bottom) if (logistic := _logistic(top, bottom)) is not None:
            return logistic
        case Quotient(Call(upper, u), Call(lower, v)) if (upper, lower) in _RATIOS and u == v:
            return Call(_RATIOS[upper, lower], u)
        case Quotient() | Product() if not strict:
            return _cancelled(node)
    return node


def _power(base: Node, exponent: Fraction) -> Node | None:
    """|u|^2k is u^2k."""
    if isinstance(base, Call) and base.name == "abs" and exponent.denominator == 1 and exponent % 2 == 0:
        return power(base.arguments[0], Number(exponent))
    return _root(base, exponent) if exponent.denominator != 1 else None


def _root(inner: Node, exponent: Fraction) -> Node | None:
    """(u^2k)^(p/q) is |u|^(2kp/q), also with a positive number before it."""
    match inner:
        case Power(base, raised) if (number := rational_value(raised)) and number > 0 and number % 2 == 0:
            total = number * exponent
            even = total.denominator == 1 and total % 2 == 0
            return power(base if even else Call("abs", (base,)), Number(total))
        case Product((Number(value), Power() as rest)) if value > 0 and (outside := _root(rest, exponent)) is not None:
            return multiply(power(Number(value), Number(exponent)), outside)
    return None


def _sum(first: Node, second: Node) -> Node | None:
    """1 − tanh² u = sech² u, 1 − sin² u = cos² u, 1 − cos u = 2 sin²(u/2), and the like."""
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
    powers = _powers(node)
    for base in list(powers):
        match base:
            case Call("abs", (v,)) if powers[base] * powers.get(v, 0) < 0 and powers[v].denominator == 1:
                turns = min(abs(powers[base]), abs(powers[v]))
                for part, exponent in ((base, powers[base]), (v, powers[v])):
                    powers[part] = exponent - turns * (1 if exponent > 0 else -1)
                powers[Call("sign", (v,))] = powers.get(Call("sign", (v,)), Fraction(0)) + turns
            case Call(("sin" | "sinh") as name, u) if powers[base] > 0:
                below = Call("cos" + name[3:], u)
                shared = min(powers[base], -powers.get(below, Fraction(0)))
                if shared > 0:
                    powers[base] -= shared
                    powers[below] += shared
                    ratio = Call("tan" + name[3:], u)
                    powers[ratio] = powers.get(ratio, Fraction(0)) + shared
    return _product(powers)


def _common_factor(terms: tuple[Node, ...]) -> Node | None:
    """a·b + a·c as a·(b + c): never wider."""
    powers = [_powers(term) for term in terms]
    shared = set(powers[0]).intersection(*powers[1:])
    common = {base: min(parts[base] for parts in powers) for base in shared if not isinstance(base, Number)}
    if not common:
        return None
    rest = (_product({base: exponent - common.get(base, 0) for base, exponent in parts.items()}) for parts in powers)
    return multiply(_product(common), add(*rest))


def _powers(node: Node) -> dict[Node, Fraction]:
    """A term as a product of powers: base → exponent; its number has exponent 1."""
    number = Fraction(1)
    powers: dict[Node, Fraction] = {}
    todo = [(node, Fraction(1))]
    while todo:
        part, exponent = todo.pop()
        match part:
            case Number(value) if exponent.denominator == 1 and value:
                number *= value**exponent.numerator
            case Negative(operand) if exponent.denominator == 1:
                number *= (-1) ** exponent.numerator
                todo.append((operand, exponent))
            case Product(factors):
                todo += [(factor, exponent) for factor in factors]
            case Quotient(top, bottom):
                todo += [(top, exponent), (bottom, -exponent)]
            case Power(base, raised) if (exact := rational_value(raised)) is not None and exact.denominator == 1:
                todo.append((base, exponent * exact))
            case _:
                powers[part] = powers.get(part, Fraction(0)) + exponent
    return powers | {Number(number): Fraction(1)}


def _product(powers: dict[Node, Fraction]) -> Node:
    above = [power(base, Number(exponent)) for base, exponent in powers.items() if exponent > 0]
    below = [power(base, Number(-exponent)) for base, exponent in powers.items() if exponent < 0]
    top = multiply(*above) if above else ONE
    return divide(top, multiply(*below)) if below else top
