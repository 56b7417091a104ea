"""Controls that several labs have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from leverplug import catalogue


def button(words: str, act: Callable[[], object], tooltip: str | None = None) -> ipywidgets.Button:
    """A button as wide as its words or its column, and what it does."""
    made = ipywidgets.Button(description=words, tooltip=tooltip, layout={"width": "auto"})
    made.on_click(lambda _button: act())
    return made


def choice(words: str, options: Mapping[str, object], **more: Any) -> ipywidgets.Dropdown:
    """A list of options, each by what learners read; the first is chosen unless `value` says."""
    return ipywidgets.Dropdown(options=list(options.items()), description=words, **more)


def share(
    words: str, value: float, most: float = 0.9, *, least: float = 0.0, **more: Any
) -> ipywidgets.FloatSlider:
    """A slider of a share, in steps of a twentieth and shown in per cent."""
    return ipywidgets.FloatSlider(value, min=least, max=most, step=0.05, readout_format=".0%",
                                  description=words, **more)  # fmt: skip


def sector_buttons() -> ipywidgets.ToggleButtons:
    """The choice between the sectors of the catalogue."""
    sectors = [(sector.replace("_", "-"), sector) for sector in catalogue.SECTORS]
    return ipywidgets.ToggleButtons(options=sectors, description="Sector")
