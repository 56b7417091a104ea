"""What was put right, and what a person must look at, in words for the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assignments.engine.cells import role
from assignments.engine.repair import code
from assignments.engine.repair.entries import CODE, Entry
from assignments.engine.repair.matching import BY_ID, BY_NAME, Matching
from assignments.engine.repair.prose import normal
from assignments.engine.repair.rebuilding import MOST_OWN, Rebuilt
from assignments.engine.repair.template import SET_UP, SOLUTION, TEST, WRITTEN, Slot, Template
from assignments.engine.repair.written import IN_NEW_CELL, Written

_NAMED = 6  # names in one remark; of more, their number
_MARKS = ("grade", "solution", "locked", "points")  # metadata by which nbgrader marks
_TAGS = ("skip-execution", "raises-exception")  # that change how a cell is run
_FEW = 0.3  # share of released cells, below which it may be another notebook


def named(names: Iterable[str]) -> str:
    """Names with commas; of many, the first and how many more there are."""
    names = list(dict.fromkeys(names))
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + rest


def remarks(
    template: Template, matching: Matching, rebuilt: Rebuilt, entries: list[Entry]
) -> list[str]:
    """What was put right.

    Args:
        template: The released notebook.
        matching: Which handed-in cell is which of it.
        rebuilt: The notebook that was made.
        entries: All cells that were handed in.
    """
    slots = {e.place: template.slots[s] for s, cells in matching.cells.items() for e in cells}
    found = []
    by_other_means = [
        slots[place].name
        for place, how in matching.how.items()
        if how not in (BY_NAME, BY_ID) and role(slots[place].cell)
    ]
    kept = {entry.place for entry in entries if entry.grade_id or entry.cell_id}
    if by_other_means:
        found.append(f"cells that had lost their names were told apart: {named(by_other_means)}")
    elif any(how == BY_ID and role(slots[place].cell) for place, how in matching.how.items()):
        names = [slots[p].name for p, how in matching.how.items() if how == BY_ID]
        found.append(f"marks' metadata was lost and is as released: {named(names)}")
    damaged = [
        slots[entry.place].name
        for entry in entries
        if entry.place in slots and entry.role and _is_damaged(entry, slots[entry.place])
    ]
    if damaged:
        found.append(f"marks' metadata was damaged and is as released: {named(damaged)}")
    if rebuilt.changed_tests:
        found.append(f"tests had been changed and are as released: {named(rebuilt.changed_tests)}")
    if rebuilt.code_copies:
        found.append(f"several copies of an answer's code were run: {named(rebuilt.code_copies)}")
    other_type = [
        slots[entry.place].name
        for entry in entries
        if entry.place in slots and entry.kind != slots[entry.place].cell.cell_type
    ]
    if other_type:
        found.append(f"cells had another type: {named(other_type)}")
    if rebuilt.moved:
        found.append("cells had been moved and are in the released order")
    given = [slot for slot in rebuilt.missing if not role(slot.cell)]
    if given and kept:
        found.append(f"given cells had been deleted and were put back: {len(given)}")
    return found


def look(
    template: Template,
    matching: Matching,
    written: Written,
    rebuilt: Rebuilt,
    entries: list[Entry],
) -> list[str]:
    """What a person must look at; arguments as in `remarks`, and the written answers."""
    found = []
    answered = {
        slot.place for slot in template.written if IN_NEW_CELL in written.answers[slot.place].look
    }
    graded = [
        slot.name
        for slot in rebuilt.missing
        if slot.purpose in (TEST, WRITTEN) and slot.place not in answered and role(slot.cell)
    ]
    if graded:
        found.append(f"cells had been deleted and were put back: {named(graded)}")
    lost = [slot.name for slot in rebuilt.missing if slot.purpose == SOLUTION]
    if lost:
        found.append(f"no cell answers these in code: {named(lost)}")
    by_sentence: dict[str, list[str]] = defaultdict(list)
    for slot in template.written:
        for sentence in written.answers[slot.place].look:
            by_sentence[sentence].append(slot.name)
    found += [f"{sentence}: {named(names)}" for sentence, names in by_sentence.items()]
    found += _unanswered_code(template, matching)
    found += _tags(template, matching)
    if rebuilt.left_out:
        found.append(f"of its own cells only {MOST_OWN} were kept, {rebuilt.left_out} are left out")
    count = sum(bool(cells) for cells in matching.cells.values())
    if count < _FEW * len(template.slots):
        found.append(f"only {count} of its cells are of this assignment: is it another notebook?")
    return found


def _is_damaged(entry: Entry, slot: Slot) -> bool:
    """Whether a cell's metadata differs from the released in what nbgrader marks by."""
    due = role(slot.cell)
    if entry.role.get("damaged"):
        return False
    return any(key in due and not _same(entry.role.get(key), due[key]) for key in _MARKS)


def _same(value: object, due: object) -> bool:
    is_number = isinstance(value, (int, float)) and isinstance(due, (int, float))
    return value == due if is_number else value is due or value == due


def _unanswered_code(template: Template, matching: Matching) -> list[str]:
    """Released code that is as released although another cell gives its names a value."""
    own: set[str] = set()
    for entry in matching.others[:MOST_OWN]:
        own |= code.names(entry.source) if entry.kind == CODE else set()
    names = [
        slot.name
        for slot in template.slots
        if slot.purpose == SOLUTION and slot.names & own and _blank(matching, slot)
    ]
    return [f"blank, but another cell gives its names a value: {named(names)}"] if names else []


def _blank(matching: Matching, slot: Slot) -> bool:
    cells = matching.cells.get(slot.place, [])
    return all(
        normal(entry.source) in (slot.normal, "") or code.gives_nothing(entry.source)
        for entry in cells
    )


def _tags(template: Template, matching: Matching) -> list[str]:
    """Tags that would have changed how a cell is run, or that somebody gave a test."""
    found = []
    for place, cells in matching.cells.items():
        slot = template.slots[place]
        known = slot.cell.metadata.get("tags", [])
        for entry in cells:
            new = [tag for tag in entry.tags if tag not in known]
            told = new if slot.purpose in (TEST, SET_UP) else [t for t in new if t in _TAGS]
            found += [f"{slot.name} ({tag})" for tag in told]
    for entry in matching.others:
        found += [f"cell {entry.place + 1} ({tag})" for tag in entry.tags if tag in _TAGS]
    return [f"tags were taken off: {named(found)}"] if found else []
