"""What all small labs share: named controls, pictures, a result in words, settings that last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from leverplug.venture import ValidationError
from leverplug.widgets.base.result_line import ResultLine

# Layouts as dicts: a Layout object made here would belong to whoever imports the module first.
_CONTROLS = {"flex": "1 1 260px", "min_width": "240px", "max_width": "380px"}
_PICTURES = {"flex": "2 1 320px", "min_width": "0", "width": "100%"}
_SIDE_BY_SIDE = {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "12px"}


class Lab(ipywidgets.VBox):
    """A few controls, a picture or two and a line that says what came out.

    A lab writes `refresh`, which reads `self.settings`, fills its pictures and sets `self.says`.
    A `ValidationError` raised there is shown to the learner and leaves the pictures as they were.

    Args:
        controls: Input widgets by the name under which their value is kept.
        pictures: Widgets that `refresh` fills.
    """

    label_width = "initial"  # of the controls' names; a length lines their sliders up
    live_state = traitlets.Unicode("")  # the settings as JSON: what a page keeps and shares

    def __init__(
        self, controls: Mapping[str, ipywidgets.Widget], pictures: Sequence[ipywidgets.Widget]
    ) -> None:
        self.controls, self.pictures, self.line = dict(controls), list(pictures), ResultLine()
        self._busy = False
        for control in self.controls.values():
            control.style.description_width, control.layout.width = self.label_width, "auto"
            if isinstance(control, ipywidgets.ToggleButtons):
                control.style.button_width = "auto"
            control.observe(self._moved, "value")
        super().__init__(self.arrange())
        self._moved()

    def arrange(self) -> list[ipywidgets.Widget]:
        """How the parts stand: controls with the result below them, pictures beside."""
        left = [*self.controls.values(), *self.more(), self.line]
        columns = [
            ipywidgets.VBox(left, layout=_CONTROLS),
            ipywidgets.VBox(self.pictures, layout=_PICTURES),
        ]
        return [ipywidgets.Box(columns, layout=_SIDE_BY_SIDE)]

    def more(self) -> list[ipywidgets.Widget]:
        """Widgets below the controls, such as a button; none unless a lab has some."""
        return []

    def refresh(self) -> None:
        """Compute what the settings ask for and show it."""
        raise NotImplementedError

    @property
    def settings(self) -> dict[str, Any]:
        """Value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def says(self) -> str:
        """The result in words."""
        return self.line.says

    @says.setter
    def says(self, words: str) -> None:
        self.line.says = words

    def set(self, **settings: Any) -> None:
        """Move several controls at once.

        Raises:
            ValidationError: No control has that name, or it cannot take that value.
        """
        for name in settings:
            if name not in self.controls:
                raise ValidationError("setting", name, f"name one of {', '.join(self.controls)}")
        before, self._busy = self.settings, True
        try:
            for name, value in settings.items():
                self._put(name, value)
        except ValidationError:
            for name, value in before.items():
                self.controls[name].value = value
            raise
        finally:
            self._busy = False
        self._moved()

    def _put(self, name: str, value: Any) -> None:
        control = self.controls[name]
        wrong = ValidationError(name, value, f"give a value the control “{name}” can show")
        try:
            control.value = value
        except (traitlets.TraitError, TypeError, ValueError) as error:
            raise wrong from error
        if control.value != value and list(_listed(control.value)) != list(_listed(value)):
            raise wrong  # a slider moves a value that lies outside to its nearest end

    def _moved(self, _change: Any = None) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            self.refresh()
            self.line.refused = ""
        except ValidationError as error:
            self.line.refused = str(error)
        finally:
            self.live_state = json.dumps(self.kept(), separators=(",", ":"))
            self._busy = False

    def kept(self) -> dict[str, Any]:
        """What is kept between visits: the settings, unless a lab keeps more."""
        return self.settings

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show again what was kept."""
        self.set(**kept)

    @traitlets.observe("live_state")
    def _restored(self, change: Mapping[str, Any]) -> None:
        if self._busy or not change["new"]:
            return
        try:
            self.restore(json.loads(change["new"]))
        except (ValueError, TypeError, AttributeError):
            self.line.refused = "What was kept of this lab cannot be read; it starts afresh."
            self._busy = True
            self.live_state = json.dumps(self.kept(), separators=(",", ":"))
            self._busy = False


class Picture(ipywidgets.HTML):
    """A drawing in SVG with its words, on its way from Python to the page."""


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [value]
