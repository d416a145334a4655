"""What a person does and sees on a page: opening it, typing, dragging, looking at the drawing."""

import re
import time
from collections.abc import Callable

import numpy as np
from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

CHART = '[data-testid="stVegaLiteChart"]'
ERRORS = '[data-testid="stException"], [data-testid="stAlertContentError"]'
PATIENCE_MS = 20_000


def visit(page: Page, url: str) -> None:
    """Open an address and wait until the app has run."""
    page.goto(url)
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Wait until the server's script is done. What is drawn may still be a frame behind."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE_MS)


def wait_until_drawn(page: Page) -> None:
    """Wait until the first picture (a chart, or one of our own) is drawn.

    Raises ``AssertionError`` as soon as the app shows an exception.
    """
    drawn = f"{CHART} .role-mark path, {CHART} canvas, .drawn canvas, .lines svg line"
    page.wait_for_selector(f"{drawn}, {ERRORS}", state="attached", timeout=PATIENCE_MS)
    shown = page.locator(ERRORS).all_inner_texts()
    assert shown == [], f"the page shows an error: {shown}"


SCROLLED = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
SENTENCE = '[class*="st-key-stage_"] > [data-testid="stElementContainer"] > .stMarkdown'  # the live sentence of a stage


def section(page: Page, slug: str) -> Locator:
    """Scroll to a section, which is drawn when it comes near the screen, and wait for it."""
    # Sections above it are drawn too and push it away; so again until it stays where it was scrolled to.
    stays = """slug => {
      const drawn = document.querySelector(`.st-key-section_${slug}`);
      const place = document.querySelector(`.st-key-near_${slug}`);
      const top = (drawn ?? place)?.getBoundingClientRect().top;
      const before = window.sectionTop;
      (drawn ?? place)?.scrollIntoView({block: 'start'});
      window.sectionTop = drawn ? Math.round(drawn.getBoundingClientRect().top) : null;
      return drawn && before === Math.round(top) && before === window.sectionTop;
    }"""
    page.wait_for_function(stays, arg=slug, polling=250, timeout=PATIENCE_MS)
    wait_until_idle(page)
    return page.locator(f".st-key-section_{slug}")


def still(page: Page, quiet_ms: int = 150) -> None:
    """Wait until the script is done and no drawing has changed for ``quiet_ms`` milliseconds. Needs the probe."""
    wait_until_idle(page)
    quiet = (
        "quiet => performance.now() - Math.max(probe.frames.at(-1)?.time ?? 0, probe.inputs.at(-1)?.time ?? 0) > quiet"
    )
    page.wait_for_function(quiet, arg=quiet_ms, timeout=PATIENCE_MS)
    wait_until_idle(page)


def type_keys(page: Page, field: Locator, text: str, after_each: Callable[[str], None]) -> None:
    """Empty a field, then type ``text`` key by key; ``after_each(prefix)`` looks at the page once it has settled."""
    field.click()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    for end, key in enumerate(text, start=1):
        page.keyboard.type(key)
        expect(field).to_have_value(text[:end])
        still(page)
        after_each(text[:end])


def slide(page: Page, slider: Locator, start: float, end: float, seconds: float) -> None:
    """Drag a range input from one share of its track (0 … 1) to another, about sixty moves a second, and let go."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], middle)
    page.mouse.down()
    begin = time.monotonic()
    while (share := (time.monotonic() - begin) / seconds) < 1:
        page.mouse.move(box["x"] + (start + share * (end - start)) * box["width"], middle)
        time.sleep(0.016)
    page.mouse.move(box["x"] + end * box["width"], middle)
    page.mouse.up()


def lines(chart: Locator) -> list[str]:
    """The drawn lines of an SVG chart, as the ``d`` of each path that has an extent."""
    drawn = chart.locator(".mark-line.role-mark path").evaluate_all("all => all.map(path => path.getAttribute('d'))")
    return [path for path in drawn if path and "L" in path]


def curve(chart: Locator) -> tuple[np.ndarray, np.ndarray]:
    """The points (x, y) of the line with the most points, in the units of the axes, read back from pixels."""
    path = max(lines(chart), key=lambda path: path.count("L"))
    pixels = np.array([[float(number) for number in point.split(",")] for point in re.findall(r"[ML]([^MLZ]+)", path)])
    return _values(chart, "X-axis", 0, pixels[:, 0]), _values(chart, "Y-axis", 1, pixels[:, 1])


def _values(chart: Locator, axis: str, coordinate: int, pixels: np.ndarray) -> np.ndarray:
    labels = chart.locator(f'.role-axis[aria-label^="{axis}"] .role-axis-label text').evaluate_all(
        "all => all.map(l => [l.textContent, l.getAttribute('transform'), parseFloat(l.getAttribute('font-size'))])"
    )
    # Vega lowers a text that stands beside its tick by three tenths of its size.
    places = [float(re.findall(r"-?[\d.]+", at)[coordinate]) - coordinate * round(0.3 * size) for _, at, size in labels]
    values = [float(text.replace("−", "-").replace(",", "")) for text, _, _ in labels]
    slope, offset = np.polyfit(places, values, 1)
    return slope * pixels + offset


INK = """canvas => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""


def is_drawn(chart: Locator) -> bool:
    """Whether a chart shows anything: a line on SVG, ink of more than two colours on canvas."""
    if chart.locator("canvas").count():
        return chart.locator("canvas").first.evaluate(INK) > 2
    return bool(lines(chart))


class Traffic:
    """Counts the reruns a page asked for and did not get yet, from what goes over its websocket.

    Requests that wait for a script become one; when it begins, all of them are being answered.
    """

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self.most_in_flight = 0
        self._waiting = 0
        self._running = 0
        page.on("websocket", self._follow)

    @property
    def in_flight(self) -> int:
        return self._waiting + self._running

    def restart(self) -> None:
        """Count from now on."""
        self.asked = 0
        self.most_in_flight = self.in_flight

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: bytes | str) -> None:
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self.asked += 1
            self._waiting += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)

    def _received(self, payload: bytes | str) -> None:
        kind = ForwardMsg.FromString(payload).WhichOneof("type") if isinstance(payload, bytes) else None
        if kind == "new_session":
            self._waiting, self._running = 0, 1
        elif kind == "script_finished":
            self._running = 0


def swipe(page: Page, start: tuple[float, float], way: tuple[float, float]) -> None:
    """One finger, put down at ``start`` and drawn ``way`` (right, down); the page may scroll under it."""
    fingers = page.context.new_cdp_session(page)
    for step in range(10):
        x, y = (begin + step / 9 * far for begin, far in zip(start, way, strict=True))
        kind = "touchMove" if step else "touchStart"
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(20)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    fingers.detach()
