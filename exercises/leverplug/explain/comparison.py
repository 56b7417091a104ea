"""What ties added: to one design, and to the difference between two.

Every comparison is made on common random numbers, so that what differs is owed to the choices.
Sentences carry learners' own labels and names as they wrote them: escape them wherever they are
shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leverplug.explain.moment import tie_name
from leverplug.model import History, Shock, simulate_together
from leverplug.outcomes import Measure, cumulative_foreign_sales
from leverplug.venture import Venture

RUNS = 500
SALES = "foreign sales over ten years"


@dataclass(frozen=True, eq=False)
class Contribution:
    """What a tie added: the outcome with it minus without it, run by run on the same draws.

    Args:
        tie_id: The tie.
        name: The tie in the middle of a sentence, with the learner's label, not escaped.
        gain: Shape (runs,), in the unit of the measure; nan where the measure has no value.
        outcome: What was measured, in words.
    """

    tie_id: str
    name: str
    gain: np.ndarray
    outcome: str

    @property
    def mean(self) -> float:
        """Mean over the runs that have a value; nan if none has."""
        return _mean(self.gain)

    @property
    def helped(self) -> float:
        """Share of runs in which the tie did good, 0 to 1."""
        return float((self.gain > 0).mean())

    @property
    def harmed(self) -> float:
        """Share of runs in which it did harm, 0 to 1."""
        return float((self.gain < 0).mean())

    def sentence(self) -> str:
        """The contribution in plain words; the label in it is not escaped."""
        return (
            f"On average {self.name} changed {self.outcome} by {amount(self.mean, '+')}; "
            f"it raised them in {_hundred(self.helped)} and lowered them in "
            f"{_hundred(self.harmed)} of 100 runs."
        )


def contribution(
    venture: Venture,
    tie_id: str,
    runs: int = RUNS,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
) -> np.ndarray:
    """What a tie added in each run: the outcome with it minus without it, on the same draws.

    Args:
        venture: The design with the tie.
        tie_id: The tie to take away; its effort then stays unused.
        runs: How many runs.
        seed: Key of the draws.
        measure: Outcome of a history, shape (runs,).

    Returns:
        Shape (runs,); negative where the tie did harm.

    Raises:
        ValidationError: No tie has that id.
    """
    return _with_and_without(venture, [tie_id], runs, seed, measure)[1][tie_id]


def without_each(
    venture: Venture,
    tie_ids: Sequence[str],
    runs: int,
    seed: int,
    shocks: tuple[Shock, ...] = (),
    *,
    detail: bool = False,
) -> tuple[History, dict[str, History]]:
    """The venture, and the same without each of some ties, whose effort then stays unused.

    Args:
        venture, runs, seed, shocks, detail: As for `simulate`; a shock goes with its tie.
        tie_ids: The ties to take away, one at a time.

    Raises:
        ValidationError: No tie has that id.
    """
    designs = [venture, *map(venture.without_tie, tie_ids)]
    scenarios = [tuple(s for s in shocks if s.tie_id != tie_id) for tie_id in ("", *tie_ids)]
    whole, *others = simulate_together(designs, runs, seed, detail=detail, shocks=scenarios)
    return whole, dict(zip(tie_ids, others, strict=True))


def _with_and_without(
    venture: Venture,
    tie_ids: Sequence[str],
    runs: int,
    seed: int,
    measure: Measure,
    shocks: tuple[Shock, ...] = (),
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """A measure of a design, and what each of some ties added to it, shape (runs,)."""
    whole, others = without_each(venture, tie_ids, runs, seed, shocks)
    value = measured(measure, whole)
    return value, {tie_id: value - measured(measure, other) for tie_id, other in others.items()}


def contributions(
    venture: Venture,
    runs: int = RUNS,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
    *,
    outcome: str = SALES,
    shocks: tuple[Shock, ...] = (),
) -> tuple[Contribution, ...]:
    """What each tie of a design added, the most helpful first.

    Contributions need not add up to the whole: two ties that make up for one another add little
    each, and two that need one another are both credited with what only the pair achieved.

    Args:
        venture: The design.
        runs: How many runs.
        seed: Key of the draws.
        measure: Outcome of a history, shape (runs,), where more is better.
        outcome: The measure in words, in the plural.
        shocks: Shocks of the scenario.

    Example:
        >>> from leverplug.venture import Tie
        >>> club = Tie("club-1", "club", 0.3)
        >>> [found.tie_id for found in contributions(Venture(ties=(club,)), runs=20)]
        ['club-1']
    """
    ids = [tie.id for tie in venture.ties]
    _, gains = _with_and_without(venture, ids, runs, seed, measure, shocks)
    found = (Contribution(tie.id, tie_name(tie), gains[tie.id], outcome) for tie in venture.ties)
    return tuple(sorted(found, key=lambda c: -np.nan_to_num(c.mean, nan=-np.inf)))


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two designs on the same draws.

    Args:
        first, second: What each came to, shape (runs,).
        by_tie: Ties in which the designs differ, with what each adds in the second minus what
            it adds in the first, the largest difference first.
        others: What else differs: "firm", "founder", "capabilities", "links".
        outcome: What was measured, in words.
    """

    first: np.ndarray
    second: np.ndarray
    by_tie: tuple[Contribution, ...]
    others: tuple[str, ...]
    outcome: str

    @property
    def wins(self) -> float:
        """Share of runs in which the second design came to more, 0 to 1."""
        return float((self.second > self.first).mean())

    @property
    def draws(self) -> float:
        """Share of runs in which both came to the same, 0 to 1."""
        return float((self.second == self.first).mean())

    @property
    def median_gain(self) -> float:
        """Median over the runs of what the second came to beyond the first."""
        return float(np.median(self.second - self.first))

    def sentences(self) -> list[str]:
        """The comparison in plain words; the labels in it are not escaped."""
        words = [
            f"On the same luck the second design came to more in {_hundred(self.wins)} of 100 "
            f"runs and to the same in {_hundred(self.draws)}; in the median run the difference "
            f"was {amount(self.median_gain, '+')} in {self.outcome}."
        ]
        words += [
            f"Of this {part.name} accounts for {amount(part.mean, '+')} on average."
            for part in self.by_tie
        ]
        if self.others:
            words.append(f"The designs also differ in: {', '.join(self.others)}.")
        return words


def compare(
    a: Venture,
    b: Venture,
    runs: int = RUNS,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
    *,
    outcome: str = SALES,
) -> Comparison:
    """Two designs on the same draws: how often `b` beats `a`, by how much, and owing to what.

    A tie accounts for what it adds in `b` minus what it adds in `a`, nothing where it is not
    there; these amounts need not add up to the whole (see `contributions`).

    Args:
        a, b: The designs. Ties of the same id share their draws.
        runs, seed, measure, outcome: As for `contributions`; here the measure must have a value
            in every run.
    """
    in_a, in_b = ({tie.id: tie for tie in design.ties} for design in (a, b))
    changed = [name for name in in_b | in_a if in_a.get(name) != in_b.get(name)]
    first, before = _with_and_without(
        a, [name for name in changed if name in in_a], runs, seed, measure
    )
    second, after = _with_and_without(
        b, [name for name in changed if name in in_b], runs, seed, measure
    )
    nothing = np.zeros(runs)
    by_tie = [
        Contribution(
            name,
            tie_name(in_b.get(name) or in_a[name]),
            after.get(name, nothing) - before.get(name, nothing),
            outcome,
        )
        for name in changed
    ]
    by_tie.sort(key=lambda part: -abs(part.mean))
    return Comparison(first, second, tuple(by_tie), _other_differences(a, b), outcome)


def _other_differences(a: Venture, b: Venture) -> tuple[str, ...]:
    parts = ("firm", "founder", "capabilities")
    found = [name for name in parts if getattr(a, name) != getattr(b, name)]
    if {frozenset(link) for link in a.links} != {frozenset(link) for link in b.links}:
        found.append("links")
    return tuple(found)


def measured(measure: Measure, history: History) -> np.ndarray:
    """A measure as numbers, also where it says yes or no."""
    return np.asarray(measure(history), float)


def _mean(values: np.ndarray) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if there.size else float("nan")


def _hundred(share: float) -> str:
    return f"{share * 100:.0f}"


def amount(value: float, sign: str = "") -> str:
    """A number with as many decimals as its size asks for."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return f"{value:{sign},.{decimals}f}"
