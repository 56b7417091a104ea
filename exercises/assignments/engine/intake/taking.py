"""Takes in what a platform hands out: whose each file is, which one counts, all of it kept."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from assignments.engine.class_list import ClassList
from assignments.engine.errors import Refusal
from assignments.engine.intake.choice import MOST, Choice, Released, choose
from assignments.engine.intake.entries import Entry, Source
from assignments.engine.intake.ids import Given, given_ids, merged
from assignments.engine.intake.keeping import keep, keep_aside, scratch_prefix, withdraw
from assignments.engine.intake.mapping import Taken, taken_in, write_mapping
from assignments.engine.intake.owners import owners_of
from assignments.engine.intake.submitted import students
from leverplug.debrief.platforms import named

_SAVED_EVERY = 10.0  # seconds, so that an interrupted run knows whose what is
_SHOWN = 3  # files that a line names
_PLATFORMS = {"moodle": "Moodle", "canvas": "Canvas", "blackboard": "Blackboard",
              "brightspace": "Brightspace"}  # fmt: skip


@dataclass(frozen=True)
class TakenIn:
    """What was taken in.

    Args:
        students: Ids, in order.
        lines: What is to be known, each with whose it is; what a person must see says LOOK.
        refusals: Why something was not taken in, by the file's or folder's name as it came.
        renamed: Ids of earlier runs that the class list has now put right, by the id that was:
            what the gradebook has of them is nobody's any more.
    """

    students: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    refusals: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)


def take_in(
    source: Path,
    course: Path,
    name: str,
    class_list: ClassList | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> TakenIn:
    """Copy submissions to where nbgrader looks for them, with their time.

    What a student handed in before, and what does not count, is kept in `handed_in_before`; those
    who have not handed in this time keep what they have.

    Args:
        source: A zip as downloaded from Moodle, Canvas, Blackboard or Brightspace, the same
            unpacked, or a folder with a notebook, a folder or a zip for each student.
        course: The course folder.
        name: The assignment.
        class_list: Whom the course has; without it the platform's own numbers are ids.
        progress: Called with how many students are done, and how many there are.

    Raises:
        CourseError: There is nothing that can be read.
    """
    course.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=scratch_prefix(course), dir=course) as scratch,
        Source(source, Path(scratch)) as opened,
    ):
        return _Taking(opened, course, name, class_list, Path(scratch)).run(progress)


class _Taking:
    """One run."""

    def __init__(
        self, source: Source, course: Path, name: str, class_list: ClassList | None, scratch: Path
    ) -> None:
        self.source, self.course, self.name = source, course, name
        self.class_list, self.scratch = class_list, scratch
        self.earlier = taken_in(course, name)
        self._before = {key: one.student for one in self.earlier.values() for key in one.keys}
        self.released = Released(course, name)
        self.lines: list[str] = list(class_list.remarks) if class_list else []
        self.refusals: dict[str, str] = {}
        self.renamed: dict[str, str] = {}

    def run(self, progress: Callable[[int, int], None]) -> TakenIn:
        owners = owners_of(
            self.source.entries(), self.name, self.source.path.suffix.lower() == ".zip", self._known
        )
        there = set(students(self.course, self.name))
        given, self.refusals = given_ids(owners, self.class_list, self._before, there)
        taken: list[str] = []
        saved = time.monotonic()
        for number, one in enumerate(given, start=1):
            if self._take(merged(one)):
                taken.append(one.id)
            if time.monotonic() - saved > _SAVED_EVERY:
                write_mapping(self.course, self.name, self.earlier)
                saved = time.monotonic()
            progress(number, len(given))
        write_mapping(self.course, self.name, self.earlier)
        self._of_platforms_own_numbers(given)
        return TakenIn(tuple(sorted(taken)), tuple(self.lines), self.refusals, self._renamed(taken))

    def _known(self, name: str) -> bool:
        return bool(self.class_list and self.class_list.find([name]))

    def _take(self, given: Given) -> bool:
        """Take in what is one student's; whether there is something."""
        called = given.owner.shown if not given.owner.named else f"{given.id} ({given.owner.shown})"
        if not (notebooks := given.owner.notebooks):
            self.refusals[called] = _why_none(given.owner.entries)
            return False
        choice = choose(notebooks, self.released)
        try:
            digest, before = keep(self.source, choice.entry, self.course, self.name, given.id,
                                  self.scratch)  # fmt: skip
        except Refusal as error:
            self.refusals[called] = str(error)
            return False
        except OSError as error:
            self.refusals[called] = f"it cannot be copied: {error.strerror or error}"
            return False
        aside, others = self._keep_others(given.id, choice, digest)
        found = named(choice.entry.path)
        late = found is not None and found.late
        self._say(given, choice, others, before, late)
        self._put_right(given)
        person = given.person
        self.earlier[given.id] = Taken(
            given.id, tuple(dict.fromkeys(given.keys)), choice.entry.path, choice.entry.time,
            datetime.now(UTC).isoformat(timespec="seconds"), digest, person.first, person.last,
            person.email, late, aside, not given.lines,
        )  # fmt: skip
        return True

    def _keep_others(
        self, student: str, choice: Choice, digest: str
    ) -> tuple[tuple[tuple[str, str], ...], list[Entry]]:
        """Keep what does not count; those that are not the same as what counts."""
        aside, different = [], []
        for other in choice.others:
            try:
                found, place = keep_aside(
                    self.source, other, self.course, self.name, student, self.scratch
                )
            except (Refusal, OSError) as error:
                self.lines.append(f"{student}: {other.path} is not kept aside: {error}")
                continue
            aside.append((other.path, place))
            if found != digest:
                different.append(other)
        return tuple(aside), different

    def _say(
        self, given: Given, choice: Choice, others: list[Entry], before: str, late: bool
    ) -> None:
        self.lines += [f"{given.id}: {line}" for line in given.lines]
        if others:
            names = ", ".join(other.path for other in others[:_SHOWN])
            more = len(others) - _SHOWN
            names += f" and {more} more" if more > 0 else ""
            look = "LOOK: " if choice.look else ""
            self.lines.append(
                f"{given.id}: {look}of {len(choice.others) + 1 + choice.left} notebooks "
                f"{choice.entry.path} is marked; kept aside: {names}"
            )
        if choice.left:
            self.lines.append(f"{given.id}: LOOK: only the newest {MOST} notebooks were looked "
                              f"into; {choice.left} more stay where they came from")  # fmt: skip
        if before:
            self.lines.append(f"{given.id}: a new hand-in; the one before is in {before}")
        if late and given.owner.named:
            platform = _PLATFORMS[given.owner.named.platform]
            self.lines.append(f"{given.id}: handed in late, as {platform} says")
        for entry in given.owner.entries:
            if entry.refusal:
                self.lines.append(f"{given.id}: {entry.path} is not read: {entry.refusal}")

    def _put_right(self, given: Given) -> None:
        """Take back what an earlier run took in for the same owner under another id."""
        for student in {self._before.get(key, given.id) for key in given.keys} - {given.id}:
            if not (taken := self.earlier.get(student)):
                continue
            if left := tuple(key for key in taken.keys if key not in given.keys):
                self.earlier[student] = replace(taken, keys=left)
                continue
            with suppress(OSError):
                place = withdraw(self.course, self.name, student)
                self.lines.append(f"{given.id}: was {student} before, which is kept in {place}")
            del self.earlier[student]
            self.renamed[student] = given.id

    def _renamed(self, taken: list[str]) -> dict[str, str]:
        """Ids that are nobody's any more, with those that took their place."""
        return {old: new for old, new in self.renamed.items() if old not in taken}

    def _of_platforms_own_numbers(self, given: list[Given]) -> None:
        """Say once that the ids are the platform's own, which its marks file may not know."""
        if self.class_list:
            return
        platforms = {one.owner.named.platform for one in given if one.owner.named}
        for platform in sorted(platforms - {"blackboard"}):
            numbers = f"{_PLATFORMS[platform]}'s own numbers"
            if platform == "moodle":
                numbers += ", which are others in each assignment"
            self.lines.append(f"without a class list the ids are {numbers}: give CLASS=list.csv")


def _why_none(entries: list[Entry]) -> str:
    """Why an owner has no notebook, in the words of the report."""
    for entry in entries:
        if entry.refusal and (entry.is_notebook or len(entries) == 1):
            return entry.refusal
    if len(entries) == 1 and len(entries[0].parts) == 1:
        kind = PurePosixPath(entries[0].path).suffix or "nameless"
        return f"a {kind} file was handed in, not a notebook"
    reasons = [entry.refusal for entry in entries if entry.refusal]
    kinds = sorted({PurePosixPath(entry.path).suffix or "a nameless file" for entry in entries})
    found = f" but {', '.join(kinds[:_SHOWN])}" if kinds and not reasons else ""
    return "; ".join(["no notebook was handed in" + found, *reasons[:1]])
