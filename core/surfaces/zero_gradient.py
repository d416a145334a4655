"""Where a gradient is zero: many starts at once, brought there by the Levenberg–Marquardt method.

The Hessian serves as the Jacobian of the gradient, and the damping carries the method also to points where the
Hessian is singular (Levenberg 1944, Marquardt 1963).
"""

from __future__ import annotations

import numpy as np

from core.surfaces.field import Area, Field
from core.surfaces.gradient import Objective

_STARTS = 23
_ROUNDS = 80
SAME = 2e-4  # of the width: points nearer than four times this are one
ANGLES = np.linspace(0.0, 2 * np.pi, 720, endpoint=False)


def starts(field: Field, flat: np.ndarray) -> np.ndarray:
    """An even grid, slightly turned off the axes of symmetry, and the places of the fine grid where the gradient is
    smallest around.
    """
    area = field.area
    x = np.linspace(area.x_min, area.x_max, _STARTS)
    y = np.linspace(area.y_min, area.y_max, _STARTS)
    grid_x, grid_y = np.meshgrid(x, y)
    shift = 0.31 * (x[1] - x[0])
    even = np.stack(
        [(grid_x + shift * np.sin(7 * grid_y)).ravel(), (grid_y + shift * np.cos(5 * grid_x)).ravel()], axis=-1
    )
    return np.concatenate([even, gentlest(field, flat)])


def gentlest(field: Field, but: np.ndarray) -> np.ndarray:
    """The places of the grid, ``but`` for some, where the gradient is smallest around; at most 1,200."""
    size = np.hypot(field.slope_x, field.slope_y)
    size = np.where(np.isfinite(size) & ~but, size, np.inf)
    i, j = np.nonzero(lowest_around(size) & np.isfinite(size))
    return np.stack([field.x[j], field.y[i]], axis=-1)[:1200]


def lowest_around(value: np.ndarray, *, strict: bool = False) -> np.ndarray:
    """Where an entry is at most (below, if ``strict``) each of its eight neighbours."""
    rim = np.pad(value, 1, constant_values=np.inf)
    rows, columns = value.shape
    lowest = np.ones(value.shape, bool)
    for di in (0, 1, 2):
        for dj in (0, 1, 2):
            if (di, dj) != (1, 1):
                other = rim[di : di + rows, dj : dj + columns]
                lowest &= value < other if strict else value <= other
    return lowest


def polished(objective: Objective, points: np.ndarray, field: Field, rounds: int = _ROUNDS) -> np.ndarray:
    """Points (n, 2) brought to zeros of the gradient; those that arrived inside the area, the surest first."""
    area = field.area
    with np.errstate(all="ignore"):
        points, last_step = levenberg_marquardt(objective, points, rounds, area)
        value, gradient, hessian = objective.all(points)
        step = np.hypot(*np.moveaxis(_newton_step(gradient, hessian), -1, 0))
    size = np.hypot(gradient[:, 0], gradient[:, 1])
    # Two signs of a true zero: the gradient is nothing beside the usual one, and Newton's method would not move on.
    # (A tail that only fades, such as e^(−x²) far out, fails the second.)
    arrived = (
        np.isfinite(value) & (size <= 1e-6 * usual_slope(field)) & (np.minimum(step, last_step) < 1e-6 * area.half)
    )
    slack = 1e-7 * area.half
    x, y = points.T
    inside = (x > area.x_min - slack) & (x < area.x_max + slack) & (y > area.y_min - slack) & (y < area.y_max + slack)
    curved = np.abs(hessian).max(axis=(1, 2)) > 0
    good = arrived & inside & ((size > 0) | curved | _changes_around(objective, points, area))
    return points[good][np.argsort(size[good], kind="stable")]


def usual_slope(field: Field) -> float:
    """The median length of the gradient where it is not 0; 0 where there is none."""
    size = np.hypot(field.slope_x, field.slope_y)
    size = size[np.isfinite(size) & (size > 0)]
    return float(np.quantile(size, 0.5)) if size.size else 0.0


def _changes_around(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Whether f takes another value somewhere on a small circle."""
    circle = 1e-2 * area.half * np.stack([np.cos(ANGLES[::60]), np.sin(ANGLES[::60])], axis=-1)
    around = objective.value(points[:, None, :] + circle)
    return np.any(around != objective.value(points)[:, None], axis=1)


def _newton_step(gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """−H⁺g with the singular directions left out; shape (n, 2)."""
    a, b, c = hessian[:, 0, 0], hessian[:, 0, 1], hessian[:, 1, 1]
    mean, root = (a + c) / 2, np.hypot((a - c) / 2, b)
    turn = 0.5 * np.arctan2(2 * b, a - c)
    axes = np.stack([np.stack([np.cos(turn), np.sin(turn)], -1), np.stack([-np.sin(turn), np.cos(turn)], -1)], axis=1)
    eigen = np.stack([mean + root, mean - root], axis=-1)
    along = np.einsum("nkd,nd->nk", axes, gradient)
    ratio = np.where(along == 0, 0.0, -along / eigen)
    return np.einsum("nk,nkd->nd", ratio, axes)


def levenberg_marquardt(
    objective: Objective, points: np.ndarray, rounds: int, area: Area
) -> tuple[np.ndarray, np.ndarray]:
    """Drive |∇f|² down from all points at once. Returns the points and the length of the last accepted step."""
    points = np.array(points, dtype=float)
    damping = np.full(len(points), 1e-3)
    last = np.full(len(points), np.inf)
    _, gradient, hessian = objective.all(points)
    size = np.sum(gradient**2, axis=-1)
    active = np.isfinite(size) & np.isfinite(hessian).all(axis=(1, 2))
    middle = np.array([(area.x_min + area.x_max) / 2, (area.y_min + area.y_max) / 2])
    for _ in range(rounds):
        k = np.nonzero(active)[0]
        if not len(k):
            break
        g, h = gradient[k], hessian[k]
        normal = np.einsum("nij,nik->njk", h, h)
        scale = damping[k] * (normal[:, 0, 0] + normal[:, 1, 1] + 1e-300)
        p, q, r = normal[:, 0, 0] + scale, normal[:, 0, 1], normal[:, 1, 1] + scale
        right = -np.einsum("nij,ni->nj", h, g)
        determinant = p * r - q * q
        step = np.stack(
            [(r * right[:, 0] - q * right[:, 1]) / determinant, (p * right[:, 1] - q * right[:, 0]) / determinant], -1
        )
        length = np.hypot(step[:, 0], step[:, 1])
        step *= np.minimum(1.0, 0.5 * area.half / np.maximum(length, 1e-300))[:, None]
        tried = points[k] + step
        _, g_new, h_new = objective.all(tried)
        size_new = np.sum(g_new**2, axis=-1)
        better = (size_new < size[k]) & np.isfinite(h_new).all(axis=(1, 2))
        good = k[better]
        last[good] = np.minimum(length, 0.5 * area.half)[better]
        points[good], gradient[good], hessian[good], size[good] = (
            tried[better],
            g_new[better],
            h_new[better],
            size_new[better],
        )
        damping[k] = np.where(better, damping[k] * 0.1, damping[k] * 10).clip(1e-18, 1e12)
        far = np.abs(points[k] - middle).max(axis=1) > 2.2 * area.half
        # A step too small to matter has arrived, also one that rounding did not let do any good.
        moving = np.minimum(length, last[k]) > 1e-11 * area.half
        active[k] &= ~far & (size[k] > 0) & (damping[k] < 1e11) & moving
    return points, last


def distinct(points: np.ndarray, area: Area) -> np.ndarray:
    """The first of each group of points that lie together."""
    apart = 4 * SAME * area.half
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    kept = []
    for x, y in points.tolist():
        i, j = round(x / apart), round(y / apart)
        # Most lie in the cell of the first of their group, which is looked at first.
        near = (cells.get((i + a, j + b), ()) for a in (0, -1, 1) for b in (0, -1, 1))
        if any((x - u) ** 2 + (y - v) ** 2 < apart**2 for cell in near for u, v in cell):
            continue
        cells.setdefault((i, j), []).append((x, y))
        kept.append((x, y))
    return np.array(kept).reshape(-1, 2)
