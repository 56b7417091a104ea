"""Openings and shocks that arrive through ties: both are drawn, and what they do to the state."""

from __future__ import annotations

import numpy as np

from leverplug.model.firm import logistic
from leverplug.model.history import ABSORBED, LOST, MISSED, QUARREL, REFOCUS, SEIZED, SHOCKS, Shock
from leverplug.model.state import ONE, ZERO, State


def meet_opportunities(state: State, quarter: int) -> None:
    """Ties bring openings abroad; the firm's readiness decides (appendix, equation 8)."""
    tie, run, place, drawn, where = state.opening_candidates[quarter]
    chance = state.kind["opportunity"][tie]
    chance *= state.lever.ravel()[place]
    looked = state.model["search_openings"] * state.search[run]
    looked += ONE
    chance *= looked
    (met,) = ((drawn < chance) & state.alive[run]).nonzero()
    if not len(met):
        return
    tie, run, drawn, where, chance = tie[met], run[met], drawn[met], where[met], chance[met]
    chance *= readiness(state, run)
    seized = drawn < chance
    missed = ~seized
    state.note(quarter, MISSED, run[missed], tie[missed])
    _seize(state, quarter, tie[seized], run[seized], where[seized])


def readiness(state: State, run: np.ndarray) -> np.ndarray:
    """Chance that an opening is seized in each of the given runs."""
    m = state.model
    ready = m["ready_knowledge"] * state.knowledge[run]
    ready += m["ready_base"]
    ready += m["ready_resources"] * state.organisational[run]
    ready += state.ready_experience[run]
    return logistic(ready)


def _seize(state: State, quarter: int, tie: np.ndarray, run: np.ndarray, where: np.ndarray) -> None:
    """The region of the opening is served from now on; sales and what the tie holds step up."""
    if not len(run):
        return
    odds = state.odds_of_regions[tie]
    region = np.add.reduce(where[:, None] * odds[:, -1:] >= odds, 1)
    state.note(quarter, SEIZED, run, tie, region)
    place = region * state.runs + run
    state.present.ravel()[place] = True
    np.add.at(state.sales.ravel(), place, state.model["opportunity_sales"])
    np.add.at(state.holding.ravel(), tie * state.runs + run, state.model["opportunity_holding"])


def suffer_shocks(state: State, quarter: int) -> None:
    """Partners leave, quarrel, refocus, or absorb a firm that depends on them (appendix, 9)."""
    by_kind = state.kind
    tie, run, place, drawn, _ = state.shock_candidates[quarter]
    (at_work,) = (state.working.ravel()[place] & state.alive[run]).nonzero()
    if not len(at_work):
        return
    tie, run, place, drawn = tie[at_work], run[at_work], place[at_work], drawn[at_work]
    share = dependence(state, tie, run)
    like = dependence(state, tie, run, pooled=True) if state.shares_pool else share
    edges = np.empty((len(SHOCKS), len(tie)))  # of the hazards, in the order of `SHOCKS`
    np.add(by_kind["leaving"][tie], ZERO, out=edges[0])
    quarrel = by_kind["quarrelling"][tie]
    quarrel *= state.plug.ravel()[place]
    np.add(edges[0], quarrel, out=edges[1])
    np.add(edges[1], state.model["refocusing"], out=edges[2])
    absorption = by_kind["absorption"][tie]
    absorption *= share
    absorption *= like
    np.add(edges[2], absorption, out=edges[3])
    (hit,) = (drawn < edges[3]).nonzero()
    happened = np.add.reduce(drawn[hit] >= edges[:, hit])
    for number in sorted(set(happened.tolist())):
        one = hit[happened == number]
        strike(state, quarter, SHOCKS[number], tie[one], run[one], share[one])


def dependence(
    state: State, tie: np.ndarray, run: np.ndarray, *, pooled: bool = False
) -> np.ndarray:
    """Share of all foreign resources that are held through each of the given ties, 0 to 1.

    With `pooled`, through all ties of the same kind and region together.
    """
    total = np.add.reduce(state.holding)[run]
    total += state.model["dependence_base"]
    held = state.inputs.pooled(state.holding) if pooled else state.holding
    return held.ravel()[tie * state.runs + run] / total


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
    leaves = share * (ONE - state.model["retained"] * state.knowledge[run])
    np.multiply.at(state.sales.T, run, ONE - leaves[:, None] * state.inputs.reach[tie])
    place = tie * state.runs + run
    for stock in (state.strength, state.holding, state.plug):
        stock.ravel()[place] = 0
    state.open.ravel()[place] = False


def _quarrel(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The tie suffers, and so do the others and the firm's name: a quarrel is heard of."""
    m, place = state.model, tie * state.runs + run
    left = ONE - m["trouble"] * state.plug.ravel()[place]
    state.strength.ravel()[place] *= m["quarrel_left"]
    np.multiply.at(state.legitimacy, run, left)
    np.multiply.at(state.strength.T, run, left[:, None])


def _refocus(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The partner looks elsewhere: little of what it brings is new any more."""
    state.novelty.ravel()[tie * state.runs + run] *= state.model["refocus_left"]


def _absorb(state: State, tie: np.ndarray, run: np.ndarray, share: np.ndarray) -> None:
    """The firm goes on inside its partner, no longer as a venture of its own."""
    state.absorbed[run] = True
    state.end(run)


_EFFECTS = {LOST: _lose, QUARREL: _quarrel, REFOCUS: _refocus, ABSORBED: _absorb}
