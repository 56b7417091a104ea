"""Command lines that start the first process of a sandbox, one for each kind."""

from __future__ import annotations

import sys

from assignments.engine.confine.seen import SCRATCH, Seen, environment
from assignments.engine.inside.apart import DISK
from assignments.engine.inside.zygote import APART, LOOSE

_WRITABLE = (SCRATCH, "/tmp", "/dev/shm")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_STREAMS = {
    "fd": "/proc/self/fd",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
    "stderr": "/proc/self/fd/2",
}
_MOST = 4096  # processes and open files of a container
# Podman passes on descriptors from 3 up, so the socket must be that one.
_AS_THREE = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.execvp(sys.argv[2], sys.argv[2:])"


def bubblewrap(program: str, seen: Seen, descriptor: int) -> list[str]:
    """With namespaces of its own, and the right to make some more for each process.

    Args:
        program: Path of `bwrap`.
        seen: What is bound into it.
        descriptor: Of the socket to the marker.
    """
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--cap-drop", "ALL"]
    for capability in ("SYS_ADMIN", "SYS_RESOURCE", "SETPCAP"):
        words += ["--cap-add", f"CAP_{capability}"]
    words += ["--proc", "/proc", "--tmpfs", "/dev"]
    for name in _DEVICES:  # not --dev: its terminals take a namespace that forbids a new /proc
        words += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    for name, target in _STREAMS.items():
        words += ["--symlink", target, f"/dev/{name}"]
    for place in _WRITABLE:
        words += ["--perms", "0700", "--size", str(DISK), "--tmpfs", place]
    for here, there in seen.binds:
        words += ["--ro-bind", here, there]
    for target, place in seen.links:
        words += ["--symlink", target, place]
    for name, value in environment().items():
        words += ["--setenv", name, value]
    for place in ("/", "/dev", "/proc", *(["/tmp"] if seen.in_tmp else [])):
        words += ["--remount-ro", place]
    return [*words, "--chdir", "/", "--", *_zygote(descriptor, APART)]


def podman(program: str, seen: Seen, descriptor: int, name: str, empty: str) -> list[str]:
    """In a container without an image: this machine's own programs, read-only.

    Args:
        program: Path of `podman`.
        seen: What is bound into it.
        descriptor: Of the socket to the marker.
        name: What the container is called.
        empty: An empty folder, the container's root.
    """
    words = [
        program,
        "run",
        "--rm",
        "--name",
        name,
        "--network",
        "none",
        "--no-hosts",
        "--hostname",
        "sandbox",
    ]
    words += ["--cap-drop", "all", "--security-opt", "no-new-privileges", "--http-proxy=false"]
    words += ["--read-only", "--read-only-tmpfs=false", "--log-driver", "none"]
    words += ["--shm-size", str(DISK), "--preserve-fds", "1", "--workdir", "/"]
    for limited in ("nofile", "nproc"):
        words += ["--ulimit", f"{limited}={_MOST}:{_MOST}"]
    for place in (SCRATCH, *([] if seen.in_tmp else ["/tmp"])):
        words += ["--tmpfs", f"{place}:rw,size={DISK},mode=0700"]
    for here, there in (*seen.binds, *((place, place) for _, place in seen.links)):
        words += ["--volume", f"{here}:{there}:ro"]
    for variable, value in environment().items():
        words += ["--env", f"{variable}={value}"]
    words += ["--rootfs", empty, *_zygote(3, "")]
    return [sys.executable, "-c", _AS_THREE, str(descriptor), *words]


def none(descriptor: int) -> list[str]:
    """With all our rights."""
    return _zygote(descriptor, LOOSE, package="assignments.engine.inside")


def _zygote(descriptor: int, way: str, package: str = "inside") -> list[str]:
    """What runs inside, with a socket to the marker."""
    return [sys.executable, "-m", f"{package}.zygote", str(descriptor), way]
