"""The form to hand in a record: a venture, what was expected of it, and why it was built so."""

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
from leverplug.widgets.base import esm
from leverplug.widgets.base.poster import reserve_height
from leverplug.widgets.venture import page_predictions
from leverplug.widgets.venture.venture_lab import VentureLab

_HERE = Path(__file__).parent
_COMES = "The form to hand in stands here once Python has started."
_HEIGHTS = {9999: 945, 560: 1070}  # px of the live form, in a column of at most so many px
EXPECTED, REASONS = "born_global", "reasons"  # names in the record


class HandIn(anywidget.AnyWidget):
    """The record of the venture in a lab, to save, copy or link; and fields to open another.

    Nothing leaves the computer: the learner takes the record where it is to go.

    Args:
        lab: The lab whose venture is handed in.
        prediction: Id of the one, among those that a page keeps, which is the expectation.

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
    predictions = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    name = traitlets.Unicode("", read_only=True).tag(sync=True)
    code = traitlets.Unicode("", read_only=True).tag(sync=True)
    text = traitlets.Unicode("", read_only=True).tag(sync=True)
    whole = traitlets.Unicode("", read_only=True).tag(sync=True)
    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    opened = traitlets.Dict(read_only=True).tag(sync=True)
    handled = traitlets.Int(0, read_only=True).tag(sync=True)  # number of the last request
    live_state = traitlets.Unicode("")  # what was typed, for a page to keep
    live_storage = traitlets.Unicode("")  # the predictions that a page keeps

    def __init__(self, lab: VentureLab, prediction: str = "", **traits: Any) -> None:
        self.lab, self.prediction = lab, prediction
        self._opened_record: Record | None = None
        super().__init__(**traits)
        self.on_msg(self._receive)
        lab.observe(self._refresh, "live_state")
        self._refresh()

    # --- the record ---------------------------------------------------------------------------

    @traitlets.observe("expected", "reasons", "with_predictions", "predictions")
    def _refresh(self, _change: Any = None) -> None:
        venture, seed = self.lab.venture, self.lab.settings["luck"]
        reasons = page_predictions.visible(self.reasons)
        answers = {REASONS: reasons} if reasons.strip() else {}
        with self.hold_sync():
            self.set_trait("name", venture.name)
            self.set_trait("code", record.code(venture, seed))
            try:
                parts = venture, seed, self._all_predictions(), answers
                self.set_trait("whole", record.dumps(*parts))
                self.set_trait("text", record.hand_in_text(*parts))
                self.set_trait("trouble", "")
            except RecordError as error:
                self.set_trait("trouble", self._advice(reasons, error))
            self.live_state = json.dumps(
                {"expected": self.expected, "reasons": self.reasons, "with": self.with_predictions}
            )

    def _all_predictions(self) -> dict[str, record.Prediction]:
        own = {} if self.expected is None else {EXPECTED: self.expected}
        rows = self.predictions if self.with_predictions else []
        return own | {row["id"]: row["answer"] for row in rows}

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
    def _read_predictions(self, change: Mapping[str, Any]) -> None:
        room = record.MOST_PREDICTIONS - 1  # one is the expectation
        self.set_trait("predictions", page_predictions.predictions(change["new"], room))
        answers = {row["id"]: row["answer"] for row in self.predictions}
        answer = answers.get(self.prediction)
        if self.expected is not None or isinstance(answer, bool):
            return
        if isinstance(answer, (int, float)) and answer in range(101):
            self.expected = int(answer)

    @traitlets.observe("live_state")
    def _restore(self, change: Mapping[str, Any]) -> None:
        try:
            state = json.loads(change["new"])
            expected, reasons = state["expected"], str(state["reasons"])
            with_predictions = bool(state.get("with", False))
            if expected is not None:
                expected = min(max(int(expected), 0), 100)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            self._refresh()
            remedy = "it cannot be read, so the form stays as it was"
            raise ValidationError("live_state", change["new"][:60], remedy) from error
        with self.hold_trait_notifications():
            self.expected, self.reasons = expected, reasons
            self.with_predictions = with_predictions

    # --- opening a record -----------------------------------------------------------------------

    def open_text(self, text: str) -> None:
        """Open a record in the lab, and show what it says besides its venture.

        Args:
            text: A record as JSON, a hand-in text, a code or a link; why another text is refused
                is shown to the learner.
        """
        try:
            opened = record.read(text)
            words = self.lab.open_record(opened)
        except ValidationError as error:
            self._report(refused=f"Not opened: {error}")
            return
        self._opened_record = opened
        self._report(says=f"Opened in the lab above. {words}", words=_answers_in_words(opened))

    def _report(self, **result: Any) -> None:
        """Show what became of a record; the number makes the same result a change again."""
        self.set_trait("opened", {**result, "number": self.opened.get("number", 0) + 1})

    def adopt(self) -> None:
        """Go on with the expectation and the reasons of the record that was opened.

        Reasons that were typed before stay, above the others.
        """
        if self._opened_record is None:
            return
        theirs = self._opened_record.answers.get(REASONS, "")
        expected = self._opened_record.predictions.get(EXPECTED)
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
            self.set_trait("handled", int(message.get("number", 0)))


def poster(state: Mapping[str, Any]) -> str:
    """What is handed in, as HTML.

    Args:
        state: The synced state of a `HandIn`.
    """
    expected = "not said yet" if state["expected"] is None else str(state["expected"])
    rows = {"I expect, of 100 runs born global": expected, "Code of my design": state["code"]}
    listed = "".join(
        f'<div class="livepages-control"><span class="livepages-label">{escape(name)}</span>'
        f'<span class="livepages-value" style="overflow-wrap:anywhere">{escape(value)}</span>'
        "</div>"
        for name, value in rows.items()
    )
    notice = f'<p class="livepages-blank">{_COMES}</p>'
    return reserve_height(listed + notice, "lp-hand-in-room", _HEIGHTS)


def _answers_in_words(opened: Record) -> list[list[str]]:
    """Predictions and answers of a record: pairs of name and text."""
    names = {EXPECTED: "Runs expected to be born global, of 100"}
    given = opened.predictions.items()
    predicted = [[names.get(name, f"Prediction {name}"), str(value)] for name, value in given]
    answered = [[name.capitalize(), text] for name, text in opened.answers.items()]
    return predicted + answered
