"""Challenges: what to reach in a lab, and, once it is reached, what made it happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.venture import ValidationError
from leverplug.widgets.base import esm

_HERE = Path(__file__).parent
KEPT = "met"  # name of the challenges that were met in a lab's state
TITLE = "Three challenges"
MARKS = {False: "○", True: "✓"}
EARLIER = "You met this one earlier."
# As the style sheet has them, which a poster goes without.
_LOOKS = {
    "head": "margin:0 0 .2em;font-weight:600",
    "list": "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr));"
    "gap:.3em 1.4em;margin:0;padding:0;list-style:none",
    "mark": "flex:none;width:1em",
    "item": "display:flex;gap:.5em;margin:0;padding:0",
}
_ROOT = (
    "margin:.6em 0 0;padding:.5em 0 0;border-top:1px solid rgb(128 128 128 / .4);line-height:1.45"
)


@dataclass(frozen=True)
class Challenge:
    """Something to reach in a lab.

    Args:
        key: Name under which a page keeps that it was met; it never changes.
        task: What is to be reached, as learners read it.
        judge: Given the result that the lab's `refresh` came to, one sentence on what made it
            happen, or "" while it has not.
    """

    key: str
    task: str
    judge: Callable[[Any], str]


class ChallengeList(anywidget.AnyWidget):
    """The challenges of a lab, each open or met; one that was met stays met.

    Args:
        challenges: In the order in which they are shown.

    Example:
        >>> ten = Challenge("ten", "Reach 10.", lambda n: f"You reached {n}." if n >= 10 else "")
        >>> tasks = ChallengeList([ten])
        >>> tasks.judge(12)
        >>> tasks.judge(3)
        >>> tasks.rows
        [{'key': 'ten', 'task': 'Reach 10.', 'met': True, 'why': 'You reached 12.'}]
    """

    _esm = esm.module(_HERE / "challenge_list.js")
    _css = _HERE / "challenge_list.css"

    title = traitlets.Unicode(TITLE).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    news = traitlets.Unicode("").tag(sync=True)  # what was met just now, for screen readers

    def __init__(self, challenges: Sequence[Challenge] = ()) -> None:
        self.challenges = tuple(challenges)
        self._reasons: dict[str, str] = {}  # of those that were met
        super().__init__(rows=self._rows())

    def _rows(self) -> list[dict[str, Any]]:
        reasons = self._reasons
        return [
            {
                "key": one.key,
                "task": one.task,
                "met": one.key in reasons,
                "why": reasons.get(one.key, ""),
            }
            for one in self.challenges
        ]

    @property
    def met(self) -> list[str]:
        """Keys of the challenges that were met."""
        return [one.key for one in self.challenges if one.key in self._reasons]

    def judge(self, result: Any) -> None:
        """Mark what a result meets; what was met before keeps its sentence."""
        found = []
        for one in self.challenges:
            if self._reasons.get(one.key, EARLIER) == EARLIER and (why := one.judge(result)):
                if one.key not in self._reasons:
                    found.append(f"Challenge met: {one.task} {why}")
                self._reasons[one.key] = why
        with self.hold_sync():
            self.rows = self._rows()
            if found:
                self.news = " ".join(found)

    def check(self, keys: Any) -> list[str]:
        """Keys from outside, if they are of this lab.

        Raises:
            ValidationError: One is of no challenge.
        """
        known = [one.key for one in self.challenges]
        if not isinstance(keys, list) or [key for key in keys if key not in known]:
            raise ValidationError(KEPT, str(keys)[:60], f"name some of {', '.join(known)}")
        return keys

    def replace(self, keys: Iterable[str]) -> None:
        """Let these challenges be those that were met."""
        self._reasons = {key: self._reasons.get(key, EARLIER) for key in keys}
        self.rows = self._rows()


def poster(state: Mapping[str, Any]) -> str:
    """The challenges with their marks, as HTML.

    Example:
        >>> row = {"key": "ten", "task": "Reach 10.", "met": False, "why": ""}
        >>> "Reach 10." in poster({"title": "Challenges", "rows": [row]})
        True
    """
    items = "".join(
        f'<li data-challenge="{escape(row["key"])}" style="{_LOOKS["item"]}">'
        f'<span aria-hidden="true" style="{_LOOKS["mark"]}">'
        f"{MARKS[row['met']]}</span>"
        f"<span>{escape(' '.join(filter(None, (row['task'], row['why']))))}</span></li>"
        for row in state["rows"]
    )
    return (
        f'<div style="{_ROOT}"><p style="{_LOOKS["head"]}">{escape(state["title"])}</p>'
        f'<ul style="{_LOOKS["list"]}">{items}</ul></div>'
    )
