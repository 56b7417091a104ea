"""Marks as the gradebook has them: of each cell, of a submission, of a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assignments.engine.course import Course
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
)


class CellMark(NamedTuple):
    """Marks of one cell: automatic, by hand and on top, None where nobody gave any."""

    cell: str
    written: bool
    out_of: float
    automatic: float | None
    by_hand: float | None
    extra: float | None
    waits: bool

    @property
    def score(self) -> float:
        """What the cell counts, by nbgrader's rule: a person's mark before an automatic one."""
        given = self.automatic if self.by_hand is None else self.by_hand
        return 0.0 if given is None else given + (self.extra or 0.0)


@dataclass(frozen=True)
class Marks:
    """All marks of one submission."""

    cells: tuple[CellMark, ...]

    @property
    def marked(self) -> bool:
        """Whether it was marked at all: nbgrader has given every test cell some marks, or 0."""
        tests = [cell for cell in self.cells if not cell.written]
        return bool(self.cells) and all(
            cell.automatic is not None or cell.by_hand is not None for cell in tests
        )

    @property
    def automatic(self) -> float:
        """Marks that tests gave."""
        return sum(cell.automatic or 0.0 for cell in self.cells if not cell.written)

    @property
    def out_of(self) -> float:
        """Marks that tests could have given."""
        return sum(cell.out_of for cell in self.cells if not cell.written)

    @property
    def total(self) -> float:
        """What is exported: automatic marks and those by hand."""
        return sum(cell.score for cell in self.cells)

    @property
    def most(self) -> float:
        """What could have been earned altogether."""
        return sum(cell.out_of for cell in self.cells)

    @property
    def by_hand(self) -> float:
        """What persons gave: to answers, on top, and above or below what tests gave."""
        return self.total - self.automatic

    @property
    def waiting(self) -> int:
        """Written answers that wait for a person; none if it was not marked at all."""
        return sum(cell.waits for cell in self.cells if cell.written) if self.marked else 0


def all_marks(gradebook: Gradebook, name: str, student: str = "") -> dict[str, Marks]:
    """Marks of an assignment by student's id, in one request.

    Args:
        gradebook: nbgrader's, open.
        name: The assignment.
        student: Of whom; empty for everybody who handed in.
    """
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            GradeCell.name,
            GradeCell.cell_type,
            GradeCell.max_score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == name)
    )
    if student:
        rows = rows.filter(SubmittedAssignment.student_id == student)
    cells: dict[str, list[CellMark]] = {}
    for whose, cell, kind, out_of, automatic, by_hand, extra, waits in rows:
        mark = CellMark(cell, kind == "markdown", out_of, automatic, by_hand, extra, bool(waits))
        cells.setdefault(whose, []).append(mark)
    return {whose: Marks(tuple(sorted(of))) for whose, of in sorted(cells.items())}


def marks_of(course: Course, name: str, student: str) -> Marks:
    """Marks of one submission; without cells if the gradebook does not know it."""
    with course.gradebook() as gradebook:
        return all_marks(gradebook, name, student).get(student, Marks(()))


def pending(gradebook: Gradebook, name: str) -> dict[str, int]:
    """How many written answers wait for a person, by student; who was not marked is not there."""
    marks = all_marks(gradebook, name)
    return {student: of.waiting for student, of in marks.items() if of.waiting}
