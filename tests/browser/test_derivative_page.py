"""The derivative page as a person meets it, in real Chromium."""

import re
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server, serve
from tests.browser.harness_page import (
    CHART,
    ERRORS,
    SENTENCE,
    Traffic,
    curve,
    is_drawn,
    slide,
    still,
    type_keys,
    visit,
    wait_until_drawn,
)
from tests.browser.harness_probe import assert_follows, forget, recall

TYPED = "x^3 - 2x + sin(3x) + e^(-x^2)"
# Every beginning of it that is a function. A single letter that is not x is a parameter, and a parameter begins at 1.
PREFIXES = {
    "x": lambda x: x,
    "x^3": lambda x: x**3,
    "x^3 - 2": lambda x: x**3 - 2,
    "x^3 - 2x": lambda x: x**3 - 2 * x,
    "x^3 - 2x + s": lambda x: x**3 - 2 * x + 1,
    "x^3 - 2x + sin(3x)": lambda x: x**3 - 2 * x + np.sin(3 * x),
    "x^3 - 2x + sin(3x) + e": lambda x: x**3 - 2 * x + np.sin(3 * x) + np.e,
    TYPED: lambda x: x**3 - 2 * x + np.sin(3 * x) + np.exp(-(x**2)),
}
DESK = {"viewport": {"width": 1280, "height": 900}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_page(page: Page, server: Server, query: str = "") -> Locator:
    """The derivative page, drawn; returns its first chart."""
    visit(page, f"{server.url}/derivative{query}")
    wait_until_drawn(page)
    still(page)
    return page.locator(CHART).first


def text_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="f(x) =", exact=True)


def number(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=f"{name}: type a number", exact=True)


def assert_shows(page: Page, chart: Locator, text: str, x: str, function: object) -> None:
    """The page is about this function at this x: the input, the slider and the drawn curve say so."""
    expect(text_field(page)).to_have_value(text)
    expect(number(page, "x")).to_have_value(x)
    assert_draws(chart, function)


def assert_draws(chart: Locator, function: object) -> None:
    xs, ys = curve(chart)
    assert len(xs) > 100
    expected = function(xs)
    height = np.ptp(ys)
    worst = np.max(np.abs(ys - expected)) / height
    assert worst < 0.01, f"the drawn curve is off by {worst:.3f} of its height"


def test_typing_key_by_key_never_shows_an_error_or_an_empty_chart(page: Page, server: Server) -> None:
    chart = open_page(page, server)
    drawn: set[str] = set()

    def look(prefix: str) -> None:
        assert page.locator(ERRORS).count() == 0, prefix
        assert is_drawn(chart), prefix
        if prefix in PREFIXES:
            assert_draws(chart, PREFIXES[prefix])
            drawn.add(prefix)

    type_keys(page, text_field(page), TYPED, look)
    assert drawn == set(PREFIXES)
    expect(text_field(page)).to_be_focused()


def test_dragging_x_moves_the_tangent_all_the_way(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    open_page(page, server, "?f=sin(x)")
    forget(page)
    traffic.restart()
    slide(page, page.get_by_role("slider", name="x", exact=True), 0.2, 0.8, seconds=2)
    still(page)
    assert_follows(page)
    assert traffic.most_in_flight <= 2
    assert traffic.in_flight == 0


def test_the_pointer_draws_a_tangent_without_asking_the_server(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    chart = open_page(page, server)
    box = chart.bounding_box()
    assert box is not None
    forget(page)
    traffic.restart()
    for share in np.linspace(0.3, 0.7, 9):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        page.wait_for_timeout(50)
    assert len(recall(page)["frames"]) >= 8
    assert traffic.asked == 0


def test_a_click_on_the_chart_pins_the_point(page: Page, server: Server) -> None:
    chart = open_page(page, server, "?f=x^2&x=3")
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.35 * box["width"], box["y"] + box["height"] / 2)
    expect(number(page, "x")).not_to_have_value("3")
    still(page)
    pinned = float(number(page, "x").input_value().replace("−", "-"))
    assert pinned < 0
    expect(page).to_have_url(re.compile(r"[?&]x=-"))
    expect(page.locator(SENTENCE).first).to_contain_text(re.compile(r"slope\D*[−-]\d"))


def test_the_example_of_the_lesson(page: Page, server: Server) -> None:
    open_page(page, server, "?f=x²&x=3")
    formula = page.locator(".st-key-reading_f annotation")
    assert any(re.fullmatch(r"f'\s*\(x\)\s*=\s*2\s*x", text.strip()) for text in formula.all_text_contents())
    expect(page.locator(SENTENCE).first).to_contain_text(re.compile(r"slope\D*6\b"))


def test_a_link_shows_the_same_on_a_fresh_server_and_after_a_reload(page: Page) -> None:
    def sinc(x: np.ndarray) -> np.ndarray:
        return np.sinc(x / np.pi)

    with serve() as fresh:
        chart = open_page(page, fresh, "?f=sin(x)/x&x=2")
        assert_shows(page, chart, "sin(x)/x", "2", sinc)
        page.reload()
        wait_until_drawn(page)
        still(page)
        assert_shows(page, chart, "sin(x)/x", "2", sinc)
        page.goto("about:blank")  # before its server goes


@pytest.mark.parametrize("way_back", ["link", "browser back"])
def test_going_to_another_page_and_back_finds_what_was_there(page: Page, server: Server, way_back: str) -> None:
    chart = open_page(page, server, "?f=cos(x)&x=2")
    page.get_by_role("link", name="Chain rule").click()
    expect(page).to_have_url(re.compile("/chain_rule"))
    still(page)
    if way_back == "link":
        page.get_by_role("link", name="Derivative", exact=True).click()
    else:
        page.go_back()
    expect(page).to_have_url(re.compile("/derivative"))
    wait_until_drawn(page)
    still(page)
    assert_shows(page, chart, "cos(x)", "2", np.cos)


@pytest.mark.parametrize("query", ["?x=banana", "?f=<img src=x>"])
def test_an_unusable_value_falls_back_and_says_so(page: Page, server: Server, query: str) -> None:
    """What values are unusable is asked in tests/pages; here, whether a person sees it."""
    chart = open_page(page, server, query)
    name = query[1]
    expect(page.get_by_text(re.compile(rf"The address asked for {name} = .*, so {name} is "))).to_be_visible()
    assert_shows(page, chart, "x^2", "3", np.square)


@pytest.mark.parametrize("context_options", [{**DESK, "color_scheme": "dark"}])
def test_dark(page: Page, server: Server) -> None:
    chart = open_page(page, server)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(20, 22, 27)")
    strokes = chart.locator(".mark-line.role-mark path").evaluate_all(
        "all => all.map(path => path.getAttribute('stroke'))"
    )
    assert "#7395f1" in {stroke.lower() for stroke in strokes if stroke}


@pytest.mark.parametrize("context_options", [PROJECTOR])
def test_on_a_projector_everything_is_large(page: Page, server: Server) -> None:
    chart = open_page(page, server, "?present=1")
    sentence = page.locator(f"{SENTENCE} p").first
    assert float(sentence.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")) >= 24
    widths = chart.locator(".mark-line.role-mark path[stroke-width]").evaluate_all(
        "all => all.map(path => Number(path.getAttribute('stroke-width')))"
    )
    assert max(widths) >= 4
    stage = page.locator('[class*="st-key-stage_"]').first.bounding_box()
    assert stage is not None
    assert stage["y"] + stage["height"] <= 1080, "chart, sliders and sentence are seen at once"
    assert stage["height"] >= 0.6 * 1080


@pytest.mark.parametrize("context_options", [PHONE])
@pytest.mark.parametrize("query", [f"?f={quote(TYPED, safe='')}", "?present=1"])
def test_a_phone_never_scrolls_sideways(page: Page, server: Server, query: str) -> None:
    chart = open_page(page, server, query)
    assert is_drawn(chart)
    wide = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    assert max(page.evaluate(wide)) <= 390
