"""A submission and its tests meet only in plain data: honest work earns, and no trick does."""

import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.cells import role
from assignments.engine.confine import open_sandbox
from assignments.engine.playing.limits import Limits
from assignments.engine.playing.plan import plan
from assignments.engine.playing.play import play
from assignments.engine.playing.reaches import reaches
from assignments.engine.source import names
from cheats import ANSWERS, CELLS, with_answers, with_cell
from coursework import answers, changed, each_assignment, other_ways
from examples import FULL
from nbgrader.utils import determine_grade

NAME = "05_build_a_portfolio"
OTHERS = ("01_clean_a_literature", "04_read_the_regression")
PATIENT = Limits(seconds=600, grace=300)
SHORT = Limits(seconds=5, grace=10)  # what earns nothing may also be too slow


@pytest.fixture(scope="module")
def sandbox():
    with open_sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def steps(made):
    """What the judge runs, by assignment."""
    return {name: plan(made.assignments[name].notebook) for name in names()}


@pytest.fixture(scope="module")
def marks(made, steps, sandbox):
    """Play a notebook, and give what each test cell earned by nbgrader's own rule."""

    def earned(name, notebook, number="", limits=PATIENT):
        played = play(notebook, steps[name], sandbox.start, limits, number)
        return {
            role(cell)["grade_id"]: determine_grade(cell)[0]
            for cell in played.cells
            if cell.cell_type == "code" and role(cell).get("grade")
        }

    return earned


def asked(steps) -> set[str]:
    """Names that tests of an assignment take, but for the student number."""
    return {name for step in steps.values() for name in step.takes} - {"STUDENT"}


@each_assignment
def test_the_judge_takes_only_what_students_are_asked_to_fill(name, steps):
    tests = [step for step in steps[name].values() if step.is_test]
    assert len(tests) >= 7
    assert all(step.takes for step in tests)
    assert not any("BEGIN HIDDEN" in step.seen for step in tests)


@each_assignment
def test_a_solution_earns_all_and_a_blank_nothing(name, made, marks):
    assert marks(name, made.notebook(SOLUTION, name)) == made.automatic(name)
    assert set(marks(name, made.notebook(STUDENT, name)).values()) == {0}


@pytest.mark.parametrize("name", OTHERS)
def test_answers_of_other_kinds_earn_what_they_earn_beside_the_tests(name, made, marks):
    """Series, generators, charts: what is handed over is what the test would have seen."""
    for cells in other_ways(name).values():
        assert marks(name, changed(made.notebook(SOLUTION, name), cells)) == made.automatic(name)
    for answer in answers(name):
        found = marks(name, changed(made.notebook(SOLUTION, name), answer.cells))
        assert {cell: found[cell] for cell in answer.marks} == answer.marks, answer.name


@pytest.mark.parametrize("cheat", CELLS)
def test_code_that_changes_python_or_the_kit_earns_nothing(cheat, made, marks):
    for name in (NAME, OTHERS[1]) if FULL else (NAME,):
        found = marks(name, with_cell(made.notebook(STUDENT, name), CELLS[cheat]), "", SHORT)
        assert (name, sum(found.values())) == (name, 0)


@pytest.mark.parametrize("cheat", ANSWERS)
def test_objects_that_are_made_to_please_earn_nothing(cheat, made, marks, steps):
    for name in (NAME, *OTHERS) if FULL else (NAME,):
        blank = made.notebook(STUDENT, name)
        found = marks(name, with_answers(blank, ANSWERS[cheat], asked(steps[name])), "", SHORT)
        assert (name, found) == (name, dict.fromkeys(found, 0))


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception", "remove_cell", "locked"])
def test_a_tag_earns_nothing(tag, made, marks):
    for name in names() if FULL else (NAME, OTHERS[0]):
        notebook = made.notebook(STUDENT, name)
        for cell in notebook.cells:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), tag]
        assert (name, sum(marks(name, notebook).values())) == (name, 0)


def test_the_number_of_the_class_list_decides_the_case(made, marks):
    """Its owner earns all; whoever hands in the answer to another case earns nothing by it."""
    solved = made.notebook(SOLUTION, NAME)
    chosen = changed(made.notebook(SOLUTION, NAME), {"student": 'STUDENT = "s42"'})
    assert marks(NAME, solved, "s1234567") == made.automatic(NAME)
    found = marks(NAME, chosen, "s1234567")
    assert {cell for cell in found if found[cell]} <= {"test-share-served", "test-budget"}
    assert sum(found.values()) <= 4


def test_reaching_into_python_is_named_and_honest_work_is_not(made):
    blank = made.notebook(STUDENT, NAME)
    named = {cheat: reaches(with_cell(blank, code)) for cheat, code in CELLS.items()}
    assert [cheat for cheat, words in named.items() if not words] == []
    assert named["builtins that agree"].startswith("builtins")
    for name in names():
        assert (name, reaches(made.notebook(SOLUTION, name))) == (name, "")
        for answer in answers(name):
            assert reaches(changed(made.notebook(SOLUTION, name), answer.cells)) == ""
