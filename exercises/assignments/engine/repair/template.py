"""The released notebook as places to fill: what each cell is for, and which belong together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assignments.engine.cells import role
from assignments.engine.repair import code
from assignments.engine.repair.prose import normal
from nbformat import NotebookNode

# What a released cell is for.
SET_UP, TEST, SOLUTION, WRITTEN, GIVEN_CODE, GIVEN_TEXT = (
    "set-up", "test", "solution", "written", "given code", "given text",
)  # fmt: skip
AS_RELEASED = (SET_UP, TEST)


@dataclass(frozen=True)
class Slot:
    """A cell of the released notebook.

    Args:
        place: Its place, from 0.
        purpose: What it is for.
        name: Its grade_id, or its id.
        cell: The cell itself.
    """

    place: int
    purpose: str
    name: str
    cell: NotebookNode

    @property
    def source(self) -> str:
        return self.cell.source

    @cached_property
    def normal(self) -> str:
        return normal(self.cell.source)

    @cached_property
    def names(self) -> set[str]:
        """Names that its code gives a value."""
        return code.names(self.cell.source) if self.cell.cell_type == "code" else set()


@dataclass(frozen=True)
class Template:
    """All cells of the released notebook, and for each written answer its question."""

    slots: tuple[Slot, ...]

    @cached_property
    def written(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.purpose == WRITTEN]

    @cached_property
    def questions(self) -> dict[int, int]:
        """Where the question of each written answer begins, by the answer's place."""
        begins, start = {}, 0
        for slot in self.slots:
            if slot.purpose == WRITTEN:
                begins[slot.place] = start
            if slot.purpose in (TEST, SOLUTION, WRITTEN, SET_UP):
                start = slot.place + 1
        return begins

    @cached_property
    def end(self) -> int:
        """Place of the last cell that is more than given."""
        kept = [slot.place for slot in self.slots if slot.purpose not in (GIVEN_CODE, GIVEN_TEXT)]
        return max(kept, default=-1)

    @cached_property
    def by_grade_id(self) -> dict[str, Slot]:
        return {role(slot.cell)["grade_id"]: slot for slot in self.slots if slot.name == _id(slot)}

    @cached_property
    def by_cell_id(self) -> dict[str, Slot]:
        return {slot.cell["id"]: slot for slot in self.slots if slot.cell.get("id")}

    @cached_property
    def lines(self) -> set[str]:
        """All its lines, without the space around them."""
        return {line.strip() for slot in self.slots for line in slot.source.splitlines()} - {""}


def _id(slot: Slot) -> str | None:
    return role(slot.cell).get("grade_id")


def template(released: NotebookNode) -> Template:
    """The released notebook's cells with what each is for."""
    slots = []
    for place, cell in enumerate(released.cells):
        name = role(cell).get("grade_id") or cell.get("id") or f"cell {place + 1}"
        slots.append(Slot(place, _purpose(cell), name, cell))
    return Template(tuple(slots))


def _purpose(cell: NotebookNode) -> str:
    graded, solution = role(cell).get("grade"), role(cell).get("solution")
    if "set-up" in cell.metadata.get("tags", []):
        return SET_UP
    if role(cell).get("locked") or (graded and not solution):
        return TEST  # or one that is given and may not be changed
    if solution:
        return SOLUTION if cell.cell_type == "code" else WRITTEN
    return GIVEN_CODE if cell.cell_type == "code" else GIVEN_TEXT
