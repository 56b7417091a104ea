"""What is read for the report: an assignment's tasks, and each student's marks and marked copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import nbformat
from assignments.engine.bookkeeping import Marks, all_marks, autograded
from assignments.engine.cells import is_written, role
from assignments.engine.course import Course
from assignments.engine.outcome import NOT_MARKED, Outcome
from assignments.engine.report.likeness import Prints, prints, tokens, without, words
from assignments.engine.rules import TASK
from nbformat import NotebookNode

SEQUENCE, PHRASE = 8, 5  # tokens of code, words of an answer, that are compared at a time
_RECORD, _LITERAL = 32, 60  # characters of a pasted text without and with spaces, at least
_MESSAGE = 300  # characters of a failing test's message
_STRING = re.compile(r"[a-z]*'.*'", re.S)


@dataclass(frozen=True)
class Task:
    """A task: its heading, and its cells that earn marks, tests and answers apart."""

    heading: str
    tests: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An assignment as its students got it, and its solution.

    Args:
        tasks: In order.
        cases: Whether each student has a case of their own.
        code: Prints of the code in a released cell and in its solution, by grade_id.
        text: Prints of all that the released notebook says in words.
        samples: Prints of the sample answers, by grade_id.
        literals: Long texts in the code of the solution and the released notebook.
    """

    tasks: tuple[Task, ...]
    cases: bool
    code: dict[str, tuple[Prints, ...]]
    text: Prints
    samples: dict[str, Prints]
    literals: frozenset[int]


_NONE = Marks(())


@dataclass(frozen=True)
class Student:
    """One student's result, and what of the marked copy the report needs.

    Args:
        outcome: What became of the submission.
        marks: What the gradebook has; without cells if it was not marked.
        failures: First line of the message of each test that failed, by grade_id.
        code: Hash and prints of the student's own code, by grade_id.
        answers: Prints of written answers, by grade_id.
        literals: Hashes of long texts in the code.
        feedback: Whether there is a page of feedback.
    """

    outcome: Outcome
    marks: Marks = _NONE
    failures: dict[str, str] = field(default_factory=dict)
    code: dict[str, tuple[int, Prints]] = field(default_factory=dict)
    answers: dict[str, Prints] = field(default_factory=dict)
    literals: frozenset[int] = frozenset()
    feedback: bool = False

    @property
    def id(self) -> str:
        """The student's id."""
        return self.outcome.student

    @cached_property
    def scores(self) -> dict[str, float]:
        """Automatic marks of tests, and marks of answers that do not wait, by grade_id."""
        return {
            cell.cell: cell.score if cell.written else cell.automatic or 0.0
            for cell in self.marks.cells
            if not (cell.written and cell.waits)
        }


def given(course: Course, name: str) -> Given:
    """What the report needs of an assignment: its source and its released notebook."""
    source = _open(course, "source", name)
    release = _open(course, "release", name)
    blank, solved = _code(release.cells), _code(source.cells)
    code: dict[str, tuple[Prints, ...]] = {
        cell: (prints(blank.get(cell, ()), SEQUENCE), prints(parts, SEQUENCE))
        for cell, parts in solved.items()
    }
    said = [words(cell.source) for cell in release.cells if cell.cell_type == "markdown"]
    return Given(
        tasks=tuple(_tasks(source)),
        cases=any("checks.scenario(" in cell.source for cell in release.cells),
        code=code,
        text=frozenset().union(*(prints(each, PHRASE) for each in said)),
        samples={
            role(c)["grade_id"]: prints(words(c.source), PHRASE)
            for c in source.cells
            if is_written(c)
        },
        literals=_literals([*blank.values(), *solved.values()]),
    )


def _open(course: Course, part: str, name: str) -> NotebookNode:
    return nbformat.read(course.root / part / name / f"{name}.ipynb", as_version=4)


def students(
    course: Course, name: str, outcomes: Iterable[Outcome], known: Given
) -> Iterator[Student]:
    """Each student's result with what is read of the marked copy, one copy at a time."""
    with course.gradebook() as gradebook:
        marks = all_marks(gradebook, name)
    for outcome in outcomes:
        if outcome.status == NOT_MARKED:
            yield Student(outcome)
            continue
        of = marks.get(outcome.student, _NONE)
        page = course.root / "feedback" / outcome.student / name / f"{name}.html"
        student = Student(outcome, of, feedback=page.is_file())
        notebook = autograded(course, name, outcome.student)
        try:
            yield _with_copy(student, notebook, known) if notebook else student
        except (LookupError, AttributeError, TypeError, ValueError):  # somebody changed the copy
            yield student


def _with_copy(student: Student, notebook: NotebookNode, known: Given) -> Student:
    code = _code(notebook.cells)
    return replace(
        student,
        failures=dict(_failures(notebook)),
        code={cell: _own(parts, known.code.get(cell, ())) for cell, parts in code.items()},
        answers=dict(_answers(notebook, known)),
        literals=_literals(code.values()) - known.literals,
    )


def _tasks(source: NotebookNode) -> Iterator[Task]:
    heading = "Before task 1"
    tests: list[str] = []
    answers: list[str] = []
    for cell in source.cells:
        found = TASK.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            if tests or answers:
                yield Task(heading, tuple(tests), tuple(answers))
            line = cell.source[found.start() :].partition("\n")[0]
            heading, tests, answers = line.removeprefix("## ").strip(), [], []
        if role(cell).get("grade"):
            (answers if is_written(cell) else tests).append(role(cell)["grade_id"])
    if tests or answers:
        yield Task(heading, tuple(tests), tuple(answers))


def _is_code(cell: NotebookNode) -> bool:
    """Whether a cell holds code that is a student's to write."""
    own = role(cell).get("solution") and not role(cell).get("grade")
    return bool(cell.cell_type == "code" and own)


def _failures(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        if cell.cell_type == "code" and role(cell).get("grade"):
            for output in cell.outputs:
                if output.output_type == "error":
                    yield role(cell)["grade_id"], _message(output)
                    break


def _message(output: NotebookNode) -> str:
    kind, text = str(output.get("ename", "")), str(output.get("evalue", "")).strip()
    first = text.partition("\n")[0]
    told = first if kind == "AssertionError" and first else f"{kind}: {first}"
    return told[:_MESSAGE]


def _code(cells: Iterable[NotebookNode]) -> dict[str, list[str]]:
    """Tokens of the code that is a student's to write, by grade_id."""
    return {role(cell)["grade_id"]: tokens(cell.source) for cell in filter(_is_code, cells)}


def _own(parts: list[str], known: Iterable[Prints]) -> tuple[int, Prints]:
    return hash(tuple(parts)), without(prints(parts, SEQUENCE), known)


def _answers(notebook: NotebookNode, known: Given) -> Iterator[tuple[str, Prints]]:
    for cell in filter(is_written, notebook.cells):
        yield role(cell)["grade_id"], prints(words(cell.source), PHRASE) - known.text


def _literals(code: Iterable[list[str]]) -> frozenset[int]:
    """Hashes of the pasted texts in code: records as code or as JSON, and other long ones."""
    return frozenset(hash(part) for parts in code for part in parts if _is_long(part))


def _is_long(part: str) -> bool:
    if len(part) < _RECORD or not _STRING.fullmatch(part):
        return False
    return len(part) >= _LITERAL or not re.search(r"\s", part)
