"""What a check of an exercise says of an answer, as HTML and as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

TITLES = {
    "blank": "No answer yet", "right": "Right", "mistake": "Not yet", "other": "Not yet",
}  # fmt: skip
_EDGES = {"right": "success", "mistake": "warning", "other": "warning", "blank": "info"}
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """What is said of an answer; a notebook shows it under the cell.

    Args:
        label: Of the exercise.
        verdict: "blank", "right", "mistake" (one that is recognised) or "other".
        words: Plain text, names of variables in backticks.
        mistake: Name of the recognised mistake; None if there is none.
        hints: Shown one after another, unless the answer is right.
    """

    label: str
    verdict: str
    words: str
    mistake: str | None = None
    hints: tuple[str, ...] = ()

    def __repr__(self) -> str:
        lines = [f"{TITLES[self.verdict]}. {self.words}"]
        if self.verdict != "right":
            lines += [f"Hint {number}: {hint}" for number, hint in enumerate(self.hints, 1)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        edge = f"var(--pst-color-{_EDGES[self.verdict]}, currentColor)"
        style = (
            "color: var(--pst-color-text-base, inherit); padding: 0.1em 1em; margin: 0.5em 0; "
            f"border-left: 0.25em solid {edge}"
        )
        hints = "" if self.verdict == "right" else _nested(self.hints)
        return (
            f'<div class="lp-diagnosis lp-{self.verdict}" style="{style}">'
            f"<p><strong>{TITLES[self.verdict]}.</strong> {_html(self.words)}</p>{hints}</div>"
        )


def _html(words: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(words))


def _nested(hints: tuple[str, ...], first: bool = True) -> str:
    """Hints that open one after the other, each inside the one before."""
    if not hints:
        return ""
    summary = "A hint" if first else "One more hint"
    inner = _nested(hints[1:], False)
    return (
        f'<details class="lp-hint"><summary>{summary}</summary>'
        f"<p>{_html(hints[0])}</p>{inner}</details>"
    )
