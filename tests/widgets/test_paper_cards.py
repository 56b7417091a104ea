"""The cards of the game on paper, printed by a browser."""

import pytest
from accessibility import examine
from leverplug import unplugged
from playwright.sync_api import Browser
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def test_cards_print_two_to_a_row_and_none_is_cut(browser: Browser, tmp_path):
    page = browser.new_page()
    page.set_content(f"<!doctype html><html lang='en'><body>{unplugged.cards()._repr_html_()}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 less margins, at 96 dots an inch
    boxes = page.locator(".lp-card").evaluate_all(
        "cards => cards.map(c => [c.getBoundingClientRect().left, c.getBoundingClientRect().top,"
        " c.scrollWidth > c.clientWidth, getComputedStyle(c).borderTopStyle])"
    )
    assert len({left for left, *_ in boxes}) == 2
    assert all(boxes[i][1] == boxes[i + 1][1] for i in range(0, len(boxes) - 1, 2))
    assert {(overflows, border) for *_, overflows, border in boxes} == {(False, "dashed")}
    file = tmp_path / "cards.pdf"
    page.pdf(path=file, format="A4", margin={"top": "12mm", "bottom": "12mm"})
    page.close()
    texts = [sheet.extract_text() for sheet in PdfReader(file).pages]
    for card in unplugged.deck():  # name and last line of a card are on one sheet of paper
        (sheet,) = [text for text in texts if card.kind.label in text]
        assert sheet.count("leaves") == sheet.count("Costs ")


def test_four_slips_fill_a_sheet_of_paper_and_wide_sheets_fit_on_one(browser: Browser, tmp_path):
    page = browser.new_page()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    file = tmp_path / "sheets.pdf"
    for sheet, mark in (
        (unplugged.design_slips(4), ".lp-slip"),
        (unplugged.team_sheet(6), ".lp-wide"),
        (unplugged.wall_board(10, 6), ".lp-wide"),
    ):
        page.set_content(f"<!doctype html><html lang='en'><body>{sheet._repr_html_()}")
        overflow = page.locator(mark).evaluate_all(
            "all => all.map(e => e.scrollWidth > e.clientWidth)"
        )
        assert not any(overflow), sheet.text
        page.pdf(path=file, format="A4", margin={"top": "12mm", "bottom": "12mm"})
        assert len(PdfReader(file).pages) == 1, sheet.text
    page.close()


def test_sheets_that_are_wider_than_a_phone_scroll_by_the_keyboard(browser: Browser):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for sheet in (unplugged.team_sheet(), unplugged.wall_board(), unplugged.design_slips(1)):
        content = f"<main><h1>Sheet</h1>{sheet._repr_html_()}</main>"
        page.set_content(f"<!doctype html><html lang='en'><title>Sheet</title><body>{content}")
        assert examine(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
