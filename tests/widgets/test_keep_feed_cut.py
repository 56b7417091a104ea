"""The lab on IA: decisions become a design, and what the lab says is what the model says."""

import json

import numpy as np
import pytest
from leverplug import ValidationError, simulate
from leverplug.experiments import ia
from leverplug.experiments.keep_feed_cut import RUNS, SEED, design
from leverplug.widgets import KeepFeedCut
from leverplug.widgets.drawings import ego
from leverplug.widgets.labs.keep_feed_cut import ROUND


def test_without_a_decision_the_design_is_the_case():
    assert design({}) == ia.venture()


def test_a_cut_tie_ends_before_the_year_of_the_decision():
    # Year 5 begins with quarter 17.
    assert design({"T": "cut"}, year=5).tie("T").end == 16


def test_a_tie_cut_before_it_begins_never_comes_in():
    # R begins in quarter 9; year 3 begins with quarter 9 too.
    assert "R" not in {tie.id for tie in design({"R": "cut"}, year=3).ties}
    assert "R" in {tie.id for tie in design({"R": "cut"}, year=4).ties}


def test_what_is_freed_is_shared_equally_by_those_fed():
    # T and B leave .04 each; R and JPH get half of .08 each, from quarter 17 on.
    venture = design({"T": "cut", "B": "cut", "R": "feed", "JPH": "feed"}, year=5)
    for name in ("R", "JPH"):
        gain = venture.tie(name).schedule() - ia.venture().tie(name).schedule()
        np.testing.assert_allclose(gain[:16], 0)
        np.testing.assert_allclose(gain[16:], 0.04, atol=2e-6)
    assert venture.effort().max() <= 1 + 1e-9


def test_a_fed_tie_that_has_not_begun_waits_and_the_others_eat():
    # In year 1 only BH of the two is there; R comes in quarter 9 and then takes its half.
    venture = design({"T": "cut", "R": "feed", "BH": "feed"}, year=1)
    gain = venture.tie("BH").schedule() - ia.venture().tie("BH").schedule()
    np.testing.assert_allclose(gain[:8], 0.04, atol=2e-6)
    np.testing.assert_allclose(gain[8:], 0.02, atol=2e-6)


def test_feeding_with_nothing_freed_changes_nothing_and_says_so():
    lab = KeepFeedCut()
    lab.decide(R="feed")
    assert design({"R": "feed"}, 4).effort() == pytest.approx(ia.venture().effort())
    assert "Nothing is free to feed with: cut a tie first." in lab.says


def test_the_words_are_those_of_the_model():
    lab = KeepFeedCut()
    lab.set(contact="JPH")
    lab.decide(T="cut", Z="cut", JPH="feed")
    venture = design({"T": "cut", "Z": "cut", "JPH": "feed"}, 4)
    mine = simulate(venture, RUNS, SEED).foreign_sales
    coded = simulate(ia.venture(), RUNS, SEED).foreign_sales
    without = simulate(venture.without_tie("JPH"), RUNS, SEED).foreign_sales
    assert (
        f"{mine[-1].mean():.0f} (mean of {RUNS} runs), against {coded[-1].mean():.0f}" in lab.says
    )
    assert f"{(mine - without)[39].mean():+.1f}." in lab.says
    assert "From year 4 you cut T, Z and feed JPH." in lab.says
    assert "We code JPH as a lever." in lab.says


def test_the_picture_shows_the_lever_and_the_plug_of_the_year():
    lab = KeepFeedCut()
    lab.set(look_at=6)
    history = simulate(ia.venture(), RUNS, SEED, detail=True)
    place, alive = history.tie_ids.index("BH"), history.alive[23]
    lever, plug = (s[23, place, alive].mean() for s in (history.lever, history.plug))
    assert f"BH lever {lever:.2f}, plug {plug:.2f}" in lab.network.value
    lab.set(look_at=1)
    assert "R not yet met" in lab.network.value


def test_everyone_stands_in_the_picture():
    assert set(ROUND) == set(ia.CODING)


def test_the_buttons_follow_the_contact():
    lab = KeepFeedCut()
    lab.set(contact="T", decision="cut")
    assert lab.decisions == {"T": "cut"}
    lab.set(contact="R")
    assert lab.settings["decision"] == "keep"
    assert lab.decisions == {"T": "cut"}
    lab.set(contact="T")
    assert lab.settings["decision"] == "cut"
    lab.set(decision="keep")
    assert lab.decisions == {}


def test_every_tie_can_be_cut_and_kept_again():
    lab = KeepFeedCut()
    lab.set(from_year=1)
    lab.decide(**dict.fromkeys(ia.CODING, "cut"))
    assert lab.line.refused == ""
    assert "never comes in" in lab.says
    lab.more()[-1].click()
    assert lab.decisions == {}
    assert "You keep every tie." in lab.says


def test_what_ties_ask_back_counts_for_both_designs():
    lab = KeepFeedCut()
    lab.set(obligation=2.0)
    coded = simulate(design({}, obligation=2.0), RUNS, SEED).foreign_sales[-1].mean()
    assert f"against {coded:.0f} as coded" in lab.says
    assert "(+0)" in lab.says


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_circle_in_beijing_is_worth_having_first_and_leaving_later(seed):
    """What the chapter tells after its lab."""
    circle = dict.fromkeys(("BH", "Lz", "Z"), "cut")
    never, at_once, later = (
        simulate(plan, 500, seed).foreign_sales.mean(1)
        for plan in (design({}), design(circle, 1), design(circle, 4))
    )
    assert at_once[7] < never[7]
    assert later[39] > at_once[39]
    assert later[39] > never[39]


def test_cutting_z_does_more_than_cutting_three_shared_clients():
    sales = [
        simulate(design(dict.fromkeys(names, "cut"), 4), 500).foreign_sales[-1].mean()
        for names in (("Z",), ("T", "B", "F"))
    ]
    assert sales[0] > sales[1]


@pytest.mark.parametrize(("decisions", "named"), [({"Q": "cut"}, "Q"), ({"T": "sell"}, "sell")])
def test_what_cannot_be_decided_is_refused(decisions, named):
    lab = KeepFeedCut()
    with pytest.raises(ValidationError, match=named):
        lab.decide(**decisions)
    assert lab.decisions == {}


def test_decisions_survive():
    lab = KeepFeedCut()
    lab.decide(T="cut", R="feed")
    lab.set(contact="T", from_year=6, obligation=1.5)
    again = KeepFeedCut()
    again.live_state = lab.live_state
    assert again.decisions == lab.decisions
    assert again.settings == lab.settings
    assert again.says == lab.says


@pytest.mark.parametrize("kept", [
    {"settings": {"contact": "Q"}, "decisions": {}},
    {"settings": {}, "decisions": {"T": "sell"}},
    {"settings": {}, "decisions": 3},
])  # fmt: skip
def test_what_was_kept_damaged_is_refused_in_words(kept):
    lab = KeepFeedCut()
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps(kept)
    assert lab.decisions == {}


def test_words_of_the_picture_are_safe_and_whole():
    contacts = [ego.Contact("<b>", 0.1, 0.2, 0.1, "cut"), ego.Contact("Z", 0, 0, 0)]
    drawn = ego.draw(contacts, [("<b>", "Z")], 2, "IA")
    assert "<b>" not in drawn
    words = ego.describe(contacts, [("<b>", "Z")], 2)
    assert words == (
        "The venture and its 2 contacts in year 2: <b> lever 0.20, plug 0.10, cut; Z lever 0.00, "
        "plug 0.00. Contacts who know one another: <b> and Z."
    )
