"""Ventures that differ in everything a founder does not choose, and in how effort is spent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from leverplug.model.draws import BLOCK
from leverplug.model.history import History
from leverplug.model.inputs import sample_of
from leverplug.model.simulation import simulate_sample
from leverplug.venture import ValidationError

HIGH_TECH = 0.28  # share of firms: what the totals of the survey's tables leave possible
_TIES = (  # what a venture may spend its effort on, and where it leads
    ("kin", None),
    ("foreign_contacts", "neighbouring"),
    ("trade_fair", "close"),
    ("distributor", "developed"),
    ("trade_council", None),
    ("strategic_partner", "close"),
)


@dataclass(frozen=True)
class Population:
    """Ventures of many kinds and what became of each.

    Args:
        high_tech: Whether each is a high-tech firm, shape (n,).
        home_market: Size of its home market, 0 to 1, shape (n,).
        history: One run of each venture.
    """

    high_tech: np.ndarray
    home_market: np.ndarray
    history: History


@cache
def draw(ventures: int = 200, seed: int = 1) -> Population:
    """Ventures drawn at random, traditional ones first, each with one life.

    Sector, home market, experience and the split of effort over six ties, search and learning
    are drawn independently; how they are spread is assumed.

    Args:
        ventures: How many, 1 to 512.
        seed: Key of the ventures and of their draws.

    Raises:
        ValidationError: Too many ventures.
    """
    if not 1 <= ventures <= BLOCK:
        raise ValidationError("ventures", ventures, f"give a whole number from 1 to {BLOCK}")
    rng = np.random.default_rng(seed)
    high_tech = np.sort((rng.random(ventures) < HIGH_TECH).astype(float))
    home_market, experience = rng.random(ventures), rng.random(ventures)
    shares = rng.dirichlet(np.ones(len(_TIES) + 2), ventures).T
    ties = [(f"{number} {kind}", kind, region) for number, (kind, region) in enumerate(_TIES)]
    inputs = sample_of(
        ties, shares[:-2], high_tech=high_tech, search=shares[-2], learning=shares[-1],
        experience=experience, home_market=home_market,
    )  # fmt: skip
    return Population(high_tech > 0, home_market, simulate_sample(inputs, seed))


def served(history: History, regions: int, chosen: np.ndarray) -> History:
    """The histories of the chosen ventures, sales abroad counted only from so many regions on."""
    enough = history.present.sum(1) >= regions
    counted = np.where(enough, history.foreign_intensity, 0.0)
    return replace(history, foreign_intensity=counted[:, chosen])
