"""When to part: what a partner adds in each further year, on the same luck."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import ipywidgets
import numpy as np

from leverplug import catalogue, charts, portfolios
from leverplug.model.draws import BLOCK
from leverplug.model.inputs import compile_plan
from leverplug.model.simulation import step
from leverplug.model.state import State
from leverplug.venture import QUARTERS, Founder
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.chart.chart_view import ChartView

YEARS = 10
EXITS = range(YEARS + 1)  # last year of the partnership; 0 stands for none at all
RUNS, SEED = BLOCK // len(EXITS), 1  # 46 lives of each exit, in one pass
LEARNING, SCALE = 0.1, 0.9  # as where the window is tested (fact F5): leaves room for a partner


@lru_cache(maxsize=32)
def sales(
    sector: str, effort: int, obligation: float, seed: int = SEED
) -> tuple[np.ndarray, np.ndarray]:
    """Every exit tried on the same luck.

    Args:
        sector: "traditional" or "high_tech".
        effort: Per cent of the founder's effort that the partner gets while it stays.
        obligation: Multiple of what ties ask back, 0 to 2.
        seed: Key of the luck, as in `simulate`.

    Returns:
        Foreign sales, shape (40, 11 exits, 46 lives), and the legitimacy of a venture that never
        leaves its partner, shape (40, 46).
    """
    base = portfolios.of_sector(portfolios.standard(learning=LEARNING, scale=SCALE), sector)
    base = replace(base, founder=Founder(obligation=obligation))
    plan = compile_plan(portfolios.with_partner(base, None, effort / 100))
    kept = np.ones((QUARTERS, len(plan.tie_ids), len(EXITS)), bool)
    partner = plan.tie_ids.index("partner-1")
    for year in EXITS:
        kept[4 * year :, partner, year] = False
    active = plan.active & np.repeat(kept, RUNS, axis=2)
    state = State(replace(plan, active=active), seed, 0, len(EXITS) * RUNS, stretch=RUNS)
    sold, standing = [], []
    for quarter in range(QUARTERS):
        step(state, quarter)
        sold.append(state.sales.sum(0))
        standing.append(state.legitimacy[-RUNS:].copy())
    return np.array(sold).reshape(QUARTERS, len(EXITS), RUNS), np.array(standing)


class ChooseExit(Lab):
    """Choose the year in which to leave a partner, and see what each further year would add.

    Example:
        >>> lab = ChooseExit()
        >>> lab.set(exit=4)
        >>> lab.settings["exit"]
        4
    """

    label_width = "8.6em"

    def __init__(self) -> None:
        self.years = ChartView("partner_years")
        sectors = [(sector.replace("_", "-"), sector) for sector in catalogue.SECTORS]
        controls = {
            "exit": ipywidgets.IntSlider(10, 0, YEARS, description="Leave after year"),
            "sector": ipywidgets.ToggleButtons(options=sectors, description="Sector"),
            "effort": ipywidgets.IntSlider(20, 5, 25, 5, description="Its effort (%)"),
            "obligation": ipywidgets.FloatSlider(1.0, min=0.0, max=2.0, step=0.25,
                                                 readout_format=".2f",
                                                 description="Asked back (×)"),
        }  # fmt: skip
        super().__init__(controls, [self.years])

    @property
    def worth(self) -> np.ndarray:
        """What keeping the partner through each year adds to ten years' sales, shape (10, 46)."""
        return np.diff(self._sold().sum(0), axis=0)

    def _sold(self) -> np.ndarray:
        chosen = self.settings
        return sales(chosen["sector"], chosen["effort"], chosen["obligation"])[0]

    def refresh(self) -> None:
        chosen = self.settings
        sold, standing = sales(chosen["sector"], chosen["effort"], chosen["obligation"])
        rows = charts.partner_years.rows(self.worth, chosen["exit"])
        self.years.show(rows, charts.partner_years.describe(rows))
        self.says = summary(chosen["exit"], sold, standing)


def summary(year: int, sold: np.ndarray, standing: np.ndarray) -> str:
    """What the chosen exit is worth, beside the best one, in words."""
    ten_years = sold.sum(0).mean(1)
    best = int(ten_years.argmax())
    added = ten_years - ten_years[0]
    name = f"Leaving after year {year}" if year else "Doing without the partner"
    words = (
        f"{name} brings {ten_years[year]:,.0f} foreign sales over ten years, "
        f"{added[year]:+,.0f} against no partner at all (index points, means of {RUNS} lives). "
    )
    if year == best:
        words += "No other exit at a year's end brings more."
    else:
        words += f"The best exit is after year {best}: {added[best]:+,.0f}."
    if year:
        words += (
            f" After year {year} a venture still with its partner has earned a legitimacy of "
            f"{standing[4 * year - 1].mean():.2f}."
        )
    return words
