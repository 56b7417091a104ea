"""Puts hand-ins where nbgrader looks for them, whole or not at all, and keeps what they replace."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

import psutil
from assignments.engine.class_list import safe_id
from assignments.engine.intake.entries import Entry, Source
from assignments.engine.intake.owners import base
from assignments.engine.intake.submitted import submitted_file

BEFORE = "handed_in_before"
_SCRATCH = ".taking-in-"  # beginning of the name of a folder for what is being copied


def scratch_prefix(course: Path) -> str:
    """How the folder for what is being copied begins; what an interrupted run left is deleted."""
    for path in course.iterdir():
        if path.name.startswith(_SCRATCH) and not _in_use(path):
            shutil.rmtree(path, ignore_errors=True)
    return f"{_SCRATCH}{os.getpid()}-"


def _in_use(path: Path) -> bool:
    """Whether the process that made a folder still runs on this machine."""
    number = path.name.removeprefix(_SCRATCH).partition("-")[0]
    return number.isdigit() and psutil.pid_exists(int(number))


def keep(
    source: Source, entry: Entry, course: Path, name: str, student: str, scratch: Path
) -> tuple[str, str]:
    """Make a file a student's submission.

    Args:
        source: Where it lies.
        entry: The file.
        course: The course folder.
        name: The assignment.
        student: Whose it is.
        scratch: A folder on the same disk for the copy.

    Returns:
        Its SHA-256, and where an earlier, different hand-in is kept; empty if there is none.

    Raises:
        Refusal: It cannot be read.
        OSError: It cannot be written.
    """
    copy, digest = _copied(source, entry, scratch)
    target = submitted_file(course, name, student)
    before = ""
    if target.is_file():
        earlier = _digest(target)
        if earlier == digest:  # its time tells that it was marked already
            copy.unlink()
            return digest, ""
        place = _place(course, name, student, name, earlier)
        _put_aside(target, place)
        before = place.relative_to(course).as_posix()
        if (old := target.stat()).st_mtime_ns == copy.stat().st_mtime_ns:
            later = old.st_mtime_ns + 1_000_000  # by size and time alone both would be one version
            os.utime(copy, ns=(later, later))
    target.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(target)
    return digest, before


def keep_aside(
    source: Source, entry: Entry, course: Path, name: str, student: str, scratch: Path
) -> tuple[str, str]:
    """Keep a file that does not count beside the earlier hand-ins; the same one only once.

    Returns:
        Its SHA-256, and where it is.

    Raises:
        Refusal: It cannot be read.
        OSError: It cannot be written.
    """
    copy, digest = _copied(source, entry, scratch)
    place = _place(course, name, student, base(entry.parts[-1]), digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(place)
    return digest, place.relative_to(course).as_posix()


def withdraw(course: Path, name: str, student: str) -> str:
    """Take back a submission that stood under a wrong id; it is kept with the earlier ones."""
    target = submitted_file(course, name, student)
    if not target.is_file():
        return ""
    place = _place(course, name, student, name, _digest(target))
    _put_aside(target, place)
    target.unlink()
    with suppress(OSError):  # something else lies there
        target.parent.rmdir()
        target.parent.parent.rmdir()
    return place.relative_to(course).as_posix()


def _copied(source: Source, entry: Entry, scratch: Path) -> tuple[Path, str]:
    copy = scratch / "copy.ipynb"
    source.copy(entry, copy)
    if entry.time > 0:
        with suppress(OSError, OverflowError):
            os.utime(copy, (entry.time, entry.time))
    return copy, _digest(copy)


def _put_aside(file: Path, place: Path) -> None:
    """A copy of a file, so that at no moment there is none."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".{place.name}.new")
    shutil.copy2(file, new)
    new.replace(place)


def _place(course: Path, name: str, student: str, stem: str, digest: str) -> Path:
    return course / BEFORE / student / name / f"{safe_id(stem)}-{digest[:12]}.ipynb"


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
