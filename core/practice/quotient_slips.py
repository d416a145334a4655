"""The shape of a quotient and the slips people make with it."""

from __future__ import annotations

from fractions import Fraction

from core.language.differentiation import ZERO, add, differentiate, divide, multiply, negative, power
from core.language.rational import rational_value
from core.language.syntax import Call, Node, Power
from core.practice.chains import chain_shape
from core.practice.outer import outer_of, power_of
from core.practice.shapes import ONE, TWO, Build, Shape, View


def quotient_shape(top: Node, bottom: Node, view: View) -> Shape:
    """The shape of top/bottom: its parts, how their slopes join, and the slips with the quotient rule."""
    if not view.varies(bottom):
        return Shape((top,), lambda s: divide(s, bottom), ((_bottom_name(bottom, view), lambda s: s),))
    if not view.varies(top):
        return _one_over(top, bottom, view)
    square = power(bottom, TWO)

    def difference(s: Node, t: Node, sign: int = -1) -> Node:
        second = multiply(top, t)
        return add(multiply(s, bottom), second if sign > 0 else negative(second))

    only = "only the numerator differentiated"
    return Shape(
        (top, bottom),
        lambda s, t: divide(difference(s, t), square),
        (
            ("quotient of derivatives", lambda s, t: divide(s, t)),
            ("plus sign in the quotient rule", lambda s, t: divide(difference(s, t, 1), square)),
            ("quotient denominator not squared", lambda s, t: divide(difference(s, t), bottom)),
            ("quotient denominator not squared", lambda s, t: difference(s, t)),
            ("quotient divided by the square of the numerator", lambda s, t: divide(difference(s, t), power(top, TWO))),
            ("quotient sign swapped", lambda s, t: negative(divide(difference(s, t), square))),
            # with a bottom of slope 1, u·v⁻¹ is read as a product and its second term left out
            ("only one term of the product rule", lambda s, t: divide(s, bottom) if t == ONE else None),
            (only, lambda s, t: divide(s, bottom) if t != ONE else None),
            (only, lambda s, t: s),
            ("only one term of the product rule", lambda s, t: negative(divide(multiply(top, t), square))),
            ("the reciprocal differentiated", lambda s, t: divide(negative(difference(s, t)), power(top, TWO))),
        ),
    )


def _bottom_name(bottom: Node, view: View) -> str:
    return "held variable dropped" if view.held(bottom) else "constant factor lost"


def _one_over(top: Node, bottom: Node, view: View) -> Shape:
    """A constant over something: a negative power, and a fraction all the same."""
    outer = outer_of(bottom, view)
    base, n = bottom, Fraction(1)
    exact = rational_value(bottom.exponent) if isinstance(bottom, Power) else None
    if outer is not None and outer[0].family == "power" and isinstance(bottom, Power) and exact is not None:
        base, n = outer[1], exact
    elif isinstance(bottom, Call) and bottom.name in ("sqrt", "cbrt"):
        base, n = bottom.arguments[0], Fraction(1, 2 if bottom.name == "sqrt" else 3)
    shape = chain_shape(power_of(-n, view), base, view).scaled(top)
    below = differentiate(bottom, view.variable)
    lost: tuple[tuple[str, Build], ...] = ()
    if top != ONE:
        lost = ((_bottom_name(top, view), lambda *slopes: divide(shape.right(*slopes), top)),)
    return shape.with_wrong(
        *lost,
        ("one over the derivative of the denominator", lambda *_: None if below == ONE else divide(top, below)),
        ("quotient of derivatives", lambda *_: ZERO),
        ("the reciprocal differentiated", lambda *_: divide(below, top)),
        ("quotient denominator not squared", lambda *_: negative(divide(multiply(top, below), bottom))),
        ("quotient divided by the square of the numerator", lambda *_: negative(divide(below, top))),
    )
