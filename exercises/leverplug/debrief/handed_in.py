"""What students handed in, and whose it is once all that they handed in is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from leverplug.debrief.texts import Opened
from leverplug.debrief.who import Origin, Student, apart
from leverplug.record import Record
from leverplug.record.work import Work
from leverplug.venture import Venture

When = tuple[tuple[int, int], float, int]  # the platform's number, a time, the order


@dataclass(frozen=True)
class HandedIn:
    """A record with who handed it in, and when among that student's own."""

    student: Student
    record: Record
    origin: Origin
    when: When
    remarks: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def source(self) -> str:
        """The file it was in."""
        return self.origin.path

    @cached_property
    def decisions(self) -> tuple[Venture, int, str]:
        """What makes two records the same."""
        return decisions(self.record)


class KeptWork(NamedTuple):
    """A file of work with who handed it in, and when."""

    student: Student
    work: Work
    origin: Origin
    when: When


def settled(
    handed_in: Sequence[HandedIn], works: Sequence[KeptWork], zips: Sequence[str]
) -> tuple[list[HandedIn], list[KeptWork]]:
    """The same with the students that they are, now that everything is there.

    Args:
        handed_in, works: As they were read.
        zips: Those that no platform made for one student; of a single one the name is left out.
    """
    read = {*(one.origin for one in handed_in), *(one.origin for one in works)}
    origins = {origin: origin._replace(path=below(origin.path, zips)) for origin in read}
    students = {origin: seen.student() for origin, seen in origins.items()}
    others = apart([
        *((students[one.origin], (one.decisions, one.record.venture.name)) for one in handed_in),
        *((students[one.origin], one.work.saved) for one in works),
    ])  # fmt: skip
    students = {
        origin: others.get((student.key, student.file), student)
        for origin, student in students.items()
    }
    return (
        [replace(one, student=students[one.origin], origin=origins[one.origin])
         for one in handed_in],
        [one._replace(student=students[one.origin], origin=origins[one.origin]) for one in works],
    )  # fmt: skip


def below(path: str, zips: Sequence[str]) -> str:
    """A path as it is shown: without the zip that all of a class came in.

    Example:
        >>> below("class.zip/ana.json", ["class.zip"]), below("a.zip/r.json", ["a.zip", "b.zip"])
        ('ana.json', 'a.zip/r.json')
    """
    return path.removeprefix(f"{zips[0]}/") if len(zips) == 1 else path


def decisions(found: Record) -> tuple[Venture, int, str]:
    """What makes two records the same: the design without its words, the luck, the scenario."""
    return plain(found.venture), found.seed, found.scenario


def without_repeats(found: Sequence[Opened]) -> list[Opened]:
    """What a text holds, without what names nobody and says again what stands before it.

    Of a hand-in text and the link of the same venture below it the link is left out.
    """
    kept: list[Opened] = []
    before: dict[tuple[Venture, int], list[Record]] = {}
    for one in found:
        if one.record is not None:
            alike = before.setdefault(decisions(one.record)[:2], [])
            if not (one.who or one.work or all(_says_more(one.record, than) for than in alike)):
                continue
            alike.append(one.record)
        kept.append(one)
    return kept


def _says_more(found: Record, than: Record) -> bool:
    """Whether a record says anything that one of the same design does not."""
    if found.scenario not in ("", than.scenario):
        return True
    said = (
        (found.predictions, than.predictions), (found.answers, than.answers),
        (found.second, than.second), (found.why, than.why),
    )  # fmt: skip
    return any(dict(mine).items() - dict(theirs).items() for mine, theirs in said)


def parts_of(found: Sequence[Opened]) -> list[int]:
    """Numbers of what stands in a text, from 1: all in one file of work have the same."""
    parts: list[int] = []
    for before, one in zip((None, *found), found, strict=False):
        same = before is not None and one.work is not None and before.work is one.work
        parts.append((parts[-1] if parts else 0) + (not same))
    return parts


def plain(venture: Venture) -> Venture:
    """The design without what does not change its course: its name, labels and order of ties."""
    ties = tuple(sorted((replace(tie, label="") for tie in venture.ties), key=lambda t: t.id))
    links = tuple(sorted((min(link), max(link)) for link in venture.links))
    return replace(venture, name="", ties=ties, links=links)
