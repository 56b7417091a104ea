"""Marks, frames and tables of the board: SVG that a phone can show and a projector can fill.

All numbers are px on a grid 440 wide, on which letters of 16 are still 12 on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from leverplug.charts.look import ink

WIDTH = 440
TEXT, SMALL = 16, 14.5
LETTER = 8.2  # px that a letter of TEXT takes, on average


def text(
    x: float, y: float, words: str, *, anchor: str = "start", size: float = TEXT,
    fill: str = "ink", bold: bool = False,
) -> str:  # fmt: skip
    """A line of text; its words are escaped here."""
    weight = ' font-weight="650"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}" '
        f'fill="{ink(fill)}"{weight}>{escape(words)}</text>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, stroke: str = "line", width: float = 1,
    dash: str = "",
) -> str:  # fmt: skip
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.1f},{y1:.1f}L{x2:.1f},{y2:.1f}" stroke="{ink(stroke)}" '
        f'stroke-width="{width:g}" fill="none"{dashed}/>'
    )


def bar(
    x: float, y: float, width: float, height: float, fill: str, opacity: float = 1, title: str = ""
) -> str:  # fmt: skip
    """A filled rectangle; the title shows when a pointer rests on it."""
    shown = f"<title>{escape(title)}</title>" if title else ""
    faint = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
        f'fill="{ink(fill)}"{faint}>{shown}</rect>'
    )


def dot(
    x: float, y: float, radius: float = 5, fill: str = "lever", title: str = "", ring: bool = False
) -> str:  # fmt: skip
    """A dot, or a ring with nothing in it."""
    shown = f"<title>{escape(title)}</title>" if title else ""
    look = (
        f'fill="{ink("ground")}" stroke="{ink(fill)}" stroke-width="2"' if ring
        else f'fill="{ink(fill)}"'
    )  # fmt: skip
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {look}>{shown}</circle>'


def tag(x: float, y: float, words: str, fill: str, title: str = "") -> str:
    """A short name in a pill centred on a place."""
    width = LETTER * len(words) + 8
    shown = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<g class="lpd-tag">{shown}<rect x="{x - width / 2:.1f}" y="{y - 9:.1f}" '
        f'width="{width:.1f}" height="18" rx="9" fill="{ink(fill)}"/>'
        + text(x, y + 4.6, words, anchor="middle", size=SMALL, fill="ground", bold=True)
        + "</g>"
    )


def picture(height: float, words: str, parts: Iterable[str], width: float = WIDTH) -> str:
    """An SVG picture.

    Args:
        height: Of the grid.
        words: Text alternative, not escaped.
        parts: Elements, from back to front.
        width: Of the grid.
    """
    return (
        f'<svg class="lpd-picture" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, unfolded: bool = False
) -> str:
    """A table, folded unless said; cells are HTML already.

    Args:
        head: Names of the columns, plain text.
        rows: Cells; the first of a row is its name.
        caption: What the table holds, plain text.
        unfolded: Whether it stands open.
    """
    state = " open" if unfolded else ""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f'<details class="lpd-table"{state}><summary>{escape(caption)}: table</summary>'
        f'<div class="lpd-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def number(value: float, words: str) -> str:
    """A large figure and what it counts, as HTML; the words are HTML already."""
    return f'<p class="lpd-number"><b>{amount(value)}</b> <span>{words}</span></p>'


def amount(value: float, sign: str = "") -> str:
    """A number with one decimal if it is small and needs it, and a minus that is one.

    Example:
        >>> amount(1234.5), amount(-7.25), amount(3), amount(3, "+")
        ('1,234', '−7.2', '3', '+3')
    """
    whole = abs(value) >= 10 or value == round(value)
    return (f"{value:{sign},.0f}" if whole else f"{value:{sign}.1f}").replace("-", "−")


def ask(*questions: str) -> str:
    """What to ask the class, as HTML; the questions are HTML already."""
    listed = "".join(f"<li>{question}</li>" for question in questions)
    return f'<ul class="lpd-ask" aria-label="To ask">{listed}</ul>'


def side_by_side(words: str, pictures: str) -> str:
    """Words beside pictures on a projector, above them where there is less room."""
    return f'<div class="lpd-both"><div>{words}</div><div>{pictures}</div></div>'
