"""A learner finds all the work on one page, takes it along as a file, and goes on elsewhere."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import SIZES, answer, check, keep, predict
from axe_playwright_python.sync_playwright import Axe
from leverplug.record import work
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def do_something(page: Page) -> None:
    """Answer a prediction and two self-checks, one of them twice."""
    predict(page, "portfolio").get_by_role("radio", name="A mix").check()
    predict(page, "portfolio").get_by_role("radio", name="rather sure").check()
    keep(predict(page, "portfolio"))
    answer(check(page, "claim"), "The first")
    answer(check(page, "claim"), "The second")
    answer(check(page, "number"), "Three")


def chapter(page: Page, title: str) -> Page:
    """The part of the page on a chapter, opened."""
    box = page.locator("details.chapter", has_text=title).first
    box.locator("summary").click()
    return box


def saved(page: Page, folder: Path) -> Path:
    """The file that the page saves."""
    with page.expect_download() as begun:
        page.get_by_role("button", name="Save my work as a file").click()
    assert re.fullmatch(r"leverplug-work-\d{4}-\d\d-\d\d\.json", begun.value.suggested_filename)
    file = folder / begun.value.suggested_filename
    begun.value.save_as(file)
    return file


def test_what_was_done_stands_on_the_page_of_the_work_and_leads_back(open_page: Callable):
    page = open_page()
    do_something(page)
    page.get_by_role("link", name="My work").first.click()
    expect(page.locator(".count", has_text="Predictions")).to_contain_text("1 of 4")
    expect(page.locator(".count", has_text="Self-checks")).to_contain_text("1 right")
    box = chapter(page, "Questions")
    expect(box).to_contain_text("You said A mix (rather sure, ")
    expect(box).to_contain_text("Right at a later answer: The second.")
    expect(box).to_contain_text("Not right yet: Three.")
    box.get_by_role("link", name="Which claim holds?").click()
    expect(check(page, "claim").locator(".answered")).to_contain_text("The second")


def test_nothing_done_is_told_kindly_and_without_javascript_it_is_said(open_page: Callable):
    expect(open_page("work").get_by_text("Nothing yet.")).to_be_visible()
    page = open_page("work", java_script_enabled=False)
    expect(page.get_by_text("Without JavaScript this book keeps nothing, so")).to_be_visible()
    expect(page.get_by_role("button", name="Save my work")).to_have_count(0)


def test_the_file_is_what_the_library_reads_and_opens_with_another_browser(
    open_page: Callable, small_book: str, browser: Browser, tmp_path: Path
):
    page = open_page()
    do_something(page)
    page.goto(f"{small_book}/work.html")
    file = saved(page, tmp_path)
    found = work.parse(file.read_text(encoding="utf-8"))
    assert found.predictions["portfolio"].answer == "A mix"
    assert found.predictions["portfolio"].confidence == 3
    assert found.self_checks["claim"].second.right is True
    other = browser.new_context().new_page()
    other.goto(f"{small_book}/work.html")
    other.get_by_label("Open a file of work").set_input_files(file)
    expect(other.get_by_role("status").first).to_contain_text("3 answers and settings taken")
    expect(other.locator(".count", has_text="Predictions")).to_contain_text("1 of 4")
    other.get_by_role("button", name="Undo").click()
    expect(other.locator(".count", has_text="Predictions")).to_contain_text("0 of 4")
    other.get_by_label("Open a file of work").set_input_files(file)
    expect(other.locator(".count", has_text="Predictions")).to_contain_text("1 of 4")
    other.goto(f"{small_book}/index.html")
    expect(predict(other, "portfolio").get_by_role("radio", name="A mix")).to_be_checked()
    expect(check(other, "claim").locator(".answered")).to_contain_text("The second")
    other.context.close()


def test_a_damaged_file_is_refused_in_words_and_nothing_is_lost(
    open_page: Callable, small_book: str
):
    page = open_page()
    do_something(page)
    page.goto(f"{small_book}/work.html")
    for content, words in [
        ("{", "breaks off or is damaged"),
        (json.dumps({"format": "leverplug-work", "version": 2, "book": "B 3"}), "newer edition"),
    ]:
        file = {"name": "w.json", "mimeType": "application/json", "buffer": content.encode()}
        page.get_by_label("Open a file of work").set_input_files(file)
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
        expect(page.locator(".count", has_text="Predictions")).to_contain_text("1 of 4")


def test_an_answer_in_one_window_shows_in_the_other_at_once(open_page: Callable, small_book: str):
    page = open_page()
    other = page.context.new_page()
    other.goto(f"{small_book}/index.html")
    third = page.context.new_page()
    third.goto(f"{small_book}/work.html")
    do_something(page)
    expect(predict(other, "portfolio").get_by_role("radio", name="A mix")).to_be_checked()
    expect(check(other, "number").locator(".answered")).to_contain_text("Three")
    expect(third.locator(".count", has_text="Predictions")).to_contain_text("1 of 4")
    other.close()
    third.close()


def test_of_two_answers_at_once_none_is_lost(open_page: Callable, small_book: str):
    page = open_page()
    other = page.context.new_page()
    other.goto(f"{small_book}/index.html")
    predict(other, "cut").get_by_label("Your answer").fill("The agent")  # and not kept yet
    predict(page, "cut").get_by_label("Your answer").fill("The cousin")
    keep(predict(page, "cut"))
    expect(predict(other, "cut").get_by_label("Your answer")).to_have_value("The agent")
    keep(predict(other, "cut"))
    status = predict(other, "cut").get_by_role("status")
    expect(status).to_contain_text("In another window you had given: The cousin.")
    status.get_by_role("button", name="Take that one").click()
    expect(predict(other, "cut").get_by_label("Your answer")).to_have_value("The cousin")
    other.close()


@pytest.mark.parametrize(("mode", "size"), [("light", "desk"), ("dark", "phone")])
def test_the_page_passes_axe_and_fits(open_page: Callable, small_book: str, mode: str, size: str):
    page = open_page(color_scheme=mode, reduced_motion="reduce")
    do_something(page)
    page.goto(f"{small_book}/work.html")
    page.set_viewport_size(SIZES[size])
    page.wait_for_selector(f"html[data-theme={mode}]", state="attached")
    for box in page.locator("details.chapter summary").all():
        box.click()
    findings = Axe().run(page, context=".practice").response["violations"]
    assert [(rule["id"], [n["html"][:150] for n in rule["nodes"]]) for rule in findings] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
