"""The book's charts: one look, one function a chart, data apart from drawing.

A chart `x` is three functions: `x(width)` draws with named data sources, `rows_x(...)` gives the
rows of each source, `describe_x(rows)` says in words what the picture then shows. Rows and words
need NumPy at most; drawing needs Altair, which is imported when the first chart is drawn.
`leverplug.figures` puts the three together for a page; a lab takes `spec(name)` and rows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from leverplug.charts.theme import enable_if_imported

# Every chart, and the module of its family; no module may have the name of a chart.
CHARTS: Mapping[str, str] = MappingProxyType(
    {
        # Data.
        "works": "literature",
        "motives": "survey",
        "availability": "survey",
        "resources": "cases",
        "coefficients": "regressions",
        "odds": "regressions",
        "ia_network": "ia",
        # The model.
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
)
# Charts that a live lab draws: those whose width may be that of their place.
LIVE = (
    "trajectory",
    "markets",
    "first_export",
    "contributions",
    "difference",
    "window",
    "partner_years",
    "born_global_threshold",
    "response",
    "stocks",
    "supply",
    "survey_histogram",
    "survey_intervals",
)
COMPILED = "LIVEPAGES_SPECS"  # a built page names its file of compiled specifications here

enable_if_imported()


def compile_specs() -> dict[str, dict[str, Any]]:
    """Every chart of a live lab as plain Vega-Lite, as wide as its place, its sources left empty.

    Raises:
        ModuleNotFoundError: Altair is not installed.
    """
    return {name: _compiled(name) for name in LIVE}


def spec(name: str) -> dict[str, Any]:
    """The specification of a live chart: the page's compiled one, else made by Altair.

    Args:
        name: A name in `LIVE`.

    Raises:
        KeyError: No live chart has that name.
        ModuleNotFoundError: It is not compiled, and Altair is not installed.
    """
    if name not in LIVE:
        raise KeyError(f"no live chart is called {name!r}: choose one of {', '.join(LIVE)}")
    file = os.environ.get(COMPILED)
    return _read(file)[name] if file else _compiled(name)


@cache
def _read(file: str) -> dict[str, dict[str, Any]]:
    return json.loads(Path(file).read_text(encoding="utf-8"))


@cache
def _compiled(name: str) -> dict[str, Any]:
    """The chart with the theme inside, so that it looks the same wherever it is embedded."""
    return __getattr__(name)(width="container").to_dict()


def __getattr__(name: str) -> Any:
    """A chart's functions, from the module of its family."""
    chart = name.removeprefix("rows_").removeprefix("describe_")
    if chart not in CHARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{CHARTS[chart]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *(p + name for name in CHARTS for p in ("", "rows_", "describe_"))])
