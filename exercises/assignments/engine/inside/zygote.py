"""Forks processes that have imported everything already, each set apart before it plays its role.

Run once in a sandbox: `python -m inside.zygote FD`, with a socket to the marker. For each message
with a role's name and two sockets it forks a process that talks by the first; the second keeps it
alive: when the marker closes it, or dies, all that the process has started is killed.
"""

from __future__ import annotations

import gc
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import NoReturn

from . import apart
from .channel import Channel

INTERRUPT = b"i"
LONGEST_ROLE = 200  # bytes of a request
_PACKAGES = (
    "numpy",
    "pandas",
    "networkx",
    "altair",
    "IPython.core.interactiveshell",
    "leverplug.checks",
    "leverplug.record",
    "leverplug.portfolios",
)
_LOOK = 250  # milliseconds between looks at what the processes take together
_PAGE = os.sysconf("SC_PAGE_SIZE")


def preload() -> None:
    """Import what submissions use, and run the kit once so that what it makes anew is there."""
    for name in _PACKAGES:
        import_module(name)
    from leverplug import portfolios, simulate

    simulate(portfolios.standard(), runs=2)


def serve(control: socket.socket, separate: bool) -> None:
    """Fork a process for each request, until the marker closes its side.

    Args:
        control: To the marker.
        separate: Whether processes can be set apart from one another; otherwise there is one.
    """
    gc.collect()
    gc.freeze()  # or collecting would copy every page that is shared
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, LONGEST_ROLE, 2)
        if not message:
            return
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing behind
        if os.fork() == 0:
            data, lifeline = descriptors
            role = str(json.loads(message)["role"])
            _never_return(partial(_keep, role, data, lifeline, separate))
        for descriptor in descriptors:
            os.close(descriptor)


def can_separate() -> bool:
    """Whether a process here can be set apart from the next."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        _never_return(_separate)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


# --- from the fork to the role -------------------------------------------------------------------


def _keep(role: str, data: int, lifeline: int, separate: bool) -> None:
    """Hold the lifeline's end until all that was started is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _close_all_but(data, lifeline)
    if separate:
        _separate()
    first = os.fork()
    if first == 0:
        _never_return(partial(_first, role, data, lifeline, separate))
    os.close(data)
    os.waitpid(first, 0)  # with the first of a namespace go all the others


def _separate() -> None:
    apart.unshare()
    apart.own_folders()


def _first(role: str, data: int, lifeline: int, separate: bool) -> None:
    """Be the first process of a namespace: it outlives the role, and everything ends with it."""
    if separate:
        apart.own_processes()
    apart.drop_rights()
    apart.hide_memory()
    worker = os.fork()
    if worker == 0:
        _never_return(partial(_play, role, data, lifeline))
    os.close(data)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)
    _watch(worker, lifeline)
    with suppress(OSError):
        os.kill(worker, signal.SIGKILL)


def _watch(worker: int, lifeline: int) -> None:
    """Pass interrupts on until the worker or the marker is gone, or too much is taken."""
    try:
        ended = os.pidfd_open(worker)
    except ProcessLookupError:
        return
    poll = select.poll()
    poll.register(lifeline, select.POLLIN)
    poll.register(ended, select.POLLIN)
    while not _takes_too_much():
        ready = {descriptor for descriptor, _ in poll.poll(_LOOK)}
        if ended in ready:
            return
        if lifeline in ready:
            asked = os.read(lifeline, 1)
            if not asked:
                return
            if asked == INTERRUPT:
                signal.pidfd_send_signal(ended, signal.SIGINT)


def _takes_too_much() -> bool:
    """Whether the processes together hold more than one of them may."""
    pages, count = 0, 0
    with suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                count += 1
                pages += _pages(name)
    return count > apart.PROCESSES or pages * _PAGE > apart.MEMORY


def _pages(process: str) -> int:
    """Pages of memory that a process does not share with a file."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:
            _, resident, shared, *_ = file.read().split()
        return int(resident) - int(shared)
    except (OSError, ValueError):  # it has just ended
        return 0


def _play(role: str, data: int, lifeline: int) -> None:
    """Become what a role asks for."""
    os.close(lifeline)
    apart.hide_memory(False)
    apart.limit()
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    signal.signal(signal.SIGINT, signal.default_int_handler)
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


def _close_all_but(*kept: int) -> None:
    """Close every descriptor but standard input, output and error and those to be kept."""
    least = 3
    for descriptor in sorted(kept):
        os.closerange(least, descriptor)
        least = descriptor + 1
    os.closerange(least, max(least, os.sysconf("SC_OPEN_MAX")))


def _never_return(work: Callable[[], object]) -> NoReturn:
    """Do a forked process' work and end it there, whatever happens."""
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def main() -> None:
    """Serve the marker at the other end of a socket that was passed on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the marker's to handle
    control = socket.socket(fileno=int(sys.argv[1]))
    separate = can_separate()
    apart.hide_memory()
    preload()
    Channel(control).send({"apart": separate})
    control.setblocking(True)
    serve(control, separate)


if __name__ == "__main__":
    main()
