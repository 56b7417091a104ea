"""A marker's file: one mark for each answer, written as a whole with every change.

It lies in the course folder, `marked/answers/NAME/MARKER.json`, and holds no names of students.
"""

from __future__ import annotations

import json
import os
import re
import threading
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assignments.engine.course import Course
from assignments.engine.errors import CourseError

FORMAT = 1  # of the file
SETTLED = "_settled"  # the file of marks that markers agreed on; no marker has such a name
_MARKER = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True)
class Mark:
    """What a marker says of one answer.

    Args:
        question: The question's id.
        version: Of the answer's text; a mark counts for this text alone.
        level: 0 to 4, or None as long as there is none.
        marks: Marks, in steps of a half.
        comment: For the student.
        flag: Whether it is to be looked at again, and so does not count yet.
        time: When it was given, UTC.
        by: Who settled it, in the file of settled marks.
        revision: How often it was changed.
    """

    question: str
    version: str
    level: int | None = None
    marks: float | None = None
    comment: str = ""
    flag: bool = False
    time: str = ""
    by: str = ""
    revision: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.level is None and not self.comment and not self.flag

    def says(self) -> tuple[Any, ...]:
        """What it says, whenever that was said."""
        return self.version, self.level, self.marks, self.comment, self.flag


def folder(course: Course, name: str) -> Path:
    """Where the markers' files of an assignment lie."""
    return course.root / "marked" / "answers" / name


def marker_name(text: str) -> str:
    """A marker's name as their file has it: small letters.

    Raises:
        CourseError: It cannot be a file's name.
    """
    name = text.strip().lower()
    if not _MARKER.fullmatch(name):
        raise CourseError(f"MARKER={text!r}: use up to 40 letters, digits and . _ -, e.g. ann")
    return name


def read_marks(path: Path) -> dict[str, Mark]:
    """Marks in a marker's file, by the key of the answer; none if there is no such file.

    Raises:
        CourseError: The file is damaged.
    """
    return _read(path)[0]


def markers(course: Course, name: str) -> dict[str, dict[str, Mark]]:
    """Marks of all markers of an assignment, by marker.

    Raises:
        CourseError: A file is damaged.
    """
    files = sorted(folder(course, name).glob("*.json"))
    return {f.stem: read_marks(f) for f in files if _MARKER.fullmatch(f.stem)}


def _read(path: Path) -> tuple[dict[str, Mark], list[dict[str, Any]]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read ({error}): put an earlier copy there") from None
    try:
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        marks = {str(key): _checked(Mark(**mark)) for key, mark in content["answers"].items()}
        return marks, list(content["replaced"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise CourseError(f"{path} is no file of marks: put an earlier copy there") from None


def _checked(mark: Mark) -> Mark:
    """The mark of a file, which may have come from another computer, if its types are right."""
    texts = (mark.question, mark.version, mark.comment, mark.time, mark.by)
    right = all(isinstance(text, str) for text in texts) and isinstance(mark.flag, bool)
    right &= type(mark.revision) is int and (mark.level is None) == (mark.marks is None)
    right &= mark.level is None or (type(mark.level) is int and 0 <= mark.level <= 4)
    right &= mark.marks is None or (type(mark.marks) in (int, float) and 0 <= mark.marks < 1000)
    if not right:
        raise ValueError("not a mark")
    return mark


@dataclass
class Store:
    """The marks of a marker, or those that were settled, with the file that they are kept in.

    Args:
        path: The file.
        assignment: Its assignment.
    """

    path: Path
    assignment: str
    marks: dict[str, Mark] = field(init=False)

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self._stamp: tuple[int, int] | None = None
        self.marks = {}
        self._replaced: list[dict[str, Any]] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the file again if something else has written it: the newer mark of each answer."""
        with self.lock:
            if self._stamp == (stamp := _stamp(self.path)):
                return
            found, replaced = _read(self.path)
            for key, mark in found.items():
                mine = self.marks.get(key)
                if mine is None or mark.time >= mine.time:
                    self.marks[key] = mark
                else:
                    replaced.append({"answer": key, **asdict(mark)})
            self._replaced = replaced + [r for r in self._replaced if r not in replaced]
            self._stamp = stamp

    def save(self, key: str, mark: Mark, seen: int | None = None) -> tuple[Mark, Mark | None]:
        """Keep a mark; the last one that is written counts.

        Args:
            key: Of the answer.
            mark: What is said of it now.
            seen: Revision that whoever says so had before them; None asks for no comparison.

        Returns:
            The mark as it was kept; and the one that it replaced although whoever gave the new
            one had not seen it, or that was for an earlier text. The file keeps that one too.

        Raises:
            OSError: The file cannot be written; nothing has changed then.
        """
        with self.lock:
            self.refresh()
            old = self.marks.get(key)
            revision = old.revision if old else 0
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            new = replace(mark, revision=revision + 1, time=now)
            unseen = old and seen is not None and seen != revision and old.says() != new.says()
            earlier = old and old.version != new.version
            lost = old if old and not old.is_empty and (unseen or earlier) else None
            replaced = self._replaced + ([{"answer": key, **asdict(lost)}] if lost else [])
            self._write({**self.marks, key: new}, replaced)
            self.marks[key], self._replaced = new, replaced
            return new, lost if unseen else None

    def _write(self, marks: dict[str, Mark], replaced: list[dict[str, Any]]) -> None:
        content = {
            "format": FORMAT,
            "assignment": self.assignment,
            "answers": {key: asdict(marks[key]) for key in sorted(marks)},
            "replaced": replaced,
        }
        write_whole(self.path, json.dumps(content, ensure_ascii=False, indent=1))
        self._stamp = _stamp(self.path)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is at any moment the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size
