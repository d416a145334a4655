"""Where a sampled surface seems to turn: a quick look that chooses a window and claims nothing."""

from __future__ import annotations

import numpy as np

from core.surfaces.field import Field
from core.surfaces.gradient import Objective

_ROUNDS = 12
_MOST = 200  # cells


def turning_points(objective: Objective, field: Field) -> np.ndarray:
    """Points (n, 2) in the rectangle at which Newton's method finds level ground, from the cells of the grid on whose
    corners both slopes change their sign.
    """
    turns = _changes_sign(field.slope_x) & _changes_sign(field.slope_y) & ~field.torn
    i, j = np.nonzero(turns)
    if not 0 < len(i) <= _MOST:
        return np.empty((0, 2))
    step = np.array([field.x[1] - field.x[0], field.y[1] - field.y[0]])
    points = np.stack([field.x[j], field.y[i]], axis=-1) + step / 2
    start = points.copy()
    with np.errstate(all="ignore"):
        for _ in range(_ROUNDS):
            _, gradient, hessian = objective.all(points)
            usable = np.isfinite(hessian).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=1)
            inverse = np.linalg.pinv(np.where(usable[:, None, None], hessian, 0.0), rcond=1e-9, hermitian=True)
            move = np.einsum("nij,nj->ni", inverse, gradient)
            points = points - np.where(usable[:, None], move, np.nan)
    arrived = (np.abs(move) < 1e-6 * step).all(axis=1) & (np.abs(points - start) < 2 * step).all(axis=1)
    return np.unique(np.round(points[arrived] / step, 2), axis=0) * step


def _changes_sign(slope: np.ndarray) -> np.ndarray:
    corners = np.stack([slope[:-1, :-1], slope[:-1, 1:], slope[1:, :-1], slope[1:, 1:]])
    return np.asarray((corners.min(axis=0) <= 0) & (corners.max(axis=0) >= 0))
