"""Challenges of the lab on capabilities: a clear gain, many ties ended, a judge too strict."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leverplug.widgets.base.challenge_list import Challenge

GAIN, NEARLY_ALL = 0.15, 95  # share of sales; lives of a hundred
WIDE = "extensive"  # key of the portfolio of twelve small ties


class Result(NamedTuple):
    """The dials as they stand beside the usual ones.

    Args:
        portfolio: Its key.
        sales, usual: Foreign sales over ten years, shape (runs,).
        ended: Ties ended as not worth it, mean of the runs.
        ties: Ties that there are.
        only_strict: Whether search and learning stand as usual.
    """

    portfolio: str
    sales: np.ndarray
    usual: np.ndarray
    ended: float
    ties: int
    only_strict: bool

    @property
    def better(self) -> int:
        """Runs that sell more than with the usual dials."""
        return int((self.sales > self.usual).sum())


def _gain(result: Result) -> str:
    gain = result.sales.mean() / result.usual.mean() - 1
    if gain < GAIN or result.better < NEARLY_ALL:
        return ""
    ended = f"; {result.ended:.1f} of {result.ties} ties were ended" if result.ended else ""
    return f"Sales were {gain:.0%} higher, and higher in {result.better} lives{ended}."


def _many_ended(result: Result) -> str:
    if result.ended < result.ties / 2 or 2 * result.better <= len(result.sales):
        return ""
    return (
        f"{result.ended:.1f} of {result.ties} ties were ended, and {result.better} lives sold more "
        "on the same luck: the rest had their effort."
    )


def _too_strict(result: Result) -> str:
    if result.portfolio != WIDE or not result.only_strict or not result.ended:
        return ""
    if result.sales.mean() >= result.usual.mean():
        return ""
    return (
        f"{result.ended:.1f} of {result.ties} ties were ended, and sales over ten years fell from "
        f"{result.usual.mean():,.0f} to {result.sales.mean():,.0f}: nothing else was changed."
    )


CHALLENGES = (
    Challenge(
        "gain",
        f"Sales {GAIN:.0%} above those of the usual dials, and higher in {NEARLY_ALL} lives.",
        _gain,
    ),
    Challenge(
        "many-ended", "Half of the ties or more are ended, and most lives sell more.", _many_ended
    ),
    Challenge(
        "too-strict",
        "With “Twelve small ties” and nothing else changed, a judge so strict that sales fall.",
        _too_strict,
    ),
)
