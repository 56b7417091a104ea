"""A line of plain words under a lab: what came out, and what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.widgets.base import esm

_HERE = Path(__file__).parent
# As the style sheet has it, which a poster goes without.
_LOOK = "margin:.3em 0;padding:0;font-size:1.02em;line-height:1.5;max-width:46em"


class ResultLine(anywidget.AnyWidget):
    """Words that screen readers hear when they change.

    Args:
        says: The result in words; plain text.
        refused: Why the last change was not accepted; empty when it was.
        draft: That the result is of fewer runs, because something is on the move; plain text.

    Example:
        >>> ResultLine(says="3 < 5").says
        '3 < 5'
    """

    _esm = esm.module(_HERE / "result_line.js")
    _css = _HERE / "result_line.css"

    says = traitlets.Unicode("").tag(sync=True)
    refused = traitlets.Unicode("").tag(sync=True)
    draft = traitlets.Unicode("").tag(sync=True)
    moves = traitlets.Int(0).tag(sync=True)  # counts drafts: after each the page waits anew

    def sketch(self, draft: str) -> None:
        """Say that the result is a draft; the page will tell when what moves is at rest."""
        self.draft, self.moves = draft, self.moves + 1

    def on_rest(self, act: Callable[[], object]) -> None:
        """Do something when nothing has moved for a while after a draft."""

        def hear(_widget: object, message: Mapping[str, Any], _buffers: object) -> None:
            latest = message == {"type": "at-rest", "moves": self.moves}  # else it moves again
            if latest and self.draft:
                act()

        self.on_msg(hear)


def poster(state: Mapping[str, Any]) -> str:
    """The result in words, as HTML.

    Example:
        >>> poster({"says": "3 < 5"})  # doctest: +ELLIPSIS
        '<p class="lp-says" style="...">3 &lt; 5</p>'
    """
    return f'<p class="lp-says" style="{_LOOK}">{escape(state["says"])}</p>'
