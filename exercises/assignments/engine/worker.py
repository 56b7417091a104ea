"""Marks one submission, in a process of its own that may be stopped or may break.

nbgrader does the marking; the result is an `Outcome`.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import nbformat
from assignments.engine import intake
from assignments.engine.cells import role
from assignments.engine.course import Course
from assignments.engine.errors import CourseError, Refusal
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED, Outcome
from assignments.engine.preprocessors import RestoreCells, RobustExecute, timed_out
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import Execute, OverwriteCells
from traitlets.config import Config

MEMORY = 4 * 1024**3  # bytes a submission may ask for: its kernel has the same limit
FILES = 256 * 1024**2  # bytes of the largest file it may write
_REMOTE_SCRIPT = re.compile(r"""<script\b[^>]*\bsrc=["'](?:https?:)?//[^>]*>\s*</script>""")
_LONGEST_SOCKET = 100  # bytes of a socket's path: macOS takes 103
_LONGEST_LOG = 100_000  # characters; the end is what says why
_NO_MEMORY, _DAMAGED = "MemoryError", ("failed to validate", "ValidationError")
_ATTEMPTS = 3  # before it counts against a submission that nbgrader could not run it


def mark_submission(root: Path, name: str, student: str, file: Path) -> None:
    """Mark one submission in this process and write its outcome to a file.

    Args:
        root: The course folder.
        name: The assignment.
        student: Who handed it in.
        file: Where the outcome is written; kernels' sockets lie beside it.
    """
    _set_limits()
    _discard_output()
    warnings.simplefilter("ignore")  # libraries' own, about submissions' old formats
    start = time.monotonic()
    try:
        outcome = _mark(Course(root), name, student, file.parent)
    except Refusal as error:
        outcome = Outcome(student, NOT_MARKED, str(error))
    except MemoryError:
        outcome = Outcome(student, NOT_MARKED, "it needs more memory than it may have")
    outcome = replace(outcome, seconds=max(0.01, round(time.monotonic() - start, 2)))
    file.write_text(json.dumps(asdict(outcome)), encoding="utf-8")


def _set_limits() -> None:
    """Keep what a submission can take from everybody else; Windows has no such limits."""
    with suppress(ImportError):
        import resource

        for limit, value in (
            # Not RLIMIT_AS: drawing a chart reserves 64 GiB of addresses it never fills.
            (resource.RLIMIT_DATA, MEMORY),
            (resource.RLIMIT_FSIZE, FILES),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(limit)
            allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (allowed, hard))


def _discard_output() -> None:
    """Discard what kernels write past their notebooks; it may be without end."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    os.close(null)


def _mark(course: Course, name: str, student: str, sockets: Path) -> Outcome:
    number = intake.number(intake.open_notebook(course.root, name, student))
    log = course.root / "marked" / name / f"{student}.log"
    log.unlink(missing_ok=True)  # of an earlier run
    try:
        _autograde(course, name, student, sockets)
    except CourseError as error:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"{str(error)[-_LONGEST_LOG:]}\n", encoding="utf-8")
        note = f"{reason(error)} (all that nbgrader said: {log.relative_to(course.root)})"
        return Outcome(student, NOT_MARKED, note, number=number)
    notes = []
    try:
        write_feedback(course, name, student)
    except CourseError as error:
        notes = [f"no feedback was written ({reason(error)})"]
    path = course.root / "autograded" / student / name / f"{name}.ipynb"
    notes = _notes(nbformat.read(path, as_version=4)) + notes
    automatic, out_of, by_hand = _marks(course, name, student)
    status = IN_PART if notes else MARKED
    return Outcome(student, status, "; ".join(notes), automatic, out_of, by_hand, number=number)


def write_feedback(course: Course, name: str, student: str) -> None:
    """Write a student's feedback, with the marks and comments that the gradebook holds by now.

    Args:
        course: The course folder.
        name: The assignment.
        student: Whose feedback.

    Raises:
        CourseError: nbgrader refused.
    """
    course.run(GenerateFeedback, name, student)
    for page in (course.root / "feedback" / student / name).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        # nbgrader's page asks another host for MathJax, and there is no setting for it.
        page.write_text(_REMOTE_SCRIPT.sub("", text), encoding="utf-8")


def _autograde(course: Course, name: str, student: str, sockets: Path) -> None:
    """Run nbgrader's marking; again if it failed for nothing that the submission holds.

    Raises:
        CourseError: It failed every time, or for what the submission holds.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            course.run(Autograde, name, student, _with_own_steps(course.config(), sockets))
            break
        except CourseError as error:
            # Python that does not come up on a busy machine says nothing of the submission.
            own_fault = any(words in str(error) for words in (_NO_MEMORY, *_DAMAGED))
            if attempt == _ATTEMPTS or own_fault:
                raise


def _with_own_steps(config: Config, sockets: Path) -> Config:
    """Settings in which the two steps that a bad submission could stop are replaced by ours.

    Kernels are reached by sockets in a folder of their own, not by ports: a free port is chosen
    before the kernel takes it, and several kernels that start at a time may choose the same one.
    """
    file = str(sockets / f"kernel-{os.getpid()}.json")
    if sys.platform != "win32" and len(os.fsencode(file)) < _LONGEST_SOCKET:
        config.KernelManager.transport = "ipc"
        config.KernelManager.connection_file = file
    replacements = {Execute: RobustExecute, OverwriteCells: RestoreCells}
    for steps in ("sanitize_preprocessors", "autograde_preprocessors"):
        defaults = config.Autograde.get(steps) or getattr(Autograde, steps).default_args[0]
        config.Autograde[steps] = [replacements.get(step, step) for step in defaults]
    return config


def _marks(course: Course, name: str, student: str) -> tuple[float, float, int]:
    """Automatic marks, how many there are at most, and how many answers wait for a person."""
    with course.gradebook() as gradebook:
        try:
            grades = gradebook.find_submission(name, student).notebooks[0].grades
        except MissingEntry:
            return 0.0, 0.0, 0
        code = [grade for grade in grades if grade.cell_type == "code"]
        return (
            sum(grade.auto_score or 0 for grade in code),
            sum(grade.max_score for grade in code),
            sum(bool(grade.needs_manual_grade) for grade in grades if grade not in code),
        )


def _notes(notebook: nbformat.NotebookNode) -> list[str]:
    """Notes for a person on a notebook that was marked."""
    notes = []
    slow = [_cell_name(cell) for cell in notebook.cells if timed_out(cell)]
    if slow:
        notes.append(f"ran too long and was stopped: {', '.join(slow)}")
    for cell in notebook.cells:
        stopped = [o for o in cell.get("outputs", ()) if o.get("ename") == "NotRun"]
        if stopped:
            why = stopped[0]["evalue"].partition(": ")[2]
            notes.append(f"from {_cell_name(cell)} on nothing was run: {why}")
            break
    restored = [_cell_name(c) for c in notebook.cells if "It was added back by" in c.source]
    if restored:
        notes.append(f"cells had been deleted and were put back: {', '.join(restored)}")
    return notes


def _cell_name(cell: nbformat.NotebookNode) -> str:
    first = next(iter(cell.source.strip().splitlines()), "an empty cell")
    return role(cell).get("grade_id") or f"the cell {first[:40]!r}"


def reason(error: CourseError) -> str:
    """The reason in nbgrader's log, as one line for the report."""
    text = str(error)
    if _NO_MEMORY in text:
        return "it needs more memory than it may have"
    if any(words in text for words in _DAMAGED):
        return "the marks' metadata in its cells is damaged: ask for a fresh copy"
    errors = [line.strip() for line in text.splitlines() if "Error" in line]
    return (errors or ["nbgrader gave no reason"])[-1][:200]
