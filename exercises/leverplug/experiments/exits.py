"""When is it time to part?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leverplug import catalogue, outcomes, portfolios
from leverplug.experiments.histories import SEED, histories
from leverplug.model import History, simulate_together
from leverplug.venture import Founder, Tie, Venture

YEARS = 10
EXITS = range(YEARS + 1)  # last year of the partnership; 0 stands for none at all
RUNS = 46  # of each exit
LEARNING, SCALE = 0.1, 0.9  # as where the window is tested (fact F5): leaves room for a partner


def play(sector: str, effort: int, obligation: float, seed: int = SEED) -> list[History]:
    """Every exit tried on the same draws, 46 runs each: after year 0 (no partner) to year 10.

    Args:
        sector: "traditional" or "high_tech".
        effort: Per cent of the founder's effort that the partner gets while it stays.
        obligation: Multiple of what ties ask back, 0 to 2.
        seed: Key of the draws, as in `simulate`.
    """
    base = portfolios.of_sector(portfolios.standard(learning=LEARNING, scale=SCALE), sector)
    base = replace(base, founder=Founder(obligation=obligation))
    partnered = [portfolios.with_partner(base, year, effort / 100) for year in EXITS[1:]]
    return histories([base, *partnered], RUNS, seed)


def best_exit(sector: str, effort: int, obligation: float, seed: int = SEED) -> int:
    """Year after which parting brings most foreign sales over ten years, 0 to 10; see `play`."""
    histories = play(sector, effort, obligation, seed)
    return int(np.argmax([outcomes.cumulative_foreign_sales(h).mean() for h in histories]))


def added_by_exit(
    venture: Venture,
    tie_id: str,
    exits: Sequence[int] = range(4, 41, 2),
    runs: int = 500,
    seed: int = 1,
    measure: outcomes.Measure = outcomes.cumulative_foreign_sales,
) -> dict[str, dict[int, np.ndarray]]:
    """What a partner has added by the end, against the quarter in which the venture leaves it.

    Args:
        venture: The design with the partner; it is run in both sectors.
        tie_id: The partner.
        exits: Last quarters to try, after the partner's start; 40 means never to leave.
        runs: How many runs, on the same draws for every exit.
        seed: Key of the draws.
        measure: Outcome of a history, shape (runs,).

    Returns:
        The measure with minus without the partner, shape (runs,), by sector and by exit.
    """
    partner, added = venture.tie(tie_id), {}
    for sector in catalogue.SECTORS:
        design = replace(venture, firm=replace(venture.firm, sector=sector))
        tried = [design.replace_tie(_left(partner, last)) for last in exits]
        without, *values = map(
            measure, simulate_together([design.without_tie(tie_id), *tried], runs, seed)
        )
        added[sector] = {last: x - without for last, x in zip(exits, values, strict=True)}
    return added


def _left(tie: Tie, last: int) -> Tie:
    """The tie ended after a quarter, with those of its changes that come before."""
    changes = tuple(change for change in tie.changes if change.quarter <= last)
    return replace(tie, end=last, changes=changes)
