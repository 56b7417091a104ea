"""The book's still pictures, ready to show: `figures.x(...)` draws chart x with its words.

Each takes what `leverplug.charts.x.rows` takes: nothing for a picture of the data, a history or
estimates for a picture of the model. A chapter writes `from leverplug import figures` and then,
say, `figures.motives()` or `figures.trajectory(history)`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from leverplug import charts
from leverplug.charts.figure import Figure
from leverplug.experiments.cover import typical_life


def cover() -> Figure:
    """The cover: one venture's network over ten years, in its typical life."""
    return charts.cover.figure(*typical_life())


def __getattr__(name: str) -> Callable[..., Figure]:
    chart = getattr(charts, name)

    @wraps(chart.rows)
    def draw(*args: Any, **options: Any) -> Figure:
        return chart.figure(*args, **options)

    return draw


def __dir__() -> list[str]:
    return sorted([*globals(), *charts.CHARTS])
