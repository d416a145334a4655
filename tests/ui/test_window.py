"""The window of a stage: a gesture, a typed end and the way back reach the address and the picture, on every page."""

import json
import math

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_state import PAGES, address, drag, open_app, typed

ENDS = ("from", "to", "bottom", "top")


def told(app: AppTest, page: str, **news: object) -> AppTest:
    """The app after its window bar has had something to tell."""
    key = f"{page}.picture_window"
    before = app.session_state[key]["news"] if key in app.session_state else None
    sequence = before["q"] + 1 if before else 1
    app.session_state[key] = {"news": {"q": sequence, "released": True, **news}}
    app.run()
    assert not app.exception
    return app


def window(app: AppTest) -> dict[str, float]:
    return {name: float(value) for name, value in address(app).items() if name in ENDS}


def bounds(app: AppTest) -> list[float]:
    """x_min, x_max, y_min, y_max of the chart of the stage."""
    chart = app.get("vega_lite_chart")[0].proto
    tables = {table.name: table.data.data for table in chart.datasets}
    rows = pa.ipc.open_stream(tables["bounds"]).read_all().to_pylist()
    return [rows[0]["x"], rows[1]["x"], rows[0]["y"], rows[1]["y"]]


@pytest.mark.parametrize("page", ["start", *PAGES])
def test_a_gesture_is_kept_in_the_address_and_there_is_a_way_back(page: str) -> None:
    app = told(open_app(None if page == "start" else page), page, limits=[-1.0, 2.5, 0.0, 3.0], axes="xy")
    assert window(app) == {"from": -1, "to": 2.5, "bottom": 0, "top": 3}
    assert window(told(app, page, reset=True)) == {}


def test_the_picture_shows_what_the_window_says_and_chooses_heights_that_nobody_chose() -> None:
    app = told(open_app("derivative", f="x^2"), "derivative", limits=[1.0, 2.0, -9.0, 9.0], axes="x")
    assert window(app) == {"from": 1, "to": 2}
    low, high, bottom, top = bounds(app)
    assert (low, high) == (1, 2) and -1 < bottom <= 1 and 4 <= top < 6
    told(app, "derivative", limits=[1.0, 2.0, -9.0, 9.0], axes="y")
    assert bounds(app) == [1, 2, -9, 9]


@pytest.mark.parametrize(
    ("text", "end"), [("-1/2", -0.5), ("pi/4", math.pi / 4), ("-2e-3", -0.002), ("sqrt 2", 2**0.5)]
)
def test_an_end_is_typed_in_the_language_of_functions(text: str, end: float) -> None:
    app = told(open_app("derivative"), "derivative", texts={"from": text}, limits=[-4.0, 4.0, 0.0, 9.0])
    assert window(app) == {"from": pytest.approx(end), "to": 4}


@pytest.mark.parametrize(
    "news",
    [
        {"texts": {"from": "5"}, "limits": [-4, 4, 0, 9]},  # ends before it begins
        {"texts": {"to": "0,5"}, "limits": [-4, 4, 0, 9]},
        {"texts": {"to": "9^9^9"}, "limits": [-4, 4, 0, 9]},
        {"texts": {"to": "x"}, "limits": [-4, 4, 0, 9]},
        {"texts": {"to": 7}, "limits": None},
        {"limits": [4, -4, 0, 9], "axes": "xy"},
        {"limits": [0, 1e300, 0, 9], "axes": "xy"},
        {"limits": [0, float("nan"), 0, 9], "axes": "xy"},
        {"limits": "all", "axes": "xy"},
        {"limits": [0, 1, 0, 9], "axes": ["x"]},
    ],
)
def test_what_is_no_window_changes_nothing(news: dict) -> None:
    assert window(told(open_app("derivative"), "derivative", **news)) == {}


def test_another_function_chooses_its_own_window_and_a_place_where_it_has_a_value() -> None:
    app = told(open_app("derivative", f="x^2", x="3"), "derivative", limits=[2.0, 4.0, 0.0, 20.0], axes="xy")
    app.text_input[0].set_value("sqrt(1 - x^2)").run()
    assert window(app) == {}
    assert -1 < float(address(app)["x"]) < 1
    assert bounds(app)[0] >= -2
    app.text_input[0].set_value("x^3").run()
    assert "x" not in address(app), "the old place is taken again where it shows something"


def test_a_place_that_a_hand_has_chosen_since_is_kept() -> None:
    app = open_app("derivative", f="x^2", x="3")
    app.text_input[0].set_value("sqrt(1 - x^2)").run()
    drag(app, "derivative.x", 0.25, released=True)
    app.text_input[0].set_value("x^3").run()
    assert address(app)["x"] == "0.25"
    assert typed(app) == "x^3"


def test_a_link_with_half_a_window_or_a_window_of_nothing_is_understood() -> None:
    assert bounds(open_app("derivative", **{"from": "1"}))[0] == 1
    app = open_app("derivative", bottom="3", top="-3")
    assert any("ends before it begins" in text.value for text in app.text)
    assert json.loads(app.get("vega_lite_chart")[0].proto.spec)
