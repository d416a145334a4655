"""Leaving a page while something on it is still moving: the reader arrives where he wanted to go."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import visit, wait_until_drawn, wait_until_idle

# A slider tells Python its value again and again: in the moment of leaving, and until the other page is there.
RESTLESS = """go => {
  const find = root => [...root.querySelectorAll('*')].flatMap(
    each => [...(each.matches('input[type=range]') ? [each] : []), ...(each.shadowRoot ? find(each.shadowRoot) : [])]);
  const slider = find(document.body).find(each => each.closest('.live'));
  const move = () => {
    slider.value = Number(slider.min) + Math.random() * (slider.max - slider.min);
    slider.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    slider.dispatchEvent(new Event('change', {bubbles: true, composed: true}));
  };
  window.addEventListener('popstate', () => { for (let k = 0; k < 40; k++) setTimeout(move, 4 * k); });
  if (go === 'back') { history.back(); return; }
  [...document.querySelectorAll('.st-key-frame a')].find(link => link.textContent.includes(go)).click();
  for (let k = 0; k < 40; k++) setTimeout(move, 4 * k);
}"""


def expect_question(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=2, name=words)).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("time", range(3))
def test_a_moving_slider_does_not_hold_the_reader_back(page: Page, server: Server, time: int) -> None:
    visit(page, f"{server.url}/chain_rule?f=(x+{time + 1})^2")
    wait_until_drawn(page)
    page.evaluate(RESTLESS, "Derivative")
    expect_question(page, "How fast is f changing")
    wait_until_drawn(page)
    page.evaluate(RESTLESS, "back")
    expect_question(page, "One function sits inside another")
    wait_until_drawn(page)
    page.wait_for_timeout(500)  # nothing that was on its way brings the other page back
    wait_until_idle(page)
    expect_question(page, "One function sits inside another")
    expect(page.locator(".lines")).to_have_count(1)
