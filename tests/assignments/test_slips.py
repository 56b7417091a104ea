"""Typical slips earn what they should and are told why; right answers of another kind earn all.

They are judged without nbgrader's machinery, by its rule: `plain_judge` says how, and is held
here against nbgrader's own marks.
"""

import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.source import names
from coursework import BLANK, SLIP, answers, changed, each_assignment, other_ways, sample, together
from plain_judge import Judgement, judge

WITH_A_CASE = ("05_build_a_portfolio", "06_lever_or_plug", "07_when_to_let_go", "08_capstone")
NUMBERS = ("20261001", "ab-77/3", "K1")  # of students


def plain(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


@each_assignment
def test_every_slip_earns_what_it_should_and_its_hint_says_why(name, made, slip):
    most = sum(made.automatic(name).values())
    wrong = []
    for number, answer in enumerate(answers(name)):
        judged = judge(slip(name, number))
        got = sum(score or 0 for score in judged.scores.values())
        said = plain(" ".join(judged.said.values()))
        if {cell: judged.scores[cell] for cell in answer.marks} != answer.marks:
            wrong.append((answer.name, judged.scores))
        if got >= most or answer.total not in (None, got):
            wrong.append((answer.name, f"in all {got}"))
        wrong += [(answer.name, text) for text in answer.feedback if plain(text) not in said]
    assert wrong == []


@each_assignment
def test_at_least_three_slips_are_tried_and_each_says_what_it_should_earn(name):
    assert len({answer.name for answer in answers(name)}) >= 3
    assert all(answer.marks or answer.total is not None for answer in answers(name))


@each_assignment
def test_nbgrader_gives_the_same_marks_cell_by_cell(name, made, slip, marked):
    assert judge(slip(name, sample(name))).scores == marked(name).scores[SLIP]
    assert judge(made.notebook(STUDENT, name)).scores == marked(name).scores[BLANK]


def lost(judged: Judgement, points: dict[str, float]) -> dict:
    """Test cells that did not give all their points, and what any cell raised."""
    scores = {cell: judged.scores[cell] for cell in points if judged.scores[cell] != points[cell]}
    return scores | judged.said


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=together(name)) for name in names() if other_ways(name)]
)
def test_another_right_way_is_accepted(name, made):
    refused = []
    for way, cells in other_ways(name).items():
        judged = judge(changed(made.notebook(SOLUTION, name), cells))
        refused += [(way, wrong) for wrong in lost(judged, made.automatic(name)).items()]
    assert refused == []


def cases() -> list:
    """Each assignment with each student number: one of them every time, all in the full tests."""
    return [
        pytest.param(
            name,
            number,
            marks=[together(name)]
            + ([] if NUMBERS.index(number) == place % len(NUMBERS) else [pytest.mark.full]),
        )
        for place, name in enumerate(WITH_A_CASE)
        for number in NUMBERS
    ]


@pytest.mark.parametrize(("name", "number"), cases())
def test_the_sample_answer_passes_every_check_of_another_students_case(name, number, made):
    solved = changed(made.notebook(SOLUTION, name), {"student": f"STUDENT = {number!r}"})
    judged = judge(solved)
    assert judged.names["scenario"].student == number.lower()
    assert lost(judged, made.automatic(name)) == {}
