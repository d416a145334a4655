"""What a function heads for on one side of a point: its limit and its slope, from values ever closer to it.

The distances are 2^−80, 2^−160, 2^−320 … of the size of the point, and every value has as many digits as
that takes. So a power of the distance, however small the exponent, settles or grows within a few values; logarithms
of it settle as slowly as the exponents double, and are followed as such. Floats could do neither.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from flint import arb, fmpq

from core.language.enclosure import Enclosing, Given, precision
from core.language.interval import ABOVE, BELOW, CONSTANT, DEFINED, NOWHERE, ZERO

_FIRST = 80
_FEWEST, _MOST = 4, 7  # values
_JITTER = tuple(fmpq(n, 100) for n in (100, 77, 61, 87, 69, 93, 57))  # a wave cannot be met at one phase each time
_CLEAR = 3  # in powers of two, from one value to the next
_ALIKE = 1e-9
_FAST = 0.4  # differences that shrink faster and faster, and as fast as this, add up to a limit
_SLOW = 0.9  # differences that shrink no faster do not add up to a limit


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a point.

    ``exists``: whether the function has values there, right beside the point. ``limit`` is what it heads for, ``slope``
    what the slope of its secants heads for: a ball, ±∞ (``ABOVE``, ``BELOW``), or None where it never settles.
    """

    exists: bool
    limit: arb | None = None
    slope: arb | None = None


NOTHING = Side(False)


def study_side(
    f: Enclosing, x: fmpq | arb, direction: int, parameters: Mapping[str, Given], sharp: int = 1 << 20
) -> Side:
    """The side of ``x`` in ``direction`` (±1). ``sharp``: how many bits of x are known, if it is a ball."""
    (name, *_) = f.functions[0].variables
    scale = _size(x)
    steps: list[fmpq] = []
    values: list[arb] = []
    limit: arb | str | None = "more"
    slope: arb | str | None = "more"
    for k in range(_MOST):
        exponent = _FIRST << k
        if 2 * exponent > sharp:
            break
        step = _JITTER[k] * (fmpq(1, 2**exponent) if scale <= 0 else fmpq(1, 2**exponent) * 2**scale)
        step = step * fmpq(1, 2**-scale) if scale < 0 else step
        value = _value(f, name, x, direction * step, exponent, parameters)
        if value is None:
            return NOTHING if not values else Side(True)
        steps.append(step)
        values.append(value)
        if len(values) < _FEWEST:
            continue
        last = k == _MOST - 1 or 4 * exponent > sharp
        with precision(4 * exponent + 400):
            slopes = [
                direction * (a - b) / (g - h) for (a, b), (g, h) in zip(pairwise(values), pairwise(steps), strict=True)
            ]
            depths = [-float(arb(step).log()) for step in steps]
            limit = limit_of(values, depths, last=last)
            slope = limit_of(slopes, depths, last=last) if isinstance(limit, arb) and limit.is_finite() else None
        if not isinstance(limit, str) and not isinstance(slope, str):
            break
    return Side(True, None if isinstance(limit, str) else limit, None if isinstance(slope, str) else slope)


def _size(x: fmpq | arb) -> int:
    """The exponent of a power of two about as large as x; 0 for x = 0."""
    middle = arb(x).mid() if not isinstance(x, arb) else x.mid()
    if middle == 0:
        return 0
    mantissa, exponent = middle.man_exp()
    return int(exponent) + int(abs(mantissa)).bit_length()


def _value(
    f: Enclosing, name: str, x: fmpq | arb, step: fmpq, exponent: int, parameters: Mapping[str, Given]
) -> arb | None:
    """f(x + step) to as many digits as are needed; None where it has no value."""
    known, value, nothing = DEFINED, ZERO, False
    for bits in (2 * exponent + 200, 4 * exponent + 400, 12 * exponent + 2000):
        with precision(bits):
            known, value = _with_digits(f, {name: x + step if isinstance(x, arb) else arb(x + step), **parameters})
        if known & NOWHERE:
            return None
        if known & DEFINED and _is_sharp(value):
            return value
        # 0 to so many digits, unless more of them say otherwise
        nothing = nothing or bool(known & DEFINED and _below(value, -3 * exponent))
        if exponent > 400 and bits > 3 * exponent:
            break
    if nothing:
        return ZERO
    if isinstance(x, fmpq):  # only exact arithmetic can tell x + |x| from nearly 0
        with precision(400):
            known, exactly = _with_digits(f, {name: x + step, **parameters})
        if known & NOWHERE:
            return None
        value = exactly if _is_sharp(exactly) else value
    return value if known & DEFINED and value.is_finite() else None


def _with_digits(f: Enclosing, box: Mapping[str, Given]) -> tuple[int, arb]:
    """What is known at a point, and the value there; ±∞ for one that is surely too large for any exponent."""
    ((low, high, known),) = f.intervals(box)
    value = _ball(low, high)
    if known & (DEFINED | CONSTANT) and not value.is_finite() and (low > 1 or high < -1):
        return known | DEFINED, ABOVE if low > 1 else BELOW
    return known, value


def _is_sharp(value: arb) -> bool:
    return value.rel_accuracy_bits() > 40 or value == 0 or value in (ABOVE, BELOW)


def _ball(low: arb | fmpq, high: arb | fmpq) -> arb:
    return arb(low) if low is high else arb(low).union(arb(high))


def _below(value: arb, exponent: int) -> bool:
    return value.is_finite() and bool(abs(value) < arb(2) ** exponent)


def limit_of(values: list[arb], depths: list[float], *, last: bool) -> arb | str | None:
    """What a sequence heads for as the distances e^−depth square: a ball, ±∞, None; "more" where that is open."""
    if not values[-1].is_finite():
        return values[-1] if values[-1] == ABOVE or values[-1] == BELOW else None
    differences = [b - a for a, b in pairwise(values)]
    if all(d.contains(0) for d in differences[-2:]) and all(d.rad() < _tiny(values[-1]) for d in differences[-2:]):
        return ZERO if values[-1].contains(0) else values[-1]
    gaps = [_log2(d) for d in differences]
    if all(later < earlier - _CLEAR for earlier, later in pairwise(gaps[-3:])):
        return _settled(values[-1], differences[-1])
    sizes = [_log2(v) for v in values]
    growing = all(later > earlier + _CLEAR for earlier, later in pairwise(sizes[-3:]))
    signs = {_sign(v) for v in values[-3:]}
    if growing and sizes[-1] > 40:
        return None if len(signs) > 1 else ABOVE if signs == {1} else BELOW
    if not last:
        return "more"
    pure = _pure_power(values, depths)
    return pure if pure is not None else _slow(values, differences)


def _pure_power(values: list[arb], depths: list[float]) -> arb | None:
    """The limit of a power of the distance, however small its exponent, or of its logarithm: 0 or ±∞."""
    signs = {_sign(v) for v in values}
    if len(signs) > 1 or 0 in signs or len(values) < 3 or any(v.rel_accuracy_bits() < 60 for v in values):
        return None
    logarithms = [float(abs(v).log()) for v in values]
    for scale in (depths, [math.log(depth) for depth in depths]):
        rates = [(b - a) / (t - s) for (a, b), (s, t) in zip(pairwise(logarithms), pairwise(scale), strict=False)]
        if rates[0] != 0 and all(abs(rate - rates[0]) < _ALIKE * abs(rates[0]) for rate in rates):
            return ZERO if rates[0] < 0 else ABOVE if signs == {1} else BELOW
    return None


def _slow(values: list[arb], differences: list[arb]) -> arb | None:
    """A sequence that goes like a power of the logarithm of the distance: Aitken's extrapolation, or ±∞."""
    recent = differences[-4:]
    if len(recent) < 3 or len({_sign(d) for d in recent}) > 1 or _sign(recent[-1]) == 0:
        return None
    ratios = [float(b / a) for a, b in pairwise(recent)]
    if ratios[-1] <= ratios[-2] < _SLOW and ratios[-1] < _FAST:
        return _settled(values[-1], differences[-1] * ratios[-1])
    if max(ratios) - min(ratios) > 0.5 * max(ratios):
        return None
    if min(ratios) > _SLOW:
        return ABOVE if recent[-1] > 0 else BELOW
    ratio = ratios[-1]
    guess = values[-1] + differences[-1] * ratio / (1 - ratio)
    error = abs(differences[-1]).upper() * (abs(ratios[-1] - ratios[-2]) + 1e-3)
    return ZERO if guess.mid() < error and guess.mid() > -error else arb(guess.mid(), error)


def _settled(value: arb, difference: arb) -> arb:
    """The limit of values whose next change is far smaller than the last one; 0 where nothing else is left."""
    error = 2 * abs(difference).upper()
    return ZERO if not abs(value) > error else arb(value.mid(), value.rad() + error)


def _tiny(value: arb) -> arb:
    return (abs(value).upper() + arb(2) ** -200) * arb(2) ** -60


def _log2(value: arb) -> int | float:
    """The size of a value as a power of two, as far as it is known."""
    upper = abs(value).upper() if not value.is_exact() else abs(value)
    if upper == 0:
        return -math.inf
    mantissa, exponent = upper.man_exp()
    return int(exponent) + int(abs(mantissa)).bit_length()


def _sign(value: arb) -> int:
    return 1 if value > 0 else -1 if value < 0 else 0
