"""Chooses the sandbox: bubblewrap on Linux, a container where asked for, none where one insists."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import uuid

from assignments.engine.confine import commands
from assignments.engine.confine.sandbox import Sandbox, Start
from assignments.engine.confine.seen import environment, seen
from assignments.engine.errors import CourseError

BUBBLEWRAP, PODMAN, NONE = KINDS = ("bubblewrap", "podman", "none")
SANDBOX = "SANDBOX"
_OR_NONE = (
    "SANDBOX=none runs submissions with your own rights instead: "
    "their code can then read, change and send all that you can"
)
_NOT_CONFINED = (
    "SANDBOX=none: submissions run with your own rights; their code can read, change and send all "
    "that you can"
)


def warning(kind: str = "") -> str:
    """What is not confined, in a sentence, before anything runs; empty if everything is."""
    return _NOT_CONFINED if chosen(kind) == NONE else ""


def chosen(kind: str = "") -> str:
    """Which sandbox is asked for: by name, by the variable SANDBOX, or else bubblewrap."""
    return kind or os.environ.get(SANDBOX, "") or BUBBLEWRAP


def open_sandbox(kind: str = "") -> Sandbox:
    """Start a sandbox for submissions.

    The thread that opens it must live as long as it is used.

    Args:
        kind: One of `KINDS`; without it what the variable SANDBOX says, else bubblewrap.

    Raises:
        CourseError: There is none of that kind here; the message says how to get one.
    """
    kind = chosen(kind)
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise CourseError(f"SANDBOX={kind}: there is no such sandbox; choose one of {known}")
    return {BUBBLEWRAP: _bubblewrap, PODMAN: _podman, NONE: _none}[kind]()


def _bubblewrap() -> Sandbox:
    program, folders = _program("bwrap", "bubblewrap"), seen()
    try:
        return Sandbox(lambda number: Start(commands.bubblewrap(program, folders, number)))
    except CourseError as error:
        raise CourseError(
            f"bubblewrap cannot confine submissions on this machine ({error}); inside a container "
            f"it often may not: mark outside it, or try SANDBOX=podman; {_OR_NONE}"
        ) from None


def _podman() -> Sandbox:
    program, folders = _program("podman", "podman"), seen()
    empty = tempfile.TemporaryDirectory(prefix="leverplug-", ignore_cleanup_errors=True)

    def start(number: int) -> Start:
        name = f"leverplug-{uuid.uuid4().hex}"
        finish = [program, "rm", "--force", "--ignore", "--time", "0", name]
        return Start(commands.podman(program, folders, number, name, empty.name), finish)

    try:
        return Sandbox(start, last=empty.cleanup)
    except CourseError as error:
        empty.cleanup()
        raise CourseError(
            f"podman cannot confine submissions on this machine ({error}); try whether `podman run "
            f"hello-world` works, or SANDBOX=bubblewrap; {_OR_NONE}"
        ) from None


def _none() -> Sandbox:
    if not hasattr(os, "fork"):
        raise CourseError(
            "SANDBOX=none: processes cannot be forked on this system; mark on Linux or macOS, on "
            "Windows in WSL 2"
        )
    # Nothing of the marker's own is handed on, though it could be read all the same.
    given = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    try:
        return Sandbox(lambda number: Start(commands.none(number), [], given), _NOT_CONFINED)
    except CourseError as error:
        raise CourseError(f"SANDBOX=none: Python does not start ({error})") from None


def _program(name: str, package: str) -> str:
    """Path of a program that confines.

    Raises:
        CourseError: It is not installed, or not for this system.
    """
    if sys.platform != "linux":
        raise CourseError(
            f"submissions are confined by {package}, which can hold this Python on Linux only: "
            f"mark on Linux, on Windows in WSL 2; {_OR_NONE}"
        )
    program = shutil.which(name)
    if program is None:
        raise CourseError(
            f"submissions are confined by {package}, which is not installed; Debian, Ubuntu: sudo "
            f"apt-get install {package}; Fedora: sudo dnf install {package}; {_OR_NONE}"
        )
    return program
