"""What questions on a design are worked out from: the design and its run, differences, words.

Sentences carry learners' labels as they wrote them: escape them wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from leverplug import catalogue
from leverplug.explain.comparison import SALES, amount
from leverplug.explain.timeline import OneRun
from leverplug.explain.variants import last_quarter
from leverplug.model import History, Shock
from leverplug.model.history import LOST, PRUNED
from leverplug.outcomes import cumulative_foreign_sales, first_export
from leverplug.venture import QUARTERS, Tie, Venture


@dataclass(frozen=True)
class Question:
    """A question to defend a design by, and what a good answer to it names.

    Args:
        kind: What it asks about: a key of `defence.KINDS`.
        text: The question in plain words; labels in it are not escaped.
        names: Facts that were worked out, each with the mechanism behind it; not escaped either.
        figures: The numbers in them, by name.
    """

    kind: str
    text: str
    names: tuple[str, ...]
    figures: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Case:
    """A design and one of its runs.

    Args:
        venture: The design.
        run: Number of the run, counted from 0.
        runs: How many runs it is judged by.
        shocks: Shocks of the scenario.
        whole: Its history, of `runs` runs and one more or of more, with the ties of that run.
        without: The histories without each tie, by its id.
        expected: How many of 100 runs were expected to be born global; None if nobody said.
        budget: Most effort that a design may plan in a quarter, 0 to 1.
    """

    venture: Venture
    run: int
    runs: int
    shocks: tuple[Shock, ...]
    whole: History
    without: Mapping[str, History]
    expected: int | None = None
    budget: float = 1.0

    @cached_property
    def life(self) -> OneRun:
        """The run, event by event."""
        return OneRun(self.whole, self.run)

    @cached_property
    def totals(self) -> np.ndarray:
        """Foreign sales over ten years in each of the runs, shape (runs,)."""
        return cumulative_foreign_sales(self.whole)[: self.runs]

    @cached_property
    def scale(self) -> float:
        """What differences are held against: the mean of foreign sales, at least one point."""
        return max(1.0, float(self.totals.mean()))

    @cached_property
    def standing(self) -> np.ndarray:
        """Legitimacy of its own that partners find in this run: last quarter's, shape (40,)."""
        start = catalogue.parameters()["legitimacy_start"].value
        first = start * (0.5 + self.venture.founder.experience)
        return np.concatenate([[first], self.whole.legitimacy[:-1, self.run]])

    def difference(self, other: History) -> Difference:
        """What another design comes to beyond this one, on the same luck."""
        totals = [cumulative_foreign_sales(h) for h in (self.whole, other)]
        first = [first_export(h)[: self.runs] for h in (self.whole, other)]
        before, after = (total[: self.runs] for total in totals)
        here = [float(total[self.run]) for total in totals]
        return Difference(after - before, (here[0], here[1]), (first[0], first[1]))

    def weight(self, difference: Difference) -> float:
        """How far a change moves the outcome: mean size of the difference over the mean."""
        return float(np.abs(difference.gain).mean()) / self.scale

    def added(self, tie_id: str) -> np.ndarray:
        """What a tie added in each run, shape (runs,)."""
        return -self.difference(self.without[tie_id]).gain

    def course(self, tie: Tie) -> TieCourse | None:
        """The tie in this run while it was at work; None if the venture ended before it began."""
        last = last_quarter(tie)
        for event in self.life.events:
            if event.tie_id == tie.id and event.kind in (LOST, PRUNED):
                last = min(last, event.quarter - (event.kind == LOST))
        last = min(last, (self.life.ended() or QUARTERS + 1) - 1)
        if last < tie.start:
            return None
        return TieCourse(self, tie, last)

    def lost_in(self, tie_id: str) -> int | None:
        """The quarter in which this run lost a tie; None if it kept it."""
        lost = (e.quarter for e in self.life.events if e.kind == LOST and e.tie_id == tie_id)
        return next(lost, None)


@dataclass(frozen=True, eq=False)
class TieCourse:
    """A tie in one run, up to its last quarter at work."""

    case: Case
    tie: Tie
    last: int

    def value(self, name: str, quarter: int | None = None) -> float:
        """Its strength, novelty, lever, plug or holding in a quarter, the last one by default."""
        history = self.case.whole
        series = getattr(history, name)[:, history.tie_ids.index(self.tie.id), self.case.run]
        return float(series[(quarter or self.last) - 1])

    def claim(self, quarter: int | None = None) -> float:
        """Share of all effort that its obligations claim."""
        asked = catalogue.tie_kinds()[self.tie.kind]["obligation"]
        return asked * self.case.venture.founder.obligation * self.value("plug", quarter)

    def peak(self) -> tuple[int, float]:
        """The quarter in which its lever was highest, and how high."""
        levers = [self.value("lever", q) for q in range(self.tie.start, self.last + 1)]
        best = int(np.argmax(levers))
        return self.tie.start + best, levers[best]

    def lever_sentence(self) -> str:
        """How its lever went, and why."""
        quarter, high = self.peak()
        now = self.value("lever")
        parts = f"strength {self.value('strength'):.2f}, novelty {self.value('novelty'):.2f}"
        if quarter == self.last or now > 0.95 * high:
            return (
                f"A lever is strength times novelty. In quarter {self.last} of this run its lever "
                f"was {now:.2f} ({parts}), as high as it ever was."
            )
        return (
            f"A lever is strength times novelty, and novelty is used up by what the tie tells. In "
            f"this run its lever was highest in quarter {quarter} ({high:.2f}) and stood at "
            f"{now:.2f} in quarter {self.last} ({parts})."
        )

    def plug_sentence(self) -> str:
        """How far it had become a plug, and what that claimed."""
        return (
            f"A plug grows with the strength and age of a tie. In quarter {self.last} it was "
            f"{self.value('plug'):.2f}, and its obligation claimed {percent(self.claim())} of all "
            f"effort before anything else got any."
        )

    def figures(self) -> dict[str, float]:
        """The numbers in these sentences."""
        peak, high = self.peak()
        return {
            "last": self.last, "peak": peak, "peak_lever": high, "lever": self.value("lever"),
            "strength": self.value("strength"), "novelty": self.value("novelty"),
            "plug": self.value("plug"), "claim": self.claim(),
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Difference:
    """What a changed design comes to beyond the first, run by run on the same draws.

    Args:
        gain: Of foreign sales over ten years, shape (runs,).
        here: Foreign sales over ten years in the run that is asked about, before and after.
        first: Quarter of the first sale abroad in each run, before and after; nan if none.
    """

    gain: np.ndarray
    here: tuple[float, float]
    first: tuple[np.ndarray, np.ndarray]

    @property
    def figures(self) -> dict[str, float]:
        """More, less (of 100 runs), median, mean, first export and this run, by name."""
        first, then = map(_median, self.first)
        return {
            "more": of_hundred(self.gain > 0), "less": of_hundred(self.gain < 0),
            "median": float(np.median(self.gain)), "mean": float(self.gain.mean()),
            "first_before": first, "first_after": then,
            "here_before": self.here[0], "here_after": self.here[1],
        }  # fmt: skip

    def sentence(self) -> str:
        """The difference in plain words, beginning with what comes to more."""
        if not self.gain.any():
            return f"on the same luck nothing changes in {SALES}, in any run."
        f = self.figures
        return (
            f"on the same luck this comes to more {SALES} in {f['more']:.0f} of 100 runs and to "
            f"less in {f['less']:.0f}; the median difference is {_signed(f['median'])} index "
            f"points. In this run it comes to {points(self.here[1])} instead of "
            f"{points(self.here[0])}. {self.first_sentence()}"
        )

    def first_sentence(self) -> str:
        """Whether the first sale abroad comes in another quarter."""
        before, after = map(_median, self.first)
        if np.isnan(before) and np.isnan(after):
            return "No run sells abroad either way."
        words = [f"quarter {q:g}" if np.isfinite(q) else "never" for q in (before, after)]
        some = any(np.isnan(quarters).any() for quarters in self.first)
        median = "median of the runs that sell abroad" if some else "median"
        if words[0] == words[1]:
            return f"The first sale abroad stays in {words[0]} ({median})."
        return f"The first sale abroad moves from {words[0]} to {words[1]} ({median})."


@dataclass(frozen=True, eq=False)
class Candidate:
    """A question that could be asked, before the designs it needs have been run.

    Args:
        kind: A key of `defence.KINDS`.
        designs: The changed designs it needs.
        work_out: Given their histories, the question and how much it weighs (0 or more).
    """

    kind: str
    designs: tuple[Venture, ...]
    work_out: Callable[[Sequence[History]], tuple[Question, float]]


def _median(quarters: np.ndarray) -> float:
    return float(np.nanmedian(quarters)) if np.isfinite(quarters).any() else float("nan")


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.005 else amount(value, "+")


def points(value: float) -> str:
    """A number of index points, without a sign.

    Example:
        >>> points(0.0), points(4.26), points(1411.3)
        ('0', '4.3', '1,411')
    """
    return "0" if value == 0 else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def percent(share: float) -> str:
    """A share with as many decimals as its size asks for.

    Example:
        >>> percent(0.214), percent(0.0213), percent(0.0004)
        ('21%', '2.1%', 'less than 0.1%')
    """
    if 0 < share < 0.0005:
        return "less than 0.1%"
    return f"{share:.0%}" if share >= 0.0995 or share == 0 else f"{share:.1%}"


def of_hundred(yes: npt.ArrayLike) -> float:
    """In how many of 100 runs something holds."""
    return 100 * float(np.asarray(yes).mean())
