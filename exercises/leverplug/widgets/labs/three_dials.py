"""Three capabilities, three dials: each takes effort or ties from something else."""

from __future__ import annotations

import ipywidgets

from leverplug import charts, outcomes
from leverplug.charts.over_time import Name
from leverplug.experiments.capabilities import PORTFOLIOS, USUAL, design, responses
from leverplug.experiments.histories import RUNS, histories
from leverplug.model import History
from leverplug.model.history import PRUNED
from leverplug.venture import Venture
from leverplug.widgets.base.inputs import choice, share
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.challenges.three_dials import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView

NAMES = {"search": "Proactive: search", "learning": "Reflective: learning",
         "pruning": "Discerning: strictness"}  # fmt: skip
LINES = {
    "median": Name("now", "The median"),
    "pinned": Name("usual dials", "The median with the usual dials"),
}


class ThreeDials(Lab):
    """Turn up search, learning or strictness, and see what it gives and what it takes.

    Example:
        >>> lab = ThreeDials()
        >>> lab.set(search=0.4, learning=0.4)
        >>> "leave 20 %" in lab.says
        True
    """

    challenges = CHALLENGES
    label_width = "11em"

    def __init__(self) -> None:
        self.sales = ChartView("trajectory")
        self.curve = ChartView("response")
        self._drawn: tuple[str, str, tuple[float, ...]] = ("", "", ())  # what `responses` took
        turns = {"search": "search", "learning": "learning", "strictness": "pruning"}
        controls = {
            "search": share(NAMES["search"], 0.05, 0.4),
            "learning": share(NAMES["learning"], 0.05, 0.4),
            "pruning": ipywidgets.FloatSlider(0.0, min=0, max=1, step=0.1, readout_format=".1f",
                                              description=NAMES["pruning"]),
            "portfolio": choice("Portfolio", {w: key for key, (w, _) in PORTFOLIOS.items()}),
            "dial": ipywidgets.ToggleButtons(options=list(turns.items()), description="Curve of"),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.curve])

    def _design(self, **turned: float) -> Venture:
        chosen = self.settings | turned
        return design(*(chosen[name] for name in ("portfolio", *USUAL)))

    def refresh(self) -> None:
        """Draw sales with these and with the usual dials, and the curve of one dial."""
        now, usual = histories([self._design(), self._design(**USUAL)], detail=True)
        self.sales.draw(charts.trajectory, now, None, usual, LINES)
        self._draw_curve()
        self.says = self._summary(now, usual)
        self.result = self._result(now, usual)

    def _draw_curve(self) -> None:
        """Draw the curve of one dial; it takes four times the runs of all else.

        While another dial is moved it stays as it was, and the lab says so.
        """
        chosen = self.settings
        dial = chosen["dial"]
        asked = chosen["portfolio"], dial, tuple(chosen[name] for name in USUAL if name != dial)
        if self.moving and self._drawn[1] == dial and self._drawn != asked:
            name = NAMES[dial].partition(": ")[2]
            self.draft = f"The curve of {name} follows when you stop."
            return
        rows = charts.response.rows(responses(*asked), round(chosen[dial], 2))
        self.curve.show(rows, f"{NAMES[dial]}. {charts.response.describe(rows)}")
        self._drawn = asked

    def _result(self, now: History, usual: History) -> Result:
        chosen = self.settings
        only_strict = all(chosen[name] == USUAL[name] for name in ("search", "learning"))
        sales, its = (outcomes.cumulative_foreign_sales(history) for history in (now, usual))
        return Result(chosen["portfolio"], sales, its, _ended(now), len(now.tie_ids), only_strict)

    def _summary(self, now: History, usual: History) -> str:
        chosen = self.settings
        left = 1 - chosen["search"] - chosen["learning"]
        totals = [outcomes.cumulative_foreign_sales(history) for history in (now, usual)]
        early = [int(outcomes.born_global(history).sum()) for history in (now, usual)]
        words = (
            f"Search and learning leave {100 * left:.0f} % of effort for the ties. Foreign sales "
            f"over ten years: {totals[0].mean():,.0f}, against {totals[1].mean():,.0f} with the "
            f"usual dials; better in {int((totals[0] > totals[1]).sum())} of {RUNS} lives on the "
            f"same luck. Born global: {early[0]} against {early[1]}."
        )
        if chosen["pruning"] > 0:
            words += (
                f" On average {_ended(now):.1f} of {len(now.tie_ids)} ties are ended as not worth "
                "it."
            )
        return words


def _ended(history: History) -> float:
    """Ties ended as not worth it, mean of the runs."""
    assert history.log is not None  # it was run with detail
    return float((history.log.kind == PRUNED).sum() / RUNS)
