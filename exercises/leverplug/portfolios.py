"""Named designs shared by the book, the facts and the tests, so that all mean the same ones."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from leverplug import catalogue
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, Venture

KEY_TIES = ("customer-1", "distributor-1", "fair-1")  # of higher potential: the kit's choice
SWITCH = 8  # last quarter of extensive networking in the design that switches
_SHARE = 0.9  # of effort spent on ties by the designs that compare ways to spread it


def rounded_down(effort: float) -> float:
    """A share of effort to four decimals, never more than it was, so that sums keep to 1.

    Example:
        >>> rounded_down(0.12345), rounded_down(0.3 - 0.12)
        (0.1234, 0.18)
    """
    return math.floor(effort * 10_000 + 1e-6) / 10_000


def scaled(ties: tuple[Tie, ...], times: float) -> tuple[Tie, ...]:
    """The ties with their effort multiplied, rounded down."""
    return tuple(replace(tie, effort=rounded_down(tie.effort * times)) for tie in ties)


def standard(search: float = 0.05, learning: float = 0.05, scale: float = 1.0) -> Venture:
    """A middling portfolio of five ties, the baseline of most comparisons.

    Args:
        search, learning: Shares of effort, 0 to 1.
        scale: Factor on the effort of every tie, to make room for something else.
    """
    usual = (
        Tie("contacts-home", "domestic_contacts", 0.12),
        Tie("contacts-abroad", "foreign_contacts", 0.12, region="neighbouring"),
        Tie("fair-1", "trade_fair", 0.15, region="close"),
        Tie("association-1", "industry_association", 0.10),
        Tie("distributor-1", "distributor", 0.15, start=5, region="developed"),
    )
    ties = tuple(replace(tie, effort=round(scale * tie.effort, 4)) for tie in usual)
    return Venture(capabilities=Capabilities(search, learning), ties=ties, name="standard")


def of_sector(venture: Venture, sector: str) -> Venture:
    """The same design for a traditional or a high-tech firm."""
    return replace(venture, firm=replace(venture.firm, sector=sector))


def with_home_market(venture: Venture, size: float) -> Venture:
    """The same design in a home market of another size, 0 to 1."""
    return replace(venture, firm=replace(venture.firm, home_market=size))


def easy() -> Venture:
    """Only ties that are easy to access: people the founder already knows."""
    ties = (
        Tie("kin-1", "kin", 0.15),
        Tie("colleagues-1", "colleagues", 0.25),
        Tie("contacts-home", "domestic_contacts", 0.20),
        Tie("contacts-abroad", "foreign_contacts", 0.25, region="neighbouring"),
    )
    return Venture(ties=ties, name="easy ties only")


def holistic() -> Venture:
    """Similar and dissimilar, personal and formal ties, with the same effort as `easy`."""
    ties = (
        Tie("colleagues-1", "colleagues", 0.10),
        Tie("contacts-abroad", "foreign_contacts", 0.10, region="neighbouring"),
        Tie("fair-1", "trade_fair", 0.15, region="close"),
        Tie("association-1", "industry_association", 0.10),
        Tie("distributor-1", "distributor", 0.15, region="developed"),
        Tie("university-1", "university", 0.10),
        Tie("council-1", "trade_council", 0.15),
    )
    return Venture(ties=ties, name="holistic portfolio")


def revenue_first() -> Venture:
    """All effort on the ties of the standard portfolio, none on learning from them."""
    return replace(standard(0.05, 0.0, scale=1.47), name="revenue first")


def learning_first() -> Venture:
    """The standard portfolio with a quarter of all effort spent on learning."""
    return replace(standard(0.05, 0.25, scale=1.08), name="learning first")


_WIDE = (
    ("colleagues-1", "colleagues", None),
    ("contacts-home", "domestic_contacts", None),
    ("contacts-abroad", "foreign_contacts", "neighbouring"),
    ("fair-1", "trade_fair", "close"),
    ("fair-2", "trade_fair", "developed"),
    ("association-1", "industry_association", None),
    ("council-1", "trade_council", None),
    ("club-1", "club", None),
    ("online-1", "online_community", None),
    ("adviser-1", "adviser", None),
    ("distributor-1", "distributor", "developed"),
    ("customer-1", "key_customer", "close"),
)
_WIDE_EFFORT = round(_SHARE / len(_WIDE), 4)
_KEY_EFFORT = round(_SHARE / len(KEY_TIES), 4)


def extensive() -> Venture:
    """Twelve ties with a little effort each, for ten years."""
    ties = tuple(Tie(name, kind, _WIDE_EFFORT, region=region) for name, kind, region in _WIDE)
    return Venture(ties=ties, name="always extensive")


def deliberate() -> Venture:
    """Three ties of higher potential with much effort each, from the first quarter."""
    ties = tuple(
        Tie(name, kind, _KEY_EFFORT, region=region)
        for name, kind, region in _WIDE
        if name in KEY_TIES
    )
    return Venture(ties=ties, name="always deliberate")


def extensive_then_deliberate(switch: int = SWITCH) -> Venture:
    """Twelve ties up to a quarter, then the three of higher potential."""
    ties = tuple(
        replace(tie, changes=(Change(switch + 1, _KEY_EFFORT),))
        if tie.id in KEY_TIES
        else replace(tie, end=switch)
        for tie in extensive().ties
    )
    return Venture(ties=ties, name="extensive, then deliberate")


def with_partner(venture: Venture, last_year: int | None, effort: float = 0.2) -> Venture:
    """The design with a strategic partner from the start to the end of a year (None: open)."""
    end = None if last_year is None else 4 * last_year
    partner = Tie("partner-1", "strategic_partner", effort, end=end, region="close")
    return venture.with_tie(partner)


def obliged(obligation: float = 1.0, cut: int | None = None) -> Venture:
    """A portfolio heavy with personal ties, whose kin and colleagues may be cut after a quarter."""
    ties = (
        Tie("kin-1", "kin", 0.20, end=cut),
        Tie("colleagues-1", "colleagues", 0.20, end=cut),
        Tie("contacts-abroad", "foreign_contacts", 0.15, region="neighbouring"),
        Tie("fair-1", "trade_fair", 0.15, region="close"),
        Tie("distributor-1", "distributor", 0.15, region="developed"),
    )
    return Venture(Firm(), Founder(obligation=obligation), ties=ties, name="obliged")


def random_portfolios(count: int, seed: int = 2024) -> Iterator[Venture]:
    """Portfolios by a rule fixed before looking: 2 to 8 ties of any kind, effort split at random.

    Args:
        count: How many.
        seed: Key of the portfolios, not of their draws.
    """
    rng = np.random.default_rng(seed)
    kinds, regions = list(catalogue.tie_kinds().values()), catalogue.foreign_regions()
    for _ in range(count):
        size = int(rng.integers(2, 9))
        shares = np.floor(1000 * rng.dirichlet(np.ones(size + 2))) / 1000
        ties = []
        for number in range(size):
            kind, region = kinds[rng.integers(len(kinds))], regions[rng.integers(4)]
            where = region if kind.has_region else None
            begin = int(rng.integers(1, 9))
            ties.append(Tie(f"tie-{number}", kind.key, float(shares[number]), begin, region=where))
        search, learning = float(shares[-2]), float(shares[-1])
        yield Venture(capabilities=Capabilities(search, learning), ties=tuple(ties))
