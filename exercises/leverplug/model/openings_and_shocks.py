"""Openings and shocks that arrive through ties: both are drawn, and what they do to the state."""

from __future__ import annotations

import numpy as np

from leverplug.model.firm import logistic
from leverplug.model.history import ABSORBED, LOST, MISSED, QUARREL, REFOCUS, SEIZED, SHOCKS, Shock
from leverplug.model.state import State


def meet_opportunities(state: State, quarter: int) -> None:
    """Ties bring openings abroad; the firm's readiness decides (appendix, equation 8)."""
    k, m = state.inputs.numbers, state.inputs.model
    tie, run, drawn, where = state.opening_candidates[quarter]
    looked = 1 + m["search_openings"] * state.search
    chance = k["opportunity"][tie, 0] * state.lever[tie, run] * looked[run]
    (met,) = ((drawn < chance) & state.alive[run]).nonzero()
    if not len(met):
        return
    tie, run, drawn, where, chance = tie[met], run[met], drawn[met], where[met], chance[met]
    seized = drawn < chance * readiness(state)[run]
    state.note(quarter, MISSED, run[~seized], tie[~seized])
    if seized.any():
        _seize(state, quarter, tie[seized], run[seized], where[seized])


def readiness(state: State) -> np.ndarray:
    """Chance that an opening is seized, shape (R,)."""
    m = state.inputs.model
    return logistic(
        m["ready_base"]
        + m["ready_knowledge"] * state.knowledge
        + m["ready_resources"] * state.organisational
        + m["ready_experience"] * (state.inputs.experience - 0.5)
    )


def _seize(state: State, quarter: int, tie: np.ndarray, run: np.ndarray, where: np.ndarray) -> None:
    """The region of the opening is served from now on; sales and what the tie holds step up."""
    m = state.inputs.model
    odds = state.inputs.reach[tie].cumsum(1)
    region = (where[:, None] * odds[:, -1:] >= odds).sum(1)
    state.note(quarter, SEIZED, run, tie, region)
    state.present[region, run] = True
    np.add.at(state.sales, (region, run), m["opportunity_sales"])
    np.add.at(state.holding, (tie, run), m["opportunity_holding"])


def suffer_shocks(state: State, quarter: int) -> None:
    """Partners leave, quarrel, refocus, or absorb a firm that depends on them (appendix, 9)."""
    k, m = state.inputs.numbers, state.inputs.model
    tie, run, drawn, _ = state.shock_candidates[quarter]
    (at_work,) = (state.working[tie, run] & state.alive[run]).nonzero()
    if not len(at_work):
        return
    tie, run, drawn = tie[at_work], run[at_work], drawn[at_work]
    share = dependence(state, tie, run)
    like = dependence(state, tie, run, pooled=True) if state.shares_pool else share
    hazards = np.empty((len(SHOCKS), len(tie)))  # in the order of `SHOCKS`
    hazards[0] = k["leaving"][tie, 0]
    hazards[1] = k["quarrelling"][tie, 0] * state.plug[tie, run]
    hazards[2] = m["refocusing"]
    hazards[3] = k["absorption"][tie, 0] * share * like
    edges = hazards.cumsum(0)
    (hit,) = (drawn < edges[-1]).nonzero()
    happened = (drawn[hit] >= edges[:, hit]).sum(0)
    for number in sorted(set(happened.tolist())):
        one = hit[happened == number]
        strike(state, quarter, SHOCKS[number], tie[one], run[one], share[one])


def dependence(
    state: State, tie: np.ndarray, run: np.ndarray, *, pooled: bool = False
) -> np.ndarray:
    """Share of all foreign resources that are held through each of the given ties, 0 to 1.

    With `pooled`, through all ties of the same kind and region together.
    """
    total = state.holding.sum(0) + state.inputs.model["dependence_base"]
    held = state.inputs.pooled(state.holding) if pooled else state.holding
    return held[tie, run] / total[run]


def strike(
    state: State, quarter: int, kind: str, tie: np.ndarray, run: np.ndarray, share: np.ndarray
) -> None:
    """Let a shock of one kind happen to the given ties and runs.

    Args:
        state: The block of runs.
        quarter: Counted from 0.
        kind: "lost", "quarrel", "refocus" or "absorbed".
        tie, run: Index arrays of equal length.
        share: Dependence of the firm on each tie, 0 to 1.
    """
    if len(run):
        state.note(quarter, kind, run, tie)
        _EFFECTS[kind](state, tie, run, share)


def strike_design(state: State, quarter: int, design: int, shock: Shock) -> None:
    """Let a shock of a scenario strike all runs of one design in which its tie is at work."""
    first = design * state.runs_per_design
    run = first + np.flatnonzero(state.alive[first : first + state.runs_per_design])
    tie = np.full(len(run), state.inputs.row(design, shock.tie_id))
    at_work = (state.working & state.open)[tie, run]  # not lost by chance in this quarter
    tie, run = tie[at_work], run[at_work]
    strike(state, quarter, shock.kind, tie, run, dependence(state, tie, run))


def _lose(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """What the partner held is gone with the sales that rode on it, but for what was learnt."""
    leaves = share * (1 - state.inputs.model["retained"] * state.knowledge[run])
    np.multiply.at(state.sales.T, run, 1 - leaves[:, None] * state.inputs.reach[tie])
    for stock in (state.strength, state.holding, state.plug):
        stock[tie, run] = 0
    state.open[tie, run] = False


def _quarrel(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The tie suffers, and so do the others and the firm's name: a quarrel is heard of."""
    m = state.inputs.model
    left = 1 - m["trouble"] * state.plug[tie, run]
    state.strength[tie, run] *= m["quarrel_left"]
    np.multiply.at(state.legitimacy, run, left)
    np.multiply.at(state.strength.T, run, left[:, None])


def _refocus(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The partner looks elsewhere: little of what it brings is new any more."""
    state.novelty[tie, run] *= state.inputs.model["refocus_left"]


def _absorb(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The firm goes on inside its partner, no longer as a venture of its own."""
    state.absorbed[run] = True
    state.alive[run] = False


_EFFECTS = {LOST: _lose, QUARREL: _quarrel, REFOCUS: _refocus, ABSORBED: _absorb}
