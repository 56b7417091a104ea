"""A venture's network to look at and to change, as a picture and as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.venture import QUARTERS, ValidationError, Venture
from leverplug.widgets.base import esm, tie_looks
from leverplug.widgets.editor import layout
from leverplug.widgets.editor.design import link_rows, tie_rows, venture_with

_HERE = Path(__file__).parent
_MOST_STEPS = 100
_Rows = list[dict[str, Any]]
_Step = tuple[_Rows, list[list[str]], dict[str, list[float]]]  # ties, links, places


class NetworkCanvas(anywidget.AnyWidget):
    """The ties of a venture, to add, drag, connect, feed, end and remove.

    Every edit made in the page is judged here by `leverplug.venture`. What the model cannot
    run is refused in words, where the learner is working, and the design stays as it was.

    Args:
        venture: The design to show; observe the trait ``venture`` to hear of edits.
        kinds: Keys of the kinds of tie on offer; all by default.
        quarter: The quarter to show, 1 to 40.

    Example:
        >>> canvas = NetworkCanvas(Venture(name="Acme"), kinds=["kin", "trade_fair"])
        >>> [kind["key"] for kind in canvas.kinds]
        ['kin', 'trade_fair']
    """

    _esm = esm.module(_HERE / "network_canvas.js")
    _css = _HERE / "network_canvas.css"

    _undoable = traitlets.Bool(False).tag(sync=True)
    _redoable = traitlets.Bool(False).tag(sync=True)

    venture = traitlets.Instance(Venture)
    name = traitlets.Unicode("").tag(sync=True)
    ties = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    links = traitlets.List(traitlets.List(traitlets.Unicode()), read_only=True).tag(sync=True)
    positions = traitlets.Dict().tag(sync=True)
    budget = traitlets.Float(1.0, min=0, max=1).tag(sync=True)  # effort a quarter may plan
    planned = traitlets.List(traitlets.Float(), read_only=True).tag(sync=True)
    kinds = traitlets.List(traitlets.Dict()).tag(sync=True)
    regions = traitlets.List(traitlets.Dict()).tag(sync=True)
    channels = traitlets.Dict().tag(sync=True)
    quarter = traitlets.Int(1, min=1, max=QUARTERS).tag(sync=True)
    state = traitlets.List(traitlets.Dict()).tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    view = traitlets.Enum(("picture", "list"), "picture").tag(sync=True)

    def __init__(
        self, venture: Venture | None = None, *, kinds: Iterable[str] | None = None, **traits: Any
    ) -> None:
        self._undo_steps: list[_Step] = []
        self._redo_steps: list[_Step] = []
        self.check: Callable[[Venture], None] = lambda _venture: (
            None
        )  # what else a design must pass
        super().__init__(
            kinds=tie_looks.kind_rows(kinds), regions=layout.region_rows(),
            channels=tie_looks.channel_looks(), venture=venture or Venture(), **traits,
        )  # fmt: skip
        self.on_msg(self._receive)

    @traitlets.observe("venture")
    def _show(self, _change: Mapping[str, Any]) -> None:
        ties = tie_rows(self.venture)
        with self.hold_sync():
            self.set_trait("ties", ties)
            self.set_trait("links", link_rows(self.venture))
            self.set_trait("planned", [round(float(e), 4) for e in self.venture.effort()])
            self.positions = layout.places(ties, tie_looks.channel_of(), self.positions)
            self.name = self.venture.name

    def _receive(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        undo, redo = self._undo_steps, self._redo_steps
        actions: dict[str, Callable[[], str]] = {
            "edit": lambda: self._edit(message),
            "undo": lambda: self._exchange(undo, redo, "undo"),
            "redo": lambda: self._exchange(redo, undo, "redo"),
        }
        action = actions.get(message.get("type", ""))
        if action is None:
            return
        try:
            says = action()
        except ValidationError as error:
            reply = {"type": "refused", "message": str(error), "field": error.field}
        else:
            reply = {"type": "accepted", "says": says}
        self.send({**reply, "serial": message.get("serial")})

    def _edit(self, message: Mapping[str, Any]) -> str:
        venture = venture_with(self.venture, message.get("ties", ()), message.get("links", ()))
        self.check(venture)
        positions = layout.checked_places(message.get("positions", {}))
        self._undo_steps = [*self._undo_steps[1 - _MOST_STEPS :], self._present_step()]
        self._redo_steps = []
        self._show_step(venture, positions)
        return str(message.get("says", ""))

    def _exchange(self, source: list[_Step], target: list[_Step], verb: str) -> str:
        """Go to the last step of `source`, from where `target` leads back; what to say of it."""
        if not source:
            return f"Nothing to {verb}."
        ties, links, positions = source[-1]
        venture = venture_with(self.venture, ties, links)
        self.check(venture)
        target.append(self._present_step())
        source.pop()
        self._show_step(venture, positions)
        return {"undo": "Undone.", "redo": "Redone."}[verb]

    def _show_step(self, venture: Venture, positions: dict[str, list[float]]) -> None:
        with self.hold_sync():
            self.positions = positions
            self.venture = venture
            self._undoable, self._redoable = bool(self._undo_steps), bool(self._redo_steps)

    def _present_step(self) -> _Step:
        return self.ties, self.links, self.positions
