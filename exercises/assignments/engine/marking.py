"""Marks a whole class: several submissions at a time, each in a process of its own.

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
from assignments.engine.outcome import NOT_MARKED, Outcome
from assignments.engine.worker import mark_submission

if TYPE_CHECKING:  # not every system has both
    from multiprocessing.context import ForkServerContext, SpawnContext

Running = tuple[BaseProcess, Path, float]  # with its outcome's file and the clock at its start
TIME_LIMIT = 900.0  # seconds for one submission, all cells together
_POLL = 2.0  # seconds between looks at the clock
_WORKER = "assignments.engine.worker"  # loaded once, in the process that others are forked from


def mark_class(
    course: Course,
    name: str,
    again: bool = False,
    workers: int = 0,
    time_limit: float = TIME_LIMIT,
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> list[Outcome]:
    """Mark everything that was handed in for an assignment.

    Args:
        course: The course folder; `submitted/STUDENT/NAME/NAME.ipynb` is what is marked.
        name: The assignment.
        again: Also mark what was marked before.
        workers: Processes at a time; 0 for as many as there are cores.
        time_limit: Seconds for one submission.
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
    for student in students:
        previous = None if again else _previous_outcome(course, name, student)
        if previous:
            outcomes[student] = previous
            progress(previous, len(students))
    to_mark = [student for student in students if student not in outcomes]
    for outcome in _mark_all(course, name, to_mark, workers or _cores(), time_limit):
        outcomes[outcome.student] = _store_outcome(course, name, outcome)
        progress(outcomes[outcome.student], len(students))
    return _with_shared_numbers([outcomes[student] for student in students])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(course: Course, name: str, students: list[str]) -> None:
    """Enter the assignment and the class in the gradebook, before several workers need them."""
    if not (course.root / "source" / name).is_dir():
        raise CourseError(f"there is no assignment {name} in {course.root / 'source'}")
    if not (course.root / "release" / name).is_dir():
        course.generate(name)
    with course.gradebook() as gradebook:
        for student in students:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(name, student)


def _mark_all(
    course: Course, name: str, students: list[str], workers: int, time_limit: float
) -> Iterator[Outcome]:
    """Outcomes in the order in which processes end, of which `workers` are alive at most."""
    context = _processes()
    waiting = students[::-1]
    running: dict[str, Running] = {}
    with tempfile.TemporaryDirectory() as temporary:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    student = waiting.pop()
                    file = Path(temporary) / f"{student}.json"
                    arguments = (course.root, name, student, file)
                    process = context.Process(target=mark_submission, args=arguments)
                    process.start()
                    running[student] = (process, file, time.monotonic())
                yield from _finished(running, time_limit)
        finally:
            for unfinished, _, _ in running.values():
                _stop(unfinished)


def _processes() -> SpawnContext | ForkServerContext:
    """How processes are started: forked from one that has all loaded, where that can be done."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_WORKER])
    return context


def _finished(running: dict[str, Running], time_limit: float) -> Iterator[Outcome]:
    """Outcomes of processes that end within a moment or are late, which leave `running`."""
    wait([process.sentinel for process, _, _ in running.values()], timeout=_POLL)
    for student, (process, file, start) in list(running.items()):
        seconds = time.monotonic() - start
        if process.is_alive() and seconds <= time_limit:
            continue
        del running[student]
        _stop(process)
        try:
            outcome = Outcome(**json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            note = f"its marker broke off (exit code {process.exitcode}); out of memory, perhaps"
            if seconds > time_limit:
                note = f"it was not done after {seconds:.0f} s"
            outcome = Outcome(student, NOT_MARKED, note, seconds=round(seconds, 2))
        yield outcome


def _stop(process: BaseProcess) -> None:
    """End a process with all that it has started, and wait until it is gone."""
    children = []
    if process.is_alive():  # the id of one that has ended may be another's by now
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    process.join()


def _outcome_file(course: Course, name: str, student: str) -> Path:
    return course.root / "marked" / name / f"{student}.json"


def _version(course: Course, name: str, student: str) -> str:
    """Version of the file that was handed in: its size in bytes and its time in nanoseconds."""
    path = course.root / "submitted" / student / name / f"{name}.ipynb"
    if not path.is_file():
        return "none"
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}"


def _previous_outcome(course: Course, name: str, student: str) -> Outcome | None:
    """The outcome of an earlier run, if the file is still the same."""
    try:
        text = _outcome_file(course, name, student).read_text(encoding="utf-8")
        outcome = Outcome(**json.loads(text))
    except (OSError, ValueError, TypeError):
        return None
    return outcome if outcome.version == _version(course, name, student) else None


def _store_outcome(course: Course, name: str, outcome: Outcome) -> Outcome:
    """Write an outcome to its file; what cannot be marked loses an earlier version's marks."""
    if outcome.status == NOT_MARKED:
        with course.gradebook() as gradebook:
            for notebook in gradebook.find_submission(name, outcome.student).notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
    outcome = replace(outcome, version=_version(course, name, outcome.student))
    path = _outcome_file(course, name, outcome.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
    new.replace(path)
    return outcome


def _with_shared_numbers(outcomes: list[Outcome]) -> list[Outcome]:
    """Outcomes that note a student number of two submissions, or that is somebody else's id."""
    uses = Counter(outcome.number for outcome in outcomes if outcome.number)
    ids = {outcome.student.lower() for outcome in outcomes}
    noted = []
    for outcome in outcomes:
        shared = uses[outcome.number] > 1 or outcome.number in ids - {outcome.student.lower()}
        note = f"its student number {outcome.number!r} is also somebody else's" if shared else ""
        noted.append(replace(outcome, note="; ".join(filter(None, (outcome.note, note)))))
    return noted
