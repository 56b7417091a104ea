"""Rules that a source must keep to mark rightly; each names the cell and the remedy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from assignments.engine.cells import (
    HIDDEN,
    SOLUTION,
    blank,
    is_guide,
    is_written,
    label,
    role,
    visible,
)
from assignments.engine.errors import SourceError
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

TASK = re.compile(r"^## (Task \d+)\b", re.M)
LEVELS = 4  # of a rubric
_ID = re.compile(r"[a-z][a-z0-9-]*")
_TABLE = re.compile(r"^\|\s*Task\s*\|(?:.*\|)?\s*Marks\s*\|\s*$", re.M)
Cells = list[tuple[str, NotebookNode]]  # each with its name in messages
Block = dict[str, Any]  # a source's `assignment` block
Problem = tuple[str, str, str]  # cell, what is wrong, what to do


def check(file: str, notebook: NotebookNode, block: Block) -> None:
    """Refuse a source at the first rule it breaks.

    Args:
        file: Name of the source, for the message.
        notebook: Its cells with full metadata.
        block: Its `assignment` block.

    Raises:
        SourceError: The rule, the cell and the remedy.
    """
    cells = [(label(cell, n), cell) for n, cell in enumerate(notebook.cells, 1)]
    rules = (_ids, _points, _kinds, _regions, _compiles, _guides, _opening, _sums)
    for rule in rules:
        for where, wrong, remedy in rule(cells, block):
            raise SourceError(file, where, wrong, remedy)


def _ids(cells: Cells, block: Block) -> Iterator[Problem]:
    ids: set[str | None] = set()
    for where, cell in cells:
        if not role(cell):
            continue
        grade_id = role(cell).get("grade_id")
        if not isinstance(grade_id, str) or not _ID.fullmatch(grade_id):
            yield where, f"grade_id is {grade_id!r}", "give small letters, digits and hyphens"
        if grade_id in ids:
            yield where, "its grade_id is used twice", "give every cell its own grade_id"
        ids.add(grade_id)
    if not ids:
        yield "all cells", "no cell has nbgrader metadata", "mark solution and test cells"


def _points(cells: Cells, block: Block) -> Iterator[Problem]:
    for where, cell in cells:
        points: Any = role(cell).get("points")
        graded = role(cell).get("grade")
        if graded and (isinstance(points, bool) or not isinstance(points, (int, float))):
            yield where, "points are missing", "write for example `points: 3`"
        if graded and points <= 0:
            yield where, f"it has {points} points", "give points above 0"
        if not graded and points is not None:
            yield where, "it has points and is not graded", "set `grade: true`, or leave them out"


def _kinds(cells: Cells, block: Block) -> Iterator[Problem]:
    for where, cell in cells:
        if not role(cell):
            continue
        grade, solution = role(cell)["grade"], role(cell)["solution"]
        if cell.cell_type == "code" and grade and solution:
            yield where, "it is both answer and test", "split it into a solution and a test cell"
        if cell.cell_type == "markdown" and not (grade and solution):
            yield where, "a text cell is marked by hand", "set `grade: true, solution: true`"
        if not (grade or solution):
            yield where, "it is neither solution nor test", "set `solution: true` or `grade: true`"


def _regions(cells: Cells, block: Block) -> Iterator[Problem]:
    for where, cell in cells:
        source = cell.source
        for begin, end in (SOLUTION, HIDDEN):
            words = re.findall(rf"{begin}|{end}", source)
            if words != [begin, end] * (len(words) // 2):
                yield where, f"{begin} and {end} do not pair", "close each before the next"
        code = cell.cell_type == "code"
        is_solution = code and role(cell).get("solution", False)
        if is_solution and SOLUTION.begin not in source:
            remedy = f"put the answer between ### {SOLUTION.begin} and ### {SOLUTION.end}"
            yield where, "it has no solution region", remedy
        if SOLUTION.begin in source and not is_solution:
            yield where, "it holds a solution and is no solution cell", "set `solution: true`"
        is_test = code and role(cell).get("grade", False)
        if HIDDEN.begin in source and not is_test:
            yield where, "it holds hidden tests and is no test cell", "set `grade: true`"
        if is_test and not visible(source).strip():
            yield where, "students would see an empty cell", "begin with a visible check"


def _compiles(cells: Cells, block: Block) -> Iterator[Problem]:
    magic = TransformerManager()
    for where, cell in cells:
        if cell.cell_type != "code":
            continue
        for version, source in (("", cell.source), ("the student's ", visible(blank(cell.source)))):
            try:
                tree = ast.parse(magic.transform_cell(source))
            except SyntaxError as error:
                remedy = "mend it; in a function put a docstring above the solution region"
                yield where, f"{version}code does not compile: {error}", remedy
                continue
            last = tree.body[-1] if tree.body else None
            if role(cell).get("grade") and isinstance(last, ast.Expr) and not _is_check(last):
                yield where, "a test cell ends with a value, which nbgrader may take for a mark", \
                    "end it with an assert or a check"  # fmt: skip


def _is_check(last: ast.Expr) -> bool:
    called = last.value.func if isinstance(last.value, ast.Call) else None
    return isinstance(called, ast.Attribute | ast.Name)


def _guides(cells: Cells, block: Block) -> Iterator[Problem]:
    for place, (where, cell) in enumerate(cells):
        if not is_written(cell):
            continue
        _, after = cells[place + 1] if place + 1 < len(cells) else ("", None)
        grade_id = role(cell)["grade_id"]
        if after is None or not is_guide(after) or f"Marking guide: {grade_id}" not in after.source:
            yield where, "no marking guide follows it", \
                f'add a cell tagged marking-guide, headed "Marking guide: {grade_id}"'  # fmt: skip
        elif len(_levels(after.source)) != LEVELS:
            yield where, f"its marking guide has {len(_levels(after.source))} levels", \
                f"write {LEVELS} list items or table rows that name their marks"  # fmt: skip
        if len(cell.source.split()) < 15:
            yield where, "its sample answer is too short", "write the answer that earns full marks"


def _levels(source: str) -> list[str]:
    """Levels of a rubric: rows of its table, or items of its list, that give marks."""
    rows = [line for line in source.splitlines() if re.match(r"\|.*\d", line)]
    items = re.findall(r"^(?:[-*]|\d\.|#{3,}) .*?\bmarks?\b", source, re.M)
    return rows or items


def _opening(cells: Cells, block: Block) -> Iterator[Problem]:
    where, first = cells[0]
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        yield where, "the first cell is no title", "open with a text cell that begins with `# `"
    for heading in ("**Time:**", "**Objectives:**", "**Hand in:**"):
        if heading not in first.source:
            yield where, f"{heading} is missing", "say it in the first cell"
    time = re.search(r"\*\*Time:\*\*[^\n]*?(\d+) minutes", first.source)
    if not time or int(time[1]) != block["minutes"]:
        yield where, "its time is not that of the front matter", f"say {block['minutes']} minutes"
    if not _TABLE.search(first.source):
        yield where, "there is no table of marks", "head one `| Task | ... | Marks |`"


def _sums(cells: Cells, block: Block) -> Iterator[Problem]:
    where, first = cells[0]
    rows = _table(first.source)
    total = rows.pop("Total", None)
    if total is None:
        yield where, "the table of marks has no row `Total`", "add it as the last row"
    points: dict[str, float] = dict.fromkeys(rows, 0)
    task = "before Task 1"
    for _, cell in cells:
        heading = TASK.search(cell.source) if cell.cell_type == "markdown" else None
        task = heading[1] if heading else task
        if role(cell).get("grade"):
            points[task] = points.get(task, 0) + role(cell)["points"]
    for name in points:
        if points[name] != rows.get(name, 0):
            wrong = f"the table says {rows.get(name, 0):g} marks, its cells have {points[name]:g}"
            yield f"table of marks, {name}", wrong, "change one of them"
    if sum(rows.values()) != total:
        yield "table of marks", f"its rows add up to {sum(rows.values()):g} and Total says " \
            f"{total:g}", "change one of them"  # fmt: skip


def _table(source: str) -> dict[str, float]:
    """Marks by task in the table of marks, with its total."""
    head = _TABLE.search(source)
    marks: dict[str, float] = {}
    for line in source[head.end() :].strip().splitlines()[1:] if head else ():
        cells = [cell.strip(" *") for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            break
        number = re.fullmatch(r"(?:Task )?(\d+)", cells[0])
        key = f"Task {number[1]}" if number else cells[0]
        marks[key] = float(cells[-1]) if re.fullmatch(r"\d+(\.\d+)?", cells[-1]) else float("nan")
    return marks
