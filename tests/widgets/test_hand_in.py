"""What is handed in is the venture that was built, and what comes back is the same venture."""

import json

import pytest
from leverplug import Tie, Venture, record
from leverplug.widgets import HandIn, VentureLab


@pytest.fixture
def page() -> HandIn:
    return HandIn(VentureLab(runs=50))


def test_the_code_and_the_record_hold_the_venture_of_the_lab(page):
    page.lab.set(search=0.2, luck=7)
    for text in (page.code.value, page.whole.value):
        found = record.read(text)
        assert found.venture == page.lab.venture
        assert found.seed == 7
    assert page.lab.venture.capabilities.search == 0.2


def test_expectation_and_reasons_are_part_of_the_record(page):
    page.expected.value, page.reasons.value = 35, "Kin <first>, then the fair."
    found = record.loads(page.whole.value)
    assert found.predictions == {"born_global": 35}
    assert found.answers == {"reasons": "Kin <first>, then the fair."}


def test_a_code_of_somebody_else_is_put_into_the_lab(page):
    theirs = Venture(name="Theirs", ties=(Tie("fair-1", "trade_fair", 0.4, region="emerging"),))
    page.other.value = record.code(theirs, seed=9)
    page.bring_in()
    assert page.lab.venture == theirs
    assert page.lab.settings["luck"] == 9
    assert page.line.refused == ""


def test_a_damaged_code_is_refused_in_words_and_the_venture_is_kept(page):
    before = page.lab.venture
    code = page.code.value
    page.other.value = code[:-3]
    page.bring_in()
    assert "copy the whole code again" in page.line.refused
    assert page.lab.venture == before


def test_what_was_written_comes_back_after_a_reload(page):
    page.expected.value, page.reasons.value = 20, "Patience."
    later = HandIn(VentureLab(runs=50))
    later.live_state = page.live_state
    assert (later.expected.value, later.reasons.value) == (20, "Patience.")
    assert record.loads(later.whole.value).answers == {"reasons": "Patience."}


def test_a_damaged_memory_is_said_and_harms_nothing(page):
    page.live_state = json.dumps({"expected": "many"})
    assert "starts afresh" in page.line.refused
    assert page.expected.value == 50


def test_the_poster_escapes_what_it_shows(page):
    page.code.value = "<b>"
    assert "<b>" not in page.poster()
    assert "&lt;b&gt;" in page.poster()


def test_it_reaches_the_page_as_a_widget_of_its_own(page):
    assert page.comm is not None  # a method that hides one of ipywidgets' own would prevent it
    assert page.line.refused == ""
