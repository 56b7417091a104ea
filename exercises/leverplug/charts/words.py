"""How sentences list and count what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def listed(items: Iterable[Any]) -> str:
    """Words in a row, as English lists them.

    Example:
        >>> listed(["kin", "club", "fair"])
        'kin, club and fair'
    """
    *first, last = [str(item) for item in items]
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: float, one: str, many: str = "") -> str:
    """A number with what it counts, perhaps with a verb.

    Args:
        number: How many.
        one: What follows the number 1.
        many: What follows any other number; `one` with an s if nothing is said.

    Example:
        >>> counted(1, "life ends", "lives end"), counted(2.5, "year")
        ('1 life ends', '2.5 years')
    """
    return f"{number:g} {one if number == 1 else many or one + 's'}"
