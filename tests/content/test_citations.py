"""Every citation leads to an entry, and complete chapters cite their sources."""

import contents
from contents import Page
from each import each
from markdown import citations


@each(contents.pages)
def test_every_citation_has_its_entry(page: Page):
    assert set(citations(page.text)) <= set(contents.bibliography())


@each(contents.complete)
def test_a_complete_chapter_cites_its_sources(page: Page):
    assert citations(page.text)
