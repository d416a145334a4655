"""Inputs keep what they are given: scrolling to the end and back, leaving and returning change none of them."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import ERRORS, PATIENCE_MS, still, visit, wait_until_drawn
from tests.browser.test_every_page import DRAWN_IN_SIGHT
from tests.ui.test_controls import INPUTS

PASSES = 5
# Each input in a drawn section or at the top of the page, with its label: what it shows, and whether it is chosen.
SHOWN = """() => {
  const INPUT = 'input, textarea, button[kind*="pill"], button[kind*="segmented"]';
  const found = {};
  const walk = (root, place) => {
    for (const each of root.querySelectorAll('*')) {
      const around = each.closest('[class*="st-key-section_"]');
      const section = around?.className.match(/st-key-section_([\\w-]+)/)[1] ?? place;
      if (!each.closest('.vega-bind') && each.matches(INPUT)) {
        const label = each.getAttribute('aria-label') ?? each.textContent;
        const value = each.matches('button') ? each.getAttribute('kind')
          : each.type === 'checkbox' ? String(each.checked) : each.value;
        (found[section] ??= []).push(`${label}: ${value}`);
      }
      if (each.shadowRoot) walk(each.shadowRoot, section);
    }
  };
  walk(document.querySelector('[data-testid=stMain]'), 'stage');
  return found;
}"""


def held(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def seen_whole(page: Page, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is shown; where a section is met for the first time, once its last inputs have come."""
    shown = page.evaluate(SHOWN)
    while not shown.keys() <= known.keys():
        page.wait_for_timeout(250)
        still(page)
        before, shown = shown, page.evaluate(SHOWN)
        if shown == before:
            break
    return shown


def pass_through(page: Page, shown: dict[str, list[str]], way: int) -> None:
    """Scroll to one end of the page; every section shows what it showed when it was seen first."""
    main = page.get_by_test_id("stMain")
    for _ in range(80):
        page.wait_for_function(DRAWN_IN_SIGHT, timeout=PATIENCE_MS)
        still(page, quiet_ms=60)
        for section, inputs in seen_whole(page, shown).items():
            assert shown.setdefault(section, inputs) == inputs, section
        before = main.evaluate("main => main.scrollTop")
        main.evaluate("(main, way) => main.scrollBy(0, way * 1.5 * main.clientHeight)", way)
        if main.evaluate("main => main.scrollTop") == before:
            return


@pytest.mark.parametrize("path", INPUTS)
def test_scrolling_and_leaving_change_no_input(page: Page, server: Server, path: str) -> None:
    visit(page, f"{server.url}/{path}?{urlencode(INPUTS[path], quote_via=quote)}")
    wait_until_drawn(page)
    shown: dict[str, list[str]] = {}
    for time in range(PASSES):
        pass_through(page, shown, -1 if time % 2 else 1)
        assert held(page) == INPUTS[path]
        assert page.locator(ERRORS).all_inner_texts() == []
    assert sum(map(len, shown.values())) >= len(INPUTS[path])
    question = page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    page.locator(".st-key-frame").get_by_role("link", name="Start").dispatch_event("click")
    expect(page.get_by_role("heading", level=2).first).not_to_have_text(question, timeout=PATIENCE_MS)
    still(page)
    page.go_back()
    expect(page.get_by_role("heading", level=2).first).to_have_text(question, timeout=PATIENCE_MS)
    pass_through(page, shown, 1)
    assert held(page) == INPUTS[path]
