"""Where a browser keeps nothing, all works and the page says so; what was cleared is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import CHECKS, answer, keep
from lab import Lab
from playwright.sync_api import Browser, Frame, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

QUESTIONS = "book/lever_plug/whose_help"
REFUSE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    configurable: true,
    get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
  });"""
NOTICE = "Nothing can be kept here"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that nobody used before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def errors_of(page: Page) -> list[str]:
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def switch_to_dark(page: Page | Frame) -> None:
    """Go on with the button for light and dark until the page is dark."""
    root = page.locator("html")
    for _ in range(3):
        if root.get_attribute("data-mode") == "dark":
            break
        page.locator("button.theme-switch-button").first.click()
    expect(root).to_have_attribute("data-theme", "dark")


def test_in_a_frame_that_may_keep_nothing_theme_and_questions_work(site: Path, page: Page) -> None:
    errors = errors_of(page)
    with serve(site) as address:
        there = f"{address}/{QUESTIONS}.html"
        look = 'sandbox="allow-scripts allow-forms" width="1200" height="800"'
        page.set_content(f'<iframe {look} src="{there}"></iframe>', wait_until="load")
        frame = page.frames[-1]
        expect(frame.get_by_text(NOTICE)).to_be_visible()
        expect(frame.get_by_role("link", name="Open the page in a tab of its own")).to_be_visible()
        switch_to_dark(frame)
        box = frame.locator(".predict.practice").first
        box.locator("input").first.check()
        keep(box)
        expect(box.get_by_role("status")).to_contain_text("This browser keeps nothing")
    assert [error for error in errors if "torage" in error] == []


def test_labs_are_live_where_nothing_is_kept_and_it_is_said(site: Path, page: Page) -> None:
    errors = errors_of(page)
    page.add_init_script(REFUSE)
    with serve(site) as address:
        page.goto(f"{address}/{QUESTIONS}.html")
        expect(page.get_by_text(NOTICE)).to_be_visible()
        switch_to_dark(page)
        lab = Lab(page, "portfolio-builder").wait()
        lab.view.get_by_role("slider").first.press("ArrowRight")
        expect(lab.box.get_by_role("button", name="Copy link")).to_be_visible()
        page.goto(f"{address}/book/appendix/bibliography.html")
        expect(page.get_by_text(NOTICE)).to_have_count(0)  # nothing is kept of such a page
    assert errors == []


def test_a_browser_that_keeps_things_is_told_nothing(site: Path, page: Page) -> None:
    with serve(site) as address:
        page.goto(f"{address}/{QUESTIONS}.html")
        expect(page.get_by_text(NOTICE)).to_have_count(0)
        assert page.evaluate("String(localStorage)") == "[object Storage]"


def test_what_was_cleared_is_not_there_when_the_reader_goes_back(site: Path, page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    with serve(site) as address:
        page.goto(f"{address}/{QUESTIONS}.html")
        check = page.locator(".self-check[id^=check-]").first
        answer(check, check.locator(".choice .text").first.text_content())
        predict = page.locator(".predict.practice").first
        predict.locator("input").first.check()
        keep(predict)
        assert page.evaluate("key => localStorage.getItem(key)", CHECKS)
        page.goto(f"{address}/book/my_work.html")
        page.get_by_role("button", name="Clear my data on this computer").click()
        expect(page.get_by_text("This browser keeps nothing of this book.")).to_be_visible()
        page.go_back()
        expect(check.locator("details").first).to_be_hidden()
        expect(page.locator(".practice input:checked")).to_have_count(0)
