"""What the documents point at is there: every path and every link to a heading."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted(ROOT.glob("docs/*.md")),
    *sorted(ROOT.glob("deploy/*.md")),
]
CODE = re.compile(r"`([^`\n]+)`")
LINKED = re.compile(r"\]\(([^)\s]+)\)")
A_PATH = re.compile(
    r"(?=[.a-z_]{3})\.?[\w.-]+(?:/[\w.*<>-]*)+|[\w-]+\.(?:py|md|toml|txt|lock|yaml|cfg|js|css|json|template)"
)
ELSEWHERE = ("http://", "https://", "mailto:")
# Places on a server, and folders that are made.
NOT_OURS = re.compile(r"/_stcore/|^/|\.venv|^docs\.|<page>|<name>")


def paths_in(text: str) -> list[str]:
    """Everything in a document that looks like a path of the repository."""
    quoted = [word for code in CODE.findall(text) for word in code.split() if A_PATH.fullmatch(word)]
    linked = [link.partition("#")[0] for link in LINKED.findall(text) if not link.startswith(ELSEWHERE)]
    return [path for path in (*quoted, *linked) if path and not NOT_OURS.search(path)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    missing = [path for path in paths_in(document.read_text(encoding="utf-8")) if not exists(path, document.parent)]
    assert missing == []


def exists(path: str, beside: Path) -> bool:
    """A path from the root or from the document's folder; a bare name is a file of the product, wherever it stands."""
    if "/" not in path:
        return any(place.joinpath(path).exists() for place in (ROOT, beside)) or any(ROOT.glob(f"core/**/{path}"))
    return any(place.joinpath(path).exists() for place in (ROOT, beside))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_within_a_document_leads_to_a_heading(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.M)
    }
    wanted = {link[1:] for link in LINKED.findall(text) if link.startswith("#")}
    assert wanted <= headings


def test_a_path_is_seen_wherever_it_stands() -> None:
    text = (
        "`core/ui/` and `python -m x tests/a_b.py`, [here](docs/c.md#part) not `f(x)/x` nor [there](https://a.b/c.md)"
    )
    assert paths_in(text) == ["core/ui/", "tests/a_b.py", "docs/c.md"]
