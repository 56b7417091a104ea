"""Which resources does each group of ties bring?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from leverplug.experiments.histories import RUNS, SEED, histories
from leverplug.model import History
from leverplug.venture import Capabilities, Firm, Tie, Venture

GROUPS = {  # a group of the survey, what it is called, and the kinds of tie that share its effort
    "strong": ("Family, colleagues", ("kin", "colleagues")),
    "contacts": ("Past contacts", ("domestic_contacts", "foreign_contacts")),
    "formal": ("Fairs, association", ("trade_fair", "industry_association")),
    "institutional": ("Council, university", ("trade_council", "university")),
}
PLACES = {"foreign_contacts": "neighbouring", "trade_fair": "close"}  # assumed
FREE = 1 - Capabilities().search - Capabilities().learning  # what is left for ties


def design(promised: Mapping[str, float], sector: str = "traditional") -> Venture:
    """The venture of the lab: each group's share of effort split equally by its kinds of tie.

    Promises of more than there is are kept in proportion.

    Example:
        >>> design({"strong": 0.9, "contacts": 0, "formal": 0.9, "institutional": 0}).ties[0].effort
        0.225
    """
    total = sum(promised.values())
    scale = min(1.0, FREE / total) if total else 1.0
    ties = tuple(
        Tie(kind, kind, _rounded_down(promised[group] / 2 * scale), region=PLACES.get(kind))
        for group, (_, kinds) in GROUPS.items()
        for kind in kinds
    )
    return Venture(firm=Firm(sector=sector), ties=ties, name="Your portfolio")


def _rounded_down(effort: float) -> float:
    """A share of effort to six decimals, never more than it was, so that sums keep to 1."""
    return math.floor(effort * 1e6 + 1e-3) / 1e6


def play(venture: Venture, seed: int = SEED) -> tuple[History, dict[str, History]]:
    """A hundred runs of the portfolio, and the same without each group that has effort."""
    groups = {group: kinds for group, (_, kinds) in GROUPS.items()
              if venture.tie(kinds[0]).effort > 0}  # fmt: skip
    without = [venture.without_tie(*kinds) for kinds in groups.values()]
    whole, *others = histories([venture, *without], RUNS, seed)
    return whole, dict(zip(groups, others, strict=True))
