"""Command lines that start the first process of a sandbox, one for each kind."""

from __future__ import annotations

import sys

from assignments.engine.confine.seen import SCRATCH, Seen, environment

DISK = 256 * 1024**2  # bytes of a folder that can be written


def zygote(descriptor: int) -> list[str]:
    """What runs inside, with a socket to the marker."""
    return [sys.executable, "-m", "inside.zygote", str(descriptor)]


def bubblewrap(program: str, seen: Seen, descriptor: int) -> list[str]:
    """With namespaces of its own, and the right to make some more for each process.

    Args:
        program: Path of `bwrap`.
        seen: What is bound into it.
        descriptor: Of the socket to the marker.
    """
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    for capability in ("SYS_ADMIN", "SYS_RESOURCE", "SETPCAP"):
        words += ["--cap-add", f"CAP_{capability}"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for place in (SCRATCH, "/tmp", "/dev/shm"):
        words += ["--perms", "0700", "--size", str(DISK), "--tmpfs", place]
    for here, there in seen.binds:
        words += ["--ro-bind", here, there]
    for target, place in seen.links:
        words += ["--symlink", target, place]
    for name, value in environment().items():
        words += ["--setenv", name, value]
    for place in ("/", "/dev", "/proc", *(["/tmp"] if seen.in_tmp else [])):
        words += ["--remount-ro", place]
    return [*words, "--chdir", "/", "--", *zygote(descriptor)]
