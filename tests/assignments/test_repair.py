"""Damaged notebooks are put right from the released copy, and nobody's words are lost."""

from __future__ import annotations

import itertools
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
from assignments.engine.source import names
from coursework import Made, each_assignment
from damage import DAMAGE, REFUSED, STUB
from nbformat import NotebookNode

NAME = "05_build_a_portfolio"
# Each kind of damage on one assignment, which take turns; on all of them in `make test-full`.
DAMAGED = [
    pytest.param(kind, name, marks=[] if name == turn else pytest.mark.full)
    for kind, turn in zip(DAMAGE, itertools.cycle(names()))
    for name in names()
]


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


@pytest.mark.parametrize(("kind", "name"), DAMAGED)
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


# --- where written answers are found --------------------------------------------------------------


def handed_in(released: NotebookNode, *cells: NotebookNode, **sources: str) -> NotebookNode:
    """The released notebook with sources in it, and cells of the student's own at its end."""
    notebook = edited(released, **sources)
    notebook.cells += cells
    return notebook


def below(notebook: NotebookNode, grade_id: str, kind: str, source: str) -> None:
    """Put a cell of the student's own below another."""
    place = notebook.cells.index(find(notebook, grade_id))
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    notebook.cells.insert(place + 1, make(source))


def own_cells(repaired: Repaired, released: NotebookNode) -> list[str]:
    ids = {cell["id"] for cell in released.cells}
    return [cell.source for cell in repaired.notebook.cells if cell["id"] not in ids]


def test_an_answer_in_a_new_cell_is_moved_to_where_the_marker_looks(released):
    notebook = edited(released(NAME), chance="By chance, mostly.")
    below(notebook, "defend", "markdown", 'Half of it is `a < b`, "quoted" & <b>bold</b>.')
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source == (
        "*Found in a cell of its own, 1 cell below:*\n\n"
        'Half of it is `a < b`, "quoted" & <b>bold</b>.'
    )
    assert find(repaired.notebook, "chance").source == "By chance, mostly."
    assert own_cells(repaired, released(NAME)) == []
    assert repaired.look == ("the answer stood in a new cell: defend",)
    assert repaired.remarks == ()


def test_the_fullest_copy_leads_and_the_others_follow(released):
    notebook = edited(released(NAME), defend="My answer, in quite some words, is this.")
    for number, source in enumerate((STUB, "A draft.", f"\n {STUB}", "A draft.")):
        copy = nbformat.from_dict(json.loads(json.dumps(find(notebook, "defend"))))
        copy["id"], copy.source = f"copy-{number}", source
        notebook.cells.append(copy)
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source == (
        "My answer, in quite some words, is this.\n\n"
        "*Also in the notebook, in another copy of this cell:*\n\nA draft."
    )
    assert repaired.look == ("answered in several copies of the cell: defend",)


def test_more_of_an_answer_follows_it(released):
    notebook = edited(released(NAME), defend="First.")
    below(notebook, "defend", "raw", "Second, in a cell of its own.")
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source == (
        "First.\n\n*Found in a cell of its own, 1 cell below:*\n\nSecond, in a cell of its own."
    )


def test_only_what_was_added_to_a_question_is_shown(released):
    notebook = edited(released(NAME))
    question = notebook.cells[notebook.cells.index(find(notebook, "defend")) - 1]
    question.source += "\n\nBecause the zebra said so."
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source == (
        "*Written into the question's text:*\n\nBecause the zebra said so."
    )
    assert find(repaired.notebook, "chance").source == STUB
    kept = next(c for c in repaired.notebook.cells if c["id"] == question["id"])
    assert kept.source == question.source


@pytest.mark.parametrize(
    "note", ["## My work", "**Task 2**", "# Notes\n\n---", "x = 3", "# x = 3\n# y = x", "df.head()"]
)
def test_headings_and_code_of_ones_own_call_nobody(note, released):
    kind = "code" if "=" in note or "()" in note else "markdown"
    notebook = edited(released(NAME))
    below(notebook, "record", kind, note)
    below(notebook, "chance", kind, note)
    repaired = repair(as_file(notebook), released(NAME))
    assert (repaired.look, repaired.remarks) == ((), ())
    assert own_cells(repaired, released(NAME)) == [note, note]
    assert find(repaired.notebook, "chance").source == STUB


def test_notes_between_tasks_call_nobody_where_all_is_answered(made, good, released):
    notebook = solved(made, NAME)
    below(notebook, "test-share-served", "markdown", "I tried several other ways before this one.")
    repaired = repair(as_file(notebook), released(NAME))
    assert (repaired.look, repaired.remarks) == ((), ())
    assert own_cells(repaired, released(NAME)) == ["I tried several other ways before this one."]


def test_an_answer_in_comments_or_texts_of_code_is_shown(released):
    words_ = "I defend the second tie since it brings more than it ever takes away from us"
    for code in (f"x = 1  # {words_}", f'print("""{words_}""")', f'answer = "{words_}"'):
        notebook = edited(released(NAME), chance="Chance.")
        below(notebook, "defend", "code", code)
        repaired = repair(as_file(notebook), released(NAME))
        assert words_ in find(repaired.notebook, "defend").source
        assert own_cells(repaired, released(NAME)) == [code]
        assert repaired.look == ("blank, with words from elsewhere in the notebook: defend",)


def test_pictures_in_answers_are_kept_each_under_its_own_name(released):
    notebook = edited(released(NAME), defend="![one](attachment:image.png)")
    find(notebook, "defend")["attachments"] = {"image.png": {"image/png": "aaaa"}}
    below(notebook, "defend", "markdown", "![two](attachment:image.png)")
    place = notebook.cells.index(find(notebook, "defend")) + 1
    notebook.cells[place]["attachments"] = {"image.png": {"image/png": "bbbb"}, "x": "junk"}
    answer = find(repair(as_file(notebook), released(NAME)).notebook, "defend")
    assert "![one](attachment:image.png)" in answer.source
    assert "![two](attachment:more-image.png)" in answer.source
    assert answer["attachments"] == {
        "image.png": {"image/png": "aaaa"}, "more-image.png": {"image/png": "bbbb"},
    }  # fmt: skip


def test_an_answer_without_end_is_cut_and_somebody_told(released):
    notebook = edited(released(NAME), defend="word " * 100_000)
    repaired = repair(as_file(notebook), released(NAME))
    assert len(find(repaired.notebook, "defend").source) < 201_000
    assert repaired.look == ("cut after 200000 characters: defend",)


# --- code and tests ------------------------------------------------------------------------------


def test_of_copied_code_the_first_that_answers_is_the_answer_and_the_rest_runs_after(released):
    notebook = edited(released(NAME))
    for source in ("def share_served(*_):\n    return 3", "def share_served(*_):\n    return 2"):
        copy = nbformat.from_dict(json.loads(json.dumps(find(notebook, "share-served"))))
        copy["id"], copy.source = f"copy-{source[-1]}", source
        notebook.cells.insert(notebook.cells.index(find(notebook, "test-share-served")), copy)
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "share-served").source.endswith("3")
    assert own_cells(repaired, released(NAME)) == ["def share_served(*_):\n    return 2"]
    sources = [cell.source for cell in repaired.notebook.cells]
    test = find(repaired.notebook, "test-share-served").source
    assert sources.index("def share_served(*_):\n    return 2") + 1 == sources.index(test)
    assert repaired.remarks == ("several copies of an answer's code were run: share-served",)


def test_deleted_cells_are_back_in_their_place_and_named(released):
    notebook = edited(released(NAME))
    for grade_id in ("best-tie", "test-best-tie", "test-harm"):
        notebook.cells.remove(find(notebook, grade_id))
    repaired = repair(as_file(notebook), released(NAME))
    assert repaired.notebook.cells == released(NAME).cells
    assert repaired.look == (
        "cells had been deleted and were put back: test-best-tie, test-harm",
        "no cell answers these in code: best-tie",
    )


def test_code_that_was_typed_into_a_test_runs_before_the_test(released):
    test = find(released(NAME), "test-target").source
    notebook = edited(released(NAME), test_target=f"RECORD = 'mine'\n{test}")
    repaired = repair(as_file(notebook), released(NAME))
    sources = [cell.source for cell in repaired.notebook.cells]
    assert find(repaired.notebook, "test-target").source == test
    assert sources[sources.index(test) - 1] == f"RECORD = 'mine'\n{test}"
    assert repaired.remarks == ("tests had been changed and are as released: test-target",)
    assert repaired.look == ()


def test_the_set_up_cell_is_as_released_and_what_was_added_to_it_runs_after_it(released):
    notebook = edited(released(NAME))
    notebook.cells[1].source = f"!pip install x\n{notebook.cells[1].source}\nimport math"
    repaired = repair(as_file(notebook), released(NAME))
    assert repaired.notebook.cells[1] == released(NAME).cells[1]
    assert own_cells(repaired, released(NAME)) == ["import math"]


def test_a_given_cell_keeps_a_students_changes(released):
    notebook = edited(released(NAME))
    given = next(c for c in notebook.cells if c.source.startswith("people_you_know"))
    given.source += "\nmine = people_you_know"
    repaired = repair(as_file(notebook), released(NAME))
    kept = next(c for c in repaired.notebook.cells if c["id"] == given["id"])
    assert kept.source == given.source
    assert (repaired.remarks, repaired.look) == ((), ())


def test_no_metadata_of_a_students_comes_through(made, released):
    notebook = solved(made, NAME)
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "mine"]
        cell.metadata["nbgrader"] = {"grade_id": "x", "points": 500, "grade": True}
    notebook.metadata["kernelspec"] = {"name": "bash", "display_name": "bash"}
    notebook.cells.append(nbformat.v4.new_code_cell("1", metadata={"tags": ["skip-execution"]}))
    repaired = repair(as_file(notebook), released(NAME))
    assert repaired.notebook.metadata == released(NAME).metadata
    ids = {cell["id"]: cell.metadata for cell in released(NAME).cells}
    assert all(cell.metadata == ids.get(cell["id"], {}) for cell in repaired.notebook.cells)
    assert any(line.startswith("tags were taken off") for line in repaired.look)


def test_a_student_number_is_read_from_code_and_not_from_words(released):
    for source, number in {
        'STUDENT = "S12"': "s12",
        "%time 1\nSTUDENT = ' a1 '": "a1",
        'STUDENT = "a"\nSTUDENT = "b"': "b",
        'STUDENT: str = "c"': "c",
        '"""\nSTUDENT = "a"\n"""': "",
        'STUDENT = ""': "",
        'STUDENT = "no (python\nSTUDENT = "d"': "d",
        f'STUDENT = "{"x" * 41}"': "",
    }.items():
        repaired = repair(as_file(edited(released(NAME), student=source)), released(NAME))
        assert (source, repaired.number) == (source, number)


def test_another_assignments_notebook_is_pointed_out(made, released):
    for other in ("01_clean_a_literature", "06_lever_or_plug", "08_capstone"):
        try:
            look = repair(as_file(solved(made, other)), released(NAME)).look
        except Refusal:
            continue
        assert any("is it another notebook?" in line for line in look), (other, look)


def test_too_large_a_file_is_refused_with_its_size(released):
    with pytest.raises(Refusal, match="it is too large: 130 MB of at most 120"):
        repair(bytes(130 * 2**20), released(NAME))


def test_too_many_cells_are_refused(released):
    notebook = edited(released(NAME))
    cell = nbformat.from_dict({"cell_type": "raw", "source": "x", "metadata": {}})
    notebook.cells += [cell] * 30_000
    with pytest.raises(Refusal, match=f"it is too large: {len(notebook.cells)} cells"):
        repair(as_file(notebook), released(NAME))


def test_a_cell_that_was_split_is_one_again(released):
    notebook = edited(released(NAME), best_tie="best_tie = (")
    second = nbformat.from_dict(json.loads(json.dumps(find(notebook, "best-tie"))))
    second["id"], second.source = "second", "    'a'\n)"
    notebook.cells.insert(notebook.cells.index(find(notebook, "best-tie")) + 1, second)
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "best-tie").source == "best_tie = (\n    'a'\n)"
    assert own_cells(repaired, released(NAME)) == []


def test_a_copy_of_one_answers_cell_may_hold_another_answer(released):
    notebook = edited(released(NAME), defend="I defend it.")
    copy = nbformat.from_dict(json.loads(json.dumps(find(notebook, "defend"))))
    copy["id"], copy.source = "a-copy", "It was by chance, in a way, all of it."
    notebook.cells[notebook.cells.index(find(notebook, "chance"))] = copy
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source == "I defend it."
    assert find(repaired.notebook, "chance").source == (
        "*Found in a cell of its own:*\n\nIt was by chance, in a way, all of it."
    )


def test_a_deleted_cell_does_not_undo_what_another_did(made, released):
    notebook = solved(made, NAME)
    record = find(notebook, "record")
    notebook.cells.remove(record)
    find(notebook, "best-tie").source += f"\n{record.source}"
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "record").source.startswith("# This cell was not handed in")
    assert repaired.look == ("no cell answers these in code: record",)


def test_all_code_in_one_cell_is_run_before_the_tests(made, released):
    notebook = solved(made, NAME)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    tests = [role(cell)["grade_id"] for cell in notebook.cells if role(cell).get("locked")]
    notebook.cells = [nbformat.v4.new_code_cell("\n".join(code))]
    repaired = repair(as_file(notebook), released(NAME))
    sources = [cell.source for cell in repaired.notebook.cells]
    first = sources.index(find(repaired.notebook, tests[0]).source)
    assert sources.index("\n".join(code)) < first
    assert not any("YOUR CODE HERE" in source for source in sources[first:])
    assert repaired.number == "s1234567"


def test_words_that_happen_to_be_python_are_an_answer_too(released):
    notebook = edited(released(NAME))
    below(notebook, "defend", "code", "Yes")
    repaired = repair(as_file(notebook), released(NAME))
    assert find(repaired.notebook, "defend").source.endswith("\n\nYes")


def test_merged_versions_lose_neither(good, released):
    repaired = repair(DAMAGE["a conflict"].spoil(good(NAME)), released(NAME))
    ours = find(repair(good(NAME), released(NAME)).notebook, "chance").source
    assert find(repaired.notebook, "chance").source == f"Their version begins otherwise. {ours}"


def test_of_a_file_that_is_cut_off_all_that_is_there_is_kept(good, released):
    data = good(NAME)
    whole = find(released(NAME), "defend")
    answer = find(repair(data, released(NAME)).notebook, "defend").source
    place = data.index(json.dumps(answer)[1:60].encode()) + 40
    repaired = repair(data[:place], released(NAME))
    assert find(repaired.notebook, "defend").source == answer[:40]
    assert find(repaired.notebook, "chance").source == STUB
    assert whole.source == STUB
    assert repaired.look[0].startswith("its file is cut off or damaged: ")
    assert "cells had been deleted and were put back: chance" in repaired.look


def test_code_beside_a_blank_cell_that_may_undo_it_is_pointed_out(released):
    notebook = edited(released(NAME))
    place = notebook.cells.index(find(notebook, "share-served"))
    notebook.cells.insert(place, nbformat.v4.new_code_cell("def share_served(*_):\n    return 1"))
    look = repair(as_file(notebook), released(NAME)).look
    assert look == ("blank, but another cell gives its names a value: share-served",)


def test_cells_that_were_changed_a_little_are_known_without_their_names(released):
    notebook = edited(released(NAME))
    given = next(c for c in notebook.cells if c.source.startswith("people_you_know"))
    given.source = given.source + "\nmine = people_you_know"
    find(notebook, "test-target").source += "\n# so it is"
    place = notebook.cells.index(given)
    for cell in notebook.cells:
        cell.metadata, cell["id"] = {}, f"lost-{cell['id']}"
    repaired = repair(as_file(notebook), released(NAME))
    assert repaired.notebook.cells[place].source == given.source
    assert "tests had been changed and are as released: test-target" in repaired.remarks
    assert repaired.look == ()
