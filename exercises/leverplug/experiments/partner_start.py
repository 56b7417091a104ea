"""When should a partnership start?"""

from __future__ import annotations

from dataclasses import replace

from leverplug import portfolios
from leverplug.experiments.histories import RUNS, SEED, histories
from leverplug.model import History
from leverplug.venture import QUARTERS, Change, Tie, Venture

PARTNER, REGION = "partner-1", "close"  # as in `portfolios.with_partner`
EFFORT = 0.2  # likewise
LEARNING, SCALE = 0.1, 0.9  # as where the window is tested (fact F5): leaves room for a partner
UNUSED, OTHERS = "unused", "others"  # where the partner's effort goes without it


def designs(start: int, years: int, sector: str, instead: str) -> tuple[Venture, Venture]:
    """The venture with a partner and the venture without it.

    Args:
        start: First quarter of the partnership, 1 to 40.
        years: How long it is meant to last; it ends with quarter 40 at the latest.
        sector: "traditional" or "high_tech".
        instead: Where the partner's effort goes without it: "unused" or "others".

    Example:
        >>> with_it, without = designs(5, 2, "traditional", "unused")
        >>> with_it.tie("partner-1").end, len(without.ties)
        (12, 5)
    """
    last = min(start + 4 * years - 1, QUARTERS)
    base = portfolios.of_sector(portfolios.standard(learning=LEARNING, scale=SCALE), sector)
    partner = Tie(PARTNER, "strategic_partner", EFFORT, start, last, region=REGION)
    without = base
    if instead == OTHERS:
        times = 1 + EFFORT / sum(tie.effort for tie in base.ties)
        without = replace(base, ties=tuple(_fed(tie, times, start, last) for tie in base.ties))
    return base.with_tie(partner), without


def _fed(tie: Tie, times: float, first: int, last: int) -> Tie:
    """The tie with its effort multiplied from the first quarter to the last."""
    more = round(tie.effort * times, 4)
    changes = []
    if tie.start < first:
        changes.append(Change(first, more))
    if tie.start <= last < QUARTERS:
        changes.append(Change(last + 1, tie.effort))
    starts_with = more if first <= tie.start <= last else tie.effort
    return replace(tie, effort=starts_with, changes=tuple(changes))


def play(
    start: int, years: int, sector: str, instead: str, demand: float | None = None,
    seed: int = SEED,
) -> list[History]:  # fmt: skip
    """A hundred runs with the partner and the same without it.

    Args:
        start, years, sector, instead: As for `designs`.
        demand: Legitimacy that a strategic partner asks for, 0 to 1, in place of the catalogue's.
        seed: Key of the draws, as in `simulate`.
    """
    changed = {} if demand is None else {("strategic_partner", "demand"): demand}
    return histories(designs(start, years, sector, instead), RUNS, seed, overrides=changed)
