"""When to part: what a partner adds in each further year, on the same luck."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets
import numpy as np

from leverplug import charts
from leverplug.experiments import exits
from leverplug.model import History
from leverplug.outcomes import cumulative_foreign_sales
from leverplug.widgets.base.inputs import sector_buttons
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.challenges.choose_exit import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView


class ChooseExit(Lab):
    """Choose the year in which to leave a partner, and see what each further year would add.

    Example:
        >>> lab = ChooseExit()
        >>> lab.set(exit=4)
        >>> lab.settings["exit"]
        4
    """

    challenges = CHALLENGES
    scenario_name = "choose_exit"
    label_width = "8.6em"

    def __init__(self) -> None:
        self.years = ChartView("partner_years")
        controls = {
            "exit": ipywidgets.IntSlider(10, 0, exits.YEARS, description="Leave after year"),
            "sector": sector_buttons(),
            "effort": ipywidgets.IntSlider(20, 5, 25, 5, description="Its effort (%)"),
            "obligation": ipywidgets.FloatSlider(1.0, min=0.0, max=2.0, step=0.25,
                                                 readout_format=".2f",
                                                 description="Asked back (×)"),
        }  # fmt: skip
        super().__init__(controls, [self.years])

    @property
    def histories(self) -> list[History]:
        """A history for each exit, from none of the partner to all ten years."""
        chosen = self.settings
        return exits.play(chosen["sector"], chosen["effort"], chosen["obligation"])

    @property
    def worth(self) -> np.ndarray:
        """What keeping the partner through each year adds to ten years' sales, shape (10, 46)."""
        return np.diff([cumulative_foreign_sales(history) for history in self.histories], axis=0)

    def refresh(self) -> None:
        """Draw what each year adds, and say what the chosen exit is worth."""
        year = self.settings["exit"]
        self.years.draw(charts.partner_years, self.worth, year)
        self.says = summary(year, self.histories)
        sales = [float(cumulative_foreign_sales(one).mean()) for one in self.histories]
        self.result = Result(year, sales, self.settings["obligation"])


def summary(year: int, histories: Sequence[History]) -> str:
    """What the chosen exit is worth, beside the best one, in words."""
    ten_years = np.array([cumulative_foreign_sales(history).mean() for history in histories])
    best = int(ten_years.argmax())
    added = ten_years - ten_years[0]
    name = f"Leaving after year {year}" if year else "Doing without the partner"
    words = (
        f"{name} brings {ten_years[year]:,.0f} foreign sales over ten years, "
        f"{round(added[year]):+,} against no partner at all (index points, means of "
        f"{exits.RUNS} lives). "
    )
    if year == best:
        words += "No other exit at a year's end brings more."
    else:
        words += f"The best exit is after year {best}: {round(added[best]):+,}."
    if year:
        words += (
            f" After year {year} a venture still with its partner has earned a legitimacy of "
            f"{histories[-1].legitimacy[4 * year - 1].mean():.2f}."
        )
    return words
