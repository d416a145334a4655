"""The gradient-descent page as a person meets it, in real Chromium: clicking, dragging, taking the numbers along."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import Traffic, slide, still, visit, wait_until_drawn
from tests.browser.harness_probe import assert_follows, forget, recall


def open_page(page: Page, server: Server, query: str = "") -> None:
    visit(page, f"{server.url}/gradient_descent{query}")
    wait_until_drawn(page)
    still(page)


def picture(page: Page) -> Locator:
    return page.locator(".view .drawn canvas")


def plot(page: Page) -> dict[str, float]:
    """Where the axes of the large picture enclose it, in pixels of the page."""
    outer = picture(page).bounding_box()
    assert outer is not None
    left, top, width, height = map(float, (picture(page).get_attribute("data-box") or "").split())
    return {"x": outer["x"] + left, "y": outer["y"] + top, "width": width, "height": height}


COLOUR = """(canvas, [x, y]) => {
  const ratio = canvas.width / canvas.clientWidth;
  return [...canvas.getContext("2d").getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data].slice(0, 3);
}"""
PATH_COLOUR, FUNCTION_COLOUR = [0xC7, 0x88, 0x0B], [0x1C, 0x30, 0xD0]


def colour_at(page: Page, across: float, up: float) -> list[int]:
    """The colour of the picture at shares of its plot, from the lower left corner."""
    left, top, width, height = map(float, (picture(page).get_attribute("data-box") or "").split())
    return picture(page).evaluate(COLOUR, [left + across * width, top + (1 - up) * height])


def last_row(page: Page) -> Locator:
    return page.locator(".iterations tbody tr").last


def test_a_click_on_the_map_becomes_the_start(page: Page, server: Server) -> None:
    open_page(page, server, "?f=x%5E2%2B3y%5E2&x=3&y=2&from=-4&to=4")
    map_ = plot(page)
    # (−2, 1) on a map of −4 … 4
    page.mouse.click(map_["x"] + 0.25 * map_["width"], map_["y"] + 0.375 * map_["height"])
    cells = page.locator(".iterations tbody td")
    expect(cells.nth(1)).not_to_have_text("3", timeout=5_000)
    page.wait_for_url("**y=*")
    pixel = 8 / map_["width"]
    assert [float(cells.nth(i).inner_text().replace("−", "-")) for i in (1, 2)] == pytest.approx([-2, 1], abs=pixel)


def test_a_drag_over_the_map_takes_the_start_along(page: Page, server: Server) -> None:
    open_page(page, server, "?f=x%5E2%2B3y%5E2&x=3&y=2&from=-4&to=4")
    map_ = plot(page)
    page.mouse.move(map_["x"] + 0.25 * map_["width"], map_["y"] + 0.25 * map_["height"])
    page.mouse.down()
    page.mouse.move(map_["x"] + 0.75 * map_["width"], map_["y"] + 0.875 * map_["height"], steps=12)
    cells = page.locator(".iterations tbody td")
    pixel = 8 / map_["width"]
    # The hand rests, and has not let go.
    expect(cells.nth(1)).to_have_text(re.compile(r"^(2|2\.0|1\.9)"), timeout=5_000)
    assert [float(cells.nth(i).inner_text().replace("−", "-")) for i in (1, 2)] == pytest.approx([2, -3], abs=pixel)
    page.mouse.up()
    page.wait_for_url("**y=-*")


def test_path_and_curve_are_drawn_where_they_are(page: Page, server: Server) -> None:
    open_page(page, server, "?f=x%5E2%2B3y%5E2&x=2&y=2&from=-4&to=4&lr=0.25&steps=1")
    assert colour_at(page, 0.75, 0.75) == PATH_COLOUR  # the start (2, 2)
    assert colour_at(page, 5 / 8, 3 / 8) == PATH_COLOUR  # one step further (1, −1)
    assert colour_at(page, 0.1, 0.9) != PATH_COLOUR
    open_page(page, server, "?f=2&x=1&from=-4&to=4")
    column = [colour_at(page, 0.2, up / 200) for up in range(200)]
    assert FUNCTION_COLOUR in column


def test_the_steps_come_with_the_keys(page: Page, server: Server) -> None:
    open_page(page, server)
    said = page.locator(".player output")
    for key, step in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 10)):
        page.keyboard.press(key)
        expect(said).to_have_text(f"step {step} of 10")
        expect(page.locator(".words .now")).to_contain_text(f"Step {step}:")
    expect(page.locator(".flow li.lit")).to_have_text("Converged?is g near 0?")


def test_the_pointer_alone_asks_python_for_nothing(page: Page, server: Server) -> None:
    open_page(page, server)
    map_ = plot(page)
    forget(page)
    for share in (0.2, 0.4, 0.6):
        page.mouse.move(map_["x"] + share * map_["width"], map_["y"] + 0.5 * map_["height"])
    still(page)
    assert recall(page)["frames"] == []


@pytest.mark.parametrize("query", ["", "?f=x%5E2%2B3y%5E2&x=3&y=2"], ids=["f(x)", "f(x, y)"])
def test_dragging_the_rate_keeps_path_table_and_verdict_current(page: Page, server: Server, query: str) -> None:
    open_page(page, server, query)
    forget(page)
    rate = page.get_by_role("slider", name="learning rate η", exact=True)
    slide(page, rate, 0.3, 0.75, seconds=2)
    still(page)
    assert_follows(page)
    page.wait_for_url("**lr=*")
    verdict = page.locator(".words")
    x = last_row(page).locator("td").nth(1).inner_text()
    assert x.replace("−", "")[:5] in verdict.inner_text().replace("−", "")


def test_the_table_goes_along_as_csv_with_all_digits(page: Page, server: Server, tmp_path: Path) -> None:
    open_page(page, server)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    waiting.value.save_as(tmp_path / "iterations.csv")
    head, *rows = csv.reader((tmp_path / "iterations.csv").read_text(encoding="utf-8").splitlines())
    assert head == ["step", "x", "f", "f′", "step length"] and len(rows) == 11
    expected = 4.0
    for row in rows:
        assert float(row[1]) == pytest.approx(expected, rel=1e-15)
        expected *= 0.8


def test_a_long_table_scrolls_to_its_last_row(page: Page, server: Server) -> None:
    open_page(page, server, "?steps=5000&lr=0.0001")
    window = page.locator(".iterations .window")
    assert page.locator(".iterations tbody tr").count() < 60
    window.evaluate("window => window.scrollTo(0, window.scrollHeight)")
    expect(page.locator(".iterations tbody tr:not(.room)").last.locator("td").first).to_have_text("5000")


@pytest.mark.parametrize("query", ["", "?f=x%5E2%2B3y%5E2&x=3&y=2&optimizer=adam"], ids=["f(x)", "f(x, y)"])
def test_every_move_of_a_slider_is_drawn_in_the_browser_and_python_hears_few_of_them(
    page: Page, server: Server, query: str
) -> None:
    traffic = Traffic(page)
    open_page(page, server, query)
    still(page, 600)
    for name in ("learning rate η", "x₀" if "y" in query else "start x₀", "steps"):
        slider = page.get_by_role("slider", name=name, exact=True)
        traffic.restart()
        drawn, seconds = slider.evaluate(
            """async (range) => {
              const frame = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
              const low = Number(range.min), high = Number(range.max), states = new Set(), begin = performance.now();
              for (let k = 1; k <= 24; k++) {
                range.value = low + (high - low) * (0.4 + k / 100);
                range.dispatchEvent(new Event('input', { bubbles: true }));
                await frame();
                states.add(probe.state);
              }
              return [states.size, (performance.now() - begin) / 1000];
            }"""
        )
        assert drawn >= 20, name
        assert traffic.asked <= 3 + 5 * seconds, name
        slider.evaluate("range => range.dispatchEvent(new Event('change', { bubbles: true }))")
        still(page, 600)
