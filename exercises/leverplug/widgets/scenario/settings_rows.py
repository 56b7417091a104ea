"""What a scenario fixes: the controls of a lab, each with boxes to begin with it or to lock it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets

from leverplug.venture import ValidationError
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.scenario.offered import VIEWS

_ROW = {"flex_flow": "row wrap", "align_items": "center", "grid_gap": "0 12px"}
_CONTROL = {"flex": "1 1 250px", "min_width": "240px", "max_width": "420px"}
# As wide as their words, and at least so wide that they stand in columns.
_BEGIN, _LOCK = (
    {"width": "auto", "min_width": width, "flex": "0 0 auto"} for width in ("190px", "158px")
)


class SettingsRows(ipywidgets.VBox):
    """A row for each control of a lab.

    Args:
        lab: Gives its controls away; it is shown nowhere.
    """

    def __init__(self, lab: Lab) -> None:
        self.controls = {
            name: control for name, control in lab.controls.items()
            if name not in (*VIEWS, *lab.transient)
        }  # fmt: skip
        names = {name: self._short(name) for name in self.controls}
        self.begins = {name: _box(f"Begin so: {short}", _BEGIN) for name, short in names.items()}
        self.locks = {name: _box(f"Lock: {short}", _LOCK) for name, short in names.items()}
        for name, control in self.controls.items():
            control.unobserve_all("value")  # the lab has no need to follow
            control.observe(lambda _, box=self.begins[name]: box.set_trait("value", True), "value")
            self.locks[name].observe(lambda change, box=self.begins[name]: (
                box.set_trait("value", True) if change["new"] else None), "value")  # fmt: skip
        super().__init__([self._row(name) for name in self.controls])

    def _named(self, name: str) -> str:
        return str(self.controls[name].description)

    def _short(self, name: str) -> str:
        """A control's name in a box beside it: each box says what it is for, also when read out."""
        return self._named(name).partition(" (")[0]

    def _row(self, name: str) -> ipywidgets.Widget:
        held = ipywidgets.Box([self.controls[name]], layout=_CONTROL)
        self.controls[name].layout.flex = "1 1 auto"
        return ipywidgets.Box([held, self.begins[name], self.locks[name]], layout=_ROW)

    @property
    def settings(self) -> dict[str, Any]:
        """Values of the controls that a scenario begins with, by name."""
        return {name: c.value for name, c in self.controls.items() if self.begins[name].value}

    @property
    def locked(self) -> tuple[str, ...]:
        """Names of the controls that are locked."""
        return tuple(name for name, box in self.locks.items() if box.value)

    def fill(self, settings: Mapping[str, Any], locked: tuple[str, ...]) -> None:
        """Show what a scenario sets and locks; values that a control cannot show are left out."""
        for name, control in self.controls.items():
            if name in settings:
                control.value = settings[name]
            self.begins[name].value = name in settings
            self.locks[name].value = name in locked

    def typed(self, name: str, text: str) -> Any:
        """A value of a control as people type it.

        Raises:
            ValidationError: The control has no such value.

        Example:
            >>> from leverplug.widgets import Giant
            >>> SettingsRows(Giant()).typed("leaves", "after year 7")
            7
        """
        control, typed = self.controls[name], text.strip()
        if isinstance(control, (ipywidgets.Dropdown, ipywidgets.ToggleButtons)):
            known = {str(words).casefold(): value for words, value in _options(control)}
            if typed.casefold() in known:
                return known[typed.casefold()]
            remedy = f"give one of {', '.join(known)}"
            raise ValidationError(self._named(name), typed, remedy)
        try:
            number = float(typed.replace(",", ".").removesuffix("%"))
        except ValueError as error:
            raise ValidationError(self._named(name), typed, "give a number") from error
        number = number / 100 if typed.endswith("%") else number
        if not control.min <= number <= control.max:
            remedy = f"give a number from {control.min:g} to {control.max:g}"
            raise ValidationError(self._named(name), typed, remedy)
        return int(number) if isinstance(control.value, int) and number == int(number) else number


def _options(control: Any) -> list[tuple[str, Any]]:
    """Words and values of what can be chosen."""
    return [each if isinstance(each, tuple) else (str(each), each) for each in control.options]


def _box(words: str, layout: dict[str, str]) -> ipywidgets.Checkbox:
    return ipywidgets.Checkbox(False, description=words, indent=False, layout=layout)
