"""Luck or choice: where one run ranks among others of the same design.

The range of the runs is what was chosen; the place of one run in it is luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leverplug.explain.comparison import RUNS, SALES, amount, measured
from leverplug.model import Shock, simulate
from leverplug.outcomes import Measure, cumulative_foreign_sales
from leverplug.venture import ValidationError, Venture

_MIDDLE = (5, 95)  # percentiles between which nine runs in ten lie


@dataclass(frozen=True, eq=False)
class LuckRank:
    """The rank of one run among others with the same choices and other draws.

    Args:
        value: What the run came to.
        others: What the other runs came to, shape (runs,).
        outcome: What was measured, in words.
    """

    value: float
    others: np.ndarray
    outcome: str

    @property
    def percentile(self) -> float:
        """Of 100 other runs those that came to less, and half of those that came to as much."""
        less, equal = (self.others < self.value).mean(), (self.others == self.value).mean()
        return float(100 * (less + equal / 2))

    @property
    def middle(self) -> tuple[float, float, float]:
        """Below which one run in twenty lies, the median, above which one in twenty lies."""
        low, high = np.percentile(self.others, _MIDDLE)
        return float(low), float(np.median(self.others)), float(high)

    def sentence(self) -> str:
        """The rank in plain words."""
        low, median, high = map(amount, self.middle)
        return (
            f"This run came to {amount(self.value)} in {self.outcome}. With the same choices "
            f"{len(self.others)} other draws of luck came to {median} in the median, and nine in "
            f"ten of them to between {low} and {high}: this run was luckier than "
            f"{self.percentile:.0f} of 100. The range is what was chosen; the place in it is luck."
        )


def luck_or_choice(
    venture: Venture,
    run: int = 0,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
    *,
    runs: int = RUNS,
    outcome: str = SALES,
    shocks: tuple[Shock, ...] = (),
) -> LuckRank:
    """Where a run ranks among so many others of the same design, with other draws.

    Args:
        venture, seed, measure, outcome, shocks: As for `contributions`; a run without a value
            counts as the worst.
        run: Number of the run, counted from 0.
        runs: How many others, 1 or more.

    Raises:
        ValidationError: `run` or `runs` is out of its range.
    """
    check_whole("run", run, 0)
    check_whole("runs", runs, 1)
    history = simulate(venture, max(run, runs) + 1, seed, shocks=shocks)
    values = np.nan_to_num(measured(measure, history), nan=-np.inf)
    return LuckRank(float(values[run]), np.delete(values, run)[:runs], outcome)


def check_whole(name: str, value: object, least: int) -> None:
    """Make sure that a value is a whole number of at least so much.

    Raises:
        ValidationError: It is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValidationError(name, value, f"give a whole number, {least} or more")
