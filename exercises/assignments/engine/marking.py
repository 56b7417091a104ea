"""Marks a whole class: several submissions at a time, on this computer or on a cluster.

What was marked once is not marked again unless the file has changed, so an interrupted run goes
on where it stopped. Submissions run in a sandbox (`confine`); what marks them, keeps the books and
writes feedback is in processes of its own, which are replaced when one of them breaks or hangs.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assignments.engine import bookkeeping, intake
from assignments.engine.class_list import ClassList, Person
from assignments.engine.confine import chosen
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.intake import Taken
from assignments.engine.outcome import NOT_MARKED, Outcome
from assignments.engine.worker import REPAIRED, limit_memory, listed_number, mark_submission
from pebble import ProcessExpired, ProcessPool

if TYPE_CHECKING:  # not every system has both
    from multiprocessing.context import ForkServerContext, SpawnContext

TIME_LIMIT = 900.0  # seconds for one submission, all cells together
_WORKER = "assignments.engine.worker"  # loaded once, in the process that others are forked from
_AT_A_TIME = 4  # submissions for each process that are given out and not yet marked
_TASKS = 100  # submissions until a process is replaced, so that its memory stays bounded


def mark_class(
    course: Course,
    name: str,
    again: bool = False,
    workers: int = 0,
    time_limit: float = TIME_LIMIT,
    cluster: str = "",
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> list[Outcome]:
    """Mark everything that was handed in for an assignment.

    Args:
        course: The course folder; `submitted/STUDENT/NAME/NAME.ipynb` is what is marked.
        name: The assignment.
        again: Also mark what was marked before.
        workers: Processes at a time; 0 for as many as there are cores.
        time_limit: Seconds for one submission.
        cluster: Address of a Dask scheduler (`tcp://...`) whose workers run the submissions; this
            computer keeps the books.
        progress: Called after each one with its outcome and the number of all.

    Returns:
        An outcome for everyone who handed in, in the order of their ids.

    Raises:
        CourseError: The course has no such assignment, nobody has handed in, or there is no
            sandbox or cluster.
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
    played = _played(course, name, to_mark, cluster)
    workers = workers or _cores()
    with _pool(workers) as pool:
        for outcome in _mark_all(pool, course, name, played, time_limit, _AT_A_TIME * workers):
            outcomes[outcome.student] = _store_outcome(course, name, outcome)
            progress(outcomes[outcome.student], len(students))
    return with_numbers_checked(course, _recounted(course, name, outcomes.values()))


def _recounted(course: Course, name: str, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Outcomes in the order of ids, with as many answers that wait as there are by now."""
    with course.gradebook() as gradebook:
        marks = bookkeeping.all_marks(gradebook, name)
    known = {outcome.student: outcome for outcome in outcomes}
    return [
        replace(known[student], by_hand=marks[student].waiting if student in marks else 0)
        for student in sorted(known)
    ]


def outcomes_of(course: Course, name: str) -> list[Outcome]:
    """What became of everyone who handed in, as it was found when they were marked."""
    found = (_previous_outcome(course, name, one) for one in intake.students(course.root, name))
    return with_numbers_checked(course, _recounted(course, name, filter(None, found)))


def release(course: Course, name: str) -> None:
    """Make what students got, if it is not there or old: by it untouched notebooks are known.

    Raises:
        CourseError: The course has no such assignment.
    """
    released = course.root / "release" / name / f"{name}.ipynb"
    source = source_of(course, name)
    if not released.is_file() or released.stat().st_mtime_ns < source.stat().st_mtime_ns:
        course.generate(name)


def source_of(course: Course, name: str) -> Path:
    """The notebook with answers and hidden tests that an assignment is marked by.

    Raises:
        CourseError: The course has no such assignment.
    """
    there = sorted(path.stem for path in (course.root / "source").glob("*/*.ipynb"))
    if name not in there:
        where, names = course.root / "source", ", ".join(there)
        what = f"choose {names}" if there else "make assignments writes them"
        raise CourseError(f"there is no assignment {name!r} in {where}; {what}")
    return course.root / "source" / name / f"{name}.ipynb"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(course: Course, name: str, students: list[str]) -> None:
    """Enter the assignment and the class in the gradebook, before several workers need them."""
    release(course, name)
    people = _people(course, name)
    with course.gradebook() as gradebook:
        known = {submission.student_id for submission in gradebook.assignment_submissions(name)}
        for student in students:
            if student not in known:
                gradebook.update_or_create_student(student, **people.get(student, {}))
                gradebook.update_or_create_submission(name, student)


def _people(course: Course, name: str) -> dict[str, dict[str, str]]:
    """What nbgrader keeps of students besides their ids: as the platform, and the list, has it."""
    listed = ClassList.of_course(course.root)
    found: dict[str, Taken | Person] = dict(intake.taken_in(course.root, name))
    found |= {person.id: person for person in listed.people} if listed else {}
    return {
        student: {"first_name": one.first, "last_name": one.last, "email": one.email}
        for student, one in found.items()
    }


def _played(
    course: Course, name: str, students: list[str], cluster: str
) -> Iterator[tuple[str, str | None]]:
    """Students whose turn it is, with their notebook where a cluster has played it."""
    if not cluster:
        return ((student, None) for student in students)
    from assignments.engine.cluster import play_on

    return play_on(cluster, course, name, students)


def _pool(workers: int) -> ProcessPool:
    return ProcessPool(
        max_workers=workers, max_tasks=_TASKS, initializer=limit_memory, context=_processes()
    )


def _processes() -> SpawnContext | ForkServerContext:
    """How processes are started: forked from one that has all loaded, where that can be done."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_WORKER])
    return context


def _mark_all(
    pool: ProcessPool,
    course: Course,
    name: str,
    played: Iterator[tuple[str, str | None]],
    time_limit: float,
    most: int,
) -> Iterator[Outcome]:
    """Outcomes in the order in which they come, of whatever becomes of a process."""
    running: dict[Future[Outcome], str] = {}
    waiting = True
    sandbox = chosen()  # the processes may be older than the variable
    try:
        while waiting or running:
            while waiting and len(running) < most:
                student, notebook = next(played, (None, None))
                waiting = student is not None
                if student is not None:
                    arguments = (course.root, name, student, notebook, sandbox)
                    running[pool.schedule(mark_submission, arguments, timeout=time_limit)] = student
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield _outcome(done, running.pop(done), time_limit)
    finally:
        if running:  # broken off: what has been marked is kept, what runs is ended
            pool.stop()


def _outcome(done: Future[Outcome], student: str, time_limit: float) -> Outcome:
    try:
        return done.result()
    except TimeoutError:
        return Outcome(student, NOT_MARKED, f"it was not done after {time_limit:.0f} s")
    except ProcessExpired as error:
        note = f"its marker broke off (exit code {error.exitcode}); out of memory, perhaps"
    except CourseError:
        raise  # nobody can be marked
    except Exception as error:  # nothing of one submission's stops the others
        said = " ".join(str(error).split())[:120]  # a report has a line for each submission
        note = f"its marker broke off ({type(error).__name__}: {said})"
    return Outcome(student, NOT_MARKED, note)


def _outcome_file(course: Course, name: str, student: str) -> Path:
    return course.root / "marked" / name / f"{student}.json"


def _version(course: Course, name: str, student: str) -> str:
    """Version of what is marked: of the file that was handed in, of its case and of the tests."""
    path = intake.submitted_file(course.root, name, student)
    if not path.is_file():
        return "none"
    stat, tests = path.stat(), (course.root / "source" / name / f"{name}.ipynb").stat()
    parts = (stat.st_size, stat.st_mtime_ns, listed_number(course, student), tests.st_mtime_ns)
    return "-".join(map(str, parts))


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
        lost = bookkeeping.withdraw(course, name, outcome.student)
        forget(course, name, outcome.student)
        outcome = replace(outcome, note="; ".join((outcome.note, *lost)))
    outcome = replace(outcome, version=_version(course, name, outcome.student))
    path = _outcome_file(course, name, outcome.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
    new.replace(path)
    return outcome


def forget(course: Course, name: str, student: str) -> None:
    """Delete what was made of a submission that does not count any more; it can be made again."""
    for step in (REPAIRED, "autograded", "feedback"):
        shutil.rmtree(course.root / step / student / name, ignore_errors=True)


def with_numbers_checked(course: Course, outcomes: list[Outcome]) -> list[Outcome]:
    """Outcomes that say where a student number is not whose notebook it stands in.

    With a class list the case of the listed number was marked, whatever the notebook says. Without
    one the notebook's number was taken, which anybody may choose.
    """
    uses = Counter(outcome.number for outcome in outcomes if outcome.number)
    ids = {outcome.student.lower() for outcome in outcomes}
    noted = []
    for outcome in outcomes:
        number, own = outcome.number, outcome.student.lower()
        due = listed_number(course, outcome.student)
        notes = [outcome.note] if outcome.note else []
        if number and (uses[number] > 1 or number in ids - {own}):
            notes.append(f"its student number {number!r} is also somebody else's")
        if number and due and number != due:
            notes.append(f"its student number is {number!r}, and that of the class list {due!r}, "
                         "whose case was marked")  # fmt: skip
        elif number and not due and number != own:
            notes.append(f"nobody confirms its student number {number!r}, whose case was marked: "
                         "give a class list")  # fmt: skip
        noted.append(replace(outcome, note="; ".join(notes)))
    return noted
