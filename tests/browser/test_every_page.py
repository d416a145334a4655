"""What holds on every page: nothing breaks from top to bottom, on a phone, for a screen reader, or for hostile text."""

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import CHART, ERRORS, PATIENCE_MS, SCROLLED, is_drawn, still, swipe, visit

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# Each page, and functions it has to bear: smooth, with corners, with poles, half undefined, with parameters.
ONE = ("x^2", "|x^2 - 1|", "tan x", "ln x + sqrt x", "a sin(b x)", "floor x", "x^sin x")
TWO = ("x^2 + 3x y + y^2", "sqrt(x^2 + y^2)", "x/y", "max(x, y)", "ln(x y)", "a x y")
PAGES = {
    "": ONE,
    "derivative": ONE,
    "partial_derivatives": TWO,
    "chain_rule": ONE,
    "gradient_descent": ONE[:4] + TWO[:4],
}
EACH_PAGE = pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "front door")
HOSTILE = ("9^9^9^9", "__import__('os')", "![x](https://example.org/a.png)", "sen(x)", "x +", "\\href{javascript:x}{y}")


DRAWN_IN_SIGHT = """() => [...document.querySelectorAll('[class*="st-key-near_"]:not([data-drawn])')].every(place => {
  const {top, bottom} = place.getBoundingClientRect();
  return bottom < 0 || top > innerHeight;
})"""


def open_page(page: Page, server: Server, path: str, query: str = "") -> None:
    visit(page, f"{server.url}/{path}{query}")
    page.wait_for_selector(f"{CHART}, canvas, svg", timeout=20_000)
    still(page)


def scroll_through(page: Page, up: bool = False) -> None:
    """Down to the very end (or up), slowly enough for sections that are drawn when they come into sight."""
    main = page.get_by_test_id("stMain")
    for _ in range(60):
        before = main.evaluate("main => main.scrollTop")
        main.evaluate("(main, way) => main.scrollBy(0, way * 0.8 * main.clientHeight)", -1 if up else 1)
        if main.evaluate("main => main.scrollTop") == before:
            break
        page.wait_for_function(DRAWN_IN_SIGHT, timeout=20_000)
        still(page)


ALL_DRAWN = "charts => [...document.querySelectorAll(charts)].every(chart => chart.querySelector('svg, canvas'))"


def assert_whole(page: Page) -> None:
    """No error anywhere, and each chart has its drawing (Vega makes it after Streamlit is done)."""
    page.wait_for_function(ALL_DRAWN, arg=CHART, timeout=PATIENCE_MS)
    assert page.locator(ERRORS).all_inner_texts() == []


@EACH_PAGE
def test_from_top_to_bottom_nothing_breaks(page: Page, server: Server, path: str) -> None:
    """One function after the other is typed into a page all of whose sections are drawn."""
    first, *others = PAGES[path]
    open_page(page, server, path, f"?f={quote(first, safe='')}")
    scroll_through(page)
    assert_whole(page)
    for text in others:
        page.locator(".st-key-typing_f input").first.fill(text)
        page.wait_for_function("text => new URLSearchParams(location.search).get('f') === text", arg=text)
        still(page)
        assert_whole(page)
    scroll_through(page, up=True)
    assert_whole(page)


@EACH_PAGE
def test_hostile_text_gets_a_sentence_and_nothing_is_lost(page: Page, server: Server, path: str) -> None:
    open_page(page, server, path)
    field = page.locator(".st-key-typing_f input").first
    for text in HOSTILE:
        field.fill(text)
        expect(page.locator('[class*="st-key-waiting_"]').first).to_be_visible()
        still(page)
        assert_whole(page)
    first = page.locator(CHART)
    assert first.count() == 0 or is_drawn(first.first)


@pytest.mark.parametrize("context_options", [PHONE])
@EACH_PAGE
def test_a_page_suits_a_phone(page: Page, server: Server, path: str) -> None:
    open_page(page, server, path)
    assert_the_top_suits_a_phone(page)
    page.set_viewport_size({"width": 360, "height": 740})
    still(page)
    assert_the_top_suits_a_phone(page)
    page.set_viewport_size({"width": 390, "height": 844})
    scroll_through(page)
    wide = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    assert max(page.evaluate(wide)) <= 390, "nothing scrolls sideways"


def assert_the_top_suits_a_phone(page: Page) -> None:
    """Pages in two lines, then Present and Share side by side at the right; all of them 40 px high."""
    frame = page.locator(".st-key-frame")
    # The picture may be there before the row of pages is, and that before the style sheet is applied.
    expect(frame.get_by_role("button", name="Share")).to_be_visible()
    expect(frame.get_by_test_id("stPageLink").locator("a")).to_have_count(5)
    page.wait_for_function(
        """() => [...document.querySelectorAll('.st-key-frame :is([data-testid=stPageLink] a, label, button)')].every(
            (part) => part.getBoundingClientRect().height >= 40)"""
    )
    links = (
        frame.get_by_test_id("stPageLink")
        .locator("a")
        .evaluate_all("links => links.map(link => link.getBoundingClientRect().toJSON())")
    )
    present = frame.get_by_test_id("stCheckbox").locator("label").bounding_box()
    share = frame.get_by_role("button", name="Share").bounding_box()
    assert len({round(box["y"]) for box in links}) == 2
    assert min(box["height"] for box in (*links, present, share)) >= 40
    assert abs(present["y"] + present["height"] / 2 - share["y"] - share["height"] / 2) < 4
    assert max(box["y"] for box in links) < share["y"]
    menu = page.get_by_test_id("stMainMenu").bounding_box()
    assert all(box["x"] + box["width"] <= menu["x"] or box["y"] >= menu["y"] + menu["height"] for box in links)


@pytest.mark.parametrize("context_options", [PHONE])
def test_a_finger_that_scrolls_past_a_slider_does_not_move_it(page: Page, server: Server) -> None:
    open_page(page, server, "derivative")
    slider = page.locator(".live #range").first
    slider.scroll_into_view_if_needed()
    still(page)
    before, top = slider.input_value(), page.evaluate(SCROLLED)
    for _ in range(3):  # while a busy page is still being laid out, the finger may come down beside the slider
        box = slider.bounding_box()
        x, y = box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2
        swipe(page, (x, y), (0, -144))
        still(page)
        if page.evaluate(SCROLLED) > top + 60:
            break
    assert page.evaluate(SCROLLED) > top + 60
    assert slider.input_value() == before
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    swipe(page, (box["x"] + 0.7 * box["width"], y), (-0.5 * box["width"], 0))
    still(page)
    assert float(slider.input_value()) < float(before)


@pytest.mark.parametrize("context_options", [DESK])
@EACH_PAGE
def test_axe_finds_nothing_serious(page: Page, server: Server, path: str) -> None:
    open_page(page, server, path)
    scroll_through(page)
    assert serious(page) == "", "light"
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(20, 22, 27)")
    still(page)
    assert serious(page) == "", "dark"


@pytest.mark.parametrize("context_options", [DESK])
def test_axe_finds_nothing_serious_in_notices_and_mistakes(page: Page, server: Server) -> None:
    open_page(page, server, "derivative", "?f=sen(x)&x=banana")
    page.locator(".st-key-typing_f input").first.fill("x +")
    still(page)
    assert serious(page) == "", "light"
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(20, 22, 27)")
    assert serious(page) == "", "dark"


def serious(page: Page) -> str:
    """What axe-core finds serious or critical, in its words."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return "\n".join(
        f"{violation['id']}: {violation['help']}\n  " + "\n  ".join(node["html"] for node in violation["nodes"][:3])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    )
