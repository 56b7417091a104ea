"""Widgets as plain HTML and SVG: what a page shows before, or without, any program.

A poster is drawn from a widget's synced state, so that a page can be built from it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from leverplug.charts import figure
from leverplug.charts.look import NARROW, WIDE

FOOT = 18  # px: below a live chart stands the word that unfolds its numbers


def chart(state: Mapping[str, Any]) -> str:
    """A chart view's poster: the drawing for a wide and for a narrow page.

    Args:
        state: `spec`, `rows` and `description` of a chart view.

    Returns:
        HTML; the words alone where vl-convert-python is missing, as in the page itself.
    """
    words = state["description"]
    try:
        drawings = [_drawn(state, width) for width in (WIDE, NARROW)]
    except ImportError:
        return f"<p>{escape(words)}</p>"
    tall = min(figure.height(drawing) for drawing in drawings) + FOOT
    room = f"box-sizing:border-box;min-height:{tall:g}px;padding-bottom:{FOOT}px"
    return f'<div style="{room}">{figure.html(drawings)}</div>'


def _drawn(state: Mapping[str, Any], width: int) -> str:
    size = {"width": width} if state["spec"].get("width") == "container" else {}
    spec = {**state["spec"], **size, "datasets": state["rows"]}
    return figure.svg(spec, state["description"])


def with_html(bundle: Any, draw: Callable[[], str]) -> Any:
    """A widget's mime bundle with its poster for readers that show no widgets."""
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    if data is not None:
        data["text/html"] = draw()
    return bundle
