"""Submissions that are alike in what rarely is: code, records, student numbers, wording.

Likeness is no proof. Thresholds are set so that short and natural answers do not count: what the
released notebook and the solution have is left out, and so is what many in the class have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from assignments.engine.report.likeness import Prints, alike, same
from assignments.engine.report.reading import Given, Student

LEAST_CODE, LEAST_WORDS = 30, 20  # own sequences, in one cell and in one answer
NEAR_CODE, NEAR_WORDS = 0.7, 0.5  # share of the shorter one's own sequences
COMMON, COMMON_SHARE = 5, 0.05  # a sequence that more have, and more than this share, is common
SAMPLE = "the sample answer"


class Twins(NamedTuple):
    """Students whose work is alike, and in what."""

    students: tuple[str, ...]
    what: str
    share: float


def twins(known: Given, students: Sequence[Student]) -> list[Twins]:
    """Groups and pairs that are alike, the largest likeness first.

    Args:
        known: The assignment.
        students: All whose work was marked.
    """
    code = list(_same_code(students))
    found = [*_numbers(students), *_records(known, students), *code]
    pairs = {pair for group in code for pair in combinations(group.students, 2)}
    near = [*_near_code(students, pairs), *_answers(known, students)]
    return found + sorted(near, key=lambda group: (-group.share, group.students))


def _numbers(students: Sequence[Student]) -> Iterator[Twins]:
    numbers = {student.id: student.outcome.number for student in students if student.outcome.number}
    for group in same(numbers):
        yield Twins(group, "the same student number in the notebook", 1.0)


def _records(known: Given, students: Sequence[Student]) -> Iterator[Twins]:
    """Students who pasted the same record; it fits one case, and each has a case of their own."""
    holders: dict[int, list[str]] = defaultdict(list)
    for student in students:
        for literal in student.literals:
            holders[literal].append(student.id)
    case = ", although each has a case of their own" if known.cases else ""
    for group in sorted({tuple(ids) for ids in holders.values() if len(ids) > 1}):
        yield Twins(group, f"the same record or long text in the code{case}", 1.0)


def _same_code(students: Sequence[Student]) -> Iterator[Twins]:
    """Students whose code in a cell is the same but for comments, spaces and quotes."""
    cells: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for cell in sorted({cell for student in students for cell in student.code}):
        hashes = {
            student.id: student.code[cell][0]
            for student in students
            if cell in student.code and len(student.code[cell][1]) >= LEAST_CODE
        }
        for group in same(hashes):
            cells[group].append(cell)
    for group, names in sorted(cells.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield Twins(group, f"the same code in {', '.join(names)}", 1.0)


def _near_code(students: Sequence[Student], known: set[tuple[str, str]]) -> Iterator[Twins]:
    texts: dict[str, Prints] = {
        student.id: frozenset().union(*(own for _, own in student.code.values()))
        for student in students
    }
    distinct = {ids[0]: text for text, ids in _by_text(texts).items() if text}
    for pair in alike(distinct, LEAST_CODE, NEAR_CODE, _most(students)):
        if (pair.one, pair.other) not in known:
            yield Twins((pair.one, pair.other), "code that is nearly the same", pair.share)


def _by_text(texts: dict[str, Prints]) -> dict[Prints, list[str]]:
    groups: dict[Prints, list[str]] = defaultdict(list)
    for name, text in texts.items():
        groups[text].append(name)
    return groups


def _answers(known: Given, students: Sequence[Student]) -> Iterator[Twins]:
    """Students whose written answers share much, with one another or with the sample answer."""
    for cell, sample in known.samples.items():
        texts = {student.id: student.answers.get(cell, frozenset()) for student in students}
        groups = _by_text(texts)
        for text, ids in groups.items():
            if len(ids) > 1 and len(text) >= LEAST_WORDS:
                yield Twins(tuple(ids), f"the same words in {cell}", 1.0)
        distinct = {ids[0]: text for text, ids in groups.items() if text}
        for pair in alike(
            distinct | {SAMPLE: sample - known.text}, LEAST_WORDS, NEAR_WORDS, _most(students)
        ):
            yield Twins((pair.one, pair.other), f"much of the words in {cell}", pair.share)


def _most(students: Sequence[Student]) -> int:
    return max(COMMON, round(COMMON_SHARE * len(students)))
