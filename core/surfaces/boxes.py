"""Many boxes of a rectangle at once: cut, measured, and gathered where they touch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_SPLIT = 0.4986  # never at a round number, where a zero would lie on the border of two boxes


@dataclass(frozen=True)
class Boxes:
    """Rectangles with the corners ``low`` and ``high``, each an array (boxes, 2)."""

    low: np.ndarray
    high: np.ndarray

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, which: np.ndarray | slice) -> Boxes:
        return Boxes(self.low[which], self.high[which])

    @property
    def middle(self) -> np.ndarray:
        """Their centres (boxes, 2)."""
        return (self.low + self.high) / 2

    @property
    def area(self) -> float:
        """All their areas together."""
        return float(np.prod(self.high - self.low, axis=1).sum())

    def size(self, width: np.ndarray) -> np.ndarray:
        """The longer side of each, as a share of the ``width`` (2,) of the window."""
        return ((self.high - self.low) / width).max(axis=1, initial=0.0)

    def wider(self, share: float) -> Boxes:
        """Each a little larger on all sides."""
        more = share * (self.high - self.low)
        return Boxes(self.low - more, self.high + more)

    def quarters(self) -> Boxes:
        """Each cut in four."""
        cut = self.low + _SPLIT * (self.high - self.low)
        parts = [(self.low, cut), (cut, self.high)]
        low = [np.stack([parts[i][0][:, 0], parts[j][0][:, 1]], axis=1) for i in (0, 1) for j in (0, 1)]
        high = [np.stack([parts[i][1][:, 0], parts[j][1][:, 1]], axis=1) for i in (0, 1) for j in (0, 1)]
        return Boxes(np.concatenate(low), np.concatenate(high))


NONE = Boxes(np.empty((0, 2)), np.empty((0, 2)))


def together(parts: list[Boxes]) -> Boxes:
    """All boxes of several lists."""
    if not parts:
        return NONE
    return Boxes(np.concatenate([part.low for part in parts]), np.concatenate([part.high for part in parts]))


def grid(window: tuple[tuple[float, float], tuple[float, float]], count: int) -> Boxes:
    """A window cut into ``count`` × ``count`` boxes; it is widened by an odd trifle, so that borders are no round
    numbers.
    """
    odd = 1.37e-7 * np.array([high - low for low, high in window])
    low = np.array([low for low, _ in window]) - odd * (1.0, 0.91)
    high = np.array([high for _, high in window]) + odd * (1.13, 1.21)
    x, y = (np.linspace(low[k], high[k], count + 1) for k in (0, 1))
    x0, y0 = (part.ravel() for part in np.meshgrid(x[:-1], y[:-1]))
    x1, y1 = (part.ravel() for part in np.meshgrid(x[1:], y[1:]))
    return Boxes(np.stack([x0, y0], axis=1), np.stack([x1, y1], axis=1))


def groups(boxes: Boxes) -> list[Boxes]:
    """Boxes in groups that touch, or nearly do: some have been narrowed."""
    step = np.maximum((boxes.high - boxes.low).max(axis=0), 1e-300)
    slack = 0.3 * step
    low, high = (boxes.low - slack).tolist(), (boxes.high + slack).tolist()
    at = np.floor(boxes.middle / step).astype(np.int64).tolist()
    cells: dict[tuple[int, int], list[int]] = {}
    for k, (i, j) in enumerate(at):
        cells.setdefault((i, j), []).append(k)
    found, waiting = [], set(range(len(boxes)))
    while waiting:
        todo, group = [waiting.pop()], []
        while todo:
            k = todo.pop()
            group.append(k)
            (i, j), (x0, y0), (x1, y1) = at[k], low[k], high[k]
            for other in [m for a in (-1, 0, 1) for b in (-1, 0, 1) for m in cells.get((i + a, j + b), ())]:
                (u0, v0), (u1, v1) = low[other], high[other]
                if other in waiting and u0 <= x1 and x0 <= u1 and v0 <= y1 and y0 <= v1:
                    waiting.discard(other)
                    todo.append(other)
        found.append(boxes[np.array(group)])
    return found
