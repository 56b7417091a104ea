"""Markers side by side: how far they agree, and the answers on which they are far apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from assignments.engine.answers.agreement import Agreement, agreement
from assignments.engine.answers.pile import Pile, read_piles
from assignments.engine.answers.settling import current, is_far
from assignments.engine.answers.store import SETTLED, Mark, folder, markers, read_marks
from assignments.engine.course import Course

ByMarker = dict[str, dict[str, Mark]]


@dataclass(frozen=True)
class Pair:
    """Two markers and how far they agree on a question."""

    question: str
    first: str
    second: str
    agreement: Agreement

    def line(self) -> str:
        """The agreement in a line."""
        found = self.agreement
        words = f"{self.question}: {self.first} and {self.second} both marked {found.both}"
        if found.both:
            words += f", the same level for {found.same:.0%}"
        kappa = f"{found.kappa:.2f}" if found.kappa is not None else f"says nothing: {found.why}"
        return f"{words}; weighted kappa {kappa}"


@dataclass(frozen=True)
class Difference:
    """An answer that several have marked, and not all with the same level.

    Args:
        place: In the pile.
        marks: By marker.
        far: Whether a person has to settle it.
    """

    place: int
    marks: dict[str, Mark]
    far: bool


def pairs(pile: Pile, by_marker: ByMarker) -> list[Pair]:
    """Every two markers of a question."""
    found = []
    for (first, one), (second, two) in combinations(sorted(by_marker.items()), 2):
        both = [(current(a, one.get(a.key)), current(a, two.get(a.key))) for a in pile.answers]
        levels = [(x.level, y.level) for x, y in both if x and y]
        left = [x for x, _ in levels if x is not None]
        right = [y for _, y in levels if y is not None]
        found.append(Pair(pile.question.id, first, second, agreement(left, right)))
    return found


def differences(pile: Pile, by_marker: ByMarker) -> list[Difference]:
    """Answers on which markers differ, those far apart first."""
    found = []
    for place, answer in enumerate(pile.answers):
        marks = {
            who: mark
            for who, all_marks in sorted(by_marker.items())
            if (mark := current(answer, all_marks.get(answer.key)))
        }
        if len({mark.level for mark in marks.values()}) > 1:
            found.append(Difference(place, marks, is_far(list(marks.values()))))
    return sorted(found, key=lambda difference: not difference.far)


def compare(course: Course, name: str) -> list[str]:
    """Lines that say how far an assignment's markers agree, and what is to be settled.

    Args:
        course: The course folder.
        name: The assignment.

    Raises:
        CourseError: There is no such assignment, no answer to it, or a file is damaged.
    """
    by_marker = markers(course, name)
    if len(by_marker) < 2:
        who = " and ".join(by_marker) or "nobody"
        return [f"{name}: {who} has marked; a comparison needs two markers"]
    settled = read_marks(folder(course, name) / f"{SETTLED}.json")
    lines = []
    for pile in read_piles(course, name):
        lines += [pair.line() for pair in pairs(pile, by_marker)]
        for difference in differences(pile, by_marker):
            if not difference.far:
                continue
            levels = ", ".join(
                f"{who} level {mark.level}" for who, mark in difference.marks.items()
            )
            answer = pile.answers[difference.place]
            agreed = current(answer, settled.get(answer.key))
            words = f"settled: {agreed.marks:g} marks" if agreed else "to settle"
            lines.append(f"{pile.question.id}, {pile.alias(difference.place)}: {levels}; {words}")
    return lines
