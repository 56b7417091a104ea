"""What a marker's pages ask for and what they are answered: plain data, without names.

Answers are called by question and place, both numbers from 0; ids of students stay in here.
"""

from __future__ import annotations

import threading
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from assignments.engine.answers.comparison import differences, pairs
from assignments.engine.answers.differences import compare_words
from assignments.engine.answers.markdown import to_html
from assignments.engine.answers.pile import Pile, read_piles
from assignments.engine.answers.questions import Question
from assignments.engine.answers.said import Mistake, mark_from, whole_number
from assignments.engine.answers.settling import current, final
from assignments.engine.answers.store import SETTLED, Mark, Store, folder, markers
from assignments.engine.course import Course

Data = dict[str, Any]
_MOST_AT_ONCE = 100  # answers


class Session:
    """A marker at work on an assignment.

    Args:
        course: The course folder.
        name: The assignment.
        marker: The marker's name, as their file has it.

    Raises:
        CourseError: There is no such assignment, no answer to it, or a file is damaged.
    """

    def __init__(self, course: Course, name: str, marker: str) -> None:
        self.course, self.name, self.marker = course, name, marker
        self.piles = read_piles(course, name)
        self.store = Store(folder(course, name) / f"{marker}.json", name)
        self.settled = Store(folder(course, name) / f"{SETTLED}.json", name)
        self._lock = threading.Lock()
        self._changed: list[tuple[int, int]] = []  # question and place of each change, in order
        self._text = lru_cache(maxsize=None)(self._read_text)

    def overview(self) -> Data:
        """All questions, and how many of their answers the marker has marked."""
        return {
            "assignment": self.name,
            "marker": self.marker,
            "questions": [
                {
                    "title": pile.question.title,
                    "points": pile.question.points,
                    "answers": len(pile.answers),
                    "marked": sum(
                        bool(current(answer, self.store.marks.get(answer.key)))
                        for answer in pile.answers
                    ),
                    "blank": pile.blank,
                }
                for pile in self.piles
            ],
        }

    def question(self, number: int) -> Data:
        """A question, its guide, and the state of each of its answers without their texts."""
        pile = self._pile(number)
        with self._lock:
            self.store.refresh()
            return {
                **_guide(pile.question),
                "assignment": self.name,
                "marker": self.marker,
                "blank": pile.blank,
                "sequence": len(self._changed),
                "answers": [self._answer(pile, place) for place in range(len(pile.answers))],
            }

    def texts(self, number: int, start: int, stop: int) -> Data:
        """Texts of the answers from one place up to another, which is not one of them."""
        pile = self._pile(number)
        if not 0 <= start < stop <= start + _MOST_AT_ONCE:
            raise Mistake(f"from {start} to {stop}")
        places = range(start, min(stop, len(pile.answers)))
        return {"texts": [self._text(number, place) for place in places]}

    def differences(self, number: int, first: int, second: int) -> Data:
        """Two answers word by word."""
        one, two = self._place(number, first), self._place(number, second)
        stretches = compare_words(one.words, two.words)
        return {"stretches": [stretch._asdict() for stretch in stretches]}

    def changes(self, number: int, since: int) -> Data:
        """Marks that were given since a number of changes, also in another window."""
        pile = self._pile(number)
        with self._lock:
            places = {place for at, place in self._changed[max(0, since) :] if at == number}
            marks = {place: self._mark(pile, place) for place in sorted(places)}
            return {"sequence": len(self._changed), "marks": marks}

    def mark(self, number: int, place: int, said: Data) -> Data:
        """Keep what the marker says of an answer.

        Args:
            number: Of the question.
            place: Of the answer.
            said: `level`, `marks`, `comment`, `flag`, and `revision`, the last one seen.

        Returns:
            The mark as kept, and as `replaced` the one of another window that gave way to it.

        Raises:
            Mistake: A value is not one that the page can send.
            OSError: The file cannot be written.
        """
        answer, question = self._place(number, place), self.piles[number].question
        new = mark_from(question, answer.version, said)
        with self._lock:
            _, lost = self.store.save(answer.key, new, whole_number(said, "revision"))
            self._changed.append((number, place))
            mark = self._mark(self.piles[number], place)
        replaced = {"level": lost.level, "marks": lost.marks, "comment": lost.comment,
                    "flag": lost.flag} if lost else None  # fmt: skip
        return {"mark": mark, "replaced": replaced}

    def comparison(self, number: int) -> Data:
        """How far markers agree on a question, and the answers on which they differ.

        Who is still marking sees no other's level of an answer before giving one.
        """
        pile = self._pile(number)
        by_marker = markers(self.course, self.name)
        mine = by_marker.get(self.marker, {})
        busy = any(current(answer, mine.get(answer.key)) for answer in pile.answers)
        shown = [d for d in differences(pile, by_marker) if self.marker in d.marks or not busy]
        self.settled.refresh()
        return {
            **_guide(pile.question),
            "assignment": self.name,
            "marker": self.marker,
            "markers": sorted(by_marker),
            "pairs": [
                {"first": pair.first, "second": pair.second, **asdict(pair.agreement)}
                for pair in pairs(pile, by_marker)
            ],
            "differences": [
                {
                    "place": d.place,
                    "alias": pile.alias(d.place),
                    "far": d.far,
                    **self._text(number, d.place),
                    "marks": [
                        {"marker": who, "level": m.level, "marks": m.marks, "comment": m.comment}
                        for who, m in d.marks.items()
                    ],
                    **self._settled(pile, d.place, by_marker),
                }
                for d in shown
            ],
        }

    def settle(self, number: int, place: int, said: Data) -> Data:
        """Keep what an answer gets in the end; an empty `level` opens it again."""
        answer, pile = self._place(number, place), self._pile(number)
        new = mark_from(pile.question, answer.version, {"flag": False, **said})
        with self._lock:
            self.settled.save(answer.key, replace(new, by=self.marker))
        return self._settled(pile, place, markers(self.course, self.name))

    def _settled(self, pile: Pile, place: int, by_marker: dict[str, dict[str, Mark]]) -> Data:
        answer = pile.answers[place]
        agreed = current(answer, self.settled.marks.get(answer.key))
        result = final(answer, by_marker, agreed)
        shown = {"level": agreed.level, "marks": agreed.marks, "comment": agreed.comment,
                 "by": agreed.by} if agreed else None  # fmt: skip
        return {"settled": shown, "final": result.marks, "why": result.why}

    def _pile(self, number: int) -> Pile:
        if not 0 <= number < len(self.piles):
            raise Mistake(f"there is no question {number}")
        return self.piles[number]

    def _place(self, number: int, place: int) -> Any:
        answers = self._pile(number).answers
        if not 0 <= place < len(answers):
            raise Mistake(f"there is no answer {place}")
        return answers[place]

    def _answer(self, pile: Pile, place: int) -> Data:
        like = pile.likest.get(place)
        return {
            "alias": pile.alias(place),
            "words": len(pile.answers[place].words.split()),
            "like": like and {"place": like[0], "percent": int(100 * like[1])},
            "mark": self._mark(pile, place),
        }

    def _mark(self, pile: Pile, place: int) -> Data:
        answer = pile.answers[place]
        mark = self.store.marks.get(answer.key) or Mark(pile.question.id, answer.version)
        shown: Data = {"revision": mark.revision, "earlier": None}
        if mark.version != answer.version:
            old = {"level": mark.level, "marks": mark.marks, "comment": mark.comment}
            shown["earlier"] = None if mark.is_empty else old
            mark = Mark(pile.question.id, answer.version)
        fields = ("level", "marks", "comment", "flag")
        return shown | {field: getattr(mark, field) for field in fields}

    def _read_text(self, number: int, place: int) -> Data:
        answer = self.piles[number].answers[place]
        return {
            "html": to_html(answer.text),
            "raw": answer.text,
            "more": [
                {"code": code, "raw": text, "html": "" if code else to_html(text)}
                for code, text in ((part.code, part.text) for part in answer.more)
            ],
        }


def _guide(question: Question) -> Data:
    levels = []
    for level in question.levels:
        least, most = question.allowed(level.number)
        levels.append({**asdict(level), "least": least, "most": most})
    fields = ("title", "points", "html", "answer", "notes")
    return {field: getattr(question, field) for field in fields} | {"levels": levels}
