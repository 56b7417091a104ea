"""Whether two answers are the same, and how a learner's differs from what was asked, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from leverplug.checks.reading import MOST, Reading, Value, safe_repr

_PER_CENT = 100


def near(found: Value, right: Value, digits: int) -> bool:
    """Whether two values are the same: texts but for case, numbers but for rounding.

    Args:
        found, right: The values.
        digits: Decimals to which a number may be rounded.

    Example:
        >>> near(0.56, 0.5604, 2), near("Kin ", "kin", 0)
        (True, True)
    """
    if isinstance(found, str) or isinstance(right, str):
        return str(found).strip().casefold() == str(right).strip().casefold()
    return abs(found - right) <= 0.51 * 10.0**-digits


def same(found: Reading, right: Reading, ordered: bool, digits: int) -> bool:
    """Whether an answer holds what another holds; its type may differ.

    Args:
        found: The learner's answer.
        right: What it is compared with.
        ordered: Whether the order of the values counts.
        digits: Decimals to which a number may be rounded.
    """
    if right.kind == "labelled" and found.labels:
        mine, ours = (
            _without_zeros(found, right),
            dict(zip(right.labels, right.values, strict=True)),
        )
        if mine.keys() != ours.keys() or len(found.labels) != len(set(found.labels)):
            return False
        if not all(near(mine[label], ours[label], digits) for label in ours):
            return False
        return not ordered or _in_order(list(mine.values()), right.values, digits)
    if found.kind not in ("number", "list", "labelled"):
        return False
    if right.kind == "labelled" and not ordered:
        return False  # numbers without labels: nobody can say which is which
    mine_sorted = list(found.values) if ordered or len(found.values) < 2 else _sorted(found.values)
    ours_sorted = list(right.values) if ordered else _sorted(right.values)
    return _in_order(mine_sorted, ours_sorted, digits)


def _in_order(found: Sequence[Value], right: Sequence[Value], digits: int) -> bool:
    return len(found) == len(right) and all(
        near(one, other, digits) for one, other in zip(found, right, strict=True)
    )


def _sorted(values: Sequence[Value]) -> list[Value]:
    return sorted(values, key=lambda value: (isinstance(value, str), value))


def _without_zeros(found: Reading, right: Reading) -> dict[str, Value]:
    """Values by label, counts of nothing left out where nobody asked for them."""
    pairs = zip(found.labels, found.values, strict=True)
    return {label: value for label, value in pairs if value != 0 or label in right.labels}


def begins(name: str, found: Reading) -> str:
    """A sentence that says what an answer holds, by its first value.

    Example:
        >>> from leverplug.checks.reading import read
        >>> begins("gap", read({"kin": 0.5, "club": 0.25}))
        "`gap` has 2 values and begins with 0.5 for 'kin'."
    """
    if found.kind == "long":
        return f"`{name}` has more than {MOST:,} values."
    if found.kind == "table":
        return f"`{name}` is a table of several columns."
    if found.kind == "other":
        return f"`{name}` is of the type {found.type}."
    if not found.values:
        return f"`{name}` is empty."
    first = _shown(found.values[0])
    if found.kind in ("number", "text"):
        return f"`{name}` is {first}."
    counted = f"{len(found.values)} value{'' if len(found.values) == 1 else 's'}"
    place = f" for {safe_repr(found.labels[0])}" if found.labels else ""
    return f"`{name}` has {counted} and begins with {first}{place}."


def _shown(value: Value) -> str:
    return safe_repr(value) if isinstance(value, str) else f"{value:.6g}"


def difference(found: Reading, right: Reading, ordered: bool, digits: int) -> str:
    """A sentence on how an answer differs from the right one, which it does not tell.

    Args:
        found, right, ordered, digits: As for `same`, of which they are not.
    """
    for look in (_kind, _empty_cells, _size, _names):
        if told := look(found, right):
            return told
    if found.kind == "list" and right.labels and not ordered:
        return "The numbers stand without their labels: keep those, as a Series does."
    numbers = [(value, ours) for value, ours in _pairs(found, right)
               if not isinstance(value, str) and not isinstance(ours, str)]  # fmt: skip
    if ordered and same(found, right, False, digits):
        return "The values are those asked for, in another order."
    scales = (
        (-1.0, "Every number is right but for its sign: the other way round is asked."),
        (1 / _PER_CENT, "Every number is a hundred times what is asked: give shares of 1."),
        (_PER_CENT, "Every number is a hundredth of what is asked: look at the unit."),
    )
    for scale, words in scales:
        if numbers and all(near(value * scale, ours, digits) for value, ours in numbers):
            return words
    return _first(found, right, digits)


def _kind(found: Reading, right: Reading) -> str:
    if found.kind == "text" and right.kind == "number":
        return "It is a text: give the number without quotes around it."
    one = right.kind == "number"
    if found.kind in ("other", "text", "table", "long"):
        wanted = "one number" if one else f"{len(right.values)} values"
        return f"That cannot be compared with {wanted}: look at what is asked."
    return ""


def _empty_cells(found: Reading, right: Reading) -> str:
    holes = sum(isinstance(value, float) and math.isnan(value) for value in found.values)
    return "It holds a missing value (NaN): look where one comes in." if holes else ""


def _size(found: Reading, right: Reading) -> str:
    if found.kind == "labelled" == right.kind:  # the labels tell more
        return ""
    if len(found.values) != len(right.values):
        wanted = "one value is" if len(right.values) == 1 else f"{len(right.values)} values are"
        return f"It has {len(found.values)} where {wanted} asked for."
    return ""


def _names(found: Reading, right: Reading) -> str:
    if not (found.labels and right.labels):
        return ""
    mine, ours = set(_without_zeros(found, right)), set(right.labels)
    if not mine & ours:
        return (
            f"Its labels are of another kind: {safe_repr(found.labels[0])} is none of those asked."
        )
    if extra := [label for label in found.labels if label in mine - ours]:
        return f"It has an entry for {safe_repr(extra[0])}, which is not asked for."
    if ours - mine:
        return f"It lacks {len(ours - mine)} of the {len(ours)} entries that are asked for."
    return ""


def _pairs(found: Reading, right: Reading) -> list[tuple[Value, Value]]:
    if found.labels and right.labels:
        ours = dict(zip(right.labels, right.values, strict=True))
        return [(value, ours[label]) for label, value in _without_zeros(found, right).items()]
    return list(zip(found.values, right.values, strict=False))


def _first(found: Reading, right: Reading, digits: int) -> str:
    pairs = _pairs(found, right)
    wrong = [number for number, (value, ours) in enumerate(pairs) if not near(value, ours, digits)]
    if not wrong or len(pairs) == 1:
        return "That is another value than the one asked for."
    labels = list(_without_zeros(found, right)) if found.labels and right.labels else []
    place = f"for {safe_repr(labels[wrong[0]])}" if labels else f"number {wrong[0] + 1}"
    good = len(pairs) - len(wrong)
    how_many = f"{good} of {len(pairs)} are" if good else f"None of {len(pairs)} is"
    return f"{how_many} right; the first that is not: {place}, " \
           f"where yours is {_shown(pairs[wrong[0]][0])}."  # fmt: skip
