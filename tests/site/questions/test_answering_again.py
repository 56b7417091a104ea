"""A learner says how sure, sees what happened, and answers again; the first answer stays."""

from collections.abc import Callable

import pytest
from asking import PREDICTIONS, SIZES, keep, kept, predict
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def reveal(page: Page, key: str) -> Locator:
    """What happened, opened."""
    box = page.locator(f"#reveal-{key}")
    box.locator("summary").click()
    return box


def answered(page: Page) -> Locator:
    """The page with a prediction of a portfolio and how sure, and with what happened."""
    box = predict(page, "portfolio")
    box.get_by_role("radio", name="Kin only").check()
    box.get_by_role("radio", name="rather sure").check()
    keep(box)
    return reveal(page, "portfolio")


def test_how_sure_a_learner_is_can_be_said_by_keyboard_and_later(open_page: Callable):
    page = open_page()
    box = predict(page, "portfolio")
    expect(box.get_by_role("group", name="How sure are you?")).to_be_visible()
    box.get_by_role("radio", name="A mix").check()
    page.keyboard.press("Enter")
    expect(box.get_by_role("status")).to_contain_text("You can still say how sure you are.")
    page.keyboard.press("Tab")
    expect(box.get_by_role("radio", name="a guess")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box.get_by_role("status")).to_have_text("Kept on this computer: rather sure.")
    assert kept(page, PREDICTIONS)["portfolio"]["confidence"] == 3
    page.reload()
    expect(box.get_by_role("radio", name="rather sure")).to_be_checked()


def test_what_happened_tells_the_first_answer_and_how_it_came_out(open_page: Callable):
    page = open_page()
    box = answered(page)
    told = box.locator(".told")
    expect(told).to_have_text(
        "First you said: Kin only, rather sure. It came out otherwise: A mix."
    )
    assert kept(page, PREDICTIONS)["portfolio"]["right"] is False
    expect(box.get_by_text("Did it come out as you said?")).to_be_hidden()


def test_the_second_answer_and_its_reason_stand_beside_the_first(open_page: Callable):
    page = open_page()
    box = answered(page)
    box.get_by_role("radio", name="A mix").check()
    box.get_by_label("In one sentence: why?").fill("Kin tell me the same twice.")
    expect(box.get_by_text("173 characters left")).to_be_visible()
    box.get_by_role("button", name="Keep my second answer").click()
    expect(box.locator(".status")).to_have_text("Kept on this computer.")
    said = "The second time you said: A mix, which is right."
    words = f"{said} Your reason: “Kin tell me the same twice.”"
    expect(box.locator(".told")).to_contain_text(words)
    entry = kept(page, PREDICTIONS)["portfolio"]
    assert set(entry) == {
        "question", "answer", "choice", "when", "confidence", "right", "second", "why",
    }  # fmt: skip
    assert (entry["answer"], entry["second"]["answer"]) == ("Kin only", "A mix")
    page.reload()
    expect(predict(page, "portfolio").get_by_role("radio", name="Kin only")).to_be_checked()
    again = reveal(page, "portfolio")
    expect(again.locator(".told")).to_contain_text(words)
    expect(again.get_by_role("radio", name="A mix")).to_be_checked()


def test_once_what_happened_was_opened_the_first_answer_stays(open_page: Callable):
    page = open_page()
    answered(page)
    box = predict(page, "portfolio")
    expect(box.get_by_role("radio", name="A mix")).to_be_disabled()
    expect(box.get_by_role("radio", name="certain")).to_be_disabled()
    expect(box.get_by_role("button", name="Keep my prediction")).to_be_hidden()
    box.get_by_role("link", name="Answer again").click()
    expect(page.locator("#reveal-portfolio")).to_be_in_viewport()


def test_without_a_prediction_what_happened_leads_to_the_question(open_page: Callable):
    page = open_page()
    box = reveal(page, "count")
    expect(box.get_by_text("Predict first:")).to_be_visible()
    expect(box.get_by_role("button", name="Keep my second answer")).to_be_hidden()
    box.get_by_role("link", name="How many of 100 are born global?").click()
    predict(page, "count").get_by_label("Your answer").fill("30")
    keep(predict(page, "count"))
    expect(box.locator(".told")).to_contain_text("after you had opened what happened")
    expect(box.get_by_text("Predict first:")).to_be_hidden()
    expect(box.get_by_role("button", name="Keep my second answer")).to_be_visible()


def test_where_the_learners_own_lab_decides_the_learner_says(open_page: Callable):
    page = open_page()
    predict(page, "mine").get_by_label("Your answer").fill("12")
    keep(predict(page, "mine"))
    box = reveal(page, "mine")
    expect(box.locator(".told")).to_contain_text("only you can say")
    box.get_by_role("group", name="Did it come out as you said?").get_by_role(
        "button", name="In part"
    ).click()
    expect(box.locator(".told")).to_contain_text("did not come out so, or only in part")
    assert kept(page, PREDICTIONS)["mine"]["right"] is False
    page.reload()
    expect(reveal(page, "mine").locator(".told")).to_contain_text("only in part")


def test_what_a_learner_gives_as_a_reason_is_shown_as_text_and_never_run(open_page: Callable):
    page = open_page()
    hostile = "<img src=x onerror='document.title=\"broken in\"'><b>bold</b>"
    box = answered(page)
    box.get_by_role("radio", name="A mix").check()
    box.get_by_label("In one sentence: why?").fill(hostile)
    box.get_by_role("button", name="Keep my second answer").click()
    expect(box.locator(".told")).to_contain_text(hostile)
    page.reload()
    box = reveal(page, "portfolio")
    expect(box.locator(".told")).to_contain_text(hostile)
    expect(box.locator(".told :is(img, b)")).to_have_count(0)
    expect(page).not_to_have_title("broken in")


def test_on_paper_what_was_answered_stands_without_its_form(open_page: Callable):
    page = open_page()
    box = answered(page)
    page.emulate_media(media="print")
    expect(box.locator(".told")).to_be_visible()
    expect(box.get_by_label("In one sentence: why?")).to_be_hidden()


def test_without_javascript_the_second_answer_is_written_down(open_page: Callable):
    page = open_page(java_script_enabled=False)
    box = reveal(page, "portfolio")
    expect(
        box.get_by_text("Answer the question again, and say in one sentence why.")
    ).to_be_visible()
    expect(box.get_by_label("In one sentence: why?")).to_be_hidden()
    expect(predict(page, "portfolio").get_by_role("radio", name="certain")).to_be_visible()


@pytest.mark.parametrize(("mode", "size"), [("light", "phone"), ("dark", "desk")])
def test_what_is_answered_again_passes_axe_and_fits(open_page: Callable, mode: str, size: str):
    page = open_page(color_scheme=mode, reduced_motion="reduce")
    page.set_viewport_size(SIZES[size])
    page.wait_for_selector(f"html[data-theme={mode}]", state="attached")
    box = answered(page)
    box.get_by_role("radio", name="A mix").check()
    box.get_by_label("In one sentence: why?").fill("word" * 50)
    box.get_by_role("button", name="Keep my second answer").click()
    predict(page, "mine").get_by_label("Your answer").fill("12")
    keep(predict(page, "mine"))
    reveal(page, "mine")
    reveal(page, "cut")
    findings = Axe().run(page, context=".practice").response["violations"]
    assert [(rule["id"], [n["html"][:150] for n in rule["nodes"]]) for rule in findings] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
