"""Dependence on a multinational: how much of a venture rides on one partner, and what follows."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import ipywidgets
import numpy as np

from leverplug import charts, portfolios
from leverplug.charts.encodings import listed
from leverplug.charts.over_time import Name
from leverplug.model import openings_and_shocks
from leverplug.model.history import LOST, Shock
from leverplug.model.inputs import compile_plan
from leverplug.model.simulation import step
from leverplug.model.state import State
from leverplug.venture import QUARTERS, Tie, Venture
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.drawings import lives

GIANT, REGION = "giant", "developed"  # as where the giant is tested (fact F10)
RUNS, SEED = 100, 1
NEVER = 0
NAMES = {
    "median": Name("with", "The median with the giant"),
    "pinned": Name("without", "The median without the giant"),
}


@dataclass(frozen=True)
class Course:
    """A hundred lives, quarter by quarter: arrays of shape (40, runs).

    Args:
        foreign_sales: Index points.
        foreign_intensity: Foreign sales over all sales, 0 to 1.
        alive, absorbed: Whether the venture is still there, or gone into its partner.
        dependence: Share of all foreign resources held through the giant, 0 to 1.
    """

    foreign_sales: np.ndarray
    foreign_intensity: np.ndarray
    alive: np.ndarray
    absorbed: np.ndarray
    dependence: np.ndarray


def design(giant: int, start: int, learning: int) -> Venture:
    """A venture that splits its effort between a giant and the five ties of `standard`.

    Args:
        giant: Per cent of the effort for ties that the multinational gets, 0 to 100.
        start: Year (1 to 10) in which it begins.
        learning: Per cent of all effort spent on learning; a twentieth goes to search, and ties
            get what is left.

    Example:
        >>> design(20, 3, 15).tie("giant").effort
        0.16
    """
    base = portfolios.standard(learning=learning / 100)
    free = 1 - base.capabilities.search - base.capabilities.learning
    times = free * (1 - giant / 100) / sum(tie.effort for tie in base.ties)
    ties = tuple(replace(tie, effort=_down(tie.effort * times)) for tie in base.ties)
    partner = Tie(GIANT, "multinational", _down(free * giant / 100), 4 * start - 3, region=REGION)
    return replace(base, ties=(*ties, partner), name="With a giant")


def _down(effort: float) -> float:
    """Rounded down, so that the parts never exceed the whole."""
    return math.floor(effort * 10_000 + 1e-6) / 10_000


@lru_cache(maxsize=16)
def course(venture: Venture, leaves: int = NEVER, seed: int = SEED) -> Course:
    """A hundred lives of a venture; its giant may be made to leave at the end of a year.

    Args:
        venture: A design of this lab.
        leaves: Year at whose end the giant leaves all ventures it still works with; 0 for never.
        seed: Key of the luck, as in `simulate`.
    """
    shocks = (Shock(4 * leaves, GIANT, LOST),) if leaves else ()
    state = State(compile_plan(venture), seed, 0, RUNS)
    kept: dict[str, list[np.ndarray]] = {field.name: [] for field in fields(Course)}
    run = np.arange(RUNS)
    giant = np.full(RUNS, state.plan.tie_ids.index(GIANT))
    for quarter in range(QUARTERS):
        step(state, quarter, shocks)
        now = (state.sales.sum(0), state.intensity, state.alive, state.absorbed,
               openings_and_shocks.dependence(state, giant, run))  # fmt: skip
        for series, values in zip(kept.values(), now, strict=True):
            series.append(values.copy())
    return Course(**{name: np.array(series) for name, series in kept.items()})


class Giant(Lab):
    """Give a multinational a share of your effort, and see what rides on it.

    Example:
        >>> lab = Giant()
        >>> lab.set(giant=50, leaves=7)
        >>> lab.settings["leaves"]
        7
    """

    label_width = "8.6em"

    def __init__(self) -> None:
        self.lives = Picture()
        nothing = course(design(0, 1, 10))
        self.sales = ChartView("trajectory", charts.trajectory.rows(nothing, None, nothing))
        ends = [("on its own account", NEVER)]
        ends += [(f"after year {year}", year) for year in range(2, 10)]
        controls = {
            "giant": ipywidgets.IntSlider(25, 0, 100, 5, description="For the giant (%)"),
            "start": ipywidgets.IntSlider(1, 1, 8, description="It joins in year"),
            "leaves": ipywidgets.Dropdown(options=ends, value=NEVER, description="It leaves"),
            "learning": ipywidgets.IntSlider(10, 0, 20, 5, description="For learning (%)"),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.lives])

    def refresh(self) -> None:
        chosen = self.settings
        leaves = chosen.pop("leaves")
        venture, alone = design(**chosen), course(design(0, 1, chosen["learning"]))
        gone = leaves if leaves >= chosen["start"] else NEVER
        now, stayed = course(venture, gone), course(venture)
        rows = charts.trajectory.rows(now, None, alone, NAMES)
        self.sales.show(rows, charts.trajectory.describe(rows))
        ends = [lives.fates(c.foreign_intensity, c.alive, c.absorbed) for c in (now, alone)]
        self.lives.value = lives.draw(*ends)
        self.says = _outcome(now, alone) + (_loss(now, stayed, gone) if gone else "")
        if leaves and not gone:
            self.says += " It would leave before it has joined, so it never leaves."


def _outcome(now: Course, alone: Course) -> str:
    """Sales with the giant and without it, how far it is depended on, and who is left."""
    sold = listed(
        f"{now.foreign_sales[4 * year - 1].mean():.0f} after {year} years (without it "
        f"{alone.foreign_sales[4 * year - 1].mean():.0f})"
        for year in (3, 5, 10)
    )
    absorbed, left = int(now.absorbed[-1].sum()), int(now.alive[-1].sum())
    return (
        f"Foreign sales with the giant, means of {RUNS} lives in index points: {sold}. {_peak(now)}"
        f" After ten years {left} ventures are their own masters, {absorbed} absorbed, "
        f"{RUNS - left - absorbed} out of money."
    )


def _peak(now: Course) -> str:
    """When the ventures that are left depend most on the giant."""
    mean = np.average(now.dependence, 1, weights=None if now.alive.all() else now.alive + 1e-9)
    most = int(mean.argmax())
    return (
        f"Dependence is highest in quarter {most + 1}: the giant then holds {mean[most]:.0%} of "
        "the foreign resources."
    )


def _loss(now: Course, stayed: Course, year: int) -> str:
    """What its leaving takes at once from the ventures it was still working with."""
    quarter = 4 * year - 1
    hit = now.foreign_sales[quarter] < stayed.foreign_sales[quarter]
    if not hit.any():
        return f" When it leaves after year {year}, it works with none of them any more."
    was, left = (c.foreign_sales[quarter, hit].mean() for c in (stayed, now))
    return (
        f" Leaving after year {year}, it hits {int(hit.sum())} ventures that it still worked with: "
        f"at once their foreign sales are {left:.0f} instead of {was:.0f}, "
        f"{1 - left / was:.0%} less."
    )
