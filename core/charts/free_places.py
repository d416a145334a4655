"""Where words can stand in a picture of lines: beside what they name, off every line and off each other.

Lengths are pixels of a picture of a given size, upwards; a picture that is stretched later keeps the choice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LETTER = 0.64  # of the size of the type: the mean width of a bold letter
GAP = 5.0  # pixels between a word and its line
_APART = 5.0  # pixels between two points of a line that is tested for touching
_OUTSIDE = 30.0  # pixels: what is farther off the picture touches no word
_PLENTY = 14.0  # pixels: more room than this is no better
_BREAK = np.full((1, 2), np.nan)


@dataclass(frozen=True)
class Frame:
    """A picture of ``width`` by ``height`` pixels that shows ``limits`` (x_min, x_max, y_min, y_max), with words of the
    size ``type_size``.
    """

    limits: tuple[float, float, float, float]
    width: float
    height: float
    type_size: float

    def pixels(self, x: np.typing.ArrayLike, y: np.typing.ArrayLike) -> np.ndarray:
        """Places of the picture, one a row, in pixels from its lower left corner."""
        left, right, low, high = self.limits
        across = (np.asarray(x, float) - left) / (right - left) * self.width
        return np.column_stack([across, (np.asarray(y, float) - low) / (high - low) * self.height])

    def box(self, word: str) -> tuple[float, float]:
        """Width and height of a word."""
        return LETTER * self.type_size * len(word), 1.15 * self.type_size

    def slope(self, rise: np.ndarray) -> np.ndarray:
        """Slopes of the picture's units in pixels."""
        left, right, low, high = self.limits
        return rise * (right - left) / (high - low) * self.height / self.width

    def dots(self, line: np.ndarray) -> np.ndarray:
        """Points along a line through places in pixels, so close that no word fits between them. NaN breaks it."""
        line = np.column_stack([line[:, 0], np.clip(line[:, 1], -_OUTSIDE, self.height + _OUTSIDE)])
        start, end = line[:-1], line[1:]
        whole = np.isfinite(start).all(axis=1) & np.isfinite(end).all(axis=1)
        start, end = start[whole], end[whole]
        count = np.maximum(1, np.ceil(np.abs(end - start).max(axis=1, initial=0.0) / _APART)).astype(int)
        row = np.repeat(np.arange(len(count)), count)
        share = (np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)) / count[row]
        return start[row] + share[:, None] * (end - start)[row]


@dataclass(frozen=True)
class Stand:
    """A word beside a line through (x, y) with the slope ``rise``: above it (``side`` 1) or below (−1)."""

    word: str
    x: float
    y: float
    rise: float
    side: int


def centres(stands: Sequence[Stand], frame: Frame) -> np.ndarray:
    """Where the middles of words are, in pixels, one a row."""
    x, y, rise, side = np.array([(stand.x, stand.y, stand.rise, stand.side) for stand in stands], float).T
    wide, high = np.array([frame.box(stand.word) for stand in stands]).T
    slope = frame.slope(rise)
    steep = np.abs(slope)
    lying = steep * wide <= high
    up = np.where(lying, side * (high / 2 + steep * wide / 2 + GAP), 0.0)
    away = np.copysign(1.0, slope) * side * (wide / 2 + high / 2 / np.maximum(steep, 1e-9) + GAP)
    return frame.pixels(x, y) + np.column_stack([np.where(lying, 0.0, -away), up])


def along(word: str, line: tuple[float, float, float], limits: tuple[float, float, float, float]) -> list[Stand]:
    """Places for a word along the line through (x, y) with a slope, from its ends in the picture to its middle."""
    x, y, rise = line
    left, right, low, high = limits
    if rise:
        ends = sorted((x + (low - y) / rise, x + (high - y) / rise))
        left, right = max(left, ends[0]), min(right, ends[1])
    elif not low <= y <= high:
        return []
    if not (math.isfinite(rise) and left < right):
        return []
    shares = sorted(np.linspace(0.04, 0.96, 24).tolist(), key=lambda share: -abs(share - 0.5))
    places = [left + share * (right - left) for share in shares]
    return [Stand(word, at, y + rise * (at - x), rise, side) for at in places for side in (1, -1)]


@dataclass(frozen=True)
class Ground:
    """What the words of a picture of some size must not lie on: ``dots`` of lines, and boxes that are taken."""

    frame: Frame
    dots: np.ndarray
    taken: tuple[tuple[np.ndarray, np.ndarray], ...]  # middle, half of width and height

    def rooms(self, middle: np.ndarray, half: np.ndarray) -> np.ndarray:
        """Pixels from words (their middles, half their sizes; a row each) to whatever is nearest, up to the border;
        negative where one lies on something.
        """
        size = [self.frame.width, self.frame.height]
        inside = np.minimum(middle - half, size - middle - half).min(axis=1)
        room = np.where(inside < 1, -1.0, _PLENTY)
        if len(self.dots):
            # Single precision, and no copies: this is most of the work of a picture's words.
            apart = [_distances(self.dots[:, axis], middle[:, axis], half[:, axis]) for axis in (0, 1)]
            room = np.minimum(room, np.maximum(*apart, out=apart[0]).min(axis=1))
        for place, reach in self.taken:
            room = np.minimum(room, _off(middle, half, place, reach))
        return room


def _distances(dots: np.ndarray, middle: np.ndarray, half: np.ndarray) -> np.ndarray:
    """How far each dot (a column) is beyond the end of each word (a row), along one axis."""
    apart = dots.astype(np.float32) - middle.astype(np.float32)[:, None]
    np.abs(apart, out=apart)
    apart -= half.astype(np.float32)[:, None]
    return apart


def _off(middle: np.ndarray, half: np.ndarray, place: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Pixels from words to one box."""
    return (np.abs(place - middle) - half - reach).max(axis=1)


def ground(frame: Frame, lines: Sequence[np.ndarray], taken: Sequence[tuple[float, ...]]) -> Ground:
    """What is in a picture. ``lines``: places (x, y), a row each, NaN breaks. ``taken``: x, y in units of the picture
    and how far a box reaches left, right, down and up from there in sizes of the type.
    """
    boxes = []
    for x, y, *reach in taken:
        left, right, below, above = (share * frame.type_size for share in reach)
        middle = frame.pixels(x, y)[0] + np.array([right - left, above - below]) / 2
        boxes.append((middle, np.array([left + right, below + above]) / 2))
    broken = np.vstack([part for line in lines for part in (line, _BREAK)])
    return Ground(frame, frame.dots(frame.pixels(*broken.T)), tuple(boxes))


def choose(words: Sequence[Sequence[Stand]], picture: Ground) -> list[Stand]:
    """For each word in turn, of all its places, the one with the most room, the first of equals; none where there is
    none. A word leaves the places of those before it free.
    """
    stands = [stand for places in words for stand in places]
    if not stands:
        return []
    middle, half = centres(stands, picture.frame), np.array([picture.frame.box(stand.word) for stand in stands]) / 2
    room = picture.rooms(middle, half)
    chosen: list[Stand] = []
    first = 0
    for places in filter(len, words):
        best = first + int(np.argmax(room[first : first + len(places)]))
        first += len(places)
        if room[best] > _APART / 2:  # between two dots the line may be that much nearer
            chosen.append(stands[best])
            room = np.minimum(room, _off(middle, half, middle[best], half[best]))
    return chosen
