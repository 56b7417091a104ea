"""Who handed a file in, by the name that a platform or a student gave it.

Platforms put it into the names of folders and files (`platforms`). Where none did, it is the
file's own name, or that of its folder or zip if the file is called as the book calls all of them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from leverplug.debrief.platforms import named

# What a file may be called whoever hands it in: the name is then that of its folder.
_ANYBODYS = re.compile(
    r"^(?:(?:records?|my[ -]?work|work|hand(?:ed)?(?:[ _-]?in)?|online(?:[ _-]?text)?|text|code"
    r"|link|venture|submissions?|answers?|levers|leverplug|untitled|download|new)(?![^\W\d_])|\d+$)",
    re.I,
)


class Student(NamedTuple):
    """Who handed in a file.

    Args:
        key: The same for all that one student hands in.
        name: As the platform has it.
        attempt: What the platform numbers by time; 0 if it says nothing.
        late: Whether the platform calls it late.
        sure: Whether the name is one that a platform gave.
        file: The file's own name where that of its folder was taken; else empty.
    """

    key: str
    name: str
    attempt: tuple[int, int] = (0, 0)
    late: bool = False
    sure: bool = False
    file: str = ""


class Origin(NamedTuple):
    """Where something that was handed in stood.

    Args:
        path: Of its file.
        who: A name that stood before it in its text.
        part: Its number among several students' in one text; 0 if the whole file is one's.
        parts: How many of them could be opened.
    """

    path: str
    who: str = ""
    part: int = 0
    parts: int = 1

    def student(self) -> Student:
        """Who handed it in."""
        found = student_of(self.path)
        if not self.part:
            return found
        if self.who:
            return Student(f"named {self.who.casefold()}", self.who)
        name = found.name if self.parts == 1 else f"{found.name} {self.part}"
        key = f"{found.key}/{found.file}" if found.file else found.key
        return Student(f"{key} {self.part}", name)


def apart(handed_in: Iterable[tuple[Student, Hashable]]) -> dict[tuple[str, str], Student]:
    """Whose the files are in folders with several that might be anybody's.

    Such a folder may be a student's or that of a class. Files that hold the same are taken for one
    student's, all others for those of several.

    Args:
        handed_in: Whose each thing seems to be, and the thing.

    Returns:
        By key and file: who it is, for all that are not as they seem.

    Example:
        >>> seem = [student_of(f"class/record-{name}.json") for name in "ab"]
        >>> [one.name for one in apart(zip(seem, (1, 2))).values()]
        ['class (record-a)', 'class (record-b)']
        >>> apart(zip(seem, (1, 1)))
        {}
    """
    folders: dict[str, dict[str, set[Hashable]]] = {}
    names = {}
    for student, thing in handed_in:
        if student.file:
            folders.setdefault(student.key, {}).setdefault(student.file, set()).add(thing)
            names[student.key] = student.name
    found = {}
    for key, files in folders.items():
        owners: dict[str, set[Hashable]] = {}  # by the first file of each
        first = {}
        for file, things in files.items():
            first[file] = next((one for one, held in owners.items() if held & things), file)
            owners.setdefault(first[file], set()).update(things)
        if len(owners) > 1:
            for file, own in first.items():
                found[key, file] = Student(f"{key}/{own}", f"{names[key]} ({own})")
    return found


def student_of(path: str) -> Student:
    """The student who handed in the file of that path.

    Example:
        >>> student_of("Kea Ana_4711_assignsubmission_file_/record-moa.json").name
        'Kea Ana'
        >>> student_of("keaana_LATE_12_3456_record-moa-2.json")[1:4]
        ('keaana', (3456, 2), True)
        >>> student_of("class/ana kea.json").name
        'ana kea'
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts or (path,)
    if found := named("/".join(parts)):
        key = f"{found.platform} {found.whole or found.number}"
        if found.platform in ("canvas", "brightspace"):  # the number may be a year, or the task's
            key = f"{found.platform} {found.name.casefold()} {found.number}"
        name = _clean(found.name or found.number)
        return Student(key, name, found.attempt, found.late, sure=True)
    return _by_file(parts)


def _by_file(parts: tuple[str, ...]) -> Student:
    """A file's own name, or its folder's if the file has a name that any might have."""
    stem, folder = PurePosixPath(parts[-1]).stem, ""
    for part in reversed(parts[:-1]):  # of a zip with such a name, that of the folder it is in
        folder = part[:-4] if part.lower().endswith(".zip") else part
        if folder == part or not _ANYBODYS.match(folder):
            break
    if folder and _ANYBODYS.match(stem):
        return Student(f"folder {'/'.join(parts[:-1])}", _clean(folder), file=_clean(stem))
    return Student(f"file {'/'.join((*parts[:-1], stem))}", _clean(stem))


def _clean(name: str) -> str:
    """A name fit to be shown: what cannot be seen or turns lines round is left out."""
    seen = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(seen.split())[:80].strip() or "without a name"
