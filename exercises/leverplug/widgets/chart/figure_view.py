"""Figures where Python cannot draw: the reader's page draws them, with the one Vega it has.

In a notebook inside the browser there is no vl-convert-python. `take_over` makes the book's figures
and the reader's own Altair charts show there as widgets instead of SVG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.charts import figure, look
from leverplug.widgets.base import esm
from leverplug.widgets.chart import vega

_HERE = Path(__file__).parent


class FigureView(anywidget.AnyWidget):
    """A still picture: the drawing for a wide place, perhaps one for a narrow place, and words.

    Args:
        specs: Whole Vega-Lite specifications with their data, wide first.
        description: What the picture shows, in words.

    Example:
        >>> bar = {"data": {"values": [{"n": 3}]}, "mark": "bar", "encoding": {}}
        >>> FigureView([bar], "One bar.").description
        'One bar.'
    """

    _esm = esm.module(_HERE / "figure_view.js")
    _css = _HERE / "figure_view.css"
    _livepages_needs = traitlets.List(["vega"]).tag(sync=True)

    _shades = traitlets.Dict().tag(sync=True)  # each colour of a light page and its dark partner
    _turn = traitlets.Int(look.TURN).tag(sync=True)  # px of width below which a place is narrow

    specs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)

    def __init__(self, specs: Sequence[Mapping[str, Any]], description: str) -> None:
        super().__init__(
            specs=[dict(spec) for spec in specs],
            description=description,
            _shades={colour.light: colour.dark for colour in look.COLOURS.values()},
        )
        vega.send_when_asked(self)


def take_over() -> None:
    """From now on show figures as widgets wherever they cannot be drawn as SVG."""
    figure.instead_of_svg = bundle


def bundle(specs: Sequence[Mapping[str, Any]], description: str) -> dict[str, Any]:
    """What a notebook is given to show: the widget, and words for all who show none."""
    shown = FigureView(specs, description)._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    return {**(data or {}), "text/plain": description}
