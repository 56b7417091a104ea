"""A notebook's cells: what each one is to nbgrader, and what students see of its code."""

from __future__ import annotations

from typing import Any, NamedTuple

from nbformat import NotebookNode

GUIDE = "marking-guide"  # tag of the cells that only instructors see
_CODE_STUB = "# YOUR CODE HERE"  # as in nbgrader_config.py


class Region(NamedTuple):
    """Words in the comments before and after lines that students do not get."""

    begin: str
    end: str


SOLUTION = Region("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = Region("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def role(cell: NotebookNode) -> dict[str, Any]:
    """A cell's metadata for nbgrader, empty if it has none."""
    return cell.metadata.get("nbgrader", {})


def is_guide(cell: NotebookNode) -> bool:
    """Whether a cell is for instructors alone."""
    return GUIDE in cell.metadata.get("tags", [])


def is_written(cell: NotebookNode) -> bool:
    """Whether a cell asks for a written answer, which a person marks."""
    return cell.cell_type == "markdown" and bool(role(cell).get("grade"))


def label(cell: NotebookNode, number: int) -> str:
    """A cell's name in messages: its grade_id, or its place from 1 and its first line."""
    grade_id = role(cell).get("grade_id")
    if grade_id:
        return f"cell {grade_id!r}"
    first = next(iter(cell.source.strip().splitlines()), "empty")
    return f"cell {number} ({first[:50]!r})"


def blank(source: str) -> str:
    """A solution cell's code as the student gets it."""
    return _without(SOLUTION, source, instead=_CODE_STUB)


def visible(source: str) -> str:
    """A test cell's code without its hidden part."""
    return _without(HIDDEN, source)


def _without(region: Region, source: str, instead: str | None = None) -> str:
    """A source without its regions, or with a line in the place of each, as far in as it was."""
    lines, inside = [], False
    for line in source.split("\n"):
        if region.begin in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [] if instead is None else [indent + instead]
        elif region.end in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)
