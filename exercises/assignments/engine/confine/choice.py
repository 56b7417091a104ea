"""Chooses the sandbox: bubblewrap on Linux, a container where asked for, none where one insists."""

from __future__ import annotations

import os
import shutil
import sys

from assignments.engine.confine import commands
from assignments.engine.confine.sandbox import Sandbox
from assignments.engine.confine.seen import seen
from assignments.engine.errors import CourseError

BUBBLEWRAP, PODMAN, NONE = KINDS = ("bubblewrap", "podman", "none")
VARIABLE = "SANDBOX"
_OR_NONE = (
    "SANDBOX=none runs submissions with your own rights instead: "
    "their code can then read, change and send all that you can"
)


def open_sandbox(kind: str = "") -> Sandbox:
    """Start a sandbox for submissions.

    Args:
        kind: One of `KINDS`; without it what the variable SANDBOX says, else bubblewrap.

    Raises:
        CourseError: There is none of that kind here; the message says how to get one.
    """
    kind = kind or os.environ.get(VARIABLE, "") or BUBBLEWRAP
    if kind == BUBBLEWRAP:
        return _bubblewrap()
    raise CourseError(f"SANDBOX={kind}: there is no such sandbox; choose one of {', '.join(KINDS)}")


def _bubblewrap() -> Sandbox:
    if sys.platform != "linux":
        raise CourseError(
            "submissions are confined by bubblewrap, which is for Linux only; SANDBOX=podman uses "
            f"a container; {_OR_NONE}"
        )
    program = shutil.which("bwrap")
    if program is None:
        raise CourseError(
            "submissions are confined by bubblewrap, which is not installed; Debian, Ubuntu: sudo "
            f"apt-get install bubblewrap; Fedora: sudo dnf install bubblewrap; {_OR_NONE}"
        )
    folders = seen()
    try:
        return Sandbox(lambda descriptor: commands.bubblewrap(program, folders, descriptor))
    except CourseError as error:
        raise CourseError(
            f"bubblewrap cannot confine submissions on this machine ({error}); inside a container "
            f"it often may not: mark outside, or try SANDBOX=podman; {_OR_NONE}"
        ) from None
