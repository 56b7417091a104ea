"""Three pairs worth a talk: why each was picked, their portfolios, and what to ask."""

from __future__ import annotations

from html import escape

from leverplug.debrief.effort import name_of
from leverplug.debrief.pairs import Pair
from leverplug.debrief.pictures import svg
from leverplug.debrief.pictures.efforts import colour_of
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

_ROW = 22.0
_LEFT = 148.0


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    assert results.pairs is not None
    return "".join(_card(pair, results, view) for pair in results.pairs)


def _card(pair: Pair, results: Results, view: View) -> str:
    head = f'<article class="lpd-pair"><h4>{escape(pair.title)}</h4>'
    if pair.first is None or pair.second is None:
        return f"{head}<p>{escape(pair.reason)}</p></article>"
    first, second = (results.group.entries[place] for place in (pair.first, pair.second))
    reason = escape(pair.reason)
    for mark, entry in (("{a}", first), ("{b}", second)):
        reason = reason.replace(mark, view.who(entry))
    words = f'<p class="lpd-reason">{reason}</p>{svg.ask(*map(escape, pair.questions))}'
    picture = _both(pair.first, pair.second, results)
    return f"{head}{svg.side_by_side(words, picture)}</article>"


def _both(first: int, second: int, results: Results) -> str:
    """Effort of two students, kind by kind, as bars to the left and to the right."""
    effort = results.effort
    assert effort is not None
    used = [number for number in range(len(effort.kinds))
            if effort.each[first, number] or effort.each[second, number]]  # fmt: skip
    most = max(float(effort.each[[first, second]].max()), 1e-9)
    half = (svg.WIDTH - _LEFT) / 2
    left, right = (results.group.entries[place].alias for place in (first, second))
    parts = [
        svg.text(half / 2 + 8, 18, left, anchor="middle", bold=True),
        svg.text(svg.WIDTH - half / 2 - 8, 18, right, anchor="middle", bold=True),
    ]
    for row, number in enumerate(used):
        kind, y = effort.kinds[number], 28 + row * _ROW
        parts.append(svg.text(svg.WIDTH / 2, y + 15, name_of(kind), anchor="middle",
                              size=svg.SMALL))  # fmt: skip
        for place, sign in ((first, -1), (second, 1)):
            share = effort.each[place, number]
            wide = share / most * (half - 40)
            start = half - wide if sign < 0 else svg.WIDTH - half
            parts.append(svg.bar(start, y + 3, wide, _ROW - 7, colour_of(kind), 0.85))
            if share:
                x = half - wide - 4 if sign < 0 else svg.WIDTH - half + wide + 4
                parts.append(svg.text(x, y + 15, f"{100 * share:.0f}", size=svg.SMALL,
                                      anchor="end" if sign < 0 else "start"))  # fmt: skip
    rows = [
        (name_of(effort.kinds[number]), *(f"{100 * effort.each[place, number]:.0f}"
                                          for place in (first, second)))
        for number in used
    ]  # fmt: skip
    told = ", ".join(f"{name} {one} and {other}" for name, one, other in rows)
    words = f"Parts of 100 of the effort of {left} and {right}: {told}."
    return svg.picture(34 + _ROW * len(used), words, parts) + svg.table(
        ("kind", left, right), rows, f"{left} and {right}"
    )
