"""Sums, products and fractions: how their slopes are put together, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from core.language.differentiation import ZERO, add, differentiate, divide, multiply, negative, power
from core.language.rational import rational_value
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol
from core.practice.chains import chain_shape, held_names
from core.practice.outer import as_if_it_moved, outer_of
from core.practice.quotient_slips import quotient_shape
from core.practice.shapes import ONE, Build, Right, Shape, Swap, View, coefficient, number

_MOST_TERMS = 12  # of a sum or product that is looked at term by term


def shape_of(node: Node, view: View) -> Shape:
    """The shape of a node that varies."""
    if view.is_variable(node):
        return Shape((), lambda: ONE)
    match node:
        case Negative(operand):
            return Shape((operand,), negative, (("sign of a term lost", lambda s: s),))
        case Sum(terms):
            return _sum(terms, view)
        case Product(factors):
            return _factors(factors, view)
        case Quotient(top, bottom):
            return quotient_shape(top, bottom, view)
        case Power(base, exponent) if view.varies(base) and view.varies(exponent):
            return _general_power(node, base, exponent)
        case Power(base, exponent) if (rewritten := _power_of_exponential(base, exponent, view)) is not None:
            return shape_of(rewritten, view)
    outer = outer_of(node, view)
    if outer is not None:
        return chain_shape(*outer, view)
    slope = differentiate(node, view.variable)  # several inputs: max, min, atan2, mod
    return Shape((), lambda: slope)


def _power_of_exponential(base: Node, exponent: Node, view: View) -> Node | None:
    """(c·e^h)ⁿ is cⁿ·e^(n·h): an exponential, and learners treat it as one."""
    n = rational_value(exponent)
    value, rest = coefficient(base)
    if n is None or n.denominator != 1 or n < 2 or not isinstance(rest, Power) or rest.base != Constant("e"):
        return None
    return multiply(number(value**n.numerator), Power(Constant("e"), multiply(number(n), rest.exponent)))


def _general_power(node: Node, base: Node, exponent: Node) -> Shape:
    def right(below: Node, above: Node) -> Node:
        return multiply(node, add(multiply(above, Call("ln", (base,))), divide(multiply(exponent, below), base)))

    lowered = Power(base, add(exponent, number(-1)))
    return Shape(
        (base, exponent),
        right,
        (
            ("power rule on an exponential", lambda below, above: multiply(exponent, lowered, below)),
            ("power rule on an exponential", lambda below, above: multiply(exponent, lowered, below, above)),
            ("power rule on an exponential", lambda below, above: multiply(node, Call("ln", (base,)), above)),
            ("only one term of the product rule", lambda below, above: multiply(node, Call("ln", (base,)))),
        ),
    )


# -- sums -------------------------------------------------------------------------------------------------------------


def _sum(terms: tuple[Node, ...], view: View) -> Shape:
    signs = [-1 if isinstance(term, Negative) else 1 for term in terms]
    bare = tuple(term.operand if isinstance(term, Negative) else term for term in terms)

    def right(*slopes: Node) -> Node:
        return add(*(negative(s) if sign < 0 else s for s, sign in zip(slopes, signs, strict=True)))

    swaps = [swap for i, term in enumerate(bare[:_MOST_TERMS]) for swap in _term_slips(i, term, signs[i], view)]
    return Shape(bare, right, tuple(_sum_as_product(bare, signs, view)), tuple(swaps))


def _term_slips(index: int, term: Node, sign: int, view: View) -> Iterator[Swap]:
    def instead(result: Node) -> Callable[[Node], Node]:
        return lambda _: result

    if not view.varies(term):
        yield index, "constant differentiated to itself", instead(term)
        yield index, "constant treated as the variable", instead(ONE)
        if not view.held(term) and (moved := as_if_it_moved(term)) is not None:
            yield index, "constant treated as the variable", instead(moved)
        yield index, "constant differentiated to itself", instead(negative(term))
        for letter in view.held(term):
            yield index, "other variable differentiated too", instead(differentiate(term, letter))
        return
    if index or sign < 0:
        yield index, "sign of a term lost", negative
    value, rest = coefficient(term)
    linear = view.is_variable(rest)
    names = {"gradient": "linear terms differentiated to zero", "value": "lower-order term left out of the slope"}
    yield index, names.get(view.kind, "a term lost") if linear else "a term lost", instead(ZERO)
    yield index, "a term left undifferentiated", instead(term)
    if linear and view.kind == "gradient":
        yield index, "factor two added to linear terms", instead(number(2 * value))
    for letter in view.held(term):
        yield index, "one term differentiated by the wrong variable", instead(differentiate(term, letter))
    if view.others and not view.held(term) and view.kind != "gradient":
        yield index, "the variable of differentiation held constant", instead(ZERO)


def _sum_as_product(terms: tuple[Node, ...], signs: list[int], view: View) -> Iterator[tuple[str, Build]]:
    if len(terms) != 2 or not all(map(view.varies, terms)):
        return
    u, v = terms
    name = "sum treated as a product"
    yield name, lambda s, t: add(multiply(s, v), multiply(u, t))
    yield name, lambda s, t: add(multiply(s, v), negative(multiply(u, t)))
    value, rest = coefficient(v)
    if value != 1:  # the sign between number and function read as the sign between two factors
        first, slope = add(u, number(signs[1] * value)), divide(ONE, number(value))
        yield name, lambda s, t: add(multiply(s, rest), multiply(first, slope, t))


# -- products ---------------------------------------------------------------------------------------------------------


def _factors(factors: tuple[Node, ...], view: View) -> Shape:
    still = tuple(factor for factor in factors if not view.varies(factor))
    moving = tuple(factor for factor in factors if view.varies(factor))
    if len(moving) == 1:
        return _constant_multiple(still, moving[0], view)
    if len(moving) > _MOST_TERMS:
        moving = (moving[0], Product(moving[1:]))
    shape = _product(moving, view).scaled(*still) if still else _product(moving, view)
    if not still:
        return shape
    lost = tuple(_losing(still, i, shape.right, moving[0], view) for i in range(len(still)))
    with_first = (multiply(*still, moving[0]), *moving[1:])
    pairs = (
        "product rule pairs each factor with its own derivative",
        lambda *slopes: _own_pairs(with_first, (multiply(*still, slopes[0]), *slopes[1:])),
    )
    return shape.with_wrong(*lost, pairs)


def _losing(still: tuple[Node, ...], index: int, right: Right, rest: Node, view: View) -> tuple[str, Build]:
    factor = still[index]
    name = held_names(factor, rest, view)
    return name, lambda *slopes: divide(right(*slopes), factor)


def _constant_multiple(still: tuple[Node, ...], rest: Node, view: View) -> Shape:
    def right(slope: Node) -> Node:
        return multiply(*still, slope)

    wrong: list[tuple[str, Build]] = []
    for index, factor in enumerate(still):
        others = (*still[:index], *still[index + 1 :])
        wrong.append((held_names(factor, rest, view), _times(others)))
        wrong += _held_slips(factor, others, rest, view)
    if len(still) > 1:
        wrong.append(("constant factor lost", lambda slope: slope))
    return Shape((rest,), right, tuple(wrong))


def _held_slips(factor: Node, others: tuple[Node, ...], rest: Node, view: View) -> Iterator[tuple[str, Build]]:
    for letter in view.held(factor):
        slope = differentiate(factor, letter)
        if slope == ONE:
            continue
        yield "held factor differentiated too", _times((*others, slope))
        if (inner := outer_of(factor, View(letter))) is not None:
            function, inside = inner
            yield "held factor differentiated too", _times((*others, function.slope(inside)))
            if isinstance(factor, Power) and isinstance(factor.exponent, Number):
                lowered = power(factor.base, number(factor.exponent.value - 1))
                yield "other variable differentiated too", _times((*others, lowered))
    if view.kind == "chain" and view.held(factor) and view.is_variable(rest):
        yield "own value instead of the other factor", _times((*others, rest))
    if isinstance(factor, Symbol) and not view.held(factor):
        yield "constant treated as the variable", _times((*others, rest))


def _times(factors: tuple[Node, ...]) -> Build:
    return lambda slope: multiply(*factors, slope)


def _product(factors: tuple[Node, ...], view: View) -> Shape:
    def terms(slopes: Sequence[Node]) -> list[Node]:
        return [multiply(*factors[:i], slope, *factors[i + 1 :]) for i, slope in enumerate(slopes)]

    graph = view.on_a_graph
    one = "one path only, paths not added" if graph else "only one term of the product rule"
    minus = "sign of one path lost" if graph else "product rule with a minus sign"
    wrong: list[tuple[str, Build]] = [
        ("product of derivatives", lambda *slopes: multiply(*slopes)),
        *((one, lambda *slopes, i=i: terms(slopes)[i]) for i in range(len(factors))),
        ("product rule pairs each factor with its own derivative", lambda *slopes: _own_pairs(factors, slopes)),
        ("product treated as a sum", lambda *slopes: add(*slopes)),
        ("product treated as a sum", lambda *slopes: add(*factors)),
        *((minus, lambda *slopes, i=i: _flipped(terms(slopes), i)) for i in range(len(factors))),
    ]
    if graph:
        wrong.append(("paths multiplied instead of added", lambda *slopes: multiply(*terms(slopes))))
    return Shape(factors, lambda *slopes: add(*terms(slopes)), (*wrong, *_multiplied_out(factors, view)))


def _own_pairs(factors: Sequence[Node], slopes: Sequence[Node]) -> Node:
    return add(*(multiply(factor, slope) for factor, slope in zip(factors, slopes, strict=True)))


def _flipped(terms: list[Node], index: int) -> Node:
    return add(*(negative(term) if i == index else term for i, term in enumerate(terms)))


def _multiplied_out(factors: tuple[Node, ...], view: View) -> Iterator[tuple[str, Build]]:
    """(ax + b)(cx + d): first times first, last times last, nothing differentiated."""
    parts = [line for factor in factors if (line := _line(factor, view)) is not None]
    if len(factors) != 2 or len(parts) != 2:
        return
    (a, b), (c, d) = parts
    name = "product multiplied out term by term, not differentiated"
    for degree in (1, 2):
        result = add(multiply(number(a * c), power(view.here, number(degree))), number(b * d))
        yield name, lambda *slopes, r=result: r


def _line(node: Node, view: View) -> tuple[Fraction, Fraction] | None:
    terms = node.terms if isinstance(node, Sum) else (node,)
    slope = height = Fraction(0)
    for term in terms:
        value, rest = coefficient(term)
        if rest == ONE:
            height += value
        elif view.is_variable(rest):
            slope += value
        else:
            return None
    return slope, height
