"""How much of a venture should ride on one large partner, and what if it leaves?"""

from __future__ import annotations

from dataclasses import replace

from leverplug import portfolios
from leverplug.experiments.histories import RUNS, SEED, histories
from leverplug.model import History, Shock
from leverplug.venture import Tie, Venture

GIANT, REGION = "giant", "developed"  # as where the giant is tested (fact F10)
NEVER = 0


def design(giant: int, start: int, learning: int) -> Venture:
    """A venture that splits its effort between a giant and the five ties of `standard`.

    Args:
        giant: Per cent of the effort for ties that the multinational gets, 0 to 100.
        start: Year (1 to 10) in which it begins.
        learning: Per cent of all effort spent on learning; a twentieth goes to search, and ties
            get what is left.

    Example:
        >>> design(20, 3, 15).tie("giant").effort
        0.16
    """
    base = portfolios.standard(learning=learning / 100)
    free = 1 - base.capabilities.search - base.capabilities.learning
    times = free * (1 - giant / 100) / sum(tie.effort for tie in base.ties)
    ties = tuple(
        replace(tie, effort=portfolios.rounded_down(tie.effort * times)) for tie in base.ties
    )
    effort = portfolios.rounded_down(free * giant / 100)
    partner = Tie(GIANT, "multinational", effort, 4 * start - 3, region=REGION)
    return replace(base, ties=(*ties, partner), name="With a giant")


def play(
    giant: int, start: int, learning: int, leaves: int = NEVER, seed: int = SEED
) -> list[History]:
    """A hundred runs of the design, the same if the giant never leaves, and without a giant.

    Args:
        giant, start, learning: As for `design`.
        leaves: Year at whose end the giant leaves all ventures it still works with; 0 for never.
        seed: Key of the draws, as in `simulate`.
    """
    venture, alone = design(giant, start, learning), design(0, 1, learning)
    leaving = (Shock(4 * leaves, GIANT),) if leaves else ()
    return histories([venture, venture, alone], RUNS, seed, detail=True, shocks=[leaving, (), ()])
