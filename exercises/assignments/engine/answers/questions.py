"""The written questions of an assignment, each with the four levels of its marking guide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor

from assignments.engine.answers.markdown import to_html
from assignments.engine.cells import is_guide, is_written, role
from assignments.engine.errors import CourseError
from assignments.engine.files import SOURCES
from assignments.engine.source import names, read
from markdown_it import MarkdownIt
from nbformat import NotebookNode

HIGHEST = 4  # level; 1 is the lowest of the guide's, 0 is an answer that says nothing to the point
STEP = 0.5  # marks between two that can be given
_HEADING = re.compile(r"^## (.+)$", re.M)
_BOLD = re.compile(r"^\*\*([^*\n]+)\*\* \(", re.M)  # "**Defend your portfolio** (4 marks, ...)"
_MARKS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:[–-]\s*(\d+(?:\.\d+)?))?\s*")


@dataclass(frozen=True)
class Level:
    """A row of a marking guide.

    Args:
        number: 0 to 4; 4 is the guide's first row.
        low: Marks of the row, or the lower end where it names two ("3–4").
        high: The upper end.
        html: What earns them.
        sample: A sample answer, as HTML.
    """

    number: int
    low: float
    high: float
    html: str
    sample: str


@dataclass(frozen=True)
class Question:
    """A written question.

    Args:
        id: The answer's `grade_id`.
        title: The words in bold that it begins with, or the heading above it.
        points: Marks at most.
        html: The question as students read it.
        answer: The full answer, as HTML.
        words: The question's own text, which answers may repeat.
        levels: From 0 to 4.
        notes: What the guide says beside its table, as HTML.
    """

    id: str
    title: str
    points: float
    html: str
    answer: str
    words: str
    levels: tuple[Level, ...]
    notes: str

    def allowed(self, level: int) -> tuple[float, float]:
        """Fewest and most marks for a level: up to its neighbours, since some lie between two."""
        if level == 0:
            return 0.0, 0.0
        low = self.levels[level - 1].high if level > 1 else 0.0
        return low, self.levels[level + 1].low if level < HIGHEST else self.points


def written_questions(name: str) -> list[Question]:
    """The written questions of an assignment, in order.

    Args:
        name: Stem of its source, for example ``05_build_a_portfolio``.

    Raises:
        CourseError: There is no such assignment, or it has none.
        SourceError: Its source is malformed.
    """
    if name not in names():
        raise CourseError(f"there is no assignment {name!r}; there are: {', '.join(names())}")
    questions, asked, heading = [], "", ""
    cells = read(SOURCES / f"{name}.md").notebook.cells
    for place, cell in enumerate(cells):
        if is_written(cell):
            guide = next((c.source for c in cells[place + 1 :] if is_guide(c)), "")
            questions.append(_question(cell, asked, heading, guide))
        elif cell.cell_type == "markdown" and not is_guide(cell):
            asked = cell.source
            heading = (_HEADING.findall(asked) or [heading])[-1]
    if not questions:
        raise CourseError(f"{name} has no written answers: there is nothing to mark by hand")
    return questions


def _question(cell: NotebookNode, asked: str, heading: str, guide: str) -> Question:
    points, grade_id = float(role(cell)["points"]), role(cell)["grade_id"]
    bold = _BOLD.search(asked)
    title = bold[1] if bold else heading or grade_id
    rows, notes = _rows(guide)
    return Question(
        grade_id, title, points, to_html(asked),
        to_html(cell.source), asked, _levels(rows, points), to_html(notes),
    )  # fmt: skip


def _rows(guide: str) -> tuple[list[list[str]], str]:
    """Rows of a guide's table as Markdown, its head first; and all else but its heading."""
    tokens = MarkdownIt("commonmark").enable("table").parse(guide)
    inside, rows, lines = False, list[list[str]](), guide.split("\n")
    taken: set[int] = set()
    for token in tokens:
        inside = (inside or token.type == "table_open") and token.type != "table_close"
        if token.type in ("table_open", "heading_open") and token.map:
            taken |= set(range(*token.map))
        if inside and token.type == "tr_open":
            rows.append([])
        elif inside and token.type == "inline":
            rows[-1].append(token.content)
    return rows, "\n".join(line for number, line in enumerate(lines) if number not in taken)


def _levels(rows: list[list[str]], points: float) -> tuple[Level, ...]:
    """Levels 0 to 4 of a guide; without a table of four rows, equal steps with nothing said."""
    nothing = Level(0, 0.0, 0.0, to_html("Nothing that answers the question"), "")
    marks = [_MARKS.fullmatch(row[0]) for row in rows[1:]]
    if len(marks) != HIGHEST or not all(marks):
        equal = [floor(points * n / HIGHEST / STEP) * STEP for n in range(1, HIGHEST + 1)]
        return (nothing, *(Level(n, m, m, "", "") for n, m in enumerate(equal, 1)))
    levels = []
    for number, (row, found) in enumerate(zip(rows[:0:-1], marks[::-1], strict=True), 1):
        if found:  # as all are
            what = [f"**{cell}.**" if len(cell.split()) == 1 else cell for cell in row[1:-1]]
            low = float(found[1])
            high = float(found[2] or low)
            levels.append(Level(number, low, high, to_html(" ".join(what)), to_html(row[-1])))
    return (nothing, *levels)
