"""Marks from nbgrader's gradebook, in the columns that Moodle and Canvas import.

Both are export plug-ins of nbgrader: `nbgrader export --exporter=assignments.engine.marks.Moodle`.
A submission that could not be marked has an empty field and no 0, so that nobody is failed by a
program. With a class list in the course folder the files have its names, numbers and e-mail
addresses, and a row for everyone in it. Texts that a spreadsheet would take for a formula get an
apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from assignments.engine.bookkeeping import Marks, all_marks
from assignments.engine.class_list import ClassList, Person
from assignments.engine.errors import CourseError
from leverplug.record.cells import harmless
from nbgrader.api import Assignment, Gradebook, Student
from nbgrader.plugins import ExportPlugin

_CANVAS_NUMBER = re.compile(r"canvas-(\d+)")  # an id that was given for want of a class list


def safe(text: str | None) -> str:
    """A text that a spreadsheet shows and never evaluates.

    Example:
        >>> safe("=HYPERLINK(1)")
        "'=HYPERLINK(1)"
    """
    return str(harmless((text or "").replace("\x00", "")))


def _field(marks: Marks | None) -> str:
    """A student's marks, or an empty text if there are none to give."""
    return f"{marks.total:g}" if marks and marks.marked else ""


def _people(gradebook: Gradebook) -> list[Person]:
    """The class list, in its order, and whoever else is in the gradebook."""
    url = gradebook.engine.url
    root = Path(url.database).parent if url.drivername.startswith("sqlite") else Path.cwd()
    class_list = ClassList.of_course(root)
    people = list(class_list.people) if class_list else []
    known = {person.id for person in people}
    return people + [_unlisted(one) for one in gradebook.students if one.id not in known]


def _unlisted(student: Student) -> Person:
    """A student of the gradebook who is in no class list."""
    first, last, email = student.first_name or "", student.last_name or "", student.email or ""
    number = _CANVAS_NUMBER.fullmatch(student.id)
    canvas, given = (number[1], "") if number else ("", student.id)
    return Person(student.id, "", first, last, email, given, canvas=canvas)


class _Export(ExportPlugin):
    """A file of marks: a row for each student, a column for each assignment."""

    file = "marks.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write the file to `--to`, or to its usual name."""
        names = [str(name) for name in self.assignment]
        assignments = [a for a in gradebook.assignments if not names or a.name in names]
        ids = {str(student) for student in self.student}
        people = [one for one in _people(gradebook) if not ids or one.id in ids]
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        rows.writerows(self.head(assignments))
        marks = [all_marks(gradebook, assignment.name) for assignment in assignments]
        for person in people:
            fields = [_field(of_all.get(person.id)) for of_all in marks]
            rows.writerow([*map(safe, self.person(person)), *fields])
        target = Path(self.to or self.file)
        new = target.with_name(f".{target.name}.new")
        new.write_text(text.getvalue(), encoding="utf-8", newline="")
        new.replace(target)
        self.log.info("Exported marks to %s", target)

    def read_back(self, gradebook: Gradebook, path: Path, name: str) -> dict[str, str]:
        """An assignment's fields in a file that was written, by student's id.

        Raises:
            CourseError: It is not as it was written: a column, or whose a row is, cannot be told.
        """
        whose = {tuple(map(safe, self.person(one))): one.id for one in _people(gradebook)}
        assignments = gradebook.assignments
        width = len(self.head(assignments)[0]) - len(assignments)
        title = self.head([one for one in assignments if one.name == name])[0][-1]
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        places = [place for place, one in enumerate(rows[0]) if one == title] if rows else []
        if len(places) != 1:
            raise CourseError(f"{path.name} has no column of {name}: export anew")
        found = {}
        for row in rows[len(self.head([])) :]:
            student = whose.get(tuple(row[:width]))
            if student is None:
                raise CourseError(f"{path.name} has a row of nobody's, {row[0]!r}: export anew")
            found[student] = row[places[0]]
        return found

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        """Rows above those of the students, with the names of the columns first."""
        raise NotImplementedError

    def person(self, person: Person) -> list[str]:
        """Fields of a student's row before the marks."""
        raise NotImplementedError


class Moodle(_Export):
    """Marks for Moodle's *Grades, Import, CSV file*.

    Moodle asks which column names the student ("map from": ID number, email address, ...) and
    which column goes to which grade item; these are named as in its own export, and empty fields
    change nothing. Source: MoodleDocs, "Grade import", https://docs.moodle.org/en/Grade_import.
    The list's ID number, or without a list nbgrader's student id, stands in *ID number*.
    """

    file = "marks_moodle.csv"

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        items = [f"Assignment: {safe(a.name)} (Real)" for a in assignments]
        return [["First name", "Last name", "ID number", "Email address", *items]]

    def person(self, person: Person) -> list[str]:
        number = person.sis or (person.given if person.given != person.email else "")
        return [person.first, person.last, number, person.email]


class Canvas(_Export):
    """Marks for Canvas's *Grades, Import*.

    The first row names `Student`, `ID`, `SIS User ID`, `SIS Login ID` and `Section`, then the
    assignments; the row after it gives the points possible. Canvas looks a student up by its own
    id, the SIS id, the login and the name, in this order, and asks before it adds an assignment
    that it does not know. Without Canvas' own numbers in a class list nbgrader's student id stands
    in both SIS columns. Source: what the importer itself asks for, `lib/gradebook_importer.rb` of
    instructure/canvas-lms.
    """

    file = "marks_canvas.csv"

    def head(self, assignments: list[Assignment]) -> list[list[str]]:
        names = [safe(a.name) for a in assignments]
        points = [f"{a.max_score:g}" for a in assignments]
        return [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names],
            ["    Points Possible", "", "", "", "", *points],
        ]

    def person(self, person: Person) -> list[str]:
        name = ", ".join(filter(None, (person.last, person.first))) or person.id
        if person.canvas:
            return [name, person.canvas, person.sis, person.login, person.section]
        return [name, "", person.sis or person.given, person.login or person.given, ""]
