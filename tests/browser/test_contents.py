"""The contents of a page: an address for each section, one that is left out, and the keyboard through all of them."""

import re

from playwright.sync_api import Page, expect

from core.ui.prose import sections
from tests.browser.harness import Server
from tests.browser.harness_page import PATIENCE_MS, visit

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


def test_digits_lead_to_the_sections_of_a_projected_page(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative?present=1")
    page.wait_for_selector("nav li")
    page.keyboard.press("3")
    arrived(page, SLUGS[2])


def test_tab_comes_to_a_section_that_is_not_drawn_yet_and_goes_on_inside_it(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative")
    last = page.locator(f".st-key-near_{SLUGS[-1]} h3")
    last.wait_for(state="attached")
    last.focus()
    page.locator(f".st-key-section_{SLUGS[-1]}").wait_for(timeout=20_000)
    inside = f"() => document.activeElement?.closest('.st-key-section_{SLUGS[-1]}') != null"
    page.wait_for_function(inside, timeout=20_000)
