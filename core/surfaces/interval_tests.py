"""What intervals decide of many boxes at once: signs, directions, Krawczyk's operator."""

from __future__ import annotations

import numpy as np

from core.language.float_arithmetic import add, multiply, subtract
from core.language.float_intervals import Floats
from core.language.interval import CALM
from core.language.many_boxes import ManyBoxes
from core.surfaces.boxes import Boxes

_DIRECTIONS = [(np.cos(t), np.sin(t)) for t in np.pi * np.arange(8) / 8]


def nothing(part: Floats) -> np.ndarray:
    """Where a part is surely 0."""
    return (part.low == 0) & (part.high == 0)


def may_vanish(part: Floats) -> np.ndarray:
    """Where a part may be 0."""
    return (part.low <= 0) & (part.high >= 0)


def part_of(part: Floats, which: np.ndarray) -> Floats:
    """Some of the intervals."""
    return Floats(part.low[which], part.high[which], CALM)


def point(value: np.ndarray | float) -> Floats:
    """Numbers as intervals."""
    value = np.asarray(value, dtype=float)
    return Floats(value, value, CALM)


def minus(part: Floats, value: np.ndarray) -> Floats:
    """A part less numbers."""
    return subtract(part, point(value))


def one_sign(rises: list[Floats], there: list[np.ndarray]) -> np.ndarray:
    """Where all that are there are above 0, or all below."""
    up, down = np.ones(len(there[0]), bool), np.ones(len(there[0]), bool)
    for rise, mask in zip(rises, there, strict=True):
        up &= ~mask | (rise.low > 0)
        down &= ~mask | (rise.high < 0)
    return up | down


def along_some_direction(gradients: list[tuple[Floats, Floats]], there: list[np.ndarray]) -> np.ndarray:
    """Where all gradients that are there point to one side of a line."""
    done = np.zeros(len(there[0]), bool)
    with np.errstate(all="ignore"):
        for u, v in [*_DIRECTIONS, *across(gradients)]:
            rises = [add(multiply(gx, point(u)), multiply(gy, point(v))) for gx, gy in gradients]
            done |= one_sign(rises, there)
            if done.all():
                break
    return done


def across(gradients: list[tuple[Floats, Floats]]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Directions that see the gradients of two sides of a kink alike, a box each."""
    middles = [tuple(np.nan_to_num((part.low + part.high) / 2) for part in gradient) for gradient in gradients]
    pairs = [(i, j) for i in range(len(middles)) for j in range(i)][:6]
    ways = [(middles[j][1] - middles[i][1], middles[i][0] - middles[j][0]) for i, j in pairs]
    lengths = [np.maximum(np.hypot(u, v), 1e-300) for u, v in ways]
    return [(u / length, v / length) for (u, v), length in zip(ways, lengths, strict=True)]


def singular(pair: ManyBoxes, group: Boxes) -> bool:
    """Whether zeros of a pair lie all along a group: from most of its boxes Newton's method comes to rest near by, at a
    place where its matrix has no inverse.
    """
    start = group.middle[:: max(1, len(group) // 9)]
    points = start.copy()
    with np.errstate(all="ignore"):
        for _ in range(6):
            u, v, *rates = ((part.low + part.high) / 2 for part in pair(points, points))
            matrices = np.stack(rates, axis=1).reshape(-1, 2, 2)
            if not np.isfinite(matrices).all():
                return False
            inverse = np.linalg.pinv(matrices, rcond=1e-9)
            points = points - np.einsum("nij,nj->ni", inverse, np.stack([u, v], axis=1))
    size = np.linalg.norm(matrices, axis=(1, 2))
    stayed = (np.abs(points - start) <= 3 * (group.high - group.low).max(axis=0)).all(axis=1)
    return bool((stayed & (np.abs(np.linalg.det(matrices)) <= 1e-7 * size**2)).mean() > 0.5)


def krawczyk(
    middle: np.ndarray, at: list[Floats], rates: tuple[Floats, ...], reach: list[Floats]
) -> tuple[Floats, Floats]:
    """The image of boxes under Krawczyk's operator; NaN or infinite where the middle's slopes have no inverse."""
    p, q, r, s = ((rate.low + rate.high) / 2 for rate in rates)
    determinant = p * s - q * r
    determinant = np.where(np.isfinite(determinant) & (determinant != 0), determinant, np.nan)
    inverse = (s / determinant, -q / determinant), (-r / determinant, p / determinant)
    images = []
    for k, (a, b) in enumerate(inverse):
        a_, b_ = point(a), point(b)
        along = [add(multiply(a_, rates[j]), multiply(b_, rates[2 + j])) for j in (0, 1)]
        along[k] = subtract(along[k], point(1.0))
        step = add(multiply(a_, at[0]), multiply(b_, at[1]))
        spread = add(multiply(along[0], reach[0]), multiply(along[1], reach[1]))
        image = subtract(point(middle[:, k]), add(step, spread))
        bad = np.isnan(a) | np.isnan(b)
        images.append(Floats(np.where(bad, -np.inf, image.low), np.where(bad, np.inf, image.high), CALM))
    return images[0], images[1]
