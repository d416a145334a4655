"""The numbers behind the two slices."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from core.charts.template import arrow
from core.sections.partial_derivatives.place import Place, place_of
from core.surfaces.field import height_of
from core.ui.address import Address
from core.ui.numbers import numbers

_ROWS = 33


def slices_in_numbers(address: Address) -> None:
    """The table, folded away."""
    numbers(address, "The numbers of both slices", "partial_derivatives.slices", lambda: table(place_of(address)))


def table(place: Place) -> pa.Table:
    """f along each variable with the other held still, at equal steps through the window."""
    area, height = place.landscape.area, height_of(place.landscape.objective)
    x, y = np.linspace(area.x_min, area.x_max, _ROWS), np.linspace(area.y_min, area.y_max, _ROWS)
    return arrow(
        **{
            "x": x,
            f"f(x, {place.y:g})": height(x, np.full(_ROWS, place.y)),
            "y": y,
            f"f({place.x:g}, y)": height(np.full(_ROWS, place.x), y),
        }
    )
