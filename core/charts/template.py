"""Chart templates: a picture is built once with Altair and kept as a spec; a rerun sends only its data.

Building an Altair chart costs about ten times what sending it does, and a spec that does not change keeps the
reader's view: no flicker, no lost hover. So everything that moves is data:

* a layer reads a *named* dataset, ``alt.Chart(table("curve"))``; ``Template.filled(curve=arrow_table)`` gives the data;
* the limits of the axes are data too: ``x_axis("x")`` and ``y_axis("f(x)")`` take their domain from the dataset
  ``BOUNDS`` (made by ``bounds(...)``), whatever the other layers hold, so marks may leave the window (``clip=True``);
* a NaN in a table breaks a line.

>>> line = alt.Chart(table("curve")).mark_line(clip=True).encode(x=x_axis("x"), y=y_axis("f(x)"))
>>> TEMPLATE = template(alt.layer(zero_lines(), line))
>>> spec = TEMPLATE.filled(curve=arrow(x=xs, y=ys), bounds=bounds(-5, 5, -1, 9))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.theme import DESK, MEANINGS, SCALE, Look, configured, meaning

BOUNDS = "bounds"
WINDOW = "window_in_hand"


def table(name: str) -> alt.NamedData:
    """A dataset that is filled in later under this name."""
    return alt.NamedData(name=name)


def arrow(**columns: object) -> pa.Table:
    """An Arrow table from equally long columns: numbers (NaN breaks a line), or a list of words."""
    return pa.table({name: _column(values) for name, values in columns.items()})


def _column(values: object) -> pa.Array:
    array = np.atleast_1d(np.asarray(values))
    if array.dtype.kind in "fiub":
        numbers = array.astype(np.float64)
        # The browser knows no infinity; null breaks the line there as NaN does.
        return pa.array(numbers, mask=~np.isfinite(numbers))
    return pa.array([str(value) for value in array.tolist()])


def bounds(x_min: float, x_max: float, y_min: float, y_max: float) -> pa.Table:
    """The window of a chart as data: its two corners."""
    return arrow(x=[x_min, x_max], y=[y_min, y_max])


def _limit_text(axis: str, row: int, dataset: str) -> str:
    # Before the data arrives the dataset is empty: then any number will do.
    return f"length(data('{dataset}')) > 1 ? data('{dataset}')[{row}]['{axis}'] : {row}"


def _limit(axis: str, row: int, dataset: str) -> alt.ExprRef:
    return alt.ExprRef(expr=_limit_text(axis, row, dataset))


def window_scale(axis: str, dataset: str = BOUNDS, **options: Any) -> alt.Scale:
    """A scale that shows exactly what the two rows of ``dataset`` say, without a change of the spec."""
    if options.get("type") != "log":  # a logarithmic axis has no zero; Vega warns of one that is switched off, too
        options["zero"] = False
    return alt.Scale(domain=[_limit(axis, 0, dataset), _limit(axis, 1, dataset)], nice=False, **options)


def x_axis(title: str | None = "x", field: str = "x", dataset: str = BOUNDS, **options: Any) -> alt.X:
    """The horizontal position ``field`` on the window's scale."""
    return alt.X(f"{field}:Q", title=title, scale=window_scale("x", dataset), **options)


def y_axis(title: str | None = "f(x)", field: str = "y", dataset: str = BOUNDS, **options: Any) -> alt.Y:
    """The vertical position ``field`` on the window's scale."""
    return alt.Y(f"{field}:Q", title=title, scale=window_scale("y", dataset), **options)


def zero_lines(x_title: str = "x", y_title: str = "f(x)") -> alt.LayerChart:
    """The two coordinate axes through 0, where the window shows them; also carries the window's data."""
    here = alt.Chart(table(BOUNDS)).transform_calculate(zero="0")
    style = {"opacity": 0.55, "strokeWidth": 1.2, "clip": True}
    return alt.layer(
        here.mark_rule(**style).encode(x=x_axis(x_title, "zero"), color=meaning("flat")),
        here.mark_rule(**style).encode(y=y_axis(y_title, "zero"), color=meaning("flat")),
    )


@dataclass(frozen=True)
class Template:
    """A picture without its data. ``names`` are the datasets it wants."""

    spec: Mapping[str, Any]
    names: frozenset[str]

    def filled(self, **tables: pa.Table) -> dict[str, Any]:
        """The spec with its data, ready for ``st.vega_lite_chart``.

        Raises ValueError when a dataset is missing or unknown: a forgotten table would be an empty chart.
        """
        if tables.keys() != self.names:
            missing, unknown = sorted(self.names - tables.keys()), sorted(tables.keys() - self.names)
            raise ValueError(f"missing tables {missing}, unknown tables {unknown}")
        return {**self.spec, "datasets": tables}


def template(chart: alt.TopLevelMixin, sizes: Look = DESK, *, held: bool = False, **properties: Any) -> Template:
    """Build a template from an Altair chart whose layers use ``table(...)``. ``properties``: height, width.

    ``held``: a hand may move its window: while it does, the browser shows what the parameter ``WINDOW`` says, four
    numbers with spaces between them, and not what ``BOUNDS`` holds.
    """
    if held:
        chart = chart.add_params(alt.param(name=WINDOW, value="", bind=alt.BindInput(input="text")))
    properties.setdefault("height", sizes.height)
    spec = configured(chart.properties(**properties), sizes).to_dict()
    spec.pop("$schema", None)
    spec.pop("datasets", None)
    # Streamlit gives every mark a tooltip; here what the pointer shows is part of the picture. To screen readers the
    # picture is one image with a sentence, not hundreds of nameless symbols.
    spec["config"]["mark"] = {"tooltip": None, "aria": False, **spec["config"].get("mark", {})}
    _share_colours(spec)
    if held:
        _let_go_of_bounds(spec)
    return Template(spec, frozenset(_named(spec)))


_ENDS = [("x", 0), ("x", 1), ("y", 0), ("y", 1)]


def _let_go_of_bounds(node: object) -> None:
    """Give every axis of the window its end of ``WINDOW``, where that says anything."""
    if isinstance(node, dict):
        for end in node.get("domain", ()) if isinstance(node.get("domain"), list) else ():
            for k, (axis, row) in enumerate(_ENDS):
                if isinstance(end, dict) and end.get("expr") == (usual := _limit_text(axis, row, BOUNDS)):
                    end["expr"] = f"{WINDOW} ? toNumber(split({WINDOW}, ' ')[{k}]) : ({usual})"
        for child in node.values():
            _let_go_of_bounds(child)
    elif isinstance(node, list):
        for child in node:
            _let_go_of_bounds(child)


def _share_colours(node: object) -> None:
    # Vega-Lite reads a scale beside a datum; Altair's schema does not know that, so it is added here.
    if isinstance(node, dict):
        for channel in ("color", "fill", "stroke"):
            encoding = node.get(channel)
            if isinstance(encoding, dict) and encoding.get("datum") in MEANINGS:
                encoding |= {"scale": SCALE.to_dict(), "legend": None, "type": "nominal"}
        for child in node.values():
            _share_colours(child)
    elif isinstance(node, list):
        for child in node:
            _share_colours(child)


def _named(node: object) -> set[str]:
    if isinstance(node, Mapping):
        here = node.get("data")
        own = {here["name"]} if isinstance(here, Mapping) and set(here) == {"name"} else set()
        return own.union(*(_named(child) for child in node.values()))
    if isinstance(node, list):
        return set().union(*(_named(child) for child in node))
    return set()
