"""When a partnership should start: a venture with and without a partner, on the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import numpy as np

from leverplug import catalogue, charts, outcomes
from leverplug.charts.over_time import Name
from leverplug.experiments import partner_start
from leverplug.experiments.histories import RUNS
from leverplug.model import History
from leverplug.venture import QUARTERS
from leverplug.widgets.base.inputs import choice, sector_buttons
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.challenges.partner_start import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView

NAMES = {
    "median": Name("with", "The median with the partner"),
    "pinned": Name("without", "The median without the partner"),
}
INSTEAD = {partner_start.UNUSED: "stays unused", partner_start.OTHERS: "goes to the other ties"}


class PartnerStart(Lab):
    """Let a partnership begin in a quarter of your choice, and see what it adds.

    Example:
        >>> lab = PartnerStart()
        >>> lab.set(start=21)
        >>> lab.settings["start"]
        21
    """

    challenges = CHALLENGES
    scenario_name = "partner_start"
    label_width = "9em"

    def __init__(self) -> None:
        self.sales, self.gap = ChartView("trajectory"), ChartView("difference")
        usual = catalogue.tie_kinds()["strategic_partner"]["demand"]
        controls = {
            "start": ipywidgets.IntSlider(1, 1, 37, description="Starts in quarter"),
            "years": ipywidgets.IntSlider(4, 1, 10, description="Lasts (years)"),
            "demand": ipywidgets.FloatSlider(usual, min=0.05, max=0.5, step=0.05,
                                             description="Standing asked"),
            "sector": sector_buttons(),
            "instead": choice("Time without it", {words: key for key, words in INSTEAD.items()}),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.gap])

    @property
    def histories(self) -> list[History]:
        """A hundred runs with the partner, and the same without."""
        return partner_start.play(**self.settings)

    def refresh(self) -> None:
        """Draw sales with and without the partner, and the difference."""
        with_it, without = self.histories
        self.sales.draw(charts.trajectory, with_it, None, without, NAMES)
        self.gap.draw(charts.difference, with_it, without)
        self.says = summary(self.settings, with_it, without)
        self.result = _result(self.settings, with_it, without)


def _result(settings: Mapping[str, Any], with_it: History, without: History) -> Result:
    ten_years = [outcomes.cumulative_foreign_sales(history) for history in (with_it, without)]
    born, its = (int(outcomes.born_global(history).sum()) for history in (with_it, without))
    standing = float(np.mean(without.legitimacy[settings["start"] - 1]))
    return Result(settings, ten_years[0] - ten_years[1], born, its, standing)


def summary(settings: Mapping[str, Any], with_it: History, without: History) -> str:
    """What the partner added, in words."""
    ten_years = [outcomes.cumulative_foreign_sales(history) for history in (with_it, without)]
    added = ten_years[0] - ten_years[1]
    early = [int(outcomes.born_global(history).sum()) for history in (with_it, without)]
    first = settings["start"]
    standing = float(np.mean(without.legitimacy[first - 1]))
    last = min(first + 4 * settings["years"] - 1, QUARTERS)
    return (
        f"A partner from quarter {first} to {last} adds {round(added.mean()):+,} foreign sales "
        f"over ten years (from {ten_years[1].mean():,.0f} to {ten_years[0].mean():,.0f}, in index "
        f"points) and does good in {int((added > 0).sum())} of {RUNS} lives. Born global: "
        f"{early[0]} with it, {early[1]} without. When it starts, the firm's own legitimacy is "
        f"{standing:.2f}; the partner asks for {settings['demand']:.2f}."
    )
