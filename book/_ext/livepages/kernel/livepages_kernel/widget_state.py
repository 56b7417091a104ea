"""The state of a widget as a short text: saved on each change, restored on the next visit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any


class OwnState:
    """A widget that looks after itself: its text trait `live_state` says it all."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget

    def restore(self, text: str) -> None:
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

    def restore(self, text: str) -> None:
        saved = json.loads(text)
        for place, control in list(_controls(self._widget, "")):
            if place in saved:
                control.value = _like(control.value, saved[place])

    def watch(self, save: Callable[[str], None]) -> None:
        def changed(_: Any) -> None:
            now = self._values()
            moved = {place: value for place, value in now.items() if value != self._first[place]}
            save(json.dumps(moved, separators=(",", ":")) if moved else "")

        for _, control in _controls(self._widget, ""):
            control.observe(changed, names="value")


def state_of(value: Any) -> OwnState | ControlState | None:
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
