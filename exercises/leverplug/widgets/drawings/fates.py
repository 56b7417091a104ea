"""How each run of one venture ends, as marks in rows."""

from __future__ import annotations

import numpy as np

from leverplug.charts.words import counted
from leverplug.outcomes import (
    AT_HOME,
    BORN_GLOBAL,
    FAILED,
    LATER,
    SWALLOWED,
    count_fates,
    ends_abroad,
    fates_in_words,
)
from leverplug.widgets.drawings import grid
from leverplug.widgets.drawings.svg import ink

_STAR = "M0,-8L2.1,-2.6L7.6,-2.5L3.3,1L4.7,6.5L0,3.4L-4.7,6.5L-3.3,1L-7.6,-2.5L-2.1,-2.6Z"
_HOUSE = "M-5,5V-1L0,-6L5,-1V5Z"
_MARKS = {  # each fate has a shape of its own; colour only helps
    BORN_GLOBAL: f'<path d="{_STAR}" fill="{ink("venture")}"/>',
    LATER: f'<circle r="5" fill="{ink("venture")}"/>',
    AT_HOME: f'<path d="{_HOUSE}" fill="none" stroke="{ink("home")}" stroke-width="1.6"/>',
    SWALLOWED: f'<circle r="7" fill="{ink("business")}"/><circle r="2.4" fill="{ink("ground")}"/>',
    FAILED: f'<path d="M-4,-4L4,4M4,-4L-4,4" stroke="{ink("home")}" stroke-width="2"/>',
}


def describe(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """What the picture shows, in words."""
    number = counted(len(ends), "life", "lives")
    words = f"{number} of the venture after ten years: {', '.join(fates_in_words(ends))}."
    if before is not None:
        change = ends_abroad(ends, before)
        words += (
            f" Compared on the same luck, {(change > 0).sum()} that did not end abroad now "
            f"{'does' if (change > 0).sum() == 1 else 'do'}, and {(change < 0).sum()} that did no "
            f"longer {'does' if (change < 0).sum() == 1 else 'do'}."
        )
    return words


def draw(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """The runs as HTML and SVG, each always in its own place; changed ones in a frame.

    Args:
        ends: Fate of each run, as in `outcomes.fates`.
        before: Fates under another design on the same draws, to mark what changed.
    """
    return grid.draw(
        [_MARKS[int(fate)] for fate in ends],
        describe(ends, before),
        dict(
            zip(
                fates_in_words(ends),
                (_MARKS[f] for f, n in count_fates(ends).items() if n),
                strict=True,
            )
        ),
        None if before is None else ends_abroad(ends, before).tolist(),
    )
