"""Marks one submission: repairs it, plays it in the sandbox, and has nbgrader keep the books.

Nothing of a submission runs in this process. The result is an `Outcome`.
"""

from __future__ import annotations

import threading
import time
import warnings
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import nbformat
from assignments.engine import bookkeeping, intake
from assignments.engine.cells import role
from assignments.engine.class_list import ClassList
from assignments.engine.class_list.people import FILE as LIST
from assignments.engine.confine import Sandbox, open_sandbox
from assignments.engine.course import Course
from assignments.engine.errors import CourseError, NoSandboxError, Refusal
from assignments.engine.feedback import CleanOutputs, write_feedback
from assignments.engine.files import write
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED, Outcome
from assignments.engine.playing.limits import Limits, limits_of
from assignments.engine.playing.plan import Step, plan
from assignments.engine.playing.play import NOT_RUN, NUMBER, TOO_LONG, play
from assignments.engine.playing.reaches import reaches
from assignments.engine.repair import Repaired, repair
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata, LimitOutput, OverwriteCells, SaveAutoGrades
from traitlets.config import Config

MEMORY = 4 * 1024**3  # bytes that a process which marks may ask for
REPAIRED = "repaired"  # the course's folder of notebooks as they are marked
_LONGEST_LOG = 100_000  # characters; the end is what says why
_NO_MEMORY = "MemoryError"
_ATTEMPTS = 3  # at starting what a submission runs in
_local = threading.local()  # a sandbox for each thread that marks


def mark_submission(
    root: Path, name: str, student: str, played: str | None = None, sandbox: str = ""
) -> Outcome:
    """Mark one submission in this process.

    Args:
        root: The course folder.
        name: The assignment.
        student: Who handed it in.
        played: The notebook as it was played elsewhere, as text; without it, it is played here.
        sandbox: Which sandbox, as `open_sandbox` knows it.

    Returns:
        What became of it; every failure of the submission is one of these, and no error.
    """
    warnings.simplefilter("ignore")  # libraries' own, about submissions' old formats
    start = time.monotonic()
    course = Course(root)
    try:
        outcome = _mark(course, name, student, played, sandbox)
    except Refusal as error:
        outcome = Outcome(student, NOT_MARKED, str(error))
    except MemoryError:
        outcome = Outcome(student, NOT_MARKED, "it needs more memory than it may have")
    return replace(outcome, seconds=max(0.01, round(time.monotonic() - start, 2)))


def limit_memory() -> None:
    """Keep what this process can take from everybody else; Windows has no such limits."""
    with suppress(ImportError):
        import resource

        # Not RLIMIT_AS: drawing a chart reserves 64 GiB of addresses it never fills.
        for limit, value in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(limit)
            allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (allowed, hard))


# --- what a submission is played with ----------------------------------------------------------


def prepare(course: Course, name: str, student: str) -> tuple[Repaired, str]:
    """A submission put right, and the student number that decides its case.

    Raises:
        Refusal: It is none that can be marked.
    """
    repaired = repair(
        intake.read(course.root, name, student),
        _notebook(course.root / "release" / name / f"{name}.ipynb"),
    )
    return repaired, listed_number(course, student)


def listed_number(course: Course, student: str) -> str:
    """The student number in the course's class list, as notebooks give it; "" without one."""
    path = course.root / LIST
    listed = _class_list(course.root, path.stat().st_mtime_ns) if path.exists() else None
    return ((listed.number_of(student) or "") if listed else "").strip().lower()


@lru_cache(maxsize=4)
def _class_list(root: Path, changed: int) -> ClassList | None:
    return ClassList.of_course(root)


def steps_of(course: Course, name: str) -> dict[str, Step]:
    """What the judge runs for an assignment."""
    path = course.root / "source" / name / f"{name}.ipynb"
    return _steps(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _steps(path: Path, changed: int) -> dict[str, Step]:
    return plan(_notebook(path))


def _notebook(path: Path) -> NotebookNode:
    return _read_notebook(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read_notebook(path: Path, changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def play_here(
    text: str, steps: dict[str, Step], limits: Limits, number: str, sandbox: str = ""
) -> str:
    """Play a notebook in this process's sandbox; all that goes in and out is plain data.

    Args:
        text: The repaired notebook as JSON.
        steps: What the judge runs.
        limits: Of time and output.
        number: The student number that decides the case, if a class list knows it.
        sandbox: Which sandbox, as `open_sandbox` knows it.
    """
    notebook = nbformat.reads(text, as_version=4)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _played(notebook, steps, limits, number, sandbox)
        except NoSandboxError:
            raise
        except CourseError:  # that nothing came up says nothing of the submission
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError("it is tried at least once")


def _played(
    notebook: NotebookNode, steps: dict[str, Step], limits: Limits, number: str, kind: str
) -> str:
    start = _sandbox(kind).start
    return str(nbformat.writes(play(notebook, steps, start, limits, number)))


def _sandbox(kind: str) -> Sandbox:
    held: dict[str, Sandbox] = _local.__dict__.setdefault("sandboxes", {})
    if kind not in held:
        try:
            held[kind] = open_sandbox(kind)
        except CourseError as error:
            raise NoSandboxError(str(error)) from None
    return held[kind]


# --- what nbgrader keeps ----------------------------------------------------------------------


def _mark(course: Course, name: str, student: str, played: str | None, sandbox: str) -> Outcome:
    repaired, number = prepare(course, name, student)
    steps = steps_of(course, name)
    if played is None:
        limits = limits_of(course.config(), repaired.notebook)
        try:
            text = nbformat.writes(repaired.notebook)
            played = play_here(text, steps, limits, number, sandbox)
        except NoSandboxError:
            raise
        except CourseError as error:
            raise Refusal(f"it could not be run: {error}") from None
    notebook = nbformat.reads(played, as_version=4)
    write(notebook, course.root / REPAIRED / student / name / f"{name}.ipynb")
    given = repaired.number if any(NUMBER in step.takes for step in steps.values()) else ""
    outcome = Outcome(student, NOT_MARKED, number=given, repaired="; ".join(repaired.remarks))
    log = course.root / "marked" / name / f"{student}.log"
    log.unlink(missing_ok=True)  # of an earlier run
    bookkeeping.remember(course, name, student)
    try:
        course.run(Autograde, name, student, _books_only(course.config()))
    except CourseError as error:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"{str(error)[-_LONGEST_LOG:]}\n", encoding="utf-8")
        note = f"{reason(error)} (all that nbgrader said: {log.relative_to(course.root)})"
        return replace(outcome, note=note)
    notes = [*_notes(notebook), *repaired.look, *bookkeeping.settle(course, name, student)]
    reached = reaches(repaired.notebook)
    if reached:
        notes.append(f"its code reaches where no answer needs to ({reached}): read it")
    try:
        write_feedback(course, name, student)
    except CourseError as error:
        notes.append(f"no feedback was written ({reason(error)})")
    marks = bookkeeping.marks_of(course, name, student)
    return replace(
        outcome,
        status=IN_PART if notes else MARKED,
        note="; ".join(notes),
        automatic=marks.automatic,
        out_of=marks.out_of,
        by_hand=marks.waiting,
    )


def _books_only(config: Config) -> Config:
    """Settings in which nbgrader runs nothing, and takes marks from a notebook that was played."""
    config.CourseDirectory.submitted_directory = REPAIRED
    config.Autograde.sanitize_preprocessors = [OverwriteCells, CheckCellMetadata]
    config.Autograde.autograde_preprocessors = [LimitOutput, SaveAutoGrades, CleanOutputs]
    return config


def _notes(notebook: NotebookNode) -> list[str]:
    """Notes for a person on a notebook that was played."""
    notes = []
    slow = [_cell_name(cell) for cell in notebook.cells if _raised(cell, TOO_LONG)]
    if slow:
        notes.append(f"ran too long and was stopped: {', '.join(slow)}")
    for cell in notebook.cells:
        stopped = _raised(cell, NOT_RUN)
        if stopped:
            why = stopped[0]["evalue"].partition(": ")[2]
            notes.append(f"from {_cell_name(cell)} on nothing was run: {why}")
            break
    return notes


def _raised(cell: NotebookNode, name: str) -> list[NotebookNode]:
    return [output for output in cell.get("outputs", ()) if output.get("ename") == name]


def _cell_name(cell: NotebookNode) -> str:
    first = next(iter(cell.source.strip().splitlines()), "an empty cell")
    return role(cell).get("grade_id") or f"the cell {first[:40]!r}"


def reason(error: CourseError) -> str:
    """The reason in nbgrader's log, as one line for the report."""
    text = str(error)
    if _NO_MEMORY in text:
        return "it needs more memory than it may have"
    errors = [line.strip() for line in text.splitlines() if "Error" in line]
    return (errors or ["nbgrader gave no reason"])[-1][:200]
