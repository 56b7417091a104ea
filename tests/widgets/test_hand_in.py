"""What is handed in is the venture that was built, and what comes back is the same venture."""

import json

import pytest
from leverplug import Tie, ValidationError, Venture, record
from leverplug.record import scenario
from leverplug.record.scenario import Scenario
from leverplug.widgets import HandIn, VentureLab
from leverplug.widgets.venture.page_predictions import visible
from posters import poster_of

THEIRS = Venture(name="Theirs", ties=(Tie("fair-1", "trade_fair", 0.4, region="emerging"),))
KEPT = {
    "plug": {"question": "Which tie first?", "answer": "Kin <first>", "when": "2026-02-01T10:00Z"},
    "born": {"question": "How many?", "answer": 35, "when": "2026-01-01T10:00Z"},
}


@pytest.fixture
def page() -> HandIn:
    return HandIn(VentureLab(runs=50), prediction="born")


def test_every_form_holds_the_venture_of_the_lab(page):
    page.lab.set(search=0.2, luck=7)
    for text in (page.code, page.whole, page.text):
        found = record.read(text)
        assert found.venture == page.lab.venture
        assert found.seed == 7
    assert page.lab.venture.capabilities.search == 0.2


def test_expectation_and_reasons_are_part_of_file_and_text_and_stay_out_of_the_code(page):
    page.expected, page.reasons = 35, "Kin <first>, then the fair."
    for text in (page.whole, page.text):
        found = record.read(text)
        assert found.predictions == {"born_global": 35}
        assert found.answers == {"reasons": "Kin <first>, then the fair."}
    bare = record.read(page.code)
    assert (dict(bare.predictions), dict(bare.answers)) == ({}, {})


@pytest.mark.parametrize("order", [("asked", "reasons"), ("reasons", "asked")])
def test_a_request_is_answered_once_the_record_holds_what_was_typed_before(page, order):
    """A browser may send both at once, when it had to wait."""
    sent = {"asked": 1, "reasons": "Typed last."}
    held = []
    page.observe(lambda _: held.append(dict(record.loads(page.whole).answers)), "handled")
    page.set_state({name: sent[name] for name in order})
    assert page.handled == 1
    assert held == [{"reasons": "Typed last."}]


def test_what_was_not_said_is_not_in_the_record(page):
    page.reasons = " \n"
    found = record.loads(page.whole)
    assert (dict(found.predictions), dict(found.answers)) == ({}, {})


# --- what the pages keep --------------------------------------------------------------------------


def test_the_prediction_of_the_page_is_the_expectation_until_another_is_given(page):
    page.live_storage = json.dumps(KEPT)
    assert page.expected == 35
    page.expected = 20
    page.live_storage = json.dumps({**KEPT, "born": {**KEPT["born"], "answer": 90}})
    assert page.expected == 20


def test_how_sure_the_learner_was_and_the_second_answer_come_from_the_page_too(page):
    kept = {**KEPT["born"], "confidence": 3, "why": "Few doors opened.",
            "second": {"answer": 12, "when": "2026-01-02T10:00Z"}}  # fmt: skip
    page.live_storage = json.dumps({"born": kept})
    for text in (page.whole, page.text):
        found = record.read(text)
        assert found.predictions == {"born_global": 35}
        assert found.confidence == {"born_global": 3}
        assert found.second == {"born_global": 12}
        assert found.why == {"born_global": "Few doors opened."}


def test_what_is_said_without_an_expectation_stays_out_of_the_record(page):
    page.sure, page.second, page.why = 4, 10, "Because."
    found = record.loads(page.whole)
    assert (found.predictions, found.confidence, found.second, found.why) == ({}, {}, {}, {})
    page.expected = 0
    assert record.loads(page.whole).confidence == {"born_global": 4}


@pytest.mark.parametrize(
    "kept", ["{", "[]", "3", "[" * 5000, '{"born": 3}', '{"born": {"answer": 3}}',
             *(json.dumps({"born": KEPT["born"] | {"answer": a}}) for a in (None, [1], True, 101,
               -1, 2.5, "35"))]
)  # fmt: skip
def test_what_is_no_number_of_runs_is_no_expectation(page, kept):
    page.live_storage = kept
    assert page.expected is None
    assert dict(record.loads(page.whole).predictions) == {}


WORK = {
    "format": "leverplug-work", "version": 1, "book": "Levers and Plugs", "saved": "2026-02-01",
    "predictions": KEPT, "self_checks": {}, "reviews": {}, "exercises": {}, "challenges": {},
    "labs": {"page:lab": "{}"}, "code": {}, "records": [],
}  # fmt: skip


def test_work_in_the_book_goes_into_the_record_only_if_the_learner_wants(page):
    page.work = json.dumps(WORK)
    assert record.open_text(page.whole).work is None
    page.with_work, page.expected = True, 35
    for text in (page.whole, page.text):
        found = record.open_text(text)
        assert found.work.predictions["plug"].answer == "Kin <first>"
        assert found.work.labs == {"page:lab": "{}"}
        assert [made.venture for made in found.records] == [page.lab.venture]
        assert record.read(text).predictions == {"born_global": 35}
        assert found.remarks == ()
    page.with_work = False
    assert record.open_text(page.text).work is None


def test_work_that_cannot_be_read_is_said_and_nothing_typed_is_lost(page):
    page.reasons, page.with_work = "Patience.", True
    page.work = json.dumps(WORK | {"predictions": {"plug": 3}})
    assert "predictions: plug" in page.trouble
    assert json.loads(page.live_state)["reasons"] == "Patience."
    page.work = json.dumps(WORK)
    assert page.trouble == ""


def test_a_record_made_in_a_scenario_carries_it_with_what_was_predicted_there(page):
    page.expected, page.sure, asked = 80, 1, Scenario("venture", "Small", hidden=("scorecard",))
    page.lab.open_scenario(asked)
    assert record.loads(page.whole).scenario == scenario.code(asked)
    assert record.loads(page.whole).predictions == {"born_global": 80}
    page.lab.keep_prediction(35, 3)
    page.lab.answer_again(12, "Few doors opened.")
    for text in (page.whole, page.text):
        found = record.read(text)
        assert scenario.from_code(found.scenario) == asked
        assert found.predictions == {"born_global": 35}
        assert found.confidence == {"born_global": 3}
        assert found.second == {"born_global": 12}
        assert found.why == {"born_global": "Few doors opened."}
    assert "expected 35 of 100 runs to be born global (rather sure)" in page.in_scenario
    assert not page.asks
    page.lab.leave_scenario()
    found = record.loads(page.whole)
    assert (found.scenario, found.predictions) == ("", {"born_global": 80})
    assert page.in_scenario == ""


def test_an_answer_to_a_question_of_the_scenario_is_no_expectation_of_the_form(page):
    page.expected, page.sure = 80, 1
    page.lab.open_scenario(Scenario("venture", "Small", question="Of 100 runs, how many fail?"))
    page.lab.keep_prediction(12, 3)
    found = record.read(page.text)
    assert found.predictions == {"born_global": 80, "scenario": 12}
    assert found.confidence == {"born_global": 1, "scenario": 3}
    assert page.asks
    assert page.in_scenario == (
        "The scenario asked: Of 100 runs, how many fail? You answered 12 (rather sure)."
    )


def test_a_record_of_a_scenario_that_is_opened_outside_of_it_says_so(page):
    asked = Scenario("venture", "Small <home>", hidden=("scorecard",))
    whole = record.dumps(THEIRS, 9, scenario=scenario.code(asked))
    page.open_text(whole)
    assert "made in the scenario “Small <home>”: what that fixes" in page.opened["says"]
    page.open_text(record.dumps(THEIRS, 9, scenario="nonsense"))
    assert "a scenario that this edition cannot read" in page.opened["says"]
    page.lab.open_scenario(asked)
    page.open_text(whole)
    assert "made in" not in page.opened["says"]


# --- what is typed is never lost ------------------------------------------------------------------


def test_reasons_that_are_too_long_are_kept_and_the_learner_is_told(page):
    page.reasons = "x" * 8020
    assert "shorten them by 20" in page.trouble
    assert json.loads(page.live_state)["reasons"] == "x" * 8020
    page.reasons = "x" * 8000
    assert page.trouble == ""
    assert record.loads(page.whole).answers["reasons"] == "x" * 8000


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_any_word_processor_become_ordinary_ones(end):
    assert visible(f"Kin{end}{end}Fair\tnow") == "Kin\n\nFair\tnow"


def test_reasons_pasted_with_characters_that_cannot_be_seen_are_accepted(page):
    page.reasons = "Kin\x00 first\u202e, \ud800then“the fair”"
    assert page.trouble == ""
    assert record.loads(page.whole).answers["reasons"] == "Kin first, then“the fair”"


def test_what_was_written_comes_back_after_a_reload(page):
    page.expected, page.reasons, page.with_work = 20, "Patience.", True
    page.sure, page.second, page.why = 2, 30, "It grew."
    later = HandIn(VentureLab(runs=50))
    later.live_state = page.live_state
    assert (later.expected, later.reasons, later.with_work) == (20, "Patience.", True)
    assert (later.sure, later.second, later.why) == (2, 30, "It grew.")
    assert record.loads(later.whole).answers == {"reasons": "Patience."}


@pytest.mark.parametrize("kept", ['{"expected": "many", "reasons": ""}', "{", "[]", "null", "{}"])
def test_a_damaged_memory_is_said_and_harms_nothing(page, kept):
    with pytest.raises(ValidationError, match="cannot be read"):
        page.live_state = kept
    assert (page.expected, page.reasons) == (None, "")


# --- opening --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["code", "link", "file", "text"])
def test_a_record_of_somebody_else_is_put_into_the_lab(page, form):
    code = record.code(THEIRS, 9)
    given = {"code": code, "link": f"https://example.org/venture.html?v={code}",
             "file": record.dumps(THEIRS, 9), "text": record.hand_in_text(THEIRS, 9)}  # fmt: skip
    page.open_text(given[form])
    assert page.lab.venture == THEIRS
    assert page.lab.settings["luck"] == 9
    assert "“Theirs” with luck 9" in page.opened["says"]
    assert "refused" not in page.opened


def test_a_seed_of_any_size_can_be_opened(page):
    for seed in (0, 20261122, 2**53 - 1):
        page.open_text(record.code(THEIRS, seed))
        assert page.lab.settings["luck"] == seed


def test_the_design_that_was_in_the_lab_is_pinned(page):
    page.lab.set(search=0.25, luck=4)
    mine = page.lab.venture
    page.open_text(record.code(THEIRS))
    assert page.lab.pins.designs == {"design A: Your venture": mine}
    assert "pinned as design A: Your venture; its luck was 4" in page.opened["says"]
    assert "pinned as design A" in page.lab.says
    page.open_text(record.code(mine))
    page.open_text(record.code(THEIRS))
    assert list(page.lab.pins.designs.values()) == [mine, THEIRS]


def test_the_design_every_lab_begins_with_needs_no_pin(page):
    page.open_text(record.code(THEIRS))
    assert page.lab.pins.designs == {}


def test_nothing_is_opened_while_there_is_no_room_for_the_present_design(page):
    for number in range(6):
        page.lab.pins.pin(Venture(name=f"No. {number}"))
    page.lab.set(search=0.25)
    mine = page.lab.venture
    page.open_text(record.code(THEIRS))
    assert "drop one of them first" in page.opened["refused"]
    assert page.lab.venture == mine


def test_a_damaged_code_is_refused_in_words_and_the_venture_is_kept(page):
    before = page.lab.venture
    page.open_text(page.code[:-3])
    assert "copy the whole code again" in page.opened["refused"]
    assert page.lab.venture == before
    assert page.lab.pins.designs == {}


def test_a_kind_of_tie_that_the_lab_does_not_offer_is_refused():
    page = HandIn(VentureLab(kinds=["kin", "colleagues", "trade_council", "distributor"], runs=20))
    page.open_text(record.code(THEIRS))
    assert "does not offer this kind" in page.opened["refused"]


def test_the_words_of_an_opened_record_are_shown_and_can_be_gone_on_with(page):
    page.reasons = "Mine."
    page.open_text(record.dumps(THEIRS, 9, {"born_global": 60}, {"reasons": "Theirs."}))
    assert page.opened["words"] == [
        ["Runs expected to be born global, of 100", "60"],
        ["Reasons", "Theirs."],
    ]
    assert (page.expected, page.reasons) == (None, "Mine.")
    page.adopt()
    assert (page.expected, page.reasons) == (60, "Mine.\n\nTheirs.")
    page.adopt()
    assert page.reasons == "Mine.\n\nTheirs."


def test_ones_own_record_brings_everything_back_to_another_computer(page):
    page.lab.set(search=0.25, luck=4)
    page.expected, page.reasons = 30, "Few ties, well fed."
    other = HandIn(VentureLab(runs=50))
    other.open_text(page.whole)
    other.adopt()
    assert record.loads(other.whole) == record.loads(page.whole)


def test_the_same_record_twice_is_news_twice(page):
    page.open_text("x")
    first = dict(page.opened)
    page.open_text("x")
    assert page.opened != first


def test_a_link_opens_its_venture_and_keeps_the_learners_own():
    lab = VentureLab(runs=50)
    lab.set(search=0.25)
    mine = lab.venture
    lab.live_query = record.code(THEIRS, 9)
    assert (lab.venture, lab.settings["luck"]) == (THEIRS, 9)
    assert lab.says.startswith("This is “Theirs” with luck 9")
    assert mine in lab.pins.designs.values()
    lab.set(search=0.1)
    assert not lab.says.startswith("This is")


def test_a_damaged_link_is_refused_where_the_lab_speaks():
    lab = VentureLab(runs=50)
    before = lab.venture
    lab.live_query = record.code(THEIRS, 9)[:-2]
    assert lab.line.refused.startswith("The venture of this link was not opened: code is ")
    assert lab.venture == before


def test_a_record_of_another_model_says_so(page):
    page.open_text(record.code(THEIRS, model="0-12345678"))
    assert "another version of the model" in page.opened["says"]


def test_the_poster_escapes_what_it_shows(page):
    page.set_trait("code", "<b>")
    assert "<b>" not in poster_of(page)
    assert "&lt;b&gt;" in poster_of(page)


def test_it_reaches_the_page_as_a_widget_of_its_own(page):
    assert page.comm is not None  # a method that hides one of ipywidgets' own would prevent it
    assert page.trouble == ""
