"""The book's charts: one look, one object a chart, data apart from drawing.

A chart has `rows(...)`, the rows of each of its data sources, `draw(width)`, the drawing with
these sources still empty, and `describe(rows)`, what the picture then shows, in words. Rows and
words need NumPy at most; drawing needs Altair, which is imported when the first chart is drawn.
`leverplug.figures` puts the three together for a page; a lab takes `spec(name)` and rows.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from leverplug.charts.theme import enable_if_imported
from leverplug.lazy import lazy

# Every chart, and the module of its family; no module may have the name of a chart.
CHARTS = {
    # Data.
    "works": "literature",
    "motives": "survey",
    "availability": "survey",
    "resources": "cases",
    "coefficients": "regressions",
    "odds": "regressions",
    "ia_network": "ia",
    # The model.
    "cover": "moments",
    "trajectory": "over_time",
    "markets": "abroad",
    "first_export": "abroad",
    "contributions": "ties",
    "difference": "ties",
    "window": "exits",
    "partner_years": "exits",
    "born_global_threshold": "thresholds",
    "response": "thresholds",
    "stocks": "portfolio",
    "supply": "portfolio",
    # The model beside the data.
    "survey_histogram": "evidence",
    "survey_intervals": "evidence",
    "sensitivity": "evidence",
    "robustness": "robust",
    "influence": "robust",
}
COMPILED = "LIVEPAGES_SPECS"  # a built page names its file of compiled specifications here

__getattr__, __dir__ = lazy(__name__, CHARTS)
enable_if_imported()


def live() -> list[str]:
    """Names of the charts that a live lab draws: their width may be that of their place."""
    return [name for name in CHARTS if __getattr__(name).live]


def compile_specs() -> dict[str, dict[str, Any]]:
    """Every chart of a live lab as plain Vega-Lite, as wide as its place, its sources left empty.

    Raises:
        ModuleNotFoundError: Altair is not installed.
    """
    return {name: _compiled(name) for name in live()}


def spec(name: str) -> dict[str, Any]:
    """The specification of a live chart: the page's compiled one, else made by Altair.

    Raises:
        KeyError: No live chart has that name.
        ModuleNotFoundError: It is not compiled, and Altair is not installed.
    """
    if name not in CHARTS or not __getattr__(name).live:
        raise KeyError(f"no live chart is called {name!r}: choose one of {', '.join(live())}")
    file = os.environ.get(COMPILED)
    return _read(file)[name] if file else _compiled(name)


@cache
def _read(file: str) -> dict[str, dict[str, Any]]:
    return json.loads(Path(file).read_text(encoding="utf-8"))


@cache
def _compiled(name: str) -> dict[str, Any]:
    """The chart with the theme inside, so that it looks the same wherever it is embedded."""
    return __getattr__(name).draw("container").to_dict()
