"""What is done in the same moment in two parts of a page is done in both."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import still, visit

# A browser that is busy does both before it sends either.
IN_ONE_BREATH = """text => {
  const find = (root, wanted) => [...root.querySelectorAll('*')].flatMap(
    each => [...(wanted(each) ? [each] : []), ...(each.shadowRoot ? find(each.shadowRoot, wanted) : [])]);
  find(document.body, each => each.matches('button[aria-label^=Fold]'))[0].click();
  const field = document.querySelector('.st-key-typing_f input');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', {bubbles: true}));
}"""


@pytest.mark.parametrize("path", ["derivative", "partial_derivatives", "chain_rule", "gradient_descent"])
def test_a_text_typed_while_a_section_is_folded(page: Page, server: Server, path: str) -> None:
    visit(page, f"{server.url}/{path}")
    fold = page.get_by_role("button", name="Fold").first
    expect(fold).to_be_attached()
    still(page)
    page.evaluate(IN_ONE_BREATH, "7x")
    page.wait_for_function("() => new URLSearchParams(location.search).get('f') === '7x'")
    expect(page.locator(".st-key-reading_f")).to_contain_text("7")
    page.wait_for_function("() => new URLSearchParams(location.search).has('folded')")
