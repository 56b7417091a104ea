"""Histories of designs that are asked for again: a moved slider runs only what it changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from leverplug.model import History, Shock, simulate_together
from leverplug.model.inputs import Overrides
from leverplug.venture import Venture

RUNS, SEED = 100, 1  # of a lab: runs that can be counted, on draws that can be met again
CACHED = 24  # histories; each takes about two megabytes in a lab of 100 runs
_latest: OrderedDict[Any, History] = OrderedDict()


def histories(
    designs: Sequence[Venture],
    runs: int = RUNS,
    seed: int = SEED,
    *,
    detail: bool = False,
    shocks: Sequence[tuple[Shock, ...]] | None = None,
    overrides: Overrides | None = None,
) -> list[History]:
    """What `simulate_together` gives; designs that were asked for lately are not run again.

    Args:
        designs, runs, seed, detail, shocks, overrides: As for `simulate_together`.
    """
    shocks = [()] * len(designs) if shocks is None else shocks
    changed = tuple(sorted((overrides or {}).items()))
    keys = [(design, planned, runs, seed, detail, changed)
            for design, planned in zip(designs, shocks, strict=True)]  # fmt: skip
    found = {key: _latest[key] for key in keys if key in _latest}
    missing = [key for key in dict.fromkeys(keys) if key not in found]
    if missing:
        new = simulate_together(
            [key[0] for key in missing], runs, seed,
            detail=detail, shocks=[key[1] for key in missing], overrides=overrides,
        )  # fmt: skip
        found |= dict(zip(missing, new, strict=True))
    for key in keys:
        _latest[key] = found[key]
        _latest.move_to_end(key)
    while len(_latest) > CACHED:
        _latest.popitem(last=False)
    return [found[key] for key in keys]
