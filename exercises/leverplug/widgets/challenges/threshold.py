"""Challenges of the lab on the line: nobody, nearly everybody, as many but not the same."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leverplug.charts.words import counted
from leverplug.widgets.base.challenge_list import Challenge

NEARLY_ALL, ASKED = 180, 200  # ventures
MOVED, APART = 5, 5  # ventures: that change sides each way; by which the numbers may differ


class Result(NamedTuple):
    """Those asked: who counts, who would by the usual line, and how far each came.

    Args:
        inside, usual: Whether each counts, shape (n,).
        best: Highest share abroad in the years and regions of the line, 0 to 1, shape (n,).
        share, years: The line.
    """

    inside: np.ndarray
    usual: np.ndarray
    best: np.ndarray
    share: float
    years: float


def _nobody(result: Result) -> str:
    if result.inside.any():
        return ""
    return (
        f"You asked for {result.share:.0%} within {counted(result.years, 'year')}, and no venture "
        f"came further than {result.best.max():.0%}."
    )


def _nearly_all(result: Result) -> str:
    count = int(result.inside.sum())
    if len(result.inside) < ASKED or count < NEARLY_ALL:
        return ""
    return (
        f"{count} reached {result.share:.0%} within {counted(result.years, 'year')}; the usual "
        f"line counts {int(result.usual.sum())} of the same ventures."
    )


def _others(result: Result) -> str:
    came = int((result.inside & ~result.usual).sum())
    fell = int((result.usual & ~result.inside).sum())
    if min(came, fell) < MOVED or abs(came - fell) > APART:
        return ""
    return (
        f"{int(result.inside.sum())} counted against {int(result.usual.sum())}, but {came} of them "
        f"only by your line, and {fell} others only by the usual one."
    )


CHALLENGES = (
    Challenge("nobody", "A line that nobody reaches.", _nobody),
    Challenge("nearly-all", f"At least {NEARLY_ALL} of all {ASKED} ventures count.", _nearly_all),
    Challenge(
        "as-many-others",
        f"As many count as by the usual line, give or take {APART}, but at least {MOVED} come in "
        f"and {MOVED} fall out.",
        _others,
    ),
)
