"""The record of what was taken in: which file became whose submission, and what was set aside."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from assignments.engine.errors import CourseError


@dataclass(frozen=True)
class Taken:
    """One submission as it was taken in.

    Args:
        student: The id.
        keys: What the platform or folder calls the student, as later runs know the student again.
        file: The file's path as it came.
        time: When it was last changed, in seconds since 1970 by its folder or zip; 0 if unknown.
        taken: When it was taken in, UTC, ISO 8601.
        digest: SHA-256 of the file.
        first: Given name, as far as it is known.
        last: Surname.
        email: E-mail address.
        late: Whether the platform calls it late.
        aside: Where others of the same student are kept: paths as they came, and in the course.
        sure: Whether it is no question whose it is.
    """

    student: str
    keys: tuple[str, ...]
    file: str
    time: float = 0.0
    taken: str = ""
    digest: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    late: bool = False
    aside: tuple[tuple[str, str], ...] = ()
    sure: bool = True


def mapping_file(course: Path, name: str) -> Path:
    """Where the record is."""
    return course / "marked" / f"{name}_taken_in.json"


def taken_in(course: Path, name: str) -> dict[str, Taken]:
    """What was taken in for an assignment, by student.

    Args:
        course: The course folder.
        name: The assignment.

    Raises:
        CourseError: The record is damaged.
    """
    path = mapping_file(course, name)
    if not path.exists():
        return {}
    known = {one.name for one in fields(Taken)}
    found = {}
    try:
        for student, row in json.loads(path.read_text(encoding="utf-8"))["students"].items():
            row = {key: value for key, value in row.items() if key in known}
            row["keys"] = tuple(row["keys"])
            row["aside"] = tuple((came, kept) for came, kept in row["aside"])
            found[student] = Taken(**row)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise CourseError(
            f"{path} is damaged: rename it, and take in all that was handed in again"
        ) from None
    return found


def write_mapping(course: Path, name: str, taken: dict[str, Taken]) -> None:
    """Write the record as a whole."""
    path = mapping_file(course, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    rows = (
        f"{json.dumps(student)}: {json.dumps(asdict(taken[student]), ensure_ascii=False)}"
        for student in sorted(taken)
    )  # a line each, for people who look into it
    new.write_text('{"students": {\n' + ",\n".join(rows) + "\n}}\n", encoding="utf-8")
    new.replace(path)
