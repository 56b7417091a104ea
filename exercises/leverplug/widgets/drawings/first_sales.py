"""When lives first sell abroad: a heap of dots by year, and a table of lives by home market."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np

from leverplug.charts.words import counted
from leverplug.model import History
from leverplug.outcomes import A_YEAR, export_through_opening, first_export
from leverplug.widgets.drawings.svg import drawing, frame, ink

YEARS = 10
NEVER = YEARS + 1
_WIDTH, _HEIGHT, _FLOOR, _DOT = 480, 214, 172, 9.6
_COLUMN = _WIDTH / NEVER
_ACROSS = 4  # dots side by side in a year's heap
_CLASS = "lp-first"
_DIAMOND = f'<path d="M0,-5.2L5.2,0L0,5.2L-5.2,0Z" fill="{ink("other")}"/>'
_DISC = f'<circle r="3.9" fill="{ink("venture")}"/>'
_RING = f'<circle r="7.5" fill="none" stroke="{ink("venture")}" stroke-width="2"/>'
_RULES = {
    "table": "border-collapse:collapse;font-size:13px;margin:.6em 0;width:100%;max-width:480px;"
    "table-layout:fixed",
    ":is(th,td)": "text-align:center;padding:3px 0;border:0;background:none",
    "th:first-child": "text-align:left;width:24%;font-weight:600",
    "table caption": "text-align:left;padding:0 0 .3em;caption-side:top;color:inherit;"
    "font-weight:400;line-height:1.5",
    ".lp-mine": "outline:2px solid var(--lp-chart-venture);outline-offset:-2px",
}


def year(quarter: float) -> int | str:
    """Year (1 to 10) of a quarter, or the word never.

    Example:
        >>> year(4), year(5), year(float("nan"))
        (1, 2, 'never')
    """
    return int(np.ceil(quarter / A_YEAR)) if np.isfinite(quarter) else "never"


def summary(history: History, run: int) -> str:
    """When and how one life first sells abroad, as a sentence."""
    quarter = first_export(history)[run]
    if not np.isfinite(quarter):
        return f"Life {run + 1} never sells abroad."
    how = "through an opening that a contact brought"
    if not export_through_opening(history)[run]:
        how = "without an opening from a contact"
    return f"Life {run + 1} first sells abroad in quarter {quarter:.0f}, {how}."


def columns(history: History) -> np.ndarray:
    """Year of the first sale of each life, 11 for never, shape (lives,)."""
    years = np.ceil(first_export(history) / A_YEAR)
    return np.where(np.isfinite(years), years, NEVER).astype(int)


def describe(own: History, usual: History) -> str:
    """What the heap of dots shows, in words."""
    mine, its = (np.bincount(columns(h), minlength=NEVER + 1)[1:] for h in (own, usual))
    parts = [
        f"{'never' if n == NEVER else f'year {n}'} {a} ({b})"
        for n, (a, b) in enumerate(zip(mine, its, strict=True), start=1)
        if a or b
    ]
    drawn = ("life, drawn as a diamond, was", "lives, drawn as diamonds, were")
    diamonds = counted(export_through_opening(own).sum(), *drawn)
    return (
        f"{counted(len(columns(own)), 'life', 'lives')} by the year of the first sale abroad; in "
        f"brackets those of the firm it is compared with: {', '.join(parts)}. {diamonds} brought "
        "an opening by a contact."
    )


def years(own: History, usual: History, run: int) -> str:
    """Dots by year as HTML and SVG: one a life, a diamond if a contact brought the opening.

    Args:
        own: The design on show.
        usual: The design it is compared with, drawn as a line over each year.
        run: The run in a ring, counted from 0.
    """
    mine, opened = columns(own), export_through_opening(own)
    heap = np.zeros(NEVER + 1, int)
    dots = []
    for number in np.lexsort((opened, mine)):
        column = mine[number]
        dots.append(_dot(column, int(heap[column]), bool(opened[number]), number == run))
        heap[column] += 1
    counts = np.bincount(columns(usual), minlength=NEVER + 1)
    lines = [_level(n, int(counts[n])) for n in range(1, NEVER + 1) if counts[n]]
    names = [
        f'<text x="{(n - 0.5) * _COLUMN:.0f}" y="{_FLOOR + 18}" text-anchor="middle" '
        f'fill="{ink("muted")}">{"never" if n == NEVER else n}</text>'
        for n in range(1, NEVER + 1)
    ]
    below = (
        "<p>◆ through an opening that a contact brought, ● without one, ○ the life you follow, "
        "▁ as many in the firm it is compared with</p>"
    )
    floor = f'<path d="M0,{_FLOOR}H{_WIDTH}" stroke="{ink("home")}"/>'
    title = (
        f'<text x="0" y="{_HEIGHT - 6}" fill="{ink("muted")}">Year of the first sale abroad</text>'
    )
    rules = {"p": "font-size:13px;margin:.2em 0;line-height:1.5"}
    return drawing(_CLASS, (_WIDTH, _HEIGHT), describe(own, usual), floor, *dots, *lines, *names,
                   title, below=below, rules=rules)  # fmt: skip


def _dot(column: int, place: int, opened: bool, followed: bool) -> str:
    x = (column - 0.5) * _COLUMN + (place % _ACROSS - (_ACROSS - 1) / 2) * _DOT
    y = _FLOOR - 6 - place // _ACROSS * _DOT
    shape = _DIAMOND if opened else _DISC
    ring = _RING if followed else ""
    return f'<g transform="translate({x:.1f},{y:.1f})">{shape}{ring}</g>'


def _level(column: int, count: int) -> str:
    y = _FLOOR - 1 - -(-count // _ACROSS) * _DOT
    x = (column - 0.5) * _COLUMN
    return f'<path d="M{x - 19:.1f},{y:.1f}h38" stroke="{ink("home")}" stroke-width="2.5"/>'


def table(homes: Mapping[str, History], run: int, runs: int) -> str:
    """The first lives one by one: a row a home market, a column a life, the year in the cell."""
    head = "".join(f'<th scope="col">{n + 1}</th>' for n in range(runs))
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{_cells(history, run, runs)}</tr>'
        for name, history in homes.items()
    )
    content = (
        "<table><caption>Year of the first sale abroad, by home market (rows) and life (columns). "
        "Down a column, only the home market changes; along a row, only luck.</caption>"
        f'<thead><tr><th scope="col">life</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    return frame(_CLASS, content, _RULES)


def _cells(history: History, run: int, runs: int) -> str:
    """The cells of the first lives; a contact's opening is marked, and so is the run."""
    pairs = zip(first_export(history)[:runs], export_through_opening(history)[:runs], strict=True)
    return "".join(_cell(quarter, opened, n == run) for n, (quarter, opened) in enumerate(pairs))


def _cell(quarter: float, opened: bool, followed: bool) -> str:
    words = f"{year(quarter)}{'◆' if opened else ''}" if np.isfinite(quarter) else "–"
    return f"<td{' class=lp-mine' if followed else ''}>{words}</td>"
