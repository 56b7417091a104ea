"""Luck and choice: each student's place by its design and by its own life."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from leverplug.debrief.pictures import svg
from leverplug.debrief.ranks import QUADRANTS, Ranks
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

MOST_TAGS = 40  # students that can be shown by their alias
EQUAL = "equal ones count half"  # said where a place among lives is told
_LEFT, _TOP, _SIDE = 26.0, 26.0, 404.0
_CELLS = 10  # across and down, for more students
_CORNERS = {  # right or left, below or above, in few words
    0: (1, 0, "well chosen, lucky"), 1: (0, 0, "well chosen, unlucky"),
    2: (1, 1, "weaker, lucky"), 3: (0, 1, "weaker, unlucky"),
}  # fmt: skip
_COLOURS = {0: "institutional", 1: "business", 2: "other", 3: "home"}


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    ranks = results.ranks
    assert ranks is not None
    counts, entries = ranks.counts(), results.group.entries
    if len(entries) == 1:
        return (
            svg.number(ranks.luck[0], f"of 100 other lives of this design came to less; {EQUAL}")
            + "<p>One record alone: its luck can be told, its choice has nothing to be compared "
            "with.</p>"
        )
    unlucky = counts[1]
    head = svg.number(unlucky, f"of {len(entries)} chose well and were unlucky")
    rows = (
        (view.who(entry), f"{ranks.choice[place]:.0f}", f"{ranks.luck[place]:.0f}",
         QUADRANTS[int(quadrant)])
        for place, (entry, quadrant) in enumerate(zip(entries, ranks.quadrants, strict=True))
    )  # fmt: skip
    columns = (
        "who",
        "choice: wins of 100 meetings",
        f"luck: of 100 lives below; {EQUAL}",
        "in words",
    )
    asked = svg.ask(
        "Who would choose the same again, and who was saved by luck?",
        "What would you have to know to tell the two apart in a real founder's story?",
    )
    picture = svg.picture(_TOP + _SIDE + 50, _words(counts, len(entries)), _parts(results, view))
    return svg.side_by_side(head + asked, picture) + svg.table(columns, rows, "Luck and choice")


def _words(counts: dict[int, int], of: int) -> str:
    told = ", ".join(f"{count} {QUADRANTS[quadrant]}" for quadrant, count in counts.items())
    return f"{of} students by choice (up) and luck (to the right): {told}."


def _at(luck: float, choice: float) -> tuple[float, float]:
    return _LEFT + luck / 100 * _SIDE, _TOP + (1 - choice / 100) * _SIDE


def _parts(results: Results, view: View) -> list[str]:
    ranks = results.ranks
    assert ranks is not None
    middle, low, high = _at(50, 50), _at(0, 0), _at(100, 100)
    parts = [
        svg.line(low[0], middle[1], high[0], middle[1], "muted", 1, "4 4"),
        svg.line(middle[0], low[1], middle[0], high[1], "muted", 1, "4 4"),
        svg.line(*low, high[0], low[1], "muted"), svg.line(*low, low[0], high[1], "muted"),
    ]  # fmt: skip
    for quadrant, count in ranks.counts().items():
        right, below, words = _CORNERS[quadrant]
        x, anchor = (high[0], "end") if right else (low[0], "start")
        y = low[1] + 20 if below else high[1] - 8
        parts.append(svg.text(x, y, f"{count} {words}", anchor=anchor, bold=True))
    many = len(results.group.entries) > MOST_TAGS
    parts += _heat(ranks) if many else _tags(results, view)
    parts += [
        svg.text(middle[0], low[1] + 42, "luck: own life among others of the design →",
                 anchor="middle", fill="muted"),
        f'<g transform="rotate(-90 14 {middle[1]:.0f})">'
        + svg.text(14, middle[1], "choice: design among those of the class →", anchor="middle",
                   fill="muted") + "</g>",
    ]  # fmt: skip
    return parts


def _tags(results: Results, view: View) -> list[str]:
    """An alias for each student, moved within its quadrant where two would lie on one another."""
    ranks = results.ranks
    assert ranks is not None
    taken: list[tuple[float, float]] = []
    behind, tags = list[str](), list[str]()
    for place, entry in enumerate(results.group.entries):
        at = _at(ranks.luck[place], ranks.choice[place])
        quadrant = int(ranks.quadrants[place])
        x, y = _free(at, quadrant, taken)
        taken.append((x, y))
        if abs(x - at[0]) > 1 or abs(y - at[1]) > 1:
            behind += [svg.line(*at, x, y, _COLOURS[quadrant]), svg.dot(*at, 3, _COLOURS[quadrant])]
        title = f"{view.plain(entry)}: {QUADRANTS[quadrant]}"
        tags.append(svg.tag(x, y, entry.alias, _COLOURS[quadrant], title))
    return [*behind, *tags]


def _free(
    at: tuple[float, float], quadrant: int, taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The nearest place for an alias that no other covers, in its quadrant."""
    right, below, _ = _CORNERS[quadrant]
    left, top = _LEFT + right * _SIDE / 2 + 19, _TOP + below * _SIDE / 2 + 10
    tries = sorted(product(range(-72, 73, 12), repeat=2), key=lambda d: d[0] ** 2 + d[1] ** 2)
    first = None
    for across, down in tries:
        x = min(max(at[0] + across, left), left + _SIDE / 2 - 38)
        y = min(max(at[1] + down, top), top + _SIDE / 2 - 20)
        first = first or (x, y)
        if all(abs(x - a) > 38 or abs(y - b) > 18.5 for a, b in taken):
            return x, y
    assert first is not None
    return first


def _heat(ranks: Ranks) -> list[str]:
    """How many students are in each cell of a grid."""
    edges = np.linspace(0, 100, _CELLS + 1)
    counts, _, _ = np.histogram2d(ranks.luck, ranks.choice, (edges, edges))
    most, side = max(counts.max(), 1), _SIDE / _CELLS
    parts = []
    for column, row in product(range(_CELLS), repeat=2):
        if count := int(counts[column, row]):
            x, y = _LEFT + column * side, _TOP + (_CELLS - 1 - row) * side
            parts.append(svg.bar(x + 1, y + 1, side - 2, side - 2, "lever",
                                 0.15 + 0.7 * count / most))  # fmt: skip
            parts.append(svg.text(x + side / 2, y + side / 2 + 5, str(count), anchor="middle"))
    return parts
