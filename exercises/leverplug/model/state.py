"""Where a block of ventures stands in a quarter: their ties, their stocks, their markets."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from itertools import pairwise

import numpy as np

from leverplug import catalogue
from leverplug.model import draws
from leverplug.model.history import Happening
from leverplug.model.inputs import Plan
from leverplug.venture import QUARTERS

REGIONS = 4  # foreign regions
MARKET = 100.0  # index points of sales a foreign region offers at most
TIE_DRAWS = 3  # opportunity, the region it opens, shock
OPENING, WHERE, UPSET = range(TIE_DRAWS)
ENTRY, DEMAND = "firm: entry", "firm: demand"  # streams of luck of the venture itself
Occasions = tuple[np.ndarray, ...]  # ties, runs, draws, and their other draws: one entry each
_SLACK = 1 + 1e-9  # for rounding, where a chance is compared with the most it can be


class State:
    """A block of runs of one plan: ties (T, R), foreign regions (4, R), the firm (R,).

    Args:
        plan: The design, or the sample of designs.
        seed: Key of the luck.
        block: Number of the first block of 512 runs.
        runs: How many runs are wanted from there on.
        stretch: Every stretch of so many runs has the draws of the first one, if given; it
            divides `runs`.
    """

    # Flows: each quarter makes them anew before it reads them.
    working: np.ndarray  # (T, R), bool: at work as planned and not ended; by ties.share_effort
    claimed: np.ndarray  # (R,), share of effort taken by obligations; by ties.share_effort
    search: np.ndarray  # (R,), share of effort left for search; by ties.share_effort
    learning: np.ndarray  # (R,), share of effort left for learning; by ties.share_effort
    used: np.ndarray  # (R,), share of effort used for anything; by ties.share_effort
    foreign: np.ndarray  # (4, R), foreign resources held, 0 to 1; by firm.weigh_markets
    drive: np.ndarray  # (4, R), pull of each foreign region; by firm.weigh_markets

    def __init__(
        self, plan: Plan, seed: int, block: int, runs: int, stretch: int | None = None
    ) -> None:
        self.plan, self.runs, m = plan, runs, plan.model
        stretch = stretch or runs
        several = -(-runs // draws.BLOCK)
        of_firm = (QUARTERS, REGIONS + 1)
        self.tie_luck = [
            _stretched(_of_tie(seed, block, name, several), stretch, runs) for name in plan.tie_ids
        ]
        entry = draws.stream(seed, block, ENTRY, of_firm, several)[:, :REGIONS]
        self.entry_luck = _stretched(entry, stretch, runs)
        blocks = [
            demand(seed, block + number, m["demand_noise"], m["demand_memory"])
            for number in range(several)
        ]
        waves = blocks[0] if several == 1 else np.concatenate(blocks, -1)
        self.demand = _stretched(waves, stretch, runs)
        self._one_block = (seed, block, stretch, runs) if several == 1 else None
        self.events: list[Happening] = []
        self._start_ties(len(plan.tie_ids))
        self.sales = np.zeros((REGIONS, runs))
        self.present = np.zeros((REGIONS, runs), bool)
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
    def openings(self) -> list[Occasions]:
        """By quarter, the draws that may be an opening, and those that say where."""
        return self._within(OPENING, _most_openings(self.plan))

    @cached_property
    def upsets(self) -> list[Occasions]:
        """By quarter, the draws that may be a shock, and others not used."""
        return self._within(UPSET, _most_upsets(self.plan))

    def _within(self, draw: int, most: np.ndarray) -> list[Occasions]:
        most = most * _SLACK
        if self._one_block and most.shape[1] == 1:  # a lab's: the next slider asks for the same
            limits = tuple(most[:, 0].tolist())
            return _kept(*self._one_block, self.plan.tie_ids, draw, limits)
        return _occasions(self.tie_luck, draw, np.broadcast_to(most, (len(most), self.runs)))

    def _start_ties(self, ties: int) -> None:
        shape = (ties, self.runs)
        self.strength, self.plug, self.holding = (np.zeros(shape) for _ in range(3))
        self.lever, self.effort, self.novelty = np.zeros(shape), np.zeros(shape), np.ones(shape)
        self.open, self.pruned = np.ones(shape, bool), np.zeros(shape, bool)
        self.shares_pool = bool(self.plan.pools)
        self.has_links = bool(self.plan.links.any())
        self.prunes = bool(self.plan.pruning.any())

    def note(
        self,
        quarter: int,
        kind: str,
        run: np.ndarray,
        tie: np.ndarray | int = -1,
        region: np.ndarray | int = -1,
    ) -> None:
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


@lru_cache(maxsize=draws.KEPT // 4)
def _kept(
    seed: int, block: int, stretch: int, runs: int, names: tuple[str, ...], draw: int,
    limits: tuple[float, ...],
) -> list[Occasions]:  # fmt: skip
    """The occasions of one block of luck where each tie has one limit for all runs."""
    draws = [_stretched(_of_tie(seed, block, name), stretch, runs) for name in names]
    found = _occasions(draws, draw, np.array(limits)[:, None])
    for column in (column for columns in found for column in columns):
        column.flags.writeable = False
    return found


def _occasions(draws: list[np.ndarray], draw: int, most: np.ndarray) -> list[Occasions]:
    """By quarter: tie, run and draws wherever a draw lies below what its chance can ever be."""
    columns = [np.empty(0, int), np.empty(0, int), np.empty(0, int), np.empty(0), np.empty(0)]
    found = [_below(here, number, draw, most[number]) for number, here in enumerate(draws)]
    if found:
        columns = [np.concatenate(parts) for parts in zip(*found, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    quarter, *columns = (column[order] for column in columns)
    ends = np.searchsorted(quarter, np.arange(QUARTERS + 1))
    return [
        tuple(column[start:end] for column in columns) for start, end in pairwise(ends.tolist())
    ]


def _below(draws: np.ndarray, tie: int, draw: int, most: np.ndarray) -> tuple[np.ndarray, ...]:
    """Quarters, the tie, runs and draws of one tie that lie below the most there can be."""
    quarter, run = np.divmod(np.flatnonzero(draws[:, draw] < most), draws.shape[-1])
    drawn, other = draws[quarter, draw, run], draws[quarter, WHERE, run]
    return quarter, np.full(len(run), tie), run, drawn, other


def _stretched(draws: np.ndarray, stretch: int, runs: int) -> np.ndarray:
    """The draws of the first `stretch` runs, again and again for so many runs."""
    first = draws[..., :stretch]
    return first if stretch == runs else np.concatenate([first] * (runs // stretch), axis=-1)


def _of_tie(seed: int, block: int, name: str, blocks: int = 1) -> np.ndarray:
    """The luck of one tie, shape (40, 3, 512 x blocks)."""
    return draws.stream(seed, block, name, (QUARTERS, TIE_DRAWS), blocks)


@lru_cache(maxsize=draws.KEPT // 4)
def demand(seed: int, block: int, noise: float, memory: float) -> np.ndarray:
    """What demand is times its usual, by region and at home, shape (40, 5, 512): waves of luck."""
    shocks = noise * (2 * draws.stream(seed, block, DEMAND, (QUARTERS, REGIONS + 1)) - 1)
    for before, now in pairwise(shocks):
        now += memory * before
    np.exp(shocks, out=shocks)
    shocks.flags.writeable = False
    return shocks


@cache
def distances() -> np.ndarray:
    """Assumed distance of each foreign region, shape (4, 1)."""
    places = catalogue.regions()
    return np.array([[places[key].distance] for key in catalogue.foreign_regions()])
