"""Where the effort went: by kind of tie, over the quarters, and student by student."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from leverplug import catalogue
from leverplug.debrief.effort import CAPABILITIES, Effort, name_of
from leverplug.debrief.pictures import svg
from leverplug.debrief.results import Results
from leverplug.debrief.view import View
from leverplug.venture import QUARTERS

MOST_ROWS = 60  # students that can be shown one below the other
_LEFT, _TOP, _ROW = 150.0, 8.0, 24.0
_CELL = (svg.WIDTH - _LEFT - 4) / QUARTERS
_YEAR = 4


def colour_of(kind: str) -> str:
    """The colour of a kind of tie: its channel's; grey for search and learning."""
    return "home" if kind in CAPABILITIES else catalogue.tie_kinds()[kind].channel


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    effort = results.effort
    assert effort is not None
    if len(effort.kinds) == len(CAPABILITIES):
        return "<p>No design of this class has a tie.</p>"
    ties = [kind for kind in effort.kinds if kind not in CAPABILITIES]
    first = ties[0]
    mean = effort.mean[0]
    head = svg.number(
        100 * mean,
        f"of 100 parts of the class's effort go to {name_of(first).lower()}, the most of "
        f"{len(ties)} kinds of tie",
    )
    asked = svg.ask(
        "What does everybody do, and is it because it works?",
        "Who starts nothing in the first year, and what were they waiting for?",
    )
    return svg.side_by_side(head + asked, _over_time(effort)) + _side_by_side(results, view, effort)


def _over_time(effort: Effort) -> str:
    """A row for each kind, a cell for each quarter: the darker, the more of the class has it."""
    parts = []
    for number, kind in enumerate(effort.kinds):
        y = _TOP + number * _ROW
        parts.append(svg.text(_LEFT - 8, y + 16, name_of(kind), anchor="end", size=svg.SMALL))
        for start, end, share in _stretches(effort.holders[number]):
            if share > 0:
                parts.append(svg.bar(_LEFT + start * _CELL, y + 1, (end - start) * _CELL, _ROW - 3,
                                     colour_of(kind), 0.08 + 0.92 * share))  # fmt: skip
    foot = _TOP + len(effort.kinds) * _ROW
    for year in range(1, 11):
        x = _LEFT + (year - 0.5) * _YEAR * _CELL
        parts.append(svg.text(x, foot + 18, str(year), anchor="middle", fill="muted"))
    parts.append(svg.text(_LEFT, foot + 38, "year; darker: more of the class",
                          fill="muted"))  # fmt: skip
    rows = [
        (name_of(kind), f"{100 * effort.mean[number]:.1f}",
         *(f"{100 * effort.holders[number, quarter]:.0f}" for quarter in (0, 7, 19, 39)),
         ", ".join(map(str, _usual(effort.begins.get(kind, [])))) or "–")
        for number, kind in enumerate(effort.kinds)
    ]  # fmt: skip
    columns = ("kind", "% of effort", "% who have it in quarter 1", "quarter 8", "quarter 20",
               "quarter 40", "usual first quarters")  # fmt: skip
    told = "; ".join(f"{row[0]} {row[2]} % at first, {row[5]} % at last" for row in rows)
    words = f"Share of the class that has each kind of tie in each quarter: {told}."
    return (
        "<h4>Who has what, and when</h4>" + svg.picture(foot + 46, words, parts)
        + svg.table(columns, rows, "Effort by kind")
    )  # fmt: skip


def _stretches(shares: np.ndarray) -> list[tuple[int, int, float]]:
    """Quarters of one share running, from (counted from 0) and up to."""
    edges = np.flatnonzero(np.diff(np.round(shares, 3))) + 1
    bounds = [0, *edges.tolist(), len(shares)]
    return [(a, b, float(shares[a])) for a, b in pairwise(bounds)]


def _usual(begins: list[int]) -> list[int]:
    """The three quarters in which most ties of a kind begin."""
    quarters, counts = np.unique(begins, return_counts=True)
    return sorted(int(quarters[at]) for at in np.argsort(-counts, kind="stable")[:3])


def _side_by_side(results: Results, view: View, effort: Effort) -> str:
    """A bar for each student, in pieces for the kinds; best choice on top."""
    assert results.group.entries
    entries = results.group.entries
    order = np.arange(len(entries))
    if results.choice is not None:
        order = np.argsort(-results.choice, kind="stable")
    rows = [
        (view.who(entries[place]),
         *(f"{100 * share:.0f}" if share else "" for share in effort.each[place]))
        for place in order
    ]  # fmt: skip
    ranked = "best design on top" if results.choice is not None else "as handed in"
    table = svg.table(("who", *map(name_of, effort.kinds)), rows, "Effort, student by student")
    if len(entries) > MOST_ROWS:
        return table
    parts = []
    for number, place in enumerate(order):
        y, x = 4 + number * 20, 48.0
        title = view.plain(entries[place])
        parts.append(svg.text(40, y + 14, entries[place].alias, anchor="end", size=svg.SMALL,
                              bold=True))  # fmt: skip
        for kind, share in zip(effort.kinds, effort.each[place], strict=True):
            if share > 0:
                wide = share * (svg.WIDTH - 54)
                told = f"{title}: {name_of(kind)} {100 * share:.0f} %"
                parts.append(svg.bar(x, y, wide - 1, 16, colour_of(kind), 0.85, told))
                short = _short(kind, wide)
                if short:
                    parts.append(svg.text(x + 4, y + 13, short, size=12, fill="ground"))
                x += wide
    words = (
        f"Effort of {len(entries)} students as bars in pieces, {ranked}; the table has the numbers."
    )
    return (
        f"<details><summary>Portfolios side by side, {ranked}</summary>"
        + svg.picture(10 + 20 * len(order), words, parts) + _legend(effort) + "</details>" + table
    )  # fmt: skip


def _short(kind: str, wide: float) -> str:
    """As much of a kind's name as has room in a piece."""
    words = name_of(kind)
    return words if len(words) * 6.6 + 8 < wide else ""


def _legend(effort: Effort) -> str:
    names = {"personal": "personal", "business": "business", "institutional": "institutional",
             "other": "other ties", "home": "search and learning"}  # fmt: skip
    used = dict.fromkeys(colour_of(kind) for kind in effort.kinds)
    keys = "".join(
        f'<li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">'
        f"{svg.bar(0, 0, 14, 14, colour, 0.85)}</svg> {names[colour]}</li>"
        for colour in used
    )
    return f'<ul class="lpd-legend">{keys}</ul>'
