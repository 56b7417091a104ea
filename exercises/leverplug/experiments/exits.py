"""When should a venture leave a partner? Every exit tried on the same draws of luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leverplug import catalogue, outcomes
from leverplug.model.simulation import simulate
from leverplug.venture import Tie, Venture


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
        runs: Draws of luck, the same for every exit.
        seed: Key of the luck.
        measure: Outcome of a history, shape (runs,).

    Returns:
        The measure with minus without the partner, shape (runs,), by sector and by exit.
    """
    partner, added = venture.tie(tie_id), {}
    for sector in catalogue.SECTORS:
        design = replace(venture, firm=replace(venture.firm, sector=sector))
        without = measure(simulate(design.without_tie(tie_id), runs, seed))
        added[sector] = {
            last: measure(simulate(design.replace_tie(_left(partner, last)), runs, seed)) - without
            for last in exits
        }
    return added


def _left(tie: Tie, last: int) -> Tie:
    """The tie ended after a quarter, with those of its changes that come before."""
    changes = tuple(change for change in tie.changes if change.quarter <= last)
    return replace(tie, end=last, changes=changes)
