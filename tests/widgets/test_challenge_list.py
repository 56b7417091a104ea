"""The list of a lab's challenges: what was met stays met, is kept, and is read out."""

from __future__ import annotations

import json

import ipywidgets
import pytest
from each import each
from leverplug import ValidationError
from leverplug.widgets.base.challenge_list import EARLIER, Challenge, ChallengeList
from leverplug.widgets.base.lab import Lab


class Reaching(Lab):
    """Has two challenges: a number of ten, a number of nothing."""

    challenges = (
        Challenge("ten", "Reach 10.", lambda n: f"You reached {n}." if n >= 10 else ""),
        Challenge("none", "Reach 0.", lambda n: "" if n else "You reached 0."),
    )

    def __init__(self) -> None:
        super().__init__({"number": ipywidgets.IntSlider(2, 0, 20)}, [])

    def refresh(self) -> None:
        self.result = self.settings["number"]
        if self.result == 13:
            raise ValidationError("number", 13, "choose another")


def test_a_challenge_once_met_stays_met_with_its_sentence():
    lab = Reaching()
    assert json.loads(lab.live_state) == {"number": 2}
    lab.set(number=11)
    lab.set(number=3)
    assert lab.tasks.rows[0] == {
        "key": "ten",
        "task": "Reach 10.",
        "met": True,
        "why": "You reached 11.",
    }
    assert json.loads(lab.live_state) == {"number": 3, "met": ["ten"]}


def test_what_was_met_before_comes_back_without_a_word_and_with_a_sentence_where_it_holds():
    lab = Reaching()
    lab.live_state = '{"number": 3, "met": ["ten"]}'
    assert (lab.tasks.met, lab.tasks.rows[0]["why"]) == (["ten"], EARLIER)
    assert lab.tasks.news == ""
    lab.set(number=12)
    assert lab.tasks.rows[0]["why"] == "You reached 12."
    assert lab.tasks.news == ""


def test_a_state_from_before_there_were_challenges_opens_and_takes_nothing_away():
    lab = Reaching()
    lab.set(number=10)
    lab.live_state = '{"number": 4}'
    assert (lab.settings, lab.tasks.met) == ({"number": 4}, ["ten"])


@each(["7", '"ten"', '["other"]', "[7]", "[[]]", "null", '{"ten": 1}'])
def test_a_damaged_list_of_challenges_is_refused_and_changes_nothing(met: str):
    lab = Reaching()
    lab.set(number=10)
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = f'{{"number": 4, "met": {met}}}'
    assert json.loads(lab.live_state) == {"number": 10, "met": ["ten"]}


def test_a_damaged_setting_takes_the_challenges_beside_it_along():
    lab = Reaching()
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = '{"number": 700, "met": ["ten"]}'
    assert lab.tasks.met == []
    assert json.loads(lab.live_state) == {"number": 2}


def test_what_is_refused_meets_nothing():
    lab = Reaching()
    lab.set(number=13)
    assert lab.tasks.met == []


# --- how they are shown -------------------------------------------------------------------------


@pytest.mark.browser
def test_the_page_lists_the_tasks_and_reads_out_the_one_that_is_met(mount):
    page = mount(lambda: ChallengeList(Reaching.challenges))
    items = page.page.get_by_role("list").get_by_role("listitem")
    assert items.all_inner_texts() == ["○\nOpen:\nReach 10.", "○\nOpen:\nReach 0."]
    said = page.page.get_by_role("status")
    assert (said.get_attribute("aria-live"), said.inner_text()) == ("polite", "")
    page.widget.judge(12)
    page.push()
    assert items.all_inner_texts()[0] == "✓\nMet:\nReach 10. You reached 12."
    assert said.inner_text() == "Challenge met: Reach 10. You reached 12."
    assert page.errors == []
