"""What a class expected beside what came: numbers, second answers, and how sure it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from leverplug.debrief.groups import Group
from leverplug.debrief.intake import Entry
from leverplug.record import CONFIDENCE

EXPECTED = "born_global"  # name of the prediction in the record
TO_SCENARIO = "scenario"  # of the answer to the question that a scenario asks in its place
CLOSE = 10  # of 100 runs: a prediction that misses by no more is called close, the kit's choice


class Expectation(NamedTuple):
    """What one student expected of 100 runs, and what came.

    Args:
        place: Of the entry.
        first: Runs expected to be born global.
        second: The same once the outcome had been seen; None if not said.
        sure: Step of confidence, 1 to 4; None if not said.
        came: Runs of 100 that were, on the student's own luck.
    """

    place: int
    first: float
    second: float | None
    sure: int | None
    came: float

    @property
    def miss(self) -> float:
        """Expected less came."""
        return self.first - self.came

    @property
    def close(self) -> bool:
        """Whether the first answer was within 10."""
        return abs(self.miss) <= CLOSE


@dataclass(frozen=True)
class Expectations:
    """All expectations of a class that can be compared with something."""

    all: tuple[Expectation, ...]

    @property
    def median_miss(self) -> float:
        """Median of how far the expectations were off, either way; nan if there are none."""
        return float(np.median([abs(one.miss) for one in self.all])) if self.all else float("nan")

    @property
    def too_high(self) -> int:
        """How many expected more than came."""
        return sum(one.miss > 0 for one in self.all)

    @property
    def second(self) -> tuple[Expectation, ...]:
        """Those that were answered a second time."""
        return tuple(one for one in self.all if one.second is not None)

    @property
    def closer(self) -> int:
        """How many second answers are closer to what came than the first."""
        return sum(abs((one.second or 0) - one.came) < abs(one.miss) for one in self.second)

    def by_confidence(self) -> dict[int, tuple[int, int]]:
        """For each step how many were close, of how many."""
        found = {}
        for step in CONFIDENCE:
            mine = [one for one in self.all if one.sure == step]
            found[step] = (sum(one.close for one in mine), len(mine))
        return found


def of_100(value: object) -> float | None:
    """A number of runs of 100; None for what is none.

    Example:
        >>> of_100(35), of_100(True), of_100("many"), of_100(350)
        (35.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        return None
    return float(value)


def expected_in(entry: Entry, group: Group) -> float | None:
    """How many of 100 runs a student expected to be born global; None if nobody asked that.

    Where a scenario asked a question of its own, older records have its answer under this name.
    """
    return None if group.question else of_100(entry.record.predictions.get(EXPECTED))


def expectations(group: Group, came: np.ndarray) -> Expectations:
    """The expectations of a class; none where the scenario asked something else.

    Args:
        group: The records.
        came: Share of runs born global on each student's own luck, 0 to 1, shape (N,).
    """
    found = []
    for place, entry in enumerate(group.entries):
        first = expected_in(entry, group)
        if first is None or not np.isfinite(came[place]):
            continue
        second = of_100(entry.record.second.get(EXPECTED))
        sure = entry.record.confidence.get(EXPECTED)
        found.append(Expectation(place, first, second, sure, 100 * float(came[place])))
    return Expectations(tuple(found))
