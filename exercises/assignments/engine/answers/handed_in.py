"""Written answers as they were handed in: whose, in which words, and under which alias.

What a marker sees has no names. An answer's key is a hash of assignment, student and question, so
that two markers with copies of one course have the same keys and can put their files together;
whoever has the class list can work out whose a key is, so it hides names and keeps no secrets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from assignments.engine.answers.questions import Question
from assignments.engine.cells import is_written, role
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from nbformat import NotebookNode


@dataclass(frozen=True)
class Part:
    """A cell of one's own that a student added beside the answer, or instead of it.

    Args:
        code: Whether it is a code cell.
        text: Its source.
    """

    code: bool
    text: str


@dataclass(frozen=True)
class Answer:
    """A student's answer to a written question.

    Args:
        key: What it is called in markers' files.
        student: Id of whoever wrote it; it never reaches a page.
        question: The question's id.
        text: The student's Markdown, as written; empty if the cell was left as it was given.
        more: The student's own cells around it.
    """

    key: str
    student: str
    question: str
    text: str
    more: tuple[Part, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was written."""
        return not self.text and not self.more

    @cached_property
    def words(self) -> str:
        """All of it as one text."""
        return "\n\n".join(filter(None, (self.text, *(part.text for part in self.more))))

    @cached_property
    def version(self) -> str:
        """Hash of what a marker sees; it changes when another text is handed in."""
        parts = [self.text, *(f"{part.code}{part.text}" for part in self.more)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def key(name: str, student: str, question: str) -> str:
    """What a student's answer to a question is called in markers' files."""
    return hashlib.sha256(f"{name}\0{student}\0{question}".encode()).hexdigest()[:16]


def read_answers(course: Course, name: str, questions: list[Question]) -> list[Answer]:
    """All students' answers to some questions of an assignment, in the order of their keys.

    Args:
        course: The course folder; `autograded/STUDENT/NAME/NAME.ipynb` is what is read.
        name: The assignment.
        questions: Its written questions.

    Raises:
        CourseError: Nothing was marked by the tests yet.
    """
    files = sorted(course.root.glob(f"autograded/*/{name}/{name}.ipynb"))
    if not files:
        raise CourseError(
            f"there are no answers to {name} in {course.root / 'autograded'}: first let the tests "
            f"run, make grade ASSIGNMENT={name} FROM=..."
        )
    given = _notebook(course.root / "release" / name / f"{name}.ipynb")
    answers = []
    for file in files:
        student = file.parents[1].name
        notebook = _notebook(file)
        if notebook is None:
            raise CourseError(f"{file} does not open: mark this submission again with make grade")
        for question in questions:
            text, more = _answer(notebook, given, question.id)
            identity = key(name, student, question.id)
            answers.append(Answer(identity, student, question.id, text, more))
    return sorted(answers, key=lambda answer: answer.key)


def _notebook(path: Path) -> NotebookNode | None:
    """A notebook's cells without their outputs; None if it does not open.

    nbformat would check each notebook against its scheme, which takes half a minute for a class
    and says nothing of one that nbgrader has just written.
    """
    fields = ("id", "cell_type", "metadata")
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return nbformat.from_dict({"cells": [
            {**{f: cell[f] for f in fields if f in cell}, "source": "".join(cell["source"])}
            for cell in cells
        ]})  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _answer(
    notebook: NotebookNode, given: NotebookNode | None, question: str
) -> tuple[str, tuple[Part, ...]]:
    """The text of an answer, and the student's own cells that may belong to it.

    These are the cells around it, up to the next that every student got; and all their own text
    elsewhere, if the answer's cell was left as it was.
    """
    released = [] if given is None else list(given.cells)
    stub = next((c.source for c in released if role(c).get("grade_id") == question), "")
    place = next(
        (n for n, c in enumerate(notebook.cells) if role(c).get("grade_id") == question), None
    )
    text = "" if place is None else notebook.cells[place].source
    if text.strip() in ("", stub.strip()):
        text = ""
    if not released:
        return text, ()
    own = _own_cells(notebook, released)
    around = set() if place is None else set(_around(place, own))
    elsewhere = set() if text else {n for n in own if notebook.cells[n].cell_type != "code"}
    elsewhere -= {n for p in _written_places(notebook) if p != place for n in _around(p, own)}
    cells = [notebook.cells[n] for n in sorted(around | elsewhere)]
    return text, tuple(Part(c.cell_type == "code", c.source) for c in cells if c.source.strip())


def _own_cells(notebook: NotebookNode, released: list[NotebookNode]) -> set[int]:
    """Places of cells that a student added."""
    ids, sources = {c.get("id") for c in released}, {c.source for c in released}
    return {
        n
        for n, c in enumerate(notebook.cells)
        if not role(c) and c.get("id") not in ids and c.source not in sources
    }


def _around(place: int, own: set[int]) -> Iterator[int]:
    for step in (-1, 1):
        at = place + step
        while at in own:
            yield at
            at += step


def _written_places(notebook: NotebookNode) -> list[int]:
    return [n for n, cell in enumerate(notebook.cells) if is_written(cell)]
