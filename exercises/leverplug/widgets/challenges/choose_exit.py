"""Challenges of the lab on exits: the best year, a partner to keep, one to leave soon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leverplug.widgets.base.challenge_list import Challenge

LONG, SHORT = 8, 3  # years
ASKS = 0.5  # times what ties usually ask back


class Result(NamedTuple):
    """Foreign sales over ten years for each exit, after year 0 to 10, and what was chosen."""

    exit: int
    sales: Sequence[float]
    obligation: float

    @property
    def best(self) -> int:
        """Year after which leaving brings most."""
        return max(range(len(self.sales)), key=self.sales.__getitem__)


def _best(result: Result) -> str:
    best, sales = result.best, result.sales
    if result.exit != best:
        return ""
    if best == len(sales) - 1:
        return f"Year {best} still added {sales[best] - sales[best - 1]:,.0f} foreign sales."
    if not best:
        return f"The first year with the partner would have cost {sales[0] - sales[1]:,.0f} sales."
    gain, cost = sales[best] - sales[best - 1], sales[best] - sales[best + 1]
    return (
        f"Year {best} with the partner added {gain:,.0f} foreign sales; year {best + 1} would have "
        f"taken {cost:,.0f}."
    )


def _keep(result: Result) -> str:
    best = result.best
    if result.obligation < ASKS or best < LONG:
        return ""
    gain = result.sales[best] - result.sales[SHORT]
    return (
        f"Leaving after year {best} brought most: {gain:,.0f} more than after year {SHORT}, "
        f"although it asked back {result.obligation:g} times the usual."
    )


def _soon(result: Result) -> str:
    best = result.best
    if not 0 < best <= SHORT:
        return ""
    cost = result.sales[best] - result.sales[-1]
    return (
        f"Leaving after year {best} brought most; who kept the partner for all ten years sold "
        f"{cost:,.0f} less."
    )


CHALLENGES = (
    Challenge("best", "Leave after the year that brings most.", _best),
    Challenge(
        "keep",
        f"A partner that asks back {ASKS:g} times the usual or more, and yet is best kept for "
        f"{LONG} years or longer.",
        _keep,
    ),
    Challenge("soon", f"A partner that is best left after {SHORT} years or sooner.", _soon),
)
