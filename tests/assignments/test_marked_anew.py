"""What is marked again, and what is not: a new file, another case, other tests."""

import csv

import nbformat
import pytest
from assignments.engine import marking
from assignments.engine.build import SOLUTION
from assignments.engine.cells import role
from assignments.engine.class_list import ClassList
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED, Outcome
from coursework import hand_in

NAME = "04_read_the_regression"


@pytest.fixture
def course(made, new_course):
    course = new_course()
    for student in ("ann", "ben"):
        hand_in(course, NAME, student, made.notebook(SOLUTION, NAME))
    course.generate(NAME)
    return course


@pytest.fixture
def marked(course, monkeypatch):
    """Mark the class without processes: who was marked, in order."""
    runs: list[str] = []

    def mark_all(pool, course, name, played, *limits):
        for student, _ in played:
            runs.append(student)
            yield Outcome(student, MARKED, automatic=1.0, out_of=1.0)

    monkeypatch.setattr(marking, "_mark_all", mark_all)

    def run(**how) -> list[str]:
        runs.clear()
        mark_class(course, NAME, **how)
        return list(runs)

    return run


def test_who_was_marked_once_is_not_marked_again(marked):
    assert marked() == ["ann", "ben"]
    assert marked() == []
    assert marked(again=True) == ["ann", "ben"]


def test_a_new_file_is_marked(course, made, marked):
    marked()
    path = hand_in(course, NAME, "ben", made.notebook(SOLUTION, NAME))
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert marked() == ["ben"]


def test_another_class_list_with_other_numbers_marks_whose_case_has_changed(course, marked):
    marked()
    path = course.root / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Student ID", "Name"], ["ann", "Ann Lee"]])
    ClassList.of_course(course.root, path)
    assert marked() == ["ann"]
    assert marked() == []


def test_other_tests_mark_everybody_with_what_students_got_made_anew(course, marked):
    marked()
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    source = nbformat.read(path, as_version=4)
    cell = next(c for c in source.cells if role(c).get("grade_id") == "test-mended")
    cell.source = f"# asked more kindly\n{cell.source}"
    nbformat.write(source, path)
    assert marked() == ["ann", "ben"]
    released = (course.root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "# asked more kindly" in released
    assert marked() == []


def test_a_run_that_is_broken_off_goes_on_where_it_was(course, marked, monkeypatch):
    def stop(outcome, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        marked(progress=stop)
    assert marked() == ["ben"]
