"""A class's records out of all that it handed in: who, what, and what was not read.

The same record from one student counts once; of different ones the latest counts. The same record
from two students stays with both. Whatever is set aside is named, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from zlib import crc32

from leverplug.debrief.archives import Budget, File, Found, Refused, unpacked
from leverplug.debrief.handed_in import (
    HandedIn,
    KeptWork,
    below,
    parts_of,
    plain,
    settled,
    without_repeats,
)
from leverplug.debrief.texts import Opened, Unreadable, decode, records_in
from leverplug.debrief.who import Origin, student_of
from leverplug.record import Record
from leverplug.record.work import Work
from leverplug.venture import Venture

MOST_ENTRIES = 20_000
PASTED = "pasted text"  # name of what came through the clipboard


@dataclass(frozen=True)
class Entry:
    """A student's record.

    Args:
        name: Who, as the platform or the file has it.
        alias: What the projector shows instead, such as "A7".
        record: What was handed in.
        source: The file it was in.
        remarks: What is to be known of it; no name is in them.
        details: The same where the student's own words are needed to say it.
    """

    name: str
    alias: str
    record: Record
    source: str
    remarks: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @cached_property
    def design(self) -> Venture:
        """The venture without its name and labels: two that are equal have one course."""
        return plain(self.record.venture)


@dataclass(frozen=True)
class Aside:
    """Something that was set aside or is worth a word, and whose it is.

    Args:
        alias: Whose, "" if nobody's in particular.
        words: What was done; no name is in them.
        files: The files meant.
    """

    alias: str
    words: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """What a class handed in.

    Args:
        entries: A record for each student, in the order of the aliases, which is not that of names.
        unread: Files that were not read, with the reason.
        asides: What was set aside, and who handed in the same.
        works: The latest file of work of each student who handed one in, in no order of names.
    """

    entries: tuple[Entry, ...]
    unread: tuple[Refused, ...] = ()
    asides: tuple[Aside, ...] = ()
    works: tuple[Work, ...] = ()


class Reading:
    """Reads what a class hands in, file by file, so that a page can show how far it is."""

    def __init__(self) -> None:
        self._budget = Budget()
        self._handed: list[HandedIn] = []
        self._unread: list[Refused] = []
        self._works: list[KeptWork] = []
        self._zips: dict[str, None] = {}  # that may be a whole class's, in their order

    def take(self, given: Found) -> Iterator[int]:
        """Read a file, or a zip file by file.

        Returns:
            How many files and records were read so far, after each.
        """
        whole = "/" not in given.name and not student_of(given.name).sure
        for found in [given] if isinstance(given, Refused) else unpacked(given, self._budget):
            if whole and found.name.startswith(f"{given.name}/"):
                self._zips[given.name] = None
            if isinstance(found, Refused):
                self._unread.append(found)
            elif len(self._handed) >= MOST_ENTRIES:
                reason = f"a class may have {MOST_ENTRIES:,} records: split it"
                self._unread.append(Refused(found.name, reason))
            else:
                opened, refused, works = _in_file(found, len(self._handed))
                self._handed += opened
                self._unread += refused
                self._works += works
            yield len(self._handed) + len(self._unread)

    def intake(self) -> Intake:
        """What was read."""
        zips = tuple(self._zips)
        handed, kept = settled(self._handed, self._works, zips)
        unread = [replace(one, name=below(one.name, zips)) for one in self._unread]
        latest: dict[str, KeptWork] = {}
        for one in sorted(kept, key=lambda one: one.when):
            latest[one.student.key] = one
        works = sorted((one.work for one in latest.values()), key=lambda work: work.saved)
        return replace(_class_of(handed, unread), works=tuple(works))


def read_class(files: Iterable[Found]) -> Intake:
    """The records in all files of a class.

    Args:
        files: What was handed in: files, zips, pasted texts (a file named `PASTED`), and what
            could not be opened before.
    """
    reading = Reading()
    for given in files:
        for _ in reading.take(given):
            pass
    return reading.intake()


def _in_file(file: File, before: int) -> tuple[list[HandedIn], list[Refused], list[KeptWork]]:
    """The records in one file, what in it is none, and the files of work."""
    try:
        text, remark = decode(file.data)
    except Unreadable as error:
        return [], [Refused(file.name, str(error))], []
    found = without_repeats(records_in(text))
    refused = [Refused(_called(file.name, one), one.reason) for one in found if not one.record]
    parts = parts_of(found)
    opened = {part for part, one in zip(parts, found, strict=True) if one.record or one.work}
    student = student_of(file.name)
    several = file.name.startswith(PASTED) or (parts[-1] > 1 and not student.sure)
    handed, works = [], []
    for number, (part, one) in enumerate(zip(parts, found, strict=True), start=1):
        origin = Origin(file.name)
        if several:
            origin = Origin(file.name, one.who, part, len(opened))
        when = (student.attempt, file.time, before + number)
        if one.work is not None:
            works.append(KeptWork(student, one.work, origin, when))
        if one.record is not None:
            remarks = _remarks(one, remark, student.late)
            handed.append(HandedIn(student, one.record, origin, when, remarks, one.remarks))
    return handed, refused, works


def _called(name: str, one: Opened) -> str:
    return f"{name} ({one.who})" if one.who else name


def _remarks(one: Opened, of_text: str, late: bool) -> tuple[str, ...]:
    words = [of_text] if of_text else []
    if one.remarks:
        words.append("the words above the sealed part are not those of the record, which counts")
    if late:
        words.append("handed in late, as the platform says")
    if one.record is not None and not one.record.same_model:
        words.append("made with another version of the model: the student saw other numbers")
    return tuple(words)


# --- one record a student -----------------------------------------------------------------------


def _class_of(handed: Sequence[HandedIn], unread: Sequence[Refused]) -> Intake:
    by_student: dict[str, list[HandedIn]] = {}
    for one in handed:
        by_student.setdefault(one.student.key, []).append(one)
    kept = [_latest(of_one) for of_one in by_student.values()]
    kept.sort(key=lambda row: (row[0].student.name.casefold(), row[0].source))
    names = _apart([row[0] for row in kept])
    aliases = _aliases([row[0] for row in kept])
    entries, asides = [], []
    for (one, aside), name, alias in zip(kept, names, aliases, strict=True):
        entries.append(Entry(name, alias, one.record, one.source, one.remarks, one.details))
        asides += [replace(each, alias=alias) for each in aside]
    entries.sort(key=lambda entry: int(entry.alias[1:]))
    equals = _equals([row[0] for row in kept], aliases)
    return Intake(tuple(entries), tuple(unread), (*asides, *equals))


def _latest(of_one: Sequence[HandedIn]) -> tuple[HandedIn, list[Aside]]:
    """The record that counts of those of one student, and what is said of the others."""
    ranked = sorted(of_one, key=lambda one: one.when)
    last = ranked[-1]
    same = [one for one in ranked if one.decisions == last.decisions]
    fullest = max(same, key=lambda one: (_words(one.record), one.when))
    others = [one for one in ranked if one not in same]
    asides = []
    if len(same) > 1:
        words = f"handed in the same record {_times(len(same))}: counted once"
        asides.append(Aside("", words, tuple(one.source for one in same)))
    if others:
        which = "the latest" if fullest is last else "the latest design"
        different = len({one.decisions for one in ranked})
        words = f"handed in {different} different records: {which} is used"
        asides.append(Aside("", words, (fullest.source, *(one.source for one in others))))
    return fullest, asides


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _words(found: Record) -> int:
    """How much a record says besides its design: a code says less than the file."""
    return len(found.predictions) + len(found.answers) + len(found.second)


def _apart(kept: Sequence[HandedIn]) -> list[str]:
    """Names of students; two who share one are told apart by their files' folders or numbers."""
    names = [one.student.name for one in kept]
    shared, seen, found = Counter(names), Counter[str](), []
    for one, name in zip(kept, names, strict=True):
        folder = PurePosixPath(one.source.replace("\\", "/")).parent.name
        if shared[name] > 1 and folder and not one.student.sure:
            name = f"{name} ({folder})"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _aliases(kept: Sequence[HandedIn]) -> list[str]:
    """A neutral name for each record, in an order that is not the alphabet's."""
    said = ((one.decisions, dict(one.record.predictions)) for one in kept)
    marks = [crc32(repr(each).encode("utf-8", "replace")) for each in said]
    order = sorted(range(len(kept)), key=lambda place: (marks[place], place))
    aliases = [""] * len(kept)
    for number, place in enumerate(order, start=1):
        aliases[place] = f"A{number}"
    return aliases


def _equals(kept: Sequence[HandedIn], aliases: Sequence[str]) -> list[Aside]:
    """Who handed in the same design with the same luck as somebody else."""
    alike: dict[tuple[Venture, int, str], list[int]] = {}
    for place, one in enumerate(kept):
        alike.setdefault(one.decisions, []).append(place)
    return [
        Aside(
            ", ".join(aliases[place] for place in group),
            f"{len(group)} students handed in the same design and luck: all are kept",
            tuple(kept[place].source for place in group),
        )
        for group in alike.values()
        if len(group) > 1
    ]
