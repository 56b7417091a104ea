"""Questions read and work without JavaScript, on paper, on a phone, in the dark, for all."""

from collections.abc import Callable

import pytest
from asking import SIZES, answer, check, keep, predict
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_without_javascript_all_of_it_reads_and_nothing_is_promised(open_page: Callable):
    page = open_page(java_script_enabled=False)
    expect(page.get_by_role("button", name="Check my answer")).to_have_count(0)
    expect(page.get_by_role("button", name="Keep my prediction")).to_have_count(0)
    expect(page.get_by_role("button", name="Clear my data")).to_have_count(0)
    box = check(page, "claim")
    box.get_by_role("radio", name="The third").check()
    box.get_by_text("Feedback on c").click()
    expect(box.get_by_text("as the text says")).to_be_visible()
    page.locator("#reveal-count summary").click()
    expect(page.get_by_text("About thirty.")).to_be_visible()
    expect(predict(page, "cut").get_by_text("Write your answer down")).to_be_visible()


def test_without_javascript_enter_in_a_field_leaves_the_page_alone(open_page: Callable):
    page = open_page(java_script_enabled=False)
    field = predict(page, "cut").get_by_label("Your answer")
    field.fill("The distributor")
    before = page.url
    field.press("Enter")
    page.wait_for_timeout(300)
    assert page.url == before
    expect(field).to_have_value("The distributor")


def test_on_paper_buttons_are_gone_and_what_was_opened_stays(open_page: Callable):
    page = open_page()
    answer(check(page, "claim"), "The third")
    page.emulate_media(media="print")
    expect(check(page, "claim").get_by_role("button").first).to_be_hidden()
    expect(check(page, "claim").get_by_text("as the text says").first).to_be_visible()
    expect(check(page, "number").get_by_text("One and one.")).to_be_hidden()


@pytest.mark.parametrize(
    ("mode", "size"),
    [
        ("light", "desk"),
        ("dark", "phone"),
        pytest.param("light", "phone", marks=pytest.mark.full),
        pytest.param("dark", "desk", marks=pytest.mark.full),
    ],
)
def test_answered_questions_pass_axe_and_fit(open_page: Callable, mode: str, size: str):
    page = open_page(color_scheme=mode, reduced_motion="reduce")
    page.set_viewport_size(SIZES[size])
    page.wait_for_selector(f"html[data-theme={mode}]", state="attached")
    answer(check(page, "claim"), "The first")
    answer(check(page, "number"), "Two")
    predict(page, "cut").get_by_label("Your answer").fill("word" * 50)
    keep(predict(page, "cut"))
    page.locator("#reveal-cut summary").click()
    findings = Axe().run(page, context=".practice").response["violations"]
    assert [(rule["id"], [n["html"][:150] for n in rule["nodes"]]) for rule in findings] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_only_pages_with_questions_get_the_script(open_page: Callable):
    expect(open_page().locator("script[src*='practice.js']")).to_have_count(1)
    expect(open_page("quiet").locator("[src*='practice.'], [href*='practice.']")).to_have_count(0)
