"""Random landscapes against Newton's method from thousands of starts, with gradient and Hessian by SymPy."""

import random

import numpy as np
import pytest
import sympy as sp

from core.language import parse
from core.surfaces import critical_points

HALF = 3.0
X, Y = sp.symbols("x y", real=True)


def landscape(seed: int) -> sp.Expr:
    """A sum of powers, waves, bells, bends and quotients."""
    chance = random.Random(seed)

    def number() -> sp.Rational:
        return sp.Rational(chance.choice(["1", "2", "3", "-1", "-2", "1/2", "3/2", "-7/10", "3/10"]))

    makers = [
        lambda: number() * X ** chance.randint(1, 4) * Y ** chance.randint(0, 3),
        lambda: number() * X ** chance.randint(0, 2) * Y ** chance.randint(1, 4),
        lambda: number() * sp.sin(number() * X + number() * Y),
        lambda: number() * sp.cos(number() * X) * sp.sin(number() * Y),
        lambda: number() * sp.exp(-((X - number()) ** 2) - (Y - number()) ** 2),
        lambda: number() * (X - number()) ** 2 + number() * (Y - number()) ** 2,
        lambda: number() * sp.atan(number() * X - Y),
        lambda: (number() * X + number() * Y) / (1 + X**2 + Y**2),
    ]
    return sum((chance.choice(makers)() for _ in range(chance.randint(1, 3))), start=sp.Integer(0))


def zeros(expression: sp.Expr) -> list[tuple[float, float, float]]:
    """Where Newton's method comes to rest, with det H; those that are clearly isolated."""
    parts = [expression.diff(X), expression.diff(Y)]
    parts += [parts[0].diff(X), parts[0].diff(Y), parts[1].diff(Y)]
    compiled = sp.lambdify((X, Y), parts, "numpy")

    def all_of_it(points):
        return [np.broadcast_to(np.asarray(part, float), len(points)) for part in compiled(*points.T)]

    line = np.linspace(-HALF, HALF, 37) + 0.013
    points = np.stack([part.ravel() for part in np.meshgrid(line, line)], axis=1)
    with np.errstate(all="ignore"):
        for _ in range(40):
            gx, gy, xx, xy, yy = all_of_it(points)
            step = np.stack([yy * gx - xy * gy, xx * gy - xy * gx], axis=1) / (xx * yy - xy * xy)[:, None]
            step = np.where(np.isfinite(step), step, 0.0)
            points = points - step * np.minimum(1, 0.3 / np.maximum(np.hypot(*step.T), 1e-300))[:, None]
        gx, gy, xx, xy, yy = all_of_it(points)
    size = np.abs(xx) + np.abs(xy) + np.abs(yy)
    determinant = xx * yy - xy * xy
    good = (np.hypot(gx, gy) < 1e-10) & (np.abs(points) < HALF - 1e-3).all(axis=1) & (size > 1e-3)
    good &= np.abs(determinant) > 1e-5 * size**2
    return [(*point, d) for point, d in zip(points[good].tolist(), determinant[good].tolist(), strict=True)]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_missed_and_nothing_made_up(seed):
    expression = landscape(seed)
    found = critical_points(parse(str(expression).replace("**", "^"), ("x", "y")), ((-HALF, HALF), (-HALF, HALF)))
    at = np.array([(p.x, p.y) for p in found.points]).reshape(-1, 2)
    for x, y, determinant in zeros(expression):
        near = np.hypot(*(at - (x, y)).T) < 1e-6
        on_a_curve = len(found.lines) and np.hypot(*(found.lines - (x, y)).T).min() < 0.1
        assert near.any() or on_a_curve or not found.complete, (x, y)
        if near.any():
            (point,) = (p for p, one in zip(found.points, near, strict=True) if one)
            assert (point.kind == "saddle") == (determinant < 0)
    slopes = sp.lambdify((X, Y), [expression.diff(X), expression.diff(Y)], "numpy")
    for point in found.points:
        assert np.hypot(*slopes(point.x, point.y)) < 1e-7 * (1 + abs(point.value))
