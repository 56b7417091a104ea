"""What a learner's answer holds, as plain values, whatever its type.

Nothing here imports pandas: a table or a column is known by its attributes. Reading an answer
never raises, whatever the answer does when it is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

LONGEST = 40  # characters of a value that is repeated
MOST = 10_000  # values of an answer that are read

Value = float | str


@dataclass(frozen=True)
class Reading:
    """An answer as plain values.

    Args:
        kind: "number", "text", "list", "labelled" (a Series or a dict), "table" (of several
            columns), "long" (more than 10,000 values) or "other".
        values: Numbers and texts, in order.
        labels: One for each value; empty if it has none.
        type: Name of the answer's type.
    """

    kind: str
    values: tuple[Value, ...] = ()
    labels: tuple[str, ...] = ()
    type: str = ""


def read(answer: Any) -> Reading:
    """An answer as plain values.

    Args:
        answer: Anything.

    Example:
        >>> read({"kin": 2, "club": 0.5}).values
        (2.0, 0.5)
    """
    name = type(answer).__name__
    try:
        kind, values, labels = _read(answer)
        return Reading(kind, tuple(map(_plain, values)), tuple(map(_label, labels)), name)
    except Exception:  # the answer is a stranger's object: looking at it may do anything
        return Reading("other", type=name)


def _read(answer: Any) -> tuple[str, Sequence[Any], Sequence[Any]]:
    if isinstance(answer, str):
        return "text", (answer,), ()
    if isinstance(answer, Mapping):
        return _listed(list(answer.values()), list(answer.keys()))
    if hasattr(answer, "columns") and hasattr(answer, "iloc"):
        return _table(answer)
    if hasattr(answer, "tolist"):  # arrays, columns and NumPy's numbers
        values = answer.tolist()
        if not isinstance(values, list):
            return _read(values)
        index = getattr(answer, "index", None)
        return _listed(values, [] if index is None else index.tolist())
    if isinstance(answer, (list, tuple, Set, range)):
        return ("long", (), ()) if len(answer) > MOST else _listed(list(answer), [])
    if isinstance(answer, bool) or not hasattr(answer, "__float__"):
        return "other", (), ()
    return "number", (float(answer),), ()


def _listed(values: list[Any], labels: list[Any]) -> tuple[str, list[Any], list[Any]]:
    if len(values) > MOST:
        return "long", [], []
    return ("labelled" if labels else "list"), values, labels


def _table(answer: Any) -> tuple[str, Sequence[Any], Sequence[Any]]:
    """A table of one column is that column; so is one of labels and of numbers."""
    columns = list(answer.columns)
    if len(columns) == 1:
        return _read(answer.iloc[:, 0])
    if len(columns) == 2:
        first, second = (answer.iloc[:, number].tolist() for number in (0, 1))
        if all(isinstance(value, str) for value in first):
            return _listed(second, first)
    return "table", (), ()


def _plain(value: Any) -> Value:
    if isinstance(value, str):
        return value
    if value is None:
        return math.nan
    if hasattr(value, "__float__") and not hasattr(value, "__len__"):
        return float(value)
    return safe_repr(value)


def _label(label: Any) -> str:
    if isinstance(label, tuple):
        return ", ".join(map(_label, label))
    if isinstance(label, float) and label.is_integer():
        label = int(label)
    return str(label).strip()


def safe_repr(value: Any) -> str:
    """A value as code on one line, cut short; its type if it cannot be shown.

    Example:
        >>> safe_repr("a  b")
        "'a b'"
    """
    try:
        text = " ".join(repr(value).split())
    except Exception:  # see `read`
        return f"<{type(value).__name__}>"
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
