"""The form to hand in, in a browser: what is typed, copied and opened, and what is refused."""

from __future__ import annotations

import json

import pytest
from leverplug import Tie, Venture, record
from leverplug.widgets import HandIn, VentureLab

pytestmark = pytest.mark.browser

THEIRS = Venture(name="Theirs", ties=(Tie("fair-1", "trade_fair", 0.4, region="emerging"),))
STORED = {"plug": {"question": "Which tie first?", "answer": "Kin <first>", "when": "2026-02-01"}}


@pytest.fixture
def form(mount):
    return mount(lambda: HandIn(VentureLab(runs=20)))


def alerts(form) -> list[str]:
    return [line for line in form.page.locator(".lp-alert").all_inner_texts() if line]


def test_what_is_typed_is_in_the_record_and_a_wrong_number_is_not(form):
    expected = form.page.get_by_label("Runs I expect to be born global")
    expected.fill("35")
    form.page.get_by_label("My reasons").fill("Few, well fed.")
    assert "14 of 8,000 characters" in form.page.content()
    form.until(lambda: form.widget.reasons == "Few, well fed.")
    assert dict(record.loads(form.widget.whole).predictions) == {"born_global": 35}
    expected.fill("350")
    form.until(lambda: form.widget.expected is None)
    assert alerts(form) == ["“350” is not in the record: give a whole number from 0 to 100."]
    assert expected.get_attribute("aria-invalid") == "true"
    assert form.errors == []


GATHER = """work => document.addEventListener("practice:gather", (event) => {
    event.detail.text = work;
})"""


def test_work_that_the_pages_keep_is_counted_and_put_in_by_a_tick(form):
    tick = form.page.get_by_label("Put my work in the book into it")
    assert not tick.is_visible()
    kept = {"format": "leverplug-work", "version": 1, "book": "", "saved": "", "records": [],
            "predictions": STORED, "self_checks": {}, "reviews": {}, "code": {}, "labs": {},
            "exercises": {"a": {"tried": ""}, "b": {"tried": ""}}, "challenges": {}}  # fmt: skip
    form.page.evaluate(GATHER, json.dumps(kept))
    form.page.evaluate("dispatchEvent(new StorageEvent('storage', { key: null }))")
    form.page.get_by_text("Put my work in the book into it (1 prediction, 2 exercises)").wait_for()
    tick.check()
    form.until(lambda: form.widget.with_work and form.widget.work)
    work = record.open_text(form.widget.text).work
    assert work.predictions["plug"].answer == "Kin <first>"
    assert form.errors == []


def test_how_sure_and_a_second_answer_are_asked_once_there_is_a_first(form):
    page = form.page
    assert not page.get_by_text("How sure I was").is_visible()
    page.get_by_label("Runs I expect to be born global").fill("35")
    page.get_by_label("rather sure").check()
    form.until(lambda: form.widget.sure == 3)
    page.get_by_text("Answer again, now that you have seen the runs").click()
    page.get_by_label("Runs I would expect").fill("12")
    page.get_by_label("Why, in one sentence").fill("Few <doors> opened.")
    form.until(lambda: form.widget.why == "Few <doors> opened.")
    found = record.read(form.widget.text)
    assert (found.confidence, found.second) == ({"born_global": 3}, {"born_global": 12})
    assert found.why == {"born_global": "Few <doors> opened."}
    page.get_by_label("rather sure").press("ArrowRight")
    form.until(lambda: form.widget.sure == 4)
    assert form.errors == []


def test_a_record_that_is_pasted_is_opened_and_can_be_gone_on_with(form):
    page = form.page
    page.get_by_label("Or paste a link").fill(
        record.hand_in_text(THEIRS, 9, {"born_global": 60}, {"reasons": "Theirs."})
    )
    page.get_by_role("button", name="Open", exact=True).click()
    form.until(lambda: form.widget.lab.venture == THEIRS)
    page.get_by_text("Opened in the lab above.").wait_for()
    assert page.locator(".lp-words dd").all_inner_texts() == ["60", "Theirs."]
    page.get_by_role("button", name="Put its expectation").click()
    form.until(lambda: form.widget.reasons == "Theirs.")
    assert page.get_by_label("Runs I expect").input_value() == "60"


def test_what_is_refused_is_said_and_marks_the_field_that_has_it(form):
    pasted, file = form.page.get_by_label("Or paste a link"), form.page.get_by_label("From a file")
    form.page.get_by_role("button", name="Open", exact=True).click()
    assert alerts(form) == ["Paste a link, a code or a hand-in text first."]
    assert pasted.get_attribute("aria-invalid") == "true"
    large = {"name": "film.json", "mimeType": "application/json", "buffer": b"x" * 1_048_577}
    file.set_input_files(large)
    form.page.get_by_text("“film.json” was not opened: it has 1,048,577 bytes").wait_for()
    marks = [field.get_attribute("aria-invalid") for field in (file, pasted)]
    assert marks == ["true", "false"]
    file.set_input_files({**large, "buffer": b"no record"})
    form.page.get_by_text("Not opened:").wait_for()
    assert file.input_value() == ""  # so that the same file can be chosen again


def test_words_are_shown_to_copy_where_the_browser_copies_nothing(form):
    form.page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    form.page.get_by_role("button", name="Copy code").click()
    form.page.get_by_text("the text is selected below").wait_for()
    code = form.page.get_by_label("Code of my design")
    assert code.is_visible()
    assert code.input_value() == form.widget.code
