"""What a function of two variables does around one place, told from exact signs on small circles.

Values come with as many digits as it takes, so that neither cancellation nor underflow decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from flint import arb, fmpq

from core.language.enclosure import Enclosing, Given, precision
from core.language.function import Function
from core.language.interval import DEFINED, NOWHERE, ball
from core.surfaces.critical_point import At, CriticalPoint, Kind, described, kinked
from core.surfaces.gradient import Objective

Spot = tuple[fmpq, fmpq]

_BITS, _MORE_BITS = 400, 1600
_ANGLES, _FINE = 72, 360
_RADII = (1e-4, 1e-5, 1e-6)  # of the window
_WAYS = (3e-2, 1e-2, 3e-3, 1e-3)  # of the window: how far along the level direction f is followed
_SINGULAR = 1e-9


class Surroundings:
    """A function with its parameters, asked for exact values around places."""

    def __init__(self, function: Function, parameters: Mapping[str, float]) -> None:
        self.names = function.variables
        self.parameters = dict(parameters)
        self.objective = Objective(function, self.parameters)
        self._value = Enclosing((function,))

    def value(self, x: fmpq, y: fmpq) -> arb | None:
        """f at an exact point; None where it has no value."""
        box: dict[str, Given] = {self.names[0]: x, self.names[1]: y, **self.parameters}
        for bits in (_BITS, _MORE_BITS):  # 1 − cos x at 2^−200: whether that is above 0 takes more digits than most
            with precision(bits):
                low, high, known = self._value.intervals(box)[0]
                number = ball(low) if low is high else ball(low).union(ball(high))
            if known & DEFINED and number.is_finite():
                return number
            if known & NOWHERE:
                break
        return None

    def change(self, spot: Spot, moves: np.ndarray) -> list[arb | None]:
        """F(spot + move) − f(spot) for moves (n, 2)."""
        here = self.value(*spot)
        if here is None:
            return [None] * len(moves)
        values = [self.value(spot[0] + _exact(u), spot[1] + _exact(v)) for u, v in moves.tolist()]
        with precision(_BITS):
            return [None if value is None else value - here for value in values]


def _exact(number: float) -> fmpq:
    return fmpq(*number.as_integer_ratio())


def circle(radius: float, count: int = _ANGLES) -> np.ndarray:
    """Moves (count, 2) around a circle: the axes and diagonals among them."""
    angles = 2 * np.pi * np.arange(count) / count
    return radius * np.round(np.stack([np.cos(angles), np.sin(angles)], axis=1), 15)


def signs(changes: Sequence[arb | None]) -> set[int | None]:
    """The signs that occur; None for a change that has none (f undefined, or too close to 0 to tell)."""
    return {None if c is None else 1 if c > 0 else -1 if c < 0 else 0 if c == 0 else None for c in changes}


def critical_point(around: Surroundings, spot: Spot, extent: float, exact: bool) -> CriticalPoint | None:
    """The critical point at ``spot`` if it is one: level ground, or the lowest or highest place on a kink or a jump.

    ``extent`` is the width of the window, ``exact`` whether the spot is known exactly. None where f ends, or is lowest
    or highest nowhere though it has a kink or a jump there.
    """
    here = around.value(*spot)
    if here is None:
        return None
    at = _at(around, spot, extent, exact)
    if at is None:
        return None
    kind = _kind(around, spot, extent) if at == "level" else _on_circles(around, spot, extent)
    if at != "level" and kind not in ("minimum", "maximum"):
        return None
    x, y = (int(c.p) / int(c.q) for c in spot)
    value = float(here.mid())
    if at == "level":
        hessian = around.objective.hessian(np.array([x, y]))
        if np.isfinite(hessian).all():
            return described(x, y, value, kind, hessian, decided=False)
    return kinked(x, y, value, kind, at)


def _at(around: Surroundings, spot: Spot, extent: float, exact: bool) -> At | None:
    """What f has at a spot: level ground if its slopes outwards all shrink to 0 with the distance; None where f ends
    or does not change at all.
    """
    radii = [share * extent for share in ((2.0**-60, 2.0**-200, 2.0**-340) if exact else (1e-4, 1e-5, 1e-6))]
    steepest = []
    for radius in radii:
        changes = around.change(spot, circle(radius, 24))
        if any(change is None for change in changes):
            return None
        with precision(_BITS):
            steepest.append(max((abs(change) / arb(radius)).upper() for change in changes if change is not None))
    if all(steep == 0 for steep in steepest):
        return None  # one of many on level ground
    if dies_out(steepest, radii, sure=exact):
        return "level"
    with precision(_BITS):
        if steepest[2] * arb(radii[2]) > steepest[0] * arb(radii[0]) / 3:
            return "jump"  # it does not come back to f(spot)
        if steepest[2] > 4 * steepest[0] or (exact and grows(steepest, radii)):
            return "cusp"
    return kink(around, spot, radii[1 if exact else 2])


def seen_from_afar(around: Surroundings, spot: Spot) -> Literal["crease", "tip", "jump", "vertical tangent"] | None:
    """The kink or jump within a few units in the last place of a spot; None where f goes straight on from there."""
    at = _at(around, spot, 1.0, exact=False)
    if at in ("jump", "cusp"):
        return "jump" if at == "jump" else "vertical tangent"
    if at not in ("crease", "tip"):
        return None
    changes = [change for change in around.change(spot, circle(1e-6, 24)) if change is not None]
    with precision(_BITS):
        bends = [abs(changes[k] + changes[k + 12]).upper() for k in range(12)]
        return at if max(bends) > max(abs(change).upper() for change in changes) / 50 else None


def dies_out(sizes: Sequence[arb], radii: Sequence[float], *, sure: bool = True) -> bool:
    """Whether sizes at three smaller and smaller radii tend to 0: they fall fast, or exactly as a power does, however
    slowly (r^0.0002). Only as a fall by halves where the middle of the circles is not ``sure``.
    """
    with precision(_BITS):
        if sizes[0] == 0 or sizes[2] == 0:
            return True
        if sizes[2] < sizes[0] * (0.5 if sure else 0.35):
            return True
        return sure and _is_power(sizes, radii, 1)


def grows(sizes: Sequence[arb], radii: Sequence[float]) -> bool:
    """Whether sizes at three smaller and smaller radii grow without end, exactly as a power does: r^−0.0002."""
    with precision(_BITS):
        return all(size > 0 for size in sizes) and _is_power(sizes, radii, -1)


def _is_power(sizes: Sequence[arb], radii: Sequence[float], sign: int) -> bool:
    logs = [size.log() for size in sizes]
    falls = [(logs[k] - logs[k + 1]) / (arb(radii[k]).log() - arb(radii[k + 1]).log()) for k in (0, 1)]
    return bool(sign * falls[0] > 1e-7) and bool(abs(falls[0] - falls[1]) < 1e-8 * abs(falls[0]))


def kink(around: Surroundings, spot: Spot, radius: float) -> Literal["crease", "tip"]:
    """A crease is straight ahead in one direction: there the two slopes to and fro cancel. Else it is a tip."""
    around_it = [change for change in around.change(spot, circle(radius, _FINE)) if change is not None]
    if len(around_it) < _FINE:
        return "tip"
    half = _FINE // 2
    with precision(_BITS):
        bends = np.array([float(((around_it[k] + around_it[k + half]) / arb(radius)).mid()) for k in range(half)])
    return "crease" if np.abs(bends).min() < 0.03 * np.abs(bends).max() else "tip"


def _on_circles(around: Surroundings, spot: Spot, extent: float) -> Kind:
    found = [signs(around.change(spot, circle(radius * extent))) for radius in _RADII]
    if all(kinds == {1} for kinds in found):
        return "minimum"
    if all(kinds == {-1} for kinds in found):
        return "maximum"
    return "saddle" if all({1, -1} <= kinds for kinds in found) else "undecided"


def _kind(around: Surroundings, spot: Spot, extent: float) -> Kind:
    """Of level ground: followed along the direction without curvature where there is one, else from circles."""
    seen = _on_circles(around, spot, extent)
    if seen == "saddle":
        return seen
    along = _along_the_floor(around, spot, extent)
    if along is None or seen == "undecided":
        return seen if along is None else along
    return seen if along == seen else "saddle"


def _along_the_floor(around: Surroundings, spot: Spot, extent: float) -> Kind | None:
    """What f does along the curve on which it is level across (the method of Lyapunov and Schmidt): along it alone the
    sign decides. None where both or neither direction has curvature.
    """
    point = np.array([float(arb(c)) for c in spot])
    hessian = around.objective.hessian(point)
    if not np.isfinite(hessian).all():
        return None
    eigenvalues, axes = np.linalg.eigh(hessian)
    order = np.argsort(np.abs(eigenvalues))
    flat, bent = eigenvalues[order]
    if abs(flat) > _SINGULAR * abs(bent) or bent == 0.0:
        return None
    level, across = axes[:, order[0]], axes[:, order[1]]
    seen = set()
    for way in (sign * share * extent for share in _WAYS for sign in (-1.0, 1.0)):
        s = 0.0
        for _ in range(25):
            _, gradient, hessian = around.objective.all(point + way * level + s * across)
            curvature = across @ hessian @ across
            if not np.isfinite(curvature) or curvature * bent <= 0.0:
                return None
            s -= float(across @ gradient / curvature)
        seen |= signs(around.change(spot, (way * level + s * across)[None]))
    rises = 1 if bent > 0 else -1
    if seen == {rises}:
        return "minimum" if rises > 0 else "maximum"
    return "saddle" if -rises in seen else "undecided"
