"""Chart templates: the spec stays, the data changes, and what is drawn is what was given."""

import json
import math

import altair as alt
import pytest
import vl_convert

from core.charts.template import arrow, bounds, table, template, window_scale, x_axis, y_axis, zero_lines
from core.charts.theme import MEANINGS, PRESENT, coloured, meaning


def lines():
    return alt.layer(
        zero_lines(),
        alt.Chart(table("curve")).mark_line(clip=True).encode(x=x_axis("x"), y=y_axis("f(x)"), color=meaning("slope")),
    )


def drawn(spec: dict) -> dict:
    """The scenegraph that Vega makes of a filled template."""
    inline = {**spec, "datasets": {name: rows.to_pylist() for name, rows in spec["datasets"].items()}}
    return vl_convert.vegalite_to_scenegraph(inline)["scenegraph"]


def strings(node: object) -> str:
    return json.dumps(node)


def test_a_template_knows_the_tables_it_wants() -> None:
    assert template(lines()).names == {"bounds", "curve"}


def test_a_forgotten_or_misspelt_table_is_an_error() -> None:
    made = template(lines())
    with pytest.raises(ValueError, match="curve"):
        made.filled(bounds=bounds(0, 1, 0, 1))
    with pytest.raises(ValueError, match="cruve"):
        made.filled(bounds=bounds(0, 1, 0, 1), curve=arrow(x=[0], y=[0]), cruve=arrow(x=[0], y=[0]))


def test_new_data_leaves_the_spec_as_it_is() -> None:
    made = template(lines())
    first = made.filled(bounds=bounds(-1, 1, 0, 9), curve=arrow(x=[0, 1], y=[1, 2]))
    second = made.filled(bounds=bounds(5, 7, 2, 3), curve=arrow(x=[5.0], y=[2.5]))
    strip = [{name: part for name, part in spec.items() if name != "datasets"} for spec in (first, second)]
    assert strip[0] == strip[1]


@pytest.mark.parametrize("window", [(-3.0, 5.0, -20.0, 40.0), (100.0, 101.0, 1e-6, 2e-6), (-7.0, -2.0, -9.0, -8.0)])
def test_the_axes_end_where_the_bounds_say_whatever_else_is_drawn(window: tuple[float, float, float, float]) -> None:
    made = template(lines(), width=300)
    middle = (window[0] + window[1]) / 2
    # The curve goes far beyond the window, and is cut.
    spec = made.filled(
        bounds=bounds(*window), curve=arrow(x=[middle, middle + 1e3], y=[window[2] - 1e5, window[3] + 1e5])
    )
    inline = {**spec, "datasets": {name: rows.to_pylist() for name, rows in spec["datasets"].items()}}
    svg = vl_convert.vegalite_to_svg(inline)
    described = next(part for part in svg.split("aria-label=") if "X-axis" in part[:40])
    low, high = described.split("values from ")[1].split('"')[0].split(" to ")
    assert float(low.replace("−", "-").replace(",", "")) == pytest.approx(window[0])
    assert float(high.replace("−", "-").replace(",", "")) == pytest.approx(window[1])


def test_nan_and_infinity_break_a_line() -> None:
    column = arrow(y=[1.0, math.nan, math.inf, -math.inf, 2.0])["y"].to_pylist()
    assert column == [1.0, None, None, None, 2.0]


def test_an_empty_table_is_allowed() -> None:
    spec = template(lines()).filled(bounds=bounds(0, 1, 0, 1), curve=arrow(x=[], y=[]))
    assert "group" in strings(drawn(spec))


def test_a_meaning_has_the_colour_of_its_place_in_the_theme() -> None:
    """Streamlit puts the theme's categorical colours into config.range.category."""
    colours = [f"#0000{index}0" for index in range(1, 7)]
    spec = template(lines()).filled(bounds=bounds(0, 1, 0, 1), curve=arrow(x=[0, 1], y=[0, 1]))
    spec = {**spec, "config": {**spec["config"], "range": {"category": colours}}}
    picture = strings(drawn(spec))
    assert colours[MEANINGS.index("slope")] in picture
    assert colours[MEANINGS.index("function")] not in picture


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="steep"):
        meaning("steep")  # type: ignore[arg-type]


def test_words_have_the_colour_of_their_meaning() -> None:
    assert coloured("slope", "6") == ":violet[**6**]"


def test_everything_on_a_projector_is_large() -> None:
    config = template(lines(), PRESENT).spec["config"]
    assert min(config["axis"]["labelFontSize"], config["axis"]["titleFontSize"], config["text"]["fontSize"]) >= 24
    assert min(PRESENT.stroke, PRESENT.thin) >= 4


def test_a_logarithmic_scale_has_no_zero() -> None:
    # Vega writes a warning to the console for each that has one, even if it is switched off.
    assert "zero" not in window_scale("y", type="log").to_dict()
    assert window_scale("y").to_dict()["zero"] is False
