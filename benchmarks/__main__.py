"""``python -m benchmarks``: what a user feels, against bare Streamlit; ``--sessions 30``: a classroom at work;
``--far 100``: the same table with 100 ms between browser and server each way, and what went over the line.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import classroom, cold_start, feel, figures, load
from benchmarks.far import line as far_line
from benchmarks.figures import Row
from benchmarks.stages import FLOOR, STAGES, TEXTS, Stage
from benchmarks.timed_streamlit import VARIABLE
from tests.browser.harness import APP, launch, serve
from tests.browser.harness_probe import PROBE

TIMED = ("-m", "benchmarks.timed_streamlit", "run")
BARE = "benchmarks/bare_app.py"


def main() -> int:
    """Measure and print; 0 when every budget holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--page", action="append", choices=[stage.name for stage in STAGES], help="only this page")
    parser.add_argument("--rounds", type=int, help="rounds of typing and dragging (default 2; from far away 1)")
    parser.add_argument("--starts", type=int, default=5, help="cold starts of each (default 5; 0: none)")
    parser.add_argument(
        "--sessions", type=int, help=f"a classroom instead: so many people at work (at most {load.MOST_SESSIONS})"
    )
    parser.add_argument("--storms", type=int, default=0, help="beside them so many who hold a key down (at most 10)")
    parser.add_argument("--dragging", type=int, help="so many sessions dragging on each page instead")
    parser.add_argument("--far", type=float, metavar="MS", help="so many milliseconds away, each way")
    parser.add_argument("--seconds", type=float, default=20, help=f"how long under load (at most {load.MOST_SECONDS})")
    chosen = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors (an idle machine has less than 0.5)")
    stages = [stage for stage in STAGES if not chosen.page or stage.name in chosen.page]
    if chosen.sessions:
        return 0 if asyncio.run(classroom.lesson(chosen.sessions, chosen.seconds, chosen.storms)) else 1
    if chosen.dragging:
        held = [asyncio.run(load.under_load(stage, chosen.dragging, chosen.seconds)) for stage in stages]
        return 0 if all(held) else 1
    with sync_playwright() as playwright:
        browser = launch(playwright)
        rounds = chosen.rounds or (2 if chosen.far is None else 1)
        with subject(browser, FLOOR, BARE, chosen.far) as floor:
            rows = [row for stage in stages for row in measure(browser, stage, floor, rounds, chosen.far)]
        rows += [measure_start(browser, chosen.starts)] if chosen.starts else []
        browser.close()
    print(figures.table(rows))
    return 0 if all(row.holds() for row in rows) else 1


def measure(browser: Browser, stage: Stage, floor: feel.Subject, rounds: int, far: float | None) -> Iterator[Row]:  # noqa: C901 (one line a figure; ours and the floor take turns at each)
    """Type, drag and point on a stage and on the floor, in turns; ``far``: the milliseconds between, each way."""
    floor.forget()
    with subject(browser, stage, APP, far) as ours:
        both = (ours, floor)
        for each in both:
            each.open()
        for number in range(rounds):
            for each in both:
                feel.type_text(each, TEXTS[number % len(TEXTS)])
        for each in both:
            each.open()
        for _ in range(rounds):
            for each in both:
                feel.drag(each)
        for each in both if stage.picture else ():
            feel.point(each)
    keystroke = figures.KEYSTROKE if far is None else figures.FAR_KEYSTROKE
    yield Row(stage.name, "keystroke → pixels", ours.keystrokes, floor.keystrokes, keystroke)
    yield Row(stage.name, "drag → pixels", ours.drags, floor.drags, figures.DRAG)
    yield Row(stage.name, "redraws a second", ours.redraws, floor.redraws, figures.REDRAWS, unit="/s")
    if stage.picture:
        yield Row(stage.name, "pointer → pixels", ours.pointer, floor.pointer, figures.POINTER)
    yield Row(stage.name, "script of a rerun", ours.scripts, floor.scripts, figures.SCRIPT)
    if far is not None:
        yield Row(stage.name, "page load", ours.loads, floor.loads, figures.ANY, unit="kB")
        yield Row(stage.name, "a keystroke", ours.key_bytes, floor.key_bytes, figures.KEY_BYTES, unit="kB")
        yield Row(stage.name, "a second of dragging", ours.drag_bytes, floor.drag_bytes, figures.DRAG_BYTES, unit="kB")
        yield Row(stage.name, "server, a dragging minute", ours.processor, floor.processor, figures.ANY, unit="s")
    if ours.unknown_frames or floor.unknown_frames:
        print(f"{stage.name}: frames that show no single value: {ours.unknown_frames}, floor {floor.unknown_frames}")


@contextmanager
def subject(browser: Browser, stage: Stage, script: str, far: float | None) -> Iterator[feel.Subject]:
    """A stage on a server of its own, in a browser context of its own."""
    with ExitStack() as stack:
        times = Path(stack.enter_context(tempfile.TemporaryDirectory()), "scripts")
        server = stack.enter_context(serve((*TIMED, script), **{VARIABLE: str(times)}))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        stack.callback(context.close)
        page = context.new_page()
        page.add_init_script(PROBE)
        line = None if far is None else stack.enter_context(far_line(server.url, far / 1000))
        url = server.url if line is None else line.url
        yield feel.Subject(stage, page, url, times, line=line, process=server.process.pid)


def measure_start(browser: Browser, starts: int) -> Row:
    """Cold starts of the app and of Streamlit's hello page, in turns."""
    pairs = [
        (cold_start.cold_start(browser, cold_start.OUR_APP), cold_start.cold_start(browser, cold_start.HELLO))
        for _ in range(starts)
    ]
    ours, hello = zip(*pairs, strict=True)
    return Row("front door", "cold start (floor: hello)", ours, hello, figures.COLD_START)


if __name__ == "__main__":
    sys.exit(main())
