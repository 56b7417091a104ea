"""A long table can be searched where there is a script, and read where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from leverplug.validation import tables
from playwright.sync_api import Browser, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

PLACE = "book/appendix/parameters.html"
ROWS = len(tables.parameters().rows)
TABLE = ".searchable.parameters"


@pytest.fixture
def page(site: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of parameters, with or without JavaScript."""
    with serve(site) as address:
        context = browser.new_context(java_script_enabled=getattr(request, "param", True))
        page = context.new_page()
        page.goto(f"{address}/{PLACE}")
        yield page
        context.close()


def test_every_word_typed_narrows_the_table(page: Page):
    table = page.locator(TABLE)
    field = table.get_by_role("searchbox", name="Search this table")
    field.press_sequentially("TRADE fair ease")
    shown = table.locator("tbody tr:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("ease")
    expect(table.locator("output")).to_have_text(f"1 of {ROWS} rows")
    field.fill("")
    expect(shown).to_have_count(ROWS)
    expect(table.locator("output")).to_have_text("")


def test_enter_neither_leaves_the_page_nor_loses_the_search(page: Page):
    field = page.locator(TABLE).get_by_role("searchbox")
    field.fill("no such parameter")
    field.press("Enter")
    expect(page.locator(f"{TABLE} tbody tr:visible")).to_have_count(0)
    assert page.url.endswith(PLACE)


@pytest.mark.parametrize("page", [False], indirect=True, ids=["no script"])
def test_without_a_script_every_row_is_there_and_no_empty_promise(page: Page):
    expect(page.locator(f"{TABLE} tbody tr")).to_have_count(ROWS)
    expect(page.get_by_role("searchbox", name="Search this table")).to_have_count(0)
