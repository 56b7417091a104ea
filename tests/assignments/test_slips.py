"""Typical slips earn what they should and are told why; right answers of another kind earn all.

They are judged without nbgrader's machinery, by its rule: `plain_judge` says how, and is held
here against nbgrader's own marks.
"""

from collections.abc import Callable
from functools import cache

import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.source import names
from coursework import (
    BLANK,
    SLIP,
    SOLVED,
    TO_THE_END,
    answers,
    changed,
    each,
    each_assignment,
    other_ways,
    sample,
)
from plain_judge import Judgement, judge

# Assignments in which each student has a case, with a number for which it is solved every time.
WITH_A_CASE = {
    "05_build_a_portfolio": "20261001",
    "06_lever_or_plug": "ab-77/3",
    "07_when_to_let_go": "K1",
    "08_capstone": "20261001",
}


@pytest.fixture(scope="module")
def judged(made, slip) -> Callable[[str], dict[str, Judgement]]:
    """Answers to an assignment by name: slips, its solution, a blank, another number's case."""

    @cache
    def run(name: str) -> dict[str, Judgement]:
        asked = {answer.name: slip(name, number) for number, answer in enumerate(answers(name))}
        for way, cells in other_ways(name).items():
            asked[way] = changed(made.notebook(SOLUTION, name), cells)
        asked[BLANK] = made.notebook(STUDENT, name)
        asked[SOLVED] = made.notebook(SOLUTION, name)
        if name in WITH_A_CASE:
            asked[WITH_A_CASE[name]] = theirs(made, name, WITH_A_CASE[name])
        return judge(asked)

    return run


def theirs(made, name: str, number: str):
    """An assignment's sample answer to the case of a student number."""
    return changed(made.notebook(SOLUTION, name), {"student": f"STUDENT = {number!r}"})


def plain(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


@each_assignment
def test_every_slip_earns_what_it_should_and_its_hint_says_why(name, made, judged):
    most = sum(made.automatic(name).values())
    wrong = []
    for answer in answers(name):
        found = judged(name)[answer.name]
        got = sum(score or 0 for score in found.scores.values())
        said = plain(" ".join(found.said.values()))
        if {cell: found.scores[cell] for cell in answer.marks} != answer.marks:
            wrong.append((answer.name, found.scores))
        if got >= most or answer.total not in (None, got):
            wrong.append((answer.name, f"in all {got}"))
        wrong += [(answer.name, text) for text in answer.feedback if plain(text) not in said]
    assert wrong == []


@each_assignment
def test_at_least_three_slips_are_tried_and_each_says_what_it_should_earn(name):
    named = {answer.name for answer in answers(name)}
    assert len(named) == len(answers(name)) >= 3
    assert not named & set(other_ways(name))
    assert all(answer.marks or answer.total is not None for answer in answers(name))


@each(TO_THE_END)
def test_nbgrader_gives_the_same_marks_cell_by_cell(name, judged, marked):
    slip = answers(name)[sample(name)].name
    for here, there in ((slip, SLIP), (BLANK, BLANK), (SOLVED, SOLVED)):
        assert judged(name)[here].scores == marked(name).scores[there]


def lost(judged: Judgement, points: dict[str, float]) -> dict:
    """Test cells that did not give all their points, and what any cell raised."""
    scores = {cell: judged.scores[cell] for cell in points if judged.scores[cell] != points[cell]}
    return scores | judged.said


@each_assignment
def test_the_solution_earns_every_mark_and_a_blank_none(name, made, judged):
    assert lost(judged(name)[SOLVED], made.automatic(name)) == {}
    assert {judged(name)[BLANK].scores[cell] for cell in made.automatic(name)} == {0}


@each(name for name in names() if other_ways(name))
def test_another_right_way_is_accepted(name, made, judged):
    found = {way: lost(judged(name)[way], made.automatic(name)) for way in other_ways(name)}
    assert {way: wrong for way, wrong in found.items() if wrong} == {}


@each(WITH_A_CASE)
def test_the_sample_answer_passes_every_check_of_another_students_case(name, made, judged):
    found = judged(name)[WITH_A_CASE[name]]
    assert found.case == WITH_A_CASE[name].lower()
    assert lost(found, made.automatic(name)) == {}


@pytest.mark.full
@pytest.mark.parametrize("name", WITH_A_CASE)
def test_so_it_does_for_every_number(name, made):
    numbers = sorted(set(WITH_A_CASE.values()) - {WITH_A_CASE[name]})
    found = judge({number: theirs(made, name, number) for number in numbers})
    assert {number: found[number].case for number in numbers} == {n: n.lower() for n in numbers}
    assert [lost(found[number], made.automatic(name)) for number in numbers] == [{}, {}]
