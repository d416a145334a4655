"""From ``streamlit run`` to the first page a person can use, against Streamlit's own hello page."""

import time
from collections.abc import Sequence

from playwright.sync_api import Browser

from benchmarks.stages import FRONT_DOOR
from tests.browser.harness import APP, serve
from tests.browser.harness_page import wait_until_idle

OUR_APP = ("-m", "streamlit", "run", APP)
HELLO = ("-m", "streamlit", "hello")


def cold_start(browser: Browser, command: Sequence[str]) -> float:
    """Milliseconds from starting the process until the heading is there and the script has run; no browser cache."""
    begin = time.perf_counter()
    with serve(command) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(server.url + FRONT_DOOR, wait_until="commit")
        page.wait_for_selector('[data-testid="stMain"] :is(h1, h2)')
        wait_until_idle(page)
        took = (time.perf_counter() - begin) * 1000
        context.close()
    return took
