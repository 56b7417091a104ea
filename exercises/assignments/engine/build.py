"""Everything that is made from the sources: for students, for instructors, for nbgrader.

All is written to a temporary folder first and moved into place at the end. A course folder keeps
the marks that it holds already: only its sources and settings are renewed.
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
    log: Callable[[str], None] = print,
) -> list[Assignment]:
    """Write student notebooks, solutions, the course and the marking guide.

    Args:
        target: Folder to write to.
        only: Names of the assignments to write, all if none is named; the guide then holds these.
        folder: Where the sources are.
        log: Called with a line for each assignment.

    Returns:
        The assignments that were written.

    Raises:
        SourceError: A source is malformed; nothing at all is written then.
        CourseError: nbgrader refused one.
    """
    assignments = [read(folder / f"{name}.md") for name in list(only) or names(folder)]
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target) as temporary:
        new = Path(temporary)
        course = Course(new / "at_work")
        for number, assignment in enumerate(assignments, 1):
            marks = f"{assignment.name}: {assignment.marks():g} marks"
            log(f"[{number} of {len(assignments)}] {marks}")
            _write_one(assignment, course, new)
        (new / GUIDE).write_text(guide.page(assignments), encoding="utf-8")
        shutil.move(course.root / "source", new / COURSE / "source")
        shutil.copyfile(CONFIG, new / COURSE / CONFIG.name)
        shutil.rmtree(course.root)
        _replace_files(new, target, delete_others=not only)
    return assignments


def _write_one(assignment: Assignment, course: Course, new: Path) -> None:
    answers = without_guide(assignment.notebook)
    course.add(assignment, answers)
    release = course.generate(assignment.name)
    move(release, new / STUDENT / release.name)
    write(answers, new / SOLUTION / f"{assignment.name}.ipynb")


def _replace_files(new: Path, target: Path, delete_others: bool) -> None:
    """Replace what changed; when all was made, delete notebooks that have no source any more."""
    files = [path.relative_to(new) for path in sorted(new.rglob("*")) if path.is_file()]
    for file in files:
        move(new / file, target / file)
    if not delete_others:
        return
    for part in (STUDENT, SOLUTION):
        for path in (target / part).glob("*.ipynb"):
            if path.relative_to(target) not in files:
                path.unlink()
    for path in (target / COURSE / "source").iterdir():
        if path.is_dir() and not (new / COURSE / "source" / path.name).is_dir():
            shutil.rmtree(path)
