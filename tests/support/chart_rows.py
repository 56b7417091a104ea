"""What the rows of each chart of the model are made of in the tests: a new chart needs a line here.

Numbers are chosen so that what a chart shows of them can be told by hand.
"""

from functools import cache
from typing import Any

import numpy as np
from leverplug import Capabilities, Tie, Venture, simulate
from leverplug.experiments.exits import added_by_exit
from leverplug.model.history import History

DESIGN = Venture(
    ties=(
        Tie("fair", "trade_fair", 0.3, region="close"),
        Tie("partner", "strategic_partner", 0.3, start=3, end=30, region="close"),
    ),
    capabilities=Capabilities(0.1, 0.1),
)
ESTIMATES = np.arange(100) / 100  # 0 to .99: percentiles can be told by hand


@cache
def history() -> History:
    """Forty runs of the design."""
    return simulate(DESIGN, 40, 1, detail=True)


@cache
def alone() -> History:
    """The same runs without the partner."""
    return simulate(DESIGN.without_tie("partner"), 40, 1)


@cache
def added() -> dict[str, dict[int, np.ndarray]]:
    """What the partner added in twenty runs, by sector and by exit."""
    return added_by_exit(DESIGN, "partner", (4, 20, 40), 20)


def given(name: str) -> tuple[Any, ...]:
    """Return what the `rows` of a chart take; nothing for a chart of the data."""
    everything = {
        "cover": (history(), 3),
        "trajectory": (history(), 3, alone()),
        "markets": (history(), 3),
        "first_export": (history(),),
        "contributions": ({"Fair": np.array([4.0, 8.0]), "Partner": np.array([-3.0, -1.0])},),
        "difference": (history(), alone()),
        "window": (added(),),
        "partner_years": (np.array([[4.0, 8.0], [-3.0, -1.0]]), 1),
        "born_global_threshold": (history(), 0.25, 3),
        "response": ({0.0: np.array([1.0, 3.0]), 0.1: np.array([5.0, 7.0])}, 0.1),
        "stocks": (history(), alone()),
        "supply": (history(), {"fairs": alone(), "nobody": None}),
        "survey_histogram": (ESTIMATES, 0.125),
        "survey_intervals": ({"a": ESTIMATES, "b": ESTIMATES}, {"a": 0.5, "b": 1.5}),
        "sensitivity": ({"small": (0.9, 1.2), "large": (3.0, 0.0)}, 1.0),
        "influence": ({"F4": {"a": 2.0, "b": 8.0, "c": 0.1}, "F5": {"a": 0.3, "c": 0.1}},),
    }
    return tuple(everything.get(name, ()))
