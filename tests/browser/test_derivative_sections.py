"""The sections of the derivative page in a real browser: play, follow, point."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server
from tests.browser.harness_page import SENTENCE, section, wait_until_drawn

pytestmark = pytest.mark.usefixtures("server")


def open_lesson(page: Page, server: Server, query: str, slug: str) -> Locator:
    page.goto(f"{server.url}/derivative?{query}")
    wait_until_drawn(page)
    return section(page, slug)


def test_play_shrinks_the_step_pauses_and_steps_by_keyboard(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E3&x=1", "the-limit")
    sentence = part.locator(".st-key-sentence_limit")
    expect(sentence).to_contain_text("With Δx = 0.5 the secant has the slope 4.75")
    part.get_by_role("button", name="Play").click()
    expect(sentence).not_to_contain_text("Δx = 0.5 ")
    expect(sentence).to_contain_text(re.compile(r"Δx = 0\.00\d"), timeout=15000)
    page.keyboard.press("p")
    expect(part.get_by_role("button", name="Play")).to_be_visible()
    expect(page).to_have_url(re.compile(r"h=0\.00"))
    paused = sentence.inner_text()
    page.keyboard.press(".")
    expect(sentence).not_to_have_text(paused)
    # The stage at the top shows the same Δx as soon as it is seen again.
    step = re.search(r"Δx = ([\d.·⁻⁰-⁹]+)", sentence.inner_text())[1]
    page.locator(SENTENCE).first.scroll_into_view_if_needed()
    expect(page.locator(SENTENCE).first).to_contain_text(f"Δx = {step}")


def test_sections_follow_what_is_typed(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E2", "no-slope-here")
    expect(part).to_contain_text("has a slope at every x")
    page.get_by_role("textbox", name="f(x) =").fill("|x - 1|")
    part = section(page, "no-slope-here")
    expect(part).to_contain_text("At x = 1 the curve has a corner", timeout=10000)
    expect(section(page, "the-code")).to_contain_text("f = Abs(x - 1)", timeout=10000)


def test_one_line_follows_the_pointer_through_both_curves(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E3-3x", "up-down-flat")
    chart = part.locator(".vega-embed")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 80)
    page.mouse.move(box["x"] + 310, box["y"] + 82)
    words = part.locator("svg text", has_text="=")
    expect(words).to_have_count(2)
    f, slope = (float(text.split("=")[1].replace("−", "-")) for text in words.all_text_contents())
    xs = [x for x in (-3 + 6 * i / 320 for i in range(321)) if abs(x**3 - 3 * x - f) < 0.01]
    assert any(abs(3 * x**2 - 3 - slope) < 0.02 for x in xs), (f, slope)


def test_the_car_drives_and_stops_at_a_touch(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E2&x=-2", "the-speedometer")
    said = part.locator("#said")
    expect(said).to_contain_text("the needle shows −4: it drives backward")
    part.get_by_role("button", name="Drive").click()
    expect(said).to_contain_text("it drives forward", timeout=15000)
    part.get_by_role("button", name="Pause").click()
    stopped = said.inner_text()
    page.wait_for_timeout(400)
    assert said.inner_text() == stopped


def test_keys_drive_only_what_is_nearest_the_middle_of_the_screen(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E2&x=-2&h=0.25", "the-speedometer")
    said = part.locator("#said")
    expect(said).to_contain_text("At time −2 ")
    page.keyboard.press(".")
    expect(said).not_to_contain_text("At time −2 ")
    page.keyboard.press(",")
    expect(said).to_contain_text("At time −2 ")
    page.keyboard.press("p")
    expect(part.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("p")
    expect(part.get_by_role("button", name="Drive")).to_be_visible()
    expect(page).to_have_url(re.compile(r"h=0\.25"))


def test_on_the_projector_nothing_lies_over_the_charts(page: Page, server: Server) -> None:
    part = open_lesson(page, server, "f=x%5E3-3x&present=1", "up-down-flat")
    chart, sentence = part.locator(".vega-embed"), part.locator(".st-key-sentence_sign")
    expect(chart.locator("svg, canvas").first).to_be_visible()
    page.wait_for_timeout(500)
    picture, words = chart.bounding_box(), sentence.bounding_box()
    assert picture["y"] + picture["height"] <= words["y"] + 1
