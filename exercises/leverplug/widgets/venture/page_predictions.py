"""What the book's pages keep of a learner's answers, in a form that a record can hold."""

from __future__ import annotations

import json
import re

from leverplug.record.form import is_seen
from leverplug.record.work import Entry, entry

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


def prediction(stored: str, name: str) -> Entry | None:
    """What a page keeps of one prediction; None where that is nothing, or damaged.

    Args:
        stored: JSON, by id: `predictions` of a file of work.
        name: The id.

    Example:
        >>> kept = '{"plug": {"question": "How many?", "answer": 3, "when": ""}}'
        >>> prediction(kept, "plug").answer
        3
    """
    try:
        by_id = json.loads(stored or "{}")
        return entry(by_id[name], name)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
