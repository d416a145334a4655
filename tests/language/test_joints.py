"""The joints of generated functions in pieces are found and named right: against limits taken by SymPy of the pieces.

A function starts as any smooth piece; each further piece continues the one before it smoothly, with another slope, with
a jump, or leaves a hole. What a joint is follows from the two formulas beside it alone, to 60 digits. Whether all
features are proven is not asked: sin 1/2 and a sum that equals it cannot be told apart by enclosures.
"""

import random
from dataclasses import dataclass

import numpy as np
import pytest
import sympy as sp

from core.curves.features import features
from core.curves.place import place
from core.language import parse

X = sp.Symbol("x", real=True)
WINDOW = (-4.0, 4.0)
COUNT = 60  # of them are tried each time; seeds 0 to 499 have been
_JOINTS = [sp.Rational(n, 4) for n in range(-12, 13)] + [sp.Rational(1, 3), sp.Rational(-7, 5)]
_IRRATIONAL = [sp.sqrt(2), -sp.sqrt(3), sp.pi / 2, -sp.log(5)]
_FIRST = [X, X**2, sp.sin(X), sp.exp(X / 2), X**3 / 4, sp.cos(2 * X), 1 / (1 + X**2), sp.atan(X), sp.Integer(1)]
_DIGITS = 60


def _bends(t: sp.Expr) -> list[sp.Expr]:
    """Smooth functions of t with value and slope 0 at 0."""
    return [sp.Integer(0), t**2, -(t**2) / 3, t**3, 1 - sp.cos(t), sp.exp(t) - 1 - t, t * sp.sin(t), sp.log(1 + t**2)]


@dataclass(frozen=True)
class Sample:
    """A text, its formulas from left to right, the joints between them, and what is defined there (None: nothing)."""

    text: str
    formulas: tuple[sp.Expr, ...]
    joints: tuple[sp.Expr, ...]
    values: tuple[sp.Expr | None, ...]


def _sample(seed: int) -> Sample:
    chance = random.Random(seed)
    joints = sorted(chance.sample(_JOINTS, chance.randint(1, 2)), key=float)
    formulas = [chance.choice(_FIRST)]
    closed: list[str] = []  # at which side of each joint its place belongs: "left", "right", "none", "alone"
    for joint in joints:
        kind = chance.choice(["smooth", "corner", "jump", "hole", "alone"])
        before = formulas[-1]
        height, slope = before.subs(X, joint), sp.diff(before, X).subs(X, joint)
        if kind == "corner" or (kind in ("hole", "alone") and chance.random() < 0.5):
            slope += sp.Rational(chance.choice([-2, -1, 1, 3]), chance.choice([1, 2, 500]))
        if kind == "jump":
            height += sp.Rational(chance.choice([-3, -1, 1, 2]), chance.choice([1, 2, 1000]))
            slope = sp.Integer(chance.randint(-2, 2))
        bend = chance.choice(_bends(X - joint))
        formulas.append(height + slope * (X - joint) + bend)
        closed.append({"hole": "none", "alone": "alone"}.get(kind, chance.choice(["left", "right"])))
    values: list[sp.Expr | None] = []
    for joint, side, left, right in zip(joints, closed, formulas, formulas[1:], strict=False):
        whole = {"left": left.subs(X, joint), "right": right.subs(X, joint), "none": None}
        values.append(left.subs(X, joint) + 2 if side == "alone" else whole[side])
    return Sample(_written(chance, formulas, joints, closed, values), tuple(formulas), tuple(joints), tuple(values))


def _written(chance, formulas, joints, closed, values) -> str:
    """The function in one of the notations."""
    rows: list[tuple[str, str]] = []
    for index, formula in enumerate(formulas):
        ends = []
        if index:
            ends.append(f"x {'>=' if closed[index - 1] == 'right' else '>'} {joints[index - 1]}")
        if index < len(joints):
            ends.append(f"x {'<=' if closed[index] == 'left' else '<'} {joints[index]}")
        rows.append((str(formula), " and ".join(ends)))
    rows += [(str(v), f"x = {j}") for j, v, side in zip(joints, values, closed, strict=True) if side == "alone"]
    notation = chance.randrange(4)
    if notation == 0:
        return "{" + ", ".join(f"{condition}: {value}" for value, condition in rows) + "}"
    if notation == 1:
        inside = ", ".join(f"({value}, {condition.replace('x =', 'x ==')})" for value, condition in rows)
        return f"Piecewise({inside})"
    if notation == 2:
        body = r" \\ ".join(f"{value} & {condition}" for value, condition in rows)
        return rf"\begin{{cases}} {body} \end{{cases}}"
    return ", ".join(f"{value} for {condition}" for value, condition in rows)


def _kind(left: sp.Expr, right: sp.Expr, joint: sp.Expr, value: sp.Expr | None) -> str:
    """What the joint is, from the limits and slopes of its two sides."""

    def differ(a: sp.Expr, b: sp.Expr) -> bool:
        return abs(sp.N(a - b, _DIGITS, chop=True)) > sp.Float(10) ** -40

    ends = [formula.subs(X, joint) for formula in (left, right)]
    if differ(*ends):
        return "jump"
    if value is None or differ(value, ends[0]):
        return "hole"
    slopes = [sp.diff(formula, X).subs(X, joint) for formula in (left, right)]
    return "corner" if differ(*slopes) else "smooth"


def _expected(sample: Sample) -> list[str]:
    beside = zip(sample.formulas, sample.formulas[1:], sample.joints, sample.values, strict=False)
    return [_kind(*row) for row in beside]


@pytest.mark.parametrize("seed", range(COUNT))
def test_joints_are_found_and_named(seed):
    sample = _sample(seed)
    function = parse(sample.text)
    expected = _expected(sample)
    for joint, kind, left, right in zip(sample.joints, expected, sample.formulas, sample.formulas[1:], strict=False):
        found = place(function, float(joint))
        assert found.kind == kind, (sample.text, joint)
        limits = [float(sp.N(formula.subs(X, joint), 30)) for formula in (left, right)]
        assert [found.left, found.right] == pytest.approx(limits, rel=1e-12, abs=1e-12)
        if kind in ("smooth", "corner"):
            slopes = [float(sp.N(sp.diff(formula, X).subs(X, joint), 30)) for formula in (left, right)]
            assert [found.left_slope, found.right_slope] == pytest.approx(slopes, rel=1e-9, abs=1e-9)
    named = [(float(joint), kind) for joint, kind in zip(sample.joints, expected, strict=True) if kind != "smooth"]
    study = features(function, WINDOW)
    assert [one.kind for one in study.irregular] == [kind for _, kind in named], sample.text
    assert [one.x for one in study.irregular] == pytest.approx([x for x, _ in named], rel=1e-12, abs=1e-12)


def test_the_samples_hold_every_kind_often():
    kinds = [kind for seed in range(COUNT) for kind in _expected(_sample(seed))]
    assert all(kinds.count(kind) >= 8 for kind in ("smooth", "corner", "jump", "hole"))


@pytest.mark.parametrize("joint", _IRRATIONAL, ids=str)
@pytest.mark.parametrize(
    ("pieces", "kind"),
    [("{{x < {0}: x, x >= {0}: 2x - {0}}}", "corner"), ("{{x <= {0}: x, x > {0}: x + (x - {0})^2}}", "smooth"),
     ("{{x >= {0}: 2x - {0}, x < {0}: x}}", "corner"), ("{{x < {0}: x, x > {0}: 2x - {0}}}", "hole"),
     ("{{x < {0}: x, x >= {0}: x + 1/1000}}", "jump"), ("{{x < {0}: x, {0} <= x < 3: 2x - {0}}}", "corner"),
     ("{{-3 < x and x < {0}: x, x >= {0} and x < 3: 2x - {0}, x >= 3: 0}}", "corner"),
     ("{{x > {0}: x, x = {0}: 7, x < {0}: 2x - {0}}}", "hole"),
     ("{{x < -3: 0, -3 <= x <= {0}: x, x > {0}: {0}}}", "corner")],
)  # fmt: skip
def test_a_joint_that_no_float_names(joint, pieces, kind):
    assert place(parse(pieces.format(joint)), float(joint)).kind == kind


@pytest.mark.parametrize(
    "text",
    ["{x < 2: x, x >= 2 and x < 1: 5, x >= 1: 7}", "{x >= 1: x^2, x < 1: -x}", "{-1 < x < 0: 1, 0 <= x <= 2: 2}",
     "{x > 2: 1, 1 < x <= 2: 2, 0 <= x <= 1: 3}", "{x < 1: 1, x > 1: 2}", "{x < 1: 1, x >= 1 or x < -2: 2}",
     "{x <= 1: 1, x >= 1: 2}", "{0 > x: 1, 0 <= x and x < 2: 2, 2 <= x: 3}", "{x < a: 1, x >= a: 2}"],
)  # fmt: skip
def test_pieces_written_with_one_end_each_are_the_same_function(text):
    function = parse(text)
    places = np.arange(-3.0, 3.01, 0.25)
    assert function.sharper(places) == pytest.approx(function(places), nan_ok=True)
