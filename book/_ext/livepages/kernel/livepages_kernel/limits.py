"""What a page cannot do: refused in words, and with the key of a hint."""

from __future__ import annotations

import os
from typing import Any


class NotInPagesError(OSError, RuntimeError):
    """Something that works in a notebook and not in a page.

    Args:
        what: What was asked for.
        hint: Key of the words that tell what to do instead.
        parts: What is filled into them.
    """

    def __init__(self, what: str, hint: str, **parts: str) -> None:
        super().__init__(f"{what} does not work in a page")
        self.hint = hint, parts


# What follows works where the build runs cells, and in a page does nothing or fails obscurely.


def refuse_commands() -> None:
    """Refuse commands of a shell; other ways to start a program are refused by Python itself."""

    def system(command: Any) -> int:
        raise NotInPagesError("os.system", "hint_processes")

    os.system = system


def refuse_connections() -> None:
    """Refuse to reach other computers; `urllib` and the like go this way too."""
    import socket

    def connect(self: Any, address: Any) -> None:
        raise NotInPagesError("A connection to another computer", "hint_network")

    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, connect)
