"""Challenges of the lab of co-authors: a leap, a person who is missed, one who is not yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leverplug.charts.words import counted, listed
from leverplug.widgets.base.challenge_list import Challenge

LEAP, LARGE, FEWEST = 10, 20, 3  # people
PERSON = "Servais, P."


class Result(NamedTuple):
    """Groups of people in the years on show, and around whoever is taken out.

    Args:
        groups: Of all people of the years, the largest first.
        before: The same without the last year.
        last: The last year.
        without: Who is taken out; empty if nobody is.
        circle: Size of the group that this person belongs to, 0 if none.
        left: Sizes of what is left of it.
    """

    groups: Sequence[Sequence[str]]
    before: Sequence[Sequence[str]]
    last: int
    without: str
    circle: int
    left: Sequence[int]


def joined(result: Result) -> list[int]:
    """Sizes of the groups that the largest group was before the last year."""
    whole = set(result.groups[0]) if result.groups else set()
    return [len(group) for group in result.before if set(group) <= whole]


def _leap(result: Result) -> str:
    if not result.groups or not result.before:
        return ""
    whole, was = result.groups[0], len(result.before[0])
    if len(whole) < was + LEAP:
        return ""
    parts = joined(result)
    new = len(whole) - sum(parts)
    made = f"groups of {listed(parts)}" if len(parts) > 1 else f"the group of {parts[0]}"
    newcomers = f" and {counted(new, 'newcomer')}" if new else ""
    return f"Works of {result.last} joined {made}{newcomers} into a group of {len(whole)}."


def _missed(result: Result) -> str:
    if result.circle < LARGE or 2 * max(result.left, default=0) > result.circle:
        return ""
    sizes = listed(result.left)
    return f"Only {result.without}, held the group of {result.circle} together: it left {sizes}."


def _not_yet(result: Result) -> str:
    if result.without != PERSON or len(result.left) != 1 or result.left[0] < FEWEST:
        return ""
    return (
        f"Without {PERSON}, the {result.left[0]} others of the group were still joined: in these "
        "years they wrote with one another too."
    )


CHALLENGES = (
    Challenge(
        "leap",
        f"End the years where one year makes the largest group larger by {LEAP} people or more.",
        _leap,
    ),
    Challenge(
        "missed",
        f"Take out one person, and no more than half of a group of {LARGE} or more stays together.",
        _missed,
    ),
    Challenge(
        "not-yet",
        f"Find years in which {PERSON} can be taken out and the group stays together.",
        _not_yet,
    ),
)
