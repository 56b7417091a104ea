"""What labs and charts say in words is English in every state, not only in the usual one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape, unescape
from typing import Any

import ipywidgets
import numpy as np
import pytest
from chart_rows import ESTIMATES, given, history
from each import each
from leverplug import History, Venture, charts, datasets, outcomes, simulate, widgets
from leverplug.charts import figure
from leverplug.experiments.cover import typical_life
from leverplug.model.history import SEIZED, Log
from leverplug.widgets import VentureLab
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.drawings import ego, fates, first_sales, star
from leverplug.widgets.labs import coauthor_network, giant, same_firm, small_venture, virtual_survey
from posters import poster_of
from sentences import RULES, faults

LABS = [name for name, home in widgets._HOMES.items() if home.startswith("labs.")]
LONG = 4  # choices of a list, above which every third is tried
MIXTURES = 2  # states in which every control of a lab stands somewhere else
_PICTURE = re.compile(r'role="img" aria-label="([^"]*)"')

# --- the checker ------------------------------------------------------------

WRONG = {  # a sentence with one fault, by the rule that must find it
    "a doubled possessive": ["The usual dials's median ends at 163.", "The kin’s’s lever is 1."],
    "one of many": ["1 lives end abroad.", "Of 20 runs, 1 other ties are ended.", "Within 1 years.",
                    "Histogram of an estimate in 1 virtual surveys.", "It hits 1 ventures."],
    "one with a verb for many": ["The largest has 2, and 1 have no co-author.",
                                 "Of 9 lives, 1 end abroad.", "1 of 21 earn a star."],
    "no number where one belongs": ["The median is nan.", "It ends in year None.", "It takes inf."],
    "a loss of nothing": ["Year 9: -0 (-17 to +2).", "It takes -0.0."],
    "a field that was not filled": ["The median is {median}."],
    "an empty name": ["It sells to  firms.", "Without , it grows.", "Ties () end.", "See “”.",
                      "Outside: ."],
    "doubled marks": ["It ends.. It goes.", "It falls;, and rises.", "It has a, , b."],
    "a doubled word": ["The the median is 3.", "It is a a lever."],
    "a wrong article": ["It is a other tie.", "It is an plug."],
    "space at an end": ["It ends. "],
    "no full stop at the end": ["It ends", "It ends at 1", "It ends. "],
}  # fmt: skip
RIGHT = (
    "In year 1 ties are few; life 1 sells abroad in quarter 12.",
    "Of 21 lives, 1 ends abroad, 11 of them late; 0.1 points are lost.",
    "Foreign: institutional, read as -.0175 -0.172 to -0.172, published .5 (t = 0.5: no star).",
    "Most often between two others: Servais, P., with 5 co-authors here (in all).",
    "From 1 to 4 ties: a European firm, an hour, a university, a one-off; the partner’s share.",
    "Born global: 1 against 40. Is it luck?",
)


@each(WRONG)
def test_the_checker_finds_each_kind_of_fault(rule: str):
    assert [words for words in WRONG[rule] if not named(faults(words), rule)] == []


def test_each_rule_is_tried_and_right_sentences_pass():
    assert set(WRONG) == set(RULES)
    assert [fault for words in RIGHT for fault in faults(words)] == []


def named(found: list[str], rule: str) -> list[str]:
    return [fault for fault in found if fault.startswith(rule)]


# --- every lab in many states -----------------------------------------------


def positions(control: ipywidgets.Widget) -> list[Any]:
    """Where a control is put: each end of a slider, each choice of a list."""
    if hasattr(control, "_options_values"):
        choices = list(control._options_values)
        return choices if len(choices) <= LONG else [*choices[::3], choices[-1]]
    if isinstance(control, ipywidgets.Checkbox):
        return [True, False]
    if isinstance(control, ipywidgets.IntRangeSlider):
        low, high = control.min, control.max
        return [(low, low), (high, high), (low, low + 3), (low, high)]
    return [control.min, control.max]


def states(lab: Lab) -> Iterator[str]:
    """Move a lab through its states; each is called by what was moved."""
    yield "as it opens"
    start, chance = lab.settings, random.Random(1)
    for name, control in lab.controls.items():
        for value in positions(control):
            lab.set(**{**start, name: value})
            yield f"{name} {value}"
    for number in range(MIXTURES):
        lab.set(**{name: chance.choice(positions(c)) for name, c in lab.controls.items()})
        yield f"mixture {number}"
    for act in MORE.get(type(lab).__name__, []):
        act(lab)
        yield "after what its buttons do"
        lab.set(**start)
        yield "after what its buttons do, at the start"


MORE: dict[str, list[Callable[[Any], None]]] = {
    "SmallVenture": [lambda lab: lab.remember()],
    "PortfolioBuilder": [lambda lab: lab.remember()],
    "VirtualSurvey": [lambda lab: lab.draw(1), lambda lab: lab.draw(20)],
    "KeepFeedCut": [
        lambda lab: lab.decide(T="cut"),
        lambda lab: lab.decide(R="feed"),
        lambda lab: lab.decide(R="feed", T="keep"),
    ],
}


def sentences(lab: Lab) -> Iterator[str]:
    """All that a lab says in words: its result and the text alternatives of its pictures."""
    yield lab.says
    yield from filter(None, [lab.line.refused])
    for picture in lab.pictures:
        if isinstance(picture, ChartView):
            yield picture.description
        else:
            yield from map(unescape, _PICTURE.findall(poster_of(picture)))


@each(LABS)
def test_a_lab_says_no_wrong_sentence_in_any_state(name: str):
    lab = getattr(widgets, name)()
    wrong = {
        fault: state for state in states(lab) for words in sentences(lab) for fault in faults(words)
    }
    assert wrong == {}


@pytest.fixture
def quick_drawing(monkeypatch):
    """Pictures without their marks: a poster is read here for its words."""

    def words_alone(_spec: object, words: str) -> str:
        return f'<svg role="img" aria-label="{escape(words)}" width="9" height="9"></svg>'

    monkeypatch.setattr(figure, "svg", words_alone)


@each(LABS)
def test_a_poster_says_no_wrong_sentence(name: str, quick_drawing: None):
    lab = getattr(widgets, name)()
    found = [unescape(words) for words in _PICTURE.findall(poster_of(lab))]
    assert len(found) >= len(lab.pictures) - 1  # a table of lives has no picture
    assert [fault for words in found for fault in faults(words)] == []


def test_the_full_lab_says_no_wrong_sentence():
    lab = VentureLab(runs=20)
    for tie in [None, "kin-1"]:
        lab.canvas.selected = tie or ""
        assert [fault for words in sentences(lab) for fault in faults(words)] == []


# --- templates filled with one of each thing --------------------------------


def first_sold(*quarters: float, opened: int = 1) -> History:
    """Lives that first sell abroad in given quarters, the first so many through an opening."""
    base = simulate(Venture(), len(quarters))
    sales = np.arange(1, 41)[:, None] >= np.array(quarters)
    when, run = np.array(quarters[:opened], int) - 1, np.arange(opened)
    none = np.full(opened, -1)
    log = Log(when, np.array([SEIZED] * opened), none, run, none)
    return replace(base, foreign_sales=sales.astype(float), log=log)


def giants(sales: float) -> History:
    """A single life with a giant, which holds so much."""
    whole, there = np.full((40, 1), sales), np.full((40, 1), True)
    return replace(
        simulate(Venture(), 1),
        tie_ids=("giant",),
        foreign_sales=whole,
        holding=whole[:, None],
        alive=there,
        absorbed=~there,
    )


def coauthors(*authors: str) -> coauthor_network.CoauthorNetwork:
    """The lab of co-authors with works of the given authors alone."""
    lab = coauthor_network.CoauthorNetwork()
    works = zip(datasets.rows("literature"), authors, strict=False)
    lab.works = [{**work, "year": "2000", "authors": names} for work, names in works]
    return lab


ALONE, ABROAD = np.array([outcomes.AT_HOME]), np.array([outcomes.LATER])
HOME = np.array([outcomes.AT_HOME, outcomes.FAILED, outcomes.SWALLOWED, outcomes.LATER])
SURVEYED = {"x": np.array([2.0, 0.1]), "x se": np.array([0.1, 0.1])}
ONES: dict[str, Callable[[], str]] = {
    "star": lambda: star.describe([star.Spoke("kin", 0.2, 1)]),
    "star, less": lambda: star.describe([star.Spoke("kin", 0.2, -1), star.Spoke("club", 0.1, 0)]),
    "one life": lambda: fates.describe(ALONE),
    "a life gained": lambda: fates.describe(ABROAD, ALONE),
    "a life lost": lambda: fates.describe(ALONE, ABROAD),
    "network": lambda: ego.describe([ego.Contact("A", 0.1, 0.1, 0.1)], [], 1),
    "first sales": lambda: first_sales.describe(first_sold(3), first_sold(3)),
    "same firm": lambda: same_firm._summary(first_sold(3, 5), first_sold(4, 4, opened=2), 0),
    "each fate": lambda: small_venture._outcome(HOME),
    "gained": lambda: small_venture._compared(ABROAD, ALONE),
    "best lever": lambda: small_venture._why({"kin": 1, "club": -1}, {"kin": 0.1, "club": 0.1}),
    "giant": lambda: giant._outcome(giants(1.0), giants(2.0)),
    "giant gone": lambda: giant._loss(giants(1.0), giants(2.0), 1).strip(),
    "one work": lambda: coauthors("Servais, P.")._summary(coauthors("Servais, P.").graph()),
    "two of a work": lambda: _of(coauthors("Servais, P.; Knight, G.", "Knight, G.; Ibeh, K.")),
    "a star": lambda: virtual_survey._summary(SURVEYED, "x", 1.0, 104),
}  # fmt: skip


def _of(lab: coauthor_network.CoauthorNetwork) -> str:
    return lab._summary(lab.graph())


@each(ONES)
def test_a_sentence_with_one_of_a_thing_speaks_of_one(name: str):
    assert faults(ONES[name]()) == []


# --- every chart --------------------------------------------------------------


def one_run(name: str) -> tuple[Any, ...]:
    """What a chart is given, with a single run or survey and limits of one year."""
    special: dict[str, tuple[Any, ...]] = {
        "survey_histogram": (ESTIMATES[:1], 0.5),
        "survey_intervals": ({"a": ESTIMATES[:1]}, {"a": 0.5}),
        "born_global_threshold": (history(), 0.25, 1),
        "first_export": (history(), 1),
        "supply": (history(), {"fairs": None}),
        "contributions": ({},),
        "markets": (history(), None),
        "trajectory": (history(), None),
    }
    return special.get(name, given(name))


@each(charts.CHARTS)
def test_a_chart_says_no_wrong_sentence(name: str):
    chart = getattr(charts, name)
    for arguments in (given(name), one_run(name)):
        assert faults(chart.describe(chart.rows(*arguments))) == []


def test_the_cover_says_no_wrong_sentence():
    assert faults(charts.cover.describe(charts.cover.rows(*typical_life()))) == []
