"""Sets a process apart from all others, for good: namespaces, folders, rights and limits.

Linux only, by the kernel's own calls: the standard library has no names for them.
"""

from __future__ import annotations

import ctypes
import os
import resource
from contextlib import suppress

SCRATCH = "/scratch"  # what a submission may write, its home folder and files of a moment
MEMORY = 4 * 1024**3  # bytes of data that a process may hold
DISK = 256 * 1024**2  # bytes of all files in the scratch folder
PROCESSES = 256
_FILES = 1024  # that a process may have open

_NEW_MOUNTS, _NEW_UTS, _NEW_IPC = 0x00020000, 0x04000000, 0x08000000
_NEW_PIDS, _NEW_NET = 0x20000000, 0x40000000
_READ_ONLY, _NO_SUID, _NO_DEV, _NO_EXEC, _BIND, _RECURSIVE, _SLAVE = (
    1,
    2,
    4,
    8,
    4096,
    16384,
    1 << 19,
)
_SET_DUMPABLE, _DROP_BOUNDING, _NO_NEW_PRIVILEGES, _AMBIENT, _CLEAR_ALL = 4, 24, 38, 47, 4
_SUBREAPER = 36
_KEYCTL, _JOIN_SESSION = {"x86_64": 250, "aarch64": 219}, 1
_CAPABILITIES_3 = 0x20080522
_LAST_CAPABILITY = 63


def unshare() -> None:
    """Leave the others' mounts, network, names and memory; the next child is first of its kind.

    Raises:
        OSError: The kernel does not allow it.
    """
    _call("unshare", _NEW_MOUNTS | _NEW_PIDS | _NEW_IPC | _NEW_NET | _NEW_UTS)
    _mount("none", "/", None, _RECURSIVE | _SLAVE)


def own_folders() -> None:
    """Lay one empty folder of limited size over all that can be written.

    Raises:
        OSError: The kernel does not allow it.
    """
    options = f"size={DISK},nr_inodes=100000,mode=0700"
    _mount("tmpfs", SCRATCH, "tmpfs", _NO_SUID | _NO_DEV, options)
    for place in ("/tmp", "/dev/shm"):
        held = f"{SCRATCH}/{os.path.basename(place)}"
        os.mkdir(held, 0o700)
        if not os.listdir(place):  # a kit that is kept in /tmp stays to be seen, read-only
            _mount(held, place, None, _BIND)


def own_processes() -> None:
    """Show in /proc the processes of this process' own kind, and nothing that could be set there.

    Raises:
        OSError: The kernel does not allow it, not even that /proc is hidden.
    """
    flags = _NO_SUID | _NO_DEV | _NO_EXEC
    try:
        _mount("proc", "/proc", "proc", flags)
        with suppress(OSError), open("/proc/sys/user/max_user_namespaces", "w") as file:
            file.write("0")  # nobody below becomes the master of a namespace
        _mount("proc", "/proc", "proc", flags, "subset=pid")
    except OSError:  # a kernel before 5.8, or one that is told to refuse it
        _mount("tmpfs", "/proc", "tmpfs", flags | _READ_ONLY, "size=4k,mode=0555")


def own_keys() -> None:
    """Let go of the keys that the kernel keeps for the marker's session, such as tickets."""
    number = _KEYCTL.get(os.uname().machine)
    if number is not None:
        with suppress(OSError):  # a kernel that keeps no keys
            _call("syscall", number, _JOIN_SESSION, None, least=1)


def drop_rights() -> None:
    """Give up every capability of this process and of all that it will start.

    Raises:
        OSError: The kernel does not allow it.
    """
    for capability in range(_LAST_CAPABILITY + 1):
        with suppress(OSError):  # unknown to this kernel, or not ours to drop: then it has none
            _call("prctl", _DROP_BOUNDING, capability, 0, 0, 0)
    with suppress(OSError):
        _call("prctl", _AMBIENT, _CLEAR_ALL, 0, 0, 0)
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def limit(with_processes: bool) -> None:
    """Keep what one process can take from everybody else.

    Args:
        with_processes: Whether the number of processes is limited, too.
    """
    limits = [
        (resource.RLIMIT_DATA, MEMORY),  # not addresses: a chart reserves 64 GiB it never fills
        (resource.RLIMIT_FSIZE, DISK),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ]
    if with_processes and _counts_by_namespace():
        limits.append((resource.RLIMIT_NPROC, PROCESSES))
    for kind, value in limits:
        _, hard = resource.getrlimit(kind)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (allowed, allowed))


def hide_memory(hidden: bool = True) -> None:
    """Let no process without rights look into this one, or let them again."""
    _call("prctl", _SET_DUMPABLE, int(not hidden), 0, 0, 0)


def adopt() -> None:
    """Become the parent of whatever is left behind by a descendant."""
    _call("prctl", _SUBREAPER, 1, 0, 0, 0)


def _counts_by_namespace() -> bool:
    """Whether a limit of processes counts the sandbox's alone (Linux 5.14), not all of a user's."""
    release = os.uname().release.split(".")
    with suppress(ValueError, IndexError):
        return (int(release[0]), int(release[1].split("-")[0])) >= (5, 14)
    return False


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    _call(
        "mount",
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )


def _call(name: str, *arguments: object, least: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    held = [ctypes.c_ulong(one) if type(one) is int else one for one in arguments]
    if getattr(library, name)(*held) < least:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
