"""Marks of written answers, taken into nbgrader's gradebook.

What somebody else put there by hand, in the formgrader, is kept: what this program wrote last is
noted in `marked/answers/NAME/_taken.json`, and a mark that differs from it is not its own.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from assignments.engine.answers.handed_in import Answer, read_answers
from assignments.engine.answers.pile import read_piles
from assignments.engine.answers.questions import written_questions
from assignments.engine.answers.settling import Final, final
from assignments.engine.answers.store import SETTLED, folder, markers, read_marks, write_whole
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry

_NAMED = 12  # answers that a line names
_TAKEN, _FIELDS = "_taken.json", ("marks", "comment")


def take_in(course: Course, name: str, force: bool = False) -> list[str]:
    """Take the marks and comments of all markers of an assignment into the gradebook.

    Only marks for the text that was last handed in count. Marks that were taken in before and do
    not stand any more are taken back.

    Args:
        course: The course folder.
        name: The assignment.
        force: Also replace marks that were given by hand in the formgrader.

    Returns:
        Lines that say what was taken, what was left, and why.

    Raises:
        CourseError: There is no such assignment, no answer to it, or nobody has marked.
    """
    piles = read_piles(course, name)
    by_marker = markers(course, name)
    settled = read_marks(folder(course, name) / f"{SETTLED}.json")
    if not by_marker and not settled:
        raise CourseError(f"nobody has marked {name} yet: make answers ASSIGNMENT={name}")
    taken = _read_taken(course, name)
    remarks, counts = dict[tuple[str, str], list[str]](), Counter[str]()
    with course.gradebook() as gradebook:
        for pile in piles:
            for place, answer in enumerate(pile.answers):
                result = final(answer, by_marker, settled.get(answer.key))
                if result.marks is not None and result.marks > pile.question.points:
                    most = f"{result.marks:g} marks of {pile.question.points:g} are too many"
                    result = Final(None, why=f"{most}: a marker's file was changed")
                done, words = _enter(gradebook, name, answer, result, taken, force)
                counts[done] += 1
                if words:
                    remarks.setdefault((pile.question.id, words), []).append(pile.alias(place))
        for answer in read_answers(course, name, written_questions(name)):
            if answer.is_blank and answer.key in taken:  # an answer was withdrawn
                _enter(gradebook, name, answer, Final(None), taken, force)
        gradebook.db.commit()
    write_whole(folder(course, name) / _TAKEN, json.dumps(taken, indent=1))
    lines = [f"{q}, {_some(aliases)}: {words}" for (q, words), aliases in remarks.items()]
    return [*lines, _total(name, counts, sum(pile.blank for pile in piles))]


def _some(aliases: list[str]) -> str:
    rest = len(aliases) - _NAMED
    return ", ".join(aliases[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _total(name: str, counts: Counter[str], blank: int) -> str:
    words = f"{name}: {counts['taken']} taken into the gradebook"
    words += f", {counts['same']} there already" if counts["same"] else ""
    words += f", {counts['left']} left" if counts["left"] else ""
    words += f", {counts['back']} taken back" if counts["back"] else ""
    return words + (f"; in {blank} nothing was written" if blank else "")


def _enter(
    gradebook: Gradebook, name: str, answer: Answer, result: Final, taken: dict[str, Any],
    force: bool,
) -> tuple[str, str]:  # fmt: skip
    """Enter one mark; what was done, and what is to be said of it."""
    try:
        grade: Grade = gradebook.find_grade(answer.question, name, name, answer.student)
        comment: Comment = gradebook.find_comment(answer.question, name, name, answer.student)
    except MissingEntry:
        return "left", "it is not in the gradebook: let the tests run again with make grade"
    mine = taken.get(answer.key)
    there = {"marks": grade.manual_score, "comment": comment.manual_comment}
    by_hand = grade.manual_score is not None and (not mine or mine["marks"] != grade.manual_score)
    if by_hand and not force:
        if grade.manual_score == result.marks:
            return "left", "" if there["comment"] == (result.comment or None) else _hand(there)
        return "left", _hand(there) if result.marks is not None else ""
    if result.marks is None:
        if mine is None:
            return "left", result.why
        del taken[answer.key]
        grade.manual_score, grade.needs_manual_grade = None, grade.auto_score is None
        _set_comment(comment, mine, None)
        return "back", f"{mine['marks']:g} marks were taken back: {result.why}"
    kept = _set_comment(comment, mine, result.comment or None, force)
    new = {"marks": result.marks, "comment": comment.manual_comment if not kept else None}
    same = mine == new and not grade.needs_manual_grade
    grade.manual_score, grade.needs_manual_grade = result.marks, False
    taken[answer.key] = new
    words = "the comment that the gradebook has from somebody else is kept" if kept else ""
    return "same" if same else "taken", words


def _hand(there: dict[str, Any]) -> str:
    return (
        f"the gradebook holds {there['marks']:g} marks given by hand in the formgrader; these are "
        "kept (FORCE=1 replaces them)"
    )


def _set_comment(
    comment: Comment, mine: dict[str, Any] | None, text: str | None, force: bool = False
) -> bool:
    """Put in a comment; return whether another was there that is not this program's."""
    old = comment.manual_comment or None
    if old not in (None, text, (mine or {}).get("comment")) and not force:
        return True
    comment.manual_comment = text
    return False


def _read_taken(course: Course, name: str) -> dict[str, Any]:
    path = folder(course, name) / _TAKEN
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {key: {field: old[field] for field in _FIELDS} for key, old in content.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{path} is damaged: put an earlier copy there, or delete it") from None
