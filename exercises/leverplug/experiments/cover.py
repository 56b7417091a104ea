"""One venture over ten years, from whom its founder knows to whom the firm needs: the cover's."""

from __future__ import annotations

import numpy as np

from leverplug.model import History, simulate
from leverplug.model.history import ABSORBED, LOST
from leverplug.venture import Change, Firm, Founder, Tie, Venture


def venture() -> Venture:
    """The venture on the cover: from whom its founder knows to whom the firm needs.

    Its home market is small and its founder experienced.

    The order of its ties is a reading of `personalnetworks` (extensive first, then deliberate)
    and of `capik` (a partner for a time); every number in it is assumed.
    """
    return Venture(
        name="The venture of the cover",
        firm=Firm(home_market=0.2),
        founder=Founder(experience=0.8),
        ties=(
            Tie("family", "kin", 0.1, end=8),
            Tie("colleagues", "colleagues", 0.15, changes=(Change(9, 0.05),), end=24),
            Tie("fair", "trade_fair", 0.25, region="close"),
            Tie("council", "trade_council", 0.15, start=3),
            Tie("partner", "strategic_partner", 0.25, start=2, end=24, region="developed"),
            Tie("distributor", "distributor", 0.25, start=25, region="emerging"),
        ),
    )


def typical_run(history: History) -> int:
    """The middle run by foreign sales after ten years, of those that lost no partner to chance.

    Raises:
        ValueError: The history was simulated without detail, or every run lost a partner.
    """
    if history.log is None:
        raise ValueError("this history has no events; simulate with detail=True")
    unlucky = set(history.log.run[np.isin(history.log.kind, (LOST, ABSORBED))].tolist())
    order = np.argsort(history.foreign_sales[-1], kind="stable").tolist()
    if not (lucky := [run for run in order if run not in unlucky]):
        raise ValueError("every run lost a partner: simulate more runs")
    return lucky[len(lucky) // 2]


def typical_life(runs: int = 201, seed: int = 1) -> tuple[History, int]:
    """Runs of the cover's venture, and which of them is the typical one."""
    history = simulate(venture(), runs, seed, detail=True)
    return history, typical_run(history)
