"""Typing, dragging and pointing in real Chromium, measured on the page's own clock (tests/browser/harness_probe.py)."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from benchmarks.far import Line, processor_seconds
from benchmarks.stages import Stage
from tests.browser.harness_page import still, visit, wait_until_drawn
from tests.browser.harness_probe import forget, recall

DRAG_SECONDS = 2.0
DRAG_MOVES = 100
POINTER_MOVES = 60


@dataclass
class Subject:
    """One stage in its browser page, on its server, with what was measured so far (milliseconds; redraws a second)."""

    stage: Stage
    page: Page
    url: str
    script_times: Path
    keystrokes: list[float] = field(default_factory=list)
    drags: list[float] = field(default_factory=list)
    redraws: list[float] = field(default_factory=list)
    pointer: list[float] = field(default_factory=list)
    scripts: list[float] = field(default_factory=list)
    line: Line | None = None
    process: int = 0
    loads: list[float] = field(default_factory=list)
    key_bytes: list[float] = field(default_factory=list)
    drag_bytes: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    unknown_frames: int = 0
    atlas: dict[str, float] = field(default_factory=dict)

    def open(self, address: str | None = None) -> None:
        """Show the stage, drawn and at rest."""
        before = self.sent
        with self.near():
            visit(self.page, self.url + (self.stage.address if address is None else address))
            wait_until_drawn(self.page)
            still(self.page)
        self.loads.append(self.sent - before)

    def near(self) -> AbstractContextManager[None]:
        """While the block runs the server is as near as it can be."""
        return self.line.near() if self.line else nullcontext()

    def forget(self) -> None:
        """Begin anew, but for the atlas: what is measured next belongs to another page of the table."""
        for name in ("keystrokes", "drags", "redraws", "pointer", "scripts", "loads", "key_bytes", "drag_bytes"):
            setattr(self, name, [])
        self.processor, self.unknown_frames = [], 0

    @property
    def sent(self) -> float:
        """What the server has sent so far, in kB; 0 where nobody counts."""
        return self.line.down / 1000 if self.line else 0.0

    @property
    def text_field(self) -> Locator:
        """Where the function is typed."""
        return self.page.get_by_role("textbox", name=self.stage.field, exact=True).first

    @property
    def slider(self) -> Locator:
        """What is dragged."""
        return self.page.get_by_role("slider", name=self.stage.slider, exact=True).first


def type_text(subject: Subject, text: str) -> None:
    """Type a text key by key; each key that changes the drawing is a sample, from the input event to the new frame.

    A key that leaves the text unfinished rightly draws nothing and is no sample.
    """
    page = subject.page
    page.bring_to_front()
    subject.text_field.click()
    subject.text_field.press("ControlOrMeta+a")
    page.keyboard.type("7")
    still(page)
    subject.text_field.press("ControlOrMeta+a")
    with counted_scripts(subject):
        for key in text:
            before = subject.sent
            forget(page)
            page.keyboard.type(key)
            still(page)
            seen = recall(page)
            typed = next(put["time"] for put in seen["inputs"] if put["kind"] == "input")
            subject.keystrokes += [frame["time"] - typed for frame in seen["frames"][:1]]
            subject.key_bytes.append(subject.sent - before)


def drag(subject: Subject) -> None:
    """Drag the slider over most of its track for two seconds.

    Every drawing is recognised by its fingerprint in the atlas: that tells which value it shows, and so since when it
    was asked for, however many reruns were under way. Drawings that show no single value (half-painted) are counted,
    not used.
    """
    page = subject.page
    page.bring_to_front()
    if not subject.atlas:
        with subject.near():
            chart_atlas(subject)
    places = list(track(subject))
    with counted_scripts(subject):
        hold(page, places[0])
        forget(page)
        sent, used, begin = subject.sent, processor_seconds(subject.process), time.monotonic()
        for number, place in enumerate(places):
            page.mouse.move(*place)
            time.sleep(max(0.0, begin + (number + 1) * DRAG_SECONDS / DRAG_MOVES - time.monotonic()))
        seen = recall(page)
        seconds = time.monotonic() - begin
        subject.drag_bytes.append((subject.sent - sent) / seconds)
        subject.processor.append(60 * (processor_seconds(subject.process) - used) / seconds)
        page.mouse.up()
        still(page)
    moves = [put for put in seen["inputs"] if put["kind"] == "input"]
    frames = [frame for frame in seen["frames"] if moves and frame["time"] >= moves[0]["time"]]
    for frame in frames:
        since = asked(moves, subject.atlas.get(frame["state"]), frame["time"])
        if since is None:
            subject.unknown_frames += 1
        else:
            subject.drags.append(frame["time"] - since)
    if moves:
        subject.redraws.append(1000 * len(frames) / (moves[-1]["time"] - moves[0]["time"]))


def asked(moves: list[dict], value: float | None, before: float) -> float | None:
    """When the slider last took ``value``, before the drawing was there."""
    times = [move["time"] for move in moves if float(move["value"]) == value and move["time"] <= before]
    return times[-1] if times else None


def chart_atlas(subject: Subject) -> None:
    """Go along the drag slowly, letting the page rest at each value: which drawing belongs to which value."""
    page = subject.page
    for number, place in enumerate(track(subject)):
        if number == 0:
            hold(page, place)
        forget(page)
        page.mouse.move(*place)
        still(page, quiet_ms=60)
        value = float(subject.slider.evaluate("slider => slider.value"))
        seen = recall(page)
        # What the browser draws at once and what Python then sends for the value may differ by a hair; both show it.
        subject.atlas |= dict.fromkeys([frame["state"] for frame in seen["frames"]] + [seen["state"]], value)
    page.mouse.up()
    still(page)


def track(subject: Subject) -> Iterator[tuple[float, float]]:
    """The places of the pointer along a drag from 15 % to 85 % of the slider."""
    subject.slider.scroll_into_view_if_needed()
    box = subject.slider.bounding_box()
    assert box is not None
    for number in range(DRAG_MOVES):
        share = 0.15 + 0.7 * number / (DRAG_MOVES - 1)
        yield box["x"] + share * box["width"], box["y"] + box["height"] / 2


def hold(page: Page, place: tuple[float, float]) -> None:
    """Press the button at a place of the slider and let the page answer."""
    page.mouse.move(*place)
    page.mouse.down()
    still(page)


def point(subject: Subject) -> None:
    """Move the pointer over the chart; each move that changes the drawing is a sample."""
    page = subject.page
    page.bring_to_front()
    subject.open(subject.stage.pointer_address or None)
    box = page.locator(subject.stage.picture).first.bounding_box()
    assert box is not None
    for number in range(POINTER_MOVES):
        share = 0.2 + 0.6 * number / POINTER_MOVES
        forget(page)
        page.mouse.move(box["x"] + share * box["width"], box["y"] + 0.4 * box["height"])
        page.wait_for_timeout(60)
        seen = recall(page)
        if seen["frames"] and seen["inputs"]:
            subject.pointer.append(seen["frames"][0]["time"] - seen["inputs"][0]["time"])


@contextmanager
def counted_scripts(subject: Subject) -> Iterator[None]:
    """While the block runs, what the server spends on scripts counts for the subject."""
    before = len(_times(subject.script_times))
    yield
    subject.scripts += _times(subject.script_times)[before:]


def _times(file: Path) -> list[float]:
    return [float(line) for line in file.read_text().splitlines()] if file.exists() else []
