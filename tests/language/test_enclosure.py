"""Enclosures contain what 50-digit arithmetic finds inside, and say nothing of a box that is not so."""

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest
from flint import arb
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.language import Function, LanguageError, parse
from core.language.enclosure import Enclosing
from core.language.interval_table import INTERVALS
from core.language.presets import ALL
from core.language.syntax import Call, Symbol
from core.language.vocabulary import OPERATIONS
from tests.language import oracle
from tests.language.oracle import mp

HOSTILE = json.loads((Path(__file__).parent / "corpora" / "hostile.json").read_text())


def examples(count: int):
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


thousandths = st.integers(-4000, 4000).map(lambda k: k / 1000)
ends = st.one_of(st.integers(-12, 12), thousandths, st.sampled_from([-0.0, 1e-9, 60.0]))
widths = st.sampled_from([0.0, 1e-9, 0.01, 0.5, 1.0, 3.0, 20.0])
shares = [0.0, 1e-6, 0.2, 0.5, 0.77, 1.0]


def inside(low: float, width: float) -> list[float]:
    return sorted({float(low + width * share) for share in shares})


def as_mp(end: arb) -> object:
    if end.is_finite():
        man, exp = end.man_exp()
        return mp.mpf(int(man)) * mp.mpf(2) ** int(exp)
    return mp.inf if end > 0 else -mp.inf


def check(
    function: Function, box: dict[str, tuple[float, float]], points: list[dict[str, float]], **parameters
) -> None:
    values = []
    found = function.enclose(**{name: (arb(low), arb(high)) for name, (low, high) in box.items()}, **parameters)
    for at in points:
        value = oracle.value(function.tree, {**at, **{k: Fraction(v) for k, v in parameters.items()}})
        assert not (found.defined and not mp.isfinite(value)), (function.tree, at)
        assert not (found.nowhere and mp.isfinite(value)), (function.tree, at, value)
        if mp.isfinite(value):
            slack = mp.mpf(10) ** -40 * (1 + abs(value))
            low, high = as_mp(found.low), as_mp(found.high)
            assert low - slack <= value <= high + slack, (function.tree, at, value)
            values.append(value)
    if found.constant and values:
        assert max(values) - min(values) < mp.mpf(10) ** -40 * (1 + abs(values[0]))


def test_every_operation_has_its_row():
    assert set(OPERATIONS) <= set(INTERVALS)


_FIRST = {"polygamma": st.integers(0, 4).map(float), "root": None}
_SECOND = {"root": st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]), "huber": st.sampled_from([0.5, 1.0, 2.0])}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operations_contain_their_values(name):
    most = OPERATIONS[name].arity[1]
    count = min(most, 3) if name in ("min", "max") else most
    letters = ("u", "v", "w")[:count]
    function = Function(Call(name, tuple(map(Symbol, letters))), letters)

    @examples(40)
    @given(st.data())
    def contains(data):
        box, grid = {}, [{}]
        for position, letter in enumerate(letters):
            special = (_FIRST if position == 0 else _SECOND).get(name)
            low = data.draw(special if special is not None else ends)
            width = 0.0 if special is not None else data.draw(widths)
            box[letter] = (low, low + width)
            grid = [{**at, letter: x} for at in grid for x in inside(low, width)]
        check(function, box, grid[:216])

    contains()


@examples(500)
@given(oracle.trees(), ends, widths)
def test_trees_contain_their_values(tree, low, width):
    check(Function(tree, ("x",)), {"x": (low, low + width)}, [{"x": x} for x in inside(low, width)])


def _irregular(name: str, x: float, slack: float) -> bool:
    near_whole = abs(x - round(x)) <= slack
    match name:
        case "floor" | "ceil":
            return near_whole
        case "round":
            return abs(abs(x - round(x)) - 0.5) <= slack
        case "gamma" | "digamma":
            return near_whole and x <= slack
        case "factorial":
            return near_whole and x <= slack - 1
        case "asin" | "acos" | "atanh" | "asec" | "acsc" | "acoth" | "huber":
            return abs(abs(x) - 1) <= slack or (name in ("asec", "acsc", "acoth") and abs(x) <= slack)
        case "acosh":
            return abs(x - 1) <= slack
        case "asech":
            return abs(x) <= slack or abs(x - 1) <= slack
        case "sqrt" | "cbrt" | "abs" | "sign" | "step" | "positive" | "relu" | "leaky_relu" | "elu" | "softsign" | "ln":
            return abs(x) <= slack
        case "log10" | "log2" | "acot" | "csch" | "coth" | "acsch" | "csc" | "cot":
            return abs(x) <= slack
    return False


@pytest.mark.parametrize("name", sorted(n for n in OPERATIONS if OPERATIONS[n].arity[0] == 1))
def test_nothing_is_called_smooth_that_has_a_corner_an_edge_or_a_pole_inside_or_on_its_border(name):
    function = Function(Call(name, (Symbol("x"),)), ("x",))
    for k in range(-8, 9):
        for low, high in (
            (k / 2, k / 2 + 0.5),
            (k / 2 - 0.25, k / 2 + 0.25),
            (k / 2, k / 2),
            (k / 2 + 0.1, k / 2 + 0.4),
        ):
            found = function.enclose(x=(arb(low), arb(high)))
            if any(_irregular(name, place / 2, 0.0) for place in range(-30, 30) if low <= place / 2 <= high):
                assert not found.smooth, (name, low, high)


def test_quiet_boxes_are_called_smooth():
    quiet = {"asec": 1.3, "acsc": 1.3, "acoth": 1.3, "acosh": 1.3}
    for name in OPERATIONS:
        if OPERATIONS[name].arity[0] == 1:
            x = quiet.get(name, 0.3)
            assert Function(Call(name, (Symbol("x"),)), ("x",)).enclose(x=(arb(x), arb(x + 0.1))).smooth, name


KINKS = {
    "|x|": (-1, 1),
    "relu(x)": (0, 1),
    "max(2x, -x)": (-1, 2),
    "|x-1|+x": (0, 2),
    "elu(x, 2)": (1, 2),
    "min(x, 3x)": (1, 3),
    "leaky_relu(x)": (0.01, 1),
}


@pytest.mark.parametrize("text, slopes", KINKS.items())
def test_over_a_kink_the_slope_is_all_between_both_sides(text, slopes):
    at = 1.0 if "x-1" in text else 0.0
    slope = parse(text).derivative("x")
    for box in ((at - 0.1, at + 0.1), (at, at), (at, at + 0.1), (at - 0.1, at)):
        found = slope.enclose(x=tuple(map(arb, box)))
        assert found.contains(slopes[0]) and found.contains(slopes[1]) and not found.smooth


@examples(150)
@given(oracle.trees(functions=oracle.SMOOTH, leaves=5), ends, widths)
@example(parse("sin x").tree, 0.0, 3.0)
def test_derivatives_contain_the_slopes(tree, low, width):
    function = Function(tree, ("x",))
    box = {"x": (arb(low), arb(low + width))}
    found, slope = function.enclose(**box), function.derivative("x").enclose(**box)
    if not found.smooth:
        return
    for x in inside(low, width)[1:-1]:
        step = mp.mpf(10) ** -16
        above, below = (oracle.value(tree, {"x": mp.mpf(x) + d}) for d in (step, -step))
        quotient = (above - below) / (2 * step)
        slack = mp.mpf(10) ** -9 * (1 + abs(quotient)) + mp.mpf(10) ** -25 * abs(above)
        if mp.isfinite(quotient) and abs(quotient) < 1e9:
            assert as_mp(slope.low) - slack <= quotient <= as_mp(slope.high) + slack


def test_several_orders_in_one_pass_say_the_same_as_each_alone():
    for text in ("x^2 sin 3x", "gelu(x)", "|x^2 - 1|", "ln x"):
        f = parse(text)
        orders = (f, f.derivative("x"), f.derivative("x").derivative("x"))
        together = Enclosing(orders)({"x": (arb("0.75"), arb(1))})
        for one, g in zip(together, orders, strict=True):
            alone = g.enclose(x=(arb("0.75"), arb(1)))
            assert one.contains(alone.low) and one.contains(alone.high) and one.smooth == alone.smooth


def test_parameters_and_wrong_names():
    f = parse("a x^2")
    assert f.enclose(x=2.0, a=3.0).low == 12
    assert f.enclose(x=2.0, a=(arb(1), arb(2))).contains(6)
    with pytest.raises(TypeError):
        f.enclose(x=1.0, b=2.0)
    with pytest.raises(TypeError):
        f.enclose(a=1.0)


def test_numbers_too_large_for_a_float_are_numbers():
    assert parse("e^x").enclose(x=1000.0).finite
    assert parse("e^(-x^2)").enclose(x=100.0).sign == 1


def _texts():
    for entry in HOSTILE:
        parts = entry.get("build") or [entry["input"], 1]
        yield "".join(parts[i] * parts[i + 1] for i in range(0, len(parts), 2))


TOWERS = (
    *("exp(exp(exp(exp(5+x))))", "floor(exp(exp(exp(5+x))))", "sin(10^90 x^1000)", "gamma(10^99 x)", "x^x^x^x"),
    *("floor(((2^1000)^x^3)^1000)", "mod(x^1000^3, 7)", "x^1000^2"),
)


def test_hostile_texts_are_answered_at_once():
    asked = 0
    for text in (*_texts(), *TOWERS):
        try:
            f = parse(text)
        except LanguageError:
            continue
        asked += 1
        begin = time.process_time()
        for x in (0.0, 0.3, 1e5, 1e300, arb(0, 5)):
            f.enclose(x=x)
            f.derivative("x").enclose(x=x, bits=600)
        assert time.process_time() - begin < 1.0, text[:80]
    assert asked > 5


def test_every_preset_contains_its_float_values():
    for preset in ALL:
        f = parse(preset.text, preset.variables)
        for k in range(-6, 7):
            at = dict.fromkeys(preset.variables, k / 2 + 0.1)
            value = float(f(*at.values()))
            found = f.enclose(**{name: (arb(x), arb(x)) for name, x in at.items()})
            if value == value:
                slack = 1e-9 * (1 + abs(value))
                assert found.low - slack < value < found.high + slack, preset.text
