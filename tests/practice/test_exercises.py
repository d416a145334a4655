"""Exercises by kind, seed and level: the key right in every form, each mistake built from the item known as itself."""

import math

import numpy as np
import pytest

from core.language import parse
from core.language.printing import to_latex
from core.practice import KINDS, LEVELS, check, exercise
from tests.practice.sweep import faults

SEEDS = range(1)
ALL = [(kind, level) for kind in KINDS for level in LEVELS]


@pytest.mark.parametrize("kind, level", ALL)
def test_right_forms_are_right_and_each_built_mistake_is_known_as_itself(kind, level):
    """A few of the five hundred a kind that ``python -m tests.practice.sweep`` goes through."""
    for seed in SEEDS:
        assert faults(kind, seed, level) == []


@pytest.mark.parametrize(
    "kind, level, seed",
    [
        ("derivative", 2, 211),
        ("derivative", 2, 466),
        ("gradient", 1, 225),
        *(("sign-on-map", 3, seed) for seed in range(12)),
    ],
)
def test_what_the_sweep_found(kind, level, seed):
    """Denominators multiplied out that are nearly 0; −∇f that is ∇f with its components exchanged."""
    assert faults(kind, seed, level) == []


@pytest.mark.parametrize("kind, level", ALL)
def test_an_item_comes_with_hints_and_its_own_solution(kind, level):
    made = exercise(kind, 3, level)
    assert made.prompt
    assert made.hints
    assert made.solution
    assert made == exercise(kind, 3, level)
    if made.choices:
        assert len(made.choices) >= 3
        assert len({choice.text for choice in made.choices}) == len(made.choices)
        verdicts = [check(made, str(place + 1)).verdict for place in range(len(made.choices))]
        assert verdicts.count("right") == 1
        assert verdicts[made.right] == "right"


@pytest.mark.parametrize("kind", KINDS)
def test_seeds_give_different_items(kind):
    made = [exercise(kind, seed, 1) for seed in range(10)]
    assert len({(one.prompt, one.picture, one.key) for one in made}) >= 4


@pytest.mark.parametrize("kind", ["derivative", "slope", "partial", "backprop"])
@pytest.mark.parametrize("level", LEVELS)
def test_the_key_is_the_slope_of_the_values(kind, level):
    """Against difference quotients of the function's own values, which know nothing of rules."""
    for seed in range(4, 7):
        asked = exercise(kind, seed, level).asks
        names, h = asked.variables, 1e-6
        place = [asked.point.get(name, 0.7 + 0.2 * i) for i, name in enumerate(names)]
        index = names.index(asked.letters[0])
        high, low = list(place), list(place)
        high[index] += h
        low[index] -= h
        slope = float(asked.function(*high) - asked.function(*low)) / (2 * h)
        key = float(asked.slopes[0](*place))
        if math.isfinite(slope) and math.isfinite(key):
            assert key == pytest.approx(slope, rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("level", LEVELS)
def test_a_rate_inside_the_interval_converges_and_one_outside_does_not(level):
    made = exercise("learning-rate", 5, level)
    text = made.prompt.partition("= ")[2].partition("$")[0]
    names = ("x", "y") if "y" in text else ("x",)
    function = parse(text, names)
    slopes = [function.derivative(name) for name in names]

    def end(rate: float) -> float:
        place = np.array([3.0, -2.0][: len(names)])
        for _ in range(3000):
            place = place - rate * np.array([float(slope(*place)) for slope in slopes])
            if abs(place).max() > 1e6:
                break
        return max(abs(float(slope(*place))) for slope in slopes)

    high = float(made.interval[1])
    assert end(0.98 * high) < 1e-6
    assert end(1.02 * high) > 1.0
    assert check(made, f"{1.02 * high:.6f}").verdict == "wrong"
    assert check(made, "0").verdict == "wrong"


def test_adam_is_adam():
    """The formulas of the paper (Kingma and Ba, 2015), written out here."""
    for seed in range(3):
        made = exercise("adam-step", seed, 2)
        numbers = made.prompt.split("The gradients it meets: ")[1].split(". Where")[0]
        gradients = [float(parse(part.strip(" $"))(0.0)) for part in numbers.split(", then ")]
        w = float(made.prompt.split("w = ")[1].split("$")[0])
        rate = float(made.prompt.split(r"\eta = ")[1].split("$")[0])
        m = s = 0.0
        for step, g in enumerate(gradients, 1):
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
            w -= rate * (m / (1 - 0.9**step)) / math.sqrt(s / (1 - 0.999**step))
        assert float(parse(made.key)(0.0)) == pytest.approx(w, rel=1e-7)


def test_there_is_none_of_an_unknown_kind():
    with pytest.raises(ValueError):
        exercise("cooking", 1, 1)
    with pytest.raises(ValueError):
        exercise("derivative", 1, 4)


def test_prompts_are_typeset_from_trees_only():
    made = exercise("derivative", 1, 1)
    assert to_latex(made.asks.function.tree) in made.prompt
