"""One budget of effort, four groups of ties: which resources each brings, early and late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import numpy as np

from leverplug import catalogue, charts
from leverplug.venture import Capabilities, Firm, Tie, ValidationError, Venture
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.labs.paired import courses

GROUPS = {  # a group of the survey, what it is called, and the kinds of tie that share its effort
    "strong": ("Family, colleagues", ("kin", "colleagues")),
    "contacts": ("Past contacts", ("domestic_contacts", "foreign_contacts")),
    "formal": ("Fairs, association", ("trade_fair", "industry_association")),
    "institutional": ("Council, university", ("trade_council", "university")),
}
PLACES = {"foreign_contacts": "neighbouring", "trade_fair": "close"}  # assumed
START = {"strong": 0.45, "contacts": 0.45, "formal": 0.0, "institutional": 0.0}
RUNS, SEED = 100, 1
FREE = 1 - Capabilities().search - Capabilities().learning  # what is left for ties
STOCKS = ("foreign", "organisational")
_ROUNDING = 1e-9  # sums of decimal shares are not exact


def design(promised: Mapping[str, float], sector: str = "traditional") -> Venture:
    """The venture of the lab: each group's share of effort split equally by its kinds of tie.

    Promises of more than there is are kept in proportion.

    Example:
        >>> design({"strong": 0.9, "contacts": 0, "formal": 0.9, "institutional": 0}).ties[0].effort
        0.225
    """
    total = sum(promised.values())
    scale = min(1.0, FREE / total) if total else 1.0
    ties = tuple(
        Tie(kind, kind, round(promised[group] / 2 * scale, 6), region=PLACES.get(kind))
        for group, (_, kinds) in GROUPS.items()
        for kind in kinds
    )
    return Venture(firm=Firm(sector=sector), ties=ties, name="Your portfolio")


def play(
    venture: Venture, seed: int = SEED
) -> tuple[dict[str, np.ndarray], dict[str, dict[str, np.ndarray]]]:
    """Run the portfolio, and again without each group, on the same luck.

    Returns:
        `foreign`, `organisational` and `sales` of the portfolio, shape (40, 100), and for each
        group with effort what it adds to the first two.
    """
    used = [group for group, (_, kinds) in GROUPS.items() if venture.tie(kinds[0]).effort > 0]
    without = [dict.fromkeys(GROUPS[group][1], 0.0) for group in used]
    course = courses(venture, [{}, *without], RUNS, seed)
    now = {name: course[name][:, 0] for name in (*STOCKS, "sales")}
    added = {
        group: {name: now[name] - course[name][:, number] for name in STOCKS}
        for number, group in enumerate(used, start=1)
    }
    return now, added


class PortfolioBuilder(Lab):
    """Share out a founder's effort among four groups of ties, and see what each brings.

    Example:
        >>> lab = PortfolioBuilder()
        >>> lab.set(strong=0, formal=0.6, institutional=0.3)
        >>> lab.settings["formal"]
        0.6
    """

    label_width = "135px"

    def __init__(self) -> None:
        self._remembered: dict[str, Any] | None = None
        nothing = np.zeros((40, 1))
        empty = charts.stocks.rows(dict.fromkeys(STOCKS, nothing))
        self.stocks = ChartView("stocks", empty)
        self.supply = ChartView("supply", charts.supply.rows({}))
        self._button = ipywidgets.Button(
            description="Remember this portfolio",
            tooltip="Compare what you do next with it, on the same luck",
            layout=ipywidgets.Layout(width="auto"),
        )
        self._button.on_click(lambda _button: self.remember())
        sliders = {
            group: ipywidgets.FloatSlider(
                START[group], min=0, max=0.9, step=0.05, readout_format=".0%", description=label
            )
            for group, (label, _) in GROUPS.items()
        }
        sectors = [(sector.replace("_", "-"), sector) for sector in catalogue.SECTORS]
        sector = ipywidgets.ToggleButtons(options=sectors, description="Sector")
        super().__init__(sliders | {"sector": sector}, [self.stocks, self.supply])

    def more(self) -> list[ipywidgets.Widget]:
        return [self._button]

    def refresh(self) -> None:
        promised, sector = self._promised(self.settings), self.settings["sector"]
        now, added = play(design(promised, sector))
        before = self._before()
        rows = charts.stocks.rows(now, before)
        self.stocks.show(rows, charts.stocks.describe(rows))
        rows = charts.supply.rows({look[0]: added.get(group) for group, look in GROUPS.items()})
        self.supply.show(rows, charts.supply.describe(rows))
        self.says = " ".join(filter(None, (_outcome(now), _time(promised), _compared(now, before))))

    def remember(self) -> None:
        """Keep the present portfolio to compare later ones with."""
        self._remembered = self.settings
        self._moved()

    def kept(self) -> dict[str, Any]:
        return {"now": self.settings, "remembered": self._remembered}

    def restore(self, kept: Mapping[str, Any]) -> None:
        before, remembered = self._remembered, kept["remembered"]
        if remembered is not None and set(remembered) != set(self.controls):
            raise ValidationError("remembered", str(remembered)[:60], "remember a portfolio anew")
        self._remembered = remembered
        try:
            self.set(**kept["now"])
        except (ValidationError, TypeError):
            self._remembered = before
            raise

    def _before(self) -> dict[str, np.ndarray] | None:
        if self._remembered is None:
            return None
        venture = design(self._promised(self._remembered), self._remembered["sector"])
        course = courses(venture, [{}], RUNS, SEED)
        return {name: course[name][:, 0] for name in (*STOCKS, "sales")}

    @staticmethod
    def _promised(settings: Mapping[str, Any]) -> dict[str, float]:
        return {group: settings[group] for group in GROUPS}


def _outcome(now: Mapping[str, np.ndarray]) -> str:
    after = {year: {name: now[name][4 * year - 1].mean() for name in now} for year in (2, 10)}
    return (
        f"After 2 years: foreign resources {after[2]['foreign']:.2f}, organisational "
        f"{after[2]['organisational']:.2f}, foreign sales {after[2]['sales']:.1f}. After 10: "
        f"{after[10]['foreign']:.2f}, {after[10]['organisational']:.2f} and "
        f"{after[10]['sales']:.0f} (sales in index points; means of {RUNS} runs)."
    )


def _time(promised: Mapping[str, float]) -> str:
    total = sum(promised.values())
    if total > FREE + _ROUNDING:
        return (
            f"You have promised {total:.0%} of the founder's effort and have {FREE:.0%}, so each "
            f"group gets {FREE / total:.0%} of its promise."
        )
    return f"{FREE - total:.0%} of the effort is unused." if total < FREE - _ROUNDING else ""


def _compared(now: Mapping[str, np.ndarray], before: Mapping[str, np.ndarray] | None) -> str:
    if before is None:
        return ""
    gaps = {year: (now["sales"] - before["sales"])[4 * year - 1].mean() for year in (2, 10)}
    return (
        f"Against the portfolio you remembered, on the same luck: {gaps[2]:+.1f} foreign sales "
        f"after 2 years, {gaps[10]:+.0f} after 10."
    )
