"""Time that plays: a button that moves a slider through its values, and stops where it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from leverplug.widgets.base import esm

_HERE = Path(__file__).parent
# As the style sheet has them, which a poster goes without.
_ROOM = "display:flex;align-items:center;margin:.2em 0;min-height:36px"
_LOOK = (
    "display:inline-block;padding:.3em .9em;border:1px solid rgb(128 128 128 / .6);"
    "border-radius:8px;font-size:13px;line-height:1.5"
)


class Player(anywidget.AnyWidget):
    """Plays a slider; the next value waits until what the last one shows is drawn.

    Who asks for less motion gets one step for each press instead.

    Args:
        slider: What is moved, by whole numbers; of a span, its later end.
        unit: What a step is, such as "year".
        pause: Given a value, why to pause there, or "".
        pace: Milliseconds a value stays, at least.
    """

    _esm = esm.module(_HERE / "player.js")
    _css = _HERE / "player.css"

    unit = traitlets.Unicode("").tag(sync=True)
    first = traitlets.Int(1).tag(sync=True)
    last = traitlets.Int(1).tag(sync=True)
    pace = traitlets.Int(700).tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)
    value = traitlets.Int(1).tag(sync=True)
    shown = traitlets.Int(1).tag(sync=True)  # the value whose pictures are drawn
    why = traitlets.Unicode("").tag(sync=True)  # it paused

    def __init__(
        self,
        slider: ipywidgets.IntSlider | ipywidgets.IntRangeSlider,
        unit: str,
        pause: Callable[[int], str] = lambda _value: "",
        pace: int = 700,
    ) -> None:
        self._slider, self._pause = slider, pause
        super().__init__(
            unit=unit, first=slider.min, last=slider.max, pace=pace, value=self._now,
            shown=self._now,
        )  # fmt: skip
        slider.observe(self._follow, "value")

    @property
    def _now(self) -> int:
        """Where the slider stands."""
        at = self._slider.value
        return at[1] if isinstance(at, tuple) else at

    def _nearest(self, value: int) -> int:
        """The value nearest to this one that the slider can stand at."""
        at = self._slider.value
        lowest = at[0] if isinstance(at, tuple) else self.first
        return min(max(value, lowest), self.last)

    def _follow(self, _change: object) -> None:
        """The slider was moved by hand: go on from there, and be silent."""
        if self._now != self.value:
            with self.hold_sync():
                self.playing, self.why = False, ""
                self.value = self.shown = self._now

    @traitlets.observe("value")
    def _move(self, change: Mapping[str, Any]) -> None:
        value, at = self._nearest(change["new"]), self._slider.value
        if value != change["new"]:
            self.value = value
            return
        if value == self._now:
            self.playing = self.playing and value < self.last
            return
        self._slider.value = (at[0], value) if isinstance(at, tuple) else value
        with self.hold_sync():
            self.why = self._pause(value)
            self.playing = self.playing and not self.why and value < self.last
            self.value = self.shown = value


def poster(state: Mapping[str, Any]) -> str:
    """The button as it stands at first, as HTML.

    Example:
        >>> "Play the years" in poster({"unit": "year"})
        True
    """
    button = f'<span style="{_LOOK}">▶ Play the {escape(state["unit"])}s</span>'
    return f'<div style="{_ROOM}">{button}</div>'
