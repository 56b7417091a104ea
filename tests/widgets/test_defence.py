"""Three questions under the hand-in form: asked on demand, folded, escaped, and said when stale."""

from __future__ import annotations

import re
from dataclasses import replace

import ipywidgets
import pytest
from leverplug import Tie, Venture
from leverplug.explain import defence_questions
from leverplug.model import Shock
from leverplug.record.scenario import Scenario, ScenarioShock
from leverplug.widgets import DefenceQuestions, HandIn, VentureLab
from leverplug.widgets.venture import defence
from posters import poster_of

EVIL = '<img src=x onerror="alert(1)">'
DESIGN = Venture(
    name=EVIL,
    ties=(
        Tie("kin-1", "kin", 0.3, label=EVIL),
        Tie("fair-1", "trade_fair", 0.3, end=9, region="close", label=EVIL),
    ),
)


@pytest.fixture
def asked():
    return DefenceQuestions(VentureLab(DESIGN, runs=50, seed=4))


def test_nothing_is_worked_out_before_somebody_asks(asked, monkeypatch):
    monkeypatch.setattr(defence, "defence_questions", lambda *_, **__: pytest.fail("asked"))
    asked.lab.set(luck=9)
    assert (asked.text.value, asked.line.says) == ("", "")


def test_the_questions_are_on_the_run_that_the_lab_shows_alone(asked):
    asked.lab.set(run=6)
    asked.ask(runs=50)
    expected = defence_questions(DESIGN, 4, 5, 50)
    assert asked.text.value == defence.questions_html(expected)
    assert "luck 4, run 6" in asked.line.says


def test_each_answer_is_folded_and_no_label_becomes_markup(asked):
    asked.ask(runs=50)
    html = asked.text.value
    assert html.count("<li><p>") == html.count("<details><summary>") == 3
    assert "<details open" not in html
    assert "<img" not in html
    assert "&lt;img" in html
    assert set(re.findall(r"<(\w+)", html)) == {"ol", "li", "p", "details", "summary", "ul"}


def test_questions_stay_and_say_when_they_are_no_longer_on_this_design(asked):
    asked.ask(runs=50)
    before, said = asked.text.value, asked.line.says
    asked.lab.set(learning=0.2)
    assert asked.text.value == before
    assert "has changed since" in asked.line.says
    asked.lab.set(learning=0.05)
    assert asked.line.says == said


def test_turning_the_quarter_makes_no_question_old(asked):
    asked.ask(runs=50)
    said = asked.line.says
    asked.lab.set(quarter=20)
    assert asked.line.says == said


def test_what_the_form_expects_is_asked_about(monkeypatch):
    heard = []
    monkeypatch.setattr(
        defence, "defence_questions", lambda *_, expected, **__: heard.append(expected) or ()
    )
    lab = VentureLab(DESIGN, runs=50)
    form = HandIn(lab)
    form.expected = 70
    DefenceQuestions(lab, form).ask()
    DefenceQuestions(lab).ask()
    assert heard == [70, None]


def test_the_button_asks(asked):
    asked.button.click()
    assert asked.text.value.count("<details>") == 3


SCENARIO = Scenario(
    "venture", "Nine quarters", hidden=("trajectory",), budget=0.8,
    shock=ScenarioShock(9, "lost", "kin"), design=replace(DESIGN, name="Set"),
)  # fmt: skip


def test_what_a_scenario_hides_is_not_given_away(asked):
    asked.lab.open_scenario(SCENARIO)
    asked.ask(runs=50)
    assert asked.text.value == ""
    assert "Keep a prediction" in asked.line.refused


def test_shocks_and_budget_of_a_scenario_count(asked):
    asked.lab.open_scenario(SCENARIO)
    asked.lab.keep_prediction(40)
    asked.ask(runs=50)
    shocks = (Shock(9, "kin-1"),)
    expected = defence_questions(SCENARIO.design, 4, 0, 50, shocks, budget=0.8)
    assert asked.text.value == defence.questions_html(expected)
    said = asked.line.says
    asked.lab.leave_scenario()
    assert asked.line.says != said


def test_a_question_of_the_instructors_own_says_nothing_of_born_globals(asked, monkeypatch):
    heard = []
    monkeypatch.setattr(
        defence, "defence_questions", lambda *_, expected, **__: heard.append(expected) or ()
    )
    for question in ("", "How many of 100 runs end on their own?"):
        asked.lab.open_scenario(replace(SCENARIO, question=question))
        asked.lab.keep_prediction(40)
        asked.ask()
    assert heard == [40, None]


def test_no_method_takes_the_place_of_one_of_ipywidgets():
    """A front end calls some of them by name, when a page sends a value."""
    own = {name for name, value in vars(DefenceQuestions).items() if callable(value)}
    assert own & set(dir(ipywidgets.VBox)) == {"__init__"}


def test_the_poster_shows_the_button(asked):
    assert "Ask me three questions about this design" in poster_of(asked)
