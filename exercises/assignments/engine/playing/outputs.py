"""What a cell of a submission puts out, kept within limits and in the form of a notebook's output.

A submission may send anything. What is no output is passed over, and what is too much is counted
and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

_TRUNCATION = "\n... the rest of the output was left out: too much of it\n"
_LONGEST_ERROR = 4_000  # characters of a message or of a line of a traceback
_MOST_LINES = 30  # of a traceback
_MOST_OUTPUTS = 1_000


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
        size = sum(len(str(held)) for held in data.values())
        if size > self._left:
            data, metadata = {"text/plain": _TRUNCATION.strip()}, {}
        self._left -= size
        held = {str(mime): value for mime, value in data.items()}
        beside = dict(metadata) if isinstance(metadata, Mapping) else {}
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
    return value if isinstance(value, str) else "" if value is None else str(value)
