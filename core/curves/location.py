"""Where exactly a function is not smooth: the exact number, or as many digits of it as the study of the place needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from flint import arb, fmpq

from core.language.enclosure import Enclosing, Given, precision
from core.language.interval import NOWHERE, SMOOTH, Interval, ball, exact
from core.language.program import Instruction

Spot = fmpq | arb  # an exact rational number, or a narrow ball around one that is not

SHARP = 1400  # bits to which an irrational place is found
_SECANTS = 40
_CUTS = (0.4986, 0.31, 0.67)
_DEEPEST = 900


def as_number(spot: Spot) -> float:
    """The float nearest to a spot."""
    return int(spot.p) / int(spot.q) if isinstance(spot, fmpq) else float(spot.mid()) + 0.0


def locate(f: Enclosing, low: arb, high: arb, parameters: Mapping[str, Given]) -> Spot | None:
    """The one place between ``low`` and ``high`` where f is not smooth; None where there is none, or several.

    Where several lie too close together to be told apart, some one of them.
    """
    (name,) = f.functions[0].variables
    for simple in simple_numbers(low, high):
        if _is_restless(f, simple, name, parameters):
            return simple
    with precision(SHARP + 200):
        found = _by_its_cause(f, low, high, name, parameters)
        return found if found is not None else _by_bisection(f, low, high, name, parameters)


def is_calm(f: Enclosing, box: Mapping[str, Given], *, bits: int = 80) -> bool:
    """Whether (the first of) f is surely smooth all over the box."""
    with precision(bits):
        return bool(f.intervals(box)[0][2] & SMOOTH)


def _is_restless(f: Enclosing, x: fmpq, name: str, parameters: Mapping[str, Given]) -> bool:
    """Whether f is not smooth at exactly x, nor x well off its domain."""
    if is_calm(f, {name: x, **parameters}, bits=200):
        return False
    radius = abs(x) * fmpq(1, 2**200) if x != 0 else fmpq(1, 2**2000)
    with precision(400):
        box = arb(x - radius).lower(), arb(x + radius).upper()
        return not f.intervals({name: box, **parameters})[0][2] & NOWHERE


def simple_numbers(low: arb, high: arb) -> list[fmpq]:
    """The simplest decimal and the simplest fraction in an interval."""
    start, end = _fraction(low), _fraction(high)
    if start <= 0 <= end:
        return [fmpq(0)]
    decimal, fraction = _simplest_decimal(start, end), _simplest_fraction(start, end)
    return list(dict.fromkeys(exact(number) for number in (decimal, fraction)))


def _fraction(end: arb) -> Fraction:
    mantissa, exponent = end.mid().man_exp()
    return Fraction(int(mantissa)) * (Fraction(2) ** int(exponent))


def _simplest_decimal(low: Fraction, high: Fraction) -> Fraction:
    digits, scale = 0, Fraction(1)
    while (candidate := Fraction(-((-low * scale) // 1)) / scale) > high and digits < 400:
        digits, scale = digits + 1, scale * 10
    return candidate


def _simplest_fraction(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator in an interval (by continued fractions)."""
    if high < 0:
        return -_simplest_fraction(-high, -low)
    floor = low.numerator // low.denominator
    if floor == low:
        return Fraction(floor)
    if floor + 1 <= high:
        return Fraction(floor + 1)
    return floor + 1 / _simplest_fraction(1 / (high - floor), 1 / (low - floor))


# By its cause: the first operation on the way that is not smooth there, and what its argument must be for that


def _by_its_cause(f: Enclosing, low: arb, high: arb, name: str, parameters: Mapping[str, Given]) -> arb | None:
    with precision(80):
        slots = f.slots({name: (low, high), **parameters})
    first = len(f.program.inputs) + len(f.program.constants)
    for number, step in enumerate(f.program.instructions):
        given = [slots[i] for i in step.arguments]
        if not slots[first + number][2] & SMOOTH and all(known & SMOOTH for *_, known in given):
            excess = _excess(step, given)
            if excess is not None:
                return _secant(f, low, high, name, parameters, partial(_of_slots, excess, step.arguments))
    return None


def _of_slots(excess: Callable[[list[Interval]], arb], arguments: tuple[int, ...], slots: list[Interval]) -> arb:
    return excess([slots[i] for i in arguments])


def _excess(step: Instruction, given: list[Interval]) -> Callable[[list[Interval]], arb] | None:
    """What is 0 where the operation is not smooth, as a function of its arguments, which lie in ``given``."""
    middle = _middle(given[0])
    if step.name in ("max", "min", "+", "-"):
        return (lambda a: _middle(a[0]) - _middle(a[1])) if len(given) == 2 else None
    if step.name == "relu":
        return lambda a: _middle(a[0])
    if step.name == "mod":
        whole = (middle / _middle(given[1]) + fmpq(1, 2)).floor()
        return lambda a: _middle(a[0]) / _middle(a[1]) - whole
    if step.name == "/":
        return lambda a: _middle(a[1])
    if step.name == "log":
        return lambda a: _middle(a[0]) if abs(middle) < abs(_middle(given[1]) - 1) else _middle(a[1]) - 1
    if step.name in ("tan", "sec"):
        number = (middle / arb.pi()).floor() + fmpq(1, 2)
        return lambda a: _middle(a[0]) - number * arb.pi()
    if step.name in ("cot", "csc"):
        number = (middle / arb.pi() + fmpq(1, 2)).floor()
        return lambda a: _middle(a[0]) - number * arb.pi()
    if step.name in ("floor", "ceil", "gamma", "factorial", "digamma", "round"):
        shift = fmpq(1, 2) if step.name == "round" else fmpq(0)
        whole = (middle + shift + fmpq(1, 2)).floor() - shift
        return lambda a: _middle(a[0]) - whole
    if step.name == "huber":
        return lambda a: abs(_middle(a[0])) - _middle(a[1])
    special = _SPECIAL.get(step.name, (0,))
    value = min(special, key=lambda number: float(abs(middle - number)) if middle.is_finite() else 0.0)
    return lambda a: _middle(a[0]) - value


_SPECIAL: dict[object, tuple[int, ...]] = {
    **dict.fromkeys(("asin", "acos", "atanh"), (-1, 1)),
    **dict.fromkeys(("asec", "acsc", "acoth"), (-1, 0, 1)),
    "acosh": (1,),
    "asech": (0, 1),
}


def _middle(value: Interval) -> arb:
    low, high, _ = value
    return ball(low) if low is high else ((ball(low) + ball(high)) / 2).mid()


def _secant(
    f: Enclosing,
    low: arb,
    high: arb,
    name: str,
    parameters: Mapping[str, Given],
    excess: Callable[[list[Interval]], arb],
) -> arb | None:
    """The zero of ``excess`` by the secant method, also one that only touches, checked: f is not smooth right there."""

    def at(x: arb) -> arb:
        return excess(f.slots({name: (x, x), **parameters})).mid()

    def slope(x: arb) -> arb:
        return at(x + nudge) - at(x - nudge)

    nudge = (abs(low) + abs(high)) * arb(2) ** -(SHARP // 2 + 60)
    for function, bits in ((at, SHARP + 200), (slope, 3 * SHARP)):
        with precision(bits):
            zero = _zero(function, low, high)
            if zero is None:
                continue
            radius = abs(zero) * arb(2) ** -SHARP
            around = (zero - radius).lower(), (zero + radius).upper()
        if not is_calm(f, {name: around, **parameters}, bits=bits):
            with precision(bits):
                return around[0].union(around[1])
    return None


def _zero(function: Callable[[arb], arb], low: arb, high: arb) -> arb | None:
    """A simple zero between two points, to ``SHARP`` bits."""
    a, b = low, high
    fa, fb = function(a), function(b)
    for _ in range(_SECANTS):
        if fb == fa or not (fa.is_finite() and fb.is_finite()):
            return None
        c = (b - fb * (b - a) / (fb - fa)).mid()
        if not (2 * low - high <= c <= 2 * high - low):
            return None
        a, fa, b = b, fb, c
        fb = function(b)
        if abs(b - a) <= abs(b) * arb(2) ** -(SHARP - 8) or fb == 0:
            return b if low <= b <= high else None
    return None


def _by_bisection(f: Enclosing, low: arb, high: arb, name: str, parameters: Mapping[str, Given]) -> arb | None:
    bits = 200
    for depth in range(_DEEPEST):
        bits = 200 + 2 * depth
        for cut in _CUTS:
            with precision(bits + 60):
                middle = (low + (high - low) * arb(cut)).mid()
                restless = [
                    part
                    for part in ((low, middle), (middle, high))
                    if not f.intervals({name: part, **parameters})[0][2] & SMOOTH
                ]
            if len(restless) < 2:
                break
        if not restless:
            return None
        if len(restless) == 2:
            return low.union(high) if depth > 300 else None
        low, high = restless[0]
    return low.union(high)
