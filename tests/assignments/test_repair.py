"""Damaged notebooks are put right from the released copy, and nobody's words are lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache

import nbformat
import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.cells import is_written, role
from assignments.engine.errors import Refusal
from assignments.engine.repair import Repaired, repair
from coursework import Made, each_assignment
from damage import DAMAGE, REFUSED
from nbformat import NotebookNode

NAME = "05_build_a_portfolio"


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def solved(made: Made, name: str) -> NotebookNode:
    """The students' notebook with all answers, as a good student hands it in."""
    notebook, solution = made.notebook(STUDENT, name), made.notebook(SOLUTION, name)
    for cell, with_answer in zip(notebook.cells, solution.cells, strict=True):
        if role(cell).get("solution"):
            cell.source = with_answer.source
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="1")], 3
    return notebook


@pytest.fixture(scope="module")
def good(made):
    """A good submission, as a file."""
    return cache(lambda name: nbformat.writes(solved(made, name)).encode())


@pytest.fixture(scope="module")
def released(made):
    return cache(lambda name: made.notebook(STUDENT, name))


def released_cells(repaired: Repaired, released: NotebookNode) -> list[NotebookNode]:
    ids = {cell["id"] for cell in released.cells}
    return [cell for cell in repaired.notebook.cells if cell["id"] in ids]


def find(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if role(cell).get("grade_id") == grade_id)


def edited(released: NotebookNode, **sources: str) -> NotebookNode:
    """A copy of a notebook with other sources in cells, by grade_id with underscores."""
    notebook = nbformat.from_dict(json.loads(json.dumps(released)))
    for grade_id, source in sources.items():
        find(notebook, grade_id.replace("_", "-")).source = source
    return notebook


def as_file(notebook: NotebookNode) -> bytes:
    return json.dumps(notebook).encode()


@pytest.mark.parametrize("kind", DAMAGE)
@each_assignment
def test_damage_is_put_right(kind, name, good, released):
    damage = DAMAGE[kind]
    before = repair(good(name), released(name))
    after = repair(damage.spoil(good(name)), released(name))
    nbformat.validate(after.notebook)
    kept = released_cells(after, released(name))
    for cell, of_release in zip(kept, released(name).cells, strict=True):
        assert (cell["id"], cell.metadata, cell.cell_type) == (
            of_release["id"], of_release.metadata, of_release.cell_type,
        )  # fmt: skip
    if damage.same_code:
        assert [c.source for c in kept if c.cell_type == "code"] == [
            c.source for c in released_cells(before, released(name)) if c.cell_type == "code"
        ]
        assert after.number == before.number
    for cell in released(name).cells:
        if is_written(cell) and damage.all_words:
            answer = find(before.notebook, role(cell)["grade_id"]).source
            found = find(after.notebook, role(cell)["grade_id"]).source
            assert words(answer) - words(found) == Counter()
            assert answer.strip() in found or kind not in ("nothing", "no metadata at all")


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_report_says_what_was_put_right_and_what_needs_a_person(kind, good, released):
    damage = DAMAGE[kind]
    repaired = repair(damage.spoil(good(NAME)), released(NAME))
    remarks, look = "; ".join(repaired.remarks), "; ".join(repaired.look)
    assert damage.remark in remarks
    assert damage.look in look
    assert bool(look) == bool(damage.look)
    assert "\n" not in remarks + look
    assert len(remarks) < 300
    assert len(look) < 300


def test_there_are_many_kinds_of_damage():
    assert len(DAMAGE) >= 50


@pytest.mark.parametrize("kind", REFUSED)
def test_what_holds_nothing_of_a_students_is_refused_in_words(kind, released):
    data, reason = REFUSED[kind]
    with pytest.raises(Refusal, match=re.escape(reason)) as refusal:
        repair(data, released(NAME))
    assert "\n" not in str(refusal.value)


@each_assignment
def test_a_blank_notebook_is_left_as_it_is(name, released):
    repaired = repair(as_file(released(name)), released(name))
    assert repaired.notebook.cells == released(name).cells
    assert (repaired.remarks, repaired.look, repaired.number) == ((), (), "")
