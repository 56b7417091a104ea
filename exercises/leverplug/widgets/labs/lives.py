"""A hundred lives of one venture, drawn one by one: what luck makes of a single design."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from leverplug.charts.palette import css, with_variables
from leverplug.outcomes import A_YEAR, BORN_GLOBAL_SHARE, BORN_GLOBAL_YEARS

BORN_GLOBAL, LATER, AT_HOME, SWALLOWED, FAILED = range(5)
FATES = {  # what they are called, one life and many
    BORN_GLOBAL: ("abroad, and born global", "abroad, and born global"),
    LATER: ("abroad, but late", "abroad, but late"),
    AT_HOME: ("mostly at home", "mostly at home"),
    SWALLOWED: ("swallowed by its partner", "swallowed by their partner"),
    FAILED: ("out of money", "out of money"),
}
_PER_ROW, _STEP, _PAD = 20, 18, 4
_STAR = "M0,-8L2.1,-2.6L7.6,-2.5L3.3,1L4.7,6.5L0,3.4L-4.7,6.5L-3.3,1L-7.6,-2.5L-2.1,-2.6Z"
_MARKS = {  # each fate has a shape of its own; colour only helps
    BORN_GLOBAL: f'<path d="{_STAR}" fill="#1f2937"/>',
    LATER: '<circle r="5" fill="#1f2937"/>',
    AT_HOME: '<path d="M-5,5V-1L0,-6L5,-1V5Z" fill="none" stroke="#6b7280" stroke-width="1.6"/>',
    SWALLOWED: '<circle r="7" fill="#2f6fb7"/><circle r="2.4" fill="#ffffff"/>',
    FAILED: '<path d="M-4,-4L4,4M4,-4L-4,4" stroke="#6b7280" stroke-width="2"/>',
}
_CLASS = "lp-lives"
_STYLE = css(f".{_CLASS}") + (
    f".{_CLASS} svg{{width:100%;max-width:440px;height:auto;display:block}}"
    f".{_CLASS} ul{{display:flex;flex-wrap:wrap;gap:.1em 1.1em;list-style:none;margin:.4em 0;"
    "padding:0;font-size:13px;line-height:1.6}"
    f".{_CLASS} li{{display:flex;align-items:center;gap:.35em;margin:0;padding:0}}"
    f".{_CLASS} li svg{{width:18px;flex:none}}"
)


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
    """The lives as HTML and SVG, each always in its own place; changed ones in a ring.

    Args:
        ends: Fate of each life.
        before: Fates under another design on the same luck, to mark what changed.
    """
    rings = _rings(better(ends, before)) if before is not None else ""
    marks = "".join(
        f'<g transform="translate({x},{y})">{_MARKS[int(fate)]}</g>'
        for (x, y), fate in zip(_places(len(ends)), ends, strict=True)
    )
    width = _PER_ROW * _STEP + 2 * _PAD
    height = -(-len(ends) // _PER_ROW) * _STEP + 2 * _PAD
    drawing = (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(describe(ends, before))}">{rings}{marks}</svg>'
    )
    shown = with_variables(drawing + _legend(ends, before is not None))
    return f'<div class="{_CLASS}"><style>{_STYLE}</style>{shown}</div>'


def _places(lives: int) -> list[tuple[float, float]]:
    middle = _PAD + _STEP / 2
    return [(middle + i % _PER_ROW * _STEP, middle + i // _PER_ROW * _STEP) for i in range(lives)]


def _rings(change: Sequence[int]) -> str:
    """A whole ring for a life gained, a broken one for a life lost."""
    looks = {
        1: 'stroke="#00798c"',
        -1: 'stroke="#c8553d" stroke-dasharray="2.5 2.5"',
    }
    return "".join(
        f'<rect x="{x - 8.6}" y="{y - 8.6}" width="17.2" height="17.2" rx="5" fill="none" '
        f'stroke-width="1.8" {looks[sign]}/>'
        for (x, y), sign in zip(_places(len(change)), map(int, change), strict=True)
        if sign
    )


def _legend(ends: np.ndarray, compared: bool) -> str:
    entries = [
        f'<svg viewBox="-9 -9 18 18" aria-hidden="true">{_MARKS[fate]}</svg>'
        f"{n} {FATES[fate][n != 1]}"
        for fate, n in count(ends).items()
        if n
    ]
    if compared:
        for sign, words in ((1, "gained"), (-1, "lost")):
            ring = _rings_sample(sign)
            entries.append(f'<svg viewBox="-10 -10 20 20" aria-hidden="true">{ring}</svg>{words}')
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _rings_sample(sign: int) -> str:
    look = 'stroke="#00798c"' if sign > 0 else 'stroke="#c8553d" stroke-dasharray="2.5 2.5"'
    return f'<rect x="-8.6" y="-8.6" width="17.2" height="17.2" rx="5" fill="none" {look}/>'
