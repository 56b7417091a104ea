"""Whether the report, the gradebook, the marked copies and the exported files say the same.

They are written one after the other and may be changed between: by hand, by an interrupted run,
or by somebody who should not. So they are read back and compared student by student.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assignments.engine.bookkeeping import Marks, all_marks, autograded
from assignments.engine.cells import role
from assignments.engine.course import Course
from assignments.engine.outcome import NOT_MARKED, Outcome
from nbgrader.utils import determine_grade

_SAME = 0.005  # marks: files may round to two digits
Exported = Mapping[str, Mapping[str, str]]  # by name of file and student's id: the field


def compare(
    course: Course, name: str, outcomes: Iterable[Outcome], exported: Exported
) -> list[str]:
    """Differences between what the report says and what is kept and exported.

    Args:
        course: The course folder.
        name: The assignment.
        outcomes: What the report says of everyone who handed in.
        exported: Fields of each exported file, as they were read back (`marks`).

    Returns:
        A line for each difference; none if all is well.
    """
    with course.gradebook() as gradebook:
        marks = all_marks(gradebook, name)
    lines: list[str] = []
    by_student = {outcome.student: outcome for outcome in outcomes}
    for student, outcome in by_student.items():
        fields = {file: rows.get(student) for file, rows in exported.items()}
        if outcome.status == NOT_MARKED:
            differences = [*_of_unmarked(fields)]
        else:
            of = marks.get(student, Marks(()))
            differences = [*_kept(course, name, outcome, of), *_files(outcome, of, fields)]
        lines += [f"{student}: {difference}" for difference in differences]
    for file, rows in exported.items():
        strangers = [student for student in rows if rows[student] and student not in by_student]
        lines += [f"{who}: nothing was handed in, and {file} says {rows[who]}" for who in strangers]
    return lines


def _of_unmarked(fields: Mapping[str, str | None]) -> Iterator[str]:
    for file, field in fields.items():
        if field:
            yield f"the report says NOT MARKED, {file} {field}"


def _files(outcome: Outcome, marks: Marks, fields: Mapping[str, str | None]) -> Iterator[str]:
    """What is different in the exported files."""
    said = outcome.automatic + marks.by_hand
    for file, field in fields.items():
        if field is None:
            yield f"the report says {said:g}, and {file} has no such student"
        elif not field:
            yield f"the report says {said:g}, and in {file} the field is empty"
        elif not abs(_number(field) - said) < _SAME:
            yield f"the report says {said:g}, {file} {field}"


def _number(field: str) -> float:
    try:
        return float(field)
    except ValueError:
        return float("nan")


def _kept(course: Course, name: str, outcome: Outcome, marks: Marks) -> Iterator[str]:
    """What is different in the gradebook, and in the copy that was marked."""
    if not marks.cells:
        yield "marked, and not in the gradebook"
        return
    if abs(marks.automatic - outcome.automatic) >= _SAME:
        yield (f"the report says {outcome.automatic:g} automatic marks, "
               f"the gradebook {marks.automatic:g}")  # fmt: skip
    try:
        earned = _earned(course, name, outcome.student)
    except (LookupError, AttributeError, TypeError, ValueError):
        yield "its marked copy is gone or cannot be read: mark it again"
        return
    for cell in sorted(mark for mark in marks.cells if not mark.written):
        if cell.cell not in earned:
            yield f"its marked copy lacks {cell.cell}"
        elif earned[cell.cell] != cell.automatic:
            yield (f"{cell.cell} has {_words(cell.automatic)} in the gradebook and "
                   f"{_words(earned[cell.cell])} in the marked copy")  # fmt: skip


def _earned(course: Course, name: str, student: str) -> dict[str, float | None]:
    """What the marked copy earns by nbgrader's rule, by grade_id."""
    notebook = autograded(course, name, student)
    if notebook is None:
        raise ValueError("there is none")
    graded = [cell for cell in notebook.cells if role(cell).get("grade")]
    return {role(cell)["grade_id"]: determine_grade(cell)[0] for cell in graded}


def _words(mark: float | None) -> str:
    return "no mark" if mark is None else f"{mark:g}"
