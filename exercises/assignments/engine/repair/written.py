"""Written answers, wherever in the notebook they were typed: each as one text for the marker.

What stood in the answer's own cell comes first. What was found elsewhere follows under a line
that says where, so that nobody gets 0 for words in the wrong cell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from assignments.engine.repair import code
from assignments.engine.repair.entries import CODE, Entry
from assignments.engine.repair.matching import Matching, near_written, neighbours
from assignments.engine.repair.prose import bare_words, is_heading, new_words, normal, prose, words
from assignments.engine.repair.template import GIVEN_CODE, GIVEN_TEXT, SOLUTION, Slot, Template

LONGEST = 200_000  # characters of one answer that a marker gets to see
_NAME = re.compile(r"\w+")
_COPY = "*Also in the notebook, in another copy of this cell:*"
_FAR_WORDS = 5  # of a note somewhere else, fewer of which are no answer
_CODE_WORDS, _FAR_CODE_WORDS = 8, 25  # of a comment or text in code
_MORE_WORDS = 8  # that were added to a question's text although its answer is not blank

IN_COPIES = "answered in several copies of the cell"
IN_NEW_CELL = "the answer stood in a new cell"
MORE_IN_NEW_CELL = "more of the answer stood in a new cell"
IN_QUESTION = "the answer stood in the question's text"
ELSEWHERE = "blank, with words from elsewhere in the notebook"
CUT = f"cut after {LONGEST} characters"


@dataclass
class Answer:
    """A written answer as it is put together.

    Args:
        parts: Its texts in order, each with what introduces it.
        blank: Whether its own cell is as released.
        attachments: Pictures in it.
        look: What a person must know of it.
    """

    parts: list[str] = field(default_factory=list)
    blank: bool = True
    attachments: dict[str, Any] = field(default_factory=dict)
    look: list[str] = field(default_factory=list)

    def add(self, text: str, heading: str = "", pictures: dict[str, Any] | None = None) -> None:
        """Add a text, and its pictures under names that are still free."""
        for name, picture in (pictures or {}).items():
            new = name
            while self.attachments.get(new, picture) != picture:
                new = f"more-{new}"
            self.attachments[new] = picture
            if new != name:
                text = text.replace(f"attachment:{name}", f"attachment:{new}")
        self.parts.append(f"{heading}\n\n{text}" if heading else text)

    @property
    def source(self) -> str:
        """The answer's Markdown, as long as a person can be asked to read."""
        text = "\n\n".join(self.parts)
        return text if len(text) <= LONGEST else text[:LONGEST] + "\n\n*(The rest is cut off.)*"


@dataclass
class Written:
    """All written answers, by their place, and the cells that went into them whole."""

    answers: dict[int, Answer]
    used: set[int]


def collect(template: Template, matching: Matching, entries: list[Entry]) -> Written:
    """Find every written answer.

    Args:
        template: The released notebook.
        matching: Which cell is which of it.
        entries: All cells that were handed in.
    """
    finder = _Finder(template, matching, entries)
    for slot in template.written:
        finder.own(slot)
    for slot in template.written:
        finder.near(slot)
        finder.question(slot)
    for slot in template.written:
        if finder.answers[slot.place].blank and not finder.answers[slot.place].parts:
            finder.in_code(slot)
    finder.elsewhere()
    for answer in finder.answers.values():
        if sum(map(len, answer.parts)) > LONGEST:
            answer.look.append(CUT)
    return Written(finder.answers, finder.used)


class _Finder:
    def __init__(self, template: Template, matching: Matching, entries: list[Entry]) -> None:
        self.template, self.matching, self.entries = template, matching, entries
        self.answers = {slot.place: Answer() for slot in template.written}
        self.used: set[int] = set()
        self.places = neighbours(matching, entries)
        self.strays: dict[int, list[Entry]] = defaultdict(list)  # by the answer they are near to
        self.far: list[Entry] = []
        for entry in matching.others:
            near = near_written(template, *self.places[entry.place])
            (self.strays[near.place] if near else self.far).append(entry)
        self._move_copies()

    def _move_copies(self) -> None:
        """Take a copy that stands where another answer's own cell is missing for that answer."""
        for slot in self.template.written:
            cells = self.matching.cells.get(slot.place, [])
            for entry in cells[1:]:
                others = [before_after for before_after in self.places[entry.place]]
                if others[0] == slot.place or others[1] == slot.place:
                    continue
                near = near_written(self.template, *self.places[entry.place])
                if near and near is not slot and not self.matching.cells.get(near.place):
                    cells.remove(entry)
                    self.strays[near.place].append(entry)

    def own(self, slot: Slot) -> None:
        """The text of the answer's own cell, the fullest copy first."""
        answer = self.answers[slot.place]
        cells = self.matching.cells.get(slot.place, [])
        filled = [e for e in cells if normal(e.source) != slot.normal and _says(e)]
        filled.sort(key=lambda entry: -len(words(entry.source)))
        shown: set[str] = set()
        lead = normal(filled[0].source) if filled else ""
        for entry in filled:
            text = normal(entry.source)
            if shown and not entry.attachments and (text in shown or text in lead):
                continue
            answer.add(entry.source, _COPY if shown else "", entry.attachments)
            shown.add(text)
        answer.blank = not filled
        if len(shown) > 1:
            answer.look.append(IN_COPIES)

    def near(self, slot: Slot) -> None:
        """Texts in cells of their own beside the answer."""
        answer, found = self.answers[slot.place], False
        for entry in self.strays[slot.place]:
            text = prose(entry)
            if answer.blank and not text and self._unknown(bare_words(entry)):
                text = entry.source
            if not text or is_heading(text) or not self._own_words(text, entry):
                continue
            distance = self._distance(slot, entry)
            answer.add(text, f"*Found in a cell of its own{distance}:*", entry.attachments)
            self.used.add(entry.place)
            found = True
        if found:
            answer.look.append(IN_NEW_CELL if answer.blank else MORE_IN_NEW_CELL)

    def _unknown(self, names: set[str]) -> bool:
        """Whether no other code has one of these names: then it is a word."""
        if not names:
            return False
        uses = Counter(
            word
            for entry in self.entries
            if entry.kind == CODE
            for word in set(_NAME.findall(entry.source)) & names
        )
        return any(uses[name] == 1 for name in names)

    def _own_words(self, text: str, entry: Entry) -> bool:
        """Whether a text holds more than lines of the released notebook."""
        lines = {line.strip() for line in text.splitlines()} - {""}
        return bool(lines - self.template.lines) or bool(entry.attachments)

    def _distance(self, slot: Slot, entry: Entry) -> str:
        cells = self.matching.cells.get(slot.place)
        if not cells:
            return ""
        distance = entry.place - cells[0].place
        cells_away = f"{abs(distance)} cell{'s' * (abs(distance) > 1)}"
        return f", {cells_away} {'below' if distance > 0 else 'above'}"

    def question(self, slot: Slot) -> None:
        """Words that were added to the text of the question."""
        answer, found = self.answers[slot.place], False
        least = 1 if answer.blank and not answer.parts else _MORE_WORDS
        for place in range(self.template.questions[slot.place], slot.place):
            for entry in self._changed(place, GIVEN_TEXT):
                given = self.template.slots[place].source
                if new_words(entry.source, given) >= least or entry.attachments:
                    added = _added(entry.source, given)
                    answer.add(added, "*Written into the question's text:*", entry.attachments)
                    found = True
        if found:
            answer.look.append(IN_QUESTION)

    def _changed(self, place: int, *purposes: str) -> list[Entry]:
        slot = self.template.slots[place]
        if slot.purpose not in purposes:
            return []
        return [e for e in self.matching.cells.get(place, []) if normal(e.source) != slot.normal]

    def in_code(self, slot: Slot) -> None:
        """Comments and texts in code beside an answer that is blank."""
        answer = self.answers[slot.place]
        cells = [entry for entry in self.strays[slot.place] if entry.kind == CODE]
        for place in range(self.template.questions[slot.place], slot.place):
            cells += self._changed(place, GIVEN_CODE)
        for entry in cells:
            for text in self._words_in_code(entry, _CODE_WORDS):
                answer.add(text, f"*Found in code{self._distance(slot, entry)}:*")
        if answer.parts:
            answer.look.append(ELSEWHERE)

    def _words_in_code(self, entry: Entry, least: int) -> list[str]:
        return [
            text
            for text in code.words_in(entry.source, least)
            if not all(line.strip("# ") in self._known for line in text.splitlines())
        ]

    @property
    def _known(self) -> set[str]:
        return {line.strip("# ") for line in self.template.lines}

    def elsewhere(self) -> None:
        """Sentences anywhere else, shown with the nearest answer that has none."""
        blank = [s for s in self.template.written if not self.answers[s.place].parts]
        if not blank:
            return
        for entry, place, text in self._notes():
            slot = min(blank, key=lambda slot: abs(slot.place - place))
            answer = self.answers[slot.place]
            answer.add(text, f"*Found elsewhere{self._distance(slot, entry)}:*", entry.attachments)
            if ELSEWHERE not in answer.look:
                answer.look.append(ELSEWHERE)

    def _notes(self) -> list[tuple[Entry, int, str]]:
        """Sentences that are in no answer, with the cell and place of the released one before."""
        notes = []
        for entry in self.far:
            place, text = self.places[entry.place][0], prose(entry)
            if text and not is_heading(text):
                if len(words(text)) >= _FAR_WORDS and self._own_words(text, entry):
                    notes.append((entry, place, text))
            elif entry.kind == CODE:
                found = self._words_in_code(entry, _FAR_CODE_WORDS)
                notes += [(entry, place, text) for text in found]
        questions = [
            place
            for answer, start in self.template.questions.items()
            for place in range(start, answer)
        ]
        for slot in self.template.slots:
            for entry in self._changed(slot.place, GIVEN_TEXT):
                many = new_words(entry.source, slot.source) >= _FAR_WORDS
                if many and slot.place not in questions:
                    notes.append((entry, slot.place, _added(entry.source, slot.source)))
            for entry in self._changed(slot.place, SOLUTION):
                found = self._words_in_code(entry, _FAR_CODE_WORDS)
                notes += [(entry, slot.place, text) for text in found]
        return notes


def _says(entry: Entry) -> bool:
    return bool(entry.source.strip() or entry.attachments)


def _added(text: str, given: str) -> str:
    """What a text has that the released one has not, line by line."""
    known = [line.strip() for line in given.splitlines() if line.strip()]
    lines = []
    for line in text.splitlines():
        rest = line.strip()
        if rest in known:
            continue
        for part in known:
            if len(part) > 20 and part in rest:
                rest = rest.replace(part, " ").strip()
        lines.append(rest)
    return "\n".join(lines).strip() or text
