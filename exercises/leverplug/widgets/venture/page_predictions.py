"""Predictions that the book's pages store, in a form that a record can hold."""

from __future__ import annotations

import json
import re
from typing import Any

from leverplug.record import RecordError
from leverplug.record.form import check_name, check_prediction, is_seen

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with one kind of line end and without characters that nobody can see.

    Example:
        >>> visible("Kin first.\\r\\nThen\\x00 the fair.")
        'Kin first.\\nThen the fair.'
    """
    lines = _LINE_ENDS.sub("\n", text)
    hidden = (letter for letter in set(lines) - {"\n", "\t"} if not is_seen(letter))
    return lines.translate(dict.fromkeys(map(ord, hidden)))


def predictions(stored: str, most: int) -> list[dict[str, Any]]:
    """The latest predictions of those that a record can hold.

    Args:
        stored: JSON, by id: an object with `question`, `answer` and `when`; see the extension
            `practice`.
        most: How many there may be.

    Returns:
        `id`, `question` and `answer`, the earliest first.

    Example:
        >>> predictions('{"plug": {"question": "How many?", "answer": 3, "when": ""}}', 20)
        [{'id': 'plug', 'question': 'How many?', 'answer': 3}]
    """
    try:
        by_id = json.loads(stored or "{}")
    except ValueError:
        return []
    entries = by_id.items() if isinstance(by_id, dict) else ()
    rows = [(str(entry.get("when", "")), _row(name, entry)) for name, entry in entries
            if isinstance(entry, dict)]  # fmt: skip
    fit = sorted((pair for pair in rows if pair[1]), key=lambda pair: pair[0])
    return [row for _, row in fit[-most:]]


def _row(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """One prediction; empty if no record can hold it."""
    answer = entry.get("answer")
    answer = visible(answer) if isinstance(answer, str) else answer
    try:
        check_name("prediction", name)
        check_prediction(name, answer)
    except RecordError:
        return {}
    return {"id": name, "question": visible(str(entry.get("question", ""))), "answer": answer}
