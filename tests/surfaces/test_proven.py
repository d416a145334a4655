"""What is called complete is complete: against dense searches of its own, needles included."""

import itertools

import numpy as np
import pytest

from core.language import parse
from core.surfaces import critical_points


def landscapes(count, seed):
    """Bowls with needles and waves, as text and as NumPy functions of their gradient."""
    random = np.random.default_rng(seed)
    for number in range(count):
        a, b = (round(float(v), 1) for v in random.uniform(0.3, 1.5, 2))
        needles = [tuple(round(float(v), 2) for v in (*random.uniform(-2.5, 2.5, 2), random.uniform(-1, 1)))
                   for _ in range(1 + number % 3)]  # fmt: skip
        width = float(random.choice([20, 100, 400, 2500]))
        text = f"{a} x^2 + {b} y^2"
        for u, v, size in needles:
            text += f" + ({size}) e^(-{width:g}((x - ({u}))^2 + (y - ({v}))^2))"
        yield text, a, b, needles, width


def zeros(a, b, needles, width, half):
    """Zeros of the gradient by Newton's method from a grid everywhere and a dense grid around each needle."""

    def derivatives(p):
        x, y = p.T
        gx, gy, xx, xy, yy = 2 * a * x, 2 * b * y, np.full_like(x, 2 * a), np.zeros_like(x), np.full_like(x, 2 * b)
        for u, v, size in needles:
            s, t = x - u, y - v
            e = size * np.exp(-width * (s * s + t * t))
            gx, gy = gx - 2 * width * s * e, gy - 2 * width * t * e
            xx, yy = xx + (4 * width**2 * s * s - 2 * width) * e, yy + (4 * width**2 * t * t - 2 * width) * e
            xy = xy + 4 * width**2 * s * t * e
        return gx, gy, xx, xy, yy

    line = np.linspace(-half, half, 61)
    starts = [np.array(list(itertools.product(line, line)))]
    for u, v, _ in needles:
        near = np.linspace(-4, 4, 81) / np.sqrt(width)
        starts.append(np.array(list(itertools.product(u + near, v + near))))
    p = np.concatenate(starts)
    with np.errstate(all="ignore"):
        for _ in range(60):
            gx, gy, xx, xy, yy = derivatives(p)
            d = xx * yy - xy * xy
            step = np.stack([(yy * gx - xy * gy) / d, (xx * gy - xy * gx) / d], axis=1)
            length = np.hypot(*step.T)
            p = p - step * np.minimum(1, 0.3 / np.sqrt(width) / np.maximum(length, 1e-300))[:, None]
        gx, gy, xx, xy, yy = derivatives(p)
    good = (np.hypot(gx, gy) < 1e-9) & (np.abs(p) < half).all(axis=1)
    found = {}
    for (x, y), d, bend in zip(p[good], (xx * yy - xy * xy)[good], xx[good], strict=True):
        found[round(float(x), 5) + 0.0, round(float(y), 5) + 0.0] = (
            "saddle" if d < 0 else "minimum" if bend > 0 else "maximum"
        )
    return found


@pytest.mark.parametrize("case", list(landscapes(12, 5)), ids=lambda case: case[0][:60])
def test_bowls_with_needles(case):
    text, a, b, needles, width = case
    found = critical_points(parse(text, ("x", "y")), ((-3, 3), (-3, 3)))
    assert found.complete
    said = {(p.x, p.y): p.kind for p in found.points}
    expected = zeros(a, b, needles, width, 3.0)
    for (x, y), kind in expected.items():
        near = [k for (u, v), k in said.items() if abs(u - x) + abs(v - y) < 1e-4]
        assert near == [kind], (x, y, kind)
    assert len(said) == len({(round(x, 4), round(y, 4)) for x, y in expected})


@pytest.mark.parametrize(
    "text", ["0.5e^(-400((x-1.5)^2+(y-1.3)^2))", "e^(-50(x^2+y^2))", "-e^(-10^6 ((x-1)^2+(y-2)^2))"]
)
def test_a_needle_alone_is_found(text):
    found = critical_points(parse(text, ("x", "y")), ((-4, 4), (-4, 4)))
    assert found.complete and len(found.points) == 1


@pytest.mark.parametrize(
    "text", ["x + y", "1/x + y", "e^(x + y)", "x/y", "x^3 + x + y", "atan(x) + e^y", "floor(x) + y"]
)
def test_nowhere_level_is_proven(text):
    found = critical_points(parse(text, ("x", "y")), ((-4, 4), (-4, 4)))
    assert found.complete and found.points == () and found.flat_share == 0


@pytest.mark.parametrize(
    ("text", "curves"),
    [
        ("(x + y)^2", {"x + y = 0"}),
        ("(x^2 + y^2 - 1)^2", {"x^{2} + y^{2} - 1 = 0"}),
        ("x y/(x^2 + y^2)", {"x - y = 0", "x + y = 0"}),
        ("sin(x + y)", {r"\cos\left(x + y\right) = 0"}),
    ],
)
def test_curves_of_critical_points_are_named_and_then_all_is_known(text, curves):
    found = critical_points(parse(text, ("x", "y")), ((-4, 4), (-4, 4)))
    assert found.complete
    assert set(found.curves) == curves


@pytest.mark.parametrize("text", ["|x|", "|x y|", "|x^2 - y|"])
def test_lines_on_creases_are_never_called_complete(text):
    found = critical_points(parse(text, ("x", "y")), ((-4, 4), (-4, 4)))
    assert len(found.lines) and not found.complete


def test_parameters_and_oblong_windows():
    found = critical_points(parse("a x^2 + (y - b)^2", ("x", "y")), ((-1, 5), (0, 20)), a=-2.0, b=7.5)
    (point,) = found.points
    assert found.complete and (point.x, point.y, point.kind, point.value) == (0.0, 7.5, "saddle", 0.0)
