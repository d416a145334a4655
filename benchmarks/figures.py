"""Samples, what is said of them, and the budgets they are held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Budget:
    """At most so many times the floor, at most so much in the median and in the 95th percentile; at least so much."""

    times_floor: float | None = None
    median: float | None = None
    p95: float | None = None
    at_least: float | None = None

    def words(self) -> str:
        """The budget as a person would say it."""
        parts = [
            f"≤ {self.times_floor:g}× floor" if self.times_floor else "",
            f"median ≤ {self.median:g}" if self.median else "",
            f"p95 ≤ {self.p95:g}" if self.p95 else "",
            f"≥ {self.at_least:g}" if self.at_least else "",
        ]
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Row:
    """One figure of one page beside the same figure of the floor."""

    page: str
    what: str
    samples: Sequence[float]
    floor: Sequence[float]
    budget: Budget
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """Median over the floor's median."""
        return median(self.samples) / median(self.floor) if self.samples and self.floor else None

    def holds(self) -> bool:
        """Whether every part of the budget is kept. No samples keep nothing."""
        if not self.samples:
            return False
        middle, budget = median(self.samples), self.budget
        return all(
            (
                budget.times_floor is None or (self.ratio is not None and self.ratio <= budget.times_floor),
                budget.median is None or middle <= budget.median,
                budget.p95 is None or percentile(self.samples, 0.95) <= budget.p95,
                budget.at_least is None or middle >= budget.at_least,
            )
        )


# What every page is held to; 17 ms are one frame.
KEYSTROKE = Budget(times_floor=1.5, p95=120)
DRAG = Budget(median=17)
REDRAWS = Budget(at_least=30)
POINTER = Budget(median=17)
SCRIPT = Budget(median=10)
ANY = Budget()
KEY_BYTES = Budget(median=30)
DRAG_BYTES = Budget(median=20)
COLD_START = Budget(times_floor=1.4)
# From far away the line itself takes its time twice, from key to picture; the floor pays it too.
FAR_KEYSTROKE = Budget(times_floor=1.5)


def percentile(samples: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the samples lie, linear between neighbours."""
    ordered = sorted(samples)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def table(rows: Sequence[Row]) -> str:
    """All rows as aligned text."""
    head = ("page", "what", "n", "median", "p95", "floor median", "floor p95", "ratio", "budget", "holds")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    def said(samples: Sequence[float], share: float) -> str:
        return f"{percentile(samples, share):.1f} {row.unit}" if samples else "–"

    return (
        row.page,
        row.what,
        str(len(row.samples)),
        said(row.samples, 0.5),
        said(row.samples, 0.95),
        said(row.floor, 0.5),
        said(row.floor, 0.95),
        f"{row.ratio:.2f}×" if row.ratio else "–",
        row.budget.words(),
        "yes" if row.holds() else "NO",
    )
