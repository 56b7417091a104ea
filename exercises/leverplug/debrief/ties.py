"""Which ties helped a class and which hurt it: every design without each of its ties in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from leverplug.debrief.groups import Group
from leverplug.debrief.runs import Spread, Task, run_task
from leverplug.venture import Venture

MOST_RUNS = 500  # of a design without one of its ties
AFFORDED = 120_000  # runs in all: a few seconds, a quarter of a minute in a page
MOST_TIES = 2_500  # that are taken away; of larger classes every so many designs are tried
_AT_ONCE = 8_000


class TieGain(NamedTuple):
    """What one tie of one design added on average on the common draws.

    Args:
        design: Place of the design.
        tie_id: The tie.
        kind: Its kind.
        gain: Foreign sales over ten years with it less without it, index points.
    """

    design: int
    tie_id: str
    kind: str
    gain: float


class KindGain(NamedTuple):
    """What ties of one kind added on average.

    Args:
        kind: The kind.
        mean: Mean gain of the ties, index points.
        helped, hurt: How many of them added and how many took away, counted for every student.
    """

    kind: str
    mean: float
    helped: int
    hurt: int


@dataclass(frozen=True)
class TieGains:
    """What the ties of a class added.

    Args:
        kinds: By kind, the most helpful first.
        best, worst: The single tie that added most and the one that took most; None without ties.
        runs: How many draws each rests on.
        designs: How many designs were tried.
        of: How many have ties.
    """

    kinds: tuple[KindGain, ...]
    best: TieGain | None
    worst: TieGain | None
    runs: int
    designs: int
    of: int


def plan(designs: Sequence[Venture], most: int = MOST_RUNS) -> tuple[list[int], int]:
    """Which designs are tried without each of their ties, and on how many draws.

    Args:
        designs: All designs.
        most: Common draws that there are.
    """
    ties = sum(len(design.ties) for design in designs)
    step = max(1, -(-ties // MOST_TIES))
    chosen = [place for place, design in enumerate(designs) if design.ties][::step]
    tried = sum(len(designs[place].ties) for place in chosen)
    return chosen, min(most, MOST_RUNS, max(1, AFFORDED // max(1, tried)))


def without_each(
    designs: Sequence[Venture], sales: np.ndarray, group: Group, seed: int, spread: Spread
) -> Iterator[tuple[int, int, list[TieGain]]]:
    """What each tie added, a few designs at a time.

    Args:
        designs: All designs.
        sales: Their outcomes on the common draws, shape (designs, runs).
        group: Whose scenario they meet.
        seed: Of the common draws.
        spread: How tasks are run.

    Returns:
        Designs done, of how many, and the gains that are new.
    """
    chosen, runs = plan(designs, sales.shape[1])
    per_task = max(1, _AT_ONCE // (runs * 6))
    parts = [chosen[at : at + per_task] for at in range(0, len(chosen), per_task)]
    done = 0
    for part, found in zip(parts, spread(run_task, _tasks(designs, parts, group, runs, seed)),
                           strict=True):  # fmt: skip
        pairs = [(place, tie) for place in part for tie in designs[place].ties]
        gains = [
            TieGain(place, tie.id, tie.kind, float((sales[place, :runs] - without).mean()))
            for (place, tie), without in zip(pairs, found.sales, strict=True)
        ]
        done += len(part)
        yield done, len(chosen), gains


def _tasks(
    designs: Sequence[Venture], parts: Sequence[Sequence[int]], group: Group, runs: int, seed: int
) -> Iterator[Task]:
    """The designs of each part without each of their ties; a shock goes with its tie."""
    for part in parts:
        fewer, shocks = [], []
        for place in part:
            planned = group.shocks(designs[place])
            for tie in designs[place].ties:
                fewer.append(designs[place].without_tie(tie.id))
                shocks.append(tuple(shock for shock in planned if shock.tie_id != tie.id))
        yield Task(tuple(range(len(fewer))), tuple(fewer), runs, seed, tuple(shocks))


def summed_up(
    gains: Sequence[TieGain], students: Sequence[int], runs: int, tried: int, of: int
) -> TieGains:
    """The gains by kind of tie, each counted for every student who has the design.

    Args:
        gains: Of single ties.
        students: How many students have each design.
        runs, tried: Draws and designs they rest on.
        of: How many designs have ties.
    """
    by_kind: dict[str, list[tuple[float, int]]] = {}
    for one in gains:
        by_kind.setdefault(one.kind, []).append((one.gain, students[one.design]))
    kinds = []
    for kind, rows in by_kind.items():
        values, weights = (np.array(column, float) for column in zip(*rows, strict=True))
        helped, hurt = (int(weights[side].sum()) for side in (values > 0, values < 0))
        kinds.append(KindGain(kind, float(np.average(values, weights=weights)), helped, hurt))
    kinds.sort(key=lambda row: -row.mean)
    best = max(gains, key=lambda one: one.gain, default=None)
    worst = min(gains, key=lambda one: one.gain, default=None)
    return TieGains(tuple(kinds), best, worst, runs, tried, of)
