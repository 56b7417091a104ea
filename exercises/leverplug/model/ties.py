"""Ties from quarter to quarter: effort, strength, what a lever brings, what a plug asks back."""

from __future__ import annotations

import numpy as np

from leverplug.model.history import PRUNED
from leverplug.model.state import State

_NONE = 1e-12  # keeps a quotient of nothing by nothing finite
_MOST_FREED = 3.0  # freed effort multiplies what a kept tie gets at most so often


def share_effort(state: State, quarter: int) -> None:
    """Effort of each tie, of search and of learning, after obligations (appendix, equation 1).

    Obligations take their share first; too long a plan is scaled down in proportion.
    """
    inputs = state.inputs
    planned = inputs.effort[quarter]
    state.working = inputs.active[quarter] & state.open
    obligations = inputs.obligation * (inputs.numbers["obligation"][:, 0] @ state.plug)
    state.obligations = np.minimum(obligations, 1.0)
    wanted = planned * state.working
    total = wanted.sum(0)
    if state.prunes:
        freed = (planned * state.pruned).sum(0)
        more = np.minimum(1 + freed / np.maximum(total, _NONE), _MOST_FREED)
        wanted, total = wanted * more, total * more
    total = total + inputs.search + inputs.learning
    scale = np.minimum(1.0, (1.0 - state.obligations) / np.maximum(total, _NONE))
    state.effort = wanted * scale
    state.search, state.learning = inputs.search * scale, inputs.learning * scale
    state.effort_used = state.obligations + total * scale


def strengthen(state: State) -> None:
    """Strength moves to what effort, availability and legitimacy allow (appendix, equation 2).

    Ties of a kind in one region share a pool of contacts: they split its strength, each has its
    upkeep, and partners who are rivals of one another hold back.
    """
    k, m, inputs = state.inputs.numbers, state.inputs.model, state.inputs
    useful = state.effort - m["upkeep"] * (1 + k["dissimilarity"])
    np.maximum(useful, 0, out=useful)
    pooled = useful
    if state.shares_pool:
        rivals = np.maximum(inputs.pooled(state.working) - 1, 0)
        pooled, useful = inputs.pooled(useful), useful / (1 + m["rivalry"] * rivals)
    standing = state.effective_legitimacy - k["demand"]
    if state.has_links:
        standing = standing + m["referral"] * inputs.linked(state.strength)
    gap = standing / m["gate_width"]
    gap += 1
    np.maximum(gap, 0, out=gap)
    np.minimum(gap, 1, out=gap)
    gap *= inputs.availability
    gap *= useful
    gap /= pooled + k["half_effort"]
    gap -= state.strength
    gap *= np.where(gap > 0, k["ease"], m["strength_fade"])
    state.strength += gap


def pull_levers(state: State) -> None:
    """A lever is strength times novelty; novelty is used up and renews (appendix, equation 3).

    What one tie of a pool has told, the others of that pool cannot tell again; contacts who know
    one another tell the same things (Burt 1992).
    """
    k, m = state.inputs.numbers, state.inputs.model
    state.lever = state.strength * state.novelty
    renewal = k["novelty_renewal"] * (1 + m["search_renewal"] * state.search)
    used_up = state.inputs.pooled(state.lever) if state.shares_pool else state.lever
    renewed = 1 - state.novelty
    renewed *= renewal
    renewed -= k["novelty_use"] * used_up
    state.novelty += renewed
    if state.shares_pool:
        np.maximum(state.novelty, 0, out=state.novelty)
    if state.has_links:
        acquainted = state.inputs.linked(state.working)
        state.lever = state.lever / (1 + m["redundancy"] * acquainted)


def grow_plugs(state: State) -> None:
    """A plug grows with strength and age, and outlives its tie a while (appendix, equation 4)."""
    k, m = state.inputs.numbers, state.inputs.model
    grown = k["plug_growth"] * state.strength
    grown *= 1 - state.plug
    state.plug += np.where(state.working, grown, -m["plug_decay"] * state.plug)


def prune(state: State, quarter: int) -> None:
    """Ties past their trial that show too little are ended (appendix, equation 13)."""
    k, m, inputs = state.inputs.numbers, state.inputs.model, state.inputs
    worth = (k["foreign_yield"] + k["organisational_yield"]) * state.lever
    worth = worth - m["prune_plug"] * k["narrowing"] * state.plug
    tried = inputs.quarters_active[quarter] >= m["prune_patience"]
    ended = (worth < inputs.pruning * m["prune_level"]) & (inputs.pruning > 0)
    ended &= tried & state.working
    tie, run = np.nonzero(ended & state.alive)
    state.note(quarter, PRUNED, run, tie)
    state.pruned |= ended
    state.open &= ~ended
