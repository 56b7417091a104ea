"""Command line: make the notebooks, try one, mark a class, give feedback, export marks.

What marks is imported by the commands that mark: `student` needs no nbgrader.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assignments.engine.errors import CourseError, SourceError
from assignments.engine.files import SOURCES
from assignments.engine.source import read
from assignments.engine.student import BUILT, COURSE, STUDENT, write_all

if TYPE_CHECKING:
    from assignments.engine.course import Course
    from assignments.engine.outcome import Outcome

Run = Callable[[argparse.Namespace], int]


def _check(options: argparse.Namespace) -> int:
    for path in options.files or sorted(SOURCES.glob("[0-9][0-9]_*.md")):
        assignment = read(path)
        by_hand = assignment.marks() - assignment.automatic()
        print(f"{assignment.name}: {assignment.marks():g} marks, {by_hand:g} of them by hand")
    return 0


def _student(options: argparse.Namespace) -> int:
    changed = write_all(options.to)
    print(f"Students' notebooks are in {options.to}; changed: {', '.join(changed) or 'none'}")
    return 0


def _make(options: argparse.Namespace) -> int:
    from assignments.engine.build import build

    assignments = build(options.to, options.names, log=lambda line: print(line, flush=True))
    print(f"{len(assignments)} assignments are in {options.to}")
    return 0


def _try(options: argparse.Namespace) -> int:
    """Mark an assignment's own solution, and a notebook in which nothing was answered."""
    from assignments.engine.build import SOLUTION, build
    from assignments.engine.course import Course
    from assignments.engine.marking import mark_class

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (assignment,) = build(folder, [options.name], log=lambda line: None)
        course = Course(folder / COURSE)
        for student, part in (("solution", SOLUTION), ("blank", STUDENT)):
            target = course.root / "submitted" / student / options.name
            target.mkdir(parents=True)
            shutil.copy(folder / part / f"{options.name}.ipynb", target)
        blank, solution = mark_class(course, options.name)
        with course.gradebook() as gradebook:
            (notebook,) = gradebook.find_submission(options.name, "solution").notebooks
            for grade in notebook.grades:
                if grade.cell_type == "code" and grade.auto_score != grade.max_score:
                    print(f"  {grade.name}: {grade.auto_score} of {grade.max_score}")
    print(f"{blank.line()}\n{solution.line()}")
    return int(blank.automatic > 0 or solution.automatic < assignment.automatic())


def _grade(options: argparse.Namespace) -> int:
    from assignments.engine import intake
    from assignments.engine.course import Course
    from assignments.engine.marking import mark_class
    from assignments.engine.outcome import IN_PART, NOT_MARKED
    from tqdm import tqdm

    course, name = Course(options.course), options.name
    taken = intake.TakenIn()
    if options.source:
        taken = intake.take_in(options.source, course.root, name)
    start = time.monotonic()
    with tqdm(desc=name, unit="submission") as bar:

        def progress(outcome: Outcome, total: int) -> None:
            bar.total = total
            bar.update()

        outcomes = mark_class(course, name, again=options.again, progress=progress)
    lines = [outcome.line() for outcome in outcomes]
    lines += [f"{name}: NOT MARKED: {why}" for name, why in taken.refusals.items()]
    lines += taken.lines
    _report(course, name, lines)
    marked = [outcome for outcome in outcomes if outcome.status != NOT_MARKED]
    in_part = [outcome for outcome in marked if outcome.status == IN_PART]
    seconds = time.monotonic() - start
    print(
        f"{len(marked)} marked ({len(in_part)} to look at), {len(lines) - len(marked)} not marked; "
        f"{seconds:.0f} s, {seconds / len(outcomes):.1f} s each"
    )
    return _export(options)


def _report(course: Course, name: str, lines: list[str]) -> None:
    path = course.root / "marked" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(*lines, sep="\n")
    print(f"This report is in {path}")


def _feedback(options: argparse.Namespace) -> int:
    from assignments.engine import intake
    from assignments.engine.course import Course
    from assignments.engine.worker import reason, write_feedback
    from tqdm import tqdm

    course = Course(options.course)
    students = intake.students(course.root, options.name)
    for student in tqdm(students, desc="feedback", unit="student"):
        try:
            write_feedback(course, options.name, student)
        except CourseError as error:
            print(f"{student}: no feedback: {reason(error)}")
    print(f"Feedback is in {course.root / 'feedback'}")
    return 0


def _export(options: argparse.Namespace) -> int:
    from assignments.engine.course import Course
    from assignments.engine.marks import Canvas, Moodle, pending

    course = Course(options.course)
    with course.gradebook() as gradebook:
        for kind in (Moodle, Canvas):
            plugin = kind()
            plugin.to = str(course.root / kind.file)
            plugin.assignment = [options.name] if options.name else []
            plugin.export(gradebook)
            print(f"Marks for {kind.__name__} are in {plugin.to}")
        for assignment in gradebook.assignments:
            waiting = pending(gradebook, assignment.name)
            if waiting and options.name in ("", assignment.name):
                print(
                    f"{assignment.name}: {len(waiting)} students have answers that wait for a "
                    "person; these count 0 so far"
                )
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assignments.engine", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Run, purpose: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=purpose, description=purpose)
        subparser.set_defaults(run=run)
        return subparser

    check = command("check", _check, "look for slips in sources")
    check.add_argument("files", nargs="*", type=Path)
    student = command("student", _student, "write the students' notebooks alone, without nbgrader")
    student.add_argument("--to", type=Path, default=BUILT / STUDENT, help="folder to write to")
    make = command("make", _make, "write notebooks, course and marking guide")
    make.add_argument("names", nargs="*", help="assignments to write; all if none is named")
    make.add_argument("--to", type=Path, default=BUILT, help="folder to write to")
    command("try", _try, "mark an assignment's solution, and a blank").add_argument("name")
    grade = command("grade", _grade, "mark a class, write feedback and export the marks")
    grade.add_argument("name", help="the assignment")
    grade.add_argument(
        "--from",
        dest="source",
        type=Path,
        help="folder with a notebook or a folder per student, named by the student's id; "
        "without it, what lies in the course's own folder `submitted` is marked",
    )
    grade.add_argument("--again", action="store_true", help="also what was marked before")
    feedback = command("feedback", _feedback, "write feedback anew, once answers are marked")
    feedback.add_argument("name", help="the assignment")
    export = command("export", _export, "export the marks for Moodle and Canvas")
    export.add_argument("name", nargs="?", default="", help="the assignment; all if none is named")
    for marker in (grade, feedback, export):
        marker.add_argument("--course", type=Path, default=BUILT / COURSE, help="the course folder")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Exit code of a command; errors that its user can mend are printed as one line."""
    options = _arguments().parse_args(arguments)
    try:
        return options.run(options)
    except (SourceError, CourseError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
