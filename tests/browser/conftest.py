"""The app on a port of its own and one Chromium for all browser tests; a fresh browser context for each."""

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.harness import Server, chromium, launch, serve
from tests.browser.harness_page import PATIENCE_MS
from tests.browser.harness_probe import PROBE

expect.set_options(timeout=PATIENCE_MS)  # what is expected comes; how soon is asked in benchmarks

OUR_HOSTS = {"127.0.0.1", "localhost"}
WITHOUT_HOST = {"data", "blob", "about"}
STREAMLIT_LOOKS_FOR_ITSELF = re.compile(r"/\w+/_stcore/(health|host-config)")


def errors_of(message: ConsoleMessage) -> list[str]:
    """What the console calls an error, but for one thing of Streamlit's own.

    Opened at a deep link, its page first asks under that link whether it is mounted there; the browser notes the 404.
    """
    address = urlsplit(message.location["url"]).path
    if message.type != "error" or STREAMLIT_LOOKS_FOR_ITSELF.fullmatch(address):
        return []
    return [f"{message.text} ({address})"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and in CI the browser tests must run")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(browser: Browser) -> Iterator[Server]:
    """The app under the policy of deploy/app.py; asks for the browser first: nothing starts where it is skipped."""
    with serve(("-m", "streamlit", "run", "deploy/app.py")) as server:
        yield server
        assert "Traceback" not in server.errors(), server.errors()


@pytest.fixture
def context_options() -> dict[str, object]:
    """What a test's browser is like; a test overrides it with ``@pytest.mark.parametrize("context_options", …)``."""
    return {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """The browser contexts there are, by their options. They are shared for their cache alone: without it, every visit
    reads and compiles all of Streamlit's JavaScript.
    """
    return {}


@pytest.fixture
def page(browser: Browser, contexts: dict[str, BrowserContext], context_options: dict[str, object]) -> Iterator[Page]:
    """An empty page of a browser that remembers nothing. The test fails at its end if the console showed an error or
    another host was asked.
    """
    kind = repr(sorted(context_options.items()))
    if kind not in contexts:
        contexts[kind] = browser.new_context(**context_options)
        contexts[kind].add_init_script(PROBE)
    context = contexts[kind]
    complaints: list[str] = []
    strangers: list[str] = []

    def check_host(url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in WITHOUT_HOST and address.hostname not in OUR_HOSTS:
            strangers.append(url)

    page = context.new_page()
    page.on("request", lambda request: check_host(request.url))
    page.on("websocket", lambda socket: check_host(socket.url))
    page.on("console", lambda message: complaints.extend(errors_of(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    forget_all(page)
    for each in context.pages:
        each.close()
    assert complaints == [], "console errors"
    assert strangers == [], "requests to other hosts"


def forget_all(page: Page) -> None:
    """Leave nothing behind for the next test but the cache."""
    page.context.clear_cookies()
    if page.url.startswith("http"):
        page.evaluate("() => localStorage.clear()")
