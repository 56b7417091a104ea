"""Checks of one answer: was it given, is it of the kind and size asked for, does it open?

Each raises `Hint` or prints a line; none needs more than NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from leverplug import record
from leverplug.checks.hint import Hint, is_blank, passed, shown
from leverplug.record import Record
from leverplug.venture import Venture

_ROUNDING = 1e-9  # sums of decimal shares are not exact


def given(value: Any, name: str) -> None:
    """Make sure that something was answered at all.

    Args:
        value: The answer; `...`, None, an empty text and NaN count as none.
        name: What the notebook calls it.

    Raises:
        Hint: There is no answer yet.

    Example:
        >>> given(3, "ties")
        Looks right so far: ties has a value
    """
    if is_blank(value):
        raise Hint(f"{name} has no answer yet: give it a value in the cell above and run it")
    passed(f"{name} has a value")


def number(value: Any, name: str, low: float = -math.inf, high: float = math.inf) -> None:
    """Make sure that an answer is one finite number of a size that can be meant.

    Args:
        value: The answer.
        name: What the notebook calls it.
        low, high: Least and largest value that makes sense, both included; wide, so that they do
            not give the answer away.

    Raises:
        Hint: It is no number, or none between the two.

    Example:
        >>> number(0.4, "share", 0, 1)
        Looks right so far: share is a number that can be meant
    """
    if is_blank(value):
        raise Hint(f"{name} has no answer yet: give it a number in the cell above and run it")
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise Hint(f"{name} is {shown(value)}: give one number, without quotes or a list around it")
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise Hint(f"{name} holds more than one number: give one") from None
    if not math.isfinite(found):
        raise Hint(f"{name} is {found}: look for a division by zero or a missing value")
    if not low <= found <= high:
        raise Hint(
            f"{name} is {found:g}, which is not between {low:g} and {high:g}: check the unit "
            "(a share runs from 0 to 1) and what you count"
        )
    passed(f"{name} is a number that can be meant")


def table(value: Any, name: str, columns: Sequence[str], rows: int | None = None) -> None:
    """Make sure that an answer is a table with the columns asked for.

    Args:
        value: A data frame, or anything with `columns` and a length.
        name: What the notebook calls it.
        columns: Names that must be there; more may be.
        rows: How many rows it must have, if that is no secret.

    Raises:
        Hint: It is no table, or a column or row is missing or too many.
    """
    if is_blank(value):
        raise Hint(f"{name} has no answer yet: make the table in the cell above and run it")
    if not hasattr(value, "columns") or not hasattr(value, "__len__"):
        raise Hint(f"{name} is a {type(value).__name__}: make it a table (a data frame)")
    missing = [column for column in columns if column not in list(value.columns)]
    if missing:
        raise Hint(f"{name} lacks the column {missing[0]!r}: it needs {', '.join(columns)}")
    if not len(value):
        raise Hint(f"{name} has no rows: look at the condition that chose them")
    if rows is not None and len(value) != rows:
        raise Hint(f"{name} has {len(value)} rows where {rows} are asked for: look for rows that "
                   "were lost, kept or counted twice")  # fmt: skip
    passed(f"{name} is a table with {', '.join(columns)}")


def choice_of(value: Any, name: str, options: Collection[Any]) -> None:
    """Make sure that an answer is one of those on offer.

    Raises:
        Hint: It is none of them.
    """
    if is_blank(value):
        raise Hint(f"{name} has no answer yet: choose one of {', '.join(map(str, options))}")
    if not any(value == option for option in options if type(value) is type(option)):
        offered = ", ".join(map(repr, options))
        raise Hint(f"{name} is {shown(value)}: choose one of {offered}, spelled as here")
    passed(f"{name} is one of the answers on offer")


def words(text: Any, name: str, least: int, most: int | None = None) -> None:
    """Make sure that a written answer has the length asked for.

    Args:
        text: The answer.
        name: What the notebook calls it.
        least, most: Number of words.

    Raises:
        Hint: It is no text, or too short, or too long.
    """
    if is_blank(text):
        raise Hint(f"{name} has no answer yet: write it between the quotes")
    if not isinstance(text, str):
        raise Hint(f"{name} is a {type(text).__name__}: write a text between quotes")
    count = len(text.split())
    if count < least:
        raise Hint(f"{name} has {count} words: write at least {least}, with a reason")
    if most is not None and count > most:
        raise Hint(f"{name} has {count} words: keep to {most}, the reason first")
    passed(f"{name} has {count} words")


def record_opens(text: Any, name: str = "RECORD") -> Record:
    """The record in an answer, ready to be run again.

    Args:
        text: A record as JSON, as a code, or as a link with `?v=`.
        name: What the notebook calls it.

    Raises:
        Hint: There is none in it, or it is damaged.
    """
    if is_blank(text):
        raise Hint(f"{name} has no record yet: make it with leverplug.record, as the task says")
    if not isinstance(text, str):
        raise Hint(f"{name} is a {type(text).__name__}: a record is a text")
    try:
        found = record.read(text)
    except record.RecordError as error:
        raise Hint(f"{name} does not open: {error}") from None
    passed(f"{name} opens, and holds {len(found.venture.ties)} ties")
    return found


def within_budget(venture: Venture, budget: float) -> None:
    """Make sure that a design never plans more effort than a budget allows.

    Args:
        venture: The design.
        budget: Share of the founder's effort, 0 to 1, for ties, search and learning together.

    Raises:
        Hint: A quarter has more, and which one has most.
    """
    planned = venture.effort()
    if planned.max() > budget + _ROUNDING:
        quarter = int(planned.argmax()) + 1
        raise Hint(
            f"quarter {quarter} plans {planned.max():.4g} of the founder's effort and the budget "
            f"is {budget:g}: lower a tie, end it earlier or start it later"
        )
    passed(f"never more than {budget:g} of the founder's effort is planned")
