"""Courses whose gradebook and marked copies a test writes itself: no kernel is started."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import nbformat
from assignments.engine.cells import role
from assignments.engine.course import Course
from assignments.engine.files import write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.preprocessors import SaveAutoGrades

TINY = "tiny"
SOLUTION = "### BEGIN SOLUTION\ndef add(one, other):\n    return one + other\n### END SOLUTION"


def tiny(course: Course, code: str = SOLUTION) -> Course:
    """Give a course the assignment `tiny`: 4 automatic marks in two tasks, 6 by hand in a third."""
    notebook = new_notebook(cells=[
        new_markdown_cell("# Tiny", id="head"),
        new_markdown_cell("## Task 1: Add", id="task-1"),
        _cell("add", code),
        _cell("test-add", "assert add(1, 2) == 3", 2),
        new_markdown_cell("## Task 2: Scale", id="task-2"),
        _cell("scale", "### BEGIN SOLUTION\nscale = 2\n### END SOLUTION"),
        _cell("test-scale", "assert scale", 1),
        _cell("test-scale-more", "assert scale == 2", 1),
        new_markdown_cell("## Task 3: Explain", id="task-3"),
        _cell("explain", "It adds.", 4),
        _cell("defend", "It is right.", 2),
    ])  # fmt: skip
    write(notebook, course.root / "source" / TINY / f"{TINY}.ipynb")
    course.generate(TINY)
    return course


def _cell(grade_id: str, source: str, points: float = 0) -> NotebookNode:
    text = grade_id in {"explain", "defend"}
    role = {
        "grade_id": grade_id, "grade": bool(points), "solution": text or not points,
        "locked": bool(points) and not text, "task": False, "schema_version": 3,
        "cell_type": "markdown" if text else "code",
    }  # fmt: skip
    if points:
        role["points"] = points
    new = new_markdown_cell if text else new_code_cell
    return new(source, id=grade_id, metadata={"nbgrader": role})


def released(course: Course, name: str) -> NotebookNode:
    return nbformat.read(course.root / "release" / name / f"{name}.ipynb", as_version=4)


def autograde(
    course: Course,
    name: str,
    student: str,
    answers: Mapping[str, str],
    failing: Mapping[str, str] | None = None,
    more: Mapping[int, NotebookNode] | None = None,
) -> None:
    """Leave the course as nbgrader's Autograde leaves it: a marked copy and automatic marks.

    Args:
        course: The course, with the assignment released.
        name: The assignment.
        student: Whose.
        answers: Source by grade_id, of written answers and of code.
        failing: Message by grade_id, of tests that fail.
        more: The student's own cells, by the place they stand in.
    """
    notebook = copy.deepcopy(released(course, name))
    for cell in notebook.cells:
        grade_id = role(cell).get("grade_id")
        cell.source = answers.get(grade_id, cell.source)
        if grade_id in (failing or {}):
            message = failing[grade_id]
            cell.outputs = [new_output("error", ename="AssertionError", evalue=message,
                                       traceback=[message])]  # fmt: skip
    for place, own in (more or {}).items():
        notebook.cells.insert(place, own)
    write(notebook, course.root / "autograded" / student / name / f"{name}.ipynb")
    enter(course, name, student, notebook)


def enter(course: Course, name: str, student: str, notebook: NotebookNode) -> None:
    """Have nbgrader enter what a marked copy gives."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(name, student)
        url = course.config().CourseDirectory.db_url
        about = {"notebook": name, "assignment": name, "student": student, "db_url": url}
        SaveAutoGrades().preprocess(notebook, {"nbgrader": about})


def give(
    course: Course, name: str, student: str, cell: str, mark: float | None, comment: str = ""
) -> None:
    """What a marker does in the formgrader."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(cell, name, name, student)
        grade.manual_score, grade.needs_manual_grade = mark, False
        if comment:
            gradebook.find_comment(cell, name, name, student).manual_comment = comment
        gradebook.db.commit()
