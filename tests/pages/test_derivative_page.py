"""The derivative page as a person meets it: every section says something true about whatever is typed."""

import json
import re
from functools import cache
from pathlib import Path

import mpmath
import numpy as np
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from core.language.presets import ONE_VARIABLE
from core.ui.prose import sections
from tests.pages.folded import opened_numbers

ROOT = Path(__file__).parents[2]
SECTIONS = [slug for slug in sections("derivative") if slug]
UNFORESEEN = (
    "x^x^x",
    "sin(1/x)",
    "x sin(1/x)",
    "|sin x| + |cos x|",
    "min(x, 1 - x, 0.2)",
    "ln|x|",
    "sqrt(x^2)",
    "1/(x^2 - 4)",
    "arcsin(2x)",
    "x!",
    "7",
    "x^60 - 1",
    "e^(e^x)",
    "tan(x)/x",
    "mod(x, 2)",
    "relu(x) - relu(x - 1)",
    "1e-9 x^2",
    "1e9 sin(x)",
    "floor(x)^x",
    "gamma(x)",
    "a x^2 + y x + z",
    "sqrt(x)sqrt(2 - x)",
    "acosh x",
    "log_a x",
    "huber(x)",
)


def open_page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page("pages/1_derivative.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception, (query, [error.message for error in app.exception])
    return app


@cache
def seen(f: str, x: str = "1", **_: str) -> tuple[str, ...]:
    return tuple(said(open_page(f=f, x=x)))


def said(app: AppTest) -> list[str]:
    return [block.value for block in app.markdown] + [block.label for block in app.expander]


def charts(app: AppTest) -> list:
    return [element.proto for element in app.get("vega_lite_chart")]


def rows(proto, name: str) -> list[dict]:
    for dataset in proto.datasets:
        if dataset.name == name:
            with pa.ipc.open_stream(dataset.data.data) as stream:
                return stream.read_all().to_pylist()
    return []


def everything_is_said(app: AppTest) -> None:
    text = "\n".join(said(app))
    assert not re.search(r"\bnan\b|\binf\b|None|undefined, ", text), re.search(r".*(\bnan\b|\binf\b|None).*", text)[0]
    # Every section shows a heading, and its prose.
    assert {heading.value for heading in app.subheader} == {
        title for title, _ in sections("derivative").values() if title
    }
    for proto in charts(app):
        drawn = [row for dataset in proto.datasets for row in rows(proto, dataset.name)]
        assert drawn, "a chart without data"


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.text)
def test_every_preset_fills_every_section(preset):
    low, high = preset.window
    everything_is_said(open_page(f=preset.text, x=f"{low + 0.61 * (high - low):.3g}"))


@pytest.mark.parametrize("text", UNFORESEEN)
def test_functions_nobody_planned_for(text):
    everything_is_said(open_page(f=text, x="1"))


@pytest.mark.parametrize(
    "query",
    [
        {"f": "sqrt(-x^2)", "x": "0"},
        {"f": "sqrt(-x^2)", "x": "1"},
        {"f": "ln x", "x": "-50"},
        {"f": "ln x", "x": "-2", "from": "-5", "to": "-1"},
        {"f": "sqrt(x^2 (x - 1))", "x": "0"},
    ],
)
def test_where_there_is_nothing_to_draw_that_is_said(query):
    app = open_page(**query)
    assert any("no value" in block or "lone point" in block for block in said(app))
    assert {heading.value for heading in app.subheader} == {
        title for title, _ in sections("derivative").values() if title
    }


@pytest.mark.parametrize(
    ("text", "x", "words"),
    [
        ("|x|", "0", "slope is −1 on the left and 1 on the right"),
        ("1/x", "0", "pole"),
        ("floor x", "2", "jumps from 1 to 2"),
        ("x^(1/3)", "0", "stands upright"),
        ("x^(2/3)", "0", "cusp"),
        ("sqrt(x)", "0", "the curve starts"),
        ("sin(x)/x", "0", "there is a hole"),
        ("ln x", "-1", "not defined"),
    ],
)
def test_at_points_without_a_slope_every_section_still_speaks(text, x, words):
    app = open_page(f=text, x=x)
    everything_is_said(app)
    assert any(words in block for block in said(app))
    assert any(f"f has no slope at x = {x.replace('-', '−')}" in block for block in said(app))


def test_the_example_of_the_lesson():
    text = "\n".join(seen("x^2", "3"))
    assert "the slope is :violet[**6**]" in text
    assert "| 0.001 | 6.001 | 0.001 | 5.999 | 0.001 |" in text
    assert "f'(x) = 2 x" in text
    assert "| minimum | 0 | 0 | f′ changes from − to + |" in text
    assert "It prints the formula of f′, and then :violet[**6**]." in text
    latex = "\n".join(block.value for block in open_page(f="x^2", x="3").latex)
    assert r"\nabla g = \left(2 x,\; 2 y\right)" in latex
    assert r"\frac{12.25 - 9}{0.5} \\[6pt] ={} & 6.5" in latex


def critical_points(text: str) -> list[tuple[str, float]]:
    table = next((block for block in seen(text) if block.startswith("| point")), "")
    found = []
    for line in table.splitlines()[2:]:
        kind, place, *_ = (cell.strip() for cell in line.strip("|").split("|"))
        if kind not in ("inflection", "flat stretch"):
            found.append((kind, float(place.split("≈")[-1].replace("−", "-"))))
    return found


def test_critical_points_of_a_quintic():
    inner, outer = (float(mpmath.sqrt((15 - s * mpmath.sqrt(145)) / 10)) for s in (1, -1))
    expected = [("maximum", -outer), ("minimum", -inner), ("maximum", inner), ("minimum", outer)]
    found = critical_points("x^5 - 5x^3 + 4x")
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    assert [x for _, x in found] == pytest.approx([x for _, x in expected], abs=1e-8)


def test_critical_points_of_the_ripple():
    found = [x for _, x in critical_points("sin(x)/x") if x > 0]
    expected = [
        float(mpmath.findroot(lambda x: mpmath.tan(x) - x, guess)) for guess in (4.49, 7.72, 10.9, 14.06, 17.22)
    ]
    assert found == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|x^2 - 1|", [("minimum", -1), ("maximum", 0), ("minimum", 1)]),
        ("x^x", [("minimum", float(np.exp(-1)))]),
        ("x^(2/3)", [("minimum", 0)]),
        ("x^(1/3)", [("vertical tangent", 0)]),
        ("x^3", [("level point", 0)]),
        ("x^4", [("minimum", 0)]),
        ("tan x", []),
        ("1/x", []),
        ("floor x", []),
        ("sqrt(4 - x^2)", [("maximum", 0), ("minimum at the edge", -2), ("minimum at the edge", 2)]),
        ("e^(-1/x^2)", []),
    ],
)
def test_critical_points_are_right_and_said_right(text, expected):
    found = critical_points(text)
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    assert [x for _, x in found] == pytest.approx([x for _, x in expected], abs=1e-7)


def test_heights_have_digits_enough_to_tell_them_apart():
    table = next(block for block in seen("1000 + 0.001 sin x", "1") if block.startswith("| point"))
    assert "| 1000.001 |" in table and "| 999.999 |" in table


def test_every_point_of_many_is_listed():
    tables = [block for block in seen("sin(x)/x", "2") if block.startswith("| point")]
    assert sum(len(table.splitlines()) - 2 for table in tables) == 22


@pytest.mark.parametrize(
    ("text", "watch"),
    [
        ("|x|", "each settles, but on different numbers"),
        ("relu(cbrt(x))", "one settles, the other grows without end"),
        ("1 - |sign(x)|", "the point stands apart from the curve"),
        ("floor x", "on the far side of the jump"),
    ],
)
def test_what_to_watch_in_the_table_fits_the_point(text, watch):
    assert any(watch in block for block in seen(text, "0"))


def test_a_jump_is_drawn_with_a_full_and_an_empty_end():
    (proto,) = (proto for proto in charts(open_page(f="sign(x) + 2", x="1")) if rows(proto, "gaps"))
    assert [(row["x"], row["y"]) for row in rows(proto, "points")] == [(0, 2)]
    assert [(row["x"], row["y"]) for row in rows(proto, "empty")] == [(0, 1), (0, 3)]
    assert not rows(proto, "halves")


def test_screen_readers_hear_words_without_markup():
    for text in open_page(f="x^2", x="3").text:
        assert ":violet" not in text.value and "**" not in text.value


def test_exact_places_are_named_only_where_they_are_exact():
    assert any(r"\frac{\sqrt{6}}{2}" in block for block in seen("x^5 - 5x^3 + 4x"))
    assert any("$e^{-1}$ ≈ 0.36787944" in block for block in seen("x^x"))
    assert any(r"$\frac{\pi}{2}$ ≈ 1.5707963" in block for block in seen("sin x"))
    assert not any(r"\pi" in block for block in seen("sin(1.0000001x)") if block.startswith("| point"))


def test_irrational_places_without_a_slope_have_their_names():
    assert any(r"At x = −1.5708 ($- \frac{\pi}{2}$) the curve" in block for block in seen("tan x"))
    assert any(r"At x = 1.41421 ($\sqrt{2}$) the curve" in block for block in seen("|x^2 - 2|"))
    assert not any("($" in block for block in seen("|x - 1.4142|") if "corner" in block)


def test_libraries_at_the_corner_of_relu():
    text = "\n".join(seen("relu(x)", "0"))
    assert "any number strictly between 0 and 1" in text and "subgradient" in text
    assert "By convention PyTorch takes :violet[**0**]" in text


CONVENTIONS = {"relu6(x)": "relu6 takes :violet[**0**]", "hardtanh(x)": "hardtanh takes :violet[**0**]"}


@pytest.mark.parametrize("text, words", CONVENTIONS.items())
def test_a_convention_is_named_as_one(text, words):
    everything = "\n".join(seen(text))
    assert words in everything and "By convention" in everything


def test_the_sign_is_drawn_as_it_is():
    app = open_page(f="x^3 - 3x", x="1")
    proto = next(proto for proto in charts(app) if rows(proto, "pieces"))
    for row in rows(proto, "pieces"):
        slope = 3 * row["x"] ** 2 - 3
        if abs(slope) > 1e-6:
            assert row["kind"] == ("rising" if slope > 0 else "falling")
    assert [round(row["x"], 6) for row in rows(proto, "slope_zeros")] == [-1, 1]


def test_f_prime_prime_on_request():
    app = open_page(f="x^3 - 3x", x="1")
    next(toggle for toggle in app.toggle if toggle.key == "derivative.second.choice").set_value(True)
    app.run()
    proto = next(proto for proto in charts(app) if rows(proto, "pieces"))
    assert all(row["y"] == pytest.approx(6 * row["x"], abs=1e-9) for row in rows(proto, "bend"))
    assert len(json.loads(proto.spec)["vconcat"]) == 3
    assert any("f''(x) = 6 x" in block for block in said(app))


def test_hints_come_before_answers():
    app = open_page(f="x^2 sin 3x", x="1")
    next(toggle for toggle in app.toggle if toggle.key == "derivative.hints.choice").set_value(True)
    app.run()
    quiz = next(block for block in said(app) if block.startswith("1. "))
    assert "Which rule fits" in quiz and "Product rule" not in quiz
    assert not any(block.startswith("From the rules") for block in said(app))
    app.button(key="steps_next").click().run()
    assert any("1. Hint: **Product rule**" in block for block in said(app))
    for _ in range(5):  # the product rule, then x², then the chain rule and what is outside
        app.button(key="steps_next").click().run()
    assert any("Which rule fits" in block and "with $u = 3 x$" in block for block in said(app))
    app.button(key="steps_next").click().run()
    hint = next(block for block in said(app) if "Hint: **Slope of sine**" in block)
    assert r"\cos\left(u\right)" not in hint
    app.button(key="steps_all").click().run()
    assert any(block.startswith("From the rules") for block in said(app))
    assert any("equal at all 41 points" in block for block in said(app))


def test_the_microscope_tells_a_bend_from_a_corner():
    app = open_page(f="x^2", x="1")
    app.session_state["zoom_by"] = {"value": {"v": 1e6, "q": 1, "released": True}}
    app.run()
    assert any("At × 1 000 000 curve and tangent are one" in block for block in said(app))
    app = open_page(f="|x|", x="0")
    app.session_state["zoom_by"] = {"value": {"v": 1e6, "q": 1, "released": True}}
    app.run()
    assert any("the corner stays" in block for block in said(app))


def test_numerical_slopes_are_measured():
    table = next(block for block in seen("sin x") if block.startswith("| formula"))
    measured = [float(line.split("|")[3]) for line in table.splitlines()[2:]]
    assert measured == pytest.approx([1, 2, 4], abs=0.05)


def test_an_exact_difference_has_no_error_and_no_invented_one():
    table = next(block for block in seen("floor x", "1.5") if block.startswith("| formula"))
    assert "| forward | 1 | – | 0.07 | 0 |" in table
    assert any("rounding spoils nothing" in block for block in seen("relu(x)^2", "0"))
    assert any("they rise again: a V" in block for block in seen("sin x"))


def test_a_teacher_may_hide_sections_and_project_the_rest():
    app = open_page(f="x^2", hide="the-limit,the-code")
    titles = {heading.value for heading in app.subheader}
    assert len(titles) == len(SECTIONS) - 2 and not titles & {"The limit", "The code"}
    app = open_page(f="x^2", present="1")
    assert not any("Take two points on the curve" in block for block in said(app))
    assert len({heading.value for heading in app.subheader}) == len(SECTIONS)


@pytest.mark.parametrize(
    "query", [{"f": "sin("}, {"x": "1e99"}, {"h": "0"}, {"from": "5", "to": "1"}, {"f": "9^9^9^9"}, {"x": "nan"}]
)
def test_unusable_values_fall_back_with_a_word(query):
    app = open_page(**query)
    assert any(line.value.startswith("The address asked for") for line in app.text)
    everything_is_said(app)


def test_parameters_reach_every_section():
    app = open_page(f="a x^2", x="1", a="3")
    text = "\n".join(said(app))
    assert "the slope is :violet[**6**]" in text
    assert ("then :violet[**6**]" in text and "equal at all" in text) or "nothing left to tidy up" in text
    assert "a: 3" in app.code[0].value


def test_every_picture_has_its_numbers():
    app = open_page(f="x^2", x="3", h="0.5")
    limit = opened_numbers(app, "derivative.limit")
    assert 0.5 in limit["size_of_dx"]
    assert limit["from_the_right"] == pytest.approx([6 + step for step in limit["size_of_dx"]])
    assert limit["distance_left"] == pytest.approx(limit["size_of_dx"], rel=1e-3)
    curve = opened_numbers(app, "derivative.curve")
    assert curve["f(x)"] == pytest.approx([x**2 for x in curve["x"]])
    assert curve["f′(x)"] == pytest.approx([2 * x for x in curve["x"]])
    assert curve["f″(x)"] == pytest.approx([2] * len(curve["x"]))
    assert opened_numbers(app, "derivative.points") == {"point": ["minimum"], "x": [0], "up to x": [0], "f(x)": [0]}
    near = opened_numbers(app, "derivative.zoom")
    assert near["change_of_the_tangent"] == pytest.approx([6 * dx for dx in near["distance_from_the_point"]])
    trip = opened_numbers(app, "derivative.trip")
    assert trip["speed"] == pytest.approx([2 * t for t in trip["time"]])
    errors = opened_numbers(app, "derivative.errors")
    assert len(errors["step"]) == len(errors["central"]) > 50


@pytest.mark.parametrize("f", ["|x|", "1/x", "tan x", "floor x", "5", "sqrt(x)", "x^x", "ln(-1 - x^2)", "sin(1/x)"])
def test_numbers_of_odd_functions_open(f):
    app = open_page(f=f, x="0")
    for name in ("limit", "zoom", "curve", "points", "places", "trip", "errors"):
        app.session_state[f"derivative.{name}.numbers"] = True
        app.run()
        assert not app.exception, (f, name, [error.message for error in app.exception])
        app.session_state[f"derivative.{name}.numbers"] = False


def test_the_numbers_of_a_corner():
    table = opened_numbers(open_page(f="|x|", x="0"), "derivative.places")
    assert (table["x"], table["what"]) == ([0], ["corner"])
    assert (table["slope_from_the_left"], table["slope_from_the_right"]) == ([-1], [1])


def test_what_a_costly_function_was_not_searched_for_is_said():
    everything = "\n".join(seen("*".join(f"psi({k}x)" for k in range(2, 20))))
    assert "I could not follow it to the end between x =" in everything
    assert "f has no values" not in everything and "proven." not in everything
    everything = "\n".join(seen("x^3 - x"))
    assert "could not follow" not in everything and "no corner, no jump, no hole (proven)" in everything


def test_what_cancels_is_tidied_up_and_its_hole_is_said():
    everything = "\n".join(seen("(x^2-1)/(x-1)", x="3"))
    assert r"Tidied up: :violet[$\displaystyle f'(x) = 1 \quad (x \neq 1)$]" in everything
    assert "neither f nor f′ has a value there: $x = 1$" in everything
    assert "equal at all" in everything
    assert "Careful" not in "\n".join(seen("(x^2-1)/(x+3)", x="3"))


@pytest.mark.parametrize("text", ["|x|", "relu(x) - relu(x - 1)", "clip(x^2, 0, 1)", "sin(|x|)"])
def test_steps_may_show_the_cases_of_bars_and_switches(text):
    app = open_page(f=text, cases="1", section="the-rules-step-by-step")
    assert any(r"\begin{cases}" in block.value for block in app.latex)
    assert any("Piece by piece" in block.label for block in app.expander)
    assert not app.exception and not any("rounding parts them" in words for words in said(app))


def one_section() -> None:
    import importlib

    import streamlit as st

    from core.sections.derivative.address import ENTRIES
    from core.sections.derivative.subject import subject_of
    from core.ui.address import open_address

    held = open_address("derivative", *ENTRIES)
    section = importlib.import_module(f"core.sections.derivative.{st.session_state['section']}")
    section.draw(subject_of(held), held)


@pytest.mark.parametrize(
    ("section", "slider"),
    [("the_limit", "limit"), ("under_the_microscope", "zoom"), ("how_a_computer_finds_a_slope", "errors")],
)
def test_a_section_follows_its_own_slider_at_once(section: str, slider: str) -> None:
    """What it says after its slider has moved from 3 to 2 is what it says at 2."""

    def drawn(x: str) -> AppTest:
        app = AppTest.from_function(one_section, default_timeout=60)
        app.session_state["section"] = section
        app.query_params.update({"f": "x^3 - x^2/7", "x": x})
        return app.run()

    def words(app: AppTest) -> list[str]:
        assert not app.exception
        return [each.value for each in (*app.markdown, *app.text, *app.latex)]

    moved, there = drawn("3"), drawn("2")
    assert words(moved) != words(there)
    moved.session_state[f"derivative.x.{slider}"] = {"value": {"v": 2.0, "q": 1, "released": True}}
    assert words(moved.run()) == words(there)
