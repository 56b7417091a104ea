"""What a new version of a submission does to the marks that persons gave for an older one.

A mark by hand belongs to the text it was given for. When that text changes the mark is taken out
of the gradebook and kept in `marked/NAME/earlier/STUDENT.json`; when a text comes back that was
marked before, so does its mark. What is known before nbgrader marks anew lies on the disk until
it is settled, so a run may be interrupted anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from assignments.engine.bookkeeping.copies import texts
from assignments.engine.bookkeeping.given import BEFORE, EARLIER, Given, file, read, write
from assignments.engine.course import Course
from nbgrader.api import Grade, Gradebook, MissingEntry


def remember(course: Course, name: str, student: str) -> None:
    """Write down which marks persons gave and for what, before nbgrader marks a new version.

    What an interrupted run wrote stands, for the marked copy may be that run's already, unless a
    person has given another mark since.
    """
    path = file(course, name, BEFORE, student)
    stored = {given.cell: given for given in read(path)}
    with course.gradebook() as gradebook:
        grades = list(_by_hand(gradebook, name, student))
        if not (grades or stored):
            return
        words = texts(course, name, student)
        given = []
        for grade, comment in grades:
            now = Given(
                grade.name, *words.get(grade.name, ("", "")), grade.manual_score,
                grade.extra_credit, grade.max_score, comment, bool(grade.needs_manual_grade),
            )  # fmt: skip
            old = stored.get(grade.name, now)
            given.append(old if old.value() == now.value() else now)
    write(path, given)


def settle(course: Course, name: str, student: str, look: Collection[str] = ()) -> list[str]:
    """Let marks by hand count for the texts they were given for, once nbgrader has marked anew.

    Args:
        course: The course folder.
        name: The assignment.
        student: Whose submission.
        look: grade_ids of written answers that a person must see, also where nbgrader found the
            given cell untouched and gave 0.

    Returns:
        What a person should know, a sentence for each mark that no longer counts or does again.
    """
    path, kept = file(course, name, BEFORE, student), file(course, name, EARLIER, student)
    before, aside = {given.cell: given for given in read(path)}, read(kept)
    if not (before or aside):
        flag(course, name, student, look)
        return []
    now = texts(course, name, student)
    remarks: list[str] = []
    with course.gradebook() as gradebook:
        for grade in _grades(gradebook, name, student):
            given, text = before.get(grade.name), now.get(grade.name, ("", ""))
            remarks += _settle(grade, text, given, aside, grade.name in look)
        if aside:  # before the gradebook forgets them
            write(kept, aside)
        gradebook.db.commit()
    path.unlink(missing_ok=True)
    return remarks


def _settle(
    grade: Grade, text: tuple[str, str], given: Given | None, aside: list[Given], look: bool
) -> list[str]:
    """Settle one cell's mark; what does not count any more is added to `aside`."""
    blank = grade.auto_score == 0 and grade.cell_type == "markdown"
    loose = blank or look  # the answer may stand in another cell
    if given and given.is_for(text, loose):
        _give(grade, given)
        return []
    known = [one for one in aside if one.cell == grade.name and one.is_for(text, loose)]
    remarks = []
    if given:
        _put_aside(aside, given)
        _take_away(grade)
        remarks = [f"{grade.name} had {given.words()} for an earlier answer"]
    if known and (look or not blank):
        _give(grade, known[-1])
        again = f"{known[-1].words()} counts again"
        remarks.append(f"{grade.name} is an answer that was marked before: {again}")
    elif look:
        _look_at(grade)
    return remarks


def withdraw(course: Course, name: str, student: str) -> list[str]:
    """Take all marks of what cannot be marked any more; those given by hand are kept aside.

    Returns:
        What a person should know, as of `settle`.
    """
    remember(course, name, student)
    path, kept = file(course, name, BEFORE, student), file(course, name, EARLIER, student)
    before, aside = read(path), read(kept)
    for given in before:
        _put_aside(aside, given)
    if aside:
        write(kept, aside)
    with course.gradebook() as gradebook:
        for grade in _grades(gradebook, name, student):
            _take_away(grade)
            grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()
    path.unlink(missing_ok=True)
    return [f"{given.cell} had {given.words()} while it could be marked" for given in before]


def earlier(course: Course, name: str, student: str) -> list[Given]:
    """Marks that a student's earlier answers had and that do not count now, the latest last."""
    return read(file(course, name, EARLIER, student))


def flag(course: Course, name: str, student: str, cells: Collection[str]) -> None:
    """Have a person look at written answers, also those that nbgrader took for untouched."""
    if not cells:
        return
    with course.gradebook() as gradebook:
        for grade in _grades(gradebook, name, student):
            if grade.name in cells:
                _look_at(grade)
        gradebook.db.commit()


def _grades(gradebook: Gradebook, name: str, student: str) -> list[Grade]:
    try:
        notebooks = gradebook.find_submission(name, student).notebooks
    except MissingEntry:
        return []
    grades = [grade for notebook in notebooks for grade in notebook.grades]
    return sorted(grades, key=lambda grade: grade.name)


def _by_hand(gradebook: Gradebook, name: str, student: str) -> Iterator[tuple[Grade, str]]:
    """Grades that a person has given or commented on, with the comment."""
    for grade in _grades(gradebook, name, student):
        comment = _comment(grade)
        words = (comment.manual_comment or "") if comment is not None else ""
        if grade.manual_score is not None or grade.extra_credit or words:
            yield grade, words


def _comment(grade: Grade) -> Any:
    """The comment on the cell of a grade, which tests do not have."""
    for comment in grade.notebook.comments:
        if comment.name == grade.name:
            return comment
    return None


def _put_aside(aside: list[Given], given: Given) -> None:
    """Add a mark to those that do not count, in the place of an older one for the same."""
    aside[:] = [one for one in aside if one.purpose() != given.purpose()]
    aside.append(given.ended())


def _look_at(grade: Grade) -> None:
    if grade.cell_type != "markdown":
        return
    grade.needs_manual_grade = True
    comment = _comment(grade)
    if comment is not None:
        comment.auto_comment = None  # it says "No response."


def _give(grade: Grade, given: Given) -> None:
    grade.manual_score, grade.extra_credit = given.mark, given.extra
    grade.needs_manual_grade = given.waits
    comment = _comment(grade)
    if comment is not None:
        comment.manual_comment = given.comment or None


def _take_away(grade: Grade) -> None:
    grade.manual_score = grade.extra_credit = None
    grade.needs_manual_grade = grade.auto_score is None
    comment = _comment(grade)
    if comment is not None:
        comment.manual_comment = None
