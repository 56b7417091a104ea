"""A running sandbox, and the processes in it as the marker sees them."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from assignments.engine.errors import CourseError
from assignments.engine.inside.channel import Channel, Ended, Silent
from assignments.engine.inside.keeper import INTERRUPT
from assignments.engine.inside.zygote import REQUEST

Command = Callable[[int], list[str]]  # from the number of a socket to a command line
_READY = 120.0  # seconds until everything is imported, on a busy machine
_FORKED = 60.0  # seconds until a process plays its role, on a busy machine
_PATIENCE = 30.0  # seconds that a process may leave what it is sent unread
_GONE = 10.0  # seconds for a process' end
_LONGEST_LOG = 20_000  # bytes


class Child:
    """A process in the sandbox, apart from every other.

    Args:
        data: To the process.
        lifeline: To what keeps it; the process lives as long as this is open.
        last: Called once it is closed.
    """

    def __init__(
        self, data: socket.socket, lifeline: socket.socket, last: Callable[[], None]
    ) -> None:
        self._channel = Channel(data, patience=_PATIENCE)
        self._lifeline, self._last = lifeline, last
        self._closing = threading.Lock()

    def send(self, message: dict[str, Any]) -> None:
        """Send it a message; raises `Ended` if it has ended or does not read."""
        self._channel.send(message)

    def receive(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message from it.

        Args:
            timeout: Seconds to wait; None waits as long as it lives.

        Raises:
            Silent: Nothing has come in time.
            Ended: It has ended, or what came is no message (`Flood`, `Garbled`).
        """
        return self._channel.receive(timeout)

    def interrupt(self) -> None:
        """Have Python raise KeyboardInterrupt in it, as Ctrl-C does."""
        with suppress(OSError):
            self._lifeline.send(INTERRUPT)

    @property
    def alive(self) -> bool:
        """Whether it, or anything that it has started, still runs."""
        try:
            return bool(self._lifeline.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Kill it and all that it has started, and wait until they are gone."""
        with self._closing:
            if self._lifeline.fileno() < 0:
                return
            with suppress(OSError):
                self._lifeline.shutdown(socket.SHUT_WR)
                self._lifeline.settimeout(_GONE)
                self._lifeline.recv(1)
            self._lifeline.close()
            self._channel.close()
            self._last()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Zygote:
    """A process in the sandbox that forks others.

    Args:
        command: What starts it.
    """

    def __init__(self, command: Command) -> None:
        ours, theirs = socket.socketpair()
        self._asking = threading.Lock()
        with theirs, tempfile.TemporaryFile() as log:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(
                command(descriptor),
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            theirs.close()
            self._control = ours
            try:
                greeting = Channel(ours).receive(_READY)
            except (Ended, Silent):
                self.close()
                log.seek(0)
                said = log.read(_LONGEST_LOG).decode(errors="replace").strip().splitlines()
                raise CourseError(said[-1] if said else "it said nothing") from None
            ours.setblocking(True)
        self.many = greeting.get("many") is True

    def start(self, role: str, last: Callable[[], None]) -> Child:
        """Fork a process, and wait until it plays its role."""
        data, their_data = socket.socketpair()
        lifeline, their_lifeline = socket.socketpair()
        with their_data, their_lifeline:
            passed = [their_data.fileno(), their_lifeline.fileno()]
            with self._asking:
                socket.send_fds(self._control, [role.encode().ljust(REQUEST)], passed)
        child = Child(data, lifeline, last)
        try:
            greeting = child.receive(_FORKED)
        except (Ended, Silent) as error:
            child.close()
            raise CourseError(f"no process started in the sandbox ({error})") from None
        if greeting.get("plays") != role:
            child.close()
            raise CourseError(f"{role!r} cannot be played: {greeting.get('broken')}")
        return child

    def close(self) -> None:
        """Kill it, and with it all that it has forked."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class Sandbox:
    """Starts processes that see the kit and their own scratch folder, and nothing else.

    Args:
        command: What starts the first process, given the number of its socket to the marker.
        warning: What is not confined, in a sentence; empty if everything is.

    Raises:
        CourseError: It does not start; the message is the last that was said.
    """

    def __init__(self, command: Command, warning: str = "") -> None:
        self.warning = warning
        self._command = command
        self._children: set[Child] = set()
        self._holding = threading.Lock()
        self._zygote: _Zygote | None = _Zygote(command)

    def start(self, role: str) -> Child:
        """Start a process that plays a role: a module of `inside` with a function `main`.

        Raises:
            CourseError: It does not start.
        """
        with self._holding:
            zygote = self._zygote or _Zygote(self._command)
            self._zygote = zygote if zygote.many else None
        child: Child

        def last() -> None:
            with self._holding:
                self._children.discard(child)
            if not zygote.many:
                zygote.close()

        child = zygote.start(role, last)
        with self._holding:
            self._children.add(child)
        return child

    def close(self) -> None:
        """Kill everything in it."""
        with self._holding:
            children, zygote = list(self._children), self._zygote
            self._zygote = None
        for child in children:
            child.close()
        if zygote:
            zygote.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()
