"""The notebook that is marked: the released one, filled with what the student wrote."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from assignments.engine.cells import visible
from assignments.engine.repair import code
from assignments.engine.repair.entries import CODE, RAW, Entry
from assignments.engine.repair.matching import Matching
from assignments.engine.repair.prose import new_words, normal
from assignments.engine.repair.template import (
    GIVEN_CODE,
    SET_UP,
    SOLUTION,
    TEST,
    WRITTEN,
    Slot,
    Template,
)
from assignments.engine.repair.written import Written
from nbformat import NotebookNode

MOST_OWN = 2000  # cells of the student's own that are kept
_ELSEWHERE = "# This cell was not handed in: another one gives its names a value."
_FETCHES = ("%pip", "!pip", "%conda", "!conda")


@dataclass
class Rebuilt:
    """The rebuilt notebook's cells, and names of those about which there is something to say."""

    cells: list[NotebookNode] = field(default_factory=list)
    missing: list[Slot] = field(default_factory=list)
    changed_tests: list[str] = field(default_factory=list)
    code_copies: list[str] = field(default_factory=list)
    moved: bool = False
    left_out: int = 0


def rebuild(
    template: Template, matching: Matching, written: Written, entries: list[Entry]
) -> Rebuilt:
    """Put the notebook together.

    Args:
        template: The released notebook.
        matching: Which handed-in cell is which of it.
        written: The written answers.
        entries: All cells that were handed in.
    """
    builder = _Builder(template, matching, written)
    for slot in template.slots:
        builder.fill(slot)
    builder.place_own(entries)
    return builder.finished()


class _Builder:
    def __init__(self, template: Template, matching: Matching, written: Written) -> None:
        self.template, self.matching, self.written = template, matching, written
        self.result = Rebuilt()
        self.filled: list[NotebookNode] = []
        self.taken: set[str] = set()  # ids of released cells
        self.primary: dict[int, Entry] = {}  # the cell that a released one is, by its place
        self._names = (f"own-{number}" for number in count(1))
        self.own = [e for e in matching.others if e.place not in written.used]
        self.before: dict[int, list[Entry]] = defaultdict(list)
        self.after: dict[int, list[Entry]] = defaultdict(list)

    def fill(self, slot: Slot) -> None:
        """The released cell with the student's source, where that counts."""
        cell = copy.deepcopy(slot.cell)
        cell.setdefault("id", f"released-{slot.place}")
        if cell.cell_type == CODE:
            cell.outputs, cell.execution_count = [], None
        cells = self.matching.cells.get(slot.place, [])
        if not cells:
            self.result.missing.append(slot)
        else:
            self.primary[slot.place] = cells[0]
        if slot.purpose == TEST:
            self._test(slot, cells)
        elif slot.purpose == SET_UP:
            self._set_up(slot, cells)
        elif slot.purpose == WRITTEN:
            self._written(slot, cell)
        elif slot.purpose == SOLUTION:
            self._solution(slot, cell, cells)
        else:
            self._given(slot, cell, cells)
        self.filled.append(cell)

    def _test(self, slot: Slot, cells: list[Entry]) -> None:
        """A test is as released; what a student typed into it runs before it."""
        known = {line.strip() for line in slot.source.splitlines()}
        same = [entry for entry in cells if normal(visible(entry.source)) == slot.normal]
        if same:
            self.primary[slot.place] = same[0]
        elif cells:
            self.result.changed_tests.append(slot.name)
        for entry in cells:
            if {line.strip() for line in visible(entry.source).splitlines()} - known:
                if entry is self.primary[slot.place]:
                    self.before[slot.place].append(entry)
                else:
                    self.own.append(entry)

    def _set_up(self, slot: Slot, cells: list[Entry]) -> None:
        """The first cell is as released; lines that were added to it follow."""
        known = {line.strip() for line in slot.source.splitlines()} | {""}
        for entry in cells:
            added = [
                line
                for line in entry.source.splitlines()
                if line.strip() not in known and not line.strip().startswith(_FETCHES)
            ]
            if added:
                lines = "\n".join(added)
                runs = entry.kind == CODE and code.parse(lines) is not None
                kind = CODE if runs else RAW
                extra = Entry(entry.place, kind, lines if runs else entry.source)
                self.after[slot.place].append(extra)

    def _written(self, slot: Slot, cell: NotebookNode) -> None:
        answer = self.written.answers[slot.place]
        if answer.parts:
            cell.source = answer.source
        _attach(cell, answer.attachments)

    def _solution(self, slot: Slot, cell: NotebookNode, cells: list[Entry]) -> None:
        """Of several copies the first that answers; the others run where they stand."""
        filled = [e for e in cells if normal(e.source) not in (slot.normal, "")]
        if not cells and slot.names & self._names_elsewhere:
            cell.source = _ELSEWHERE  # the released code would undo what the other cell did
        if not filled:
            return
        answering = [e for e in filled if slot.names & code.names(e.source)]
        chosen = (answering or filled)[0]
        self.primary[slot.place] = chosen
        cell.source = chosen.source
        rest = [entry for entry in filled if entry is not chosen]
        following = next((e for e in rest if e.place == chosen.place + 1), None)
        if following and _halves(chosen.source, following.source):
            cell.source = f"{chosen.source}\n{following.source}"
            rest.remove(following)
        if rest:
            self.result.code_copies.append(slot.name)
        self.own += rest

    @cached_property
    def _names_elsewhere(self) -> set[str]:
        """Names that cells give a value which are the student's own, or answer something else."""
        found: set[str] = set()
        answers = [
            entry
            for slot in self.template.slots
            if slot.purpose == SOLUTION
            for entry in self.matching.cells.get(slot.place, [])
        ]
        for entry in [*self.matching.others[:MOST_OWN], *answers[:MOST_OWN]]:
            found |= code.names(entry.source) if entry.kind == CODE else set()
        return found

    def _given(self, slot: Slot, cell: NotebookNode, cells: list[Entry]) -> None:
        """A given cell with the student's changes; copies of a code cell run where they stand."""
        changed = [entry for entry in cells if normal(entry.source) not in (slot.normal, "")]
        chosen = next(iter(changed or cells), None)
        if chosen is None:
            return
        self.primary[slot.place] = chosen
        if changed:
            cell.source = chosen.source
        if cell.cell_type != CODE:
            _attach(cell, chosen.attachments)
        for entry in cells:
            says_more = slot.purpose == GIVEN_CODE or new_words(entry.source, cell.source)
            if entry is not chosen and says_more:
                self.own.append(entry)

    def place_own(self, entries: list[Entry]) -> None:
        """Find the places of the student's own cells: each after the released one before it."""
        slots = {entry.place: slot for slot, entry in self.primary.items()}
        sequence = [(entry.place, slots[entry.place]) for entry in entries if entry.place in slots]
        kept = _in_order(sequence)
        self.result.moved = len(kept) < len(sequence)
        own = sorted(self.own, key=lambda entry: entry.place)
        self.result.left_out = max(0, len(own) - MOST_OWN)
        places = [place for place, _ in kept]
        for entry in own[:MOST_OWN]:
            index = bisect_left(places, entry.place) - 1
            self.after[kept[index][1] if index >= 0 else -1].append(entry)

    def finished(self) -> Rebuilt:
        """All cells in order."""
        self.taken = {cell["id"] for cell in self.filled}
        cells = [self._cell(entry) for entry in self.after[-1]]
        for slot, cell in zip(self.template.slots, self.filled, strict=True):
            cells += [self._cell(entry) for entry in self.before[slot.place]]
            cells.append(cell)
            cells += [self._cell(entry) for entry in self.after[slot.place]]
        self.result.cells = cells
        return self.result

    def _cell(self, entry: Entry) -> NotebookNode:
        """A cell of the student's own."""
        name = next(name for name in self._names if name not in self.taken)
        cell = NotebookNode(
            id=name, cell_type=entry.kind, metadata=NotebookNode(), source=entry.source
        )
        if entry.kind == CODE:
            cell.outputs, cell.execution_count = [], None
        else:
            _attach(cell, entry.attachments)
        return cell


def _attach(cell: NotebookNode, pictures: dict[str, Any]) -> None:
    if pictures:
        cell["attachments"] = NotebookNode(
            {name: NotebookNode(data) for name, data in pictures.items()}
        )


def _halves(first: str, second: str) -> bool:
    """Whether two cells are one that was split: together they are Python, one alone is not."""
    whole = [code.parse(source) is not None for source in (first, second, f"{first}\n{second}")]
    return whole[2] and not (whole[0] and whole[1])


def _in_order(sequence: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of a sequence of places that is in the released order."""
    lasts: list[int] = []  # smallest last place of a rising part of each length
    at: list[int] = []  # its index in the sequence
    previous: list[int] = []
    for index, (_, slot) in enumerate(sequence):
        length = bisect_left(lasts, slot)
        previous.append(at[length - 1] if length else -1)
        lasts[length : length + 1] = [slot]
        at[length : length + 1] = [index]
    kept, index = [], at[-1] if at else -1
    while index >= 0:
        kept.append(sequence[index])
        index = previous[index]
    return kept[::-1]
