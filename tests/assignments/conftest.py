"""The assignments made once, and answers to each marked once by nbgrader, for all tests."""

import shutil
from collections.abc import Callable
from functools import cache

import coursework
import pytest
from assignments.engine.build import COURSE, SOLUTION, STUDENT
from assignments.engine.course import Course
from assignments.engine.marking import mark_class
from coursework import BLANK, SLIP, SOLVED, Made, Marked, answers, changed, hand_in
from nbformat import NotebookNode
from once import once

# Nothing that is right runs into these, however busy the machine: they are never waited for.
PATIENT = "c.Execute.timeout = 600\nc.Execute.iopub_timeout = 300\n"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What `make assignments` writes."""
    return Made(once(tmp_path_factory, "assignments", coursework.make))


@pytest.fixture(scope="session")
def new_course(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Course]:
    """A course folder of one's own, with all the patience that tests need, or other settings."""

    def copy(settings: str = "") -> Course:
        root = tmp_path_factory.mktemp("course") / "course"
        shutil.copytree(made.folder / COURSE, root)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(PATIENT + settings)
        return Course(root)

    return copy


@pytest.fixture(scope="session")
def mark(new_course: Callable[..., Course]) -> Callable[..., Marked]:
    """Have students' notebooks marked by nbgrader, in a course of their own."""

    def run(name: str, notebooks: dict[str, NotebookNode]) -> Marked:
        course = new_course()
        for student, notebook in notebooks.items():
            hand_in(course, name, student, notebook)
        outcomes = {outcome.student: outcome for outcome in mark_class(course, name)}
        return Marked(course, name, outcomes, coursework.scores(course, name))

    return run


@pytest.fixture(scope="session")
def slip(made: Made) -> Callable[[str, int], NotebookNode]:
    """The notebook with one of an assignment's wrong answers."""

    def take(name: str, number: int) -> NotebookNode:
        return changed(made.notebook(SOLUTION, name), answers(name)[number].cells)

    return take


@pytest.fixture(scope="session")
def marked(made: Made, mark: Callable[..., Marked], slip) -> Callable[[str], Marked]:
    """Solution, blank and one wrong answer of an assignment, marked by nbgrader."""

    @cache
    def run(name: str) -> Marked:
        solved, blank = made.notebook(SOLUTION, name), made.notebook(STUDENT, name)
        wrong = slip(name, coursework.sample(name))
        return mark(name, {SOLVED: solved, BLANK: blank, SLIP: wrong})

    return run
