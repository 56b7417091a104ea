"""Dependence on a multinational: how much of a venture rides on one partner, and what follows."""

from __future__ import annotations

import ipywidgets
import numpy as np

from leverplug import charts, outcomes
from leverplug.charts.over_time import Name
from leverplug.charts.words import counted, listed
from leverplug.experiments import giant
from leverplug.experiments.histories import RUNS
from leverplug.model import History
from leverplug.widgets.base.inputs import choice
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.challenges.giant import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.drawings import fates

NAMES = {
    "median": Name("with", "The median with the giant"),
    "pinned": Name("without", "The median without the giant"),
}


class Giant(Lab):
    """Give a multinational a share of your effort, and see what rides on it.

    Example:
        >>> lab = Giant()
        >>> lab.set(giant=50, leaves=7)
        >>> lab.settings["leaves"]
        7
    """

    challenges = CHALLENGES
    scenario_name = "giant"
    label_width = "8.6em"

    def __init__(self) -> None:
        self.fates = Picture()
        self.sales = ChartView("trajectory")
        ends = {"on its own account": giant.NEVER}
        ends |= {f"after year {year}": year for year in range(2, 10)}
        controls = {
            "giant": ipywidgets.IntSlider(25, 0, 100, 5, description="For the giant (%)"),
            "start": ipywidgets.IntSlider(1, 1, 8, description="It joins in year"),
            "leaves": choice("It leaves", ends, value=giant.NEVER),
            "learning": ipywidgets.IntSlider(10, 0, 20, 5, description="For learning (%)"),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.fates])

    def refresh(self) -> None:
        """Run the design with and without the giant, and draw sales and fates."""
        chosen = self.settings
        leaves = chosen.pop("leaves")
        gone = leaves if leaves >= chosen["start"] else giant.NEVER
        now, stayed, alone = giant.play(**chosen, leaves=gone)
        self.sales.draw(charts.trajectory, now, None, alone, NAMES)
        self.fates.value = fates.draw(outcomes.fates(now), outcomes.fates(alone))
        self.result = _result(chosen["giant"], chosen["start"], gone, now, stayed, alone)
        self.says = _outcome(now, alone) + (_loss(now, stayed, gone) if gone else "")
        if leaves and not gone:
            self.says += " It would leave before it has joined, so it never leaves."


def _result(
    share: int, start: int, leaves: int, now: History, stayed: History, alone: History
) -> Result:
    sales, its = (float(history.foreign_sales[-1].mean()) for history in (now, alone))
    absorbed, otherwise = (int(history.absorbed[-1].sum()) for history in (now, stayed))
    result = Result(share, start, leaves, sales, its, absorbed, otherwise)
    quarter = 4 * leaves - 1
    hit = now.foreign_sales[quarter] < stayed.foreign_sales[quarter]
    if not leaves or not hit.any():
        return result
    was, left = (one.foreign_sales[quarter, hit].mean() for one in (stayed, now))
    held = outcomes.dependence(stayed, giant.GIANT)[quarter - 1, hit].mean()
    return result._replace(hit=int(hit.sum()), loss=float(1 - left / was), held=float(held))


def _outcome(now: History, alone: History) -> str:
    """Sales with the giant and without it, how far it is depended on, and who is left."""
    sold = listed(
        f"{now.foreign_sales[4 * year - 1].mean():.0f} after {year} years (without it "
        f"{alone.foreign_sales[4 * year - 1].mean():.0f})"
        for year in (3, 5, 10)
    )
    absorbed, left = int(now.absorbed[-1].sum()), int(now.alive[-1].sum())
    masters = counted(left, "venture is its own master", "ventures are their own masters")
    return (
        f"Foreign sales with the giant, means of {RUNS} lives in index points: {sold}. {_peak(now)}"
        f" After ten years {masters}, {absorbed} absorbed, "
        f"{RUNS - left - absorbed} out of money."
    )


def _peak(now: History) -> str:
    """When the ventures that are left depend most on the giant."""
    held = outcomes.dependence(now, giant.GIANT)
    mean = np.average(held, 1, weights=None if now.alive.all() else now.alive + 1e-9)
    most = int(mean.argmax())
    return (
        f"Dependence is highest in quarter {most + 1}: the giant then holds {mean[most]:.0%} of "
        "the foreign resources."
    )


def _loss(now: History, stayed: History, year: int) -> str:
    """What its leaving takes at once from the ventures it was still working with."""
    quarter = 4 * year - 1
    hit = now.foreign_sales[quarter] < stayed.foreign_sales[quarter]
    if not hit.any():
        return f" When it leaves after year {year}, it works with none of them any more."
    was, left = (c.foreign_sales[quarter, hit].mean() for c in (stayed, now))
    return (
        f" Leaving after year {year}, it hits {counted(hit.sum(), 'venture')} that it still worked "
        f"with: at once foreign sales there are {left:.0f} instead of {was:.0f}, "
        f"{1 - left / was:.0%} less."
    )
