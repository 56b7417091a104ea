"""nbgrader gives every solution all marks, every blank none, and slips what they should earn.

Some assignments go through nbgrader every time; `test_slips.py` judges all answers to all.
"""

import csv
import html
import re

import pytest
from assignments.engine.cells import is_written, role
from assignments.engine.marks import Canvas, Moodle
from assignments.engine.outcome import MARKED
from assignments.engine.source import names
from coursework import (
    BLANK,
    SLIP,
    SOLVED,
    TO_THE_END,
    Marked,
    answers,
    each,
    sample,
)


def words(page: str) -> str:
    """The text of a page, without its tags and with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def problems(marked: Marked, student: str, number: int) -> list[str]:
    """What is not as it should be with a slip that nbgrader marked."""
    answer, given = answers(marked.name)[number], marked.scores[student]
    outcome, feedback = marked.outcomes[student], words(marked.feedback(student))
    found = [] if outcome.status == MARKED else [f"{outcome.status}: {outcome.note}"]
    found += [
        f"{cell}: {given[cell]}" for cell in answer.marks if given[cell] != answer.marks[cell]
    ]
    if answer.total not in (None, outcome.automatic):
        found.append(f"in all {outcome.automatic}")
    found += [f"not said: {text}" for text in answer.feedback if words(text) not in feedback]
    return [f"{answer.name}: {problem}" for problem in found]


@each(TO_THE_END)
def test_the_solution_earns_every_automatic_mark(name, made, marked):
    assert marked(name).outcomes[SOLVED].status == MARKED
    given = marked(name).scores[SOLVED]
    assert {cell: given[cell] for cell in made.automatic(name)} == made.automatic(name)


@each(TO_THE_END)
def test_written_answers_wait_for_a_person(name, made, marked):
    written = [c for c in made.assignments[name].graded() if is_written(c)]
    assert marked(name).outcomes[SOLVED].by_hand == len(written) > 0
    assert {marked(name).scores[SOLVED][role(c)["grade_id"]] for c in written} == {None}


@each(TO_THE_END)
def test_a_blank_earns_nothing_and_leaves_nothing_to_mark(name, marked):
    assert set(marked(name).scores[BLANK].values()) == {0}
    assert marked(name).outcomes[BLANK].by_hand == 0


@each(TO_THE_END)
def test_a_slip_earns_what_it_should_and_the_student_reads_why(name, marked):
    assert problems(marked(name), SLIP, sample(name)) == []


@pytest.mark.full
@each(names())
def test_nbgrader_gives_all_the_other_slips_what_they_should_earn(name, mark, slip):
    others = [number for number in range(len(answers(name))) if number != sample(name)]
    all_marked = mark(name, {f"slip-{number}": slip(name, number) for number in others})
    found = [problems(all_marked, f"slip-{number}", number) for number in others]
    assert [problem for each in found for problem in each] == []


@each(TO_THE_END)
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
