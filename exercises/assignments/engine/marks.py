"""Marks from nbgrader's gradebook, in the columns that Moodle and Canvas import.

Both are export plug-ins of nbgrader: `nbgrader export --exporter=assignments.engine.marks.Moodle`.
A submission that could not be marked has an empty field and no 0, so that nobody is failed by a
program. Texts that a spreadsheet would take for a formula get an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP, "CSV Injection"


def safe(text: str | None) -> str:
    """A text that a spreadsheet shows and never evaluates.

    Example:
        >>> safe("=HYPERLINK(1)")
        "'=HYPERLINK(1)"
    """
    text = (text or "").replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def pending(gradebook: Gradebook, assignment: str) -> list[str]:
    """Ids of students with written answers that nobody has marked yet."""
    return [
        submission.student_id
        for submission in gradebook.assignment_submissions(assignment)
        if submission.needs_manual_grade
    ]


def _score(gradebook: Gradebook, assignment: str, student: str) -> str:
    """A student's marks, or an empty text if there are none to give."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return ""
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            unmarked = grade.auto_score is None and grade.manual_score is None
            if grade.cell_type == "code" and unmarked:
                return ""
    return f"{submission.score:g}"


class _Export(ExportPlugin):
    """A file of marks: a row for each student, a column for each assignment."""

    file = "marks.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write the file to `--to`, or to its usual name."""
        names = [str(name) for name in self.assignment]
        assignments = [a for a in gradebook.assignments if not names or a.name in names]
        ids = {str(student) for student in self.student}
        students = [s for s in gradebook.students if not ids or s.id in ids]
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        rows.writerows(self.head(assignments))
        for student in students:
            scores = [_score(gradebook, a.name, student.id) for a in assignments]
            rows.writerow([*map(safe, self.person(student)), *scores])
        target = Path(self.to or self.file)
        new = target.with_name(f".{target.name}.new")
        new.write_text(text.getvalue(), encoding="utf-8", newline="")
        new.replace(target)
        self.log.info("Exported marks to %s", target)

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        """Rows above those of the students, with the names of the columns first."""
        raise NotImplementedError

    def person(self, student: Student) -> list[str | None]:
        """Fields of a student's row before the marks."""
        raise NotImplementedError


class Moodle(_Export):
    """Marks for Moodle's *Grades, Import, CSV file*.

    Moodle asks which column names the student ("map from": ID number, email address, ...) and
    which column goes to which grade item; these are named as in its own export, and empty fields
    change nothing. Source: MoodleDocs, "Grade import", https://docs.moodle.org/en/Grade_import.
    nbgrader's student id stands in *ID number*.
    """

    file = "marks_moodle.csv"

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        items = [f"Assignment: {safe(a.name)} (Real)" for a in assignments]
        return [["First name", "Last name", "ID number", "Email address", *items]]

    def person(self, student: Student) -> list[str | None]:
        return [student.first_name, student.last_name, student.id, student.email]


class Canvas(_Export):
    """Marks for Canvas's *Grades, Import*.

    The first row names `Student`, `ID`, `SIS User ID`, `SIS Login ID` and `Section`, then the
    assignments; the row after it gives the points possible. Canvas looks a student up by its own
    id, the SIS id, the login and the name, in this order, and asks before it adds an assignment
    that it does not know. nbgrader's student id stands in both SIS columns. Source: what the
    importer itself asks for, `lib/gradebook_importer.rb` of instructure/canvas-lms.
    """

    file = "marks_canvas.csv"

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        names = [safe(a.name) for a in assignments]
        points = [f"{a.max_score:g}" for a in assignments]
        return [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names],
            ["    Points Possible", "", "", "", "", *points],
        ]

    def person(self, student: Student) -> list[str | None]:
        name = ", ".join(filter(None, (student.last_name, student.first_name)))
        return [name or student.id, "", student.id, student.id, ""]
