"""The book's still pictures, ready to show: `figures.x(...)` draws chart x with its words.

Each takes what `leverplug.charts.rows_x` takes: nothing for a picture of the data, a history or
estimates for a picture of the model. A chapter writes `from leverplug import figures` and then,
say, `figures.motives()` or `figures.trajectory(history)`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from leverplug import charts
from leverplug.charts import cover as moments
from leverplug.charts.figure import Figure
from leverplug.experiments.cover import typical_life


def figure(name: str, *args: Any, **options: Any) -> Figure:
    """The picture of a chart for what its rows are made of.

    Args:
        name: A name in `leverplug.charts.CHARTS`.
        args, options: What `charts.rows_NAME` takes.

    Raises:
        AttributeError: There is no chart of that name.

    Example:
        >>> figure("motives").description[:12]
        'Dot plot of '
    """
    rows = getattr(charts, f"rows_{name}")(*args, **options)
    return Figure(getattr(charts, name), rows, getattr(charts, f"describe_{name}")(rows))


def cover() -> Figure:
    """The cover: one venture's network over ten years, in its typical run."""
    rows = moments.rows_cover(*typical_life())
    return Figure(moments.cover, rows, moments.describe_cover(rows))


def __getattr__(name: str) -> Callable[..., Figure]:
    if name not in charts.CHARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    @wraps(getattr(charts, f"rows_{name}"))
    def draw(*args: Any, **options: Any) -> Figure:
        return figure(name, *args, **options)

    return draw


def __dir__() -> list[str]:
    return sorted([*globals(), *charts.CHARTS])
