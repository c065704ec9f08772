"""The pages in docs/ and beside it: lines of prose end at 120 columns, and links to docs/ lead somewhere."""

from __future__ import annotations

import re

import pytest
from dag_folder import REPOSITORY

WIDTH = 120
DOCS = REPOSITORY / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), *(REPOSITORY / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG"))]
WRITTEN_BY_A_TEST = ("types.md", "reliability.md")
FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]*)\)")


def prose(page) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def without_addresses(line: str) -> str:
    return LINK.sub("]()", line)


def anchors(page) -> set[str]:
    """Return the names that a page's places can be linked by: explicit ones, and GitHub's for its headings."""
    text = prose(page)
    headings = re.findall(r"^#+ (.*)$", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text), re.MULTILINE)
    names = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return names | set(re.findall(r'<a id="([^"]+)"', text))


def is_broken(page, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(DOCS.resolve()):
        return False
    return not target.exists() or (anchor != "" and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_of_prose_end_at_120_columns(page):
    if page.name in WRITTEN_BY_A_TEST:
        pytest.skip("a test writes this page")
    lines = [line for line in prose(page).splitlines() if not line.startswith(("|", "!["))]

    assert [line for line in lines if len(without_addresses(line)) > WIDTH] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_pages_and_places_that_are_there(page):
    links = [link for link in LINK.findall(prose(page)) if not link.startswith("http")]

    assert [link for link in links if is_broken(page, link)] == []
