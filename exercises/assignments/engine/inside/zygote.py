"""Forks processes that have imported everything already; each is set apart and plays a role.

Run once for a sandbox: `python -m inside.zygote FD WAY`, with a socket to the marker. For each
request, a role's name and two sockets, it forks a process that talks by the first; the second
keeps it alive (`keeper`).
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from functools import partial
from importlib import import_module

from . import apart
from .channel import Channel
from .keeper import keep, never_return, separate

APART, LOOSE = "apart", "loose"  # ways: set every process apart, or let all run with our rights
REQUEST = 100  # bytes of a request: a role's name, filled up with spaces
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


def preload() -> None:
    """Import what submissions use, and run the kit once so that what it makes anew is there."""
    for name in _PACKAGES:
        import_module(name)
    from leverplug import portfolios, simulate

    simulate(portfolios.standard(), runs=2)


def serve(control: socket.socket, way: str) -> None:
    """Fork a process for each request, until the marker closes its side.

    Args:
        control: To the marker.
        way: How processes are kept from one another; empty if they cannot be.
    """
    gc.collect()
    gc.freeze()  # or collecting would copy every page that is shared
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing behind
    while True:
        name, descriptors, _, _ = socket.recv_fds(control, REQUEST, 2)
        if not name:
            return
        data, lifeline = descriptors
        if os.fork() == 0:
            never_return(partial(keep, name.decode().strip(), data, lifeline, way))
        os.close(data)
        os.close(lifeline)


def can_separate() -> bool:
    """Whether a process here can be set apart from the next."""
    child = os.fork()
    if child == 0:
        never_return(separate)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main() -> None:
    """Serve the marker at the other end of a socket that was passed on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the marker's to handle
    control, way = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    if way == APART:
        way = APART if can_separate() else ""
        apart.hide_memory()
    preload()
    sys.argv, sys.path[0] = [""], ""  # as in a notebook: files beside it can be imported
    Channel(control).send({"many": bool(way)})
    control.setblocking(True)
    serve(control, way)


if __name__ == "__main__":
    main()
