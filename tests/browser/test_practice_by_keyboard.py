"""A whole exercise without a pointer: a guess, an answer, a hint, the next one; and the order it is read out in."""

import re

from playwright.sync_api import Page, expect

from core.practice import exercise
from core.ui.prose import sections
from tests.browser.harness import Server
from tests.browser.harness_page import PATIENCE_MS, still, visit

MOST_TABS = 60
OTHERS = [slug for slug in sections("derivative") if slug not in ("", "practice")]


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    named = "(name) => [document.activeElement.ariaLabel, document.activeElement.innerText].includes(name)"
    for _ in range(MOST_TABS):
        if page.evaluate(named, name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_an_exercise_from_its_question_to_the_next(page: Page, server: Server) -> None:
    made = exercise("slope", 4, 1)
    visit(page, f"{server.url}/derivative?practice=slope.1.4&hide={','.join(OTHERS)}&predict=1")
    field = page.get_by_label("slope at x = 3")
    expect(field).to_be_visible(timeout=PATIENCE_MS)
    field.focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    still(page)
    tab_to(page, "Show the answer")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-sentence_guess")).to_contain_text("You said 5", timeout=PATIENCE_MS)

    answer = page.get_by_label("Your answer")
    answer.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    answer.focus()
    page.keyboard.type("12345")
    page.keyboard.press("Enter")
    section = page.locator(".st-key-section_practice")
    expect(section.get_by_role("alert").first).to_be_visible(timeout=PATIENCE_MS)
    tab_to(page, "Hint")
    page.keyboard.press("Enter")
    expect(section).to_contain_text("Hint 1:", timeout=PATIENCE_MS)
    answer.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(made.key)
    page.keyboard.press("Enter")
    expect(section).to_contain_text("Right.", timeout=PATIENCE_MS)
    read = section.inner_text()
    assert read.index("Your answer") < read.index("Right.") < read.index("Hint 1:") < read.index("1 of 2 right")
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(section).not_to_contain_text("Right.", timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"[?&]practice=slope\.1\.5"), timeout=PATIENCE_MS)
