"""Designs that differ from a venture in one thing, within its budget of effort."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from leverplug.outcomes import A_YEAR
from leverplug.portfolios import rounded_down
from leverplug.venture import QUARTERS, Change, Tie, Venture

LEAST_EFFORT = 0.01  # share of effort below which a change is not worth asking about


def free_effort(venture: Venture, budget: float = 1.0) -> np.ndarray:
    """Effort that a plan leaves unused in each quarter, of a budget of so much; shape (40,)."""
    return np.maximum(0.0, budget - venture.effort())


def last_quarter(tie: Tie) -> int:
    """The last quarter for which a tie is planned."""
    return tie.end or QUARTERS


def with_schedule(tie: Tie, start: int, end: int | None, efforts: np.ndarray) -> Tie:
    """The tie from one quarter to another (None: open) with these efforts, shape (40,).

    Efforts are rounded down to four decimals, so that no budget is passed by rounding.
    """
    plan = [rounded_down(float(effort)) for effort in efforts]
    changes = tuple(
        Change(quarter, plan[quarter - 1])
        for quarter in range(start + 1, (end or QUARTERS) + 1)
        if plan[quarter - 1] != plan[quarter - 2]
    )
    return replace(tie, start=start, end=end, effort=plan[start - 1], changes=changes)


def extended(
    venture: Venture, tie_id: str, quarters: int = A_YEAR, budget: float = 1.0
) -> Venture | None:
    """The design with a tie kept longer at its last effort, as far as the budget allows.

    Returns:
        None if the tie stays open anyway, or if no effort is free for it.
    """
    tie = venture.tie(tie_id)
    last = last_quarter(tie)
    if last == QUARTERS:
        return None
    end, efforts = min(last + quarters, QUARTERS), tie.schedule()
    efforts[last:end] = np.minimum(efforts[last - 1], free_effort(venture, budget)[last:end])
    if efforts[last:end].max() < LEAST_EFFORT:
        return None
    return venture.replace_tie(with_schedule(tie, tie.start, end, efforts))


def ended(venture: Venture, tie_id: str, quarter: int) -> Venture:
    """The design with a tie that ends after a quarter; its effort then stays unused."""
    tie = venture.tie(tie_id)
    return venture.replace_tie(with_schedule(tie, tie.start, quarter, tie.schedule()))


def started_earlier(
    venture: Venture, tie_id: str, quarters: int = A_YEAR, budget: float = 1.0
) -> Venture | None:
    """The design with a tie that starts earlier, as far as the budget allows.

    Returns:
        None if the tie starts in quarter 1, or if no effort is free for it.
    """
    tie = venture.tie(tie_id)
    start, efforts = max(1, tie.start - quarters), tie.schedule()
    added = slice(start - 1, tie.start - 1)
    efforts[added] = np.minimum(tie.effort, free_effort(venture, budget)[added])
    if start == tie.start or efforts[added].max() < LEAST_EFFORT:
        return None
    return venture.replace_tie(with_schedule(tie, start, tie.end, efforts))


def started_later(venture: Venture, tie_id: str, quarters: int = A_YEAR) -> Venture | None:
    """The design with a tie that starts later; None if it is over by then."""
    tie = venture.tie(tie_id)
    start = tie.start + quarters
    if start > last_quarter(tie):
        return None
    return venture.replace_tie(with_schedule(tie, start, tie.end, tie.schedule()))


def effort_moved(venture: Venture, giver: str, taker: str) -> Venture:
    """The design without one tie, whose effort goes to another while that is open."""
    given, tie = venture.tie(giver).schedule(), venture.tie(taker)
    efforts = tie.schedule() + given * tie.active()
    more = with_schedule(tie, tie.start, tie.end, efforts)
    return venture.without_tie(giver).replace_tie(more)


def with_capability(venture: Venture, name: str, value: float) -> Venture:
    """The design with another value of `search`, `learning` or `pruning`."""
    value = rounded_down(value)
    return replace(venture, capabilities=replace(venture.capabilities, **{name: value}))
