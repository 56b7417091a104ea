"""Keeps one process and all that it starts: none is left when the marker closes the lifeline.

A keeper waits for the first process of a namespace. The first sees that the role's process ends,
or the marker does, or all of them take too much; when it ends, the kernel kills the rest. Where
there are no namespaces, the keeper kills whatever has come from it, as far as it can be found.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import NoReturn

from . import apart
from .channel import Channel

INTERRUPT = b"i"
_LOOK = 0.25  # seconds between looks at what the processes take together
_MOST_MEMORY = apart.MEMORY * 3 // 2  # bytes that they may hold together
_PAGE = os.sysconf("SC_PAGE_SIZE")
_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)


def never_return(work: Callable[[], object]) -> NoReturn:
    """Do a forked process' work and end it there, whatever happens."""
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def separate() -> None:
    """Set this process and its children apart from all others; raises OSError if it cannot."""
    apart.unshare()
    apart.own_folders()


def keep(role: str, data: int, lifeline: int, way: str) -> None:
    """Have a role played until one side ends, and hold the lifeline until all are gone.

    Args:
        role: The module that plays it.
        data: Socket by which it talks to the marker.
        lifeline: Socket that the marker closes when it is done.
        way: `zygote.APART`, `zygote.LOOSE`, or empty where the sandbox is for this one alone.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _close_all_but(data, lifeline)
    if way == "loose":
        _keep_loose(role, data, lifeline)
        return
    if way:
        separate()
    first = os.fork()
    if first == 0:
        never_return(partial(_first, role, data, lifeline, bool(way)))
    os.close(data)
    os.waitpid(first, 0)  # with the first of a namespace go all the others


def _first(role: str, data: int, lifeline: int, is_apart: bool) -> None:
    """Be the first process of a namespace: it outlives the role, and everything ends with it."""
    if is_apart:
        apart.own_processes()
    else:
        apart.adopt()
    apart.own_keys()
    apart.drop_rights()
    apart.hide_memory()
    ends = _hear_of_ends()
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    worker = os.fork()
    if worker == 0:
        never_return(partial(_play, role, data, True))
    os.close(data)
    _watch(worker, lifeline, ends, _takes_too_much)
    if not is_apart:
        _kill_all(worker)


def _keep_loose(role: str, data: int, lifeline: int) -> None:
    """Keep a role that has all our rights, in a folder of its own for the time."""
    if sys.platform == "linux":
        apart.adopt()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        os.environ |= {"HOME": f"{scratch}/home", "TMPDIR": f"{scratch}/tmp"}
        ends = _hear_of_ends()
        worker = os.fork()
        if worker == 0:
            never_return(partial(_play, role, data, False))
        os.close(data)
        _watch(worker, lifeline, ends, lambda: False)
        _kill_all(worker)
        shutil.rmtree(scratch, ignore_errors=True)


def _hear_of_ends() -> int:
    """Have the end of a child wake this process: a descriptor that can be read then."""
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    os.set_blocking(theirs, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    return ours


def _watch(worker: int, lifeline: int, ends: int, too_much: Callable[[], bool]) -> None:
    """Pass interrupts on until the worker or the marker is gone, or too much is taken."""
    looked = time.monotonic()
    while not _has_ended(worker):
        ready, _, _ = select.select([lifeline, ends], [], [], _LOOK)
        if ends in ready:
            os.read(ends, 1024)
        if lifeline in ready:
            asked = os.read(lifeline, 1)
            if not asked:
                return
            if asked == INTERRUPT:
                os.kill(worker, signal.SIGINT)
        if time.monotonic() - looked > _LOOK:
            looked = time.monotonic()
            if too_much():
                return


def _has_ended(worker: int) -> bool:
    """Whether a child has ended; others that have, left behind by it, are cleared away."""
    while True:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return True
        if ended in (0, worker):
            return ended == worker


def _takes_too_much() -> bool:
    """Whether the processes that can be seen hold more than they may together."""
    pages, count = 0, 0
    for process in _processes():
        count += 1
        with suppress(OSError, ValueError), open(f"/proc/{process}/statm", "rb") as file:
            _, resident, shared, *_ = file.read().split()
            pages += int(resident) - int(shared)
    return count > apart.PROCESSES or pages * _PAGE > _MOST_MEMORY


def _processes() -> Iterator[int]:
    with suppress(OSError):
        yield from (int(name) for name in os.listdir("/proc") if name.isdigit())


def _kill_all(worker: int) -> None:
    """Kill the worker's session, and on Linux all whose parents have left them to us."""
    with suppress(OSError):
        os.killpg(worker, signal.SIGKILL)
    while children := _children():
        for child in children:
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)


def _children() -> list[int]:
    """Processes whose parent is this one."""
    found = []
    for process in _processes():
        with suppress(OSError, ValueError), open(f"/proc/{process}/stat", "rb") as file:
            if int(file.read().rpartition(b")")[2].split()[1]) == os.getpid():
                found.append(process)
    return found


def _play(role: str, data: int, confined: bool) -> None:
    """Become what a role asks for."""
    signal.set_wakeup_fd(-1)
    _close_all_but(data)
    for number in (*_IGNORED, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if confined:
        apart.hide_memory(False)
    apart.limit(with_processes=confined)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    for folder in (os.environ["TMPDIR"], os.environ["HOME"]):
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
    _reseed()
    channel = Channel(socket.socket(fileno=data))
    try:
        main: Callable[[Channel], None] = import_module(f"{__package__}.{role}").main
    except Exception as error:
        channel.send({"broken": f"{type(error).__name__}: {error}"})
        return
    channel.send({"plays": role})
    main(channel)


def _reseed() -> None:
    """Draw other random numbers than the process that this one was forked from."""
    import numpy

    random.seed()
    numpy.random.seed()
    tempfile.tempdir = None  # it may be another


def _close_all_but(*kept: int) -> None:
    """Close every descriptor but standard input, output and error and those to be kept."""
    least = 3
    for descriptor in sorted(kept):
        os.closerange(least, descriptor)
        least = descriptor + 1
    os.closerange(least, max(least, os.sysconf("SC_OPEN_MAX")))
