"""Choice or chance: what a tie added, where a run stands, what made two designs differ.

Every comparison is made on the same luck, so that what differs is owed to the choices. Sentences
carry learners' own labels and names as they wrote them: escape them wherever they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leverplug.explain.moment import tie_name
from leverplug.explain.timeline import Timeline, timeline, without
from leverplug.model.history import History, Shock
from leverplug.model.simulation import simulate
from leverplug.outcomes import Measure, cumulative_foreign_sales
from leverplug.venture import ValidationError, Venture

__all__ = [
    "Comparison",
    "Contribution",
    "Standing",
    "Timeline",
    "compare",
    "contributions",
    "luck_or_choice",
    "timeline",
]

DRAWS = 500  # other draws a run is held against
_MIDDLE = (5, 95)  # percentiles between which nine draws in ten lie
_SALES = "foreign sales over ten years"


@dataclass(frozen=True, eq=False)
class Contribution:
    """What a tie added: the outcome with it minus without it, run by run on the same luck.

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
            f"On average {self.name} changed {self.outcome} by {_amount(self.mean, '+')}; "
            f"it raised them in {_hundred(self.helped)} and lowered them in "
            f"{_hundred(self.harmed)} of 100 runs."
        )


def contributions(
    venture: Venture,
    runs: int = DRAWS,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
    *,
    outcome: str = _SALES,
    shocks: tuple[Shock, ...] = (),
) -> tuple[Contribution, ...]:
    """What each tie of a design added, the most helpful first.

    Contributions need not add up to the whole: two ties that make up for one another add little
    each, and two that need one another are both credited with what only the pair achieved.

    Args:
        venture: The design.
        runs: Draws of luck.
        seed: Key of the luck.
        measure: Outcome of a history, shape (runs,), where more is better.
        outcome: The measure in words, in the plural.
        shocks: Shocks of the scenario.

    Example:
        >>> from leverplug.venture import Tie
        >>> club = Tie("club-1", "club", 0.3)
        >>> [found.tie_id for found in contributions(Venture(ties=(club,)), runs=20)]
        ['club-1']
    """
    whole = _measured(measure, simulate(venture, runs, seed, shocks=shocks))
    found = (
        Contribution(
            tie.id,
            tie_name(tie),
            whole - _measured(measure, without(venture, tie.id, runs, seed, shocks)),
            outcome,
        )
        for tie in venture.ties
    )
    return tuple(sorted(found, key=lambda c: -np.nan_to_num(c.mean, nan=-np.inf)))


@dataclass(frozen=True, eq=False)
class Standing:
    """Where one run stands among other draws of luck for the same choices.

    Args:
        value: What the run came to.
        others: What the other draws came to, shape (draws,).
        outcome: What was measured, in words.
    """

    value: float
    others: np.ndarray
    outcome: str

    @property
    def percentile(self) -> float:
        """Share of the other draws that came to less (equal ones count half), 0 to 100."""
        less, equal = (self.others < self.value).mean(), (self.others == self.value).mean()
        return float(100 * (less + equal / 2))

    @property
    def middle(self) -> tuple[float, float, float]:
        """Below which one draw in twenty lies, the median, above which one in twenty lies."""
        low, high = np.percentile(self.others, _MIDDLE)
        return float(low), float(np.median(self.others)), float(high)

    def sentence(self) -> str:
        """The standing in plain words."""
        low, median, high = map(_amount, self.middle)
        return (
            f"This run came to {_amount(self.value)} in {self.outcome}. With the same choices "
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
    draws: int = DRAWS,
    outcome: str = _SALES,
    shocks: tuple[Shock, ...] = (),
) -> Standing:
    """Where a run stands among so many other draws of luck for the same design.

    Args:
        venture, seed, measure, outcome, shocks: As for `contributions`; a run without a value
            counts as the worst.
        run: Number of the run, counted from 0.
        draws: How many others, 1 or more.

    Raises:
        ValidationError: `run` or `draws` is out of its range.
    """
    for name, value, least in (("run", run, 0), ("draws", draws, 1)):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValidationError(name, value, f"give a whole number, {least} or more")
    history = simulate(venture, max(run, draws) + 1, seed, shocks=shocks)
    values = np.nan_to_num(_measured(measure, history), nan=-np.inf)
    return Standing(float(values[run]), np.delete(values, run)[:draws], outcome)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two designs on the same luck.

    Args:
        first, second: What each came to, shape (runs,).
        makers: Ties in which the designs differ, with what each adds in the second minus what
            it adds in the first, the largest difference first.
        others: What else differs: "firm", "founder", "capabilities", "links".
        outcome: What was measured, in words.
    """

    first: np.ndarray
    second: np.ndarray
    makers: tuple[Contribution, ...]
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
        told = [
            f"On the same luck the second design came to more in {_hundred(self.wins)} of 100 "
            f"runs and to the same in {_hundred(self.draws)}; in the median run the difference "
            f"was {_amount(self.median_gain, '+')} in {self.outcome}."
        ]
        told += [
            f"Of this {maker.name} accounts for {_amount(maker.mean, '+')} on average."
            for maker in self.makers
        ]
        if self.others:
            told.append(f"The designs also differ in: {', '.join(self.others)}.")
        return told


def compare(
    a: Venture,
    b: Venture,
    runs: int = DRAWS,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
    *,
    outcome: str = _SALES,
) -> Comparison:
    """Two designs on the same luck: how often `b` beats `a`, by how much, and owing to what.

    A tie accounts for what it adds in `b` minus what it adds in `a`, nothing where it is not
    there; these amounts need not add up to the whole (see `contributions`).

    Args:
        a, b: The designs. Ties of the same id share their luck.
        runs, seed, measure, outcome: As for `contributions`; here the measure must have a value
            in every run.
    """
    first, second = (_measured(measure, simulate(design, runs, seed)) for design in (a, b))
    in_a, in_b = ({tie.id: tie for tie in design.ties} for design in (a, b))
    changed = [name for name in in_b | in_a if in_a.get(name) != in_b.get(name)]
    makers = []
    for tie_id in changed:
        gain = np.zeros(runs)
        for whole, design, sign in ((first, a, -1), (second, b, 1)):
            if tie_id in {tie.id for tie in design.ties}:
                rest = _measured(measure, without(design, tie_id, runs, seed))
                gain += sign * (whole - rest)
        tie = in_b.get(tie_id) or in_a[tie_id]
        makers.append(Contribution(tie_id, tie_name(tie), gain, outcome))
    makers.sort(key=lambda maker: -abs(maker.mean))
    return Comparison(first, second, tuple(makers), _other_differences(a, b), outcome)


def _other_differences(a: Venture, b: Venture) -> tuple[str, ...]:
    parts = ("firm", "founder", "capabilities")
    found = [name for name in parts if getattr(a, name) != getattr(b, name)]
    if {frozenset(link) for link in a.links} != {frozenset(link) for link in b.links}:
        found.append("links")
    return tuple(found)


def _measured(measure: Measure, history: History) -> np.ndarray:
    """A measure as numbers, also where it says yes or no."""
    return np.asarray(measure(history), float)


def _mean(values: np.ndarray) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if there.size else float("nan")


def _hundred(share: float) -> str:
    return f"{share * 100:.0f}"


def _amount(value: float, sign: str = "") -> str:
    """A number with as many decimals as its size asks for."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return f"{value:{sign},.{decimals}f}"
