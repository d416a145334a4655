"""What we use of Streamlit's and Vega's pages without their promise: core/widgets/shared/streamlit.js, name by name.

If this fails after an upgrade, the name it complains about has changed: mend it in that one file.
"""

from playwright.sync_api import Page

from tests.browser.harness import Server
from tests.browser.harness_page import section, visit, wait_until_drawn

# Each is asked in the browser, about a widget's host on the derivative page; all must be true.
QUESTIONS = {
    "a widget's root is a shadow root, its host in the page": "host => Boolean(host.shadowRoot)",
    "what scrolls": "host => ours.scroller(host).scrollHeight > ours.scroller(host).clientHeight",
    "the column of contents": "host => ours.contents(host).clientWidth > 300",
    "a key names its container": "host => document.querySelector(ours.keyed('frame')) !== null",
    "the stage of a page": "host => ours.stage(document.querySelector('[class*=\"st-key-stage_\"] *'), "
    "[...document.querySelector('[class*=\"st-key-stage_\"]').classList].find(c => c.startsWith('st-key-stage_'))"
    ".slice('st-key-stage_'.length)) !== null",
    "the slider of a live slider": "host => [...document.querySelectorAll('[class*=\"st-key-\"]')].some(each => "
    "[...each.classList].some(c => c.startsWith('st-key-') && ours.rangeIn(c.slice(7))?.type === 'range'))",
    "a parameter of a chart": "host => document.querySelectorAll('.vega-bind input[name]').length > 0 && "
    "ours.parameter(document.querySelector('.vega-bind input[name]').name) !== null",
    "the place of a section": "host => ours.placeholder(document.querySelector('[class*=\"st-key-near_\"] *'))"
    ".className.includes('st-key-near_')",
    "the section of a slug": "host => ours.section('the-limit') !== null",
    "the section of what stands in it": "host => ours.sectionOf(ours.section('the-limit').firstElementChild)"
    " === ours.section('the-limit')",
}


def open_page(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative")
    wait_until_drawn(page)
    page.wait_for_function("window.calculusWidgets?.modules")


def test_streamlit_and_vega_still_name_things_as_we_use_them(page: Page, server: Server) -> None:
    open_page(page, server)
    section(page, "the-limit")
    page.evaluate("window.ours = window.calculusWidgets.modules['shared/streamlit.js']")
    asked = {
        what: page.evaluate(f"(({question}))(document.querySelector('[data-testid=\"stBidiComponentIsolated\"]'))")
        for what, question in QUESTIONS.items()
    }
    assert [what for what, answer in asked.items() if answer is not True] == []


def test_a_click_on_a_chart_is_found_in_it_and_a_click_on_a_page_link_is_known(page: Page, server: Server) -> None:
    open_page(page, server)
    page.evaluate(
        """() => {
          const ours = window.calculusWidgets.modules['shared/streamlit.js'];
          window.heard = {};
          window.addEventListener('click', (event) => {
            const chart = event.target.closest('[class*="st-key-"]:has([data-testid="stVegaLiteChart"])');
            for (const name of chart?.classList ?? []) {
              if (name.startsWith('st-key-')) window.heard.plot = ours.plotAt(name.slice(7), event)?.width;
            }
            window.heard.page = ours.pageOf(event) ?? window.heard.page;
            if (ours.pageOf(event)) { event.preventDefault(); event.stopImmediatePropagation(); }
          }, true);
        }"""
    )
    page.locator('[data-testid="stVegaLiteChart"]').first.click()
    page.locator('[data-testid="stPageLink"] a', has_text="Chain rule").click()
    heard = page.evaluate("window.heard")
    assert heard["plot"] > 100
    assert heard["page"] == "/chain_rule"
