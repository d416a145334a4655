"""The row of every operation of the vocabulary: how it encloses."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from core.language import interval_operations as op
from core.language.interval import (
    ABOVE,
    CONTINUOUS,
    NOWHERE,
    ONE,
    SMOOTH,
    ZERO,
    Interval,
    add,
    ball,
    both,
    bounds,
    constant,
    divide,
    everything,
    hull,
    lose,
    multiply,
    negative,
    rational_power,
    reciprocal,
    subtract,
    undefined,
    whole,
    whole_power,
)
from core.language.interval_conditions import CONDITIONS
from core.language.interval_operations import between, decreasing, increasing, valley
from core.language.interval_sinc import SINC

_HALF, _ONE, _ZERO = (constant(number) for number in (fmpq(1, 2), fmpq(1), fmpq(0)))

exponential = increasing(arb.exp, ZERO)
_root = rational_power(1, 2)
_ln = between(increasing(lambda t: t.log() if t > 0 else arb.nan()), 0, None, closed=False)
_atanh = between(increasing(arb.atanh), -1, 1, closed=False)
_acosh = between(increasing(arb.acosh, ZERO), 1, None, closed=True)
_asin = between(increasing(arb.asin), -1, 1, closed=True)
_acos = between(decreasing(arb.acos, ZERO), -1, 1, closed=True)


def _scaled(inner: op.Unary, scale: Callable[[], arb]) -> op.Unary:
    """``inner`` divided by a number that is only known while the precision is."""
    return lambda a: divide(inner(a), constant(scale()))


def _after(outer: op.Unary, inner: op.Unary) -> op.Unary:
    return lambda a: outer(inner(a))


def _cosh(a: Interval) -> Interval:
    size = (*op.absolute(a)[:2], a[2])
    return increasing(arb.cosh, ONE)(size)


def _acot(a: Interval) -> Interval:
    low, high, known = a
    if low > 0 or high < 0:
        return increasing(arb.atan)(reciprocal(a))
    right = arb.pi() / 2
    if low == 0 and high == 0:
        return (right, right, lose(known, CONTINUOUS, SMOOTH))
    return (ZERO if low >= 0 else -right, right, lose(known, CONTINUOUS, SMOOTH))


def _atan2(y: Interval, x: Interval) -> Interval:
    known = both(y[2], x[2])
    if not (x[0] > 0 or y[0] > 0 or y[1] < 0):  # may touch the cut along the negative axis
        known = lose(known, CONTINUOUS, SMOOTH)
        if not (y[0] is y[1] and x[0] is x[1]):
            return (-arb.pi(), arb.pi(), known)
        value = arb.atan2(ball(y[0]), ball(x[0]))
        return (value, value, known) if value.is_finite() else (-arb.pi(), arb.pi(), known)
    corners = [arb.atan2(ball(b), ball(a)) for b in {id(e): e for e in y[:2]}.values() for a in x[:2]]
    if not all(corner.is_finite() for corner in corners):
        return (-arb.pi(), arb.pi(), known)
    if y[0] is y[1] and x[0] is x[1]:
        return (corners[0], corners[0], known)
    least, most = corners[0], corners[0]
    for corner in corners[1:]:
        least, most = least.min(corner), most.max(corner)
    return (least, most, known)


def power(base: Interval, exponent: Interval) -> Interval:
    """base^exponent for an exponent that varies: needs base > 0; 0^y is 0 for y > 0."""
    low, high, known = base
    if low > 0:
        return exponential(multiply(exponent, _ln(base)))
    if low == 0 and high == 0:
        if exponent[0] > 0:
            return (ZERO, ZERO, lose(both(known, exponent[2]), SMOOTH))
        return everything(NOWHERE) if exponent[1] <= 0 else everything(undefined(both(known, exponent[2])))
    if high < 0:
        return everything(NOWHERE)
    value = exponential(multiply(exponent, _ln(base)))
    sure = low >= 0 and exponent[0] > 0
    known = both(known, exponent[2])
    least = value[0] if exponent[0] > 0 or not low >= 0 else value[0].min(ZERO)
    return bounds(least.min(ZERO), value[1], lose(known, SMOOTH) if sure else undefined(known), ZERO)


def fixed_power(base: Interval, exponent: Interval) -> Interval:
    """base^exponent for an exponent that does not vary: a negative base is fine where it is whole; 0^0 is 1."""
    if exponent[0] is exponent[1] and (number := whole(exponent[0])) is not None and abs(number) <= 10**6:
        low, high, known = whole_power(number)(base)
        return (low, high, both(known, exponent[2]))
    if base[0] is base[1] and base[0] == 0 and exponent[0] is not exponent[1]:
        return (ZERO, ONE if exponent[0] >= 0 else ABOVE, undefined(both(base[2], exponent[2])))
    value = power(base, exponent)
    if exponent[0] is exponent[1] or base[0] > 0:
        return value
    return everything(undefined(both(base[2], exponent[2])))  # may be whole: then negative bases count


def _root_of(a: Interval, order: Interval) -> Interval:
    if order[0] is order[1] and (number := whole(order[0])) is not None and 0 < abs(number) < 10**6:
        return rational_power(1 if number > 0 else -1, abs(number))(a)
    if not (order[0] > 0 or order[1] < 0) or a[0] < 0:
        return everything(undefined(both(a[2], order[2])))
    return power(a, reciprocal(order))


def _relu(a: Interval) -> Interval:
    return op.maximum(_ZERO, a)


def _split(right: op.Unary, left: Callable[[Interval], Interval]) -> op.Unary:
    """``right`` above 0, ``left`` below and at 0, meeting there in a corner."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low > 0:
            return right(a)
        if high < 0:
            return left(a)
        if low is high:
            value = left(a)
            return (*value[:2], lose(value[2], SMOOTH))
        upper = right((ZERO, ball(high).max(ZERO), known))
        lower = left((ball(low).min(ZERO), ZERO, known))
        return hull(upper, lower, lose(both(upper[2], lower[2]), SMOOTH))

    return enclosed


def _leaky_relu(a: Interval, slope: Interval) -> Interval:
    return _split(lambda t: (t[0], t[1], both(t[2], slope[2])), lambda t: multiply(slope, t))(a)


def _elu(a: Interval, alpha: Interval) -> Interval:
    bent = increasing(arb.expm1, -ONE)
    return _split(lambda t: (t[0], t[1], both(t[2], alpha[2])), lambda t: multiply(alpha, bent(t)))(a)


def _softsign(a: Interval) -> Interval:
    low, high, _ = a
    known = a[2] if low > 0 or high < 0 else lose(a[2], SMOOTH)
    return (*increasing(lambda t: t / (1 + abs(t)), -ONE, ONE)(a)[:2], known)


def _huber(a: Interval, delta: Interval) -> Interval:
    size = (*op.absolute(a)[:2], a[2])
    known = both(a[2], delta[2])
    if size[1] < delta[0]:
        return (*multiply(_HALF, whole_power(2)(a))[:2], known)
    far = multiply(delta, subtract(size, multiply(_HALF, delta)))
    if size[0] > delta[1]:  # with delta < 0 the corner of |a| shows
        return (*far[:2], known if delta[0] >= 0 or not (a[0] <= 0 and a[1] >= 0) else lose(known, SMOOTH))
    known = lose(known, SMOOTH)
    if not delta[0] >= 0:
        near = op.minimum(size, delta)
        return (*multiply(near, subtract(size, multiply(_HALF, near)))[:2], known)

    def rising(t: arb, d: arb) -> arb:
        near = ball(t).min(ball(d))
        return near * (t - near / 2)

    if size[0] is size[1] and delta[0] is delta[1]:
        value = rising(size[0], delta[0])
        return (value, value, known)
    return bounds(rising(size[0], delta[0]), rising(size[1], delta[1]), known, ZERO)


def _log_add_exp(a: Interval, b: Interval) -> Interval:
    def value(s: arb, t: arb) -> arb:
        s, t = ball(s), ball(t)
        return s.max(t) + (s.min(t) - s.max(t)).exp().log1p()

    known = both(a[2], b[2])
    low = value(a[0], b[0])
    return bounds(low, low if a[0] is a[1] and b[0] is b[1] else value(a[1], b[1]), known)


#: canonical name of an operation → what it does to intervals
INTERVALS: dict[str, Callable[..., Interval]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "negative": negative,
    "power": power,
    "fixed power": fixed_power,
    "sin": op.sin,
    "cos": op.cos,
    "tan": op.branches(arb.tan, fmpq(1, 2), 1),
    "sec": _after(reciprocal, op.cos),
    "csc": _after(reciprocal, op.sin),
    "cot": op.branches(arb.cot, fmpq(0), -1),
    "asin": _asin,
    "acos": _acos,
    "atan": increasing(arb.atan),
    "asec": _after(_acos, reciprocal),
    "acsc": _after(_asin, reciprocal),
    "acot": _acot,
    "atan2": _atan2,
    "sinh": increasing(arb.sinh),
    "cosh": _cosh,
    "tanh": increasing(arb.tanh, -ONE, ONE),
    "sech": _after(reciprocal, _cosh),
    "csch": _after(reciprocal, increasing(arb.sinh)),
    "coth": _after(reciprocal, increasing(arb.tanh, -ONE, ONE)),
    "asinh": increasing(arb.asinh),
    "acosh": _acosh,
    "atanh": _atanh,
    "asech": _after(_acosh, reciprocal),
    "acsch": _after(increasing(arb.asinh), reciprocal),
    "acoth": _after(_atanh, reciprocal),
    "exp": exponential,
    "expm1": increasing(arb.expm1, -ONE),
    "log1p": lambda a: _ln(add(a, _ONE)),
    "ln": _ln,
    "log10": _scaled(_ln, lambda: arb(10).log()),
    "log2": _scaled(_ln, lambda: arb(2).log()),
    "log": lambda a, base: divide(_ln(a), _ln(base)),
    "sqrt": _root,
    "cbrt": rational_power(1, 3),
    "root": _root_of,
    "hypot": lambda a, b: _root(add(whole_power(2)(a), whole_power(2)(b))),
    "logaddexp": _log_add_exp,
    **SINC,
    "abs": op.absolute,
    "sign": op.sign,
    "floor": op.floor,
    "ceil": op.ceil,
    "round": op.round_half_up,
    "mod": op.mod,
    "min": op.minimum,
    "max": op.maximum,
    "step": op.step,
    "positive": op.positive,
    "erf": increasing(arb.erf, -ONE, ONE),
    "erfc": decreasing(arb.erfc, ZERO, arb(2)),
    "gamma": op.gamma,
    "factorial": lambda a: op.gamma(add(a, _ONE)),
    "digamma": lambda a: op.polygamma(_ZERO, a),
    "polygamma": op.polygamma,
    "sigmoid": increasing(lambda t: 1 / (1 + (-t).exp()), ZERO, ONE),
    "softplus": increasing(lambda t: t.exp().log1p(), ZERO),
    "relu": _relu,
    "leaky_relu": _leaky_relu,
    "elu": _elu,
    "gelu": valley(
        lambda t: t * (-t / arb(2).sqrt()).erfc() / 2, "-0.7517915246935645 +/- 1e-15", "-0.16997120747990369 +/- 1e-15"
    ),
    "silu": valley(lambda t: t / (1 + (-t).exp()), "-1.2784645427610738 +/- 1e-15", "-0.27846454276107380 +/- 1e-15"),
    "softsign": _softsign,
    "tanhshrink": increasing(lambda t: t - t.tanh()),
    "huber": _huber,
    **CONDITIONS,
}

#: at a corner a derivative is all between its sides, not the one value a convention names
SLOPES: dict[str, Callable[..., Interval]] = {
    "sign": op.widest_switch(-1),
    "step": op.widest_switch(0),
    "positive": op.widest_switch(0),
}
