"""What of a released notebook the judge runs, and which answers each part of it takes.

The judge runs every test, and of the other released cells those whose names tests need. What only
a student's cell makes is handed over by the submission.
"""

from __future__ import annotations

import builtins
import symtable
from dataclasses import dataclass
from typing import NamedTuple

from assignments.engine.cells import blank, role, visible
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

SET_UP = "set-up"  # tag of the cell that gets the kit


@dataclass(frozen=True)
class Step:
    """A released cell as the judge runs it.

    Args:
        source: Its code, hidden tests included.
        seen: Its code without them, as the submission may run it.
        takes: Names that the submission hands over before.
        is_test: Whether it gives marks.
    """

    source: str
    seen: str
    takes: tuple[str, ...]
    is_test: bool


class _Names(NamedTuple):
    """Global names that code reads and that it binds."""

    read: frozenset[str]
    bound: frozenset[str]


def plan(source: NotebookNode) -> dict[str, Step]:
    """Steps of the judge by the key of their cell, in order.

    Args:
        source: An assignment's notebook with answers and hidden tests.
    """
    cells = [cell for cell in source.cells if cell.cell_type == "code" and not _gets_kit(cell)]
    names = {key(cell): _names(_seen(cell)) for cell in cells}
    students: set[str] = set()  # names that an answer binds
    for cell in cells:
        if _is_answer(cell):
            students |= names[key(cell)].bound
    kept = _kept(cells, names)
    steps: dict[str, Step] = {}
    known = set(dir(builtins))
    for cell in cells:
        if _is_answer(cell):
            known -= names[key(cell)].bound  # from here on they are the student's
        elif key(cell) in kept:
            read, bound = names[key(cell)]
            takes = tuple(sorted((read - known) & students))
            steps[key(cell)] = Step(cell.source, visible(cell.source), takes, is_test(cell))
            known |= bound
    return steps


def key(cell: NotebookNode) -> str:
    """What a released cell is known by: nbgrader's id, else its own."""
    return str(role(cell).get("grade_id") or cell.get("id", ""))


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is code that gives marks."""
    return cell.cell_type == "code" and bool(role(cell).get("grade"))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(role(cell).get("solution"))


def _gets_kit(cell: NotebookNode) -> bool:
    return SET_UP in cell.metadata.get("tags", [])


def _kept(cells: list[NotebookNode], names: dict[str, _Names]) -> set[str]:
    """Cells that the judge runs: tests, and whatever binds what a later one of them reads."""
    kept: set[str] = set()
    needed: set[str] = set()
    for cell in reversed(cells):
        found = names[key(cell)]
        if _is_answer(cell):
            continue
        if is_test(cell) or found.bound & needed:
            kept.add(key(cell))
            needed |= found.read - found.bound
    return kept


def _seen(cell: NotebookNode) -> str:
    """A cell's code; of an answer what students are given, whose names are those to fill."""
    return blank(cell.source) if _is_answer(cell) else str(cell.source)


def _names(source: str) -> _Names:
    code = TransformerManager().transform_cell(source)
    table = symtable.symtable(code, "cell", "exec")
    bound = {
        one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()
    }
    return _Names(frozenset(_read(table)), frozenset(bound))


def _read(table: symtable.SymbolTable) -> set[str]:
    """Global names that a block and those inside it read."""
    top = table.get_type() == "module"
    found = {
        one.get_name()
        for one in table.get_symbols()
        if one.is_referenced() and (top or one.is_global())
    }
    for inner in table.get_children():
        found |= _read(inner)
    return found
