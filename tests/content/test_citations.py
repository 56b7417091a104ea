"""Every citation leads to an entry, and complete chapters cite their sources."""

import contents
import pytest
from contents import Page
from markdown import citations
from pybtex.database import parse_file

ENTRIES = set(parse_file(str(contents.ROOT / "book" / "references.bib"), "bibtex").entries)


@pytest.mark.parametrize("page", contents.pages(), ids=str)
def test_every_citation_has_its_entry(page: Page):
    assert set(citations(page.text)) <= ENTRIES


@pytest.mark.parametrize(
    "page",
    [c for c in contents.chapters() if c.front_matter.get("status") != "outline"],
    ids=str,
)
def test_a_complete_chapter_cites_its_sources(page: Page):
    assert citations(page.text)
