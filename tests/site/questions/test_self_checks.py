"""A self-check answers when asked, to everyone, and remembers."""

import json
from collections.abc import Callable

import pytest
from asking import CHECKS, answer, check, kept
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_feedback_is_hidden_until_an_answer_is_checked(open_page: Callable):
    box = check(open_page(), "claim")
    expect(box.locator("details").first).to_be_hidden()
    answer(box, "The first")
    expect(box.get_by_text("confuses cause and association")).to_have_count(2)  # seen and read out
    expect(box.locator(".choice", has_text="The first").locator(".reason")).to_be_visible()
    expect(box.locator(".choice", has_text="The second").locator(".reason")).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("The first", "Not this one."), ("The second", "Right."), ("The third", "Not this one.")],
)
def test_every_answer_has_its_verdict_and_its_reason(open_page: Callable, text: str, verdict: str):
    box = check(open_page(), "claim")
    answer(box, text)
    chosen = box.locator(".choice", has_text=text)
    expect(chosen.locator(".verdict")).to_have_text(verdict)
    expect(chosen.locator(".verdict")).to_be_visible()
    expect(box.get_by_role("status")).to_contain_text(verdict)
    expect(box.get_by_role("status")).to_contain_text("Because")


def test_feedback_on_the_other_answers_can_be_opened_after_checking(open_page: Callable):
    box = check(open_page(), "claim")
    answer(box, "The first")
    box.get_by_text("Feedback on c").click()
    expect(box.get_by_text("as the text says")).to_be_visible()


def test_a_self_check_works_by_keyboard_alone(open_page: Callable):
    page = open_page()
    box = check(page, "claim")
    page.locator("#reveal-cut summary").focus()
    page.keyboard.press("Tab")
    expect(box.get_by_role("radio", name="The first")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(box.get_by_role("radio", name="The second")).to_be_checked()
    expect(box.locator(".verdict").first).to_be_hidden()  # moving about gives nothing away
    page.keyboard.press("Enter")
    expect(box.get_by_role("status")).to_contain_text("You chose b. Right.")
    page.keyboard.press("Tab")  # the feedback just opened
    page.keyboard.press("Tab")
    expect(box.get_by_text("Feedback on c")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box.get_by_text("as the text says")).to_be_visible()


def test_checking_without_an_answer_says_so(open_page: Callable):
    box = check(open_page(), "claim")
    box.get_by_role("button", name="Check my answer").click()
    expect(box.get_by_role("status")).to_have_text("Choose an answer first.")
    expect(box.get_by_role("radio").first).to_be_focused()


def test_a_checked_answer_is_there_after_a_reload_and_gone_after_starting_again(
    open_page: Callable,
):
    page = open_page()
    answer(check(page, "claim"), "The third")
    check(page, "number").get_by_role("radio", name="Three").check()  # chosen, not checked
    page.reload()
    expect(check(page, "claim").get_by_role("radio", name="The third")).to_be_checked()
    expect(check(page, "claim").get_by_text("as the text says").first).to_be_visible()
    expect(check(page, "number").get_by_role("radio", name="Three")).not_to_be_checked()
    assert kept(page, CHECKS)["claim"]["answer"] == "The third"
    check(page, "claim").get_by_role("button", name="Start again").click()
    page.reload()
    expect(check(page, "claim").get_by_role("radio", name="The third")).not_to_be_checked()
    expect(check(page, "claim").locator("details").first).to_be_hidden()
    assert kept(page, CHECKS) == {}


def test_an_answer_that_the_author_has_since_rewritten_is_forgotten(open_page: Callable):
    page = open_page()
    old = {"claim": {"question": "?", "answer": "An older answer", "when": "2026-01-01T00:00:00Z"}}
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [CHECKS, json.dumps(old)])
    page.reload()
    expect(check(page, "claim").locator("details").first).to_be_hidden()
    expect(check(page, "claim").locator("input:checked")).to_have_count(0)
