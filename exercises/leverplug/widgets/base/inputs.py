"""Controls that several labs have."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from leverplug import catalogue


def button(words: str, act: Callable[[], object], tooltip: str | None = None) -> ipywidgets.Button:
    """A button as wide as its words or its column, and what it does."""
    made = ipywidgets.Button(description=words, tooltip=tooltip, layout={"width": "auto"})
    made.on_click(lambda _button: act())
    return made


def sector_buttons() -> ipywidgets.ToggleButtons:
    """The choice between the sectors of the catalogue."""
    sectors = [(sector.replace("_", "-"), sector) for sector in catalogue.SECTORS]
    return ipywidgets.ToggleButtons(options=sectors, description="Sector")
