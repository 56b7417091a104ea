"""Which of several notebooks of a student counts: the right assignment, worked on, the newest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assignments.engine.intake.entries import Entry
from assignments.engine.intake.owners import base
from leverplug.debrief.archives import DAMAGED
from leverplug.debrief.platforms import named

MOST = 20  # notebooks of one student that are looked into
_LARGEST = 16 * 1024 * 1024  # bytes of a notebook that is opened only to choose
Cells = list[tuple[str, str]]  # kind and source


class Released:
    """What students got: by it a notebook of this assignment, and an untouched one, are known."""

    def __init__(self, course: Path, name: str) -> None:
        self._course, self.name = course, name

    @cached_property
    def _released(self) -> tuple[set[str], Cells]:
        for part in ("release", "source"):
            path = self._course / part / self.name / f"{self.name}.ipynb"
            try:
                ids, cells = _looked_into(path.read_bytes())
            except (OSError, ValueError):
                continue
            return ids, cells if part == "release" else []
        return set(), []

    def look(self, entry: Entry) -> tuple[bool, bool, bool]:
        """Whether a notebook is of this assignment, can be read, and was worked on."""
        known, blank = self._released
        right = base(entry.parts[-1], canvas=True).casefold() == self.name.casefold()
        if not entry.open or entry.size > _LARGEST:
            return right, True, True
        try:
            with entry.open() as stream:
                ids, cells = _looked_into(stream.read(_LARGEST + 1))
        except (*DAMAGED, RecursionError):
            return right, False, False
        return bool(ids & known) if known and ids else right, True, cells != blank


def _looked_into(data: bytes) -> tuple[set[str], Cells]:
    """The names of a notebook's marked cells, and its cells that hold something.

    Raises:
        ValueError: It is no notebook.
    """
    found = json.loads(data.decode("utf-8-sig"))
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise ValueError("no cells")
    ids, cells = set(), []
    for cell in found["cells"]:
        if not isinstance(cell, dict):
            raise ValueError("no cell")
        source, metadata = cell.get("source", ""), cell.get("metadata")
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        if text.strip():
            cells.append((str(cell.get("cell_type")), text.strip()))
        role = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(role, dict) and isinstance(role.get("grade_id"), str):
            ids.add(role["grade_id"])
    return ids, cells


@dataclass(frozen=True)
class Choice:
    """The notebook that counts, and the others.

    Args:
        entry: The notebook.
        others: Those that are kept aside, the newest first.
        left: How many more there are that nobody looked into.
        look: Whether it is a question which is meant: the platform does not say.
    """

    entry: Entry
    others: tuple[Entry, ...] = ()
    left: int = 0
    look: bool = False


def choose(notebooks: Sequence[Entry], released: Released) -> Choice:
    """Choose among a student's notebooks.

    First come those of this assignment (by their cells, or else by name) that can be read and were
    worked on; among them the newest as the platform numbers them, then by their clocks; of two of
    one time the one with the assignment's own name.

    Args:
        notebooks: What the student handed in, one at least.
        released: What students got.
    """
    newest = sorted(notebooks, key=_when, reverse=True)
    if len(newest) == 1:
        return Choice(newest[0])
    looked = {id(entry): released.look(entry) for entry in newest[:MOST]}

    def rank(entry: Entry) -> tuple[bool, bool, bool, tuple[int, int], float, bool]:
        right, opens, worked_on = looked[id(entry)]
        exact = entry.parts[-1].casefold() == f"{released.name}.ipynb".casefold()
        return right, opens, worked_on, *_when(entry), exact

    ranked = sorted(newest[:MOST], key=rank, reverse=True)
    first = ranked[0]
    rivals = [other for other in ranked[1:] if looked[id(other)] == looked[id(first)]]
    look = any(not _is_later(first, other) for other in rivals) or any(
        looked[id(other)][0] and not looked[id(other)][1] and _when(other) > _when(first)
        for other in ranked[1:]
    )
    return Choice(first, tuple(ranked[1:]), len(newest) - len(ranked), look)


def _when(entry: Entry) -> tuple[tuple[int, int], float]:
    found = named(entry.path)
    return found.attempt if found else (0, 0), entry.time


def _is_later(first: Entry, other: Entry) -> bool:
    """Whether the platform says that one came after the other; clocks of files say too little.

    Canvas hands out the files of the last attempt alone: only what it has numbered itself, one
    file handed in again, is in an order.
    """
    one, two = named(first.path), named(other.path)
    if one and two and one.platform == "canvas":
        again = base(one.file, canvas=True) == base(two.file, canvas=True)
        return again and one.attempt > two.attempt
    return _when(first)[0][0] > _when(other)[0][0]
