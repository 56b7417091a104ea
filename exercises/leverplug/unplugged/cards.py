"""One card for each kind of tie: what it costs, asks, brings and claims, in tokens and beads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from leverplug import catalogue
from leverplug.catalogue import TieKind
from leverplug.unplugged.dice import BEADS, YEARS, Throws, in_a_year, throws
from leverplug.venture import Capabilities

TOKENS = 10  # of effort in a year
PERIODS = ((1, 1), (2, 3), (4, YEARS))  # years of a tie, from and to
_SECTOR = "traditional"  # the larger one in the survey
_QUARTERS = 4
_FACTORS = {  # names of a channel's factors on what its ties bring abroad and to the house
    "personal": ("personal_foreign", "personal_organisational"),
    "business": (None, "business_organisational"),
}


@dataclass(frozen=True)
class Period:
    """A year of a tie in one of its periods: beads it brings, tokens it claims, throws."""

    first: int
    last: int
    abroad: int
    house: int
    claims: int
    quarrel: Throws
    opening: Throws
    leaves: Throws


@dataclass(frozen=True)
class Card:
    """A kind of tie on paper.

    Args:
        kind: The kind, with all its parameters.
        cost: Tokens a year that bring it to about half its strength.
        after_a_year: Share of its strength that it has after a year, 0 to 1.
        asks: Standing it asks for, in beads.
        lends: Standing it lends to a new venture while it stays, in beads.
        periods: What it does in its first year, its second and third, and later.
    """

    kind: TieKind
    cost: int
    after_a_year: float
    asks: int
    lends: int
    periods: tuple[Period, ...]


def strength(kind: TieKind, tokens: int) -> float:
    """Strength a tie of this kind comes to with so many tokens a year, 0 to 1."""
    useful = max(tokens / TOKENS - _upkeep(kind), 0)
    return kind.availability(_SECTOR) * useful / (useful + kind["half_effort"])


def _upkeep(kind: TieKind) -> float:
    return catalogue.parameters()["upkeep"].value * (1 + kind["dissimilarity"])


def course(kind: TieKind, tokens: int) -> tuple[list[float], list[float]]:
    """Lever and plug of a tie that stands alone and undisturbed, in each quarter of ten years."""
    searched = 1 + catalogue.parameters()["search_renewal"].value * Capabilities().search
    full, s, news, plug = strength(kind, tokens), 0.0, 1.0, 0.0
    levers, plugs = [], []
    for _ in range(YEARS * _QUARTERS):
        s += kind["ease"] * (full - s)
        lever = s * news
        news += kind["novelty_renewal"] * searched * (1 - news) - kind["novelty_use"] * lever
        plug += kind["plug_growth"] * s * (1 - plug)
        levers.append(lever)
        plugs.append(plug)
    return levers, plugs


@cache
def card(key: str) -> Card:
    """The card of a kind of tie.

    Raises:
        KeyError: There is no such kind.

    Example:
        >>> card("trade_fair").cost, card("trade_fair").asks
        (2, 2)
    """
    kind = catalogue.tie_kinds()[key]
    m = catalogue.parameters()
    cost = max(1, round((kind["half_effort"] + _upkeep(kind)) * TOKENS))
    lent = m["lent"].value * (1 - math.exp(-kind["prestige"] * strength(kind, cost)))
    lends = lent * (1 - m["legitimacy_start"].value)
    return Card(
        kind,
        cost,
        1 - (1 - kind["ease"]) ** _QUARTERS,
        round(kind["demand"] * BEADS),
        round(lends * BEADS),
        tuple(_period(kind, cost, first, last) for first, last in PERIODS),
    )


def deck() -> tuple[Card, ...]:
    """The cards of all kinds of tie, in the order of the book."""
    return tuple(card(key) for key in catalogue.tie_kinds())


def yearly(kind: TieKind, tokens: int, first: int, last: int) -> dict[str, float]:
    """What the card rounds: beads, tokens and chances of a mean year from `first` to `last`."""
    levers, plugs = course(kind, tokens)
    quarters = slice((first - 1) * _QUARTERS, last * _QUARTERS)
    levers, plugs, years = levers[quarters], plugs[quarters], last - first + 1
    abroad, house = (_factor(kind, place) for place in (0, 1))
    looked = 1 + catalogue.parameters()["search_openings"].value * Capabilities().search
    return {
        "abroad": BEADS * abroad * kind["foreign_yield"] * sum(levers) / years,
        "house": BEADS * house * kind["organisational_yield"] * sum(levers) / years,
        "claims": TOKENS * kind["obligation"] * sum(plugs) / len(plugs),
        "opening": _chance([kind["opportunity"] * looked * lever for lever in levers]),
        "quarrel": _chance([kind["quarrelling"] * plug for plug in plugs]),
        "leaves": _chance([kind["leaving"]] * len(levers)),
    }


def _factor(kind: TieKind, place: int) -> float:
    name = _FACTORS.get(kind.channel, (None, None))[place]
    return catalogue.parameters()[name].value if name else 1.0


def _chance(quarters: list[float]) -> float:
    """Mean chance in a year, from the chances in its quarters."""
    starts = range(0, len(quarters), _QUARTERS)
    return sum(in_a_year(quarters[i : i + _QUARTERS]) for i in starts) / len(starts)


def _period(kind: TieKind, cost: int, first: int, last: int) -> Period:
    mean = yearly(kind, cost, first, last)
    quarrel = throws(mean["quarrel"])
    opening = throws(mean["opening"], after=len(quarrel.faces))
    leaves = throws(mean["leaves"], top=True)
    beads = {name: round(mean[name]) for name in ("abroad", "house", "claims")}
    return Period(first, last, **beads, quarrel=quarrel, opening=opening, leaves=leaves)
