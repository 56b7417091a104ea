"""Several designs run side by side on the same luck, in one pass.

A lab that asks "and without this tie?" or "and from a small country?" would run the model once a
question. Here all the questions share one pass: each design has a stretch of the runs, and every
stretch meets the draws of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from leverplug.model.draws import BLOCK
from leverplug.model.history import Log, collect_events
from leverplug.model.inputs import Plan, compile_plan
from leverplug.model.simulation import step
from leverplug.model.state import REGIONS, State
from leverplug.venture import QUARTERS, ValidationError, Venture

# What may differ between designs that run side by side; all of it ends in an axis of runs.
_PER_RUN = ("effort", "active", "availability", "search", "learning", "pruning", "experience",
            "obligation", "home_market", "high_tech")  # fmt: skip


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
    _check(len(efforts), runs)
    plan = compile_plan(venture)
    factor = np.ones((len(plan.tie_ids), len(efforts)))
    for place, variant in enumerate(efforts):
        for tie_id, times in variant.items():
            venture.tie(tie_id)
            factor[plan.tie_ids.index(tie_id), place] = times
    plan = replace(plan, effort=plan.effort * np.repeat(factor, runs, axis=1))
    return _live(plan, len(efforts), runs, seed)[0]


def designs(
    ventures: Sequence[Venture], runs: int = 100, seed: int = 1, openings: Sequence[bool] = ()
) -> tuple[dict[str, np.ndarray], Log]:
    """Run several designs that have the same ties, whatever else differs between them.

    Args:
        ventures: Designs whose ties agree in id, kind and region, and in who knows whom.
        runs: Draws of luck for each design; all designs together at most 512.
        seed: Key of the luck.
        openings: For each design whether its contacts bring openings by chance; they do if
            nothing is said.

    Returns:
        The arrays of `courses`, and the events, in which run r of design d is called d x runs + r.

    Raises:
        ValidationError: Too many runs, or the designs have different ties.
    """
    _check(len(ventures), runs)
    plans = [compile_plan(venture) for venture in ventures]
    first = plans[0]
    for plan, venture in zip(plans, ventures, strict=True):
        same = (plan.tie_ids, plan.kinds) == (first.tie_ids, first.kinds)
        if not (same and (plan.reach == first.reach).all() and (plan.links == first.links).all()):
            raise ValidationError("ventures", venture.name, "give all designs the same ties")
    merged: dict[str, Any] = {  # arrays of a plan by name; it has fields of other types too
        name: _stretched([getattr(plan, name) for plan in plans], runs) for name in _PER_RUN
    }
    numbers = dict(first.numbers)
    if openings:
        chance = [first.numbers["opportunity"] * brings for brings in openings]
        numbers["opportunity"] = _stretched(chance, runs)
    return _live(replace(first, **merged, numbers=numbers), len(ventures), runs, seed)


def _check(variants: int, runs: int) -> None:
    if not 1 <= variants * runs <= BLOCK:
        most = BLOCK // max(variants, 1)
        raise ValidationError("runs", runs, f"give 1 to {most} runs for {variants} variants")


def _stretched(parts: list[np.ndarray], runs: int) -> np.ndarray:
    """One value for each run of each design, where a design has one value for all its runs."""
    return np.concatenate([np.repeat(part, runs, axis=-1) for part in parts], axis=-1)


def _live(plan: Plan, variants: int, runs: int, seed: int) -> tuple[dict[str, np.ndarray], Log]:
    state = State(plan, seed, 0, variants * runs, stretch=runs)
    names = ("intensity", "sales", "alive", "absorbed", "foreign", "organisational")
    kept: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for quarter in range(QUARTERS):
        step(state, quarter)
        now = (state.intensity, state.sales.sum(0), state.alive, state.absorbed,
               state.foreign.sum(0) / REGIONS, state.organisational)  # fmt: skip
        for series, values in zip(kept.values(), now, strict=True):
            series.append(values.copy())
    shape = (QUARTERS, variants, runs)
    arrays = {name: np.array(series).reshape(shape) for name, series in kept.items()}
    return arrays, collect_events([state.events], BLOCK)
