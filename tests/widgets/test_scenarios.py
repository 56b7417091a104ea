"""A lab in a scenario: what is locked, hidden, asked and struck, and that nothing is ever lost."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from leverplug import simulate
from leverplug.explain import timeline
from leverplug.model.history import Shock
from leverplug.record import code as venture_code
from leverplug.record import dumps, loads, scenario
from leverplug.record.scenario import Scenario, ScenarioShock
from leverplug.venture import Capabilities, Firm, Founder, Tie, ValidationError, Venture
from leverplug.widgets import (
    ChooseExit,
    Giant,
    KeepFeedCut,
    PartnerStart,
    PortfolioBuilder,
    VentureLab,
)
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.editor.design import link_rows, tie_rows
from leverplug.widgets.venture import defence
from leverplug.widgets.venture.defence import DefenceQuestions
from posters import poster_of

START = Venture(
    Firm("high_tech", 0.1),
    Founder(0.8),
    ties=(
        Tie("kin-1", "kin", 0.15),
        Tie("distributor-1", "distributor", 0.2, region="close"),
        Tie("distributor-2", "distributor", 0.1, start=3, region="developed"),
    ),
    name="Northlight",
)
CLASS = Scenario(
    "venture", "Two agents <leave>", "Build\nfor it.", "",
    {"home_market": 0.25, "luck": 77, "search": 0.1}, ("home_market", "luck", "sector"),
    ("network state", "trajectory", "markets", "scorecard", "story", "result"),
    0.7, ScenarioShock(9, "lost", "distributor"), "Team 2", START,
)  # fmt: skip
EXIT = Scenario(
    "choose_exit", "When to part", "", "In which year?", {"effort": 25, "sector": "high_tech"},
    ("effort",), ("pictures", "result"),
)  # fmt: skip
RUNS = 60
SMALL = [ChooseExit, Giant, PartnerStart, PortfolioBuilder]


@pytest.fixture
def lab() -> VentureLab:
    return VentureLab(runs=RUNS)


def hidden(lab: Lab) -> set[str]:
    """Names of the parts of which nothing is shown."""
    out = {name for name, some in lab.parts().items()
           if some and all(each.layout.display == "none" for each in some)}  # fmt: skip
    return out | ({"result"} if "hidden until" in lab.says else set())


def edit(lab: VentureLab, venture: Venture) -> None:
    """An edit as the page sends it."""
    message = {"type": "edit", "ties": tie_rows(venture), "links": link_rows(venture),
               "positions": lab.canvas.positions}  # fmt: skip
    lab.canvas._receive(lab.canvas, message, [])


def send(lab: Lab, **message) -> None:
    lab.play.panel._handle_custom_msg(message, [])


# --- what is set and locked ---------------------------------------------------------------------


def test_a_link_sets_the_lab_and_locks_what_the_scenario_locks(lab):
    lab.live_query = scenario.code(CLASS)
    assert lab.line.refused == ""
    assert lab.scenario == CLASS
    assert lab.venture == replace(
        START, firm=Firm("high_tech", 0.25), capabilities=Capabilities(0.1, 0.05)
    )
    assert (lab.settings["luck"], lab.settings["search"]) == (77, 0.1)
    disabled = {name for name, control in lab.controls.items() if control.disabled}
    assert disabled == {"home_market", "luck", "sector"}
    assert (
        lab.controls["luck"].tooltip == "Fixed: the scenario “Two agents <leave>” fixes it at 77."
    )
    view = lab.play.panel.view
    assert view["rows"] == [
        ["Home market", "0.25", True], ["Luck (seed)", "77", True],
        ["Search (proactive)", "0.10", False], ["Sector", "high technology", True],
    ]  # fmt: skip
    assert view["rules"][0] == "Plan at most 0.70 of your effort in any quarter."
    assert view["rules"][1].startswith("In quarter 9 a shock strikes, in every run: each tie")
    assert view["question"] == "Of 100 runs of your design, how many will be born global?"


def test_a_locked_control_stays_whatever_moves_it(lab):
    lab.open_scenario(CLASS)
    lab.controls["home_market"].value = 0.9
    assert lab.settings["home_market"] == 0.25
    for move in (lambda: lab.set(luck=3), lambda: lab.load_design(Venture()),
                 lambda: lab.open_record(loads(dumps(Venture(), 77)))):  # fmt: skip
        with pytest.raises(ValidationError, match=r"fixes it at .*; leave the scenario first"):
            move()
    assert (lab.settings["luck"], lab.venture.firm.home_market) == (77, 0.25)
    assert lab.pins.designs == {}  # nothing was pinned for what was not opened
    lab.set(search=0.2)  # what is set and not locked can be changed
    assert lab.venture.capabilities.search == 0.2


def test_the_record_of_a_classmate_in_the_same_scenario_opens(lab):
    lab.open_scenario(CLASS)
    theirs = lab.venture.without_tie("kin-1")
    lab.open_record(loads(dumps(theirs, 77)))
    assert lab.venture == theirs


# --- the budget and the shock -------------------------------------------------------------------


def test_a_design_over_the_budget_is_refused_where_the_learner_is(lab):
    lab.open_scenario(CLASS)
    before = lab.venture
    lab.controls["learning"].value = 0.3
    assert "in this scenario effort must sum to at most 0.70 in every quarter" in lab.line.refused
    assert lab.venture == before
    lab.controls["learning"].value = 0.05
    assert lab.line.refused == ""
    said = []
    lab.canvas.send = lambda reply, *_: said.append(reply)
    edit(lab, before.with_tie(Tie("club-1", "club", 0.2)))
    assert said[0]["type"] == "refused"
    assert "at most 0.70" in said[0]["message"]
    assert lab.venture == before
    assert lab.canvas.budget == 0.7
    lab.leave_scenario()
    assert lab.canvas.budget == 1.0
    lab.set(learning=0.15)  # 0.90 in all
    assert lab.line.refused == ""


def test_a_lab_whose_own_design_costs_too_much_begins_without_ties(lab):
    lab.open_scenario(Scenario("venture", "Little time", budget=0.3))
    assert lab.venture.ties == ()
    with pytest.raises(ValidationError, match=r"at most 0\.05"):
        lab.open_scenario(Scenario("venture", "No time", budget=0.05))
    assert lab.scenario.title == "Little time"


def test_the_shock_strikes_every_tie_of_the_kind_in_all_that_the_lab_shows(lab):
    lab.open_scenario(replace(CLASS, hidden=()))
    both = Shock(9, "distributor-1"), Shock(9, "distributor-2")
    expected = simulate(lab.venture, RUNS, 77, shocks=both)
    assert np.array_equal(lab.history.foreign_sales, expected.foreign_sales)
    assert not np.array_equal(expected.foreign_sales, simulate(lab.venture, RUNS, 77).foreign_sales)
    lab.set(quarter=10)
    notes = {row["id"]: row["note"] for row in lab.canvas.state}
    assert notes["distributor-1"] == notes["distributor-2"] == "lost in quarter 9"
    lab.story.explain()
    told = timeline(lab.venture, 0, 77, both).sentences()
    assert lab.story.children[1].value.count("<li>") == len(told)
    # Without one of the two, the other one is struck all the same.
    lab.canvas.selected = "distributor-2"
    lab.pins.choice.value = "the same without the chosen tie"
    less = lab.venture.without_tie("distributor-2")
    without = simulate(less, RUNS, 77, shocks=both[:1])
    assert np.array_equal(lab.result.other.foreign_sales, without.foreign_sales)
    lab.pins.pin(less)
    assert np.array_equal(lab.result.other.foreign_sales, without.foreign_sales)
    lab.leave_scenario()
    own = simulate(lab.venture, RUNS, lab.settings["luck"])
    assert np.array_equal(lab.history.foreign_sales, own.foreign_sales)


# --- what is hidden -----------------------------------------------------------------------------


def test_hidden_parts_show_once_a_prediction_is_kept(lab):
    lab.open_scenario(CLASS)
    assert hidden(lab) == set(CLASS.hidden) - {"network state"}
    assert lab.canvas.state == []
    assert lab.tasks.layout.display == "none"
    met = lab.tasks.met
    lab.set(search=0.15, quarter=20)  # work goes on, and gives nothing away
    assert lab.says == "The result is hidden until you have kept a prediction."
    assert (lab.tasks.met, lab.canvas.state, lab._turn(9)) == (met, [], "")
    send(lab, type="keep", prediction=40, confidence=3)
    assert lab.scenario_answers == {"prediction": 40, "confidence": 3}
    assert hidden(lab) == set()
    assert "of 100 runs are born global" in lab.says
    assert len(lab.canvas.state) == 3
    assert lab.play.panel.view["answers"] == {"prediction": 40, "confidence": 3}
    send(lab, type="again", second=25, why=" Two partners\n left. ")
    assert lab.scenario_answers == {
        "prediction": 40, "confidence": 3, "second": 25, "why": "Two partners left.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [{"prediction": 101}, {"prediction": "many"}, {"prediction": None}, {"prediction": True},
     {"prediction": 4.5}, {}, {"prediction": 40, "confidence": 5}, {"prediction": float("nan")}],
)  # fmt: skip
def test_what_is_no_prediction_is_refused_and_uncovers_nothing(lab, message):
    lab.open_scenario(CLASS)
    send(lab, type="keep", **message)
    assert lab.scenario_answers == {}
    assert lab.play.panel.refused
    assert "result" in hidden(lab)


def test_a_first_prediction_stays_and_a_second_one_needs_a_reason(lab):
    lab.open_scenario(CLASS)
    send(lab, type="again", second=3, why="No reason.")
    assert "keep a prediction first" in lab.play.panel.refused
    lab.keep_prediction(40)
    send(lab, type="keep", prediction=10)
    assert "kept once" in lab.play.panel.refused
    send(lab, type="again", second=10, why="")
    assert "why is ''" in lab.play.panel.refused
    assert lab.scenario_answers == {"prediction": 40}


def test_who_observes_hears_of_scenario_and_answers(lab):
    heard = []
    lab.observe(lambda change: heard.append((change["name"], change["new"])),
                ["scenario", "scenario_answers"])  # fmt: skip
    lab.open_scenario(CLASS)
    lab.keep_prediction(5, 1)
    lab.leave_scenario()
    assert heard == [
        ("scenario", CLASS), ("scenario_answers", {"prediction": 5, "confidence": 1}),
        ("scenario", None), ("scenario_answers", {}),
    ]  # fmt: skip


# --- nothing is lost ----------------------------------------------------------------------------


def own_work(lab: VentureLab) -> dict:
    lab.set(home_market=0.7, luck=5, run=3)
    edit(lab, lab.venture.with_tie(Tie("club-1", "club", 0.05)))
    lab.pins.pin(Venture(name="Old"))
    return {"venture": lab.venture, "settings": lab.settings, "pinned": lab.pins.codes()}


def test_leaving_brings_the_own_work_back_and_pins_what_was_built(lab):
    own = own_work(lab)
    lab.open_scenario(CLASS)
    assert lab.pins.designs == {}
    lab.set(search=0.2)
    built = lab.venture
    lab.leave_scenario()
    assert (lab.venture, lab.settings) == (own["venture"], own["settings"])
    assert lab.pins.codes() == [*own["pinned"], venture_code(built)]
    assert not any(control.disabled for control in lab.controls.values())
    assert lab.controls["luck"].tooltip != "Fixed: "
    assert hidden(lab) == set()
    assert "“Two agents <leave>”" in lab.play.panel.view["news"]


def test_a_reload_in_a_scenario_keeps_it_the_answers_and_the_way_back(lab):
    own = own_work(lab)
    lab.open_scenario(CLASS)
    kept = json.loads(lab.live_state)["scenario"]
    assert kept == {"code": scenario.code(CLASS)}
    again = VentureLab(runs=RUNS)
    again.live_state = lab.live_state
    assert hidden(again) == hidden(lab) != set()
    again.keep_prediction(40, 2)
    again.answer_again(30, "Because.")
    third = VentureLab(runs=RUNS)
    third.live_state = again.live_state
    assert third.scenario == CLASS
    assert json.loads(third.live_state)["scenario"] == {
        "code": scenario.code(CLASS), "prediction": 40, "confidence": 2, "second": 30,
        "why": "Because.",
    }  # fmt: skip
    assert hidden(third) == set()
    assert third.controls["luck"].disabled
    third.live_query = scenario.code(CLASS)  # the link once more
    assert third.scenario_answers["prediction"] == 40
    third.leave_scenario()
    assert (third.venture, third.settings) == (own["venture"], own["settings"])


def test_one_scenario_after_the_other_leads_back_through_both(lab):
    own = own_work(lab)
    lab.open_scenario(CLASS)
    lab.keep_prediction(40)
    lab.set(search=0.2)
    other = Scenario("venture", "Another", settings={"luck": 3}, locked=("luck",))
    lab.open_scenario(other)
    assert lab.scenario_answers == {}
    lab.leave_scenario()
    assert (lab.scenario, lab.settings["search"]) == (CLASS, 0.2)
    assert lab.scenario_answers == {"prediction": 40}
    lab.leave_scenario()
    assert (lab.scenario, lab.settings) == (None, own["settings"])
    lab.open_scenario(CLASS)  # as it was left, and no second first prediction
    assert (lab.scenario_answers, lab.settings["search"]) == ({"prediction": 40}, 0.2)
    lab.open_scenario(other)
    lab.open_scenario(CLASS)  # while the other one is open
    lab.leave_scenario()
    assert lab.scenario == other


def test_a_way_back_that_was_tampered_with_leads_to_the_labs_own_beginning(lab):
    lab.open_scenario(CLASS)
    state = json.loads(lab.live_state)
    for damaged in ({"design": 7}, {"scenario": {"code": "zzz"}}, {}):
        again = VentureLab(runs=RUNS)
        again.live_state = json.dumps({**state, "earlier": [damaged]})
        again.leave_scenario()
        assert (again.scenario, again.venture) == (None, VentureLab(runs=1).venture)


@pytest.mark.parametrize(
    "damaged",
    [{"code": "zzz"}, {"code": 7}, 7, {}, {"code": scenario.code(CLASS), "prediction": 900},
     {"code": scenario.code(EXIT)}],
)  # fmt: skip
def test_a_kept_scenario_that_cannot_be_read_is_refused_and_changes_nothing(lab, damaged):
    state = json.loads(lab.live_state)
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps({**state, "scenario": damaged})
    assert (lab.scenario, lab.controls["luck"].disabled) == (None, False)
    state |= {"scenario": {"code": scenario.code(CLASS)}}  # its locked controls were moved
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps(state)
    assert lab.scenario is None


@pytest.mark.parametrize(
    ("query", "said"),
    [(scenario.code(CLASS)[:-5], "copy the whole link again"), ("zzzz", "not complete"),
     (scenario.code(EXIT), "open the link on the page of that lab"),
     (scenario.code(replace(CLASS, settings={"wind": 3})), "name one of sector"),
     (scenario.code(replace(CLASS, hidden=("cat",))), "name one of network state"),
     (scenario.code(replace(CLASS, settings={"home_market": 7})), "from 0 to 1"),
     (venture_code(START)[:-3], "The venture of this link was not opened")],
)  # fmt: skip
def test_a_link_that_cannot_be_opened_is_refused_in_words_and_the_lab_is_as_usual(lab, query, said):
    own = own_work(lab)
    lab.live_query = query
    assert said in lab.line.refused
    assert (lab.scenario, lab.venture, lab.settings) == (None, own["venture"], own["settings"])
    lab.set(luck=8)
    assert lab.settings["luck"] == 8


# --- small labs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("make", SMALL)
def test_each_offered_small_lab_opens_hides_asks_and_comes_back(make):
    lab = make()
    name = next(iter(lab.controls))
    least = lab.controls[name].min
    own = lab.live_state
    asked = Scenario(lab.scenario_name, "Try", settings={name: least}, locked=(name,),
                     hidden=("pictures", "result"))  # fmt: skip
    lab.live_query = scenario.code(asked)
    assert lab.line.refused == ""
    assert (lab.settings[name], lab.controls[name].disabled) == (least, True)
    assert hidden(lab) == {"pictures", "result"}
    send(lab, type="keep", prediction="More than\nbefore", confidence=None)
    assert lab.scenario_answers == {"prediction": "More than before"}
    assert hidden(lab) == set()
    again = make()
    again.live_state = lab.live_state
    assert again.scenario_answers == {"prediction": "More than before"}
    again.leave_scenario()
    state = json.loads(again.live_state)
    assert [each["scenario"]["code"] for each in state.pop("left")] == [scenario.code(asked)]
    met = state.pop("met", None)
    expected = json.loads(own)
    assert met == expected.pop("met", met)
    assert state == expected


def test_a_lab_without_a_name_in_scenarios_takes_none():
    lab = KeepFeedCut()
    lab.live_query = scenario.code(Scenario("keep_feed_cut", "No"))
    assert "open the link on the page of that lab" in lab.line.refused


def test_any_lab_takes_scenarios_once_it_has_a_name_for_them():
    class Named(KeepFeedCut):
        scenario_name = "keep_feed_cut"

    lab = Named()
    lab.decide(T="cut")
    lab.open_scenario(Scenario("keep_feed_cut", "Ask back", settings={"obligation": 2.0},
                               locked=("obligation",), hidden=("pictures",)))  # fmt: skip
    assert (lab.decisions, lab.settings["obligation"]) == ({}, 2.0)
    lab.leave_scenario()
    assert lab.decisions == {"T": "cut"}
    with pytest.raises(ValidationError, match="name one of contact"):
        lab.open_scenario(Scenario("keep_feed_cut", "Kept elsewhere", settings={"decision": "cut"}))


def test_the_poster_of_a_lab_shows_the_task_as_text_and_without_a_scenario_nothing(lab):
    assert "lp-scenario" not in poster_of(lab)
    lab.open_scenario(CLASS)
    assert "<b>Two agents &lt;leave&gt;</b>" in poster_of(lab)


def test_the_questions_on_a_design_wait_for_the_prediction_and_know_the_shock(lab, monkeypatch):
    asked = DefenceQuestions(lab)
    given = []

    def count(*parts, **named):
        given.append((*parts, named["expected"]))
        return ()

    monkeypatch.setattr(defence, "defence_questions", count)
    lab.open_scenario(CLASS)
    asked.ask(runs=50)
    assert "prediction in the lab first" in asked.line.refused
    assert given == []
    lab.keep_prediction(40)
    asked.ask(runs=50)
    both = Shock(9, "distributor-1"), Shock(9, "distributor-2")
    assert given == [(lab.venture, 77, 0, 50, both, 40)]
    assert asked.line.refused == ""
