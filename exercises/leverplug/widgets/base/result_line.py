"""A line of plain words under a lab: what came out, and what was refused and why."""

from __future__ import annotations

from html import escape
from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent
# As the style sheet has it, which a poster goes without.
_LOOK = "margin:.3em 0;padding:0;font-size:1.02em;line-height:1.5;max-width:46em"


class ResultLine(anywidget.AnyWidget):
    """Words that screen readers hear when they change.

    Args:
        says: The result in words; plain text.
        refused: Why the last change was not accepted; empty when it was.

    Example:
        >>> ResultLine(says="3 < 5").poster()  # doctest: +ELLIPSIS
        '<p class="lp-says" style="...">3 &lt; 5</p>'
    """

    _esm = _HERE / "result_line.js"
    _css = _HERE / "result_line.css"

    says = traitlets.Unicode("").tag(sync=True)
    refused = traitlets.Unicode("").tag(sync=True)

    def poster(self) -> str:
        """The same words as HTML."""
        return f'<p class="lp-says" style="{_LOOK}">{escape(self.says)}</p>'
