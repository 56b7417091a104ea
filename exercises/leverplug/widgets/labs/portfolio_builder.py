"""One budget of effort, four groups of ties: which resources each brings, early and late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from leverplug import charts
from leverplug.experiments.histories import RUNS, histories
from leverplug.experiments.resource_portfolio import FREE, GROUPS, design, play
from leverplug.model import History
from leverplug.venture import Venture
from leverplug.widgets.base.inputs import sector_buttons, share
from leverplug.widgets.base.remembering_lab import RememberingLab
from leverplug.widgets.challenges.portfolio_builder import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView

START = {"strong": 0.45, "contacts": 0.45, "formal": 0.0, "institutional": 0.0}
_ROUNDING = 1e-9  # sums of decimal shares are not exact


class PortfolioBuilder(RememberingLab):
    """Share out a founder's effort among four groups of ties, and see what each brings.

    Example:
        >>> lab = PortfolioBuilder()
        >>> lab.set(strong=0, formal=0.6, institutional=0.3)
        >>> lab.settings["formal"]
        0.6
    """

    challenges = CHALLENGES
    scenario_name = "portfolio_builder"
    noun, label_width = "portfolio", "135px"

    def __init__(self) -> None:
        self.stocks, self.supply = ChartView("stocks"), ChartView("supply")
        sliders = {group: share(label, START[group]) for group, (label, _) in GROUPS.items()}
        super().__init__(sliders | {"sector": sector_buttons()}, [self.stocks, self.supply])

    def refresh(self) -> None:
        """Run the portfolio, without each group in turn, and draw stocks and supply."""
        now, without = play(_design(self.settings))
        before = self._before()
        self.result = Result(
            _sales(now), {group: _sales(history) for group, history in without.items()},
            None if before is None else _sales(before),
        )  # fmt: skip
        self.stocks.draw(charts.stocks, now, before)
        groups = {label: without.get(group) for group, (label, _) in GROUPS.items()}
        self.supply.draw(charts.supply, now, groups)
        parts = _outcome(now), _time(_promised(self.settings)), _compared(now, before)
        self.says = " ".join(filter(None, parts))

    def _before(self) -> History | None:
        """What the remembered portfolio gives."""
        return histories([_design(self.remembered)])[0] if self.remembered else None


def _sales(history: History) -> np.ndarray:
    """Mean foreign sales by quarter, shape (40,)."""
    return history.foreign_sales.mean(1)


def _promised(settings: Mapping[str, Any]) -> dict[str, float]:
    return {group: settings[group] for group in GROUPS}


def _design(settings: Mapping[str, Any]) -> Venture:
    return design(_promised(settings), settings["sector"])


def _outcome(now: History) -> str:
    foreign, organisational, sales = (
        {year: values[4 * year - 1].mean() for year in (2, 10)}
        for values in (now.foreign_resources, now.organisational, now.foreign_sales)
    )
    return (
        f"After 2 years: foreign resources {foreign[2]:.2f}, organisational "
        f"{organisational[2]:.2f}, foreign sales {sales[2]:.1f}. After 10: {foreign[10]:.2f}, "
        f"{organisational[10]:.2f} and {sales[10]:.0f} (sales in index points; means of {RUNS} "
        "runs)."
    )


def _time(promised: Mapping[str, float]) -> str:
    total = sum(promised.values())
    if total > FREE + _ROUNDING:
        return (
            f"You have promised {total:.0%} of the founder's effort and have {FREE:.0%}, so each "
            f"group gets {FREE / total:.0%} of its promise."
        )
    return f"{FREE - total:.0%} of the effort is unused." if total < FREE - _ROUNDING else ""


def _compared(now: History, before: History | None) -> str:
    if before is None:
        return ""
    gap = (now.foreign_sales - before.foreign_sales).mean(1)
    return (
        f"Against the portfolio you remembered, on the same luck: {gap[7]:+z.1f} foreign sales "
        f"after 2 years, {round(gap[39]):+} after 10."
    )
