"""How hard each task was, and which messages its tests gave most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import StatisticsError, correlation, fmean
from typing import NamedTuple

from assignments.engine.report.reading import Student, Task

FEWEST = 20  # students below whom a correlation says nothing
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


class Item(NamedTuple):
    """Tests or answers of one task.

    Args:
        task: The task's heading.
        kind: "tests", or "answers" for what a person marks.
        points: Marks it can earn.
        students: How many were marked in it.
        share: Mean share of its marks that they earned, 0 to 1.
        full: Share of them with full marks, 0 to 1.
        zeros: How many of them have 0.
        fit: Correlation of its marks with those of the tests of all other tasks, -1 to 1, known
            as corrected item-total correlation; None with few students, or where all are equal.
    """

    task: str
    kind: str
    points: float
    students: int
    share: float
    full: float
    zeros: int
    fit: float | None


class Message(NamedTuple):
    """What a failing test said, to how many; figures may differ between them."""

    cell: str
    text: str
    students: int


def items(tasks: Sequence[Task], students: Sequence[Student]) -> list[Item]:
    """Every task that earns marks, its tests and its answers apart."""
    found = []
    for task in tasks:
        for kind, cells in (("tests", task.tests), ("answers", task.answers)):
            if cells:
                found.append(_item(task.heading, kind, cells, students))
    return found


def _item(heading: str, kind: str, cells: tuple[str, ...], students: Sequence[Student]) -> Item:
    points = _points(cells, students)
    done = [student for student in students if all(cell in student.scores for cell in cells)]
    scores = [sum(student.scores[cell] for cell in cells) for student in done]
    if not scores or not points:
        return Item(heading, kind, points, 0, 0.0, 0.0, 0, None)
    rest = [_rest(student, cells) for student in done]
    full = sum(score >= points for score in scores) / len(scores)
    zeros = sum(score <= 0 for score in scores)
    return Item(
        heading, kind, points, len(scores), fmean(scores) / points, full, zeros, _fit(scores, rest)
    )


def _rest(student: Student, cells: tuple[str, ...]) -> float:
    """Automatic marks of all tests but some."""
    others = (c for c in student.marks.cells if not c.written and c.cell not in cells)
    return sum(cell.automatic or 0.0 for cell in others)


def _points(cells: tuple[str, ...], students: Sequence[Student]) -> float:
    for student in students:
        if student.marks.cells:
            return sum(cell.out_of for cell in student.marks.cells if cell.cell in cells)
    return 0.0


def _fit(scores: list[float], rest: list[float]) -> float | None:
    if len(scores) < FEWEST:
        return None
    try:
        return correlation(scores, rest)
    except StatisticsError:  # all have the same
        return None


def messages(task: Task, students: Sequence[Student], most: int = 3) -> list[Message]:
    """The commonest messages of a task's tests, at most `most` of each test."""
    found: list[Message] = []
    for cell in task.tests:
        said: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for student in students:
            if cell in student.failures:
                text = student.failures[cell]
                said[_FIGURES.sub("#", text)][text] += 1
        kinds = sorted(said.values(), key=lambda texts: (-texts.total(), min(texts)))
        for texts in kinds[:most]:
            example = min(texts, key=lambda text: (-texts[text], text))
            found.append(Message(cell, example, texts.total()))
    return found
