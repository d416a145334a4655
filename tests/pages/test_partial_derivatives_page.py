"""The partial-derivatives page in-process, from the entry script: what it says for every preset, for addresses, for
news from its maps.
"""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core.language.presets import TWO_VARIABLES
from core.ui.words import number
from tests.parcels import opened as opened_parcel

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
EXAMPLE = "x^2 + 3x y + y^2"
PAGE = "pages/2_partial_derivatives.py"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    # Without a function in its address the page takes along that of the front door.
    for name, value in ({"f": EXAMPLE} | query).items():
        app.query_params[name] = value
    return app.switch_page(PAGE).run()


def typed(app: AppTest, text: str) -> AppTest:
    return app.text_input[0].set_value(text).run()


def prose(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def sentence(app: AppTest) -> str:
    return next(element.value for element in app.markdown if element.value.startswith("At ("))


def drawn(app: AppTest, key: str) -> dict:
    """The data of one of our own components."""
    for element in app.get("bidi_component"):
        if element.proto.id.endswith(f"-{key}") or key in element.proto.id:
            return json.loads(element.proto.json) if element.proto.json else opened_parcel(element.proto.bytes)
    raise AssertionError(f"no component {key}")


def critical_table(app: AppTest):
    return next(element.value for element in app.dataframe if "det H" in element.value)


def code_of(app: AppTest) -> str:
    return next(element.value for element in app.code if "diff(" in element.value)


@pytest.fixture(scope="module")
def example() -> AppTest:
    app = opened()
    assert not app.exception
    return app


def test_the_example_has_both_partial_derivatives_and_eight_and_seven(example):
    text = prose(example)
    assert "2 x + 3 y" in text and "3 x + 2 y" in text
    assert ":violet[**8**]" in sentence(example) and ":violet[**7**]" in sentence(example)
    assert "(8, 7)" in sentence(example)


def test_the_example_is_a_saddle_with_determinant_minus_five(example):
    assert "1 saddle" in prose(example)
    table = critical_table(example)
    assert table[["x", "y", "det H"]].to_numpy().tolist() == [[0.0, 0.0, pytest.approx(-5.0)]]
    assert table["kind"][0] == "✕ saddle"


def test_the_code_runs_and_prints_what_the_page_says(example):
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code_of(example), "panel", "exec"), {})
    assert out.getvalue().split("\n")[:4] == ["2*x + 3*y", "3*x + 2*y", "8", "7"]


def test_the_map_gets_the_point_with_its_gradient_and_the_hill_its_true_heights(example):
    hill = drawn(example, "hill map")
    assert hill["point"] == {"x": 1.0, "y": 2.0, "f": 11.0, "fx": 8.0, "fy": 7.0}
    terrain = drawn(example, "terrain hill")
    heights = terrain["f"].reshape(terrain["n"], terrain["n"])
    x = np.linspace(terrain["x0"], terrain["x1"], terrain["n"])
    y = np.linspace(terrain["y0"], terrain["y1"], terrain["n"])
    assert terrain["x1"] - terrain["x0"] == terrain["y1"] - terrain["y0"]  # equal scales: right angles stay right
    assert np.allclose(heights, x**2 + 3 * x * y[:, None] + y[:, None] ** 2, rtol=1e-5, atol=1e-4)
    xs, ys = (terrain["lines"][axis] + terrain[f"{axis}0"] for axis in "xy")
    values = xs.astype(float) ** 2 + 3 * xs * ys + ys.astype(float) ** 2
    ends = np.cumsum(terrain["lines"]["length"])
    assert ends[-1] == len(xs) == len(ys)
    for line in np.split(values, ends[:-1]):
        assert np.ptp(line) < 2e-2


def test_steps_name_rules_and_grey_what_is_held_constant(example):
    steps = [element.value for element in example.markdown if "Tidied up" in element.value]
    assert len(steps) == 2
    assert "Power rule" in steps[0] and r"\textcolor{gray}{y}" in steps[0] and r"\textcolor{gray}{x}" not in steps[0]
    assert r"\textcolor{gray}{x}" in steps[1] and r"\textcolor{gray}{y}" not in steps[1]


def test_both_limits_close_in(example):
    text = prose(example)
    assert "| 0.001 | 8.001 | 0.001 |" in text and "| 0.001 | 7.001 | 0.001 |" in text
    assert r"\frac{\partial f}{\partial x} = f_x" in text and r"\frac{\partial f}{\partial y} = f_y" in text


@pytest.mark.parametrize("preset", TWO_VARIABLES, ids=lambda preset: preset.name)
def test_every_preset_is_drawn(preset):
    app = opened(f=preset.text)
    assert not app.exception
    terrain = drawn(app, "terrain hill")
    assert (terrain["x0"], terrain["x1"]) == preset.window
    assert len(terrain["lines"]["length"]) and terrain["labels"]
    assert "hill" in sentence(app)


def test_himmelblau_is_counted_right():
    app = opened(f="(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
    assert "4 minima" in prose(app) and "1 maximum" in prose(app) and "4 saddles" in prose(app)
    assert len(critical_table(app)) == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sqrt(4 - x^2 - y^2)", "f has no value"),
        ("|x - 1| + y", "the hill is"),
        ("max(x, y)", "the hill is"),
        ("x/y", "the hill is"),
        ("1/(x y)", "the hill is"),
        ("3", "level ground"),
        ("ln(x y)", "the hill is"),
        ("atan2(y, x)", "the hill is"),
        ("x^y", "the hill is"),
        ("floor(x) + y", "the hill is"),
        ("gamma(x) + y", "the hill is"),
        ("(x - 1)^2 + (y - 2)^2", "level ground"),
        ("sqrt((x - 1)^2 + (y - 2)^2)", "no gradient"),
        ("|x - 1| + y", "the slope leaps from :violet[**−1**] to :violet[**1**]"),
        ("floor(x) + y^2", "f jumps here"),
        ("|x - 1| + |y - 2|", "no gradient"),
        ("e^(e^(x y))", "the hill is"),
        ("tan(x) tan(y)", "the hill is"),
        ("x^3 y - sin(5x)", "the hill is"),
        ("a x^2 + b y", "the hill is"),
        ("y", "the hill is"),
    ],
)
def test_other_functions_are_drawn_or_explained(text, said):
    app = opened(f=text)
    assert not app.exception
    assert said in sentence(app)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x^4 + y^4", "on small circles around it: minimum"),
        ("x^2 - y^4", "on small circles around it: saddle"),
        ("x^3 - 3x y^2", "on small circles around it: saddle"),
    ],
)
def test_an_undecided_test_is_said_to_be_undecided(text, said):
    app = opened(f=text)
    assert said in critical_table(app)["kind"][0]
    assert "the test is undecided" in prose(app)


def level_ground() -> None:
    from core.sections.partial_derivatives import where_it_is_level
    from core.sections.partial_derivatives.address import ENTRIES
    from core.sections.partial_derivatives.subject import subject_of
    from core.ui.address import open_address

    address = open_address("partial_derivatives", *ENTRIES)
    where_it_is_level.draw(subject_of(address), address)


@pytest.mark.parametrize("text", ["x^3 - 3x + y^2", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "||x| - 1| + y^2"])
def test_the_worked_test_is_that_of_the_row_just_chosen(text, monkeypatch):
    chosen, table = [], {}

    def choose(rows, **options):
        table.update(rows.to_pydict())
        return SimpleNamespace(selection=SimpleNamespace(rows=list(chosen)))

    monkeypatch.setattr(streamlit, "dataframe", choose)
    app = AppTest.from_function(level_ground, default_timeout=60)
    app.query_params["f"] = text
    app.run()
    assert len(table["x"]) > 1
    for row, (x, y, det) in enumerate(zip(table["x"], table["y"], table["det H"], strict=True)):
        chosen[:] = [row]
        app.run()
        said = app.markdown[-1].value
        assert not app.exception and said.startswith(f"Nearest to you: ({number(x)}, {number(y)})")
        assert ("nothing to test" in said) if det is None or np.isnan(det) else (number(det) in said)


def test_whole_lines_of_critical_points_are_said_in_words():
    assert "Every point of the line" in prose(opened(f="x^2"))
    assert "whole lines" in prose(opened(f="|x y|"))


def test_a_hill_too_fast_for_its_picture_is_said_to_be_a_sketch():
    assert any("only a sketch" in caption.value for caption in opened(f="sin(40x) cos(y)").caption)
    assert not any("only a sketch" in caption.value for caption in opened().caption)


def test_level_ground_is_not_denied():
    said = prose(opened(f="relu(x) + 0y"))
    assert "nowhere is it level" not in said
    assert "of the window f is constant" in said


def test_the_address_is_read_and_what_cannot_be_used_is_said():
    app = opened(f="x^2 - y^2", x="0.5", y="-1", angle="90")
    assert "At (0.5, −1)" in sentence(app)
    assert drawn(app, "direction map")["angle"] == 90
    wrong = opened(x="east", angle="400")
    notices = " ".join(element.value for element in wrong.text)
    assert "x = east" in notices and "And 1 more like this." in notices
    assert "At (1, 2)" in sentence(wrong)


def test_a_point_dragged_on_the_map_moves_everything_and_the_address():
    app = opened()
    app.session_state["hill map"] = {"news": {"x": 2.0, "y": -1.0, "q": 1, "released": True}}
    app.run()
    assert not app.exception
    assert "At (2, −1)" in sentence(app)
    assert [app.query_params["x"], app.query_params["y"]] == ["2", "-1"]
    assert drawn(app, "surface")["point"]["x"] == 2.0


@pytest.mark.parametrize(
    "news", [{"x": "2", "y": None, "q": 1}, {"x": float("nan"), "y": 1e300, "q": 1}, {"q": "no"}, 7, None]
)
def test_nonsense_from_the_browser_moves_nothing_out_of_bounds(news):
    app = opened()
    app.session_state["hill map"] = {"news": news}
    app.run()
    assert not app.exception
    assert "At (1, " in sentence(app)


def test_the_direction_says_steepest_and_level():
    app = opened(f="x^2 + y^2", x="1", y="0", angle="0")
    assert "steepest way up" in prose(app)
    assert "along the level line" in prose(opened(f="x^2 + y^2", x="1", y="0", angle="90"))
    assert "gradient descent" in prose(opened(f="x^2 + y^2", x="1", y="0", angle="180"))


def descriptions(app: AppTest) -> str:
    return "\n".join(element.value for element in app.text)


def test_where_f_has_no_value_nothing_is_called_undefined_but_said():
    app = opened(f="ln(x y)", x="-1")
    assert not app.exception
    text = prose(app) + json.dumps(drawn(app, "partials_flow"), ensure_ascii=False)
    assert "there is nothing to start from" in text
    assert "no value" in text and "undefined" not in text


def test_where_there_is_no_limit_the_table_shows_both_sides():
    text = prose(opened(f="|x - 1| + y^2"))
    assert "| Δx | with +Δx | with −Δx |" in text and "| 0.001 | 1 | −1 |" in text
    assert "| Δy | quotient | distance from the limit |" in text


@pytest.mark.parametrize(("angle", "said"), [("0", "∂f/∂x"), ("90", "∂f/∂y"), ("20", "Uphill"), ("135", "Downhill")])
def test_the_direction_in_plain_words_has_no_markup(angle, said):
    app = opened(angle=angle)
    assert said in prose(app)
    (described,) = [text for text in descriptions(app).split("\n") if text.startswith("The direction u points")]
    assert not set("$\\*:[]") & set(described)


def test_a_quarter_turn_leaves_no_dust():
    assert "10^{-" not in prose(opened(f="y", angle="0")) and "·10" not in prose(opened(f="y", angle="180"))


def test_factors_of_the_determinant_are_in_brackets_only_where_they_are_negative():
    assert "det H = 2 · 2 − 3² = :violet[**−5**]" in prose(opened())
    assert "det H = −2 · (−2) − 0² = :violet[**4**]" in prose(opened(f="-x^2 - y^2"))


def test_large_numbers_of_the_test_are_powers_of_ten():
    app = opened(f="10^9 x y")
    assert critical_table(app)["det H"].tolist() == ["−10¹⁸"]
    assert "− (10⁹)² = " in prose(app)


def test_steps_between_level_floors_are_not_called_constant():
    text = prose(opened(f="step(x)"))
    assert "f is constant on 99 % of the window" in text and "does not change at all" not in text
    assert "does not change at all" in prose(opened(f="5"))


def line_values(app: AppTest) -> tuple[float, float]:
    return tuple(drawn(app, "line points")["line"])


def test_gradient_steps_bring_the_line_to_least_squares():
    app = opened()
    points = np.array(drawn(app, "line points")["points"])
    for _ in range(3):
        before = drawn(app, "loss map")["point"]["f"]
        next(button for button in app.button if "gradient step" in button.label).click().run()
        assert drawn(app, "loss map")["point"]["f"] < before
    assert len(drawn(app, "loss map")["path"]) == 4
    start = np.array([-1.0, -1.0])
    x, y = points.T
    for _ in range(3):
        residual = start[0] * x + start[1] - y
        # The page keeps five decimals of each step.
        start = np.round(start - 0.1 * np.array([np.mean(2 * residual * x), np.mean(2 * residual)]), 5)
    assert line_values(app) == pytest.approx(tuple(start))


def test_a_dragged_point_changes_the_loss_and_nonsense_does_not():
    app = opened()
    before = drawn(app, "loss map")["point"]["f"]
    points = drawn(app, "line points")["points"]
    app.session_state["line points"] = {"news": {"points": [[0.0, 5.0], *points[1:]], "q": 1, "released": True}}
    app.run()
    assert not app.exception
    assert drawn(app, "line points")["points"][0] == [0.0, 5.0]
    assert drawn(app, "loss map")["point"]["f"] != before
    app.session_state["line points"] = {"news": {"points": [["a", 5.0]], "q": 2, "released": True}}
    app.run()
    assert not app.exception
    assert drawn(app, "line points")["points"][0] == [0.0, 5.0]


def notices(app: AppTest) -> str:
    return " ".join(element.value for element in app.text)


def test_everything_about_the_line_is_in_the_address():
    query = {
        "loss": "absolute", "data": "curve", "seed": "7", "noise": "1", "outlier": "1", "weight": "0.5",
        "bias": "-0.25", "lr": "0.3", "arrows": "1", "h": "-0.1",
    }  # fmt: skip
    app = opened(**query)
    assert not app.exception and "The address" not in notices(app)
    assert line_values(app) == (0.5, -0.25)
    assert "L = \\frac{1}{12} \\sum_i |r_i|" in prose(app)
    assert drawn(app, "hill map")["arrows"]
    assert "With Δx = −0.1 the quotient is" in prose(app)
    assert drawn(app, "line points")["points"] != drawn(opened(**query | {"seed": "8"}), "line points")["points"]
    assert drawn(app, "line points")["points"] != drawn(opened(**query | {"data": "line"}), "line points")["points"]
    next(button for button in app.button if "gradient step" in button.label).click().run()
    again = opened(**{name: app.query_params[name] for name in app.query_params if name != "f"})
    assert line_values(again) == line_values(app) != (0.5, -0.25)
    assert drawn(again, "line points")["points"] == drawn(app, "line points")["points"]


def test_dragged_points_go_into_the_address_and_come_back_and_new_data_replaces_them():
    app = opened()
    moved = [[0.0, 5.0], *drawn(app, "line points")["points"][1:]]
    app.session_state["line points"] = {"news": {"points": moved, "q": 1, "released": True}}
    app.run()
    assert app.query_params["points"].startswith("0~5_")
    again = opened(points=app.query_params["points"])
    assert drawn(again, "line points")["points"] == moved
    again.toggle(key="partial_derivatives.outlier.choice").set_value(True).run()
    assert "points" not in again.query_params and again.query_params["outlier"] == "1"
    assert drawn(again, "line points")["points"][0] != [0.0, 5.0]


@pytest.mark.parametrize(
    "hostile", ["1~2", "a~b_c~d", "1e9~1_2~2", "51~0_1~1", "1~2_" * 41 + "1~2", "__import__('os')", "1~2_3"]
)
def test_points_that_cannot_be_used_are_said_and_the_usual_ones_are_shown(hostile):
    app = opened(points=hostile)
    assert not app.exception
    assert "The address asked for points" in notices(app) and "so the usual points are shown." in notices(app)
    assert len(drawn(app, "line points")["points"]) == 12


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=2, max_size=6))
def test_the_loss_map_shows_the_best_line_wherever_the_points_are(pairs):
    assume(np.ptp([x for x, _ in pairs]) > 0)
    best = np.polyfit(*np.array(pairs, dtype=float).T, 1)
    assume(np.abs(best).max() < 45)
    app = opened(points="_".join(f"{x}~{y}" for x, y in pairs))
    land = drawn(app, "terrain loss")
    assert land["x0"] < best[0] < land["x1"]
    assert land["y0"] < best[1] < land["y1"]


def test_a_place_off_the_loss_map_is_said():
    assert "off the map" in prose(opened(weight="40"))
    assert "off the map" not in prose(opened())


def test_letters_of_the_function_and_inputs_of_the_page_do_not_mix():
    app = opened(f="w x^2 + b y^2 + h", w="2", b="3", p_h="4", h="0.25")
    assert not app.exception and "The address" not in notices(app)
    assert drawn(app, "hill map")["point"]["f"] == 2 * 1 + 3 * 4 + 4
    assert line_values(app) == (-1.0, -1.0)


def test_half_typed_text_keeps_the_last_hill():
    app = typed(opened(f="x^2 + y^2"), "x^2 +")
    assert not app.exception
    assert "At (1, 2) the hill is" in sentence(app)


def test_the_projector_shows_the_stages_without_prose():
    app = opened(present="1")
    assert not app.exception
    assert drawn(app, "hill map")["large"]
    assert "A hill has no single slope" not in prose(app)
