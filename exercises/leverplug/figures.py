"""The book's still pictures, ready to show: each call gives a figure with its words.

A chapter writes `from leverplug import figures` and then, say, `figures.motives()`.
"""

from __future__ import annotations

from leverplug import charts
from leverplug.charts.figure import Figure

__all__ = [
    "availability",
    "coefficients",
    "ia_network",
    "motives",
    "odds",
    "resources",
]


def motives() -> Figure:
    """Eight motives for going abroad, by sector (`personalnetworks`, Table 2)."""
    return _figure("motives", charts.rows_motives())


def availability() -> Figure:
    """Resources available from five kinds of personal tie (`personalnetworks`, Table 3)."""
    return _figure("availability", charts.rows_availability())


def resources() -> Figure:
    """Where four firms found four resources, early and later (`personalnetworks`, Table 1)."""
    return _figure("resources", charts.rows_resources())


def coefficients() -> Figure:
    """Three regressions of resources on channels (`personalnetworks`, Table 4)."""
    return _figure("coefficients", charts.rows_coefficients())


def odds() -> Figure:
    """Odds of being an international new venture (`personalnetworks`, Table 5)."""
    return _figure("odds", charts.rows_odds())


def ia_network() -> Figure:
    """IA's contacts as lever, plug, both or neither (`iacase`; the coding is ours)."""
    return _figure("ia_network", charts.rows_ia_network())


def _figure(name: str, rows: dict[str, list[dict]]) -> Figure:
    return Figure(getattr(charts, name), rows, getattr(charts, f"describe_{name}")(rows))
