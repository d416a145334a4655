"""The chain-rule page as a person meets it, in real Chromium: typing, dragging, stepping, training."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import ERRORS, PATIENCE_MS, section, slide, still, type_keys, visit
from tests.browser.harness_probe import forget, moved

GRAPH = "step-by-step-the-computation-graph"


def open_page(page: Page, server: Server, query: str = "") -> None:
    visit(page, f"{server.url}/chain_rule{query}")
    expect(page.locator(".lines .formula").first).to_be_visible(timeout=20_000)
    still(page)


def text_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="f(x) =", exact=True)


def on_the_lines(page: Page) -> list[str]:
    return page.locator(".lines .formula").all_text_contents()


def graph(page: Page) -> Locator:
    return page.locator(f".st-key-section_{GRAPH} .diagram")


def test_typing_key_by_key_keeps_the_lines_on_the_screen(page: Page, server: Server) -> None:
    open_page(page, server)

    def look(prefix: str) -> None:
        assert page.locator(ERRORS).count() == 0, prefix
        assert on_the_lines(page)[0] == "x", prefix

    type_keys(page, text_field(page), "sin(e^(2x))", look)
    assert on_the_lines(page) == ["x", "u₁ = 2·x", "u₂ = e^u₁", "f = sin(u₂)"]


def test_ticks_far_from_zero_can_be_told_apart(page: Page, server: Server) -> None:
    for query in ("?x=-1000", "?f=(3x%2B2)%5E4&x=5000", "?f=sin(x%2F1000000)%5E2&x=0.001"):
        open_page(page, server, query)
        ticks = page.locator(".lines .ticktext")
        rows: dict[str, list[str]] = {}
        for text, y in ticks.evaluate_all("all => all.map(tick => [tick.textContent, tick.getAttribute('y')])"):
            rows.setdefault(y, []).append(text)
        assert rows
        assert all(len(set(texts)) == len(texts) for texts in rows.values()), (query, rows)
        assert not any("e" in text for texts in rows.values() for text in texts), (query, rows)


def test_what_lies_below_follows_the_typing(page: Page, server: Server) -> None:
    open_page(page, server)
    text_field(page).fill("(5x + 1)^2")
    graph = section(page, GRAPH)
    expect(graph.locator(".diagram").filter(has_text="5·x").first).to_be_visible(timeout=5_000)
    expect(section(page, "the-code").locator("code", has_text="u_of_x = 5*x + 1").first).to_be_visible()


def test_dragging_x_moves_the_lines_all_the_way(page: Page, server: Server) -> None:
    open_page(page, server)
    shown = page.locator(".lines .shown").last
    seen = "element => { window.seen = new Set(); new MutationObserver(() => window.seen.add(element.textContent)).observe(element, {childList: true, subtree: true}); }"  # noqa: E501
    page.locator(".lines svg").evaluate(seen)
    forget(page)
    slide(page, page.locator(".st-key-sliders_links input[type=range]").first, 0.6, 0.3, seconds=2)
    still(page)
    assert page.evaluate("window.seen.size") >= len(moved(page)) / 2 >= 3
    assert shown.text_content() != "25"
    expect(page).to_have_url(re.compile("[?&]x="))


def test_the_arrow_keys_walk_through_the_backward_pass(page: Page, server: Server) -> None:
    open_page(page, server)
    section(page, GRAPH)
    pass_ = graph(page)
    expect(pass_.locator(".where")).to_have_text("step 4 of 4")
    pass_.locator(".window").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(pass_.locator(".where")).to_have_text("step 2 of 4")
    expect(pass_.locator(".details")).to_contain_text("= 1 · 10 = 10")
    assert pass_.locator(".box.later").count() == 2
    pass_.get_by_role("button", name="▶ Play").click()
    expect(pass_.locator(".where")).to_have_text("step 4 of 4", timeout=6_000)


def test_a_large_graph_opens_where_its_selected_box_is(page: Page, server: Server) -> None:
    open_page(page, server, "?f=" + "%2B".join(f"sin({k}x)" for k in range(2, 24)))
    section(page, GRAPH)
    box = graph(page).locator(".box.selected")
    expect(box).to_contain_text("x")
    inside = """box => {
      const inner = box.getBoundingClientRect(), outer = box.closest('.window').getBoundingClientRect();
      return inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left;
    }"""
    assert box.evaluate(inside)


def test_each_path_lights_up_and_then_both(page: Page, server: Server) -> None:
    open_page(page, server)
    tree = section(page, "when-there-is-more-than-one-way").locator(".diagram")
    expect(tree.locator(".details")).to_contain_text("Both ways together: ∂z/∂x = 20 + 50 = 70")
    assert tree.locator(".arrow.lit").count() == 4
    tree.get_by_role("button", name="One step on").click()
    expect(tree.locator(".details")).to_contain_text("∂z/∂u · ∂u/∂x = 20 · 1 = 20")
    assert tree.locator(".arrow.lit").count() == 2
    assert tree.locator(".box.lit").count() == 3
    tree.get_by_role("button", name="One step on").click()
    expect(tree.locator(".details")).to_contain_text("25 · 2 = 50")


def test_own_lines_are_drawn_while_they_are_typed(page: Page, server: Server) -> None:
    open_page(page, server, "?graph=lines")
    section(page, GRAPH)
    field = page.get_by_label("One definition a line")
    field.fill("p = 3\nq = p^2")
    expect(page.get_by_text("∂q/∂p").first).to_be_visible()
    field.press_sequentially(" + ")
    expect(page.locator('[class*="st-key-waiting_unfinished_lines"]')).to_be_visible()
    field.press_sequentially("p")
    expect(page.locator(".st-key-sentence_graph")).to_contain_text("∂q/∂p = 7")


def steps_trained(page: Page) -> int:
    text = page.locator("p", has_text="examples come out right").text_content()
    return int(text.split()[1]) if text.startswith("After") else 0


def wait_until_trained(page: Page, steps: int) -> None:
    after = """steps => [...document.querySelectorAll('p')].some(({textContent: said}) =>
      said.startsWith('After') && said.includes('come out right') && Number(said.split(/\\s+/)[1]) >= steps)"""
    page.wait_for_function(after, arg=steps, timeout=PATIENCE_MS)


def test_training_plays_leaves_the_page_alive_and_stops_when_one_leaves(page: Page, server: Server) -> None:
    open_page(page, server, "?data=two+moons&rate=0.05")
    section(page, "why-machines-need-it")
    page.get_by_role("button", name="▶ Train").click()
    wait_until_trained(page, 6)
    text_field(page).fill("(7x - 1)^2")
    expect(page.locator(".lines .formula").nth(1)).to_have_text("u = 7·x − 1")
    wait_until_trained(page, steps_trained(page) + 1)
    page.locator(".st-key-frame").get_by_role("link", name="Derivative", exact=True).click()
    expect(page.locator(".lines")).to_have_count(0)
    page.wait_for_timeout(1500)
    page.go_back()
    expect(page.locator(".lines")).to_have_count(1)
    section(page, "why-machines-need-it")
    expect(page.get_by_role("button", name="▶ Train")).to_be_visible()
    stopped = steps_trained(page)
    page.wait_for_timeout(900)
    assert steps_trained(page) == stopped


TEN = "?f=sin(cos(sin(cos(sin(cos(sin(cos(sin(x%5E2)))))))))"
BOTTOM = "names => names.map(name => Math.round(document.querySelector(name).getBoundingClientRect().bottom))"
SIZES = [(1440, 900, ""), (1366, 768, ""), (1366, 768, "&present=1"), (1920, 1080, "&present=1")]


@pytest.mark.parametrize(("width", "height", "more"), SIZES)
def test_ten_links_and_their_sliders_fit_on_the_screen(
    page: Page, server: Server, width: int, height: int, more: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, server, TEN + more)
    parts = [".st-key-lines", ".st-key-sliders_links", ".st-key-sentence_links"]
    page.wait_for_function(f"([parts, most]) => ({BOTTOM})(parts).every(end => end <= most)", arg=[parts, height])


def test_on_a_phone_the_sliders_of_a_long_chain_stay_in_sight(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, server, TEN)
    page.locator(".st-key-lines").evaluate("lines => lines.scrollIntoView()")
    expect(page.locator(".st-key-sliders_links")).to_be_in_viewport(ratio=0.95)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_the_network_fits_on_the_projector(page: Page, server: Server, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, server, "?present=1&hidden=4&data=circles")
    network = section(page, "why-machines-need-it")
    expect(network.locator(".st-key-chart_loss canvas, .st-key-chart_loss svg").first).to_be_visible(timeout=10_000)
    still(page)
    fits = "element => element.getBoundingClientRect().height"
    assert network.evaluate(fits) <= height
