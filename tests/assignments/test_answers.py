"""Every solution earns all marks, every blank none, and typical slips what they should."""

import csv
import html
import re

import pytest
from assignments.engine.marks import Canvas, Moodle
from assignments.engine.one import MARKED
from assignments.engine.source import is_written, names, role

from tests.assignments.conftest import BLANK, SOLVED, answers

NAMES = names()


def words(page: str) -> str:
    """The text of a page, without its tags and with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_earns_every_automatic_mark(name, made, marked):
    assert marked(name).outcomes[SOLVED].status == MARKED
    missed = {
        role(cell)["grade_id"]
        for cell in made.assignments[name].graded()
        if not is_written(cell)
        and marked(name).scores[SOLVED][role(cell)["grade_id"]] != role(cell)["points"]
    }
    assert missed == set()


@pytest.mark.parametrize("name", NAMES)
def test_written_answers_wait_for_a_person(name, made, marked):
    written = [c for c in made.assignments[name].graded() if is_written(c)]
    assert marked(name).outcomes[SOLVED].by_hand == len(written) > 0
    assert {marked(name).scores[SOLVED][role(c)["grade_id"]] for c in written} == {None}


@pytest.mark.parametrize("name", NAMES)
def test_a_blank_earns_nothing_and_leaves_nothing_to_mark(name, marked):
    assert set(marked(name).scores[BLANK].values()) == {0}
    assert marked(name).outcomes[BLANK].by_hand == 0


@pytest.mark.parametrize("name", NAMES)
def test_at_least_three_slips_are_tried(name):
    assert len({answer.name for answer in answers(name)}) >= 3


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name in NAMES for number in range(len(answers(name)))]
)
def test_a_slip_earns_what_it_should_and_the_student_reads_why(name, number, marked):
    answer, student = answers(name)[number], f"wrong-{number}"
    assert marked(name).outcomes[student].status == MARKED, marked(name).outcomes[student].note
    given = marked(name).scores[student]
    assert {cell: given[cell] for cell in answer.marks} == answer.marks
    assert answer.marks or answer.total is not None
    if answer.total is not None:
        assert marked(name).outcomes[student].automatic == answer.total
    assert marked(name).outcomes[student].automatic < marked(name).outcomes[SOLVED].automatic
    feedback = words(marked(name).feedback(student))
    assert [text for text in answer.feedback if " ".join(text.split()) not in feedback] == []


@pytest.mark.parametrize("name", NAMES)
def test_marks_reach_the_files_for_moodle_and_canvas(name, marked, tmp_path):
    course = marked(name).course
    with course.gradebook() as gradebook:
        for kind, column in ((Moodle, "ID number"), (Canvas, "SIS User ID")):
            plugin = kind()
            plugin.to, plugin.assignment = str(tmp_path / kind.file), [name]
            plugin.export(gradebook)
            with (tmp_path / kind.file).open(encoding="utf-8", newline="") as file:
                rows = {row[column]: list(row.values())[-1] for row in csv.DictReader(file)}
            assert float(rows[BLANK]) == 0
            assert float(rows[SOLVED]) == marked(name).outcomes[SOLVED].automatic
