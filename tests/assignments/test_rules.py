"""A source that would mark wrongly is refused: file, cell and remedy."""

import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from assignments.engine.cells import blank, visible
from assignments.engine.errors import SourceError
from assignments.engine.files import SOURCES
from assignments.engine.source import names, read

NAME = "05_build_a_portfolio"
GOOD = (SOURCES / f"{NAME}.md").read_text(encoding="utf-8")


def refusal(tmp_path: Path, old: str, new: str, count: int = 1) -> SourceError:
    """What the engine says of the good source with a slip in it."""
    assert old in GOOD
    path = tmp_path / f"{NAME}.md"
    path.write_text(GOOD.replace(old, new, count), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        read(path)
    assert error.value.file == f"{NAME}.md"
    return error.value


SLIPS = {
    "an id used twice": (
        "grade_id: test-budget,", "grade_id: test-record,", "cell 'test-record'",
        "its grade_id is used twice", "give every cell its own grade_id"),
    "an id missing": (
        "{solution: true, grade_id: student}", "{solution: true}", "STUDENT",
        "grade_id is None", "give small letters, digits and hyphens"),
    "points missing": (
        "grade_id: test-budget, points: 1}", "grade_id: test-budget}", "cell 'test-budget'",
        "points are missing", "`points: 3`"),
    "points in words": (
        "grade_id: test-budget, points: 1}", "grade_id: test-budget, points: one}",
        "cell 'test-budget'", "points are missing", "`points: 3`"),
    "no solution region": (
        '### BEGIN SOLUTION\nSTUDENT = "s1234567"\n### END SOLUTION\n', "", "cell 'student'",
        "it has no solution region", "### BEGIN SOLUTION"),
    "a region that is not closed": (
        'STUDENT = "s1234567"\n### END SOLUTION', 'STUDENT = "s1234567"', "cell 'student'",
        "do not pair", "close each before the next"),
    "a solution where students would see it": (
        ":nbgrader: {solution: true, grade_id: student}\n", "", "STUDENT",
        "it holds a solution and is no solution cell", "set `solution: true`"),
    "hidden tests where students would see them": (
        ":nbgrader: {grade: true, grade_id: test-share-served, points: 3}\n", "",
        "checks.number(", "it holds hidden tests and is no test cell", "set `grade: true`"),
    "marks that do not add up to the task's": (
        "| 2 | build a portfolio and hand in its record | 6 |",
        "| 2 | build a portfolio and hand in its record | 5 |", "table of marks, Task 2",
        "the table says 5 marks, its cells have 6", "change one of them"),
    "marks that do not add up to the total": (
        "| Total | | 20 |", "| Total | | 21 |", "table of marks",
        "its rows add up to 20 and Total says 21", "change one of them"),
    "no table of marks": (
        "| Task | What you do | Marks |", "| Part | What you do | Points |", "Build a portfolio",
        "there is no table of marks", "| Task | ... | Marks |"),
    "another time than the front matter's": (
        "about 90 minutes.", "about 60 minutes.", "Build a portfolio",
        "its time is not that of the front matter", "say 90 minutes"),
    "nothing to hand in": (
        "**Hand in:**", "**By the way:**", "Build a portfolio", "**Hand in:** is missing",
        "say it in the first cell"),
    "a student's cell that does not compile": (
        '    """Share of draws in which `region` is served in quarter 40, from 0 to 1."""\n', "",
        "cell 'share-served'", "the student's code does not compile", "put a docstring above"),
    "a test that ends with a number": (
        "checks.within_budget(opened.venture, checks.scenario("
        '"05_build_a_portfolio", STUDENT).budget)\n### BEGIN HIDDEN TESTS\n'
        "assert opened.venture.ties",
        "opened.venture.effort()[0]\n### BEGIN HIDDEN TESTS\nopened.venture.ties",
        "cell 'test-budget'", "", ""),
    "a written answer without a guide": (
        "### Marking guide: defend", "### How to mark", "cell 'defend'",
        "no marking guide follows it", 'headed "Marking guide: defend"'),
    "a guide of three levels": (
        "| 1 | A list of ties", "A list of ties", "cell 'defend'", "has 3 levels",
        "write 4 list items or table rows"),
    "a page that is not in the book": (
        "chapter: book/strategy/build_your_venture", "chapter: book/strategy/nowhere",
        "front matter", "there is no page 'book/strategy/nowhere'", "name a page as in _toc.yml"),
    "minutes in words": (
        "minutes: 90", "minutes: ninety", "front matter", "minutes is 'ninety'", "give a int"),
    "front matter that is no YAML": (
        "assignment:\n  title", "assignment: [\n  title", "front matter", "", "write its YAML"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_malformed_source_is_refused_with_cell_and_remedy(slip, tmp_path):
    old, new, cell, wrong, remedy = SLIPS[slip]
    error = refusal(tmp_path, old, new)
    assert cell in error.cell
    assert wrong in error.wrong
    assert remedy in error.remedy
    assert str(error) == f"{error.file}, {error.cell}: {error.wrong}; {error.remedy}"


@pytest.mark.parametrize("name", names())
def test_every_source_keeps_the_rules(name):
    assignment = read(SOURCES / f"{name}.md")
    assert assignment.marks() == 20
    assert assignment.automatic() >= (12 if name < "05" else 8)


def test_there_are_the_eight_assignments():
    assert [name[:2] for name in names()] == [f"{number:02}" for number in range(1, 9)]


@pytest.mark.parametrize("name", names())
def test_a_source_survives_the_way_through_jupytext(name):
    """What an author edits as a notebook comes back as the same source."""
    text = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
    once = jupytext.reads(text, fmt="md:myst")
    again = jupytext.reads(jupytext.writes(once, fmt="md:myst"), fmt="md:myst")
    assert [(c.cell_type, c.source, c.metadata) for c in once.cells] == [
        (c.cell_type, c.source, c.metadata) for c in again.cells
    ]


@pytest.mark.parametrize("name", names())
def test_notebooks_are_plain_markdown(name):
    """Lab and Colab know no directives or roles."""
    for cell in read(SOURCES / f"{name}.md").notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"^:::|^```\{|\{\w+(?::\w+)?\}`", cell.source, re.M), cell.source


def test_the_engine_sees_what_nbgrader_leaves(made):
    """Its own idea of a student's cell is that of nbgrader."""
    student = made.notebook("student", NAME)
    source = made.assignments[NAME].notebook
    kept = [cell for cell in source.cells if "marking-guide" not in cell.metadata.get("tags", [])]
    for ours, theirs in zip(kept, student.cells, strict=True):
        if ours.cell_type == "code":
            assert visible(blank(ours.source)).strip() == theirs.source.strip()
    assert nbformat.validate(student) is None
