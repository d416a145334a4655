"""Data to learn from: seeded examples, or two columns that a person pasted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

MOST_ROWS = 500
LONGEST_TEXT = 20_000
LARGEST = 1e6
PASTED = "pasted"  # the name of a data set that a person brought along
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class DataError(ValueError):
    """Pasted text that is not a table of two columns; ``message`` is a sentence that names the line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class DataSet:
    """Examples (xᵢ, yᵢ): ``x`` (n,), ``y`` (n,). ``classes``: every y is 0 or 1."""

    name: str
    x: np.ndarray
    y: np.ndarray

    @property
    def classes(self) -> bool:
        """Whether the targets are the two classes 0 and 1."""
        return bool(np.isin(self.y, (0.0, 1.0)).all() and len(np.unique(self.y)) == 2)


def line(seed: int, size: int = 60) -> DataSet:
    """y = 1.5x + 0.5 and normal noise of standard deviation 0.5."""
    random = np.random.default_rng([seed, 1])
    x = random.uniform(-2.0, 2.0, size)
    return DataSet("line", x, 1.5 * x + 0.5 + random.normal(0.0, 0.5, size))


def outliers(seed: int, size: int = 60) -> DataSet:
    """The same line, but every tenth target is far too large."""
    clean = line(seed, size)
    random = np.random.default_rng([seed, 2])
    y = clean.y.copy()
    y[::10] += random.uniform(5.0, 9.0, len(y[::10]))
    return DataSet("outliers", clean.x, y)


def two_classes(seed: int, size: int = 60) -> DataSet:
    """Class 0 around x = −1, class 1 around x = 1, overlapping (standard deviation 0.9)."""
    random = np.random.default_rng([seed, 3])
    y = np.arange(size) % 2.0
    return DataSet("two classes", random.normal(2.0 * y - 1.0, 0.9), y)


DATA_SETS: dict[str, Callable[[int], DataSet]] = {"line": line, "outliers": outliers, "two classes": two_classes}


def scaled(data: DataSet) -> DataSet:
    """The same examples with x, and y where it is no class, of mean 0 and standard deviation 1 (y all alike: 0)."""
    return replace(data, x=_standard(data.x), y=data.y if data.classes else _standard(data.y))


def _standard(values: np.ndarray) -> np.ndarray:
    if np.ptp(values) == 0.0:
        return np.zeros_like(values)
    off = values - values.mean()
    off = off / np.abs(off).max()  # else the squares of tiny numbers are 0
    return (off - off.mean()) / off.std()


def read_csv(text: str) -> DataSet:
    """Two columns of numbers, separated by comma, semicolon, tab or blanks; a first line of names is allowed.

    Raises DataError with a sentence: too long, not two columns, not a number, too few or too many rows, all x alike.
    """
    if len(text) > LONGEST_TEXT:
        raise DataError(f"That is too long: up to {LONGEST_TEXT} characters and {MOST_ROWS} rows are fine.")
    rows: list[tuple[float, float]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = _cells(raw)
        if not cells:
            continue
        if not rows and number == 1 and not any(map(_NUMBER.fullmatch, cells)):
            continue
        rows.append(_row(cells, number))
        if len(rows) > MOST_ROWS:
            raise DataError(f"There are more than {MOST_ROWS} rows: paste fewer.")
    if len(rows) < 3:
        raise DataError("Paste at least three rows, each with two numbers: x, y.")
    x, y = np.array(rows).T
    if np.ptp(x) == 0.0:
        raise DataError("All x are the same: there is no line to learn.")
    return DataSet(PASTED, x, y)


def _cells(line: str) -> list[str]:
    # Where semicolons or tabs separate, a comma belongs to a number.
    separator = next((mark for mark in (";", "\t") if mark in line), "[, \t]+")
    return [cell for part in re.split(separator, line.strip()) if (cell := part.strip())]


def _row(cells: list[str], number: int) -> tuple[float, float]:
    if len(cells) != 2:
        raise DataError(f"Line {number} has {len(cells)} columns: each line needs two numbers, x and y.")
    for cell in cells:
        if _NUMBER.fullmatch(cell.replace(",", ".")) and "," in cell:
            raise DataError(f"Line {number}: write numbers with a point, 0.5 instead of 0,5.")
        if not _NUMBER.fullmatch(cell):
            raise DataError(f"Line {number}: one of the two is not a number I can read (write 0.5, not a word).")
    x, y = (float(cell) for cell in cells)
    if max(abs(x), abs(y)) > LARGEST:
        raise DataError(f"Line {number}: numbers up to a million are fine, this one is larger.")
    return x, y
