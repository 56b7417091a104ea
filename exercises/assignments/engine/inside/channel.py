"""Messages between the marker and a process that it does not trust: JSON, each with its length.

Whoever receives is never made to wait for ever or to keep more than it allows, and what comes is
plain data: nothing is ever unpickled.
"""

from __future__ import annotations

import json
import selectors
import socket
import struct
import threading
import time
from typing import Any

MOST = 64 * 1024 * 1024  # bytes of one message
_LENGTH = struct.Struct(">I")
_PIECE = 1024 * 1024  # bytes that are read at once


class Silent(Exception):
    """Nothing came in time; the channel can be used on."""


class Ended(Exception):
    """The other side has closed the channel, or cannot be understood any more."""


class Flood(Ended):
    """A message is longer than allowed."""


class Garbled(Ended):
    """What came is no message."""


class Channel:
    """One side of a connection.

    Args:
        connection: A connected stream socket; the channel closes it.
        most: Bytes of the longest message that is taken or sent.
        patience: Seconds that sending may wait for the other side to read; None waits for ever.
    """

    def __init__(
        self, connection: socket.socket, most: int = MOST, patience: float | None = None
    ) -> None:
        connection.setblocking(False)
        self._connection, self._most, self._patience = connection, most, patience
        self._held = bytearray()  # of a message that has not come whole
        self._sending = threading.Lock()

    def fileno(self) -> int:
        """The descriptor, -1 once it is closed."""
        return self._connection.fileno()

    def send(self, message: dict[str, Any]) -> None:
        """Send a message; threads take turns.

        Raises:
            Ended: The other side has closed the channel, or does not read.
            Flood: The message is too long; nothing was sent.
        """
        data = json.dumps(message).encode()
        if len(data) > self._most:
            raise Flood(f"a message of {len(data)} bytes is too long")
        with self._sending:
            self._push(memoryview(_LENGTH.pack(len(data)) + data))

    def receive(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message.

        Args:
            timeout: Seconds to wait for the whole of it; None waits for ever.

        Raises:
            Silent: It has not come; what came of it is kept for the next call.
            Ended: The other side has closed the channel.
            Flood: It is longer than allowed.
            Garbled: It is no JSON object.
        """
        until = None if timeout is None else time.monotonic() + max(0.0, timeout)
        self._fill(_LENGTH.size, until)
        length = _LENGTH.unpack_from(self._held)[0]
        if length > self._most:
            raise Flood(f"a message of {length} bytes is too long")
        self._fill(_LENGTH.size + length, until)
        data = bytes(self._held[_LENGTH.size : _LENGTH.size + length])
        del self._held[: _LENGTH.size + length]
        try:
            message = json.loads(data)
        except (ValueError, RecursionError):
            raise Garbled("no JSON") from None
        if not isinstance(message, dict):
            raise Garbled("no JSON object")
        return message

    def close(self) -> None:
        """Close this side; the other one finds it `Ended`."""
        self._connection.close()

    def _push(self, data: memoryview) -> None:
        until = None if self._patience is None else time.monotonic() + self._patience
        while data:
            try:
                data = data[self._connection.send(data) :]
            except (BlockingIOError, InterruptedError):
                if not _wait(self._connection, selectors.EVENT_WRITE, until):
                    raise Ended("the other side does not read") from None
            except OSError:
                raise Ended("the other side has closed the channel") from None

    def _fill(self, size: int, until: float | None) -> None:
        """Read until `size` bytes are held."""
        while len(self._held) < size:
            try:
                piece = self._connection.recv(min(_PIECE, size - len(self._held)))
            except (BlockingIOError, InterruptedError):
                if not _wait(self._connection, selectors.EVENT_READ, until):
                    raise Silent("nothing came in time") from None
                continue
            except OSError:
                raise Ended("the other side has closed the channel") from None
            if not piece:
                raise Ended("the other side has closed the channel")
            self._held += piece


def _wait(connection: socket.socket, event: int, until: float | None) -> bool:
    """Wait until a socket can be read or written, or the time is up."""
    left = None if until is None else max(0.0, until - time.monotonic())
    selector = selectors.DefaultSelector()
    with selector:
        try:
            selector.register(connection, event)
        except (ValueError, OSError):
            raise Ended("this side is closed") from None
        return bool(selector.select(left))
