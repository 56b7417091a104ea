"""What do search, learning and strictness give, and what do they take?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from leverplug import outcomes, portfolios
from leverplug.experiments.histories import SEED
from leverplug.model import simulate_together
from leverplug.venture import Capabilities, Venture

USUAL = {"search": 0.05, "learning": 0.05, "pruning": 0.0}  # the defaults of `Capabilities`
PORTFOLIOS = {
    "holistic": ("A bit of everything", portfolios.holistic),
    "extensive": ("Twelve small ties", portfolios.extensive),
    "obliged": ("Mostly old friends", portfolios.obliged),
}
_CURVE_RUNS = 40  # of each setting
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
    ties = tuple(
        replace(tie, effort=portfolios.rounded_down(tie.effort * scale)) for tie in base.ties
    )
    return replace(base, capabilities=Capabilities(search, learning, pruning), ties=ties)


@lru_cache(maxsize=16)
def responses(portfolio: str, dial: str, others: tuple[float, ...]) -> dict[float, np.ndarray]:
    """Foreign sales over ten years at every setting of one dial, in forty runs each.

    Args:
        portfolio: Key of `PORTFOLIOS`.
        dial: The dial to turn, a key of `USUAL`.
        others: Settings of the other two, in the order of `USUAL`.
    """
    settings = np.linspace(0, _MOST[dial], _STEPS[dial]).round(2).tolist()
    fixed = dict(zip((name for name in USUAL if name != dial), others, strict=True))
    designs = [design(portfolio, **{**fixed, dial: setting}) for setting in settings]
    found = simulate_together(designs, _CURVE_RUNS, SEED)
    return dict(zip(settings, map(outcomes.cumulative_foreign_sales, found), strict=True))
