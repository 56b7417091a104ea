"""What became of a class on one luck, worked out in steps, so that a page can show each at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from leverplug.debrief import ties as tie_gains
from leverplug.debrief.effort import Effort, effort_of
from leverplug.debrief.expectations import Expectations, expectations
from leverplug.debrief.groups import Group
from leverplug.debrief.pairs import Pair, pairs_of
from leverplug.debrief.ranks import Ranks, choice_rank, luck_rank
from leverplug.debrief.runs import Spread, run_task, tasks
from leverplug.venture import Venture

RUNS = 500
FEWER_RUNS = 100  # on each student's own luck where there are very many of them
_MANY = 300  # designs with a luck of their own
EFFORT, CHOICE, LUCK, TIES, PAIRS = "effort", "choice", "luck", "ties", "pairs"
PARTS = (EFFORT, CHOICE, LUCK, TIES, PAIRS)


class Step(NamedTuple):
    """How far the work is.

    Args:
        words: What is being done.
        done, of: How much of it, in designs.
        ready: The part of the results that is now there, "" if none is new.
    """

    words: str
    done: int
    of: int
    ready: str = ""


@dataclass
class Results:
    """What became of the records of a group; parts that are not worked out yet are None.

    Args:
        group: The records.
        seed: Of the common luck.
        runs: How many draws of it.
        designs: The different designs.
        of_entry: Place of each entry's design among them, shape (N,).
        sales: Foreign sales over ten years on the common luck, shape (designs, runs).
        born: Share of those runs that are born global, 0 to 1, shape (designs,).
        came: The same on each student's own luck, shape (N,), from `own_runs` runs.
        without_value: How many outcomes had no value and count as the worst.
    """

    group: Group
    seed: int
    runs: int
    designs: tuple[Venture, ...] = ()
    of_entry: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    effort: Effort | None = None
    sales: np.ndarray | None = None
    born: np.ndarray | None = None
    choice: np.ndarray | None = None
    ranks: Ranks | None = None
    came: np.ndarray | None = None
    own_runs: int = RUNS
    expectations: Expectations | None = None
    ties: tie_gains.TieGains | None = None
    pairs: tuple[Pair, ...] | None = None
    without_value: int = 0

    @property
    def of_entries(self) -> np.ndarray:
        """Outcomes of each entry's design on the common luck, shape (N, runs)."""
        assert self.sales is not None
        return self.sales[self.of_entry]


def begin(group: Group, runs: int = RUNS, seed: int | None = None) -> Results:
    """Results of a group, with nothing worked out yet.

    Args:
        group: One record or more.
        runs: Draws of the common luck.
        seed: Of the common luck; that which most of the group had if None.

    Raises:
        ValueError: The group has no records.
    """
    if not group.entries:
        raise ValueError("the group has no records: read some first")
    places: dict[Venture, int] = {}
    of_entry = [places.setdefault(entry.design, len(places)) for entry in group.entries]
    chosen = group.seed if seed is None else seed
    return Results(group, chosen, runs, tuple(places), np.array(of_entry))


def steps(results: Results, spread: Spread = map) -> Iterator[Step]:
    """Work everything out, a slice at a time.

    Args:
        results: As `begin` gives them; filled in place.
        spread: How the tasks of a slice are run; one after the other by default.
    """
    results.effort = effort_of([entry.design for entry in results.group.entries])
    yield Step("Where the effort went", 1, 1, EFFORT)
    yield from _on_common_luck(results, spread)
    yield from _on_own_luck(results, spread)
    yield from _without_each_tie(results, spread)
    assert results.choice is not None
    assert results.sales is not None
    assert results.expectations is not None
    expected = {one.place: one.first for one in results.expectations.all}
    results.pairs = pairs_of(results.designs, results.of_entry, results.sales, results.effort,
                             results.choice, expected)  # fmt: skip
    yield Step("Pairs to talk about", 1, 1, PAIRS)


def work_out(
    group: Group, runs: int = RUNS, seed: int | None = None, spread: Spread = map
) -> Results:
    """All results of a group at once; see `begin` and `steps`."""
    results = begin(group, runs, seed)
    for _ in steps(results, spread):
        pass
    return results


def _on_common_luck(results: Results, spread: Spread) -> Iterator[Step]:
    number, words = len(results.designs), "Every design on one luck"
    sales = np.zeros((number, results.runs), np.float32)
    born, done = np.zeros(number), 0
    planned = tasks(results.designs, results.runs, results.seed, results.group.shocks)
    for found in spread(run_task, planned):
        sales[list(found.places)] = found.sales
        born[list(found.places)] = found.born_global.mean(1)
        done += len(found.places)
        yield Step(words, done, number)
    results.without_value = int((~np.isfinite(sales)).sum())
    sales[~np.isfinite(sales)] = 0.0
    results.sales, results.born = sales, born
    results.choice = choice_rank(results.of_entries)
    yield Step(words, number, number, CHOICE)


def _on_own_luck(results: Results, spread: Spread) -> Iterator[Step]:
    """Each student's own life, and the runs that its page showed."""
    assert results.sales is not None
    assert results.born is not None
    assert results.choice is not None
    entries, words = results.group.entries, "Every student's own luck"
    own = results.sales[results.of_entry, 0].astype(float)
    came = results.born[results.of_entry]
    others: dict[int, dict[int, list[int]]] = {}  # seed -> design -> entries
    for place, entry in enumerate(entries):
        if entry.record.seed != results.seed:
            by_design = others.setdefault(entry.record.seed, {})
            by_design.setdefault(int(results.of_entry[place]), []).append(place)
    of, done = sum(map(len, others.values())), 0
    results.own_runs = RUNS if of <= _MANY else FEWER_RUNS
    for seed, by_design in others.items():
        numbers = list(by_design)
        designs = [results.designs[number] for number in numbers]
        for found in spread(run_task, tasks(designs, results.own_runs, seed, results.group.shocks)):
            for at, place in enumerate(found.places):
                mine = by_design[numbers[place]]
                own[mine] = np.nan_to_num(found.sales[at, 0])
                came[mine] = found.born_global[at].mean()
            done += len(found.places)
            yield Step(words, done, of)
    results.ranks = Ranks(results.choice, _luck(results, own), own)
    results.came, results.expectations = came, expectations(results.group, came)
    yield Step(words, max(of, 1), max(of, 1), LUCK)


def _luck(results: Results, own: np.ndarray) -> np.ndarray:
    assert results.sales is not None
    return np.array([
        luck_rank(own[place], results.sales[results.of_entry[place]],
                  same_luck=entry.record.seed == results.seed)
        for place, entry in enumerate(results.group.entries)
    ])  # fmt: skip


def _without_each_tie(results: Results, spread: Spread) -> Iterator[Step]:
    assert results.sales is not None
    words = "Every design without each of its ties"
    gains: list[tie_gains.TieGain] = []
    tried, runs = tie_gains.plan(results.designs, results.runs)
    for done, of, new in tie_gains.without_each(
        results.designs, results.sales, results.group, results.seed, spread
    ):
        gains += new
        yield Step(words, done, of)
    students = Counter(results.of_entry.tolist())
    counts = [students[number] for number in range(len(results.designs))]
    with_ties = sum(bool(design.ties) for design in results.designs)
    results.ties = tie_gains.summed_up(gains, counts, runs, len(tried), with_ties)
    yield Step(words, len(tried), len(tried), TIES)
