"""A class's run: stopped and gone on with, marked anew when a case changes, and one number each."""

from __future__ import annotations

import os

import pytest
from assignments.engine.__main__ import main
from assignments.engine.build import SOLUTION
from assignments.engine.class_list import ClassList
from assignments.engine.marking import mark_class, with_numbers_checked
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED, Outcome
from coursework import changed, hand_in

NAME = "05_build_a_portfolio"
CLASS = ("ann", "bo", "cy")


@pytest.fixture(scope="module")
def course(made, new_course):
    """Three submissions with the case of s42, of whom nobody is called so."""
    course = new_course()
    solved = changed(made.notebook(SOLUTION, NAME), {"student": 'STUDENT = "s42"'})
    for student in CLASS:
        hand_in(course, NAME, student, solved)
    return course


@pytest.fixture
def listed(course, tmp_path):
    """Gives the course a class list with a student number for each id."""

    def keep(**numbers: str) -> None:
        rows = [f"{student},{number}" for student, number in numbers.items()]
        path = tmp_path / "list.csv"
        path.write_text("\n".join(["username,student number", *rows, ""]), encoding="utf-8")
        ClassList.of_course(course.root, path, "username")

    yield keep
    (course.root / "class_list.json").unlink(missing_ok=True)


def when(course) -> dict[str, int]:
    """When the outcome of each was written."""
    folder = course.root / "marked" / NAME
    return {path.stem: path.stat().st_mtime_ns for path in folder.glob("*.json")}


def test_a_run_that_is_stopped_is_gone_on_with_and_a_class_list_marks_anew(course, listed):
    def stop(outcome: Outcome, total: int) -> None:
        assert total == len(CLASS)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mark_class(course, NAME, workers=1, progress=stop)
    stopped = when(course)
    assert len(stopped) == 1

    seen: list[str] = []
    outcomes = mark_class(course, NAME, progress=lambda one, total: seen.append(one.student))
    after = when(course)
    assert [outcome.student for outcome in outcomes] == list(CLASS)
    assert sorted(seen) == list(CLASS)  # what was marked before counts as done
    assert {student: after[student] for student in stopped} == stopped
    assert len({outcome.automatic for outcome in outcomes}) == 1
    assert outcomes[0].automatic == outcomes[0].out_of

    listed(ann="s42", bo="s43")
    outcomes = mark_class(course, NAME)
    listed_too = when(course)
    assert {student for student in CLASS if listed_too[student] != after[student]} == {"ann", "bo"}
    ann, bo, cy = outcomes
    assert ann.automatic == cy.automatic == ann.out_of
    assert bo.automatic < bo.out_of  # the answer to another's case
    assert "that of the class list 's43', whose case was marked" in bo.note
    assert "nobody confirms" not in ann.note + bo.note
    assert "nobody confirms its student number 's42'" in cy.note
    assert mark_class(course, NAME) == outcomes
    assert when(course) == listed_too


def outcome(student: str, number: str = "", note: str = "") -> Outcome:
    return Outcome(student, IN_PART if note else MARKED, note, 3, 4, number=number)


def test_without_a_class_list_a_number_that_is_not_ones_id_calls_a_person(course):
    notes = {one.student: one.note for one in with_numbers_checked(course, [
        outcome("Ann", "ann"), outcome("bo", "s7"), outcome("cy"), outcome("di", "s8", "odd"),
    ])}  # fmt: skip
    assert (notes["Ann"], notes["cy"]) == ("", "")
    assert notes["bo"] == (
        "nobody confirms its student number 's7', whose case was marked: give a class list"
    )
    assert notes["di"].startswith("odd; nobody confirms its student number 's8'")


def test_a_number_that_is_somebody_elses_too_is_named(course):
    notes = {one.student: one.note for one in with_numbers_checked(course, [
        outcome("ann", "s1"), outcome("bo", "s1"), outcome("cy", "di"), outcome("di"),
    ])}  # fmt: skip
    assert all("is also somebody else's" in notes[one] for one in ("ann", "bo", "cy"))
    assert notes["di"] == ""


def test_the_listed_number_decides_and_another_in_the_notebook_is_named(course, listed):
    listed(ann=" S1 ", bo="s2")
    checked = with_numbers_checked(course, [outcome("ann", "s1"), outcome("bo", "s9")])
    assert [one.note for one in checked] == [
        "",
        "its student number is 's9', and that of the class list 's2', whose case was marked",
    ]


@pytest.mark.parametrize(
    "command", [["grade", NAME], ["export"], ["feedback", NAME], ["marks", NAME]]
)
def test_where_nothing_can_be_forked_one_line_says_where_to_mark(command, monkeypatch, capsys):
    monkeypatch.delattr(os, "fork")
    assert main(command) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "on Windows run this in WSL 2" in line


def test_who_is_not_marked_has_no_marks_in_the_report():
    assert Outcome("ann", NOT_MARKED, "why").line() == "ann: NOT MARKED: why"
