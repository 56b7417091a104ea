"""One mark from several markers' marks.

Markers who differ by one level at most have a fair mark between them: the mean, rounded up to the
next half mark. Where they differ by two levels or more one of them has seen something that the
other has not, and a mean would hide it: such an answer has no mark until a person settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from assignments.engine.answers.handed_in import Answer
from assignments.engine.answers.questions import STEP
from assignments.engine.answers.store import Mark

FAR = 2  # levels between markers from which a person has to settle


@dataclass(frozen=True)
class Final:
    """What an answer gets.

    Args:
        marks: None as long as there is nothing to give.
        comment: For the student.
        why: Why there is none.
    """

    marks: float | None
    comment: str = ""
    why: str = ""


def current(answer: Answer, mark: Mark | None) -> Mark | None:
    """A mark, if it is for the answer's text as it is now and gives a level."""
    if mark is None or mark.level is None or mark.version != answer.version:
        return None
    return mark


def is_far(marks: list[Mark]) -> bool:
    """Whether markers differ so far that a person has to settle."""
    levels = [mark.level for mark in marks if mark.level is not None]
    return bool(levels) and max(levels) - min(levels) >= FAR


def final(answer: Answer, by_marker: dict[str, dict[str, Mark]], settled: Mark | None) -> Final:
    """What an answer gets from all its markers.

    Args:
        answer: The answer.
        by_marker: Marks of each marker, by the answer's key.
        settled: What a person settled for it, if that was done.
    """
    agreed = current(answer, settled)
    if agreed:
        return Final(agreed.marks, agreed.comment)
    given = [marks[answer.key] for _, marks in sorted(by_marker.items()) if answer.key in marks]
    marks = [mark for mark in given if current(answer, mark)]
    if any(mark.flag for mark in given if mark.version == answer.version):
        return Final(None, why="it is flagged to be looked at again")
    if is_far(marks):
        return Final(None, why="its markers differ by two levels or more: settle it")
    values = [mark.marks for mark in marks if mark.marks is not None]
    if not values:
        old = any(mark.level is not None for mark in given)
        words = "another text was handed in since it was marked" if old else "nobody has marked it"
        return Final(None, why=words)
    mean = sum(values) / len(values)
    comments = dict.fromkeys(mark.comment.strip() for mark in marks if mark.comment.strip())
    return Final(ceil(mean / STEP) * STEP, "\n\n".join(comments))
