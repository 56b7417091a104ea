"""Challenges of the lab on IA: far ahead of the case, a tie that turns, a lever that can go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leverplug.charts.words import listed
from leverplug.experiments import ia
from leverplug.experiments.keep_feed_cut import CUT
from leverplug.widgets.base.challenge_list import Challenge

AHEAD, TURN = 40, 0.5  # foreign sales, index points


class Result(NamedTuple):
    """Mean foreign sales after ten years, and what the contact on show adds.

    Args:
        yours, coded: Foreign sales after ten years: of the design, of the case as coded.
        decisions: "feed" or "cut" by contact.
        year: From which the decisions hold.
        contact: On show.
        added: With the contact minus without, after 2, 5 and 10 years; empty if it never comes in.
    """

    yours: float
    coded: float
    decisions: Mapping[str, str]
    year: int
    contact: str
    added: tuple[float, ...]


def _cut(result: Result) -> list[str]:
    return [name for name, what in result.decisions.items() if what == CUT]


def _ahead(result: Result) -> str:
    if result.yours < result.coded + AHEAD:
        return ""
    fed = [name for name in result.decisions if name not in _cut(result)]
    feeding = f" and fed {listed(fed)}" if fed else ""
    return (
        f"From year {result.year} on you cut {listed(_cut(result))}{feeding}: "
        f"{result.yours:.0f} foreign sales after ten years, against {result.coded:.0f}."
    )


def _turning(result: Result) -> str:
    if not result.added or result.added[1] < TURN or result.added[2] > -TURN:
        return ""
    two, five, ten = (f"{gap:+z.1f}" for gap in result.added)
    return (
        f"With {result.contact} minus without, sales were {two} after 2 years, {five} after 5 and "
        f"{ten} after 10."
    )


def _spared(result: Result) -> str:
    cut = _cut(result)
    if len(result.decisions) != 1 or len(cut) != 1 or ia.coding_of(cut[0])[0] != "lever":
        return ""
    if result.yours < result.coded:
        return ""
    return (
        f"From year {result.year} on you did without {cut[0]}, on the same luck: "
        f"{result.yours:.1f} foreign sales after ten years, against {result.coded:.1f} with it."
    )


CHALLENGES = (
    Challenge(
        "ahead",
        f"At least {AHEAD} foreign sales more after ten years than the case as coded.",
        _ahead,
    ),
    Challenge(
        "turning",
        "Choose a contact who adds to sales after 5 years and takes from them after 10.",
        _turning,
    ),
    Challenge(
        "spared",
        "Cut one contact that we code as a lever, decide nothing else, and lose no sales by it.",
        _spared,
    ),
)
