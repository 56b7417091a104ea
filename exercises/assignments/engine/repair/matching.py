"""Which handed-in cell is which of the released ones: by name, by what it holds, by its place.

Names come first: nbgrader's, then Jupyter's. Where editors have lost them, a cell is told by its
source, and an answer by the names that its code gives a value, or by the question above it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assignments.engine.repair import code
from assignments.engine.repair.entries import CODE, Entry
from assignments.engine.repair.prose import is_heading, normal, prose, words
from assignments.engine.repair.template import (
    AS_RELEASED,
    GIVEN_CODE,
    GIVEN_TEXT,
    SOLUTION,
    WRITTEN,
    Slot,
    Template,
)

BY_NAME, BY_ID, BY_SOURCE, BY_PLACE = "grade_id", "id", "source", "place"
_ALIKE = 0.6  # share of words that two cells have in common
_HELD = 0.8  # share of a released text's words that one holds which was written on
_FEW = 8  # words of a text, of which too little can be told by them
_MOST = 2000  # cells that are compared word by word
_LONGEST = 20_000  # characters that are compared of a cell


@dataclass
class Matching:
    """Handed-in cells by the place of the released one that they are, or are copies of.

    Args:
        cells: The handed-in cells of a released one, in the order handed in.
        others: Cells that are the student's own.
        how: By what a cell was told, by its place.
    """

    cells: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    others: list[Entry] = field(default_factory=list)
    how: dict[int, str] = field(default_factory=dict)


def match(entries: list[Entry], template: Template) -> Matching:
    """Tell which cell is which.

    Args:
        entries: Cells that were handed in.
        template: The released notebook.
    """
    matcher = _Matcher(template, list(entries))
    matcher.by_key(lambda entry: template.by_grade_id.get(entry.grade_id), BY_NAME)
    matcher.by_source()
    if _trusted(entries, matcher.result, template):
        matcher.by_key(_by_cell_id(template, matcher.result), BY_ID)
    matcher.by_likeness()
    matcher.by_assigned_names()
    matcher.by_question(entries)
    matcher.result.others = matcher.left
    return matcher.result


def _trusted(entries: list[Entry], result: Matching, template: Template) -> bool:
    """Whether Jupyter's cell ids are those of this notebook: nearly all agree with the rest."""
    places = {entry.place: slot for slot, cells in result.cells.items() for entry in cells}
    known = [entry for entry in entries if entry.cell_id in template.by_cell_id]
    said = [
        places[entry.place] == template.by_cell_id[entry.cell_id].place
        for entry in known
        if entry.place in places
    ]
    return sum(said) >= 0.8 * len(said)


def _by_cell_id(template: Template, result: Matching) -> Callable[[Entry], Slot | None]:
    taken = {slot for slot, cells in result.cells.items() if cells}

    def find(entry: Entry) -> Slot | None:
        slot = template.by_cell_id.get(entry.cell_id)
        # A second cell of the same id is a copy only if the first was told by nothing else.
        return slot if slot and slot.place not in taken else None

    return find


class _Matcher:
    """Cells that are left, and the result so far."""

    def __init__(self, template: Template, left: list[Entry]) -> None:
        self.template, self.left, self.result = template, left, Matching()

    def open(self, *purposes: str) -> list[Slot]:
        """Released cells that no handed-in cell is yet."""
        return [
            slot
            for slot in self.template.slots
            if not self.result.cells.get(slot.place) and slot.purpose in purposes
        ]

    def take(self, pairs: Iterable[tuple[Entry, Slot]], how: str) -> None:
        taken = set()
        for entry, slot in pairs:
            self.result.cells[slot.place].append(entry)
            self.result.how[entry.place] = how
            taken.add(entry.place)
        self.left = [entry for entry in self.left if entry.place not in taken]

    def by_key(self, find: Callable[[Entry], Slot | None], how: str) -> None:
        self.take([(entry, slot) for entry in self.left if (slot := find(entry))], how)

    def by_source(self) -> None:
        """Cells that are as released; where several released ones are alike, in order."""
        waiting: dict[str, list[Slot]] = defaultdict(list)
        for slot in self.open(*AS_RELEASED, GIVEN_CODE, GIVEN_TEXT, SOLUTION):
            waiting[slot.normal].append(slot)
        longest = max((len(key) for key in waiting), default=0)
        pairs = []
        for entry in self.left:
            text = normal(entry.source) if len(entry.source) < 4 * longest + 100 else ""
            if text and waiting.get(text):
                pairs.append((entry, waiting[text].pop(0)))
        self.take(pairs, BY_SOURCE)

    def by_likeness(self) -> None:
        """Tests and given cells that were changed a little, or written on."""
        slots = self.open(*AS_RELEASED, GIVEN_CODE, GIVEN_TEXT)
        known = [(slot, Counter(words(slot.source[:_LONGEST]))) for slot in slots]
        ranked = []
        for entry in self.left[:_MOST] if known else ():
            held = Counter(words(entry.source[:_LONGEST]))
            for slot, due in known:
                if (slot.cell.cell_type == CODE) == (entry.kind == CODE):
                    likeness = _likeness(due, held, entry.kind != CODE)
                    if likeness >= _ALIKE:
                        ranked.append((-likeness, slot.place, entry.place, entry, slot))
        pairs, used = [], set()
        for _, place, from_place, entry, slot in sorted(ranked, key=lambda rank: rank[:3]):
            if place not in used and ("entry", from_place) not in used:
                used |= {place, ("entry", from_place)}
                pairs.append((entry, slot))
        self.take(pairs, BY_SOURCE)

    def by_assigned_names(self) -> None:
        """Answers in code, by the names that the released cell asks for."""
        defined = [(e, code.names(e.source)) for e in self.left[:_MOST] if e.kind == CODE]
        for slot in self.open(SOLUTION):
            asked = slot.names
            best = max(
                defined, key=lambda pair: (len(asked & pair[1]), -pair[0].place), default=None
            )
            if best and asked & best[1]:
                self.take([(best[0], slot)], BY_SOURCE)
                defined.remove(best)

    def by_question(self, entries: list[Entry]) -> None:
        """Written answers, by the question that they stand under."""
        places = neighbours(self.result, entries)
        # Where names are kept, a text without one is not the answer's own cell.
        named = {BY_NAME, BY_ID} & set(self.result.how.values())
        for slot in self.open(WRITTEN):
            near = [e for e in self.left if slot is near_written(self.template, *places[e.place])]
            blank = [e for e in near if normal(e.source) == slot.normal]
            marked = [e for e in near if e.role.get("grade") and e.role.get("solution")]
            text = [e for e in near if prose(e) and not is_heading(e.source) and not named]
            for candidates in (marked, blank, text):
                if candidates:
                    self.take([(candidates[0], slot)], BY_PLACE)
                    break


def _likeness(due: Counter[str], held: Counter[str], text: bool) -> float:
    """How alike two cells are by their words, from 0 to 1; one may have been written on.

    Code that holds many cells' code is none of them.
    """
    total = sum(due.values()) + sum(held.values())
    common = sum((due & held).values())
    share = common / max(1, sum(due.values()))
    if sum(due.values()) >= _FEW and share >= _HELD and (text or total < 4 * sum(due.values())):
        return share
    return 2 * common / total if total else 0.0


def neighbours(result: Matching, entries: list[Entry]) -> dict[int, tuple[int, int]]:
    """Places of the released cells before and after each cell that was handed in.

    They are -1 and a million where there is none.
    """
    slots = {entry.place: slot for slot, cells in result.cells.items() for entry in cells}
    earlier, before = [], -1
    for entry in entries:
        earlier.append(before)
        before = slots.get(entry.place, before)
    places, after = {}, 1_000_000
    for entry, before in zip(reversed(entries), reversed(earlier), strict=True):
        places[entry.place] = (before, after)
        after = slots.get(entry.place, after)
    return places


def near_written(template: Template, before: int, after: int) -> Slot | None:
    """The written answer that a cell between two released ones would belong to."""
    for slot in template.written:
        start = template.questions[slot.place]
        after_all = slot.place == template.end < before  # what follows is given, to the end
        if start <= before <= slot.place or start < after <= slot.place or after_all:
            return slot
    return None
