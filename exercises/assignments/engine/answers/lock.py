"""A lock on a marker's file: one program at a time marks under a name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assignments.engine.errors import CourseError


@contextmanager
def alone(path: Path, busy: str) -> Iterator[None]:
    """Hold a marker's file for one program: a second one would overwrite what the first keeps.

    The system lets go of it when the program ends, however it ends.

    Args:
        path: The file that is held.
        busy: Message if another program holds it.

    Raises:
        CourseError: Another program holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.stem}.lock").open("a+") as file:
        try:
            _take(file.fileno())
        except OSError:
            raise CourseError(busy) from None
        yield


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
