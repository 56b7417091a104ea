"""The state of a widget as a short text: saved on each change, restored on the next visit."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

LONGEST = 1_000_000  # characters; the largest lab keeps less than half of it
DEEPEST = 50  # levels of brackets; deeper ones break the stack of a browser's Python
_QUOTED = re.compile(r'"[^"\\]*+(?:\\.?[^"\\]*+)*+(?:"|\Z)', re.DOTALL)


class UnreadableError(ValueError):
    """A text that no widget has written, however it came to be kept or linked to."""


def check(text: str) -> None:
    """Make sure that a text from outside can be handed to a widget.

    It may be JSON or not, as its widget likes.

    Raises:
        UnreadableError: It is too long, nested too deep, or holds a number that is not finite.
    """
    if len(text) > LONGEST:
        raise UnreadableError(f"it has {len(text)} characters; give at most {LONGEST}")
    depth = 0
    for mark in re.findall(r"[\[\]{}]", _QUOTED.sub("", text)):
        depth += 1 if mark in "[{" else -1
        if depth > DEEPEST:
            raise UnreadableError(f"it is nested deeper than {DEEPEST} levels")
    odd: list[str] = []
    try:
        json.loads(text, parse_constant=odd.append, parse_float=lambda number: _note(number, odd))
    except json.JSONDecodeError:
        return  # it is not JSON, and its widget knows what it is
    if odd:
        raise UnreadableError(f"it holds {odd[0][:40]}; give finite numbers")


def _note(number: str, odd: list[str]) -> None:
    if not math.isfinite(float(number)):
        odd.append(number)


class OwnState:
    """A widget that looks after itself: its text trait `live_state` says it all."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget

    @property
    def text(self) -> str:
        return self._widget.live_state

    def restore(self, text: str) -> None:
        if not text:
            raise UnreadableError("there is none: only a new widget is as it was at first")
        self._widget.live_state = text

    def watch(self, save: Callable[[str], None]) -> None:
        self._widget.observe(lambda change: save(change["new"]), names="live_state")


class ControlState:
    """Any other widget: the values of its controls, by their place in the tree."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget
        self._first = self._values()

    def _values(self) -> dict[str, Any]:
        return {place: control.value for place, control in _controls(self._widget, "")}

    @property
    def text(self) -> str:
        now, first = self._values(), self._first
        moved = {name: value for name, value in now.items() if first.get(name, ...) != value}
        return json.dumps(moved, separators=(",", ":")) if moved else ""

    def restore(self, text: str) -> None:
        saved = json.loads(text or "{}")
        if not isinstance(saved, dict):
            raise UnreadableError("it is no list of controls")
        wanted = {**self._first, **saved}  # those that it does not name were not moved
        for place, control in list(_controls(self._widget, "")):
            if place in wanted:
                control.value = _like(control.value, wanted[place])

    def watch(self, save: Callable[[str], None]) -> None:
        for _, control in _controls(self._widget, ""):
            control.observe(lambda _: save(self.text), names="value")


State = OwnState | ControlState


def state_of(value: Any) -> State | None:
    """How to save and restore a shown value; None if it has no state."""
    if not _has_traits(value):
        return None
    if value.has_trait("live_state"):
        return OwnState(value)
    return ControlState(value)


def set_trait(value: Any, name: str, text: str) -> None:
    """Set a text trait of a shown value, if it has it."""
    if _has_traits(value) and value.has_trait(name):
        setattr(value, name, text)


def _has_traits(value: Any) -> bool:
    """Whether a value is a widget or the like, and not a class of them."""
    return hasattr(value, "has_trait") and not isinstance(value, type)


def _controls(widget: Any, place: str) -> Iterator[tuple[str, Any]]:
    children = getattr(widget, "children", ())
    for position, child in enumerate(children):
        yield from _controls(child, f"{place}{'.' if place else ''}{position}")
    if not children and _is_control(widget):
        yield place, widget


def _is_control(widget: Any) -> bool:
    """Something a reader sets: it has a plain value and a front end of the standard set."""
    from ipywidgets.widgets.widget_string import HTML, HTMLMath, Label

    return (
        hasattr(widget, "value")
        and not isinstance(widget, (HTML, HTMLMath, Label))
        and isinstance(widget.value, (bool, int, float, str, tuple))
        and getattr(widget, "_model_module", "") == "@jupyter-widgets/controls"
        and not type(widget).__name__.endswith("Progress")
    )


def _like(old: Any, new: Any) -> Any:
    return tuple(new) if isinstance(old, tuple) else new
