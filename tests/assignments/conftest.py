"""The assignments made once, and each one's answers marked once by nbgrader, for all tests."""

import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import pytest
from answer import Answer
from assignments.engine.build import COURSE, SOLUTION, STUDENT, build
from assignments.engine.course import Course, write
from assignments.engine.marking import mark_class
from assignments.engine.one import Outcome
from assignments.engine.source import Assignment

HERE = Path(__file__).parent
SECONDS = 40  # for a cell; machines that test are busy
SOLVED, BLANK = "solution", "blank"


@dataclass(frozen=True)
class Made:
    """Everything that `make assignments` writes, in a folder of the tests."""

    folder: Path
    assignments: dict[str, Assignment]

    def notebook(self, part: str, name: str) -> nbformat.NotebookNode:
        return nbformat.read(self.folder / part / f"{name}.ipynb", as_version=4)


@dataclass(frozen=True)
class Marked:
    """One assignment's answers, marked."""

    course: Course
    name: str
    outcomes: dict[str, Outcome]
    scores: dict[str, dict[str, float | None]]

    def feedback(self, student: str) -> str:
        path = self.course.root / "feedback" / student / self.name / f"{self.name}.html"
        return path.read_text(encoding="utf-8")


def answers(name: str) -> list[Answer]:
    """The wrong answers that go with an assignment."""
    path = HERE / f"answers/{name}.py"
    if not path.exists():
        return []  # which a test complains of
    spec = importlib.util.spec_from_file_location(f"answers_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ANSWERS


def hand_in(course: Course, name: str, student: str, notebook: nbformat.NotebookNode) -> Path:
    path = course.root / "submitted" / student / name / f"{name}.ipynb"
    write(notebook, path)
    return path


def changed(notebook: nbformat.NotebookNode, cells: dict[str, str]) -> nbformat.NotebookNode:
    """The notebook with other sources in the cells named; each of them must be there."""
    places = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for grade_id, source in cells.items():
        places[grade_id].source = source
    return notebook


def scores(course: Course, name: str) -> dict[str, dict[str, float | None]]:
    """Automatic marks in nbgrader's gradebook, by student and cell; None where there are none."""
    with course.gradebook() as gradebook:
        return {
            submission.student_id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(name)
        }


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What `make assignments` writes."""
    folder = tmp_path_factory.mktemp("assignments")
    found = build(folder, tell=lambda line: None)
    return Made(folder, {assignment.name: assignment for assignment in found})


@pytest.fixture(scope="session")
def new_course(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Course]:
    """A course folder of one's own, with less patience than a real one."""

    def copy(seconds: int = SECONDS) -> Course:
        root = tmp_path_factory.mktemp("course") / "course"
        shutil.copytree(made.folder / COURSE, root)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"c.Execute.timeout = {seconds}\n")
        return Course(root)

    return copy


@pytest.fixture(scope="session")
def marked(made: Made, new_course: Callable[..., Course]) -> Callable[[str], Marked]:
    """Solution, blank and wrong answers of an assignment, handed in and marked by nbgrader."""

    @cache
    def mark(name: str) -> Marked:
        course = new_course()
        hand_in(course, name, SOLVED, made.notebook(SOLUTION, name))
        hand_in(course, name, BLANK, made.notebook(STUDENT, name))
        for number, answer in enumerate(answers(name)):
            notebook = changed(made.notebook(SOLUTION, name), answer.cells)
            hand_in(course, name, f"wrong-{number}", notebook)
        outcomes = {outcome.student: outcome for outcome in mark_class(course, name)}
        return Marked(course, name, outcomes, scores(course, name))

    return mark
