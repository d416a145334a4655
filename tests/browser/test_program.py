"""The program that travels, in the browser that runs it: what tests/widgets/test_program.py asks of Node."""

from playwright.sync_api import Page

from tests.browser.harness import Server
from tests.browser.harness_page import visit, wait_until_drawn
from tests.widgets.node import FOLDER
from tests.widgets.programs import differences, jobs, messages


def test_chromium_computes_what_python_computes(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/derivative")
    wait_until_drawn(page)
    page.wait_for_function("window.calculusWidgets?.modules")
    checked = (FOLDER / "checked.js").read_text(encoding="utf-8").replace("export function", "function")
    found = jobs()
    ask = f"jobs => {{ {checked}\nconst twin = calculusWidgets.modules['shared/program.js'];"
    answers = page.evaluate(f"{ask} return jobs.map((job) => checked(twin, job)); }}", messages(found))
    assert len(answers) > 200
    assert differences(found, answers)[:12] == []
