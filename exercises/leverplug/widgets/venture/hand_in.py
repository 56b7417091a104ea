"""What a learner hands in: a venture, what was expected of it, and why it was built so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug import record
from leverplug.record import RecordError
from leverplug.record.form import LONGEST_ANSWER, Record
from leverplug.venture import ValidationError
from leverplug.widgets.base import esm, static_controls
from leverplug.widgets.base.poster import with_html
from leverplug.widgets.venture import page_predictions
from leverplug.widgets.venture.venture_lab import VentureLab

_HERE = Path(__file__).parent
_COMES = "The form to hand in stands here once Python has started."
_HEIGHTS = {9999: 945, 560: 1070}  # px of the live form, in a column of at most so many px
EXPECTED, REASONS = "born_global", "reasons"  # names in the record


class HandIn(anywidget.AnyWidget):
    """The record of the venture in a lab, to save, copy or link; and a place to open one.

    Nothing leaves the computer: the learner takes the record where it is to go.

    Args:
        lab: The lab whose venture is handed in.
        asked: Id of the prediction, among those that a page keeps, which is the expectation.

    Example:
        >>> page = HandIn(VentureLab(runs=50))
        >>> page.expected = 40
        >>> record.loads(page.whole).predictions["born_global"]
        40
    """

    _esm = esm.module(_HERE / "hand_in.js")
    _css = _HERE / "hand_in.css"

    expected = traitlets.Int(None, min=0, max=100, allow_none=True).tag(sync=True)
    reasons = traitlets.Unicode("").tag(sync=True)
    longest = traitlets.Int(LONGEST_ANSWER).tag(sync=True)
    with_predictions = traitlets.Bool(False).tag(sync=True)
    kept = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    name = traitlets.Unicode("", read_only=True).tag(sync=True)
    code = traitlets.Unicode("", read_only=True).tag(sync=True)
    text = traitlets.Unicode("", read_only=True).tag(sync=True)
    whole = traitlets.Unicode("", read_only=True).tag(sync=True)
    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    opened = traitlets.Dict(read_only=True).tag(sync=True)
    taken = traitlets.Int(0, read_only=True).tag(sync=True)  # the last time the page asked
    live_state = traitlets.Unicode("")  # what was typed, for a page to keep
    live_storage = traitlets.Unicode("")  # the predictions that a page keeps

    def __init__(self, lab: VentureLab, asked: str = "", **traits: Any) -> None:
        self.lab, self.asked = lab, asked
        self._found: record.Record | None = None
        super().__init__(**traits)
        self.on_msg(self._receive)
        lab.observe(self._refresh, "live_state")
        self._refresh()

    # --- the record ---------------------------------------------------------------------------

    @traitlets.observe("expected", "reasons", "with_predictions", "kept")
    def _refresh(self, _change: Any = None) -> None:
        venture, seed = self.lab.venture, self.lab.settings["luck"]
        reasons = page_predictions.visible(self.reasons)
        answers = {REASONS: reasons} if reasons.strip() else {}
        with self.hold_sync():
            self.set_trait("name", venture.name)
            self.set_trait("code", record.code(venture, seed))
            try:
                parts = venture, seed, self._predictions(), answers
                self.set_trait("whole", record.dumps(*parts))
                self.set_trait("text", record.hand_in_text(*parts))
                self.set_trait("trouble", "")
            except RecordError as error:
                self.set_trait("trouble", self._advice(reasons, error))
            self.live_state = json.dumps(
                {"expected": self.expected, "reasons": self.reasons, "with": self.with_predictions}
            )

    def _predictions(self) -> dict[str, record.Prediction]:
        own = {} if self.expected is None else {EXPECTED: self.expected}
        given = {row["id"]: row["answer"] for row in self.kept} if self.with_predictions else {}
        return own | given

    def _advice(self, reasons: str, error: RecordError) -> str:
        spare = len(reasons) - LONGEST_ANSWER
        if spare > 0:
            return (
                f"Your reasons have {len(reasons):,} characters and a record holds "
                f"{LONGEST_ANSWER:,}: shorten them by {spare:,}. Until then there is no record."
            )
        return f"There is no record yet: {error}"

    # --- what a page keeps ----------------------------------------------------------------------

    @traitlets.observe("live_storage")
    def _learnt(self, change: Mapping[str, Any]) -> None:
        room = record.MOST_PREDICTIONS - 1  # one is the expectation
        self.set_trait("kept", page_predictions.predictions(change["new"], room))
        answers = {row["id"]: row["answer"] for row in self.kept}
        asked = answers.get(self.asked)
        if self.expected is not None or isinstance(asked, bool):
            return
        if isinstance(asked, (int, float)) and asked in range(101):
            self.expected = int(asked)

    @traitlets.observe("live_state")
    def _restored(self, change: Mapping[str, Any]) -> None:
        try:
            found = json.loads(change["new"])
            expected, reasons = found["expected"], str(found["reasons"])
            with_predictions = bool(found.get("with", False))
            if expected is not None:
                expected = min(max(int(expected), 0), 100)
        except (ValueError, TypeError, KeyError, AttributeError):
            remedy = "What was kept of this page cannot be read; it starts afresh."
            self._tell(refused=remedy)
            return
        with self.hold_trait_notifications():
            self.expected, self.reasons = expected, reasons
            self.with_predictions = with_predictions

    # --- opening a record -----------------------------------------------------------------------

    def open_text(self, text: str) -> None:
        """Put the venture of a record, hand-in text, code or link into the lab, or say why not."""
        try:
            found = record.read(text)
            says = self.lab.open_record(found)
        except ValidationError as error:
            self._tell(refused=f"Not opened: {error}")
            return
        self._found = found
        self._tell(says=f"Opened in the lab above. {says}", words=_words(found))

    def _tell(self, **news: Any) -> None:
        """Say what became of a record; the number makes the same news news again."""
        self.set_trait("opened", {**news, "number": self.opened.get("number", 0) + 1})

    def adopt(self) -> None:
        """Go on with the expectation and the reasons of the record that was opened.

        Reasons that were typed before stay, above the others.
        """
        if self._found is None:
            return
        theirs = self._found.answers.get(REASONS, "")
        expected = self._found.predictions.get(EXPECTED)
        with self.hold_trait_notifications():
            if theirs not in self.reasons:
                mine = self.reasons.rstrip()
                self.reasons = f"{mine}\n\n{theirs}" if mine else theirs
            if type(expected) is int and 0 <= expected <= 100:
                self.expected = expected

    def _receive(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("type") == "open":
            self.open_text(str(message.get("text", "")))
        elif message.get("type") == "adopt":
            self.adopt()
        elif message.get("type") == "take":  # once all is done that it asked for before
            self.set_trait("taken", int(message.get("number", 0)))

    # --- poster ---------------------------------------------------------------------------------

    def poster(self) -> str:
        """What is handed in, as plain HTML."""
        expected = "not said yet" if self.expected is None else str(self.expected)
        rows = (("I expect, of 100 runs born global", expected), ("Code of my design", self.code))
        listed = "".join(
            f'<div class="livepages-control"><span class="livepages-label">{escape(name)}</span>'
            f'<span class="livepages-value" style="overflow-wrap:anywhere">{escape(value)}</span>'
            "</div>"
            for name, value in rows
        )
        told = f'<p class="livepages-blank">{_COMES}</p>'
        return static_controls.room(listed + told, "lp-hand-in-room", _HEIGHTS)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_html(super()._repr_mimebundle_(**kwargs), self.poster)


def _words(found: Record) -> list[list[str]]:
    """What a record says besides its venture: pairs of name and text."""
    names = {EXPECTED: "Runs expected to be born global, of 100"}
    predicted = [
        [names.get(name, f"Prediction {name}"), str(value)]
        for name, value in found.predictions.items()
    ]
    answered = [[name.capitalize(), text] for name, text in found.answers.items()]
    return predicted + answered
