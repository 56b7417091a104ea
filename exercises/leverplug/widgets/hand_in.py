"""What a learner hands in: a venture, what was expected of it, and why it was built so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets
import traitlets

from leverplug import record
from leverplug.record import RecordError
from leverplug.widgets.labs.result_line import ResultLine
from leverplug.widgets.poster import with_html
from leverplug.widgets.venture_lab import VentureLab

EXPECTED = "born_global"  # the prediction that every capstone makes, in runs of 100
_WIDE = {"width": "100%"}
_NAMED = {"description_width": "11em"}
_MOST_REASONS = 4000  # characters


class HandIn(ipywidgets.VBox):
    """A record of the venture in a lab, ready to copy; and a place to open somebody else's.

    Nothing leaves the computer: the record is a text for the learner to copy.

    Args:
        lab: The lab whose venture is handed in.

    Example:
        >>> page = HandIn(VentureLab(runs=50))
        >>> page.expected.value = 40
        >>> record.loads(page.whole.value).predictions["born_global"]
        40
    """

    live_state = traitlets.Unicode("")  # expectation and reasons: what a page keeps

    def __init__(self, lab: VentureLab) -> None:
        self.lab, self.line, self._busy = lab, ResultLine(), False
        self.expected = ipywidgets.IntSlider(
            50, 0, 100, description="I expect (of 100)", style=_NAMED, layout=_WIDE
        )
        self.reasons = ipywidgets.Textarea(
            description="My reasons", rows=5, style=_NAMED, layout=_WIDE, continuous_update=False,
            placeholder="What you chose, what luck did, and the weakest point of your design",
        )  # fmt: skip
        self.code = ipywidgets.Text(
            description="Code of my design", disabled=True, style=_NAMED, layout=_WIDE
        )
        self.whole = ipywidgets.Textarea(
            description="My record", disabled=True, rows=6, style=_NAMED, layout=_WIDE
        )
        self.other = ipywidgets.Text(
            description="Open a code", style=_NAMED, layout=_WIDE, continuous_update=False,
            placeholder="Paste a code or a record, then press Open",
        )  # fmt: skip
        self.button = ipywidgets.Button(
            description="Open", tooltip="Put this venture into the lab; pin yours first to compare"
        )
        self.button.on_click(lambda _button: self.bring_in())
        parts = [self.expected, self.reasons, self.code, self.whole, self.other, self.button]
        super().__init__([*parts, self.line])
        for control in (self.expected, self.reasons):
            control.observe(self._refresh, "value")
        lab.observe(self._refresh, "live_state")
        self._refresh()

    def bring_in(self) -> None:
        """Put the venture of a pasted code or record into the lab, or say why it cannot be."""
        try:
            found = record.read(self.other.value)
        except RecordError as error:
            self.line.refused = str(error)
            return
        self.line.refused = ""
        self.lab.take_up(found.venture)
        self.lab.set(luck=found.seed)
        self.line.says = "The venture is in the lab." + (
            "" if found.same_model else " It was made with another version of the model."
        )

    def _refresh(self, _change: Any = None) -> None:
        if self._busy:
            return
        venture, seed = self.lab.venture, self.lab.settings["luck"]
        expected, reasons = self.expected.value, self.reasons.value[:_MOST_REASONS]
        answers = {"reasons": reasons} if reasons.strip() else {}
        try:
            self.code.value = record.code(venture, seed)
            self.whole.value = record.dumps(venture, seed, {EXPECTED: expected}, answers)
            self.line.refused = ""
        except RecordError as error:
            self.line.refused = str(error)
        self.live_state = json.dumps({"expected": expected, "reasons": reasons})

    @traitlets.observe("live_state")
    def _restored(self, change: Mapping[str, Any]) -> None:
        try:
            kept = json.loads(change["new"])
            expected, reasons = int(kept["expected"]), str(kept["reasons"])
        except (ValueError, TypeError, KeyError):
            self.line.refused = "What was kept of this page cannot be read; it starts afresh."
            return
        if (expected, reasons) != (self.expected.value, self.reasons.value):
            self._busy = True
            self.expected.value, self.reasons.value = expected, reasons
            self._busy = False
            self._refresh()

    def poster(self) -> str:
        """What is handed in, as plain HTML."""
        rows = (
            ("I expect, of 100 runs born global", str(self.expected.value)),
            ("Code of my design", self.code.value),
        )
        return "".join(
            f'<div class="livepages-control"><span class="livepages-label">{escape(name)}</span>'
            f'<span class="livepages-value" style="overflow-wrap:anywhere">{escape(value)}</span>'
            "</div>"
            for name, value in rows
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_html(super()._repr_mimebundle_(**kwargs), self.poster)
