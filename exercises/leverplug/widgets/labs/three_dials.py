"""Three capabilities, three dials: each takes effort or ties from something else."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import ipywidgets
import numpy as np

from leverplug import charts, outcomes, portfolios
from leverplug.charts.over_time import Name
from leverplug.model.history import PRUNED, History
from leverplug.model.simulation import simulate
from leverplug.venture import Capabilities, Venture
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.labs import paired

RUNS, SEED = 100, 1
_CURVE_RUNS = 40  # eleven settings at once fit into one pass of the model
USUAL = {"search": 0.05, "learning": 0.05, "pruning": 0.0}  # the defaults of `Capabilities`
NAMES = {
    "search": "Proactive: search",
    "learning": "Reflective: learning",
    "pruning": "Discerning: strictness",
}
LINES = {
    "median": Name("now", "The median"),
    "pinned": Name("usual dials", "The median with the usual dials"),
}
PORTFOLIOS = {
    "holistic": ("A bit of everything", portfolios.holistic),
    "extensive": ("Twelve small ties", portfolios.extensive),
    "obliged": ("Mostly old friends", portfolios.obliged),
}
_STEPS = {"search": 9, "learning": 9, "pruning": 11}  # settings drawn in the curve of a dial
_MOST = {"search": 0.4, "learning": 0.4, "pruning": 1.0}


def design(portfolio: str, search: float, learning: float, pruning: float) -> Venture:
    """A portfolio whose ties share, in their usual proportion, what the capabilities leave.

    Args:
        portfolio: Key of `PORTFOLIOS`.
        search, learning: Shares of effort, 0 to 0.4 each.
        pruning: How much a tie must show to be kept, 0 to 1.

    Example:
        >>> float(design("holistic", 0.2, 0.1, 0.0).effort()[0].round(3))
        1.0
    """
    base = PORTFOLIOS[portfolio][1]()
    scale = (1 - search - learning) / sum(tie.effort for tie in base.ties)
    ties = tuple(replace(tie, effort=_down(tie.effort * scale)) for tie in base.ties)
    return replace(base, capabilities=Capabilities(search, learning, pruning), ties=ties)


def _down(share: float) -> float:
    """The share to four decimals, never more than it was: sums must not pass 1."""
    return float(np.floor(share * 1e4) / 1e4)


@lru_cache(maxsize=16)
def play(venture: Venture) -> History:
    """A hundred lives of a design, with their events, on the same luck as those of any other."""
    return simulate(venture, RUNS, SEED, detail=True)


@lru_cache(maxsize=16)
def responses(portfolio: str, dial: str, others: tuple[float, ...]) -> dict[float, np.ndarray]:
    """Foreign sales over ten years at every setting of one dial, in forty lives each.

    Args:
        portfolio: Key of `PORTFOLIOS`.
        dial: The dial to turn.
        others: Settings of the other two, in the order of `USUAL`.
    """
    settings = np.linspace(0, _MOST[dial], _STEPS[dial]).round(2).tolist()
    fixed = dict(zip((name for name in USUAL if name != dial), others, strict=True))
    ventures = [design(portfolio, **{**fixed, dial: setting}) for setting in settings]
    sales = paired.designs(ventures, _CURVE_RUNS, SEED)[0]["sales"].sum(0)
    return dict(zip(settings, sales, strict=True))


class ThreeDials(Lab):
    """Turn up search, learning or strictness, and see what it gives and what it takes.

    Example:
        >>> lab = ThreeDials()
        >>> lab.set(search=0.4, learning=0.4)
        >>> "leave 20 %" in lab.says
        True
    """

    label_width = "11em"

    def __init__(self) -> None:
        self.sales = ChartView("trajectory")
        self.curve = ChartView("response")
        percent = {"min": 0.0, "max": 0.4, "step": 0.05, "readout_format": ".0%"}
        controls = {
            "search": ipywidgets.FloatSlider(0.05, **percent, description=NAMES["search"]),
            "learning": ipywidgets.FloatSlider(0.05, **percent, description=NAMES["learning"]),
            "pruning": ipywidgets.FloatSlider(0.0, min=0, max=1, step=0.1, readout_format=".1f",
                                              description=NAMES["pruning"]),
            "portfolio": ipywidgets.Dropdown(
                options=[(words, key) for key, (words, _) in PORTFOLIOS.items()],
                description="Portfolio"),
            "dial": ipywidgets.ToggleButtons(
                options=[("search", "search"), ("learning", "learning"), ("strictness", "pruning")],
                description="Curve of"),
        }  # fmt: skip
        super().__init__(controls, [self.sales, self.curve])

    @property
    def venture(self) -> Venture:
        """The design that the dials make."""
        return self._design()

    def _design(self, **turned: float) -> Venture:
        chosen = self.settings | turned
        return design(*(chosen[name] for name in ("portfolio", *USUAL)))

    def refresh(self) -> None:
        now, usual = play(self.venture), play(self._design(**USUAL))
        rows = charts.trajectory.rows(now, None, usual, LINES)
        self.sales.show(rows, charts.trajectory.describe(rows))
        dial = self.settings["dial"]
        rows = charts.response.rows(self._responses(dial), round(self.settings[dial], 2))
        self.curve.show(rows, f"{NAMES[dial]}. {charts.response.describe(rows)}")
        self.says = self._words(now, usual)

    def _responses(self, dial: str) -> dict[float, np.ndarray]:
        chosen = self.settings
        others = tuple(chosen[name] for name in USUAL if name != dial)
        return responses(chosen["portfolio"], dial, others)

    def _words(self, now: History, usual: History) -> str:
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
            assert now.log is not None  # `play` keeps the events
            ended = (now.log.kind == PRUNED).sum() / RUNS
            words += (
                f" On average {ended:.1f} of {len(now.tie_ids)} ties are ended as not worth it."
            )
        return words
