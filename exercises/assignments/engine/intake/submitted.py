"""What lies in the course folder as it was handed in."""

from __future__ import annotations

import os
from pathlib import Path

from assignments.engine.class_list import ID
from assignments.engine.errors import Refusal
from assignments.engine.files import LARGEST


def students(course: Path, name: str) -> list[str]:
    """Ids of the students who handed an assignment in, in order."""
    try:
        folders = sorted(os.scandir(course / "submitted"), key=lambda folder: folder.name)
    except FileNotFoundError:
        return []
    return [folder.name for folder in folders if os.path.lexists(Path(folder.path, name))]


def submitted_file(course: Path, name: str, student: str) -> Path:
    """Where a student's submission is, as it was handed in."""
    return course / "submitted" / student / name / f"{name}.ipynb"


def read(course: Path, name: str, student: str) -> bytes:
    """The file that a student handed in, as it came.

    Args:
        course: The course folder.
        name: The assignment.
        student: Who handed it in.

    Raises:
        Refusal: It is none that can be marked.
    """
    if not ID.fullmatch(student):
        raise Refusal("its folder's name is no student's id: use letters, digits and . _ - @")
    path = submitted_file(course, name, student)
    files = [path.parent, *path.parent.rglob("*")]
    if any(file.is_symlink() for file in files):
        raise Refusal("it holds a link to another file")
    size = sum(file.stat().st_size for file in files if file.is_file())
    if size > LARGEST:
        raise Refusal(f"it is too large: {size / 2**20:.0f} MB of at most {LARGEST / 2**20:.0f}")
    if not path.is_file():
        raise Refusal(f"there is no {name}.ipynb in it: was the notebook renamed?")
    return path.read_bytes()
