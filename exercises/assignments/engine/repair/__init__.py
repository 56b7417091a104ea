"""Notebooks as they come, put right from the released copy wherever that can be done.

What is marked is the released notebook, filled with the student's code and words. So nothing that
an editor loses or a student changes beside them can cost a mark, or earn one.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

from assignments.engine.errors import Refusal
from assignments.engine.repair.code import number
from assignments.engine.repair.entries import CODE, CUT, entries
from assignments.engine.repair.matching import match
from assignments.engine.repair.reading import read
from assignments.engine.repair.rebuilding import rebuild
from assignments.engine.repair.remarks import look, named, remarks
from assignments.engine.repair.template import template
from assignments.engine.repair.written import collect
from nbformat import NotebookNode

_MOST_CELLS = 20_000  # that are not empty


@dataclass(frozen=True)
class Repaired:
    """A submission as it is marked.

    Args:
        notebook: The released notebook with the student's code and words in it.
        remarks: What was put right, each in one line.
        look: What a person must look at, each in one line.
        number: The student number that it gives; empty if there is none.
    """

    notebook: NotebookNode
    remarks: tuple[str, ...]
    look: tuple[str, ...]
    number: str


def repair(data: bytes, released: NotebookNode) -> Repaired:
    """Rebuild what was handed in from the released notebook.

    Every released cell is in the result once, in its order, with its metadata: tests as released,
    answers and given cells with the student's source. What else the student wrote stands between
    them, without metadata. Outputs are dropped.

    Args:
        data: The file that was handed in.
        released: The notebook that the student got.

    Raises:
        Refusal: Nothing of the student's can be told from it.
    """
    raw, oddities, damage = read(data)
    given, slips = entries(raw)
    if not given:
        raise Refusal("it is not a notebook: it holds no cells")
    if len(given) > _MOST_CELLS:
        raise Refusal(f"it is too large: {len(given)} cells of at most {_MOST_CELLS}")
    form = template(released)
    matching = match(given, form)
    if not matching.cells and any(entry.grade_id for entry in given):
        raise Refusal("it is not this assignment's notebook: none of its cells is")
    written = collect(form, matching, given)
    rebuilt = rebuild(form, matching, written, given)
    notebook = NotebookNode(
        cells=rebuilt.cells,
        metadata=copy.deepcopy(released.metadata),
        nbformat=4,
        nbformat_minor=5,
    )
    oddities += [slip for slip in slips if slip != CUT]
    damage += [f"it held {slip}" for slip in slips if slip == CUT]
    format_remark = [f"its format was put right: {named(oddities)}"] if oddities else []
    return Repaired(
        notebook,
        tuple(format_remark + remarks(form, matching, rebuilt, given)),
        tuple(damage + look(form, matching, written, rebuilt, given)),
        number(cell.source for cell in rebuilt.cells if cell.cell_type == CODE),
    )
