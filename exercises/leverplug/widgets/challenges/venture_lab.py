"""Challenges of the large lab: a tie that earns its place, one that does not, a better plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leverplug import outcomes
from leverplug.model import History
from leverplug.venture import Venture
from leverplug.widgets.base.challenge_list import Challenge

EARNS, MORE = 20, 0.7  # of 100 runs; share of foreign sales


class Result(NamedTuple):
    """A design beside what it is compared with.

    Args:
        history: Of the design.
        other: Of what it is compared with, None if that is nothing.
        without: Name of the tie that the other goes without, "" if it is a pinned design.
    """

    history: History
    other: History | None
    without: str


def _born(history: History) -> float:
    return 100 * float(outcomes.born_global(history).mean())


def _more(one: History, other: History) -> float:
    totals = [outcomes.cumulative_foreign_sales(history) for history in (one, other)]
    return 100 * float(np.mean(totals[0] > totals[1]))


def _earns(result: Result) -> str:
    if result.other is None or not result.without:
        return ""
    born, left = _born(result.history), _born(result.other)
    if born - left < EARNS:
        return ""
    return (
        f"With {result.without} {born:.0f} of 100 runs were born global; without it {left:.0f} "
        "on the same luck."
    )


def _better_without(result: Result) -> str:
    if result.other is None or not result.without:
        return ""
    more = _more(result.other, result.history)
    if more <= 50:
        return ""
    return f"Without {result.without} {more:.0f} of 100 runs sold more abroad on the same luck."


def _better_plan(result: Result) -> str:
    other = result.other
    if other is None or result.without or not _same_parts(result.history.venture, other.venture):
        return ""
    ours, theirs = (
        float(outcomes.cumulative_foreign_sales(one).mean()) for one in (result.history, other)
    )
    if ours < (1 + MORE) * theirs:
        return ""
    return (
        f"You sold {ours:,.0f} abroad over ten years against {theirs:,.0f} (means of all runs): "
        "firm, founder and ties were the same, and only what you did with them differed."
    )


def _same_parts(one: Venture | None, other: Venture | None) -> bool:
    """Whether two designs differ in effort, timing, links and capabilities alone."""
    if one is None or other is None:
        return False
    parts = [
        (v.firm, v.founder, sorted((tie.id, tie.kind, tie.region or "") for tie in v.ties))
        for v in (one, other)
    ]
    return parts[0] == parts[1]


CHALLENGES = (
    Challenge(
        "earns-place",
        "Compare with the same without a tie: it makes at least "
        f"{EARNS} more of 100 runs born global.",
        _earns,
    ),
    Challenge(
        "better-without",
        "Find a tie without which most runs sell more abroad.",
        _better_without,
    ),
    Challenge(
        "better-plan",
        "Pin a design, keep its firm, founder and ties, change only when and how much, and sell "
        f"at least {MORE:.0%} more abroad over ten years.",
        _better_plan,
    ),
)
