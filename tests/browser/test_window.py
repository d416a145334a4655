"""The window of a stage in the reader's hand: zoomed, moved, typed, kept in the address, and always a way back."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import PATIENCE_MS, SCROLLED, curve, still, visit, wait_until_drawn

ENDS = ("from", "to", "bottom", "top")
# The inside of the picture of the first screen, in pixels of the window.
PLOT = """() => {
  for (const host of document.querySelectorAll('.st-key-first_screen *')) {
    const drawn = host.shadowRoot?.querySelector('[data-box]');
    if (!drawn) continue;
    const [left, top, width, height] = drawn.dataset.box.split(' ').map(Number), at = drawn.getBoundingClientRect();
    return [at.left + left, at.top + top, width, height];
  }
  const {left, top, width, height} =
    document.querySelector('.st-key-first_screen svg .role-frame .background').getBoundingClientRect();
  return [left, top, width, height];
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(page: Page, server: Server, path: str) -> None:
    visit(page, f"{server.url}/{path}")
    wait_until_drawn(page)
    page.locator(".bar input").first.wait_for()
    still(page)


def shown(page: Page) -> tuple[float, float]:
    """What the fields of the bar say."""
    ends = [page.locator(f".bar .{name}").input_value() for name in ("from", "to")]
    low, high = (float(end.replace("−", "-")) for end in ends)
    return low, high


def wait_for_address(page: Page, pattern: str = "from=") -> dict[str, float]:
    expect(page).to_have_url(re.compile(pattern), timeout=PATIENCE_MS)
    still(page)
    return {name: float(value) for name, value in parse_qsl(urlsplit(page.url).query) if name in ENDS}


@pytest.mark.parametrize("path", ["", "derivative", "partial_derivatives", "chain_rule", "gradient_descent"])
def test_the_wheel_the_axis_the_keys_and_typing_move_the_window_and_there_is_a_way_back(
    page: Page, server: Server, path: str
) -> None:
    opened(page, server, path)
    low, high = shown(page)
    left, top, width, height = page.evaluate(PLOT)
    x, y = left + 0.4 * width, top + 0.3 * height
    under = low + 0.4 * (high - low)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    for _ in range(3):
        page.mouse.wheel(0, -120)
    near = wait_for_address(page)
    assert near["to"] - near["from"] < 0.8 * (high - low), "the wheel zooms"
    assert near["from"] + 0.4 * (near["to"] - near["from"]) == pytest.approx(under, abs=0.02 * (high - low))
    still(page)
    page.mouse.move(left + 0.5 * width, top + height + 12)
    page.mouse.down()
    page.mouse.move(left + 0.6 * width, top + height + 12, steps=4)
    page.mouse.up()
    moved = wait_for_address(page, f"^(?!.*from={near['from']:g}(&|$))")
    assert moved["to"] - moved["from"] == pytest.approx(near["to"] - near["from"], rel=0.01), "the axis moves"
    assert moved["from"] < near["from"]
    still(page)
    page.keyboard.press("+")
    closer = wait_for_address(page, f"^(?!.*from={moved['from']:g}(&|$))")
    assert closer["to"] - closer["from"] == pytest.approx((moved["to"] - moved["from"]) / 1.5, rel=0.01)
    page.locator(".bar .from").fill("-1/4")
    page.locator(".bar .from").press("Enter")
    assert wait_for_address(page, r"from=-0\.25")["from"] == -0.25
    page.get_by_role("button", name="Back to the usual window").click()
    expect(page).not_to_have_url(re.compile("from="), timeout=PATIENCE_MS)
    still(page)
    assert shown(page) == (low, high)


def test_the_picture_follows_at_once_and_python_draws_the_same(page: Page, server: Server) -> None:
    opened(page, server, "derivative")
    page.get_by_role("button", name="Zoom in").click()
    ends = wait_for_address(page)
    xs, ys = curve(page.locator('.st-key-stage_tangent [data-testid="stVegaLiteChart"]'))
    assert xs.min() == pytest.approx(ends["from"], abs=0.05) and xs.max() <= ends["to"] + 0.05
    assert ys == pytest.approx(xs**2, abs=0.15)
    # A pointer that rests while the page goes by scrolls the page and leaves the window alone.
    left, top, width, height = page.evaluate(PLOT)
    page.mouse.move(left + 0.5 * width, top + 0.5 * height)
    page.wait_for_timeout(1800)
    page.mouse.wheel(0, 300)
    page.wait_for_function(f"() => ({SCROLLED})() > 100")
    assert wait_for_address(page) == ends


@pytest.mark.parametrize("context_options", [PHONE])
def test_two_fingers_zoom_and_one_scrolls(page: Page, server: Server) -> None:
    opened(page, server, "derivative")
    low, high = shown(page)
    page.locator(".st-key-stage_tangent").evaluate("stage => stage.scrollIntoView({block: 'start'})")
    left, top, width, height = page.evaluate(PLOT)
    fingers = page.context.new_cdp_session(page)
    for step in range(8):
        apart = 30 + 8 * step
        points = [{"x": left + width / 2 + side * apart, "y": top + 0.4 * height} for side in (-1, 1)]
        kind = "touchMove" if step else "touchStart"
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(25)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    ends = wait_for_address(page)
    assert ends["to"] - ends["from"] == pytest.approx((high - low) * 30 / 86, rel=0.1)
