"""Runs a submission's cells and hands over what its answers are; nothing hidden is ever here.

Every message is a request of the marker's, answered in turn:

- `{"do": "run", "source": ...}`: any number of `{"output": ...}`, then `{"done": true}`;
- `{"do": "hand_over", "names": [...]}`: `{"values": {...}}`;
- `{"do": "call", "function": 3, "args": [...], "named": {...}}`: any number of outputs, then
  `{"value": ...}` or `{"error": [kind, text]}`.

A submission can send what it likes in its own name. It can only spoil its own answers by it.
"""

from __future__ import annotations

import base64
import io
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from .plain import MOST_VALUES, decode, encode, one_shot

if TYPE_CHECKING:
    from .channel import Channel

Output = dict[str, Any]
_MOST_OUTPUT = 1_000_000  # characters of a cell's output; the marker has a limit of its own
_CHUNK = 8_192  # characters of a stream that are sent together


class _Stream(io.TextIOBase):
    """Standard output or error, sent in pieces."""

    def __init__(self, name: str, send: Callable[[Output], None]) -> None:
        self._name, self._send = name, send
        self._held: list[str] = []
        self._size = 0

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._held.append(text)
        self._size += len(text)
        if self._size > _CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._held, self._size = "".join(self._held), [], 0
        if text:
            self._send({"output_type": "stream", "name": self._name, "text": text})


class _Hook(DisplayHook):
    """The value at the end of a cell."""

    send = AnyTrait()

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Output, md_dict: Output | None = None) -> None:
        self.send("execute_result", format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    """What is shown by `display`."""

    send = AnyTrait()

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **other: Any) -> None:
        self.send("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.send("clear_output", {}, {})


class _Shell(InteractiveShell):
    """IPython without a terminal, a history or a kernel around it."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    report = AnyTrait()

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.report(etype, evalue, stb)


class Player:
    """A submission at work.

    Args:
        channel: To the marker.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._left = _MOST_OUTPUT
        self._functions: list[Callable[..., Any]] = []
        settings = Config({"HistoryManager": {"enabled": False}})
        self._shell: Any = _Shell.instance(**{"config": settings})
        self._shell.displayhook.send = self._show
        self._shell.display_pub.send = self._show
        self._shell.report = self._report
        self._streams = [_Stream("stdout", self._send), _Stream("stderr", self._send)]
        sys.stdout, sys.stderr = self._streams

    def serve(self) -> None:
        """Answer requests until there are no more."""
        while True:
            request = self._channel.receive()
            self._left = _MOST_OUTPUT
            self._channel.send(self._answer(request))

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["do"] == "run":
            return self._run(request["source"])
        if request["do"] == "hand_over":
            with _interruptible():
                return {"values": dict(self._values(request["names"]))}
        return self._call(request)

    def _run(self, source: str) -> dict[str, Any]:
        ends: list[bool] = []
        self._shell.ask_exit = lambda: ends.append(True)
        with _interruptible():
            try:
                self._shell.run_cell(source, store_history=True)
            except KeyboardInterrupt as error:
                self._report(KeyboardInterrupt, error, ["KeyboardInterrupt"])
        self._flush()
        return {"done": True, "ends": bool(ends)}

    def _values(self, names: list[str]) -> Iterator[tuple[str, Any]]:
        held = self._shell.user_ns
        for name in names:
            if name not in held:
                continue
            value = held[name]
            if one_shot(value):  # the submission may look at it again
                value, held[name] = _looked_at(value)
            yield name, encode(value, self._keep)

    def _keep(self, function: Callable[..., Any]) -> int:
        self._functions.append(function)
        return len(self._functions) - 1

    def _call(self, request: dict[str, Any]) -> dict[str, Any]:
        with _interruptible():
            try:
                args = [decode(value) for value in request["args"]]
                named = {name: decode(value) for name, value in request["named"].items()}
                found = self._functions[request["function"]](*args, **named)
                answer = {"value": encode(found, self._keep)}
            except BaseException as error:
                answer = {"error": [type(error).__name__, _said(error)]}
        self._flush()
        return answer

    def _show(self, kind: str, data: Output, metadata: Output) -> None:
        self._flush()
        output: Output = {"output_type": kind, "data": _sendable(data), "metadata": metadata}
        if kind == "execute_result":
            output["execution_count"] = None
        self._send(output)

    def _report(self, etype: Any, evalue: Any, lines: list[str]) -> None:
        self._flush()
        name = str(getattr(etype, "__name__", etype))
        self._send({"output_type": "error", "ename": name, "evalue": _said(evalue),
                    "traceback": [str(line) for line in lines]})  # fmt: skip

    def _send(self, output: Output) -> None:
        text = json.dumps(output, default=repr)
        if self._left > 0:
            self._channel.send({"output": json.loads(text)})
        self._left -= len(text)

    def _flush(self) -> None:
        for stream in self._streams:
            stream.flush()


def _looked_at(values: Iterator[Any]) -> tuple[list[Any], Iterator[Any]]:
    """What a generator gives, up to what can be handed over, and the generator as it was."""
    first = list(islice(values, MOST_VALUES + 1))
    return first, chain(first, values)


def _said(error: Any) -> str:
    try:
        return str(error)[:4_000]
    except Exception:
        return ""


def _sendable(data: Output) -> Output:
    return {
        kind: base64.b64encode(held).decode() if isinstance(held, bytes) else held
        for kind, held in data.items()
    }


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt reach the submission, and nobody else."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def main(channel: Channel) -> None:
    """Serve a marker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Player(channel).serve()
