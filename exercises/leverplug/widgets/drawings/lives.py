"""A hundred lives of one venture, drawn one by one: what luck makes of a single design."""

from __future__ import annotations

import numpy as np

from leverplug.outcomes import A_YEAR, BORN_GLOBAL_SHARE, BORN_GLOBAL_YEARS
from leverplug.widgets.drawings import grid

BORN_GLOBAL, LATER, AT_HOME, SWALLOWED, FAILED = range(5)
FATES = {  # what they are called, one life and many
    BORN_GLOBAL: ("abroad, and born global", "abroad, and born global"),
    LATER: ("abroad, but late", "abroad, but late"),
    AT_HOME: ("mostly at home", "mostly at home"),
    SWALLOWED: ("swallowed by its partner", "swallowed by their partner"),
    FAILED: ("out of money", "out of money"),
}
_STAR = "M0,-8L2.1,-2.6L7.6,-2.5L3.3,1L4.7,6.5L0,3.4L-4.7,6.5L-3.3,1L-7.6,-2.5L-2.1,-2.6Z"
_MARKS = {  # each fate has a shape of its own; colour only helps
    BORN_GLOBAL: f'<path d="{_STAR}" fill="#1f2937"/>',
    LATER: '<circle r="5" fill="#1f2937"/>',
    AT_HOME: '<path d="M-5,5V-1L0,-6L5,-1V5Z" fill="none" stroke="#6b7280" stroke-width="1.6"/>',
    SWALLOWED: '<circle r="7" fill="#2f6fb7"/><circle r="2.4" fill="#ffffff"/>',
    FAILED: '<path d="M-4,-4L4,4M4,-4L-4,4" stroke="#6b7280" stroke-width="2"/>',
}


def fates(intensity: np.ndarray, alive: np.ndarray, absorbed: np.ndarray) -> np.ndarray:
    """How each life ended after ten years.

    A life ends abroad if the venture is its own master and sells at least a quarter abroad; it
    was born global if it also did so within three years.

    Args:
        intensity: Share of sales abroad, shape (40, runs).
        alive, absorbed: Whether the venture is still there, or gone into a partner, same shape.

    Returns:
        `BORN_GLOBAL`, `LATER`, `AT_HOME`, `SWALLOWED` or `FAILED`, shape (runs,).

    Example:
        >>> share = np.full((40, 1), 0.3)
        >>> FATES[fates(share, share > 0, share < 0)[0]][0]
        'abroad, and born global'
    """
    abroad = intensity[-1] >= BORN_GLOBAL_SHARE
    early = (intensity[: BORN_GLOBAL_YEARS * A_YEAR] >= BORN_GLOBAL_SHARE).any(0)
    ends = np.select([abroad & early, abroad], [BORN_GLOBAL, LATER], AT_HOME)
    return np.select([absorbed[-1], ~alive[-1]], [SWALLOWED, FAILED], ends)


def count(ends: np.ndarray) -> dict[int, int]:
    """How many lives had each fate, in the order of the fates."""
    return {fate: int((ends == fate).sum()) for fate in FATES}


def better(ends: np.ndarray, before: np.ndarray) -> np.ndarray:
    """1 where a life now ends abroad and did not before, -1 the other way round, else 0."""
    return (ends <= LATER).astype(int) - (before <= LATER)


def told(ends: np.ndarray) -> list[str]:
    """How many lives had each fate that occurs, in words."""
    return [f"{n} {FATES[fate][n != 1]}" for fate, n in count(ends).items() if n]


def describe(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """What the picture of the lives shows, in words."""
    words = f"{len(ends)} lives of the venture after ten years: {', '.join(told(ends))}."
    if before is not None:
        change = better(ends, before)
        words += (
            f" Compared on the same luck, {int((change > 0).sum())} that did not end abroad now "
            f"do, and {int((change < 0).sum())} that did no longer do."
        )
    return words


def draw(ends: np.ndarray, before: np.ndarray | None = None) -> str:
    """The lives as HTML and SVG, each always in its own place; changed ones in a frame.

    Args:
        ends: Fate of each life.
        before: Fates under another design on the same luck, to mark what changed.
    """
    return grid.draw(
        [_MARKS[int(fate)] for fate in ends],
        describe(ends, before),
        dict(zip(told(ends), (_MARKS[f] for f, n in count(ends).items() if n), strict=True)),
        None if before is None else better(ends, before).tolist(),
    )
