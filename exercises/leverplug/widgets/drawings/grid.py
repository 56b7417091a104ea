"""Many small marks in rows, each always in its own place, some of them framed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from leverplug.widgets.drawings.svg import drawing, ink

_PER_ROW, _STEP, _PAD = 20, 18, 4
_RULES = {
    "ul": "display:flex;flex-wrap:wrap;gap:.1em 1.1em;list-style:none;margin:.4em 0;padding:0;"
    "font-size:13px;line-height:1.6",
    "li": "display:flex;align-items:center;gap:.35em;margin:0;padding:0",
    "li svg": "width:18px;flex:none",
}
_FRAMES = {  # a whole frame for what is gained, a broken one for what is lost
    1: f'stroke="{ink("lever")}"',
    -1: f'stroke="{ink("plug")}" stroke-dasharray="2.5 2.5"',
}


def draw(
    marks: Sequence[str], words: str, legend: dict[str, str],
    frames: Sequence[int] | None = None, framed_words: tuple[str, str] = ("gained", "lost"),
) -> str:  # fmt: skip
    """Marks in rows as HTML and SVG, with a legend below.

    Args:
        marks: SVG of each mark, centred on 0, 0 and at most 16 wide.
        words: Text alternative of the picture.
        legend: SVG of a mark by what it means; plain text.
        frames: For each mark 1 (gained), -1 (lost) or 0 (no frame), or None for none at all.
        framed_words: What a whole and what a broken frame mean.
    """
    middle = _PAD + _STEP / 2
    places = [(middle + i % _PER_ROW * _STEP, middle + i // _PER_ROW * _STEP)
              for i in range(len(marks))]  # fmt: skip
    signs = zip(places, frames or [0] * len(marks), strict=True)
    framed = [_frame(int(sign), x, y) for (x, y), sign in signs if sign]
    drawn = [f'<g transform="translate({x:g},{y:g})">{mark}</g>'
             for (x, y), mark in zip(places, marks, strict=True)]  # fmt: skip
    width, height = (n * _STEP + 2 * _PAD for n in (_PER_ROW, -(-len(marks) // _PER_ROW)))
    below = _legend(legend, framed_words if frames else ())
    return drawing("lp-grid", (width, height), words, *framed, *drawn, below=below, widest=460,
                   rules=_RULES)  # fmt: skip


def _frame(sign: int, x: float, y: float) -> str:
    return (
        f'<rect x="{x - 8.6:g}" y="{y - 8.6:g}" width="17.2" height="17.2" rx="5" fill="none" '
        f'stroke-width="1.8" {_FRAMES[sign]}/>'
    )


def _legend(legend: dict[str, str], framed_words: Sequence[str]) -> str:
    frames = dict(zip(framed_words, (_frame(1, 0, 0), _frame(-1, 0, 0)), strict=False))
    entries = "".join(
        f'<li><svg viewBox="-10 -10 20 20" aria-hidden="true">{sign}</svg>{escape(words)}</li>'
        for words, sign in (legend | frames).items()
    )
    return f"<ul>{entries}</ul>"
