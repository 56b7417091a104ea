"""Designs that differ in effort only, run side by side on the same luck.

A lab that asks "and without this tie?" for every tie would run the model once a question. Here
all the questions share one pass: each design has a stretch of the runs, and every stretch meets
the draws of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leverplug.luck import BLOCK
from leverplug.plan import compile_plan
from leverplug.simulation import step
from leverplug.state import State
from leverplug.venture import QUARTERS, ValidationError, Venture


def courses(
    venture: Venture, efforts: Sequence[dict[str, float]], runs: int = 100, seed: int = 1
) -> dict[str, np.ndarray]:
    """Run one design several times over, with other efforts for some of its ties.

    Args:
        venture: The design.
        efforts: For each variant the ties whose effort is multiplied, by id; 0 takes a tie away,
            an empty dict leaves the design as it is.
        runs: Draws of luck for each variant; all variants together at most 512.
        seed: Key of the luck, as in `simulate`: the same seed, the same draws.

    Returns:
        `intensity`, `sales` (index points abroad), `alive`, `absorbed`, and two resources,
        `foreign` (mean over the regions) and `organisational`, each of shape
        (40, variants, runs).

    Raises:
        ValidationError: Too many runs, or a variant names no tie of the design.

    Example:
        >>> from leverplug.venture import Tie
        >>> design = Venture(ties=(Tie("kin-1", "kin", 0.2),))
        >>> courses(design, [{}, {"kin-1": 0.0}], runs=10)["sales"].shape
        (40, 2, 10)
    """
    together = len(efforts) * runs
    if not 1 <= together <= BLOCK:
        most = BLOCK // max(len(efforts), 1)
        raise ValidationError("runs", runs, f"give 1 to {most} runs for {len(efforts)} variants")
    plan = compile_plan(venture)
    factor = np.ones((len(plan.tie_ids), len(efforts)))
    for place, variant in enumerate(efforts):
        for tie_id, times in variant.items():
            venture.tie(tie_id)
            factor[plan.tie_ids.index(tie_id), place] = times
    state = State(
        replace(plan, effort=plan.effort * np.repeat(factor, runs, axis=1)), seed, 0, together
    )
    _share_luck(state, runs)
    names = ("intensity", "sales", "alive", "absorbed", "foreign", "organisational")
    kept = {name: [] for name in names}
    for quarter in range(QUARTERS):
        step(state, quarter)
        now = (state.intensity, state.sales.sum(0), state.alive, state.absorbed,
               state.foreign.mean(0), state.organisational)  # fmt: skip
        for series, values in zip(kept.values(), now, strict=True):
            series.append(values.copy())
    shape = (QUARTERS, len(efforts), runs)
    return {name: np.array(series).reshape(shape) for name, series in kept.items()}


def _share_luck(state: State, runs: int) -> None:
    """Give every stretch of runs the draws of the first one."""
    draws = np.arange(state.runs) % runs
    state.tie_luck = state.tie_luck[..., draws]
    state.entry_luck = state.entry_luck[..., draws]
    state.demand_luck = state.demand_luck[..., draws]
