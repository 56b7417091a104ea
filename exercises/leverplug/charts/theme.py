"""One look for every chart of the book, and a way to show charts with no network.

Altair takes seconds to import and never enters the built page, so nothing here imports it before
a chart is drawn: modules of this package write `from leverplug.charts.theme import alt` and use
`alt` as usual. The first use registers the book's theme and an SVG renderer.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from leverplug.charts.figure import mimebundle
from leverplug.charts.look import FONT, SMALL, TEXT, WIDE, light

NAME = "leverplug"  # of the theme and of the renderer


def config() -> dict[str, Any]:
    """The theme as a Vega-Lite config: quiet axes, readable text, no frame, no background."""
    text = {"labelColor": light("muted"), "titleColor": light("muted")}
    words = {"labelFontSize": SMALL, "titleFontSize": SMALL, "titleFontWeight": "normal"}
    return {
        "aria": False,  # the picture as a whole has a description; its parts stay silent
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        # A width is that of the whole picture, words beside the axes included.
        "autosize": {"type": "fit-x", "contains": "padding"},
        "view": {"stroke": None, "continuousWidth": WIDE, "continuousHeight": 260},
        "axis": {
            **text, **words, "domainColor": light("line"), "gridColor": light("line"),
            "ticks": False, "labelPadding": 6, "titlePadding": 8, "labelLimit": 0,
        },
        "axisY": {
            "domain": False, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
            "titleBaseline": "bottom", "titleX": 0, "titleY": -12,
        },
        "axisX": {"grid": False, "domainColor": light("home"), "titleAnchor": "start"},
        "header": {**text, **words, "labelAnchor": "start", "labelFontWeight": 600},
        "title": {"color": light("ink"), "fontSize": TEXT, "fontWeight": 600, "anchor": "start"},
        "legend": {**text, **words, "orient": "top", "symbolStrokeWidth": 2, "labelLimit": 0},
        "text": {"color": light("ink"), "fontSize": TEXT},
        "line": {"strokeWidth": 2.5, "strokeCap": "round", "strokeJoin": "round"},
        "point": {"filled": True, "size": 90, "opacity": 1},
        "bar": {"color": light("home")},
        "rule": {"color": light("home")},
        "range": {"category": [light(name) for name in
                               ("business", "plug", "institutional", "personal", "other", "home")]},
    }  # fmt: skip


class _LazyAltair:
    """Altair, imported when it is first used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(enable(), name)


if TYPE_CHECKING:
    import altair

    alt = altair
else:
    alt = _LazyAltair()


def enable() -> Any:
    """Make the book's theme and the SVG renderer Altair's choice, and return Altair.

    Altair's own renderer asks another host for its scripts; after this call any chart, also one
    of the reader's own, shows as SVG in a notebook that has no network.

    Raises:
        ModuleNotFoundError: Altair is not installed.
    """
    altair = importlib.import_module("altair")
    _register(altair)
    return altair


@cache  # asking Altair for the names it knows reads the metadata of every installed package
def _register(altair: Any) -> None:
    altair.theme.register(NAME, enable=True)(lambda: {"config": config()})
    altair.renderers.register(NAME, _renderer)
    altair.renderers.enable(NAME)


def enable_if_imported() -> None:
    """Enable the look where Altair is there already; do not import it for that."""
    if sys.modules.get("altair"):
        enable()


def _renderer(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    words = "A chart without a description; chart.properties(description=...) adds one."
    return mimebundle([spec], spec.get("description") or words)
