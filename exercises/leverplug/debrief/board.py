"""The board: sections of HTML, each there as soon as what it shows has been worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from leverplug.charts.words import counted
from leverplug.debrief.groups import Group
from leverplug.debrief.intake import Intake
from leverplug.debrief.pictures import (
    answers,
    efforts,
    expected,
    lives,
    luck,
    records,
    svg,
    three_pairs,
    tie_worth,
)
from leverplug.debrief.results import CHOICE, EFFORT, LUCK, PAIRS, TIES, Results
from leverplug.debrief.view import View


class Section(NamedTuple):
    """A part of the board.

    Args:
        id: Its name.
        title: Its heading.
        html: What stands below, with everything in it escaped.
    """

    id: str
    title: str
    html: str

    def whole(self) -> str:
        """The section with its heading, as HTML."""
        heading = f"<h3>{escape(self.title)}</h3>" if self.title else ""
        return f'<section class="lpd-section" data-part="{self.id}">{heading}{self.html}</section>'


STYLE = Path(__file__).with_name("board.css")
Draw = Callable[[Results, View], str]
# What each section shows, what it needs, and who draws it.
SECTIONS: tuple[tuple[str, str, str, Draw], ...] = (
    ("effort", "Where the effort went", EFFORT, efforts.draw),
    ("luck", "Luck and choice", LUCK, luck.draw),
    ("lives", "Life by life", CHOICE, lives.draw),
    ("expected", "Expected and came", LUCK, expected.draw),
    ("ties", "Ties that helped, ties that hurt", TIES, tie_worth.draw),
    ("pairs", "Three pairs to talk about", PAIRS, three_pairs.draw),
    ("records", "Every record", LUCK, records.draw),
)


def ready(results: Results) -> set[str]:
    """The parts of the results that are there."""
    found = {EFFORT: results.effort, CHOICE: results.choice, LUCK: results.ranks,
             TIES: results.ties, PAIRS: results.pairs}  # fmt: skip
    return {name for name, value in found.items() if value is not None}


def sections(results: Results, view: View) -> list[Section]:
    """The sections whose results are there, in the order of the board."""
    there = ready(results)
    return [
        Section(name, title, draw(results, view))
        for name, title, needed, draw in SECTIONS
        if needed in there
    ]


def answered(intake: Intake, view: View) -> list[Section]:
    """What the class answered in chapters and in scenarios of small labs, if any file says so."""
    html = answers.draw(intake.works, view)
    return [Section("answers", "Predictions of chapters and labs", html)] if html else []


def head(intake: Intake, group: Group, groups: Sequence[Group], view: View) -> Section:
    """How many handed in what, and what was not read."""
    designs = len({entry.design for entry in group.entries})
    count = len(group.entries)
    figures = svg.number(count, f"{'record' if count == 1 else 'records'}, {_designs(designs)}")
    words = group.differences()
    if len(groups) > 1:
        others = sum(len(other.entries) for other in groups) - count
        words.append(f"{others} more records belong to {len(groups) - 1} other scenarios")
    told = f"<p>{escape('; '.join(words))}.</p>" if words else ""
    aliases = {entry.alias for entry in group.entries}
    mine = [one for one in intake.asides if aliases & set(one.alias.split(", "))]
    notes = records.asides(view.asides(mine, intake.entries))
    said = counted(len(mine), "remark")
    noted = f"<details><summary>{said}</summary>{notes}</details>" if notes else ""
    return Section("head", "", figures + told + records.unread(intake.unread, view) + noted)


def how(results: Results, view: View) -> str:
    """On what the numbers rest, as HTML."""
    own = ""
    if results.own_runs != results.runs:
        own = f" What came on a student's own luck is that of {results.own_runs} draws."
    seed = f" (seed {results.seed})" if view.names else ""
    missing = ""
    if results.without_value:
        missing = f" {results.without_value:,} outcomes had no value and count as nothing sold."
    return (
        f"<p><small>One luck for all{seed}, {results.runs} draws of it; the outcome is "
        f"foreign sales over ten years.{own}{missing} What is called lucky, well chosen, close or "
        "popular is the kit's choice; a model's numbers show what its rules bring about, not what "
        "real ventures earn.</small></p>"
    )


def _designs(number: int) -> str:
    return "all of one design" if number == 1 else f"{number} different designs"
