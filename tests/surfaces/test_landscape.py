"""A typed function as a landscape: its window, its terrain as data, its secant pictures."""

import numpy as np
import pytest
import vl_convert

from core.charts.quotients import secant_tables, secant_template
from core.language import parse
from core.language.presets import TWO_VARIABLES
from core.surfaces.landscape import landscape
from core.widgets.hill.terrain import terrain_of
from core.widgets.parcel import parcel
from tests.parcels import opened


def land(text: str, keep=None, start=None, end=None, **parameters):
    return landscape("hill", parse(text, ("x", "y")), parameters, start, end, keep)


def window(text: str, **options) -> tuple[float, float]:
    area = land(text, **options).area
    assert (area.x_min, area.x_max) == (area.y_min, area.y_max)  # equal scales
    return area.x_min, area.x_max


def test_presets_keep_their_window_however_they_are_spaced():
    for preset in TWO_VARIABLES:
        assert window(preset.text) == preset.window
    assert window("(x^2+y-11)^2 + (x+y^2-7)^2") == (-5, 5)


def test_a_chosen_window_holds_what_matters():
    low, high = window("(x - 7)^2 + (y - 7)^2")
    assert low < 7 < high
    low, high = window("sqrt(x - 9) + y")
    assert high > 9
    assert window("x + y") == (-4, 4)


def test_the_address_decides_and_a_point_outside_widens():
    assert window("x y", start=-1.0, end=2.0) == (-1, 2)
    low, high = window("x y", keep=(30.0, 0.0))
    assert low < 30 < high
    assert window("x y", keep=(3.0, -2.0)) == (-4, 4)


def test_parameters_change_the_landscape():
    assert land("a x + b y", a=2.0, b=1.0).at(1.0, 1.0)[0].gradient == (2.0, 1.0)
    assert land("a x + b y", a=-3.0, b=0.5).at(1.0, 1.0)[0].gradient == (-3.0, 0.5)


@pytest.mark.parametrize("text", ["x^2 + 3x y + y^2", "ln(x y)", "1/x + y", "3", "e^(x y)", "floor(x) + y"])
def test_terrain_is_a_parcel_of_bounded_size_and_true(text):
    sent = parcel(terrain_of(land(text)))
    assert len(sent) < 600_000
    data = opened(sent)
    heights = data["f"].reshape(data["n"], data["n"])
    x = np.linspace(data["x0"], data["x1"], data["n"])
    expected = parse(text, ("x", "y"))(*np.meshgrid(x, x))
    assert np.array_equal(np.isnan(heights), np.isnan(expected))
    assert np.allclose(heights + data["base"], expected, rtol=1e-6, atol=1e-6, equal_nan=True)
    assert len(data["torn"]) == (data["n"] - 1) ** 2


def test_the_mark_changes_with_the_content_only():
    first = terrain_of(land("x^2 + y"))["mark"]
    assert terrain_of(land("x^2+y"))["mark"] == first
    assert terrain_of(land("x^2 + 2y"))["mark"] != first


@pytest.mark.parametrize("along", ["x", "y"])
def test_slices_are_the_function_with_the_other_variable_held(along):
    curve = land("x^2 + 3x y + y^2").slice(along, 2.0)
    s = curve.x
    assert np.allclose(curve.y, s**2 + 6 * s + 4)


def test_slices_break_at_poles():
    curve = land("1/x + y").slice("x", 0.0)
    assert np.isnan(curve.y[np.abs(curve.x) < 1e-3]).any()


def test_the_secant_picture_is_drawn():
    template = secant_template("x")
    x = np.linspace(-4, 4, 50)
    tables = secant_tables((-4, 4, -10, 60), (x, x**2 + 6 * x + 4), (1.0, 11.0), (1.5, 15.25), 8.0)
    assert tables["secant"].column("y").to_pylist() == pytest.approx([11 - 5 * 8.5, 11 + 3 * 8.5])
    assert tables["tangent"].column("y").to_pylist() == pytest.approx([11 - 5 * 8, 11 + 3 * 8])
    spec = template.filled(**tables)
    inline = {**spec, "datasets": {name: rows.to_pylist() for name, rows in spec["datasets"].items()}}
    assert "<path" in vl_convert.vegalite_to_svg(inline)


def test_a_secant_into_nowhere_is_left_out():
    tables = secant_tables((-4, 4, 0, 2), (np.zeros(2), np.zeros(2)), (1.0, 1.0), (-1.0, float("nan")), 0.5)
    assert tables["secant"].column("y").null_count == 2
    assert tables["tangent"].column("y").null_count == 0


@pytest.mark.parametrize("constant", ["1e8", "-1e8", "12345678"])
def test_a_hill_on_a_high_plain_keeps_its_shape_and_its_levels_their_numbers(constant):
    data = terrain_of(land(f"x^2 + y^2 + {constant}"))
    heights = data["f"].reshape(data["n"], data["n"])
    x = np.linspace(data["x0"], data["x1"], data["n"])
    shape = heights - heights.min()
    assert shape == pytest.approx(x**2 + x[:, None] ** 2, abs=1e-3)
    labels = [label["text"] for label in data["labels"]]
    assert len(labels) > 3 and len(set(labels)) == len(labels)
