"""A page is printed as dark words on white paper, whatever it is on the screen."""

from collections.abc import Iterator

import pypdfium2
import pytest
from code_cells import CodeCell
from lab import wait_for_all
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

WITH_A_LAB = "book/lever_plug/lever_and_plug"
WITHOUT = ["book/how_to_use", "book/my_work", "book/appendix/parameters"]
CHART = """import altair as alt

rows = [{"word": "Owls", "n": 1}, {"word": "Bears", "n": 2}]
alt.Chart(alt.InlineData(rows)).mark_bar().encode(x="n:Q", y="word:N")"""
LIGHT, PALE, DARK = 225, 140, 90  # of 255; a word of a dark page has 160 or more
# Of the words in charts, as they are when the sheets are made; before the page is dark again.
NOTE_SHADES = """addEventListener("afterprint", () => {
  const shade = (word) => Math.max(...getComputedStyle(word).fill.match(/\\d+/g).slice(0, 3));
  const shades = (where) => [...document.querySelectorAll(`${where} svg text`)].map(shade);
  globalThis.shadesOnPaper = [shades(".lp-chart"), shades(".livepages-output")];
}, true)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in the dark."""
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def printed(page: Page) -> list[Image.Image]:
    """The page on paper, in shades of grey, with the colours of its backgrounds."""
    document = pypdfium2.PdfDocument(page.pdf(print_background=True))
    sheets = [sheet.render().to_pil().convert("L") for sheet in document]
    assert page.locator("html").get_attribute("data-theme") == "dark"
    return sheets


def assert_light(sheets: list[Image.Image]) -> None:
    """Most of each sheet is light, and the first has dark words on it."""
    for sheet in sheets:
        shades = sheet.histogram()
        assert sum(shades[LIGHT:]) > 0.6 * sum(shades)
    assert sheets[0].getextrema()[0] < DARK


@pytest.mark.parametrize("name", WITHOUT)
def test_a_dark_page_is_printed_light(name: str, address: str, page: Page):
    page.goto(f"{address}/{name}.html")
    assert_light(printed(page))


def test_labs_and_the_readers_own_charts_are_printed_light(address: str, page: Page):
    page.add_init_script(NOTE_SHADES)
    page.goto(f"{address}/{WITH_A_LAB}.html")
    assert set(wait_for_all(page)) == {"live"}
    cell = CodeCell(page, "codings").open().write(CHART).run()
    expect(cell.output.locator("svg")).to_be_visible()
    assert_light(printed(page))
    labs, own = page.evaluate("shadesOnPaper")
    assert len(labs) > 10
    assert len(own) > 4
    assert max(labs + own) < PALE
