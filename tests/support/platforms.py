"""Classes as learning platforms hand them out: zips with their names, and their class lists."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, bytes]  # what a student hands in, by the file's name
WHEN = (2026, 11, 2, 10, 11, 12)
_FIRST = (
    "Ann",
    "Jörg",
    "Zoë",
    "Seán",
    "Mary Jane",
    "Łukasz",
    "芳",
    "Åse",
    "José María",
    "Anna-Lena",
)
_LAST = ("Lee", "Müller", "O'Hara", "D’Arcy-Smith", "van der Berg", "Nguyễn", "王", "Ødegård")


@dataclass(frozen=True)
class Pupil:
    """A student, and what each platform knows the student by.

    Args:
        place: Number in the class, from 0.
        first, last: Names.
    """

    place: int
    first: str
    last: str

    @property
    def id(self) -> str:
        """The student number, which the marks file needs."""
        return f"s{1001 + self.place}"

    @property
    def login(self) -> str:
        return f"user_{self.place:04}"

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"

    @property
    def moodle(self) -> int:
        """Moodle's number of the participant in one assignment."""
        return 884_212 + self.place

    @property
    def canvas(self) -> int:
        return 51_234 + self.place

    @property
    def brightspace(self) -> int:
        return 39_786 + self.place

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def pupils(number: int, namesakes: bool = False) -> list[Pupil]:
    """A class; with `namesakes` the last two have one name, else no two have.

    Args:
        number: How many.
        namesakes: Whether two are to have one name.
    """
    people = []
    for place in range(number):
        first, last = _FIRST[place % len(_FIRST)], _LAST[place // len(_FIRST) % len(_LAST)]
        more = place // (len(_FIRST) * len(_LAST))
        people.append(Pupil(place, first, last + "abcdefghijklmnopqrstuvwxyz"[more : more + 1]
                            if more else last))  # fmt: skip
    if namesakes:
        people[-1] = Pupil(number - 1, people[-2].first, people[-2].last)
    return people


def moodle(path: Path, class_: Mapping[Pupil, Files], folders: bool = True, end: str = "_") -> Path:
    """A zip as Moodle makes it: `Given Surname_884212_assignsubmission_file_/name`."""
    members = {}
    for pupil, files in class_.items():
        # PARAM_FILE leaves these out of names.
        name = re.sub(r"""[&<>"`|':\\/]""", "", pupil.name.replace("_", " "))
        before = f"{name}_{pupil.moodle}_assignsubmission_file"
        for file, data in files.items():
            members[f"{before}{end}/{file}" if folders else f"{before}_{file}"] = data
    return zipped(path, members)


def canvas(path: Path, class_: Mapping[Pupil, Files], late: Iterable[Pupil] = ()) -> Path:
    """A zip as Canvas makes it: `surnamegiven_LATE_51234_7766554_name`."""
    members, number, are_late = {}, 7_766_554, set(late)
    for pupil, files in class_.items():
        name = re.sub(r"\W", "", f"{pupil.last}, {pupil.first}".lower())
        for file, data in files.items():
            mark = "_LATE" if pupil in are_late else ""
            members[f"{name}{mark}_{pupil.canvas}_{number}_{file}"] = data
            number += 1
    return zipped(path, members)


def blackboard(path: Path, class_: Mapping[Pupil, Files], stamps: Iterable[str] = ()) -> Path:
    """A zip as Blackboard makes it: `Week 1_login_attempt_2026-11-02-10-11-12_name`, with texts.

    With several stamps each is an attempt that hands in one of the files.
    """
    members, given = {}, list(stamps) or ["2026-11-02-10-11-12"]
    for pupil, files in class_.items():
        for place, (file, data) in enumerate(files.items()):
            before = f"Week 1_{pupil.login}_attempt_{given[min(place, len(given) - 1)]}"
            members[f"{before}_{file}"] = data
            members[f"{before}.txt"] = (
                f"Name: {pupil.name} ({pupil.login})\r\nAssignment: Week 1\r\n"
                f"Date Submitted: Monday, 2 November 2026\r\n\r\nFiles:\r\n\t{file}\r\n"
            ).encode()
    return zipped(path, members)


def brightspace(
    path: Path, class_: Mapping[Pupil, Files], days: Iterable[str] = (), top: str = ""
) -> Path:
    """A zip as Brightspace makes it: `39786-640693 - Ann Lee - Nov 2, 2026 1011 AM/name`.

    With several days each is a hand-in of one of the files.
    """
    members, given, number = {f"{top}index.html": b"<html></html>"}, list(days), 640_693
    given = given or ["Nov 2, 2026 1011 AM"]
    for pupil, files in class_.items():
        for place, (file, data) in enumerate(files.items()):
            day = given[min(place, len(given) - 1)]
            folder = f"{pupil.brightspace}-{number + place} - {pupil.name} - {day}"
            members[f"{top}{folder}/{file}"] = data
        number += 10
    return zipped(path, members)


PLATFORMS: dict[str, Callable[[Path, Mapping[Pupil, Files]], Path]] = {
    "moodle": moodle, "canvas": canvas, "blackboard": blackboard, "brightspace": brightspace,
}  # fmt: skip


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip with these members, all of one time, as platforms' are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, WHEN)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data, compresslevel=1)
    return path


def class_list(path: Path, platform: str, people: Iterable[Pupil]) -> Path:
    """A class list as a platform exports it."""
    rows: list[list[object]] = []
    if platform == "moodle":
        rows.append(["First name", "Last name", "ID number", "Email address"])
        rows += [[one.first, one.last, one.id, one.email] for one in people]
    elif platform == "worksheet":  # Moodle's, of one assignment
        rows.append(["Identifier", "Full name", "Email address", "Status", "Grade"])
        rows += [[f"Participant {one.moodle}", one.name, one.email, "", ""] for one in people]
    elif platform == "canvas":
        rows.append(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 1 (7)"])
        rows.append(["    Points Possible", "", "", "", "", "10"])
        rows += [[f"{one.last}, {one.first}", one.canvas, one.id, one.login, "A", ""]
                 for one in people]  # fmt: skip
        rows.append(["Student, Test", 99, "", "", "A", ""])
    elif platform == "blackboard":
        rows.append(["Last Name", "First Name", "Username", "Student ID", "Last Access"])
        rows += [[one.last, one.first, one.login, one.id, ""] for one in people]
    elif platform == "brightspace":
        rows.append(["OrgDefinedId", "Username", "Last Name", "First Name", "Email",
                     "End-of-Line Indicator"])  # fmt: skip
        rows += [[f"#{one.id}", f"#{one.login}", one.last, one.first, one.email, "#"]
                 for one in people]  # fmt: skip
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return path
