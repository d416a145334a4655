"""The first screen: what a lesson needs stands on it whole, without scrolling, and nothing moves while one types."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from core.language.presets import ALL, Preset, presets_for
from tests.browser.harness import Server
from tests.browser.harness_page import ERRORS, visit, wait_until_drawn, wait_until_idle

SIZES = ((1366, 650), (1280, 720), (1920, 1080))
ONE, TWO = presets_for(("x",)), presets_for(("x", "y"))
PAGES: dict[str, tuple[Preset, ...]] = {
    "": ONE,
    "derivative": ONE,
    "partial_derivatives": TWO,
    "chain_rule": ONE,
    "gradient_descent": ALL,
}
EACH_PAGE = pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "front door")
# Long echoes, notes in two lines, mistakes: they have their place.
AWKWARD = ("sin(cos(sin(cos(x^2 + 3x + 1)))) / (1 + e^(-x^3))", "sin 2x cos 3x", "sen(x)", "x +", "a x^2 + b x + c")

# What stands on the first screen, by what it is for the reader; a name may stand for several elements.
PARTS = {
    "question": "h2",
    "input": '[class*="st-key-typing_f"] input',
    "echo": '[class*="st-key-reading_f"]',
    "picture": '.st-key-first_screen [class*="st-key-stage_"] > :first-child',
    "sliders": '.st-key-first_screen :is([class*="st-key-sliders_"], .st-key-rate_descent)',
    "words": '.st-key-first_screen :is([class*="st-key-stage_"] > [data-testid="stElementContainer"] > .stMarkdown, '
    "[class*='st-key-sentence_'], .st-key-cards)",
}
MEASURE = """parts => Object.fromEntries(Object.entries(parts).map(([name, where]) => [name,
  [...document.querySelectorAll(where)].map(part => part.getBoundingClientRect()).filter(box => box.height > 1)
    .map(({left, top, right, bottom}) => [left, top, right, bottom].map(Math.round))]))"""
CUT = """() => [...document.querySelectorAll('.st-key-first_screen [data-testid^="stBidiComponent"]')].flatMap(host => {
  const root = host.shadowRoot ?? host.querySelector('*')?.shadowRoot;
  const side = root?.querySelector('.side');
  if (!side || side.hidden) return [];
  const {bottom} = side.getBoundingClientRect(); // what theory adds may be scrolled to
  const said = [...side.querySelectorAll('p:not(.theory)')];
  return said.filter(p => p.getBoundingClientRect().bottom > bottom + 1).map(p => p.textContent);
})"""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """One page for all: a page is opened once, and functions are typed into it."""
    context = browser.new_context(viewport={"width": 1366, "height": 650})
    yield context.new_page()
    context.close()


def opened(page: Page, server: Server, path: str, query: str = "") -> None:
    visit(page, f"{server.url}/{path}{query}")
    wait_until_drawn(page)
    page.locator(".st-key-first_screen .live").first.wait_for()
    wait_until_idle(page)


def typed(page: Page, text: str) -> None:
    page.locator('[class*="st-key-typing_f"] input').first.fill(text)
    page.wait_for_timeout(120)
    wait_until_idle(page)


def assert_whole(page: Page, what: str) -> dict[str, list[list[int]]]:
    """Every part is on the screen and none lies on another. Returns the boxes (left, top, right, bottom)."""
    size = page.viewport_size
    assert size is not None
    boxes = page.evaluate(MEASURE, PARTS)
    for name, found in boxes.items():
        assert found or name == "words", f"{what}: no {name}"
        for left, top, right, bottom in found:
            inside = left >= 0 and top >= 0 and right <= size["width"] and bottom <= size["height"]
            assert inside, f"{what}: {name} at {left, top, right, bottom} is cut off at {size}"
    parts = [
        (name, box) for name in ("question", "input", "echo", "picture", "sliders", "words") for box in boxes[name]
    ]
    for i, (name, box) in enumerate(parts):
        for other, beside in parts[i + 1 :]:
            apart = (
                box[2] <= beside[0] + 1 or beside[2] <= box[0] + 1 or box[3] <= beside[1] + 1 or beside[3] <= box[1] + 1
            )
            assert apart, f"{what}: {name} {box} lies on {other} {beside}"
    assert page.evaluate(CUT) == [], f"{what}: the words beside the picture are cut"
    assert page.locator(ERRORS).count() == 0, what
    return boxes


@EACH_PAGE
def test_every_preset_stands_whole_on_the_screen_of_a_laptop(desk: Page, server: Server, path: str) -> None:
    desk.set_viewport_size({"width": 1366, "height": 650})
    opened(desk, server, path)
    places = set()
    for preset in PAGES[path]:
        typed(desk, preset.text)
        boxes = assert_whole(desk, preset.name)
        places.add((tuple(boxes["picture"][0][:2]), tuple(boxes["sliders"][0][:2]), tuple(boxes["input"][0])))
    # (The links of a chain are chosen above its picture, where there are any.)
    assert len(places) == 1, "something moved while functions were typed"


@pytest.mark.parametrize("query", ["", "?present=1"], ids=["desk", "present"])
@EACH_PAGE
def test_all_sizes_also_with_long_echoes_notes_and_mistakes(desk: Page, server: Server, path: str, query: str) -> None:
    opened(desk, server, path, query)
    first, last = PAGES[path][0].text, PAGES[path][-1].text
    for text in (first, last, *AWKWARD):
        typed(desk, text)
        for width, height in SIZES:
            desk.set_viewport_size({"width": width, "height": height})
            desk.wait_for_timeout(60)
            assert_whole(desk, f"{text} at {width}×{height}")


@EACH_PAGE
def test_dragging_moves_nothing_but_the_slider(desk: Page, server: Server, path: str) -> None:
    desk.set_viewport_size({"width": 1366, "height": 650})
    opened(desk, server, path)
    before = assert_whole(desk, "before")
    slider = desk.locator(".st-key-first_screen .live #range").first
    slider.focus()
    for _ in range(5):
        slider.press("ArrowLeft")
    wait_until_idle(desk)
    after = assert_whole(desk, "after")
    assert {name: after[name] for name in ("input", "echo", "picture", "sliders")} == {
        name: before[name] for name in ("input", "echo", "picture", "sliders")
    }


@pytest.mark.parametrize("path", [path for path in PAGES if path])
def test_a_phone_shows_the_picture_together_with_its_main_slider(browser: Browser, server: Server, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    opened(page, server, path, f"?f={quote(PAGES[path][0].text, safe='')}")
    picture = page.locator(PARTS["picture"]).first
    picture.evaluate("picture => picture.scrollIntoView({block: 'start'})")
    drawn = picture.locator("canvas, svg").first.bounding_box()
    slider = page.locator(".st-key-first_screen .live #range").first
    expect(slider).to_be_in_viewport(ratio=1)
    thumb = slider.bounding_box()
    assert drawn is not None and thumb is not None
    assert drawn["y"] >= 0 and thumb["y"] + thumb["height"] <= 844
    context.close()
