"""A lab that remembers settings, to compare later ones with them on the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets

from leverplug.venture import ValidationError
from leverplug.widgets.base.inputs import button
from leverplug.widgets.base.lab import Lab


class RememberingLab(Lab):
    """A lab with a button that remembers the present settings.

    Args:
        controls: As for `Lab`.
        pictures: As for `Lab`.
    """

    noun = "design"  # what learners call the settings
    settings_key = "now"

    def __init__(
        self, controls: Mapping[str, ipywidgets.Widget], pictures: Sequence[ipywidgets.Widget]
    ) -> None:
        self.remembered: dict[str, Any] | None = None
        super().__init__(controls, pictures)

    def more(self) -> list[ipywidgets.Widget]:
        """The button."""
        tooltip = "Compare what you do next with it, on the same luck"
        return [button(f"Remember this {self.noun}", self.remember, tooltip)]

    def remember(self) -> None:
        """Keep the present settings to compare later ones with."""
        self.remembered = self.settings
        self._update()

    def check_remembered(self, settings: Any) -> dict[str, Any] | None:
        """Settings from outside, if they are of this lab.

        Raises:
            ValidationError: They are not for the controls of this lab.
        """
        if settings is not None and set(settings) != set(self.controls):
            remedy = f"remember a {self.noun} anew"
            raise ValidationError("remembered", str(settings)[:60], remedy)
        return settings

    extra: ClassVar = {"remembered": check_remembered}
