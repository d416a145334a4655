"""The contents of a page: an address for each section, one that is left out, and the keyboard through all of them."""

import re

from playwright.sync_api import Page, expect

from core.ui.prose import sections
from tests.browser.harness import Server
from tests.browser.harness_page import PATIENCE_MS, still, visit

SLUGS = [slug for slug in sections("derivative") if slug]
TOP = "slug => document.querySelector(`.st-key-section_${slug}`)?.getBoundingClientRect().top ?? null"


def arrived(page: Page, slug: str) -> None:
    """The section stands at the top of the screen, below the strip, and stays there."""
    stands = f"slug => {{ const top = ({TOP})(slug); return top !== null && Math.abs(top - 40) < 25; }}"
    page.wait_for_function(stands, arg=slug, timeout=PATIENCE_MS)
    page.wait_for_timeout(500)
    assert abs(page.evaluate(TOP, slug) - 40) < 25
    expect(page.locator("nav a[aria-current]")).to_have_text(sections("derivative")[slug][0])


def test_the_address_of_a_section_opens_it_and_a_click_writes_it(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative?section=up-down-flat")
    arrived(page, "up-down-flat")
    page.locator("nav a", has_text="The speedometer").click()
    arrived(page, "the-speedometer")
    expect(page).to_have_url(re.compile("section=the-speedometer"))
    link = page.locator("nav a", has_text="The limit").get_attribute("href")
    assert link is not None and "section=the-limit" in link


def test_what_is_left_out_is_in_the_address_and_comes_back(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative?hide=the-code")
    page.wait_for_selector("nav li")
    strip = page.get_by_role("navigation", name="Contents of this page")
    expect(strip.locator("li")).to_have_count(len(SLUGS) - 1)
    strip.get_by_role("button").click()
    expect(strip.locator("li")).to_have_count(len(SLUGS))
    expect(strip.get_by_label("Show: The code")).not_to_be_checked()
    strip.get_by_label("Show: The limit").uncheck()
    expect(page).to_have_url(re.compile(r"hide=the-limit%2Cthe-code"))
    expect(page.locator(".st-key-near_the-limit")).to_have_count(0)
    strip.get_by_label("Show: The limit").check()
    expect(page.locator(".st-key-near_the-limit")).to_have_count(1)


def test_on_the_projector_keys_work_wherever_the_focus_is(page: Page, server: Server) -> None:
    """Arrows step what is on the screen, space plays it, digits lead to the sections."""
    visit(page, f"{server.url}/derivative?present=1")
    page.wait_for_selector("nav li")
    page.locator(".bar").wait_for()
    page.locator("h2").first.click()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"x=2\.8"), timeout=PATIENCE_MS)
    page.locator(".st-key-sliders_tangent #range").first.focus()
    page.keyboard.press("1")
    arrived(page, SLUGS[0])
    page.locator(".st-key-section_the-limit .player").wait_for()
    page.keyboard.press(" ")
    expect(page.locator(".st-key-section_the-limit").get_by_role("button", name="Pause")).to_be_visible()


def test_a_section_folds_away_and_the_address_keeps_it(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative?folded=under-the-microscope")
    fold = page.get_by_role("button", name="Fold: The limit")
    fold.wait_for()
    unfold = page.get_by_role("button", name="Unfold: Under the microscope")
    unfold.wait_for()
    assert page.get_by_role("heading", name="Under the microscope").count() == 1
    page.locator(".st-key-section_the-limit .player").wait_for(timeout=PATIENCE_MS)
    still(page, 600)
    fold.click()
    expect(page).to_have_url(re.compile("folded=the-limit%2Cunder-the-microscope"), timeout=PATIENCE_MS)
    expect(page.locator(".st-key-section_the-limit")).to_have_count(0, timeout=PATIENCE_MS)
    unfold.click()
    page.get_by_role("region", name="Under the microscope").wait_for(timeout=PATIENCE_MS)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Pages")).to_have_count(1)


def test_the_first_tab_leads_past_the_row_of_pages_to_the_function(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative")
    page.locator(".bar").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the function")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-typing_f input").first).to_be_focused()


def test_tab_comes_to_a_section_that_is_not_drawn_yet_and_goes_on_inside_it(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative")
    last = page.locator(f".st-key-near_{SLUGS[-1]} h3")
    last.wait_for(state="attached")
    last.focus()
    page.locator(f".st-key-section_{SLUGS[-1]}").wait_for(timeout=20_000)
    inside = f"() => document.activeElement?.closest('.st-key-section_{SLUGS[-1]}') != null"
    page.wait_for_function(inside, timeout=20_000)
