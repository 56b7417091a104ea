"""A chapter opens with two questions of earlier ones, which can be answered or folded away."""

import re
from collections.abc import Callable

import pytest
from asking import CHECKS, SIZES, answer, kept, key
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
REVIEWS, SKIPPED = key("reviews"), key("skipped")


def back(page: Page) -> Locator:
    return page.locator(".looking-back")


def test_two_questions_come_back_unanswered_with_the_way_to_their_chapter(open_page: Callable):
    page = open_page("first")
    answer(page.locator("#check-lever"), "What brings")
    page = open_page("third")
    first, second = back(page).locator(".review").all()
    expect(first.get_by_role("radio", name="What brings")).not_to_be_checked()
    expect(second.get_by_role("radio").first).to_be_hidden()  # it opens after the first
    answer(page.locator("#back-lever"), "What takes")
    expect(first.get_by_role("status")).to_contain_text("Not this one.")
    expect(first.get_by_text("That is a plug.").first).to_be_visible()
    expect(second.get_by_role("group", name="What is a plug?")).to_be_visible()
    assert kept(page, REVIEWS)["lever@third"]["answer"] == "What takes"
    assert kept(page, CHECKS)["lever"]["answer"] == "What brings"
    page.reload()
    expect(first.get_by_role("radio", name="What takes")).to_be_checked()
    expect(first.get_by_text("from:")).to_be_visible()
    first.get_by_role("link", name="The first chapter").click()
    expect(page.locator("#check-lever")).to_be_in_viewport()


def test_links_in_a_question_that_came_back_lead_where_they_led(open_page: Callable):
    page = open_page("third")
    answer(page.locator("#back-lever"), "What brings")
    page.locator("#back-lever").get_by_role("link", name="this place").click()
    expect(page).to_have_url(re.compile(r"/first\.html#a-place$"))


def test_skipped_questions_stay_folded_until_they_are_opened_again(open_page: Callable):
    page = open_page("third")
    back(page).get_by_role("button", name="Skip these questions").click()
    expect(page.locator("#back-lever")).to_be_hidden()
    expect(back(page).locator("> summary")).to_be_focused()
    assert set(kept(page, SKIPPED)) == {"third"}
    page.reload()
    expect(page.locator("#back-lever")).to_be_hidden()
    page.keyboard.press("Tab")
    back(page).locator("> summary").press("Enter")
    expect(page.locator("#back-lever")).to_be_visible()
    page.reload()
    expect(page.locator("#back-lever")).to_be_visible()
    assert kept(page, SKIPPED) == {}


def test_without_javascript_the_questions_read_and_fold(open_page: Callable):
    page = open_page("third", java_script_enabled=False)
    expect(back(page).get_by_role("button", name="Skip these questions")).to_have_count(0)
    back(page).get_by_text("What is a plug?").click()
    page.locator("#back-plug").get_by_text("Feedback on b").click()
    expect(page.locator("#back-plug").get_by_text("It takes and “takes”.")).to_be_visible()
    back(page).locator("> summary").click()
    expect(page.locator("#back-plug")).to_be_hidden()


def test_ids_of_the_page_are_its_own(open_page: Callable):
    page = open_page("third")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("mode", "size"), [("light", "desk"), ("dark", "phone")])
def test_questions_that_came_back_pass_axe_and_fit(open_page: Callable, mode: str, size: str):
    page = open_page("third", color_scheme=mode, reduced_motion="reduce")
    page.set_viewport_size(SIZES[size])
    page.wait_for_selector(f"html[data-theme={mode}]", state="attached")
    answer(page.locator("#back-lever"), "What takes")
    findings = Axe().run(page, context=".looking-back").response["violations"]
    assert [(rule["id"], [n["html"][:150] for n in rule["nodes"]]) for rule in findings] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
