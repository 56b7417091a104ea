"""One model of a venture and its ties, run over many draws of luck at once.

Each quarter effort is shared out, ties grow or fade, levers fill the firm's stocks, plugs take
their toll, opportunities and shocks arrive, and sales move. The steps live in `ties`, `firm` and
`chance`; the book's appendix sets out their equations by the ODD protocol.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from leverplug.model import firm, openings_and_shocks, ties
from leverplug.model.draws import BLOCK
from leverplug.model.history import (
    FIRM_SERIES,
    TIE_SERIES,
    Happening,
    History,
    Shock,
    collect_events,
)
from leverplug.model.inputs import Overrides, Plan, compile_plan
from leverplug.model.state import REGIONS, State
from leverplug.venture import QUARTERS, ValidationError, Venture

AT_ONCE = 8  # blocks of luck: enough to make calls of NumPy worth their while
WIDTH = AT_ONCE * BLOCK  # runs held in memory at a time
MOST_RUNS = 1_000_000  # of one history held in memory; use `blocks` for more


def step(state: State, quarter: int, shocks: tuple[Shock, ...] = ()) -> None:
    """Move a block of runs one quarter forward.

    Args:
        state: The block; changed in place.
        quarter: Counted from 0.
        shocks: Shocks set for all runs, besides those that luck brings.
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
    for shock in shocks:
        if shock.quarter == quarter + 1:
            _strike_all(state, quarter, shock)
    firm.enter_markets(state, quarter)
    firm.sell(state, quarter)
    firm.pay(state, quarter)
    if state.prunes:
        ties.prune(state, quarter)


def _strike_all(state: State, quarter: int, shock: Shock) -> None:
    run = np.flatnonzero(state.alive)
    tie = np.full(len(run), state.plan.tie_ids.index(shock.tie_id))
    at_work = (state.working & state.open)[tie, run]  # not lost to luck in this quarter
    tie, run = tie[at_work], run[at_work]
    share = openings_and_shocks.dependence(state, tie, run)
    openings_and_shocks.strike(state, quarter, shock.kind, tie, run, share)


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
    """The history of a design over 40 quarters, for many draws of luck.

    Equal seeds give equal luck to every tie of the same id, so two designs run with one seed
    differ by their choices alone.

    Args:
        venture: The design.
        runs: How many draws of luck, 1 to 1,000,000.
        seed: Whole number, 0 or more; the key of the luck.
        detail: Keep the course of each tie and the events of every run as well.
        watched: Keep them of so many runs, the first ones, which takes less than of all.
        shocks: Shocks that happen to every run in a set quarter, for scenarios.
        overrides: Parameters to replace, as (scope, name) -> value, for sensitivity analysis.

    Returns:
        Arrays of shape (40, runs) and more; see `History`.

    Raises:
        ValidationError: `runs` or `watched` is out of range, or a shock names no tie of the
            venture.
        ValueError: `seed` is not a whole number, 0 or more.

    Example:
        >>> from leverplug.venture import Tie
        >>> fair = Tie("fair-1", "trade_fair", 0.3, region="close")
        >>> simulate(Venture(ties=(fair,)), runs=20).foreign_sales.shape
        (40, 20)
    """
    if isinstance(runs, bool) or not isinstance(runs, int) or not 1 <= runs <= MOST_RUNS:
        raise ValidationError("runs", runs, f"give a whole number from 1 to {MOST_RUNS:,}")
    if isinstance(watched, bool) or not isinstance(watched, int) or watched < 0:
        raise ValidationError("watched", watched, "give a whole number of runs, 0 or more")
    for shock in shocks:
        venture.tie(shock.tie_id)
    watched = runs if detail else min(watched, runs)
    plan = compile_plan(venture, overrides)
    parts = list(blocks(plan, runs, seed, watched=watched, shocks=shocks))
    series = {
        name: _joined([part[name] for part, _ in parts if name in part]) for name in parts[0][0]
    }
    log = collect_events([events for _, events in parts], WIDTH, watched) if watched else None
    return History(venture=venture, seed=seed, tie_ids=plan.tie_ids, log=log, **series)


def blocks(
    plan: Plan, runs: int, seed: int, *, watched: int = 0, shocks: tuple[Shock, ...] = ()
) -> Iterator[tuple[dict[str, np.ndarray], list[Happening]]]:
    """Series and events of a plan, at most 4,096 runs at a time: bounded memory.

    The series hold the ties of the first `watched` runs, the events those of all runs.
    """
    for start in range(0, runs, WIDTH):
        state = State(plan, seed, start // BLOCK, min(WIDTH, runs - start))
        yield _course(state, min(watched - start, state.runs), shocks), state.events


def _joined(pieces: list[np.ndarray]) -> np.ndarray:
    """Pieces side by side in their last axis; a single one is not copied."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces, axis=-1)


def _course(state: State, watched: int, shocks: tuple[Shock, ...]) -> dict[str, np.ndarray]:
    """Run a block through all quarters and keep its series."""
    ties_now, runs = len(state.plan.tie_ids), state.runs
    kept: dict[str, np.ndarray] = {
        name: np.empty((QUARTERS, runs), kind) for name, kind in FIRM_SERIES.items()
    }
    kept["region_sales"] = np.empty((QUARTERS, REGIONS, runs))
    kept["present"] = np.empty((QUARTERS, REGIONS, runs), bool)
    seen = TIE_SERIES if watched > 0 else ()
    kept_ties: dict[str, np.ndarray] = {
        name: np.empty((QUARTERS, ties_now, watched)) for name in seen
    }
    for quarter in range(QUARTERS):
        step(state, quarter, shocks)
        now = vars(state) | {
            "foreign_sales": state.sales.sum(0),
            "foreign_intensity": state.intensity,
            "foreign_resources": state.foreign.sum(0) / REGIONS,
            "effort_used": state.used,
            "obligations": state.claimed,
            "region_sales": state.sales,
        }
        for name, series in kept.items():
            series[quarter] = now[name]
        for name, series in kept_ties.items():
            series[quarter] = now[name][:, :watched]
    return kept | kept_ties
