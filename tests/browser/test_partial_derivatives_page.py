"""The partial-derivatives page as a person meets it, in real Chromium."""

import math
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import SCROLLED, SENTENCE, Traffic, section, still, swipe, visit, wait_until_idle
from tests.browser.harness_probe import forget, recall

HILL = ".st-key-stage_hill canvas"
DIRECTION = ".st-key-stage_direction canvas"
SURFACE = ".st-key-stage_surface canvas"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_page(page: Page, server: Server, query: str = "?f=x^2%2B3xy%2By^2") -> Locator:
    visit(page, f"{server.url}/partial_derivatives{query}")
    page.wait_for_function(
        "() => window.calculusWidgets?.modules?.['hill/terrains.js'].terrains.get('hill')?.critical.length"
    )
    expect(page.locator(SENTENCE)).to_contain_text("the hill is")
    still(page)
    return page.locator(HILL)


def at(canvas: Locator, x: float, y: float) -> dict[str, float]:
    """Where the point (x, y) of a map of −4 … 4 is on its canvas: the drawing's own layout, at the desk's size."""
    box = canvas.bounding_box()
    assert box is not None
    side = min(box["width"] * 0.52 - 43.4, 620)
    return {"x": 43.4 + (x + 4) / 8 * side, "y": 25.2 + (4 - y) / 8 * side}


def test_the_landscape_in_the_browser_is_the_function(page: Page, server: Server) -> None:
    open_page(page, server)
    worst = page.evaluate("""() => {
      const hill = window.calculusWidgets.modules['hill/terrains.js'].terrains.get('hill');
      const f = (x, y) => x * x + 3 * x * y + y * y;
      let height = 0, level = 0, slope = 0;
      for (let k = 0; k < 500; k++) {
        const x = -3.9 + 7.8 * ((k * 0.618) % 1), y = -3.9 + 7.8 * ((k * 0.414) % 1), here = hill.at(x, y);
        height = Math.max(height, Math.abs(here.f - f(x, y)));
        slope = Math.max(slope, Math.abs(here.fx - (2 * x + 3 * y)), Math.abs(here.fy - (3 * x + 2 * y)));
      }
      const pieces = hill.level(11);
      for (const [a, b, c, d] of pieces) level = Math.max(level, Math.abs(f(a, b) - 11), Math.abs(f(c, d) - 11));
      return {height, slope, level, pieces: pieces.length};
    }""")
    assert worst["pieces"] > 50
    assert max(worst["height"], worst["slope"], worst["level"]) < 0.05


def test_map_and_surface_end_where_the_function_does(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/partial_derivatives?f=sqrt(9-x^2-y^2)")
    page.wait_for_function(
        "() => window.calculusWidgets?.modules?.['hill/terrains.js'].terrains.get('hill')?.edge.size"
    )
    area = page.evaluate("""() => {
      const hill = window.calculusWidgets.modules['hill/terrains.js'].terrains.get('hill'), {n, torn, dx, dy} = hill;
      const size = (corners) => Math.abs(corners.reduce((sum, [x, y], k) => {
        const [u, v] = corners[(k + 1) % corners.length];
        return sum + (x * v - u * y) / 2;
      }, 0));
      let inside = 0, rest = 0;
      for (let i = 0; i < n - 1; i++) for (let j = 0; j < n - 1; j++) {
        const code = torn[i * (n - 1) + j];
        if (code === 0) inside += dx * dy;
        if (code !== 1) continue;
        const [within, without] = [size(hill.piece(i, j)), size(hill.piece(i, j, false))];
        inside += within;
        rest = Math.max(rest, Math.abs(within + without - dx * dy) / (dx * dy));
      }
      return {inside, rest};
    }""")
    assert area["inside"] == pytest.approx(9 * math.pi, rel=1e-3)
    assert area["rest"] < 1e-6


def test_pointing_moves_the_slices_without_a_rerun(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    hill = open_page(page, server)
    traffic.restart()
    forget(page)
    for x in (-3.0, -2.0, 0.5, 2.0):
        hill.hover(position=at(hill, x, 1.0))
        still(page)
    assert len(recall(page)["frames"]) >= 4
    assert traffic.asked == 0


def test_a_click_takes_the_point_there_and_the_address_with_it(page: Page, server: Server) -> None:
    hill = open_page(page, server)
    hill.click(position=at(hill, -2.0, 3.0))
    expect(page.locator(SENTENCE)).to_contain_text("At (−2")
    wait_until_idle(page)
    page.wait_for_url("**x=-2*")
    page.reload()
    expect(page.locator(SENTENCE)).to_contain_text("At (−2")


def test_the_point_snaps_onto_a_critical_point_and_walks_by_keys(page: Page, server: Server) -> None:
    hill = open_page(page, server)
    place = at(hill, 0.0, 0.0)
    hill.click(position={"x": place["x"] + 4, "y": place["y"] - 3})
    expect(page.locator(SENTENCE)).to_contain_text("At (0, 0)")
    expect(page.locator(SENTENCE)).to_contain_text("level ground")
    hill.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(SENTENCE)).to_contain_text("At (0.1, 0)")


def test_the_surface_turns_by_pointer_and_keys_without_a_rerun(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    open_page(page, server)
    section(page, "the-hill-itself")
    surface = page.locator(SURFACE)
    surface.scroll_into_view_if_needed()
    still(page, 600)
    traffic.restart()
    forget(page)
    box = surface.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 320, box["y"] + 190, steps=6)
    page.mouse.up()
    surface.focus()
    page.keyboard.press("ArrowLeft")
    still(page)
    assert len(recall(page)["frames"]) >= 4
    assert traffic.asked == 0


# Whether a whole disc in the colour of slopes is drawn: the point. No line on the surface is seven pixels wide.
DISC = """canvas => {
  const {width, height} = canvas, {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  const is = (x, y) => [0x7E, 0x0A, 0x87, 255].every((part, at) => data[4 * (y * width + x) + at] === part);
  const seven = [...Array(7).keys()];
  for (let y = 0; y < height - 7; y++) for (let x = 0; x < width - 7; x++) {
    if (is(x, y) && is(x + 6, y + 6) && seven.every(i => seven.every(j => is(x + i, y + j)))) return true;
  }
  return false;
}"""


def test_a_hill_hides_the_point_behind_it(page: Page, server: Server) -> None:
    # A round hill in the middle, and the point right behind it as the surface is first looked at.
    open_page(page, server, "?f=9e^(-x^2-y^2)&x=-1.3&y=1.8&from=-4&to=4")
    section(page, "the-hill-itself")
    surface = page.locator(SURFACE)
    surface.scroll_into_view_if_needed()
    still(page, 600)
    assert not surface.evaluate(DISC)
    surface.focus()
    for _ in range(16):  # a quarter of a turn
        page.keyboard.press("ArrowRight")
    still(page)
    assert surface.evaluate(DISC)


@pytest.mark.parametrize("text", ["1/(x y)", "x/y", "1/(x^2-y^2)", "tan(x)", "1/(x^2+y^2)"])
def test_the_surface_is_cut_open_at_a_pole(page: Page, server: Server, text: str) -> None:
    visit(page, f"{server.url}/partial_derivatives?f={quote(text)}")
    section(page, "the-hill-itself")
    page.wait_for_function("() => window.calculusWidgets?.modules?.['hill/terrains.js'].terrains.get('hill')?.mesh")
    mesh = page.evaluate("""() => {
      const hill = window.calculusWidgets.modules['hill/terrains.js'].terrains.get('hill');
      const pieces = hill.mesh.squares.flat().filter(Boolean);
      const heights = pieces.map(({points}) => points.map(([, , c]) => c)), all = heights.flat();
      const wide = ({points}) => Math.max(...points.map(([a]) => a)) > Math.min(...points.map(([a]) => a));
      const lids = pieces.filter(wide).filter(({points}) => points.every(([, , c]) => Math.abs(c) === 0.62)).length;
      // Half of the surface, from its lower to its upper quartile, is spread over this part of the box.
      const sorted = all.toSorted((a, b) => a - b), at = share => sorted[Math.floor(share * sorted.length)];
      return {pieces: pieces.length, top: at(0.999999), bottom: at(0), lids, spread: (at(0.75) - at(0.25)) / 1.24};
    }""")
    assert mesh["lids"] == 0
    assert mesh["top"] <= 0.62 and mesh["bottom"] >= -0.62
    assert mesh["pieces"] > 1000 and mesh["spread"] > 0.1


LINE = ".st-key-stage_line_fit canvas"


def line_fit(page: Page, server: Server, query: str) -> tuple[Locator, float, float]:
    """The points of the line fit, and where its picture has its middle, the usual (0, 0), on the page."""
    open_page(page, server, f"?f=x^2%2B3xy%2By^2&{query}")
    section(page, "why-ai-needs-it")
    plot = page.locator(LINE).first
    plot.scroll_into_view_if_needed()
    still(page)
    box = plot.bounding_box()
    assert box is not None
    return plot, box["x"] + 42 + (box["width"] - 56) / 2, box["y"] + 25.2 + (box["height"] - 61.6) / 2


def test_the_line_fit_is_in_the_address_and_comes_back(page: Page, server: Server) -> None:
    _, x, y = line_fit(page, server, "points=0~0_2~2_-2~-2&weight=0&bias=0")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile(r"points=0~[12]\.\d+_2~2_-2~-2"))
    page.get_by_role("button", name="Take one gradient step").click()
    page.wait_for_url(re.compile(r"weight=0\.\d"))
    before = page.url
    page.reload()
    expect(section(page, "why-ai-needs-it")).to_contain_text("Loss")
    assert page.url == before


def test_a_point_that_is_only_touched_stays_and_one_held_at_its_rim_does_not_jump(page: Page, server: Server) -> None:
    _, x, y = line_fit(page, server, "points=0~0_2~2_-2~-2")
    page.mouse.click(x + 6, y + 6)
    still(page, 600)
    assert "points=0~0_2~2_-2~-2" in page.url
    page.mouse.move(x + 6, y + 6)
    page.mouse.down()
    page.mouse.move(x + 6, y - 54, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile(r"points=0~[12]\.\d+_"))


def test_points_are_moved_by_keys_and_far_ones_are_in_the_picture(page: Page, server: Server) -> None:
    plot, *_ = line_fit(page, server, "points=0~0_2~40_-2~-2")
    plot.focus()
    for key in ("Space", "Space", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_url(re.compile(r"points=0~0_2~4(1|0\.\d+)_-2~-2"))
    page.keyboard.press("Shift+Space")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url(re.compile(r"points=0\.[\d]+~0_2~4"))


def test_the_line_moves_with_the_sliders_and_the_loss_map_without_waiting(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    line_fit(page, server, "points=0~0_2~2_-2~-2")
    still(page, 600)
    traffic.restart()
    forget(page)
    slid = (
        "value => window.calculusWidgets.modules['shared/channel.js'].sliders.tell("
        "{name: 'line weight', value, released: false})"
    )
    for weight in (0.1, 0.5, 1.5):
        page.evaluate(slid, weight)
        page.wait_for_timeout(60)
    assert len(recall(page)["frames"]) >= 3
    assert traffic.asked == 0


@pytest.mark.parametrize("context_options", [PHONE])
def test_a_finger_drags_a_point_up_and_beside_the_points_it_scrolls(page: Page, server: Server) -> None:
    _, x, y = line_fit(page, server, "points=0~0_2~2_-2~-2&weight=0&bias=5")
    before = page.evaluate(SCROLLED)
    swipe(page, (x, y), (0, -60))
    page.wait_for_url(re.compile(r"points=0~[23]\.\d+_2~2_-2~-2"))
    assert page.evaluate(SCROLLED) == before
    swipe(page, (x, y + 80), (0, -60))
    page.wait_for_function(f"before => ({SCROLLED})() > before", arg=before)


@pytest.mark.parametrize("context_options", [PHONE])
def test_a_finger_drags_the_point_every_way_and_elsewhere_on_the_map_it_scrolls_or_taps(
    page: Page, server: Server
) -> None:
    hill = open_page(page, server)
    hill.evaluate("map => map.scrollIntoView({block: 'center'})")
    still(page)
    box = hill.bounding_box()
    assert box is not None
    left, side = box["x"] + 43.4, box["width"] - 43.4 - 16.8  # the drawing's own layout on a phone

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x + 4) / 8 * side, box["y"] + 25.2 + (4 - y) / 8 * side

    before = page.evaluate(SCROLLED)
    swipe(page, place(1, 2), (0, 2 / 8 * side))
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(r"At \((1|0\.9\d*|1\.0\d*), (0|−?0\.0\d*)\)"))
    assert page.evaluate(SCROLLED) == before
    page.touchscreen.tap(*place(-2, -2))
    expect(page.locator(SENTENCE)).to_contain_text(re.compile(r"At \(−(2|1\.9\d*|2\.0\d*), −(2|1\.9\d*|2\.0\d*)\)"))
    said = page.locator(SENTENCE).inner_text()
    swipe(page, place(2, 1), (0, -60))
    page.wait_for_function(f"before => ({SCROLLED})() > before", arg=before)
    still(page)
    assert page.locator(SENTENCE).inner_text() == said


def test_sections_below_follow_when_they_are_scrolled_to(page: Page, server: Server) -> None:
    hill = open_page(page, server)
    hill.click(position=at(hill, 1.0, -3.0))
    expect(page.locator(SENTENCE)).to_contain_text("At (1, −3)")
    expect(section(page, "the-code").locator("code").first).to_contain_text("y: -3")


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}])
def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page, server: Server) -> None:
    open_page(page, server)
    assert page.evaluate("() => document.querySelector('.stMain').scrollWidth") <= 390
    for canvas in page.locator(".drawn canvas").all():
        box = canvas.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
