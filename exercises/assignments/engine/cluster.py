"""Plays submissions on the workers of a Dask cluster; this computer repairs them and marks.

What goes over the network is a repaired notebook and the released cells with their hidden tests,
and what comes back is the notebook with outputs. No name and no id goes along. Workers need the
same version of the kit, and a sandbox each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
from assignments.engine.course import Course
from assignments.engine.errors import CourseError, Refusal
from assignments.engine.playing.limits import limits_of
from assignments.engine.worker import play_here, prepare, steps_of

_AHEAD = 4  # notebooks for each thread of the cluster that wait there
_SECONDS = 15  # until a scheduler counts as not there


def play_on(
    address: str, course: Course, name: str, students: list[str]
) -> Iterator[tuple[str, str | None]]:
    """Students with their played notebooks, in the order in which these come back.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.5:8786``.
        course: The course folder.
        name: The assignment.
        students: Whose submissions.

    Returns:
        Pairs of a student and a notebook as text; None where it cannot be played at all, or its
        worker was lost, and it is marked here.

    Raises:
        CourseError: There is no scheduler at the address, it has no workers, or Dask is missing.
    """
    client = _client(address)
    try:
        yield from _play(client, course, name, students)
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise CourseError(
            "CLUSTER needs Dask: .venv/bin/python -m pip install distributed"
        ) from None
    try:
        client = Client(address, timeout=_SECONDS)
    except (OSError, ValueError) as error:
        raise CourseError(f"there is no Dask scheduler at {address}: start one with "
                          f"`dask scheduler` ({type(error).__name__})") from None  # fmt: skip
    if not client.ncores():
        client.close()
        raise CourseError(f"the Dask scheduler at {address} has no workers: start some with "
                          f"`dask worker {address} --nthreads 1 --nworkers 2`")  # fmt: skip
    return client


def _play(
    client: Any, course: Course, name: str, students: list[str]
) -> Iterator[tuple[str, str | None]]:
    from distributed import as_completed

    steps, waiting = steps_of(course, name), iter(students)
    whose: dict[Any, str] = {}
    coming = as_completed()

    def give_out(most: int) -> Iterator[tuple[str, None]]:
        """Send work until `most` notebooks are out; what cannot be played comes back at once."""
        while len(whose) < most:
            student = next(waiting, None)
            if student is None:
                return
            try:
                repaired, number = prepare(course, name, student)
            except Refusal:
                yield student, None
                continue
            limits = limits_of(course.config(), repaired.notebook)
            text = nbformat.writes(repaired.notebook)
            future = client.submit(play_here, text, steps, limits, number, pure=False, retries=1)
            whose[future] = student
            coming.add(future)

    most = _AHEAD * sum(client.ncores().values())
    yield from give_out(most)
    while whose:
        future = next(coming)
        student = whose.pop(future)
        yield student, future.result() if future.status == "finished" else None
        yield from give_out(most)
