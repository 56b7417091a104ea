"""What a cell of a submission puts out, kept within limits and in the form of a notebook's output.

A submission may send anything. What is no output is passed over, and what is too much is counted
and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

_TRUNCATION = "\n... the rest of the output was left out: too much of it\n"
_NO_OUTPUT = "(an output that no notebook can hold)"
_LONGEST_ERROR = 4_000  # characters of a message or of a line of a traceback
_MOST_LINES = 30  # of a traceback
_MOST_OUTPUTS = 1_000
_DEEPEST = 50  # lists in lists
_JSON = re.compile(r"application/(.*\+)?json")  # kinds of data that need not be text


class Outputs:
    """Outputs of one cell, as they come in.

    Args:
        most: Characters that are kept.
    """

    def __init__(self, most: int) -> None:
        self.kept: list[NotebookNode] = []
        self._left, self._cut = most, False

    def add(self, sent: Any) -> None:
        """Keep an output that was sent, or what fits of it."""
        if not isinstance(sent, Mapping) or len(self.kept) >= _MOST_OUTPUTS:
            return
        kind = sent.get("output_type")
        if kind == "stream":
            self.text(_string(sent.get("text")))
        elif kind == "error":
            lines = sent.get("traceback")
            held = lines if isinstance(lines, list) else []
            self.error(sent.get("ename"), sent.get("evalue"), held)
        elif kind in ("display_data", "execute_result"):
            self._shown(str(kind), sent.get("data"), sent.get("metadata"))
        elif kind == "clear_output":
            self.kept = []

    def text(self, text: str) -> None:
        """Keep printed text. A warning is no failure, so all streams are one."""
        text = self._fitting(text)
        last = self.kept[-1] if self.kept else None
        if last is not None and last.output_type == "stream":
            last.text += text
        elif text:
            self.kept.append(new_output("stream", name="stdout", text=text))

    def error(self, name: Any, said: Any, lines: list[Any]) -> None:
        """Keep what was raised."""
        short = [_string(line)[:_LONGEST_ERROR] for line in lines[-_MOST_LINES:]]
        self.kept.append(
            new_output(
                "error",
                ename=_string(name)[:_LONGEST_ERROR],
                evalue=_string(said)[:_LONGEST_ERROR],
                traceback=short,
            )
        )

    def _shown(self, kind: str, data: Any, metadata: Any) -> None:
        if not isinstance(data, Mapping):
            return
        try:
            held = {_string(mime): _held(_string(mime), value) for mime, value in data.items()}
            beside = _whole(metadata) if isinstance(metadata, Mapping) else {}
        except ValueError:
            held, beside = {"text/plain": _NO_OUTPUT}, {}
        size = sum(len(str(value)) for value in (*held.values(), beside))
        if size > self._left:
            held, beside = {"text/plain": _TRUNCATION.strip()}, {}
        self._left -= size
        self.kept.append(new_output(kind, data=held, metadata=beside))

    def _fitting(self, text: str) -> str:
        if self._cut:
            return ""
        fits = text[: max(self._left, 0)]
        self._left -= len(text)
        if len(fits) < len(text):
            self._cut = True
            fits += _TRUNCATION
        return fits


def _string(value: Any) -> str:
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode()  # half of a pair cannot be written to a file


def _held(mime: str, value: Any) -> Any:
    """Data of a kind as a notebook may hold it: JSON, or else text."""
    if _JSON.fullmatch(mime):
        return _whole(value)
    return "".join(map(_string, value)) if isinstance(value, list) else _string(value)


def _whole(value: Any, depth: int = 0) -> Any:
    """JSON whose texts can be written to a file; raises ValueError if it is too deep to be."""
    if depth > _DEEPEST:
        raise ValueError("lists in lists without end")
    if isinstance(value, Mapping):
        return {_string(name): _whole(held, depth + 1) for name, held in value.items()}
    if isinstance(value, list):
        return [_whole(held, depth + 1) for held in value]
    return _string(value) if isinstance(value, str) else value
