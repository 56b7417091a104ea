"""The lab of the three capabilities: what the dials take, and the trap in each."""

import json

import by_hand
import numpy as np
import pytest
from leverplug import ValidationError
from leverplug.experiments.capabilities import PORTFOLIOS, design
from leverplug.model.history import PRUNED
from leverplug.model.simulation import simulate
from leverplug.outcomes import cumulative_foreign_sales
from leverplug.widgets import ThreeDials
from posters import poster_of


@pytest.mark.parametrize("portfolio", PORTFOLIOS)
@pytest.mark.parametrize(("search", "learning"), [(0, 0), (0.05, 0.05), (0.4, 0.4)])
def test_search_learning_and_ties_share_all_effort_and_no_more(portfolio, search, learning):
    total = design(portfolio, search, learning, 0).effort().max()
    assert 0.99 < total <= 1


def test_the_numbers_told_are_those_of_the_model():
    lab = ThreeDials()
    lab.set(search=0.2, learning=0.1)
    now = cumulative_foreign_sales(simulate(design("holistic", 0.2, 0.1, 0), 100, 1))
    usual = cumulative_foreign_sales(simulate(design("holistic", 0.05, 0.05, 0), 100, 1))
    assert f"{now.mean():,.0f}, against {usual.mean():,.0f}" in lab.says
    assert f"better in {(now > usual).sum()} of 100" in lab.says
    assert "leave 70 % of effort" in lab.says


def test_the_picture_of_sales_says_where_the_usual_dials_end():
    lab = ThreeDials()
    lab.set(search=0.2)
    usual = simulate(design("holistic", 0.05, 0.05, 0), 100, 1)
    end = np.median(usual.foreign_sales[-1])
    assert f"The median with the usual dials ends at {end:.0f}." in lab.sales.description
    assert {row["label"] for row in lab.sales.rows["labels"]} == {"now", "usual dials"}


def test_ties_that_are_ended_are_counted():
    lab = ThreeDials()
    assert "ended" not in lab.says
    lab.set(portfolio="extensive", pruning=0.3)
    history = simulate(design("extensive", 0.05, 0.05, 0.3), 100, 1, detail=True)
    ended = (history.log.kind == PRUNED).sum() / 100
    assert f"{ended:.1f} of 12 ties are ended" in lab.says


@pytest.mark.parametrize(
    ("portfolio", "dial"), [("holistic", "search"), ("holistic", "learning"),
                            ("extensive", "pruning")],
)  # fmt: skip
def test_each_dial_has_its_trap_between_none_and_all(portfolio, dial):
    lab = ThreeDials()
    lab.set(portfolio=portfolio, dial=dial)
    curve = [row["mean"] for row in lab.curve.rows["curve"]]
    best = int(np.argmax(curve))
    assert 0 < best < len(curve) - 1, curve


def test_the_curve_marks_where_the_dial_stands():
    lab = ThreeDials()
    lab.set(dial="learning", learning=0.25)
    (now,) = lab.curve.rows["now"]
    assert now["setting"] == 0.25
    assert lab.curve.description.startswith("Reflective: learning. Line chart")


def test_while_another_dial_moves_the_curve_waits_and_the_lab_says_so():
    lab, other = ThreeDials(), ThreeDials()
    lab.set(dial="pruning")
    before = lab.curve.rows
    by_hand.move(lab.controls["learning"], 0.3)
    assert "leave 65 % of effort" in lab.says
    assert lab.line.draft == "The curve of strictness follows when you stop."
    assert lab.curve.rows == before
    by_hand.rest(lab)
    other.set(dial="pruning", learning=0.3)
    assert lab.line.draft == ""
    assert lab.curve.rows == other.curve.rows != before
    assert lab.curve.description == other.curve.description


def test_the_dial_of_the_curve_and_the_choice_of_a_curve_are_followed_at_once():
    lab = ThreeDials()
    by_hand.move(lab.controls["search"], 0.3)
    assert lab.curve.rows["now"][0]["setting"] == 0.3
    by_hand.move(lab.controls["learning"], 0.3)
    by_hand.move(lab.controls["dial"], 1, "index")
    assert lab.line.draft == ""
    assert lab.curve.description.startswith("Reflective: learning.")


def test_choices_are_kept_and_come_back():
    lab, later = ThreeDials(), ThreeDials()
    lab.set(search=0.3, portfolio="obliged", dial="pruning")
    later.live_state = lab.live_state
    assert later.settings == lab.settings
    assert later.says == lab.says
    assert json.loads(lab.live_state)["portfolio"] == "obliged"


def test_a_setting_off_the_dial_is_refused_and_nothing_is_lost():
    lab = ThreeDials()
    lab.set(search=0.3)
    with pytest.raises(ValidationError, match="search"):
        lab.set(search=0.9)
    assert lab.settings["search"] == 0.3


def test_the_poster_shows_settings_pictures_and_result():
    poster = poster_of(ThreeDials())
    assert "Proactive: search" in poster
    assert poster.count("<svg") >= 2
    assert "Foreign sales over ten years" in poster
