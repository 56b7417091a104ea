"""The assignments in the tests: made once, handed in to courses of their own, and marked."""

from __future__ import annotations

import runpy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import pytest
from answer import Answer
from assignments.engine.build import COURSE, build
from assignments.engine.cells import is_written, role
from assignments.engine.course import Course
from assignments.engine.files import SOURCES, write
from assignments.engine.outcome import Outcome
from assignments.engine.source import Assignment, names, read
from contents import ROOT
from examples import FULL
from nbformat import NotebookNode

SOLVED, BLANK, SLIP = "solution", "blank", "slip"  # students
Scores = dict[str, float | None]  # marks by grade_id; None where a person gives them
ANSWERS = ROOT / "tests" / "assignments" / "answers"


def together(name: str) -> pytest.MarkDecorator:
    """Let one worker try all that is tried with an assignment: it marks the same notebooks."""
    return pytest.mark.xdist_group(f"assignment {name}")


def each(chosen: Iterable[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "name", [pytest.param(name, marks=together(name)) for name in chosen]
    )


each_assignment = each(names())
# Of these nbgrader marks the solution, a blank and a slip; of all in `make test-full`. Every one
# of all is judged by nbgrader's rule without its machinery (`test_slips.py`).
TO_THE_END = ("01_clean_a_literature", "08_capstone")
if FULL:
    TO_THE_END = tuple(names())


@dataclass(frozen=True)
class Made:
    """Everything that `make assignments` writes, in a folder of the tests."""

    folder: Path

    @cached_property
    def assignments(self) -> dict[str, Assignment]:
        return {name: read(SOURCES / f"{name}.md") for name in names()}

    def notebook(self, part: str, name: str) -> NotebookNode:
        return nbformat.read(self.folder / part / f"{name}.ipynb", as_version=4)

    def automatic(self, name: str) -> dict[str, float]:
        """Points of the cells that nbgrader marks."""
        graded = self.assignments[name].graded()
        return {
            role(cell)["grade_id"]: role(cell)["points"] for cell in graded if not is_written(cell)
        }


@dataclass(frozen=True)
class Marked:
    """Some students' work on one assignment, marked by nbgrader."""

    course: Course
    name: str
    outcomes: dict[str, Outcome]
    scores: dict[str, Scores]

    def feedback(self, student: str) -> str:
        path = self.course.root / "feedback" / student / self.name / f"{self.name}.html"
        return path.read_text(encoding="utf-8")


def make(folder: Path) -> None:
    """Make what `make assignments` makes, and the empty gradebook that a course begins with.

    nbgrader takes seconds for that gradebook, so the tests' courses get a copy of it.
    """
    build(folder, log=lambda line: None)
    with Course(folder / COURSE).gradebook():
        pass


def answers(name: str) -> list[Answer]:
    """The wrong answers that go with an assignment."""
    return runpy.run_path(str(ANSWERS / f"{name}.py"))["ANSWERS"]


def other_ways(name: str) -> dict[str, dict[str, str]]:
    """The right answers that are not the solution's, by what is different about them."""
    return runpy.run_path(str(ANSWERS / f"{name}.py")).get("OTHER_WAYS", {})


def sample(name: str) -> int:
    """Which of the wrong answers nbgrader marks each time: the first that earns some marks."""
    told = ((number, set(answer.marks.values())) for number, answer in enumerate(answers(name)))
    return next(number for number, marks in told if 0 in marks and len(marks) > 1)


def changed(notebook: NotebookNode, cells: dict[str, str]) -> NotebookNode:
    """The notebook with other sources in the cells named; each of them must be there."""
    places = {role(cell).get("grade_id"): cell for cell in notebook.cells}
    for grade_id, source in cells.items():
        places[grade_id].source = source
    return notebook


def hand_in(course: Course, name: str, student: str, notebook: NotebookNode) -> Path:
    path = course.root / "submitted" / student / name / f"{name}.ipynb"
    write(notebook, path)
    return path


def scores(course: Course, name: str) -> dict[str, Scores]:
    """Automatic marks in nbgrader's gradebook, by student."""
    with course.gradebook() as gradebook:
        return {
            submission.student_id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(name)
        }
