"""One quarter of the model, and the histories of designs over many runs at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from leverplug.model import firm, openings_and_shocks, ties
from leverplug.model.draws import BLOCK
from leverplug.model.history import FIRM_SERIES, TIE_SERIES, History, Log, Shock, joined, logs_of
from leverplug.model.inputs import Inputs, Overrides, inputs_of
from leverplug.model.state import REGIONS, State
from leverplug.venture import QUARTERS, ValidationError, Venture

AT_ONCE = 8  # blocks of draws: enough to make calls of NumPy worth their while
WIDTH = AT_ONCE * BLOCK  # columns held in memory at a time
MOST_RUNS = 1_000_000  # of one history held in memory; use `in_pieces` for more
_CALLS = 4_000  # cells (a tie in a run) that take as long as the calls of NumPy in one pass


def step(state: State, quarter: int, shocks: Sequence[tuple[Shock, ...]] = ()) -> None:
    """Move a block of runs one quarter forward.

    Args:
        state: The block; changed in place.
        quarter: Counted from 0.
        shocks: For each design the shocks of its scenario, which strike all of its runs.
    """
    ties.share_effort(state, quarter)
    ties.strengthen(state)
    ties.pull_levers(state)
    ties.grow_plugs(state)
    firm.fill_stocks(state)
    firm.earn_legitimacy(state)
    firm.weigh_markets(state)
    openings_and_shocks.meet_opportunities(state, quarter)
    openings_and_shocks.suffer_shocks(state, quarter)
    for design, planned in enumerate(shocks):
        for shock in planned:
            if shock.quarter == quarter + 1:
                openings_and_shocks.strike_design(state, quarter, design, shock)
    firm.enter_markets(state, quarter)
    firm.sell(state, quarter)
    firm.pay(state, quarter)
    if state.prunes:
        ties.prune(state, quarter)


def simulate(
    venture: Venture,
    runs: int = 500,
    seed: int = 1,
    *,
    detail: bool = False,
    watched: int = 0,
    shocks: tuple[Shock, ...] = (),
    overrides: Overrides | None = None,
) -> History:
    """The history of a design over 40 quarters, in many runs.

    Equal seeds give equal draws to every tie of the same id, so two designs run with one seed
    differ by their choices alone.

    Args:
        venture: The design.
        runs: How many runs, 1 to 1,000,000.
        seed: Whole number, 0 or more; the key of the draws.
        detail: Keep the series of each tie and the events of every run as well.
        watched: Keep them of so many runs, the first ones, which takes less than of all.
        shocks: Shocks that happen to every run in a set quarter, for scenarios.
        overrides: Parameters to replace, as (scope, name) -> value, for sensitivity analysis.

    Raises:
        ValidationError: A number is out of range, or a shock names no tie of the venture.
        ValueError: `seed` is not a whole number, 0 or more.

    Example:
        >>> from leverplug.venture import Tie
        >>> fair = Tie("fair-1", "trade_fair", 0.3, region="close")
        >>> simulate(Venture(ties=(fair,)), runs=20).foreign_sales.shape
        (40, 20)
    """
    (history,) = simulate_together(
        [venture], runs, seed,
        detail=detail, watched=watched, shocks=[shocks], overrides=overrides,
    )  # fmt: skip
    return history


def simulate_together(
    designs: Sequence[Venture],
    runs: int = 500,
    seed: int = 1,
    *,
    detail: bool = False,
    watched: int = 0,
    shocks: Sequence[tuple[Shock, ...]] | None = None,
    overrides: Overrides | None = None,
) -> list[History]:
    """Histories of several designs on common random numbers, in as few passes as pay.

    Each is what `simulate` gives for its design alone; they may differ in everything, ties too.

    Args:
        designs: The designs, one or more.
        runs, seed, detail, watched, overrides: As for `simulate`, for each design.
        shocks: For each design the shocks of its scenario; none if None.

    Raises:
        ValidationError: As for `simulate`, or `shocks` are not as many as the designs.

    Example:
        >>> from leverplug.venture import Tie
        >>> design = Venture(ties=(Tie("kin-1", "kin", 0.2),))
        >>> with_kin, without = simulate_together([design, design.without_tie("kin-1")], runs=20)
        >>> float((with_kin.foreign_resources - without.foreign_resources).min())
        0.0
    """
    shocks = [()] * len(designs) if shocks is None else shocks
    _check(designs, runs, watched, shocks)
    watched = runs if detail else min(watched, runs)
    histories: list[History] = []
    for group in _passes(designs, runs):
        mine, planned = [designs[n] for n in group], [shocks[n] for n in group]
        pieces = _pieces(inputs_of(mine, overrides), runs, seed, watched, planned)
        histories += map(joined, zip(*pieces, strict=True), mine)
    return histories


def _check(
    designs: Sequence[Venture], runs: int, watched: int, shocks: Sequence[tuple[Shock, ...]]
) -> None:
    if isinstance(runs, bool) or not isinstance(runs, int) or not 1 <= runs <= MOST_RUNS:
        raise ValidationError("runs", runs, f"give a whole number from 1 to {MOST_RUNS:,}")
    if isinstance(watched, bool) or not isinstance(watched, int) or watched < 0:
        raise ValidationError("watched", watched, "give a whole number of runs, 0 or more")
    if len(shocks) != len(designs):
        remedy = f"give shocks for each of the {len(designs)} designs, () for none"
        raise ValidationError("shocks", f"{len(shocks)} scenarios", remedy)
    for venture, planned in zip(designs, shocks, strict=True):
        for shock in planned:
            venture.tie(shock.tie_id)


def _passes(designs: Sequence[Venture], runs: int) -> Iterator[list[int]]:
    """Which designs to run side by side, by number.

    A pass with one more design saves calls of NumPy, and costs the cells of ties that only some
    of its designs have.
    """
    group: list[int] = []
    together: set[tuple[str, str, str | None]] = set()
    for number, venture in enumerate(designs):
        own = {(tie.id, tie.kind, tie.region) for tie in venture.ties}
        union, several = together | own, len(group) + 1
        more = len(union) * several - len(together) * len(group) - len(own)
        if group and (several * runs > WIDTH or more * runs > _CALLS):
            yield group
            group, union = [], own
        group, together = [*group, number], union
    if group:
        yield group


def in_pieces(inputs: Inputs, runs: int, seed: int = 1) -> Iterator[History]:
    """The history of one design or a sample, at most 4,096 runs at a time: bounded memory."""
    for (piece,) in _pieces(inputs, runs, seed, 0, [()]):
        yield piece


def simulate_sample(inputs: Inputs, seed: int = 1, quarters: int = QUARTERS) -> History:
    """The history of many ventures, one run of each.

    Args:
        inputs: A sample, as `sample_of` gives it.
        seed: Key of the draws.
        quarters: How many quarters are run, 1 to 40; series are as long.

    Returns:
        Run r is that of venture r; `History.venture` is None.
    """
    pieces = _pieces(inputs, inputs.high_tech.shape[-1], seed, 0, [()], quarters)
    return joined([piece for (piece,) in pieces], None)


def _pieces(
    inputs: Inputs,
    runs: int,
    seed: int,
    watched: int,
    shocks: Sequence[tuple[Shock, ...]],
    quarters: int = QUARTERS,
) -> Iterator[list[History]]:
    """Histories of all designs, a block of runs at a time.

    The series of ties and the events are those of the first `watched` runs.
    """
    blocks = max(1, AT_ONCE // inputs.designs)
    for start in range(0, runs, blocks * BLOCK):
        several = min(blocks * BLOCK, runs - start)
        state = State(inputs.part(start, start + several), seed, start // BLOCK, several)
        seen = max(0, min(watched - start, several))
        series = _course(state, seen, shocks, quarters)
        logs = logs_of(state.events, inputs.members, several, seen, start) if watched else None
        yield [
            _history(series, inputs, design, several, seen, seed, logs[design] if logs else None)
            for design in range(inputs.designs)
        ]


def _course(
    state: State, watched: int, shocks: Sequence[tuple[Shock, ...]], quarters: int
) -> dict[str, np.ndarray]:
    """Run a block through its quarters; series of all designs side by side in the last axis."""
    ties_now, runs = len(state.inputs.tie_ids), state.runs
    firm_series: dict[str, np.ndarray] = {
        name: np.empty((quarters, runs), kind) for name, kind in FIRM_SERIES.items()
    }
    firm_series["region_sales"] = np.empty((quarters, REGIONS, runs))
    firm_series["present"] = np.empty((quarters, REGIONS, runs), bool)
    columns = (
        np.arange(state.designs)[:, None] * state.runs_per_design + np.arange(watched)
    ).ravel()
    whole = state.designs == 1 or watched == state.runs_per_design
    seen: slice | np.ndarray = slice(len(columns)) if whole else columns
    tie_series: dict[str, np.ndarray] = {
        name: np.empty((quarters, ties_now, len(columns))) for name in TIE_SERIES if watched
    }
    planned = shocks if any(shocks) else ()
    for quarter in range(quarters):
        step(state, quarter, planned)
        now = vars(state) | {
            "foreign_intensity": state.intensity,
            "foreign_resources": state.foreign.sum(0) / REGIONS,
            "region_sales": state.sales,
        }
        for name, values in firm_series.items():
            values[quarter] = now[name]
        for name, values in tie_series.items():
            values[quarter] = now[name][:, seen]
    return firm_series | tie_series


def _history(
    series: dict[str, np.ndarray],
    inputs: Inputs,
    design: int,
    runs: int,
    watched: int,
    seed: int,
    log: Log | None,
) -> History:
    """One design's part of the series of a pass."""
    members = list(inputs.members[design])
    every = len(members) == len(inputs.tie_ids)
    found = {}
    for name, values in series.items():
        count = watched if name in TIE_SERIES else runs
        mine = values[..., design * count : (design + 1) * count]
        found[name] = mine[:, members] if name in TIE_SERIES and not every else mine
    ids = tuple(inputs.tie_ids[place] for place in members)
    return History(venture=None, seed=seed, tie_ids=ids, log=log, **found)
