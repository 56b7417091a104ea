"""Where a block of ventures stands in a quarter: their ties, their stocks, their markets."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np

from leverplug import catalogue, luck
from leverplug.plan import Plan

REGIONS = 4  # foreign regions
MARKET = 100.0  # index points of sales a foreign region offers at most
TIE_DRAWS = 3  # opportunity, the region it opens, shock
OPENING, WHERE, UPSET = range(TIE_DRAWS)
_SLACK = 1 + 1e-9  # for rounding, where a chance is compared with the most it can be


class State:
    """A block of runs of one plan: ties (T, R), foreign regions (4, R), the firm (R,).

    Args:
        plan: The design, or the sample of designs.
        seed: Key of the luck.
        block: Number of the first block of 512 runs.
        runs: How many runs are wanted from there on.
    """

    def __init__(self, plan: Plan, seed: int, block: int, runs: int) -> None:
        self.plan, self.runs, m = plan, runs, plan.model
        quarters = len(plan.effort)
        several = -(-runs // luck.BLOCK)
        self.tie_luck = luck.uniforms(seed, block, plan.tie_ids, (quarters, TIE_DRAWS), several)
        firm = ("firm: entry", "firm: demand")
        firm_luck = luck.uniforms(seed, block, firm, (quarters, REGIONS + 1), several)
        self.entry_luck = firm_luck[0, :, :REGIONS, :runs]
        self.demand_luck = firm_luck[1, :, :, :runs]
        self.events: list[tuple] = []
        self._start_ties(len(plan.tie_ids))
        self.sales = np.zeros((REGIONS, runs))
        self.present = np.zeros((REGIONS, runs), bool)
        self.wave = np.zeros((REGIONS + 1, runs))  # demand by region, and at home
        self.home_sales = np.zeros(runs)
        self.intensity = np.zeros(runs)
        self.alive, self.absorbed = np.ones(runs, bool), np.zeros(runs, bool)
        self.organisational = np.zeros(runs) + m["organisational_start"]
        self.organisational += m["organisational_experience"] * plan.experience
        self.knowledge = np.zeros(runs) + m["knowledge_start"] * plan.experience
        self.legitimacy = np.zeros(runs) + m["legitimacy_start"] * (0.5 + plan.experience)
        self.credit = self.legitimacy.copy()
        self.cash = np.full(runs, m["cash_start"])

    @cached_property
    def openings(self) -> list[tuple[np.ndarray, ...]]:
        """By quarter: ties, runs and draws that may be an opening."""
        return self._within(OPENING, _most_openings(self.plan))

    @cached_property
    def upsets(self) -> list[tuple[np.ndarray, ...]]:
        """By quarter: ties, runs and draws that may be a shock."""
        return self._within(UPSET, _most_upsets(self.plan))

    def _within(self, draw: int, most: np.ndarray) -> list[tuple[np.ndarray, ...]]:
        """By quarter: tie, run and draw wherever a draw lies below what its chance can ever be."""
        draws = self.tie_luck[:, :, draw, : self.runs].transpose(1, 0, 2)
        quarter, tie, run = np.unravel_index(np.flatnonzero(draws < most * _SLACK), draws.shape)
        columns = tie, run, draws[quarter, tie, run]
        ends = np.searchsorted(quarter, np.arange(1, len(draws)))
        return list(zip(*(np.split(column, ends) for column in columns), strict=True))

    def _start_ties(self, ties: int) -> None:
        shape = (ties, self.runs)
        self.strength, self.plug, self.holding = (np.zeros(shape) for _ in range(3))
        self.lever, self.effort, self.novelty = np.zeros(shape), np.zeros(shape), np.ones(shape)
        self.open, self.pruned = np.ones(shape, bool), np.zeros(shape, bool)
        self.shares_pool = bool((self.plan.pool.sum(0) > 1).any())
        self.has_links = bool(self.plan.links.any())
        self.prunes = bool(self.plan.pruning.any())

    def note(self, quarter: int, kind: str, run: np.ndarray, tie=-1, region=-1) -> None:
        """Keep events for the history: one kind, in one quarter, of the given runs."""
        if len(run):
            self.events.append((quarter, kind, tie, run, region))


def _most_openings(plan: Plan) -> np.ndarray:
    """Chance of an opening through a full lever, with all search as planned."""
    looked = 1 + plan.model["search_openings"] * plan.search
    return plan.numbers["opportunity"] * np.maximum(plan.availability, 1) * looked


def _most_upsets(plan: Plan) -> np.ndarray:
    """Hazard of any shock through a full plug, for full dependence."""
    k = plan.numbers
    return k["leaving"] + k["quarrelling"] + plan.model["refocusing"] + k["absorption"]


@cache
def distances() -> np.ndarray:
    """Assumed distance of each foreign region, shape (4, 1)."""
    places = catalogue.regions()
    return np.array([[places[key].distance] for key in catalogue.foreign_regions()])
