"""Challenges of the lab on portfolios: the most sales, a group that turns, patience."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from leverplug.experiments.resource_portfolio import GROUPS
from leverplug.widgets.base.challenge_list import Challenge

MOST, GIVES, TAKES, BEHIND, AHEAD = 180, 0.3, 5, 0.05, 1  # foreign sales, index points
_EARLY, _LATE = 7, 39  # indices of the last quarters of years 2 and 10


class Result(NamedTuple):
    """Mean foreign sales by quarter, shape (40,): of the portfolio, and to compare with it.

    Args:
        sales: Of the portfolio.
        without: Of the portfolio without each group that has effort, by group.
        before: Of the portfolio that was remembered, None if there is none.
    """

    sales: np.ndarray
    without: Mapping[str, np.ndarray]
    before: np.ndarray | None


def _most(result: Result) -> str:
    if result.sales[_LATE] < MOST:
        return ""
    added = {group: result.sales[_LATE] - s[_LATE] for group, s in result.without.items()}
    best = max(added, key=added.__getitem__)
    return (
        f"You reached {result.sales[_LATE]:.0f}; {_name(best)} added {added[best]:.0f} of it, for "
        f"without this group it would have been {result.without[best][_LATE]:.0f}."
    )


def _turning(result: Result) -> str:
    for group, sales in result.without.items():
        early, late = (float((result.sales - sales)[i]) for i in (_EARLY, _LATE))
        if early >= GIVES and late <= -TAKES:
            return (
                f"With {_name(group)} minus without: {early:+z.1f} foreign sales after 2 years, "
                f"{late:+z.1f} after 10."
            )
    return ""


def _patience(result: Result) -> str:
    if result.before is None:
        return ""
    early, late = (float((result.sales - result.before)[i]) for i in (_EARLY, _LATE))
    if early > -BEHIND or late < AHEAD:
        return ""
    added = {group: result.sales[_LATE] - s[_LATE] for group, s in result.without.items()}
    best = max(added, key=added.__getitem__, default="")
    why = f"; {_name(best)} alone added {added[best]:.0f} in year 10" if best else ""
    return f"You were {-early:.1f} behind after 2 years and {late:.0f} ahead after 10{why}."


def _name(group: str) -> str:
    return f"“{GROUPS[group][0]}”"


CHALLENGES = (
    Challenge("most", f"At least {MOST} foreign sales after ten years.", _most),
    Challenge(
        "turning",
        f"A group that adds foreign sales after 2 years and takes {TAKES} or more away after 10.",
        _turning,
    ),
    Challenge(
        "patience",
        "Remember a portfolio; then build one that is behind it after 2 years and ahead after 10.",
        _patience,
    ),
)
