"""Life by life: what every design came to in the first draws of the common luck."""

from __future__ import annotations

import numpy as np

from leverplug.debrief.pictures import svg
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

LIVES = 12
_LEFT, _TOP, _HEIGHT = 8.0, 44.0, 300.0
_STEP = (svg.WIDTH - 2 * _LEFT) / LIVES


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    assert results.choice is not None
    sales = results.of_entries[:, :LIVES]
    if len(results.designs) == 1:
        return "<p>All designs of this class are the same: in every life they end alike.</p>"
    firsts = sales.argmax(0)
    different = len({int(results.of_entry[place]) for place in firsts})
    top = int(results.choice.argmax())
    best = results.group.entries[top]
    own = int((results.of_entry[firsts] == results.of_entry[top]).sum())
    lives = sales.shape[1]
    head = svg.number(
        different,
        f"different {_designs(different)} came first in {lives} lives; the best on average, "
        f"{view.who(best)}, in {own}",
    )
    rows = (
        (f"life {life + 1}", view.who(results.group.entries[first]),
         f"{sales[first, life]:,.0f}", f"{np.median(sales[:, life]):,.0f}",
         f"{sales[top, life]:,.0f}")
        for life, first in enumerate(firsts)
    )  # fmt: skip
    columns = ("life", "first", "sold abroad", "middle of the class", f"{best.alias} sold")
    words = (
        f"In each of {lives} lives what every design sold abroad in ten years, as a mark. "
        f"{different} different designs came first. {best.alias}, best on average, came first in "
        f"{own}."
    )
    asked = svg.ask(
        "In which life did the best design lose, and to whom?",
        "If you had seen one life only, whose design would you copy?",
    )
    picture = svg.picture(_TOP + _HEIGHT + 52, words, _parts(results, sales, firsts, top))
    return svg.side_by_side(head + asked, picture) + svg.table(columns, rows, "Life by life")


def _designs(number: int) -> str:
    return "design" if number == 1 else "designs"


def _parts(results: Results, sales: np.ndarray, firsts: np.ndarray, top: int) -> list[str]:
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
        parts.append(svg.dot(x + width / 2, y, 7, "plug", ring=bool(firsts[life] != top)))
        alias = results.group.entries[int(firsts[life])].alias
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
