"""Challenges of the lab on the giant: the best of both, no difference, a hard parting."""

from __future__ import annotations

from typing import NamedTuple

from leverplug.charts.words import counted
from leverplug.widgets.base.challenge_list import Challenge

SHARE, FEW, EQUAL = 20, 10, 0.02  # per cent of effort; ventures; share of sales
LARGE, HIT, LOSS = 25, 20, 0.4  # per cent of effort; ventures; share of sales lost


class Result(NamedTuple):
    """A design with and without the giant.

    Args:
        giant: Per cent of the effort for ties that it gets.
        start: Year in which it joins.
        leaves: Year after which it leaves, 0 for never.
        sales, alone: Mean foreign sales after ten years with it and without.
        absorbed: Ventures absorbed.
        stayed_absorbed: The same if it never leaves.
        hit: Ventures that it still works with when it leaves.
        loss: Share of their foreign sales that this takes at once.
        held: Share of foreign resources that it then holds in them.
    """

    giant: int
    start: int
    leaves: int
    sales: float
    alone: float
    absorbed: int
    stayed_absorbed: int
    hit: int = 0
    loss: float = 0.0
    held: float = 0.0


def _both(result: Result) -> str:
    if result.giant < LARGE or result.absorbed > FEW or result.sales <= result.alone:
        return ""
    left = ""
    if result.leaves and result.stayed_absorbed > result.absorbed:
        left = f"; had it not left after year {result.leaves}, it would have absorbed "
        left += f"{result.stayed_absorbed}"
    return (
        f"It absorbed {counted(result.absorbed, 'venture')}, and sales after ten years were "
        f"{result.sales:.1f} against {result.alone:.1f} without it{left}."
    )


def _same(result: Result) -> str:
    if result.giant < SHARE or abs(result.sales / result.alone - 1) > EQUAL:
        return ""
    left = f" and left after year {result.leaves}" if result.leaves else ""
    absorbed = counted(result.absorbed, "venture was", "ventures were")
    return (
        f"It joined in year {result.start}{left}: {result.sales:.1f} sales after ten years with "
        f"it, {result.alone:.1f} without, and {absorbed} absorbed."
    )


def _parting(result: Result) -> str:
    if result.hit < HIT or result.loss < LOSS:
        return ""
    return (
        f"{counted(result.hit, 'venture')} lost {result.loss:.0%} of foreign sales at once, for "
        f"the giant held {result.held:.0%} of their foreign resources."
    )


CHALLENGES = (
    Challenge(
        "both",
        f"Give the giant {LARGE}% or more, and end with at most {FEW} ventures absorbed and more "
        "sales after ten years than without it.",
        _both,
    ),
    Challenge(
        "same",
        f"Give the giant {SHARE}% or more, and end within {EQUAL:.0%} of the sales without it.",
        _same,
    ),
    Challenge(
        "parting",
        f"The giant leaves at least {HIT} ventures, and they lose {LOSS:.0%} or more of their "
        "foreign sales at once.",
        _parting,
    ),
)
