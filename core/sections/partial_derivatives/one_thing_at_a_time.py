"""The numbers behind the two slices."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from core.charts.template import arrow
from core.sections.partial_derivatives.subject import Subject
from core.surfaces.field import height_of
from core.ui.address import Address
from core.ui.numbers import numbers

_ROWS = 33


def draw(subject: Subject, address: Address) -> None:
    """The table, folded away."""
    numbers(address, "The numbers of both slices", "partial_derivatives.slices", lambda: table(subject))


def table(subject: Subject) -> pa.Table:
    """f along each variable with the other held still, at equal steps through the window."""
    area, height = subject.landscape.area, height_of(subject.landscape.objective)
    x, y = np.linspace(area.x_min, area.x_max, _ROWS), np.linspace(area.y_min, area.y_max, _ROWS)
    return arrow(
        **{
            "x": x,
            f"f(x, {subject.y:g})": height(x, np.full(_ROWS, subject.y)),
            "y": y,
            f"f({subject.x:g}, y)": height(np.full(_ROWS, subject.x), y),
        }
    )
