"""Every code cell of the built book runs in a reader's browser and gives there what is printed."""

import re
from collections.abc import Callable, Iterator

import contents
import pytest
import visits
from code_cells import CodeCell, cells_of
from playwright.sync_api import Browser, Page, expect
from visits import Visit, by_page

pytestmark = pytest.mark.browser

# Vega-Lite says this of any chart with rows of one height; nothing is wrong with the chart.
SAID_OF_GOOD_CHARTS = 'WARN Dropping "fit-y" because spec has discrete height.'
CELL = re.compile(r"```\{code-cell\}[^\n]*\n(?P<options>(?::[^\n]*\n)*)")
ORDINARY = [
    page.name
    for page in contents.pages()
    if any(
        not re.search(r"live|remove-input", found["options"]) for found in CELL.finditer(page.text)
    )
]


@pytest.fixture(scope="module")
def opened(address: str, browser: Browser) -> Iterator[Callable[[str], tuple[Page, Visit]]]:
    """A page that stays open, with what it asked for and complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def go(name: str) -> tuple[Page, Visit]:
        for other in context.pages:
            other.close()
        page = context.new_page()
        seen = Visit(f"{address}/{name}.html")
        visits.watch(page, seen)
        page.goto(seen.address)
        return page, seen

    yield go
    context.close()


def words(text: str) -> str:
    return " ".join(text.split())


def printed(cell: CodeCell) -> str:
    """What the book printed below a cell."""
    below = cell.box.locator(".cell_output").first
    return words(below.inner_text()) if below.get_attribute("class") and below.is_visible() else ""


@pytest.mark.parametrize("name", by_page(ORDINARY))
def test_each_cell_runs_in_the_page_and_gives_what_is_printed(name: str, opened: Callable) -> None:
    page, seen = opened(name)
    cells = cells_of(page)
    assert cells
    for cell in cells:
        cell.open()
        before = printed(cell)
        cell.run()
        assert cell.state() == "ran", cell.text()
        drawn = cell.output.locator(".lp-still, .lp-chart")
        for each in drawn.all():
            expect(each).to_have_attribute("data-drawn", re.compile("."))
        if "remove-output" not in cell.box.get_attribute("class"):
            assert words(cell.text()) == before, cell.name
    assert seen.elsewhere() == set()
    assert seen.failures == []
    assert [line for line in seen.console if line != SAID_OF_GOOD_CHARTS] == []


def test_cells_have_names_of_their_own_so_that_edits_outlive_a_new_edition() -> None:
    unnamed = [
        (page.name, found["options"])
        for page in contents.pages()
        for found in CELL.finditer(page.text)
        if not re.search(
            r"live\b|live-setup|remove-input", found["options"].partition("live-id")[0]
        )
        and ":live-id:" not in found["options"]
    ]
    assert unnamed == []
    assert len(ORDINARY) >= 12
