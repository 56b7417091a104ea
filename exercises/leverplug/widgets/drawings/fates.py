"""How each run of one venture ends, as marks in rows."""

from __future__ import annotations

import numpy as np

from leverplug import outcomes
from leverplug.charts.words import counted
from leverplug.widgets.drawings import grid
from leverplug.widgets.drawings.svg import ink

_STAR = "M0,-8L2.1,-2.6L7.6,-2.5L3.3,1L4.7,6.5L0,3.4L-4.7,6.5L-3.3,1L-7.6,-2.5L-2.1,-2.6Z"
_HOUSE = "M-5,5V-1L0,-6L5,-1V5Z"
_DISC = f'<circle r="7" fill="{ink("business")}"/>'
_MARKS = {  # each fate has a shape of its own; colour only helps
    outcomes.BORN_GLOBAL: f'<path d="{_STAR}" fill="{ink("venture")}"/>',
    outcomes.LATER: f'<circle r="5" fill="{ink("venture")}"/>',
    outcomes.AT_HOME: f'<path d="{_HOUSE}" fill="none" stroke="{ink("home")}" stroke-width="1.6"/>',
    outcomes.SWALLOWED: f'{_DISC}<circle r="2.4" fill="{ink("ground")}"/>',
    outcomes.FAILED: f'<path d="M-4,-4L4,4M4,-4L-4,4" stroke="{ink("home")}" stroke-width="2"/>',
}


def describe(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """What the picture shows, in words."""
    number = counted(len(ends), "life", "lives")
    kinds = ", ".join(outcomes.fates_in_words(ends))
    words = f"{number} of the venture after ten years: {kinds}."
    if before is None:
        return words
    change = outcomes.ends_abroad(ends, before)
    gained, lost = (change > 0).sum(), (change < 0).sum()
    return (
        f"{words} Compared on the same luck, {gained} that did not end abroad now "
        f"{'does' if gained == 1 else 'do'}, and {lost} that did no longer "
        f"{'does' if lost == 1 else 'do'}."
    )


def draw(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """The runs as HTML and SVG, each always in its own place; changed ones in a frame.

    Args:
        ends: Fate of each run, as in `outcomes.fates`.
        before: Fates under another design on the same draws, to mark what changed.
    """
    marks = [_MARKS[int(fate)] for fate in ends]
    shown = (_MARKS[fate] for fate, count in outcomes.count_fates(ends).items() if count)
    legend = dict(zip(outcomes.fates_in_words(ends), shown, strict=True))
    changed = None if before is None else outcomes.ends_abroad(ends, before).tolist()
    return grid.draw(marks, describe(ends, before), legend, changed)
