"""Drawings as HTML and SVG: one frame, one kind of letters, and the book's colours."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from leverplug.charts.look import FONT, css
from leverplug.charts.look import ink as ink  # drawings take it from here


def frame(name: str, content: str, rules: Mapping[str, str]) -> str:
    """HTML in a box of the class `name`, with the book's colours and rules of its own.

    Args:
        name: Class of the box.
        content: What stands in it.
        rules: Declarations of CSS by selector; they hold inside the box alone.
    """
    own = "".join(f".{name} {selector}{{{look}}}" for selector, look in rules.items())
    return f'<div class="{name}"><style>{css(f".{name}")}{own}</style>{content}</div>'


def drawing(
    name: str, size: tuple[int, int], words: str, *parts: str, below: str = "",
    text: int = 13, widest: int | None = None, rules: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """An SVG drawing that shrinks with its page.

    Args:
        name: Class of its box.
        size: Width and height of its own grid, in px.
        words: Text alternative, not escaped.
        parts: SVG elements, from back to front.
        below: HTML under the drawing.
        text: Size of letters, in px.
        widest: Width at most, in px, if it is not that of the grid.
        rules: As for `frame`.
    """
    width, height = size
    room = f"width:100%;max-width:{widest or width}px;height:auto;display:block"
    drawn = (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}">'
        f"{''.join(parts)}</svg>"
    )
    return frame(name, drawn + below, {"svg": f"{room};font:{text}px {FONT}", **(rules or {})})
