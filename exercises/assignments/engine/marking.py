"""Marks a whole class: several submissions at a time, each where it can harm nobody else's.

What was marked once is not marked again unless the file has changed, so an interrupted run goes
on where it stopped. Time, memory and files are limited, but submissions run with the rights of
whoever marks them: mark where there is nothing else to read or to break, a container or an
account of its own.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from assignments.engine import intake
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.worker import NOT_MARKED, Outcome, mark_here

if TYPE_CHECKING:  # not every system has both
    from multiprocessing.context import ForkServerContext, SpawnContext

Running = tuple[BaseProcess, str, float]  # with its answer's file and the clock at its start
LONGEST = 900.0  # seconds for one submission, all cells together
_GRACE = 2.0  # seconds between looks at the clock
_STEP = "assignments.engine.worker"  # loaded once, in the process that others are forked from


def mark_class(
    course: Course,
    name: str,
    again: bool = False,
    at_once: int = 0,
    longest: float = LONGEST,
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> list[Outcome]:
    """Mark everything that was handed in for an assignment.

    Args:
        course: The course folder; `submitted/STUDENT/NAME/NAME.ipynb` is what is marked.
        name: The assignment.
        again: Also mark what was marked before.
        at_once: Submissions at a time; as many as there are cores unless said.
        longest: Seconds for one submission.
        progress: Called after each one with its outcome and the number of all.

    Returns:
        An outcome for everyone who handed in, in the order of their ids.

    Raises:
        CourseError: The course has no such assignment, or nobody has handed in.
    """
    students = intake.students(course.root, name)
    if not students:
        raise CourseError(f"nobody has handed in {name}: {course.root / 'submitted'} has none")
    _prepare(course, name, students)
    outcomes: dict[str, Outcome] = {}
    to_do = []
    for student in students:
        before = None if again else _before(course, name, student)
        if before:
            outcomes[student] = before
            progress(before, len(students))
        else:
            to_do.append(student)
    for outcome in _mark_all(course, name, to_do, at_once or _cores(), longest):
        outcomes[outcome.student] = _settle(course, name, outcome)
        progress(outcomes[outcome.student], len(students))
    return _compare([outcomes[student] for student in students])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(course: Course, name: str, students: list[str]) -> None:
    """Let nbgrader know the assignment and the class, so that markers need not race to tell it."""
    if not (course.root / "source" / name).is_dir():
        raise CourseError(f"there is no assignment {name} in {course.root / 'source'}")
    if not (course.root / "release" / name).is_dir():
        course.generate(name)
    with course.gradebook() as gradebook:
        for student in students:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(name, student)


def _mark_all(
    course: Course, name: str, students: list[str], at_once: int, longest: float
) -> Iterator[Outcome]:
    """Outcomes as they come; never more than `at_once` processes are alive."""
    context = _processes()
    waiting = students[::-1]
    running: dict[str, Running] = {}
    with tempfile.TemporaryDirectory() as aside:
        try:
            while waiting or running:
                while waiting and len(running) < at_once:
                    student = waiting.pop()
                    answer = str(Path(aside) / f"{student}.json")
                    arguments = (str(course.root), name, student, answer)
                    process = context.Process(target=mark_here, args=arguments)
                    process.start()
                    running[student] = (process, answer, time.monotonic())
                yield from _ended(running, longest)
        finally:
            for left, _, _ in running.values():
                stop(left)


def _processes() -> SpawnContext | ForkServerContext:
    """How processes are started: forked from one that has all loaded, where that can be done."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_STEP])
    return context


def _ended(running: dict[str, Running], longest: float) -> Iterator[Outcome]:
    """Wait a moment, and take out those that are done or late."""
    wait([process.sentinel for process, _, _ in running.values()], timeout=_GRACE)
    for student, (process, answer, start) in list(running.items()):
        seconds = time.monotonic() - start
        if process.is_alive() and seconds <= longest:
            continue
        del running[student]
        stop(process)
        yield _outcome(student, process, answer, seconds > longest, seconds)


def stop(process: BaseProcess) -> None:
    """End a process with all that it has started, and wait until it is gone."""
    family = []
    if process.is_alive():  # the number of one that has ended may be another's by now
        with suppress(psutil.NoSuchProcess):
            family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    for child in family:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    process.join()


def _outcome(
    student: str, process: BaseProcess, answer: str, late: bool, seconds: float
) -> Outcome:
    """What a process has written, or what its end says."""
    try:
        return Outcome(**json.loads(Path(answer).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        why = f"it was not done after {seconds:.0f} s" if late else (
            f"its marker broke off (exit code {process.exitcode}); out of memory, perhaps"
        )  # fmt: skip
        return Outcome(student, NOT_MARKED, why, seconds=round(seconds, 2))


# --- what was marked before ---------------------------------------------------------------------


def _stamp(course: Course, name: str, student: str) -> Path:
    return course.root / "marked" / name / f"{student}.json"


def _version(course: Course, name: str, student: str) -> str:
    """Which version of the file was handed in, by its size and its time."""
    path = course.root / "submitted" / student / name / f"{name}.ipynb"
    if not path.is_file():
        return "none"
    about = path.stat()
    return f"{about.st_size}-{about.st_mtime_ns}"


def _before(course: Course, name: str, student: str) -> Outcome | None:
    """The outcome of an earlier run, if the file is still the same."""
    try:
        text = _stamp(course, name, student).read_text(encoding="utf-8")
        outcome = Outcome(**json.loads(text))
    except (OSError, ValueError, TypeError):
        return None
    return outcome if outcome.version == _version(course, name, student) else None


def _settle(course: Course, name: str, outcome: Outcome) -> Outcome:
    """Remember an outcome; marks of an earlier version do not outlive one that cannot be marked."""
    if outcome.status == NOT_MARKED:
        with course.gradebook() as gradebook:
            for notebook in gradebook.find_submission(name, outcome.student).notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
    outcome = replace(outcome, version=_version(course, name, outcome.student))
    stamp = _stamp(course, name, outcome.student)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    aside = stamp.with_suffix(".new")
    aside.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
    aside.replace(stamp)
    return outcome


def _compare(outcomes: list[Outcome]) -> list[Outcome]:
    """Point out student numbers that two submissions share, or that are somebody else's id."""
    uses = Counter(outcome.number for outcome in outcomes if outcome.number)
    ids = {outcome.student.lower() for outcome in outcomes}
    found = []
    for outcome in outcomes:
        theirs = outcome.number in ids - {outcome.student.lower()}
        if outcome.number and (uses[outcome.number] > 1 or theirs):
            note = f"its student number {outcome.number!r} is also somebody else's"
            outcome = replace(outcome, note="; ".join(filter(None, (outcome.note, note))))
        found.append(outcome)
    return found
