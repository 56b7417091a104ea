"""A running sandbox, and the processes in it as the marker sees them."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any, Self

from assignments.engine.errors import CourseError
from assignments.engine.inside.channel import Channel, Ended, Silent
from assignments.engine.inside.keeper import INTERRUPT
from assignments.engine.inside.zygote import REQUEST

_READY = 120.0  # seconds until everything is imported, on a busy machine
_FORKED = 60.0  # seconds until a process plays its role, on a busy machine
_PATIENCE = 30.0  # seconds that a process may leave what it is sent unread
_GONE = 5.0  # seconds for a process' end
_LONGEST_LOG = 20_000  # bytes


class Child:
    """A process in the sandbox, apart from every other.

    Args:
        data: To the process.
        lifeline: To what keeps it; the process lives as long as this is open.
        last: Called with it once it is closed.
    """

    def __init__(
        self, data: socket.socket, lifeline: socket.socket, last: Callable[[Child], None]
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
            self._last(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Start:
    """How the first process of a sandbox is started, and what else it takes to end it.

    Args:
        words: The command line.
        finish: A command that ends what outlives the first's own end, if there is any.
        environment: Its variables; without it the marker's own.
    """

    words: list[str]
    finish: list[str] = field(default_factory=list)
    environment: dict[str, str] | None = None


Command = Callable[[int], Start]  # given the number of a socket


class _Zygote:
    """A process in the sandbox that forks others.

    Args:
        command: What starts it.
    """

    def __init__(self, command: Command) -> None:
        self._control, theirs = socket.socketpair()
        self._asking = threading.Lock()
        with theirs, tempfile.TemporaryFile() as log:
            self._start = command(theirs.fileno())
            self._process = subprocess.Popen(
                self._start.words,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._start.environment,
            )
            theirs.close()
            try:
                greeting = Channel(self._control).receive(_READY)
            except (Ended, Silent):
                self.close()
                raise CourseError(_last_line(log)) from None
        self._control.setblocking(True)
        self.many = greeting.get("many") is True

    @property
    def alive(self) -> bool:
        """Whether it can still fork."""
        return self._process.poll() is None

    def start(self, role: str, last: Callable[[Child], None]) -> Child:
        """Fork a process, and wait until it plays its role."""
        data, their_data = socket.socketpair()
        lifeline, their_lifeline = socket.socketpair()
        child = Child(data, lifeline, last)
        try:
            with their_data, their_lifeline, self._asking:
                passed = [their_data.fileno(), their_lifeline.fileno()]
                socket.send_fds(self._control, [role.encode().ljust(REQUEST)], passed)
            greeting = child.receive(_FORKED)
        except (Ended, Silent, OSError) as error:
            child.close()
            raise CourseError(f"no process started in the sandbox ({error})") from None
        if greeting.get("plays") != role:
            child.close()
            raise CourseError(f"{role!r} cannot be played: {greeting.get('broken')}")
        return child

    def close(self) -> None:
        """Kill it, and with it all that it has forked."""
        self._control.close()  # which ends it, if it can still hear
        try:
            self._process.wait(_GONE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._start.finish:
            quiet = subprocess.DEVNULL
            subprocess.run(self._start.finish, stdin=quiet, stdout=quiet, stderr=quiet, check=False)


def _last_line(log: IO[bytes]) -> str:
    log.seek(0)
    lines = log.read(_LONGEST_LOG).decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it ended without a word"


class Sandbox:
    """Starts processes that see the kit and their own scratch folder, and nothing else.

    Args:
        command: What starts the first process, given the number of its socket to the marker.
        warning: What is not confined, in a sentence; empty if everything is.
        last: Called once it is closed.

    Raises:
        CourseError: It does not start; the message is the last that was said.
    """

    def __init__(
        self, command: Command, warning: str = "", last: Callable[[], None] = lambda: None
    ) -> None:
        self.warning = warning
        self._last = last
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
            if self._zygote and not self._zygote.alive:
                self._zygote.close()
                self._zygote = None
            zygote = self._zygote or _Zygote(self._command)
            self._zygote = zygote if zygote.many else None
        child = zygote.start(role, lambda gone: self._forget(gone, zygote))
        with self._holding:
            self._children.add(child)
        return child

    def _forget(self, child: Child, zygote: _Zygote) -> None:
        with self._holding:
            self._children.discard(child)
        if not zygote.many:
            zygote.close()

    def close(self) -> None:
        """Kill everything in it."""
        with self._holding:
            children, zygote = list(self._children), self._zygote
            self._zygote = None
        for child in children:
            child.close()
        if zygote:
            zygote.close()
        self._last()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()
