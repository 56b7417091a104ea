"""The form to hand in a record: a venture, what was expected of it, and why it was built so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, TypeGuard

import anywidget
import traitlets

from leverplug import record
from leverplug.record import RecordError, block, document, scenario, work
from leverplug.record.form import CONFIDENCE, LONGEST_ANSWER, LONGEST_WHY, Record, check_size
from leverplug.venture import ValidationError
from leverplug.widgets.base import esm
from leverplug.widgets.base.poster import reserve_height
from leverplug.widgets.venture import page_predictions
from leverplug.widgets.venture.venture_lab import VentureLab

_HERE = Path(__file__).parent
_COMES = "The form to hand in stands here once Python has started."
# px of the live form, in a column of at most so many px
_HEIGHTS = {9999: 945, 620: 1010, 560: 1070, 340: 1155}
EXPECTED, IN_SCENARIO, REASONS = "born_global", "scenario", "reasons"  # names in the record
_EXPECTED_IN_WORDS = "Runs expected to be born global, of 100"


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
    sure = traitlets.Int(0, min=0, max=len(CONFIDENCE)).tag(sync=True)  # 0: not said
    second = traitlets.Int(None, min=0, max=100, allow_none=True).tag(sync=True)
    why = traitlets.Unicode("").tag(sync=True)
    reasons = traitlets.Unicode("").tag(sync=True)
    longest = traitlets.Dict({"reasons": LONGEST_ANSWER, "why": LONGEST_WHY}).tag(sync=True)
    steps = traitlets.List(list(CONFIDENCE.values())).tag(sync=True)
    with_work = traitlets.Bool(False).tag(sync=True)
    work = traitlets.Unicode("").tag(sync=True)  # the file of work that the page would save
    in_scenario = traitlets.Unicode("", read_only=True).tag(sync=True)  # what was expected there
    asks = traitlets.Bool(True, read_only=True).tag(sync=True)  # of the runs born global
    name = traitlets.Unicode("", read_only=True).tag(sync=True)
    code = traitlets.Unicode("", read_only=True).tag(sync=True)
    text = traitlets.Unicode("", read_only=True).tag(sync=True)
    whole = traitlets.Unicode("", read_only=True).tag(sync=True)
    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    opened = traitlets.Dict(read_only=True).tag(sync=True)
    asked = traitlets.Int(0).tag(
        sync=True
    )  # number of a request; a trait keeps its turn among them
    handled = traitlets.Int(0, read_only=True).tag(sync=True)  # number of the last one answered
    live_state = traitlets.Unicode("")  # what was typed, for a page to keep
    live_storage = traitlets.Unicode("")  # the predictions that a page keeps

    def __init__(self, lab: VentureLab, prediction: str = "", **traits: Any) -> None:
        self.lab, self.prediction = lab, prediction
        self._opened_record: Record | None = None
        super().__init__(**traits)
        self.on_msg(self._receive)
        lab.observe(self._refresh, ["live_state", "scenario", "scenario_answers"])
        self._refresh()

    # --- the record ---------------------------------------------------------------------------

    @traitlets.observe("expected", "sure", "second", "why", "reasons", "with_work", "work")
    def _refresh(self, _change: Any = None) -> None:
        venture, seed = self.lab.venture, self.lab.settings["luck"]
        reasons = page_predictions.visible(self.reasons)
        answers = {REASONS: reasons} if reasons.strip() else {}
        with self.hold_sync():
            self.set_trait("name", venture.name)
            self.set_trait("code", record.code(venture, seed))
            said, inside = self._expectations(), self.lab.scenario
            code = scenario.code(inside) if inside else ""
            try:
                made = Record(venture, seed, answers=answers, scenario=code, **said)
                whole, text = self._take(made)
                self.set_trait("whole", whole)
                self.set_trait("text", text)
                self.set_trait("trouble", "")
            except RecordError as error:
                self.set_trait("trouble", self._advice(reasons, error))
            self.live_state = json.dumps({name: getattr(self, name) for name in _TYPED})

    def _expectations(self) -> dict[str, Any]:
        """What is predicted of the venture, here and in a scenario, as fields of a record.

        A scenario asks of the runs born global, as the form does, unless it has its own question.
        """
        there, inside = dict(self.lab.scenario_answers), self.lab.scenario
        own = {"prediction": self.expected, "confidence": self.sure or None,
               "second": self.second, "why": self.why}  # fmt: skip
        said: dict[str, dict[str, Any]] = {EXPECTED: own}
        words = ""
        if inside and "prediction" in there:
            said[IN_SCENARIO if inside.question else EXPECTED] = there
            words = _in_words(inside.question, there)
        self.set_trait("in_scenario", words)
        self.set_trait("asks", said[EXPECTED] is own)
        found: dict[str, Any] = {}
        for name, given in said.items():
            if given["prediction"] is None:
                continue
            why = " ".join(page_predictions.visible(given.get("why") or "").split())
            fields = {"predictions": given["prediction"], "confidence": given.get("confidence"),
                      "second": given.get("second"), "why": why or None}  # fmt: skip
            for field, value in fields.items():
                if value is not None:
                    found.setdefault(field, {})[name] = value
        return found

    def _take(self, made: Record) -> tuple[str, str]:
        """What is handed in, as a file and as a text; with the work in the book if wanted."""
        if not (self.with_work and self.work):
            whole = document.as_text(document.as_document(made))
            check_size(whole, "shorten the reasons, the labels or the ids")
            return whole, block.write(made)
        kept = replace(work.parse(self.work), records=(made,))
        whole = document.as_text(work.as_document(kept))
        check_size(whole, "untick your work in the book", work.LARGEST)
        return whole, block.write_work(kept)

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
    def _read_prediction(self, change: Mapping[str, Any]) -> None:
        """Begin with what was predicted on a page, until something else is said here."""
        kept = page_predictions.prediction(change["new"], self.prediction)
        if self.expected is not None or kept is None or not _is_count(kept.answer):
            return
        with self.hold_trait_notifications():
            self.expected, self.sure = int(kept.answer), kept.confidence or 0
            self.why = self.why or kept.why
            if self.second is None and kept.second and _is_count(kept.second.answer):
                self.second = int(kept.second.answer)

    @traitlets.observe("live_state")
    def _restore(self, change: Mapping[str, Any]) -> None:
        try:
            state = json.loads(change["new"])
            _ = state["expected"], state["reasons"]  # always there
            typed = {name: check(state.get(name)) for name, check in _TYPED.items()}
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            self._refresh()
            remedy = "it cannot be read, so the form stays as it was"
            raise ValidationError("live_state", change["new"][:60], remedy) from error
        with self.hold_trait_notifications():
            for name, value in typed.items():
                setattr(self, name, value)

    # --- opening a record -----------------------------------------------------------------------

    def open_text(self, text: str) -> None:
        """Open a record in the lab, and show what it says besides its venture.

        Args:
            text: A record as JSON, a hand-in text, a code or a link; why another text is refused
                is shown to the learner.
        """
        try:
            found = record.open_text(text)
            opened = record.last_of(found)
            words = [self.lab.open_record(opened), *found.remarks]
        except ValidationError as error:
            self._report(refused=f"Not opened: {error}")
            return
        if found.work:
            words.append("The rest of this file of work opens on the page “My work”.")
        self._opened_record = opened
        says = " ".join(["Opened in the lab above.", *words])
        self._report(says=says, words=_answers_in_words(opened))

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
            if _is_count(expected):
                self.expected = int(expected)
                self.sure = self._opened_record.confidence.get(EXPECTED, 0)

    def _receive(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("type") == "open":
            self.open_text(str(message.get("text", "")))
        elif message.get("type") == "adopt":
            self.adopt()

    @traitlets.observe("asked")
    def _answer(self, change: Mapping[str, Any]) -> None:
        """Say that the record holds all that was sent before, in one message with it."""
        with self.hold_sync():
            self._refresh()
            self.set_trait("handled", change["new"])


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


def _in_words(question: str, answers: Mapping[str, Any]) -> str:
    """What was predicted in a scenario."""
    sure = CONFIDENCE.get(answers.get("confidence", 0))
    if question:
        words = f"The scenario asked: {question} You answered {answers['prediction']}"
    else:
        words = (
            f"In the scenario you expected {answers['prediction']} of 100 runs to be born global"
        )
    words += f" ({sure})." if sure else "."
    if "second" in answers:
        words += f" You answered again: {answers['second']}. {answers.get('why', '')}"
    return words.strip()


def _is_count(value: Any) -> TypeGuard[float]:
    """Whether a value is a number of runs, of 100."""
    return type(value) in (int, float) and value in range(101)


def _count(value: Any) -> int | None:
    return None if value is None else min(max(int(value), 0), 100)


# What is typed, and how a kept value of it is read.
_TYPED: dict[str, Callable[[Any], Any]] = {
    "expected": _count,
    "sure": lambda value: int(value) if value in CONFIDENCE else 0,
    "second": _count,
    "why": lambda value: str(value or ""),
    "reasons": lambda value: str(value or ""),
    "with_work": bool,
}


def _answers_in_words(opened: Record) -> list[list[str]]:
    """Predictions and answers of a record: pairs of name and text."""
    predicted = []
    for name, expected in opened.predictions.items():
        sure, again = opened.confidence.get(name), opened.second.get(name)
        said = f"{expected}{f', {CONFIDENCE[sure]}' if sure else ''}"
        said += "" if again is None else f"; answered again: {again}"
        title = _EXPECTED_IN_WORDS if name == EXPECTED else f"Prediction {name}"
        predicted.append([title, f"{said}; {opened.why[name]}" if name in opened.why else said])
    answered = [[name.capitalize(), text] for name, text in opened.answers.items()]
    return predicted + answered
