"""Small data sets for a network with two inputs: points (n, 2) about −1.5 … 1.5, targets 0 and 1. Seeded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NAMES = ("XOR", "two moons", "circles", "line")
_EACH = 30  # points of each class
MOST_POINTS = 2 * _EACH


@dataclass(frozen=True)
class PointSet:
    """``points`` (n, 2) and ``targets`` (n,)."""

    name: str
    points: np.ndarray
    targets: np.ndarray


def point_set(name: str, seed: int = 0) -> PointSet:
    """The data set ``name``; XOR is its four corners and has no chance in it. Raises KeyError for an unknown name."""
    first, second = _MAKERS[name](np.random.default_rng(seed))
    points = np.concatenate([first, second])
    targets = np.repeat([0.0, 1.0], [len(first), len(second)])
    points.setflags(write=False)
    targets.setflags(write=False)
    return PointSet(name, points, targets)


def _xor(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return np.array([[-1.0, -1.0], [1.0, 1.0]]), np.array([[-1.0, 1.0], [1.0, -1.0]])


def _moons(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    turn = np.linspace(0, np.pi, _EACH)
    upper = np.column_stack([np.cos(turn) - 0.5, np.sin(turn) - 0.25])
    lower = np.column_stack([0.5 - np.cos(turn), 0.25 - np.sin(turn)])
    noise = random.normal(scale=0.1, size=(2, _EACH, 2))
    return upper + noise[0], lower + noise[1]


def _circles(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    turn = np.linspace(0, 2 * np.pi, _EACH, endpoint=False)
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    noise = random.normal(scale=0.08, size=(2, _EACH, 2))
    return 1.25 * ring + noise[0], 0.45 * ring + noise[1]


def _line(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    points = random.uniform(-1.4, 1.4, size=(8 * _EACH, 2))
    side = points @ np.array([0.8, 0.6]) - 0.1
    return points[side < -0.12][:_EACH], points[side > 0.12][:_EACH]


_MAKERS = dict(zip(NAMES, (_xor, _moons, _circles, _line), strict=True))
