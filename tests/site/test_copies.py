"""Two copies of the book on one host keep apart what is done in them; a file carries it over."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import keep, key
from code_cells import CodeCell
from lab import Lab
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

CHAPTER, LAB, CELL = "book/lever_plug/whose_help", "portfolio-builder", "resources"
KEYS = "Object.keys(localStorage).filter((key) => /^(levers-and-plugs|livepages)/.test(key))"


@pytest.fixture(scope="module")
def host(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A host with the book of the spring and that of the autumn."""
    folder = tmp_path_factory.mktemp("host")
    for term in ("spring", "autumn"):
        (folder / term).symlink_to(site)
    with serve(folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who never saw either."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    yield fresh
    fresh.close()


def work_on(page: Page, address: str) -> None:
    """Predict, set a lab and change some code in a copy."""
    page.goto(f"{address}/{CHAPTER}.html")
    asked = page.locator(".predict.practice").first
    asked.locator(".choice input").first.check()
    keep(asked)
    CodeCell(page, CELL).open().write("print('mine')")
    lab = Lab(page, LAB).wait()
    lab.view.get_by_role("slider").first.press("ArrowRight")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.endsWith('-builder'))")


def of(page: Page, term: str) -> list[str]:
    """Keys of what is kept of a copy."""
    return sorted(each for each in page.evaluate(KEYS) if f":/{term}/" in each)


def test_clearing_one_copy_leaves_the_other(host: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    work_on(page, f"{host}/spring")
    spring = of(page, "spring")
    assert len(spring) == 3
    page.goto(f"{host}/autumn/{CHAPTER}.html")
    expect(page.locator(".practice input:checked")).to_have_count(0)
    expect(CodeCell(page, CELL).open().button("reset")).to_be_hidden()
    asked = page.locator(".predict.practice").first
    asked.locator(".choice input").last.check()
    keep(asked)
    page.goto(f"{host}/autumn/book/my_work.html")
    expect(page.locator(".clear-data .kept")).to_have_text("This browser keeps: 1 prediction.")
    page.get_by_role("button", name="Clear my data on this computer").click()
    expect(page.locator(".clear-data .kept")).to_contain_text("keeps nothing")
    assert (of(page, "autumn"), of(page, "spring")) == ([], spring)


def test_old_answers_go_to_the_copy_that_is_opened_first(
    host: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{host}/spring/book/appendix/bibliography.html")  # a page that asks nothing
    old = {"question": "Which?", "answer": "x", "when": "2026-03-05T12:00:00.000Z"}
    page.evaluate(
        "text => localStorage.setItem('levers-and-plugs/predictions', text)",
        json.dumps({"whose-help-portfolio": old}),
    )
    page.goto(f"{host}/autumn/{CHAPTER}.html")
    assert page.evaluate(KEYS) == [key("predictions", "/autumn/")]
    page.goto(f"{host}/spring/{CHAPTER}.html")
    assert page.evaluate(KEYS) == [key("predictions", "/autumn/")]


def test_the_file_brings_all_to_another_computer_and_another_copy(
    host: str, context: BrowserContext, browser: Browser, tmp_path: Path
) -> None:
    page = context.new_page()
    work_on(page, f"{host}/spring")
    moved = page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([key]) => key.endsWith('-builder')))"
    )
    page.goto(f"{host}/spring/book/my_work.html")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Save my work as a file").click()
    file = tmp_path / "work.json"
    begun.value.save_as(file)
    elsewhere = browser.new_context(viewport={"width": 1280, "height": 900})
    other = elsewhere.new_page()
    other.goto(f"{host}/autumn/book/my_work.html")
    other.get_by_label("Open a file of work").set_input_files(file)
    expect(other.get_by_text("3 answers and settings taken from the file")).to_be_visible()
    assert len(of(other, "autumn")) == 3
    other.goto(f"{host}/autumn/{CHAPTER}.html")
    first = other.locator(".predict.practice").first
    expect(first.locator(".choice input").first).to_be_checked()
    shown = CodeCell(other, CELL).open().box.locator(".livepages-editor pre").first
    expect(shown).to_have_text("print('mine')")
    lab = Lab(other, LAB).wait()
    expect(lab.box.get_by_role("button", name="Copy link")).to_be_visible()
    kept = other.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([key]) => key.endsWith('-builder')))"
    )
    assert kept == moved.replace("/spring/", "/autumn/")
    elsewhere.close()
