"""``python -m docs.make_tour``: the moving picture of the README, made anew from the app as it is now.

Drives the app in the system's Chromium as a person would, takes a screenshot after each move and puts them together.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser.harness import launch, serve
from tests.browser.harness_page import still, visit, wait_until_drawn, wait_until_idle
from tests.browser.harness_probe import PROBE

TOUR = Path(__file__).with_name("tour.gif")
SIZE = {"width": 1200, "height": 900}
SHOWN = (720, 540)
COLOURS = 96
MOST_BYTES = 1_500_000


@dataclass(frozen=True)
class Frame:
    """A picture, and how many milliseconds it stays."""

    picture: Image.Image
    duration: int


def main() -> None:
    """Make docs/tour.gif; raises ``ValueError`` if it becomes too large for a README."""
    with sync_playwright() as playwright, serve(("-m", "streamlit", "run", "deploy/app.py")) as server:
        page = launch(playwright).new_page(viewport=SIZE)
        page.add_init_script(PROBE)
        frames = [*derivative(page, server.url), *hill(page, server.url), *descent(page, server.url)]
    write(frames)


def derivative(page: Page, url: str) -> Iterator[Frame]:
    """Typing a function, then moving along its curve."""
    visit(page, f"{url}/derivative?f=x%5E2&x=1.5")
    wait_until_drawn(page)
    yield shot(page, 900)
    field = page.get_by_label("f(x) =", exact=True)
    field.fill("")
    for letter in "x^3/3 - 2x + sin 3x":
        field.press_sequentially(letter)
        yield shot(page, 110)
    yield shot(page, 700)
    yield from pull(page, page.get_by_role("slider", name="x", exact=True), 0.62, 0.40, 12)
    yield shot(page, 900)


def hill(page: Page, url: str) -> Iterator[Frame]:
    """Dragging the point over the map: the gradient follows."""
    visit(page, f"{url}/partial_derivatives?f=sin%28x%29+cos%28y%29+%2B+x%5E2%2F8&x=1&y=1&arrows=1")
    wait_until_drawn(page)
    yield shot(page, 900)
    box = page.locator(".st-key-stage_hill canvas").first.bounding_box()
    if box is None:
        raise RuntimeError("the map of the hill is not on the page")
    places = [(0.60 - 0.02 * k, 0.40 + 0.028 * k) for k in range(12)]
    for k, (right, down) in enumerate(places):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"])
        if k == 0:
            page.mouse.down()
        yield shot(page, 110)
    page.mouse.up()
    yield shot(page, 900)


def descent(page: Page, url: str) -> Iterator[Frame]:
    """Dragging the learning rate from crawling to overshooting."""
    visit(page, f"{url}/gradient_descent?f=x%5E4%2F4+-+x%5E2+%2B+x%2F3&x=2&lr=0.02&steps=20")
    wait_until_drawn(page)
    yield shot(page, 900)
    yield from pull(page, page.get_by_role("slider", name="learning rate η", exact=True), 0.05, 0.55, 14)
    yield shot(page, 1600)


def pull(page: Page, slider: Locator, start: float, end: float, moves: int) -> Iterator[Frame]:
    """Drag a slider's thumb from one share of its length to another."""
    box = slider.bounding_box()
    if box is None:
        raise RuntimeError("the slider is not on the page")
    height = box["y"] + box["height"] / 2
    for k in range(moves + 1):
        page.mouse.move(box["x"] + box["width"] * (start + (end - start) * k / moves), height)
        if k == 0:
            page.mouse.down()
        yield shot(page, 110)
    page.mouse.up()
    wait_until_idle(page)


def shot(page: Page, duration: int) -> Frame:
    """What is on the screen once it is still."""
    wait_until_idle(page)
    still(page)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return Frame(picture.resize(SHOWN, Image.Resampling.LANCZOS), duration)


def write(frames: list[Frame]) -> None:
    """All frames in one palette, so that what does not change costs nothing."""
    strip = Image.new("RGB", (SHOWN[0], SHOWN[1] * 3))
    for k, frame in enumerate((frames[0], frames[len(frames) // 2], frames[-1])):
        strip.paste(frame.picture, (0, SHOWN[1] * k))
    palette = strip.quantize(COLOURS, dither=Image.Dither.NONE)
    first, *others = (frame.picture.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames)
    durations = [frame.duration for frame in frames]
    first.save(TOUR, save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
    if TOUR.stat().st_size > MOST_BYTES:
        raise ValueError(f"{TOUR.name} is {TOUR.stat().st_size} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    main()
