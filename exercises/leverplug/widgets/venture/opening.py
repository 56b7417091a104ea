"""A venture that comes from outside, by a link, a code or a file, and finds another in the lab."""

from __future__ import annotations

from collections.abc import Container, Iterable

from leverplug.record import Record
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.venture.pins import Pins


def make_room(
    found: Record, mine: Venture, luck: int, pins: Pins, worthless: Iterable[Venture]
) -> str:
    """Pin the present design, unless that is needless, and say what is going to happen.

    Args:
        found: What is about to take the lab.
        mine: The design that is there now.
        luck: The luck that it is judged on now.
        pins: Where it is kept.
        worthless: Designs that need not be kept, such as the one every lab begins with.

    Returns:
        What came and where the present design is now, in words.

    Raises:
        ValidationError: There is no room to pin it.
    """
    name = f"“{found.venture.name}”" if found.venture.name else "a venture without a name"
    words = [f"This is {name} with luck {found.seed}, as it was handed on."]
    if mine not in (found.venture, *worthless, *pins.designs.values()):
        words.append(f"What was here is pinned as {pins.pin(mine)}; its luck was {luck}.")
    if not found.same_model:
        words.append("It was made with another version of the model, so results may differ.")
    return " ".join(words)


def check_kinds(venture: Venture, offered: Container[str]) -> None:
    """Make sure that a lab can show every tie of a venture.

    Raises:
        ValidationError: One is of a kind that the lab does not offer.
    """
    for tie in venture.ties:
        if tie.kind not in offered:
            raise ValidationError(f"tie {tie.id}", tie.kind, "this lab does not offer this kind")
