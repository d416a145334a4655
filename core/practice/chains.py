"""A function of a function: the chain rule, and how learners lose a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from core.language.differentiation import add, divide, multiply, negative
from core.language.syntax import Call, Negative, Node, Number, Product, Sum, Symbol
from core.practice.outer import ACTIVATIONS, Outer
from core.practice.shapes import ONE, Build, Shape, View, coefficient, number

_LONGEST = 3  # terms of an inner slope of which one alone is tried


def chain_shape(outer: Outer, inner: Node, view: View) -> Shape:
    """The slope of ``outer`` at ``inner``, which is the variable itself or varies with it."""
    if view.is_variable(inner):
        wrong = (*outer.wrong(inner), *outer.bare(inner))
        slope = outer.slope(inner)
        return Shape((), lambda: slope, tuple((name, _constant(result)) for name, result in wrong))
    slope = outer.slope(inner)
    return Shape(
        (inner,),
        lambda s: multiply(slope, s),
        (
            *((name, _times(wrong)) for name, wrong in outer.wrong(inner)),
            *((name, _constant(wrong)) for name, wrong in outer.bare(inner)),
            *_chain_slips(outer, inner, slope, view),
        ),
    )


def _constant(result: Node) -> Build:
    return lambda *_: result


def _times(slope: Node) -> Build:
    return lambda s: multiply(slope, s)


def _chain_slips(outer: Outer, inner: Node, slope: Node, view: View) -> Iterator[tuple[str, Build]]:
    yield _forgotten(outer, inner, view), lambda s: slope
    for index in range(_LONGEST):
        yield "inner derivative incomplete", lambda s, i=index: _part(slope, s, i)
    yield "inner derivative incomplete", lambda s: _number_only(slope, s)
    yield "inner derivative incomplete", lambda s: _sign_only(slope, s)
    yield "inner derivative incomplete", lambda s: _number_in_front(slope, inner)
    at_variable = outer.slope(view.here)
    multiple = coefficient(inner)[1] == view.here
    stripped = "argument of the outer function stripped"
    if outer.family == "ln" and multiple:
        stripped = "derivative of ln: coefficient counted twice"
    yield stripped, lambda s: multiply(at_variable, s)
    yield "outer derivative taken at the inner derivative", lambda s: outer.slope(s)
    yield "outer derivative taken at the inner derivative", lambda s: multiply(s, outer.slope(s))
    yield from _not_differentiated(outer, inner, multiple, view)
    yield "divided by the inner factor instead of multiplied", lambda s: None if view.varies(s) else divide(slope, s)
    yield "minus sign of the inner derivative lost", lambda s: _without_minus(slope, s)
    yield "inner factor applied twice", lambda s: multiply(slope, s, s)
    if view.kind == "chain":
        yield "upstream gradient forgotten", lambda s: s
        yield "upstream gradient squared", lambda s: multiply(slope, slope, s)


def _forgotten(outer: Outer, inner: Node, view: View) -> str:
    if outer.family == "ln":
        return "derivative of ln: reciprocal of the argument only"
    if view.kind == "chain" and view.held(inner):
        return "input factor forgotten"
    return "inner derivative forgotten"


def _not_differentiated(outer: Outer, inner: Node, multiple: bool, view: View) -> Iterator[tuple[str, Build]]:
    value = outer.apply(inner)
    name = "outer function not differentiated"
    if outer.family in ("power", "exponential"):
        return
    if outer.family == "ln":
        name = "ln kept"
        yield name, lambda s: multiply(Call("ln", (view.here,)), s)
    elif outer.family == "sin" or (outer.family == "cos" and not multiple):
        return  # the slips of sine and cosine have names of their own
    elif view.kind == "chain" and outer.family in ACTIVATIONS:
        name = "activation used instead of its derivative"
    yield name, lambda s: multiply(value, s)


def _part(slope: Node, inner: Node, index: int) -> Node | None:
    """Only one term of the inner slope."""
    if not isinstance(inner, Sum) or index >= len(inner.terms):
        return None
    return multiply(slope, inner.terms[index])


def _number_only(slope: Node, inner: Node) -> Node | None:
    """Only the number in front of the inner slope."""
    value, rest = coefficient(inner)
    return None if rest == ONE or value == 1 else multiply(slope, number(value))


def _number_in_front(slope: Node, inner: Node) -> Node | None:
    """Only the number in front of the inside itself: sin(3x²) ↦ 3 cos(3x²)."""
    value, rest = coefficient(inner)
    return None if value in (1, -1) or isinstance(rest, Symbol) else multiply(slope, number(value))


def _sign_only(slope: Node, inner: Node) -> Node | None:
    """The inner slope without its number: its sign and its letters."""
    value, rest = coefficient(inner)
    return None if value in (1, -1) else multiply(slope, rest, number(1 if value > 0 else -1))


def _without_minus(slope: Node, inner: Node) -> Node | None:
    match inner:
        case Number(value) if value < 0:
            return multiply(slope, number(-value))
        case Negative(operand):
            return multiply(slope, operand)
        case Sum(terms):
            plain = (term.operand if isinstance(term, Negative) else term for term in terms)
            return multiply(slope, add(*plain))
    value, rest = coefficient(inner)
    return multiply(slope, number(-value), rest) if value < 0 else None


def own_value(factors: tuple[Node, ...], view: View) -> Node | None:
    """Of a product of letters: the variable itself, where the other factor belongs."""
    return view.here if any(map(view.is_variable, factors)) else None


def held_names(factor: Node, rest: Node, view: View) -> str:
    """What losing a constant ``factor`` of ``rest`` is called."""
    if not view.held(factor):
        bracketed = isinstance(rest, Product) or (isinstance(rest, Sum) and view.kind == "chain")
        return "upstream gradient forgotten" if view.kind == "chain" and bracketed else "constant factor lost"
    if view.kind != "chain":
        return "held variable dropped"
    return "input factor forgotten" if isinstance(rest, Symbol) else "upstream gradient forgotten"


__all__ = ["chain_shape", "held_names", "negative", "own_value"]
