"""Command line: make the notebooks, try one, mark a class, give feedback, export marks.

What marks is imported by the commands that mark: `student` needs no nbgrader.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from assignments.engine.errors import CourseError, SourceError
from assignments.engine.files import SOURCES
from assignments.engine.source import read
from assignments.engine.student import BUILT, COURSE, STUDENT, write_all

Run = Callable[[argparse.Namespace], int]
_NOT_HERE = (
    "submissions are marked on Linux, or on macOS; on Windows run this in WSL 2, where Windows' "
    "folders are below /mnt"
)


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


def _can_mark() -> None:
    """Raise CourseError where there are no processes to fork, before what needs them is loaded."""
    if not hasattr(os, "fork"):
        raise CourseError(_NOT_HERE)


def _try(options: argparse.Namespace) -> int:
    """Mark an assignment's own solution, and a notebook in which nothing was answered."""
    _can_mark()
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
    _can_mark()
    from assignments.engine import grading
    from assignments.engine.course import Course

    return grading.grade(
        Course(options.course), options.name, options.source, options.class_list, options.column,
        options.cluster, options.again,
    )  # fmt: skip


def _answers(options: argparse.Namespace) -> int:
    from assignments.engine.answers import command
    from assignments.engine.course import Course

    course = Course(options.course)
    return command.run(course, options.name, options.marker, options.port, not options.no_browser)


def _marks(options: argparse.Namespace) -> int:
    _can_mark()
    from assignments.engine import grading
    from assignments.engine.course import Course

    return grading.enter_answers(Course(options.course), options.name, options.force)


def _compare(options: argparse.Namespace) -> int:
    from assignments.engine.answers.comparison import compare
    from assignments.engine.course import Course

    print(*compare(Course(options.course), options.name), sep="\n")
    return 0


def _feedback(options: argparse.Namespace) -> int:
    _can_mark()
    from assignments.engine import grading
    from assignments.engine.course import Course

    grading.feedback(Course(options.course), options.name)
    return 0


def _export(options: argparse.Namespace) -> int:
    _can_mark()
    from assignments.engine import grading
    from assignments.engine.course import Course

    grading.export(Course(options.course), options.name)
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
    grade = command("grade", _grade, "mark a class, write feedback and reports, export the marks")
    grade.add_argument("name", help="the assignment")
    grade.add_argument(
        "--from",
        dest="source",
        type=Path,
        help="the zip that the learning platform hands out, or a folder with a notebook or a "
        "folder for each student; without it what lies in the course's `submitted` is marked",
    )
    grade.add_argument("--class-list", type=Path, help="a CSV file of the course's students")
    grade.add_argument("--column", default="", help="its column with the ids")
    grade.add_argument("--cluster", default="", help="address of a Dask scheduler, tcp://...")
    grade.add_argument("--again", action="store_true", help="also what was marked before")
    answers = command("answers", _answers, "mark written answers on local pages")
    answers.add_argument("name", help="the assignment")
    answers.add_argument("--marker", default="", help="who marks; your login if not given")
    answers.add_argument("--port", type=int, default=8787, help="of this computer")
    answers.add_argument("--no-browser", action="store_true", help="open no browser")
    marks = command("marks", _marks, "take marks of written answers into the gradebook")
    marks.add_argument("name", help="the assignment")
    marks.add_argument("--force", action="store_true", help="also over marks of the formgrader")
    compare = command("compare", _compare, "compare the marks of several markers")
    compare.add_argument("name", help="the assignment")
    feedback = command("feedback", _feedback, "write feedback anew, once answers are marked")
    feedback.add_argument("name", help="the assignment")
    export = command("export", _export, "export the marks for Moodle and Canvas")
    export.add_argument("name", nargs="?", default="", help="the assignment; all if none is named")
    for marker in (grade, answers, marks, compare, feedback, export):
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
    except KeyboardInterrupt:
        print("\nStopped. What is done is kept; the same command goes on there.", file=sys.stderr)
        return 130  # as shells say it


if __name__ == "__main__":
    sys.exit(main())
