"""A learner's work in the book as one file: what was answered, tried, set, written and handed in.

A page of the book writes the file, and opens it again on another computer. `work_schema.json` sets
out its JSON. As in a record, nothing in it is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from leverplug.record import document
from leverplug.record.document import Document
from leverplug.record.form import (
    LONGEST_WHY,
    MOST_SEED,
    Record,
    RecordError,
    check_confidence,
    check_size,
)

FORMAT = "leverplug-work"
VERSION = 1
LARGEST = 1024 * 1024  # bytes
MOST = 500  # of each kind
MOST_RECORDS = 50
LONGEST_ID, LONGEST_TIME = 160, 40  # characters
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_TEXT = 1000, 2000, 100_000
MOST_CHOICES = 26
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# From an older version of the document to the next.
MIGRATIONS: dict[int, Callable[[Document], Document]] = {}

Answer = str | int | float


@dataclass(frozen=True)
class Second:
    """What was answered again, once the outcome had been seen.

    Args:
        answer, when, choice, right: As for `Entry`.
    """

    answer: Answer
    when: str
    choice: int | None = None
    right: bool | None = None


@dataclass(frozen=True)
class Entry:
    """What a learner answered to a question of the book.

    Args:
        question: As the book put it.
        answer: A number, or words.
        when: ISO 8601.
        choice: The number of a listed answer, from 1; None where none were listed.
        confidence: How sure, a step of `record.CONFIDENCE`; None if not said.
        right: Whether it came out so; None where nobody could say.
        second: The answer after the outcome had been seen.
        why: A sentence on that.
        late: Whether the first answer was given once the outcome had been seen.
    """

    question: str
    answer: Answer
    when: str
    choice: int | None = None
    confidence: int | None = None
    right: bool | None = None
    second: Second | None = None
    why: str = ""
    late: bool = False


@dataclass(frozen=True)
class Work:
    """A file of work.

    Args:
        book: Title and edition of the book.
        saved: When the file was written, ISO 8601.
        predictions, self_checks, reviews: Answers by the id of the question; a review adds the
            page that asked again, as ``ID@PAGE``.
        exercises: By id: when it was ``tried``, and whether its check was passed (``checked``).
        challenges: Ids of the challenges met, by lab.
        labs: Kept settings as text, by lab.
        code: The reader's code (``text``) and the book's (``book``), by cell.
        records: Records of ventures.
    """

    book: str
    saved: str
    predictions: Mapping[str, Entry] = field(default_factory=dict)
    self_checks: Mapping[str, Entry] = field(default_factory=dict)
    reviews: Mapping[str, Entry] = field(default_factory=dict)
    exercises: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    challenges: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labs: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    records: tuple[Record, ...] = ()


def is_work(found: Any) -> bool:
    """Whether the values of a JSON text say that they are a file of work."""
    return isinstance(found, dict) and found.get("format") == FORMAT


def parse(text: str) -> Work:
    """The work in the text of a file.

    Raises:
        RecordError: It is no file of work, was damaged, or was made by a version that this one
            cannot open.
    """
    check_size(text, "choose a file of work", LARGEST)
    return from_document(document.values(text))


def from_document(found: Any) -> Work:
    """The work in the values of a JSON text.

    Raises:
        RecordError: As for `parse`.
    """
    if not is_work(found):
        raise RecordError("format", found, "choose a file of work that this book has written")
    found = document.up_to_date(found, VERSION, MIGRATIONS)
    names = tuple(f.name for f in fields(Work))
    group = document.with_fields(found, "work", ("format", "version", *names))
    parts = {name: _by_id(group[name], name, _READERS[name]) for name in _READERS}
    rows = document.rows(group["records"], "records")
    if len(rows) > MOST_RECORDS:
        raise RecordError("records", len(rows), f"keep at most {MOST_RECORDS}")
    records = tuple(document.from_document(row) for _, row in rows)
    book = _text(group["book"], "book", LONGEST_ID)
    return Work(book, _text(group["saved"], "saved", LONGEST_TIME), records=records, **parts)


def as_document(work: Work) -> Document:
    """A file of work as the values of its JSON; what is not known is left out."""
    answered = {
        name: {id_: _given(each) for id_, each in getattr(work, name).items()}
        for name in ("predictions", "self_checks", "reviews")
    }
    plain = {name: dict(getattr(work, name)) for name in ("exercises", "labs", "code")}
    return {
        "format": FORMAT, "version": VERSION, "book": work.book, "saved": work.saved, **answered,
        **plain, "challenges": {lab: list(ids) for lab, ids in work.challenges.items()},
        "records": [document.as_document(each) for each in work.records],
    }  # fmt: skip


def _given(answered: Entry | Second) -> dict[str, Any]:
    """The fields of an answer that say something."""
    whole = {name: value for name, value in vars(answered).items() if value is not None}
    if isinstance(answered, Entry):
        if answered.second is not None:
            whole["second"] = _given(answered.second)
        for name in ("why", "late"):
            if not whole[name]:
                del whole[name]
    return whole


# --- reading ------------------------------------------------------------------------------------


def _by_id(value: Any, where: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RecordError(where, value, "give a group of ids and what belongs to them")
    if len(value) > MOST:
        raise RecordError(where, len(value), f"keep at most {MOST}")
    for name in value:
        _text(name, f"{where}: an id", LONGEST_ID, 1)
    return {name: read(each, f"{where}: {name}") for name, each in value.items()}


def _text(value: Any, where: str, longest: int, shortest: int = 0) -> str:
    if not isinstance(value, str) or not shortest <= len(value) <= longest:
        raise RecordError(where, value, f"give a text of {shortest} to {longest} characters")
    if _UNSEEN.search(value):
        raise RecordError(where, value, "remove control characters and characters that turn lines")
    return value


def entry(value: Any, where: str) -> Entry:
    """An answer in plain values.

    Args:
        value: As in the JSON of a file.
        where: What an error calls it.

    Raises:
        RecordError: It is none.
    """
    optional = ("choice", "confidence", "right", "second", "why", "late")
    group = document.with_fields(value, where, ("question", "answer", "when"), optional)
    if "confidence" in group:
        check_confidence(f"{where}: confidence", group["confidence"])
    second = _second(group["second"], f"{where}: second") if "second" in group else None
    return Entry(
        _text(group["question"], f"{where}: question", LONGEST_QUESTION),
        **_answer(group, where),
        confidence=group.get("confidence"),
        second=second,
        why=_text(group.get("why", ""), f"{where}: why", LONGEST_WHY),
        late=_truth(group.get("late", False), f"{where}: late"),
    )


def _second(value: Any, where: str) -> Second:
    group = document.with_fields(value, where, ("answer", "when"), ("choice", "right"))
    return Second(**_answer(group, where))


def _answer(group: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What a first answer and a second one have in common."""
    answer, choice, right = group["answer"], group.get("choice"), group.get("right")
    if isinstance(answer, str):
        _text(answer, f"{where}: answer", LONGEST_ANSWER)
    elif type(answer) not in (int, float) or not -MOST_SEED <= answer <= MOST_SEED:
        raise RecordError(f"{where}: answer", answer, "give a finite number or a text")
    if choice is not None and (type(choice) is not int or not 1 <= choice <= MOST_CHOICES):
        raise RecordError(f"{where}: choice", choice, f"give a whole number, 1 to {MOST_CHOICES}")
    if right is not None:
        _truth(right, f"{where}: right")
    when = _text(group["when"], f"{where}: when", LONGEST_TIME)
    return {"answer": answer, "when": when, "choice": choice, "right": right}


def _truth(value: Any, where: str) -> bool:
    if type(value) is not bool:
        raise RecordError(where, value, "give true or false")
    return value


def _exercise(value: Any, where: str) -> dict[str, Any]:
    group = document.with_fields(value, where, ("tried",), ("checked",))
    _text(group["tried"], f"{where}: tried", LONGEST_TIME)
    _truth(group.get("checked", False), f"{where}: checked")
    return group


def _challenges(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(each, at, LONGEST_ID, 1) for at, each in document.rows(value, where))


def _state(value: Any, where: str) -> str:
    return _text(value, where, LONGEST_TEXT)


def _code(value: Any, where: str) -> dict[str, str]:
    group = document.with_fields(value, where, ("text", "book"))
    return {name: _text(group[name], f"{where}: {name}", LONGEST_TEXT) for name in group}


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "predictions": entry, "self_checks": entry, "reviews": entry,
    "exercises": _exercise, "challenges": _challenges, "labs": _state, "code": _code,
}  # fmt: skip
