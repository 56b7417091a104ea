"""IA's network, tie by tie: what if it had kept, fed or cut each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from leverplug.experiments import ia
from leverplug.experiments.histories import SEED, histories
from leverplug.model import History
from leverplug.outcomes import A_YEAR
from leverplug.venture import QUARTERS, Change, Tie, ValidationError, Venture

KEEP, FEED, CUT = "keep", "feed", "cut"
RUNS = 150
_ROUNDED = 1e6  # efforts are rounded down to a millionth, so that no plan exceeds its budget


def design(
    decisions: Mapping[str, str], year: int = 1, obligation: float = ia.OBLIGATION
) -> Venture:
    """IA with some of its ties cut, and what that frees shared equally by those that are fed.

    Args:
        decisions: "keep", "feed" or "cut" by name of the tie; ties left out are kept.
        year: Year at whose start the decisions take effect, 1 to 10.
        obligation: How much ties ask back, 0 to 2.

    Raises:
        ValidationError: No tie has that name, or the decision is none of the three.

    Example:
        >>> design({"T": "cut", "R": "feed"}, year=5).tie("T").end
        16
    """
    base = ia.venture()
    base = replace(base, founder=replace(base.founder, obligation=obligation))
    for name, decision in decisions.items():
        base.tie(name)
        if decision not in (KEEP, FEED, CUT):
            raise ValidationError(f"decision on {name}", decision, "choose keep, feed or cut")
    first = A_YEAR * (year - 1)  # index of the first quarter decided on
    cut = [tie for tie in base.ties if decisions.get(tie.id) == CUT]
    fed = [tie for tie in base.ties if decisions.get(tie.id) == FEED]
    late = np.arange(QUARTERS) >= first
    freed = sum((tie.schedule() for tie in cut), np.zeros(QUARTERS)) * late
    eaters = np.maximum(sum((tie.active() for tie in fed), np.zeros(QUARTERS)), 1)
    for tie in cut:  # before anything is fed, or a plan would pass its budget on the way
        gone = tie.start > first
        base = base.without_tie(tie.id) if gone else base.replace_tie(replace(tie, end=first))
    for tie in fed:
        base = base.replace_tie(_scheduled(tie, tie.schedule() + tie.active() * freed / eaters))
    return base


def _scheduled(tie: Tie, effort: np.ndarray) -> Tie:
    """The tie with its effort changed quarter by quarter to a schedule."""
    effort = np.floor(effort * _ROUNDED + 1e-3) / _ROUNDED
    quarters = range(tie.start, QUARTERS)
    changes = tuple(Change(q + 1, float(effort[q])) for q in quarters if effort[q] != effort[q - 1])
    return replace(tie, effort=float(effort[tie.start - 1]), changes=changes)


def play(venture: Venture, contact: str, obligation: float) -> tuple[History, History, History]:
    """Histories of a design, of it without one contact, and of the case as coded.

    Args:
        venture: A design of this module.
        contact: Tie to take away; one that the design does not have leaves it as it is.
        obligation: How much ties ask back in the case as coded, 0 to 2.
    """
    there = contact in {tie.id for tie in venture.ties}
    without = venture.without_tie(contact) if there else venture
    coded = design({}, obligation=obligation)
    found = histories([venture, without, coded], RUNS, SEED, detail=True)
    return found[0], found[1], found[2]
