"""Why so early? The same firm with another home market or another start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leverplug import catalogue, portfolios
from leverplug.experiments.histories import RUNS, SEED, histories
from leverplug.model import History
from leverplug.outcomes import A_YEAR
from leverplug.venture import Venture

LOOKING_ABROAD = ("contacts-abroad", "fair-1", "distributor-1")  # ties that begin when it looks
MIDDLING = 0.5
HOMES = {"small": 0.0, "middling": MIDDLING, "large": 1.0}


def firm(home_market: float = MIDDLING, year: int = 1, sector: str = "traditional") -> Venture:
    """The firm of this lab: the standard portfolio, its foreign ties begun in a given year."""
    base = portfolios.of_sector(portfolios.standard(), sector)
    later = (year - 1) * A_YEAR
    ties = tuple(
        replace(tie, start=tie.start + later) if tie.id in LOOKING_ABROAD else tie
        for tie in base.ties
    )
    return portfolios.with_home_market(replace(base, ties=ties), home_market)


def play(
    ventures: Sequence[Venture], openings: bool = True, runs: int = RUNS, seed: int = SEED
) -> list[History]:
    """Histories of firms with their events.

    Args:
        ventures: The firms.
        openings: Whether contacts bring openings by chance.
        runs: Of each firm.
        seed: Key of the draws, as in `simulate`.
    """
    none = {(kind, "opportunity"): 0.0 for kind in catalogue.tie_kinds()}
    return histories(ventures, runs, seed, detail=True, overrides={} if openings else none)
