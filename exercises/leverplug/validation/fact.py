"""What a fact is: an experiment, a statistic of its measures, and the bounds it should lie in.

The report works a fact out from many runs, with an interval; the sensitivity analysis asks the
same of few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from leverplug.model import History, Shock, simulate_together
from leverplug.model.inputs import Overrides
from leverplug.venture import Venture

RUNS, FEW_RUNS = 3000, 256  # of each design: in the report, and in the sensitivity analysis
_AT_ONCE = 4096  # runs of all designs held in memory at a time
_Z = 1.96  # standard errors either side of a 95 % interval
Case = tuple[Venture, tuple[Shock, ...]]
Measures = Sequence[np.ndarray]


@dataclass(frozen=True)
class Finding:
    """What the model shows of a fact.

    Args:
        id: F1 to F13, with the cell or case it is about.
        claim: What should hold.
        published: The printed value or threshold, None where a sign or an order is claimed.
        simulated: What the model gives.
        low, high: Central 95 %: of surveys for F2 and F3, of the mean elsewhere.
        holds: Whether the model shows the fact.
        kind: "fitted", "predicted", "input", or "doubtful" for readings of a misprinted cell.
    """

    id: str
    claim: str
    published: float | None
    simulated: float
    low: float | None
    high: float | None
    holds: bool
    kind: str = "predicted"


@dataclass(frozen=True)
class Experiment:
    """Designs run on the same draws, and what is measured of each.

    Args:
        cases: Makes the designs, each with the shocks of its scenario.
        measure: Of one history, shape (..., runs) or a single number.
        runs, few_runs: Of each design in the report and in the sensitivity analysis.
        few_cases: How many of the designs the sensitivity analysis has; all if None.
    """

    cases: Callable[[], list[Case]]
    measure: Callable[[History], np.ndarray]
    runs: int = RUNS
    few_runs: int = FEW_RUNS
    few_cases: int | None = None

    def measures(
        self, seed: int, *, few: bool = False, overrides: Overrides | None = None
    ) -> list[np.ndarray]:
        """What is measured of each design.

        Args:
            seed: Key of the draws.
            few: Whether the few runs and designs will do.
            overrides: Parameters to replace, as (scope, name) -> value.
        """
        runs = self.few_runs if few else self.runs
        cases = self.cases()[: self.few_cases if few else None]
        several = max(1, _AT_ONCE // runs)
        found = []
        for start in range(0, len(cases), several):
            designs, shocks = zip(*cases[start : start + several], strict=True)
            histories = simulate_together(designs, runs, seed, shocks=shocks, overrides=overrides)
            found += [self.measure(history) for history in histories]
        return found


@dataclass(frozen=True)
class Short:
    """A fact in the sensitivity analysis: its name there, a few words, and the unit."""

    name: str
    text: str
    unit: str


@dataclass(frozen=True)
class Fact:
    """What should hold of an experiment; a line of the report.

    Args:
        id: F4 to F13, with the case it is about.
        claim: What should hold, or what makes the sentence from the measures.
        experiment: Where it is tested.
        statistic: Of the measures of all designs: shape (runs,), whose mean is meant, or a number.
        low, high: The mean has to be more than `low` and less than `high`; the number may be
            either.
        unless_clear: The fact holds unless the interval of the mean lies above 0: "nothing or
            less". Elsewhere the interval must not reach 0.
        published: The printed value or threshold, if there is one.
        short: What the sensitivity analysis calls it, if it has it, in words and in its unit.
    """

    id: str
    claim: str | Callable[[Measures], str]
    experiment: Experiment
    statistic: Callable[[Measures], np.ndarray]
    low: float = -np.inf
    high: float = np.inf
    unless_clear: bool = False
    published: float | None = None
    short: Short | None = None

    def finding(self, measures: Measures) -> Finding:
        """The line of the report: the mean with its interval, and whether the fact holds."""
        claim = self.claim if isinstance(self.claim, str) else self.claim(measures)
        values = np.asarray(self.statistic(measures), float)
        mean = float(values.mean())
        if not values.ndim:  # a number has no interval: bounds on both sides are shown instead
            low, high = (self.low, self.high) if self.short else (None, None)
            return Finding(self.id, claim, self.published, mean, low, high, self.holds(mean))
        error = float(values.std(ddof=1) / np.sqrt(len(values)))
        ends = mean - _Z * error, mean + _Z * error
        clear = ends[1] < 0 if self.high <= 0 else ends[0] > 0
        holds = not clear if self.unless_clear else clear and self.low <= mean <= self.high
        return Finding(self.id, claim, self.published, mean, *ends, bool(holds))

    def holds(self, value: float) -> bool:
        """Whether a mean, known without its interval, is what the fact asks for."""
        return bool(self.low < value < self.high)


def findings(facts: Sequence[Fact], seed: int) -> list[Finding]:
    """Lines of the report, experiments that several facts share being run once."""
    found = {each: each.measures(seed) for each in dict.fromkeys(f.experiment for f in facts)}
    return [fact.finding(found[fact.experiment]) for fact in facts]
