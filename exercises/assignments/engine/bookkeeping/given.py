"""Marks that persons gave, each with the text it was given for, in files beside the gradebook."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from assignments.engine.course import Course
from assignments.engine.errors import CourseError

EARLIER, BEFORE = "earlier", "before"  # folders of `marked/NAME`


@dataclass(frozen=True)
class Given:
    """A mark that a person gave, and for what.

    Args:
        cell: Its grade_id.
        text: The answer; for a test cell all the student's code.
        around: The student's own text cells, in which an answer may stand instead.
        mark: Marks, or None if there is only a comment or marks on top.
        extra: Marks on top.
        out_of: Marks the cell can earn.
        comment: The marker's.
        waits: Whether it was still to be looked at.
        until: When it stopped counting, in ISO 8601; empty while it counts.
    """

    cell: str
    text: str
    around: str
    mark: float | None
    extra: float | None
    out_of: float
    comment: str
    waits: bool = False
    until: str = ""

    def words(self) -> str:
        """The mark in words."""
        if self.mark is None:
            return f"{self.extra:+g}" if self.extra else "a comment"
        return f"{self.mark:g}{f'{self.extra:+g}' if self.extra else ''} of {self.out_of:g}"

    def ended(self) -> Given:
        """The same, which counts no longer."""
        return replace(self, until=datetime.now().isoformat(timespec="seconds"))

    def value(self) -> tuple[float | None, float | None, str]:
        """What the person gave."""
        return self.mark, self.extra, self.comment

    def purpose(self) -> tuple[str, str, str]:
        """What it was given for."""
        return self.cell, self.text, self.around

    def is_for(self, text: tuple[str, str], loose: bool) -> bool:
        """Whether it was given for a text with what stands around.

        Args:
            text: The answer and what stands around.
            loose: Whether the answer may stand around.
        """
        return self.text == text[0] and (self.around == text[1] or not loose)


def file(course: Course, name: str, folder: str, student: str) -> Path:
    return course.root / "marked" / name / folder / f"{student}.json"


def read(path: Path) -> list[Given]:
    try:
        return [Given(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(f"{path} holds marks and cannot be read: mend or move it") from error


def write(path: Path, given: list[Given]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps([asdict(one) for one in given], indent=1), encoding="utf-8")
    new.replace(path)
