"""A widget moved by a reader's hand: what its page sends to Python."""

from __future__ import annotations

from typing import Any

from ipywidgets import Widget
from leverplug.widgets.base.lab import Lab


def move(control: Widget, value: Any, name: str = "value") -> None:
    """Set a control as its page does while it is moved; a choice is sent as its `index`."""
    control._handle_msg(_message({"method": "update", "state": {name: value}}))


def rest(lab: Lab, moves: int | None = None) -> None:
    """Say that nothing moves any more since so many moves; since the last one unless given."""
    told = {"type": "at-rest", "moves": lab.line.moves if moves is None else moves}
    lab.line._handle_msg(_message({"method": "custom", "content": told}))


def _message(data: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"data": data}, "buffers": []}
