"""A class from what a platform handed out to marks, feedback, a report and files to import.

Each step leaves what the next one needs in the course folder, so that every one can be taken again
by itself, and a run that was stopped goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assignments.engine import bookkeeping, confine, intake, report
from assignments.engine.answers.gradebook import take_in as take_answers
from assignments.engine.class_list import ClassList
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.feedback import write_feedback
from assignments.engine.intake import TakenIn
from assignments.engine.marking import forget, mark_class, outcomes_of, release, source_of
from assignments.engine.marks import Canvas, Moodle
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED, Outcome
from assignments.engine.worker import reason
from tqdm import tqdm


def grade(
    course: Course,
    name: str,
    source: Path | None = None,
    class_list: Path | None = None,
    column: str = "",
    cluster: str = "",
    again: bool = False,
) -> int:
    """Mark a class.

    Args:
        course: The course folder.
        name: The assignment.
        source: What the platform handed out: a zip or a folder; without it what lies in
            `submitted` is marked.
        class_list: A CSV file with the course's students, which the course keeps.
        column: Its column with the ids.
        cluster: Address of a Dask scheduler whose workers run the submissions.
        again: Also mark what was marked before.

    Returns:
        Exit code: 1 if the report and what is exported do not say the same.

    Raises:
        CourseError: Nothing can be marked; what to do is in the message.
    """
    release(course, name)
    listed = ClassList.of_course(course.root, class_list, column)
    taken = TakenIn()
    if source:
        with _bar(f"{name}: taking in", "student") as bar:
            taken = intake.take_in(source, course.root, name, listed, _moved(bar))
        for former in taken.renamed:  # its marks are nobody's; those by hand are kept aside
            bookkeeping.withdraw(course, name, former)
            forget(course, name, former)
        print(*_refused(taken), sep="\n", end="\n" if taken.refusals else "")
        intake.keep_told(course.root, name, taken)
    else:
        taken = intake.told(course.root, name)
    if confine.warning():
        print(confine.warning())
    start = time.monotonic()
    with _bar(name, "submission") as bar:

        def progress(outcome: Outcome, total: int) -> None:
            bar.total = total
            bar.update()

        outcomes = mark_class(course, name, again=again, cluster=cluster, progress=progress)
    seconds = time.monotonic() - start
    lines = [outcome.line() for outcome in outcomes]
    print(*lines, *taken.lines, sep="\n")
    failed = _finish(course, name, outcomes, taken)
    print(_summary(_asked_about(outcomes, taken, name), len(taken.refusals), seconds))
    return failed


def enter_answers(course: Course, name: str, force: bool = False) -> int:
    """Take what people gave for written answers into the gradebook, and write all anew.

    Args:
        course: The course folder.
        name: The assignment.
        force: Also replace what was marked in the formgrader.

    Returns:
        Exit code, as of `grade`.

    Raises:
        CourseError: There is no such assignment, or nobody has marked it.
    """
    source_of(course, name)
    print(*take_answers(course, name, force), sep="\n")
    feedback(course, name)
    return _finish(course, name, outcomes_of(course, name), intake.told(course.root, name))


def feedback(course: Course, name: str) -> None:
    """Write everybody's feedback anew, with the marks and comments that there are by now."""
    for student in tqdm(intake.students(course.root, name), desc="feedback", unit="student"):
        try:
            write_feedback(course, name, student)
        except CourseError as error:
            print(f"{student}: no feedback: {reason(error)}")
    print(f"Feedback is in {course.root / 'feedback'}")


def export(course: Course, name: str = "") -> None:
    """Write the files that Moodle and Canvas import, and say which answers still wait."""
    with course.gradebook() as gradebook:
        for kind in (Moodle, Canvas):
            plugin = kind()
            plugin.to = str(course.root / kind.file)
            plugin.assignment = [name] if name else []
            plugin.export(gradebook)
            print(f"Marks for {kind.__name__} are in {plugin.to}")
        for assignment in gradebook.assignments:
            waiting = bookkeeping.pending(gradebook, assignment.name)
            if waiting and name in ("", assignment.name):
                who = "1 student has" if len(waiting) == 1 else f"{len(waiting)} students have"
                print(
                    f"{assignment.name}: {who} answers that wait for a person; these count 0 so far"
                )


def _finish(course: Course, name: str, outcomes: list[Outcome], taken: TakenIn) -> int:
    """Export marks and write the reports; 1 if these do not say the same."""
    export(course, name)
    with course.gradebook() as gradebook:
        exported = {
            kind.file: kind().read_back(gradebook, course.root / kind.file, name)
            for kind in (Moodle, Canvas)
        }
    differences = report.compare(course, name, outcomes, exported)
    path = report.write(
        course, name, _asked_about(outcomes, taken, name), refusals=taken.refusals,
        differences=differences,
    )  # fmt: skip
    lines = [*(outcome.line() for outcome in outcomes), *_refused(taken), *taken.lines]
    text = path.with_suffix(".txt")
    text.write_text("\n".join([*lines, *differences]) + "\n", encoding="utf-8")
    print(*differences, sep="\n", end="\n" if differences else "")
    print(f"This report is in {text}\nA report to read is in {path}")
    return int(bool(differences))


def _asked_about(outcomes: list[Outcome], taken: TakenIn, name: str) -> list[Outcome]:
    """Outcomes that also count what taking in asks a person.

    The question itself, with names of files, which are often students', is in the text alone.
    """
    asked = {line.partition(": LOOK: ")[0] for line in taken.lines if ": LOOK: " in line}
    note = f"which file is whose, or counts, is asked in {name}.txt"
    return [
        replace(
            one, status=IN_PART if one.status == MARKED else one.status,
            note="; ".join(filter(None, (one.note, note))),
        ) if one.student in asked else one
        for one in outcomes
    ]  # fmt: skip


def _refused(taken: TakenIn) -> list[str]:
    """A line for each file that was refused; a file's name may have several."""
    return [f"{' '.join(name.split())}: NOT MARKED: {why}" for name, why in taken.refusals.items()]


def _summary(outcomes: list[Outcome], refused: int, seconds: float) -> str:
    marked = [outcome for outcome in outcomes if outcome.status != NOT_MARKED]
    look = sum(bool(outcome.note) for outcome in marked)
    return (
        f"{len(marked)} marked ({look} to look at), {len(outcomes) - len(marked) + refused} not "
        f"marked; {seconds:.0f} s, {seconds / len(outcomes):.1f} s each"
    )


def _bar(what: str, unit: str) -> Any:
    return tqdm(desc=what, unit=unit)


def _moved(bar: Any) -> Callable[[int, int], None]:
    """What moves a bar to where a step is."""

    def move(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return move
