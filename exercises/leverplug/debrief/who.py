"""Who handed a file in, by the name that a platform or a student gave it.

Moodle gives a folder to each student (`Surname Firstname_123456_assignsubmission_file_/`), or puts
the same before the names of the files. Canvas begins a file's name with the student's name in
small letters, the number of the student and that of the file.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

_MOODLE = re.compile(r"^(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_|$)", re.I)
_CANVAS = re.compile(
    r"^(?P<name>[^_/]+)(?:_(?P<late>LATE))?_(?P<id>\d{2,})_(?P<file>\d{2,})_(?P<rest>.+)$"
)
_CANVAS_TEXT = re.compile(r"^(?P<name>[^_/]+)(?:_(?P<late>LATE))?_(?P<id>\d{2,})_text\.html?$")
_AGAIN = re.compile(r"-(\d{1,3})(?=\.\w+$)")  # Canvas numbers what is handed in again
# What a file may be called whoever hands it in: the name is then that of its folder.
_ANYBODYS = re.compile(
    r"^(?:record|my[ -]?work|work|hand|online|text|code|link|venture|submission|answer|levers|"
    r"leverplug|untitled|download|new|\d+$)",
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
    """

    key: str
    name: str
    attempt: tuple[int, int] = (0, 0)
    late: bool = False
    sure: bool = False


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
    for part in reversed(parts):
        if found := _MOODLE.match(part):
            return Student(f"moodle {found['id']}", _clean(found["name"]), sure=True)
    if found := _CANVAS.match(parts[-1]) or _CANVAS_TEXT.match(parts[-1]):
        again = _AGAIN.search(parts[-1])
        attempt = int(found.groupdict().get("file") or 0), int(again[1]) if again else 0
        late = found["late"] is not None
        return Student(f"canvas {found['id']}", _clean(found["name"]), attempt, late, True)
    return _by_file(parts)


def _by_file(parts: tuple[str, ...]) -> Student:
    """A file's own name, or its folder's if the file has a name that any might have."""
    stem, folder = PurePosixPath(parts[-1]).stem, parts[-2] if len(parts) > 1 else ""
    if folder.lower().endswith(".zip"):
        folder = folder[:-4]
    if folder and _ANYBODYS.match(stem):
        return Student(f"folder {'/'.join(parts[:-1])}", _clean(folder))
    return Student(f"file {'/'.join((*parts[:-1], stem))}", _clean(stem))


def _clean(name: str) -> str:
    """A name fit to be shown: what cannot be seen or turns lines round is left out."""
    seen = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(seen.split())[:80].strip() or "without a name"
