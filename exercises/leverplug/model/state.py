"""The mutable state of a block of runs, and the random draws that it will meet."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from itertools import pairwise

import numpy as np

from leverplug import catalogue
from leverplug.model.draws import BLOCK, CACHED, stream
from leverplug.model.history import Happening
from leverplug.model.inputs import Inputs, repeated
from leverplug.venture import QUARTERS

REGIONS = 4  # foreign regions
MARKET = 100.0  # index points of sales a foreign region offers at most
TIE_DRAWS = 3  # opening, the region it opens, shock
OPENING, REGION, SHOCK = range(TIE_DRAWS)
ENTRY, DEMAND = "firm: entry", "firm: demand"  # streams of the venture itself
# Arrays of no axis: NumPy takes them in half the time of Python's numbers.
ZERO, ONE = np.array(0.0), np.array(1.0)
_WIDEST = 2 * BLOCK  # columns for which a number of each tie is repeated: quick, but takes memory
# Ties, runs, places in the raveled arrays of ties, draws, and draws of a region: one entry for
# each candidate.
Candidates = tuple[np.ndarray, ...]
_OF_TIES = ("demand", "half_effort", "ease", "novelty_renewal", "novelty_use", "plug_growth",
            "foreign_yield")  # fmt: skip
_SLACK = 1 + 1e-9  # for rounding, where a chance is compared with its upper bound


class State:
    """Mutable state of a block of runs: ties (T, R), regions (4, R), firm (R,).

    Args:
        inputs: One design, several, or a sample with a run for each venture.
        seed: Key of the draws.
        block: Number of the first block of 512 runs.
        runs: Runs of each design from there on. Run r of design d stands in column d x runs + r
            and meets the same draws as run r of any other (common random numbers).
    """

    # Flows: each quarter makes them anew before it reads them.
    working: np.ndarray  # (T, R), bool: at work as planned and not ended; by ties.share_effort
    obligations: np.ndarray  # (R,), share of effort taken by obligations; by ties.share_effort
    search: np.ndarray  # (R,), share of effort left for search; by ties.share_effort
    learning: np.ndarray  # (R,), share of effort left for learning; by ties.share_effort
    effort_used: np.ndarray  # (R,), share of effort used for anything; by ties.share_effort
    foreign: np.ndarray  # (4, R), foreign resources held, 0 to 1; by firm.weigh_markets
    drive: np.ndarray  # (4, R), pull of each foreign region; by firm.weigh_markets

    def __init__(self, inputs: Inputs, seed: int, block: int, runs: int) -> None:
        self.designs, self.runs_per_design = inputs.designs, runs
        self.inputs, m = inputs.for_runs(runs), inputs.model
        self.runs = self.designs * runs
        self._draws_key = (seed, block, runs)
        blocks = -(-runs // BLOCK)
        entry = stream(seed, block, ENTRY, (QUARTERS, REGIONS + 1), blocks)
        self._entry = entry[:, :REGIONS, :runs]
        waves = [demand(seed, block + n, m["demand_noise"], m["demand_memory"])
                 for n in range(blocks)]  # fmt: skip
        self._demand = (waves[0] if blocks == 1 else np.concatenate(waves, -1))[..., :runs]
        self.events: list[Happening] = []
        self.model = {name: np.array(value) for name, value in m.items()}
        self._look_up_ties(inputs)
        self._look_up_firm(self.inputs)
        self._start_ties(len(inputs.tie_ids))
        self._start_firm(self.inputs)

    def _look_up_ties(self, inputs: Inputs) -> None:
        """Parameters of the ties: of a tie in each run, and of its kind alone."""
        k, m, wide = inputs.numbers, inputs.model, self.runs <= _WIDEST
        by_tie = {name: k[name] for name in _OF_TIES} | {
            "upkeep": m["upkeep"] * (1 + k["dissimilarity"]),
            "learning_half": m["learning_half"] * (1 + k["dissimilarity"]),
            "yield": k["foreign_yield"] + k["organisational_yield"],
            "prune_plug": m["prune_plug"] * k["narrowing"],
        }
        self.by_tie = {
            name: repeated(values, self.runs) if wide else values for name, values in by_tie.items()
        }
        self.kind = {name: values[:, 0] for name, values in k.items()}
        # To the old circle, not to strangers.
        self.odds_of_regions = inputs.reach.cumsum(1)  # of an opening, shape (T, 4)
        self.loyalty = m["drag"] * k["narrowing"] * (1 - inputs.reach)

    def _look_up_firm(self, inputs: Inputs) -> None:
        """What the firm's own numbers come to in every quarter."""
        m = inputs.model
        self.push = m["drive_push"] * (0.5 - inputs.home_market)
        self.high_tech_drive = m["drive_high_tech"] * inputs.high_tech
        self.far = m["drive_distance"] * distances()
        self.home_size = MARKET * (m["home_smallest"] + m["home_range"] * inputs.home_market)
        # Of each run: an opening asks for that of few.
        self.ready_experience = np.zeros(self.runs) + m["ready_experience"] * (
            inputs.experience - 0.5
        )
        self.upkeep = m["burn"] + m["burn_high_tech"] * inputs.high_tech

    def _start_ties(self, ties: int) -> None:
        shape = (ties, self.runs)
        self.strength, self.plug, self.holding = (np.zeros(shape) for _ in range(3))
        self.lever, self.effort, self.novelty = np.zeros(shape), np.zeros(shape), np.ones(shape)
        self.open, self.pruned = np.ones(shape, bool), np.zeros(shape, bool)
        self.shares_pool = bool(self.inputs.pools)
        self.has_links = bool(self.inputs.links.any())
        self.prunes = bool(self.inputs.pruning.any())

    def _start_firm(self, inputs: Inputs) -> None:
        runs, m = self.runs, inputs.model
        self.sales, self.present = np.zeros((REGIONS, runs)), np.zeros((REGIONS, runs), bool)
        self.home_sales, self.intensity = np.zeros(runs), np.zeros(runs)
        self.foreign_sales = np.zeros(runs)
        self.alive, self.absorbed = np.ones(runs, bool), np.zeros(runs, bool)
        self.living = np.ones(runs)  # `alive` as a number
        self.organisational = np.zeros(runs) + m["organisational_start"]
        self.organisational += m["organisational_experience"] * inputs.experience
        self.knowledge = np.zeros(runs) + m["knowledge_start"] * inputs.experience
        self.legitimacy = np.zeros(runs) + m["legitimacy_start"] * (0.5 + inputs.experience)
        self.effective_legitimacy = self.legitimacy.copy()
        self.cash = np.full(runs, m["cash_start"])

    def entry_draws(self, quarter: int) -> np.ndarray:
        """Draws of entry into each foreign region in a quarter, shape (4, R)."""
        return self._for_each_design(self._entry[quarter])

    def demand_factors(self, quarter: int) -> np.ndarray:
        """What demand is times its usual in each foreign region and at home, shape (5, R)."""
        return self._for_each_design(self._demand[quarter])

    def _for_each_design(self, draws: np.ndarray) -> np.ndarray:
        return draws if self.designs == 1 else np.concatenate([draws] * self.designs, axis=-1)

    @cached_property
    def opening_candidates(self) -> list[Candidates]:
        """By quarter, the draws that may be an opening."""
        return self._candidates(OPENING, _opening_bound(self.inputs))

    @cached_property
    def shock_candidates(self) -> list[Candidates]:
        """By quarter, the draws that may be a shock."""
        return self._candidates(SHOCK, _shock_bound(self.inputs))

    def _candidates(self, slot: int, bound: np.ndarray) -> list[Candidates]:
        """By quarter, the draws below an upper bound of their chance, shape (T, 1) or (T, R)."""
        seed, block, runs = self._draws_key
        names, bound = self.inputs.tie_ids, bound * _SLACK
        by_design = bound[:, :: runs if self.designs > 1 else 1]
        if runs <= BLOCK and by_design.shape[1] <= self.designs:  # a lab's: asked for again soon
            bounds = tuple(map(tuple, by_design.T.tolist()))
            return _cached_candidates(seed, block, runs, self.designs, names, slot, bounds)
        blocks = -(-runs // BLOCK)
        draws = [tie_draws(seed, block, name, blocks)[..., :runs] for name in names]
        whole = np.broadcast_to(bound, (len(names), self.runs))
        return _by_quarter(
            [_below(draws, slot, part) for part in np.split(whole, self.designs, axis=1)], runs
        )

    def end(self, run: np.ndarray) -> None:
        """Let the ventures of these runs be no more: nothing is sold from now on."""
        self.alive[run], self.living[run] = False, 0
        self.present[:, run], self.sales[:, run] = False, 0

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


def _opening_bound(inputs: Inputs) -> np.ndarray:
    """Chance of an opening through a full lever, with all search as planned."""
    looked = 1 + inputs.model["search_openings"] * inputs.search
    return inputs.numbers["opportunity"] * np.maximum(inputs.availability, 1) * looked


def _shock_bound(inputs: Inputs) -> np.ndarray:
    """Hazard of any shock through a full plug, for full dependence."""
    k = inputs.numbers
    return k["leaving"] + k["quarrelling"] + inputs.model["refocusing"] + k["absorption"]


@lru_cache(maxsize=CACHED // 4)
def _cached_candidates(
    seed: int, block: int, runs: int, designs: int, names: tuple[str, ...], slot: int,
    bounds: tuple[tuple[float, ...], ...],
) -> list[Candidates]:  # fmt: skip
    """The candidates of one block where each tie has one bound for all runs of a design."""
    draws = [tie_draws(seed, block, name)[..., :runs] for name in names]
    below = [_below(draws, slot, np.array(bound)[:, None]) for bound in bounds]
    found = _by_quarter(below * (designs // len(below)), runs)
    for column in (column for columns in found for column in columns):
        column.flags.writeable = False
    return found


def _below(draws: list[np.ndarray], slot: int, bound: np.ndarray) -> list[np.ndarray]:
    """Quarters, ties, runs, draws and draws of a region wherever a draw lies below its bound."""
    found = [[np.empty(0, int)] * 3 + [np.empty(0)] * 2]
    for tie, (mine, most) in enumerate(zip(draws, bound, strict=True)):
        quarter, run = np.divmod(np.flatnonzero(mine[:, slot] < most), mine.shape[-1])
        drawn, region = mine[quarter, slot, run], mine[quarter, REGION, run]
        found.append([quarter, np.full(len(run), tie), run, drawn, region])
    return [np.concatenate(parts) for parts in zip(*found, strict=True)]


def _by_quarter(designs: list[list[np.ndarray]], runs: int) -> list[Candidates]:
    """The candidates of all designs, `runs` columns for each, sorted by quarter."""
    moved = [
        [quarter, tie, run + design * runs, *draws]
        for design, (quarter, tie, run, *draws) in enumerate(designs)
    ]
    quarter, *columns = (np.concatenate(parts) for parts in zip(*moved, strict=True))
    order = np.argsort(quarter, kind="stable")
    tie, run, *draws = (column[order] for column in columns)
    columns = [tie, run, tie * (runs * len(designs)) + run, *draws]
    ends = np.searchsorted(quarter[order], np.arange(QUARTERS + 1))
    return [tuple(column[start:end] for column in columns) for start, end in pairwise(ends)]


def tie_draws(seed: int, block: int, name: str, blocks: int = 1) -> np.ndarray:
    """The draws of one tie, shape (40, 3, 512 x blocks)."""
    return stream(seed, block, name, (QUARTERS, TIE_DRAWS), blocks)


@lru_cache(maxsize=CACHED // 4)
def demand(seed: int, block: int, noise: float, memory: float) -> np.ndarray:
    """Demand as a multiple of its usual, by region and at home, shape (40, 5, 512)."""
    shocks = noise * (2 * stream(seed, block, DEMAND, (QUARTERS, REGIONS + 1)) - 1)
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
