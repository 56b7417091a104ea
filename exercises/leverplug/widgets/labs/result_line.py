"""A line of plain words under a lab: what came out, and what was refused and why."""

from __future__ import annotations

from html import escape
from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent


class ResultLine(anywidget.AnyWidget):
    """Words that screen readers hear when they change.

    Args:
        says: The result in words; plain text.
        refused: Why the last change was not accepted; empty when it was.

    Example:
        >>> ResultLine(says="3 < 5").poster()
        '<p class="lp-says">3 &lt; 5</p>'
    """

    _esm = _HERE / "result_line.js"
    _css = _HERE / "result_line.css"

    says = traitlets.Unicode("").tag(sync=True)
    refused = traitlets.Unicode("").tag(sync=True)

    def poster(self) -> str:
        """The same words as HTML."""
        return f'<p class="lp-says">{escape(self.says)}</p>'
