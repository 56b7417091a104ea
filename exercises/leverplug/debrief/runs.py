"""Runs of many designs in slices: each short enough to show progress, and fit for a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from leverplug.model import Shock, simulate_together
from leverplug.outcomes import born_global, cumulative_foreign_sales
from leverplug.venture import Venture

SLICE = 8_000  # runs that are made before progress is shown: a fifth of a second, or half in a page


class Task(NamedTuple):
    """Designs to be run together.

    Args:
        places: Where their results belong.
        designs, runs, seed, shocks: As for `simulate_together`.
    """

    places: tuple[int, ...]
    designs: tuple[Venture, ...]
    runs: int
    seed: int
    shocks: tuple[tuple[Shock, ...], ...]


class Slice(NamedTuple):
    """What the runs of a task came to.

    Args:
        places: As in the task.
        sales: Foreign sales over ten years, shape (designs, runs).
        born_global: Whether each run was, likewise.
    """

    places: tuple[int, ...]
    sales: np.ndarray
    born_global: np.ndarray


# How tasks are run: one after the other, or shared out; the results come in the order of the tasks.
Spread = Callable[[Callable[[Task], Slice], Iterable[Task]], Iterable[Slice]]


def run_task(task: Task) -> Slice:
    """Run the designs of a task."""
    histories = simulate_together(task.designs, task.runs, task.seed, shocks=task.shocks)
    sales = np.stack([cumulative_foreign_sales(one) for one in histories]).astype(np.float32)
    return Slice(task.places, sales, np.stack([born_global(one) for one in histories]))


def tasks(
    designs: Sequence[Venture],
    runs: int,
    seed: int,
    shocks: Callable[[Venture], tuple[Shock, ...]],
    size: int = SLICE,
) -> Iterator[Task]:
    """The designs in tasks of about so many runs, those with the same ties side by side."""
    order = sorted(range(len(designs)), key=lambda place: _ties(designs[place]))
    step = max(1, size // runs)
    for start in range(0, len(order), step):
        places = tuple(order[start : start + step])
        chosen = tuple(designs[place] for place in places)
        yield Task(places, chosen, runs, seed, tuple(map(shocks, chosen)))


def _ties(design: Venture) -> list[tuple[str, str, str]]:
    return sorted((tie.id, tie.kind, tie.region or "") for tie in design.ties)
