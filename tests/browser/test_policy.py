"""The policy of deploy/app.py, under which all browser tests run: they fail where it refuses something of ours."""

from playwright.sync_api import Browser, Page

from deploy.app import POLICY
from tests.browser.harness import Server

REFUSED = """() => new Promise(answer => {
    document.addEventListener("securitypolicyviolation", event => answer(event.effectiveDirective))
    %s
})"""


def test_every_page_comes_with_the_policy(page: Page, server: Server) -> None:
    answer = page.goto(f"{server.url}/derivative")
    assert answer is not None and answer.headers["content-security-policy"] == POLICY


def test_it_refuses_what_comes_from_elsewhere(browser: Browser, server: Server) -> None:
    """Pictures and requests: 192.0.2.1 is nobody's address."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    assert page.evaluate(REFUSED % "new Image().src = 'http://192.0.2.1/tracker.png'") == "img-src"
    assert page.evaluate(REFUSED % "fetch('http://192.0.2.1/').catch(() => {})") == "connect-src"
    context.close()
