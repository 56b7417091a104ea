"""Life by life: what every design came to in the first draws of the common luck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leverplug.debrief.pictures import svg
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

LIVES = 12
_NAMED = 3  # of those who share the first place in a life
_LEFT, _TOP, _HEIGHT = 8.0, 44.0, 300.0
_STEP = (svg.WIDTH - 2 * _LEFT) / LIVES


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    assert results.choice is not None
    sales = results.of_entries[:, :LIVES]
    if len(results.designs) == 1:
        return "<p>All designs of this class are the same: in every life they end alike.</p>"
    firsts, lives = _firsts(results, sales), sales.shape[1]
    winners = [{int(results.of_entry[place]) for place in each} for each in firsts]
    different = len(set().union(*winners))
    if not different:
        return f"<p>In the first {lives} lives no design of this class sold anything abroad.</p>"
    top = int(results.choice.argmax())
    best = results.group.entries[top]
    own = sum(int(results.of_entry[top]) in each for each in winners)
    head = svg.number(
        different,
        f"different {_designs(different)} came first in {lives} lives, alone or with others; the "
        f"one that wins most meetings, {view.who(best)}, in {own}",
    )
    rows = (
        (f"life {life + 1}", _who(results, first, view),
         f"{sales[:, life].max():,.0f}", f"{np.median(sales[:, life]):,.0f}",
         f"{sales[top, life]:,.0f}")
        for life, first in enumerate(firsts)
    )  # fmt: skip
    columns = ("life", "first", "sold abroad", "middle of the class", f"{best.alias} sold")
    words = (
        f"In each of {lives} lives what every design sold abroad in ten years, as a mark. "
        f"{different} different {_designs(different)} came first. {best.alias}, which wins most "
        f"meetings with the others, came first in {own}."
    )
    asked = svg.ask(
        "In which life did the best design lose, and to whom?",
        "If you had seen one life only, whose design would you copy?",
    )
    picture = svg.picture(_TOP + _HEIGHT + 52, words, _parts(results, sales, firsts, top))
    return svg.side_by_side(head + asked, picture) + svg.table(columns, rows, "Life by life")


def _firsts(results: Results, sales: np.ndarray) -> list[list[int]]:
    """Who came first in each life, one entry for each design; nobody where nobody sold anything."""
    found = []
    for column in sales.T:
        places = np.flatnonzero((column == column.max()) & (column > 0))
        _, at = np.unique(results.of_entry[places], return_index=True)
        found.append(sorted(places[at].tolist()))
    return found


def _who(results: Results, places: Sequence[int], view: View) -> str:
    """Those who came first, as HTML; of many the first few, and how many more there are."""
    named = [view.who(results.group.entries[place]) for place in places[:_NAMED]]
    more = len(places) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "") or "–"


def _designs(number: int) -> str:
    return "design" if number == 1 else "designs"


def _parts(
    results: Results, sales: np.ndarray, firsts: Sequence[Sequence[int]], top: int
) -> list[str]:
    """A column of marks a life, each life on a scale of its own from nothing to its best."""
    parts = []
    width = _STEP - 12
    opacity = max(0.12, min(0.8, 8 / len(sales)))
    for life, column in enumerate(sales.T):
        x, most = _LEFT + life * _STEP + 6, max(float(column.max()), 1e-9)
        parts.append(svg.bar(x, _TOP, width, _HEIGHT, "line", 0.35))
        seen = np.unique(np.round(_HEIGHT * (1 - column / most), 1))
        parts += [_mark(x, _TOP + y, width, opacity if len(sales) > 40 else 0.8) for y in seen]
        y = _TOP + _HEIGHT * (1 - column[top] / most)
        beaten = column[top] < column.max() or not firsts[life]
        parts.append(svg.dot(x + width / 2, y, 7, "plug", ring=bool(beaten)))
        aliases = [results.group.entries[place].alias for place in firsts[life]]
        alias = aliases[0] + (f"+{len(aliases) - 1}" if aliases[1:] else "") if aliases else "–"
        parts.append(svg.text(x + width / 2, _TOP - 12 - 15 * (life % 2), alias,
                              anchor="middle", bold=True, size=svg.SMALL))  # fmt: skip
        parts.append(svg.text(x + width / 2, _TOP + _HEIGHT + 18, str(life + 1),
                              anchor="middle", fill="muted"))  # fmt: skip
    best = results.group.entries[top].alias
    foot = _TOP + _HEIGHT + 42
    parts += [
        svg.dot(_LEFT + 10, foot - 5, 7, "plug"), svg.text(_LEFT + 24, foot, f"{best} first"),
        svg.dot(_LEFT + 130, foot - 5, 7, "plug", ring=True),
        svg.text(_LEFT + 144, foot, f"{best} not first"),
        svg.text(svg.WIDTH - _LEFT, foot, "top: most sold", anchor="end", fill="muted"),
    ]  # fmt: skip
    return parts


def _mark(x: float, y: float, width: float, opacity: float) -> str:
    return svg.bar(x, y - 1, width, 2.2, "lever", opacity)
