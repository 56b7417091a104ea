"""When a partnership should start: a venture with and without a partner, on the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import ipywidgets
import numpy as np

from leverplug import catalogue, charts, outcomes, portfolios
from leverplug.charts.over_time import Name
from leverplug.model.history import History
from leverplug.model.simulation import simulate
from leverplug.venture import QUARTERS, Change, Tie, Venture
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.chart.chart_view import ChartView

PARTNER, REGION = "partner-1", "close"  # as in `portfolios.with_partner`
EFFORT = 0.2  # likewise
LEARNING, SCALE = 0.1, 0.9  # as where the window is tested (fact F5): leaves room for a partner
RUNS, SEED = 100, 1
UNUSED, OTHERS = "unused", "others"
NAMES = {
    "median": Name("with", "The median with the partner"),
    "pinned": Name("without", "The median without the partner"),
}
INSTEAD = {UNUSED: "stays unused", OTHERS: "goes to the other ties"}


def designs(start: int, years: int, sector: str, instead: str) -> tuple[Venture, Venture]:
    """The venture with a partner and the venture without it.

    Args:
        start: First quarter of the partnership, 1 to 40.
        years: How long it is meant to last; it ends with quarter 40 at the latest.
        sector: "traditional" or "high_tech".
        instead: Where the partner's effort goes without it, a key of `INSTEAD`.

    Example:
        >>> with_it, without = designs(5, 2, "traditional", "unused")
        >>> with_it.tie("partner-1").end, len(without.ties)
        (12, 5)
    """
    last = min(start + 4 * years - 1, QUARTERS)
    base = portfolios.of_sector(portfolios.standard(learning=LEARNING, scale=SCALE), sector)
    partner = Tie(PARTNER, "strategic_partner", EFFORT, start, last, region=REGION)
    without = base
    if instead == OTHERS:
        times = 1 + EFFORT / sum(tie.effort for tie in base.ties)
        without = replace(base, ties=tuple(_fed(tie, times, start, last) for tie in base.ties))
    return base.with_tie(partner), without


def _fed(tie: Tie, times: float, first: int, last: int) -> Tie:
    """The tie with its effort multiplied from the first quarter to the last."""
    more = round(tie.effort * times, 4)
    changes = []
    if tie.start < first:
        changes.append(Change(first, more))
    if tie.start <= last < QUARTERS:
        changes.append(Change(last + 1, tie.effort))
    starts_with = more if first <= tie.start <= last else tie.effort
    return replace(tie, effort=starts_with, changes=tuple(changes))


@lru_cache(maxsize=16)
def course(venture: Venture, demand: float | None = None, seed: int = SEED) -> History:
    """A hundred lives of a design; kept, since one control leaves much as it was.

    Args:
        venture: The design.
        demand: Legitimacy that a strategic partner asks for, 0 to 1, in place of the catalogue's.
        seed: Key of the luck.
    """
    changed = {} if demand is None else {("strategic_partner", "demand"): demand}
    return simulate(venture, RUNS, seed, overrides=changed)


class PartnerStart(Lab):
    """Let a partnership begin in a quarter of your choice, and see what it adds.

    Example:
        >>> lab = PartnerStart()
        >>> lab.set(start=21)
        >>> lab.settings["start"]
        21
    """

    label_width = "8.2em"

    def __init__(self) -> None:
        nothing = course(portfolios.standard(learning=LEARNING, scale=SCALE))
        self.sales = ChartView("trajectory", charts.trajectory.rows(nothing, None, nothing))
        self.gap = ChartView("difference", charts.difference.rows(nothing, nothing))
        usual = catalogue.tie_kinds()["strategic_partner"]["demand"]
        sectors = [(sector.replace("_", "-"), sector) for sector in catalogue.SECTORS]
        controls = {
            "start": ipywidgets.IntSlider(1, 1, 37, description="Starts in quarter"),
            "years": ipywidgets.IntSlider(4, 1, 10, description="Lasts (years)"),
            "demand": ipywidgets.FloatSlider(usual, min=0.05, max=0.5, step=0.05,
                                             description="Standing asked"),
            "sector": ipywidgets.ToggleButtons(options=sectors, description="Sector"),
            "instead": ipywidgets.Dropdown(options=[(w, key) for key, w in INSTEAD.items()],
                                           description="Time without it"),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.gap])

    @property
    def histories(self) -> tuple[History, History]:
        """A hundred lives with the partner, and the same without."""
        chosen = self.settings
        demand = chosen.pop("demand")
        with_it, without = designs(**chosen)
        return course(with_it, demand), course(without)

    def refresh(self) -> None:
        with_it, without = self.histories
        rows = charts.trajectory.rows(with_it, None, without, NAMES)
        self.sales.show(rows, charts.trajectory.describe(rows))
        rows = charts.difference.rows(with_it, without)
        self.gap.show(rows, charts.difference.describe(rows))
        self.says = told(self.settings, with_it, without)


def told(settings: Mapping[str, Any], with_it: History, without: History) -> str:
    """What the partner added, in words."""
    ten_years = [outcomes.cumulative_foreign_sales(history) for history in (with_it, without)]
    added = ten_years[0] - ten_years[1]
    early = [int(outcomes.born_global(history).sum()) for history in (with_it, without)]
    first = settings["start"]
    standing = float(np.mean(without.legitimacy[first - 1]))
    last = min(first + 4 * settings["years"] - 1, QUARTERS)
    return (
        f"A partner from quarter {first} to {last} adds {added.mean():+,.0f} foreign sales over "
        f"ten years (from {ten_years[1].mean():,.0f} to {ten_years[0].mean():,.0f}, in index "
        f"points) and does good in {int((added > 0).sum())} of {RUNS} lives. Born global: "
        f"{early[0]} with it, {early[1]} without. When it starts, the firm's own legitimacy is "
        f"{standing:.2f}; the partner asks for {settings['demand']:.2f}."
    )
