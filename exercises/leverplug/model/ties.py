"""Ties from quarter to quarter: effort, strength, what a lever brings, what a plug asks back."""

from __future__ import annotations

import numpy as np

from leverplug.model.history import PRUNED
from leverplug.model.state import ONE, ZERO, State

_NONE = np.array(1e-12)  # keeps a quotient of nothing by nothing finite
_MOST_FREED = 3.0  # freed effort multiplies what a kept tie gets at most so often


def share_effort(state: State, quarter: int) -> None:
    """Effort of each tie, of search and of learning, after obligations (appendix, equation 1).

    Obligations take their share first; too long a plan is scaled down in proportion.
    """
    inputs = state.inputs
    planned = inputs.effort[quarter]
    state.working = inputs.active[quarter] & state.open
    obligations = inputs.obligation * (state.kind["obligation"] @ state.plug)
    state.obligations = np.minimum(obligations, ONE, out=obligations)
    wanted = planned * state.working
    total = np.add.reduce(wanted)
    if state.prunes:
        freed = np.add.reduce(planned * state.pruned)
        freed /= np.maximum(total, _NONE)
        freed += ONE
        more = np.minimum(freed, _MOST_FREED, out=freed)
        wanted *= more
        total *= more
    total += inputs.search
    total += inputs.learning
    scale = ONE - obligations
    scale /= np.maximum(total, _NONE)
    np.minimum(ONE, scale, out=scale)
    state.effort = np.multiply(wanted, scale, out=wanted)
    state.search, state.learning = inputs.search * scale, inputs.learning * scale
    total *= scale
    state.effort_used = np.add(obligations, total, out=total)


def strengthen(state: State) -> None:
    """Strength moves to what effort, availability and legitimacy allow (appendix, equation 2).

    Ties of a kind in one region share a pool of contacts: they split its strength, each has its
    upkeep, and partners who are rivals of one another hold back.
    """
    k, m, inputs = state.by_tie, state.model, state.inputs
    useful = state.effort - k["upkeep"]
    np.maximum(useful, ZERO, out=useful)
    pooled = useful
    if state.shares_pool:
        pooled = inputs.pooled(useful)
        for ties in inputs.pools:
            rivals = np.add.reduce(state.working[ties]) - ONE
            useful[ties] /= ONE + m["rivalry"] * np.maximum(rivals, ZERO)
    gap = state.effective_legitimacy - k["demand"]
    if state.has_links:
        gap += m["referral"] * inputs.linked(state.strength)
    gap /= m["gate_width"]
    gap += ONE
    np.maximum(gap, ZERO, out=gap)
    np.minimum(gap, ONE, out=gap)
    gap *= inputs.availability
    gap *= useful
    gap /= pooled + k["half_effort"]
    gap -= state.strength
    gap *= np.where(gap > ZERO, k["ease"], m["strength_fade"])
    state.strength += gap


def pull_levers(state: State) -> None:
    """A lever is strength times novelty; novelty is used up and renews (appendix, equation 3).

    What one tie of a pool has told, the others of that pool cannot tell again; contacts who know
    one another tell the same things (Burt 1992).
    """
    k, m = state.by_tie, state.model
    state.lever = state.strength * state.novelty
    used_up = state.inputs.pooled(state.lever) if state.shares_pool else state.lever
    faster = m["search_renewal"] * state.search
    faster += ONE
    renewed = ONE - state.novelty
    renewed *= k["novelty_renewal"] * faster
    renewed -= k["novelty_use"] * used_up
    state.novelty += renewed
    if state.shares_pool:
        np.maximum(state.novelty, ZERO, out=state.novelty)
    if state.has_links:
        acquainted = state.inputs.linked(state.working)
        state.lever /= 1 + m["redundancy"] * acquainted


def grow_plugs(state: State) -> None:
    """A plug grows with strength and age, and outlives its tie a while (appendix, equation 4)."""
    grown = state.by_tie["plug_growth"] * state.strength
    grown *= ONE - state.plug
    fading = -state.model["plug_decay"] * state.plug
    state.plug += np.where(state.working, grown, fading)


def prune(state: State, quarter: int) -> None:
    """Ties past their trial that show too little are ended (appendix, equation 13)."""
    k, m, inputs = state.by_tie, state.model, state.inputs
    worth = k["yield"] * state.lever
    worth -= k["prune_plug"] * state.plug
    tried = inputs.quarters_active[quarter] >= m["prune_patience"]
    ended = worth < inputs.pruning * m["prune_level"]
    ended &= inputs.pruning > 0
    ended &= tried & state.working
    if not ended.any():
        return
    tie, run = np.nonzero(ended & state.alive)
    state.note(quarter, PRUNED, run, tie)
    state.pruned |= ended
    state.open &= ~ended
