"""Everything that is made from the sources: for students, for instructors, for nbgrader.

All is written aside first and moved into place at the end. A course folder that holds marks
already keeps them: only its sources and settings are renewed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from assignments.engine import guide
from assignments.engine.course import CONFIG, Course
from assignments.engine.files import SOURCES, move, write
from assignments.engine.source import Assignment, names, read
from assignments.engine.student import BUILT, COURSE, STUDENT, without_guide

SOLUTION, GUIDE = "solution", "marking_guide.html"


def build(
    target: Path = BUILT,
    only: Iterable[str] = (),
    folder: Path = SOURCES,
    tell: Callable[[str], None] = print,
) -> list[Assignment]:
    """Write student notebooks, solutions, the course and the marking guide.

    Args:
        target: Folder to write to.
        only: Names of the assignments to write, all if none is named; the guide then holds these.
        folder: Where the sources are.
        tell: Takes a line for each assignment.

    Raises:
        SourceError: A source is malformed; nothing at all is written then.
        CourseError: nbgrader refused one.
    """
    wanted = list(only) or names(folder)
    found = [read(folder / f"{name}.md") for name in wanted]
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target) as aside:
        new = Path(aside)
        course = Course(new / "at_work")
        for number, assignment in enumerate(found, 1):
            tell(f"[{number} of {len(found)}] {assignment.name}: {assignment.marks():g} marks")
            _write_one(assignment, course, new)
        (new / GUIDE).write_text(guide.page(found), encoding="utf-8")
        shutil.move(course.root / "source", new / COURSE / "source")
        shutil.copyfile(CONFIG, new / COURSE / CONFIG.name)
        shutil.rmtree(course.root)
        _move_in(new, target, whole=not only)
    return found


def _write_one(assignment: Assignment, course: Course, new: Path) -> None:
    answers = without_guide(assignment.notebook)
    course.add(assignment, answers)
    release = course.generate(assignment.name)
    (new / STUDENT).mkdir(exist_ok=True)
    shutil.copyfile(release, new / STUDENT / release.name)
    write(answers, new / SOLUTION / f"{assignment.name}.ipynb")


def _move_in(new: Path, target: Path, whole: bool) -> None:
    """Replace what changed; when all was made, delete notebooks that have no source any more."""
    files = [path.relative_to(new) for path in sorted(new.rglob("*")) if path.is_file()]
    for file in files:
        move(new / file, target / file)
    if not whole:
        return
    for part in (STUDENT, SOLUTION):
        for path in (target / part).glob("*.ipynb"):
            if path.relative_to(target) not in files:
                path.unlink()
    for path in (target / COURSE / "source").iterdir():
        if path.is_dir() and not (new / COURSE / "source" / path.name).is_dir():
            shutil.rmtree(path)
