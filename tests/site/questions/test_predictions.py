"""A prediction is kept, met again after the lab, and shown as text whatever it says."""

from collections.abc import Callable

import pytest
from asking import CHECKS, PREDICTIONS, answer, check, keep, kept, predict
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# The session's storage is another one, in which the theme keeps where its sidebar was.
FULL = """() => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (...given) {
    if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
    setItem.apply(this, given);
  };
}"""


def test_a_chosen_prediction_is_kept_and_met_again(open_page: Callable):
    page = open_page()
    box, line = predict(page, "portfolio"), page.locator("#reveal-portfolio .kept")
    expect(line).to_contain_text("Look back at what you predicted")
    expect(box.get_by_text("Write your answer down")).to_have_count(0)
    box.get_by_role("radio", name="A mix").check()
    keep(box)
    expect(box.get_by_role("status")).to_contain_text("Kept on this computer: A mix")
    expect(line).to_contain_text("Which portfolio sells more abroad? You predicted: A mix (")
    page.reload()
    expect(line).to_contain_text("You predicted: A mix (")
    expect(box.get_by_role("radio", name="A mix")).to_be_checked()
    entry = kept(page, PREDICTIONS)["portfolio"]
    assert set(entry) == {"question", "answer", "choice", "when"}
    assert (entry["question"], entry["answer"]) == ("Which portfolio sells more abroad?", "A mix")


def test_a_number_is_kept_as_a_number_and_shown_with_its_unit(open_page: Callable):
    page = open_page()
    box = predict(page, "count")
    field = box.get_by_label("Your answer (of 100)")
    field.focus()
    page.keyboard.type("31.5")
    page.keyboard.press("Enter")
    expect(page.locator("#reveal-count .kept")).to_contain_text("You predicted: 31.5 of 100")
    assert kept(page, PREDICTIONS)["count"]["answer"] == 31.5
    page.reload()
    expect(field).to_have_value("31.5")


@pytest.mark.parametrize(
    ("key", "line"),
    [("portfolio", "Choose an answer first."), ("count", "Type a number first."),
     ("cut", "Type an answer first.")],
)  # fmt: skip
def test_an_empty_prediction_is_not_kept(open_page: Callable, key: str, line: str):
    page = open_page()
    keep(predict(page, key))
    expect(predict(page, key).get_by_role("status")).to_have_text(line)
    assert kept(page, PREDICTIONS) == {}


def test_what_a_learner_writes_is_shown_as_text_and_never_run(open_page: Callable):
    page = open_page()
    hostile = "<img src=x onerror='document.title=\"broken in\"'><b>bold</b>"
    predict(page, "cut").get_by_label("Your answer").fill(hostile)
    keep(predict(page, "cut"))
    for _ in range(2):
        expect(page.locator("#reveal-cut .kept")).to_contain_text(hostile)
        expect(page.locator("#reveal-cut .kept :is(img, b)")).to_have_count(0)
        expect(page).not_to_have_title("broken in")
        page.reload()


@pytest.mark.parametrize(
    "stored",
    ["not JSON", "[1, 2]", "null", '"text"', '{"claim": null, "portfolio": 3}',
     '{"portfolio": {"answer": {"deep": 1}}, "__proto__": {"answer": "x"}}'],
)  # fmt: skip
def test_damaged_storage_does_no_harm(open_page: Callable, stored: str):
    page = open_page()
    for key in (PREDICTIONS, CHECKS):
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, stored])
    page.reload()
    answer(check(page, "claim"), "The second")
    expect(check(page, "claim").get_by_role("status")).to_contain_text("Right.")
    predict(page, "portfolio").get_by_role("radio", name="A mix").check()
    keep(predict(page, "portfolio"))
    assert kept(page, PREDICTIONS)["portfolio"]["answer"] == "A mix"


def test_a_browser_that_keeps_nothing_is_told_of(open_page: Callable):
    page = open_page()
    page.evaluate(FULL)
    predict(page, "portfolio").get_by_role("radio", name="A mix").check()
    keep(predict(page, "portfolio"))
    expect(predict(page, "portfolio").get_by_role("status")).to_contain_text("write it down")
    expect(page.locator("#reveal-portfolio .kept")).to_contain_text("You predicted: A mix")
    answer(check(page, "claim"), "The second")
    expect(check(page, "claim").get_by_role("status")).to_contain_text("Right.")
