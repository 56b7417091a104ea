"""Ties from quarter to quarter: effort, strength, what a lever brings, what a plug asks back."""

from __future__ import annotations

import numpy as np

from leverplug.model.history import PRUNED
from leverplug.model.state import State

_NONE = 1e-12  # keeps a quotient of nothing by nothing finite
_MOST_FREED = 3.0  # freed effort multiplies what a kept tie gets at most so often


def share_effort(state: State, quarter: int) -> None:
    """Obligations take their share first; too long a plan is scaled down in proportion."""
    plan = state.plan
    planned = plan.effort[quarter]
    state.working = plan.active[quarter] & state.open
    claims = plan.obligation * (plan.numbers["obligation"][:, 0] @ state.plug)
    state.claimed = np.minimum(claims, 1.0)
    kept = planned * state.working
    asked = kept.sum(0)
    if state.prunes:
        freed = (planned * state.pruned).sum(0)
        more = np.minimum(1 + freed / np.maximum(asked, _NONE), _MOST_FREED)
        kept, asked = kept * more, asked * more
    asked = asked + plan.search + plan.learning
    scale = np.minimum(1.0, (1.0 - state.claimed) / np.maximum(asked, _NONE))
    state.effort = kept * scale
    state.search, state.learning = plan.search * scale, plan.learning * scale
    state.used = state.claimed + asked * scale


def strengthen(state: State) -> None:
    """Strength moves to what effort, availability and the firm's standing allow.

    Ties of a kind in one region share a pool of contacts: they split its strength, each has its
    upkeep, and partners who are rivals of one another hold back.
    """
    k, m, plan = state.plan.numbers, state.plan.model, state.plan
    useful = state.effort - m["upkeep"] * (1 + k["dissimilarity"])
    np.maximum(useful, 0, out=useful)
    pooled = useful
    if state.shares_pool:
        rivals = np.maximum(plan.pooled(state.working) - 1, 0)
        pooled, useful = plan.pooled(useful), useful / (1 + m["rivalry"] * rivals)
    standing = state.credit - k["demand"]
    if state.has_links:
        standing = standing + m["referral"] * (plan.links @ state.strength)
    gap = standing / m["gate_width"]
    gap += 1
    np.maximum(gap, 0, out=gap)
    np.minimum(gap, 1, out=gap)
    gap *= plan.availability
    gap *= useful
    gap /= pooled + k["half_effort"]
    gap -= state.strength
    gap *= np.where(gap > 0, k["ease"], m["strength_fade"])
    state.strength += gap


def pull_levers(state: State) -> None:
    """A lever is strength times what is still new in the tie; novelty is used up and renews.

    What one tie of a pool has told, the others of that pool cannot tell again.
    """
    k, m = state.plan.numbers, state.plan.model
    state.lever = state.strength * state.novelty
    renewal = k["novelty_renewal"] * (1 + m["search_renewal"] * state.search)
    told = state.plan.pooled(state.lever) if state.shares_pool else state.lever
    renewed = 1 - state.novelty
    renewed *= renewal
    renewed -= k["novelty_use"] * told
    state.novelty += renewed
    if state.shares_pool:
        np.maximum(state.novelty, 0, out=state.novelty)
    if state.has_links:  # contacts who know one another tell the same things (Burt 1992)
        acquainted = state.plan.links @ state.working
        state.lever = state.lever / (1 + m["redundancy"] * acquainted)


def grow_plugs(state: State) -> None:
    """A plug grows with strength and age, and outlives its tie for a while."""
    k, m = state.plan.numbers, state.plan.model
    grown = k["plug_growth"] * state.strength
    grown *= 1 - state.plug
    state.plug += np.where(state.working, grown, -m["plug_decay"] * state.plug)


def prune(state: State, quarter: int) -> None:
    """Discernment: ties past their trial that show too little are ended, their effort freed."""
    k, m, plan = state.plan.numbers, state.plan.model, state.plan
    worth = (k["foreign_yield"] + k["organisational_yield"]) * state.lever
    worth = worth - m["prune_plug"] * k["narrowing"] * state.plug
    tried = plan.active[: quarter + 1].sum(0) >= m["prune_patience"]
    ended = (worth < plan.pruning * m["prune_level"]) & tried & state.working & (plan.pruning > 0)
    tie, run = np.nonzero(ended & state.alive)
    state.note(quarter, PRUNED, run, tie)
    state.pruned |= ended
    state.open &= ~ended
