"""Every prepared lesson opens as it was meant: no notice about its address, nothing that fails."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "docs/lessons.md", "CONTRIBUTING.md")
LINK = re.compile(r"http://localhost:8501(/\w+\?[^)\s`\"]+)|`(/\w+\?[^`]+)`")
LESSONS = [
    found[1] or found[2] for name in DOCUMENTS for found in LINK.finditer((ROOT / name).read_text(encoding="utf-8"))
]
PAGES = {path.stem.partition("_")[2]: path for path in ROOT.glob("pages/*.py")}


def test_there_are_eight_lessons_on_all_pages() -> None:
    text = (ROOT / "docs/lessons.md").read_text(encoding="utf-8")
    parts = re.split(r"^## \d ", text, flags=re.MULTILINE)[1:]
    assert len(parts) == 8 and all(LINK.search(part) for part in parts)
    assert {urlsplit(link).path.strip("/") for link in LESSONS} == set(PAGES)


@pytest.mark.parametrize("link", LESSONS)
def test_a_prepared_link_opens_without_a_notice(link: str) -> None:
    address = urlsplit(link)
    query = dict(parse_qsl(address.query, strict_parsing=True))
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page(str(PAGES[address.path.strip("/")].relative_to(ROOT)))
    app.query_params.update(query)
    app.run()
    assert not app.exception and not app.error
    opened = app.session_state["address"]["open"]
    assert opened.notices == ()
    shown = {name: str(value) for name, value in opened.query().items()}
    assert all(shown.get(name, default(opened, name)) == value for name, value in query.items())


def default(opened, name: str) -> str:
    """What the address leaves out is the default, or 1 for a parameter."""
    entry = opened.entries.get(name)
    return "1" if entry is None else entry.show(entry.default)
