"""Opening the record of a venture in a lab that shows another one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from leverplug.record import Record, RecordError, scenario
from leverplug.record.scenario import Scenario
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.venture.pins import Pins


class Opened(NamedTuple):
    """The venture of a record that was opened, and what a learner is told of it."""

    venture: Venture
    message: str


def pin_current(
    record: Record, current: Venture, seed: int, pins: Pins, disposable: Iterable[Venture]
) -> str:
    """Pin the current design, unless that is needless, before a record takes its place.

    Args:
        record: What is about to be opened.
        current: The design in the lab.
        seed: The luck that it is judged on.
        pins: The pinned designs.
        disposable: Designs that need no pin, such as the one every lab begins with.

    Returns:
        What is opened and where the current design is now, in words.

    Raises:
        ValidationError: There is no room for another pin.
    """
    name = f"“{record.venture.name}”" if record.venture.name else "a venture without a name"
    words = [f"This is {name} with luck {record.seed}, as it was handed on."]
    if current not in (record.venture, *disposable, *pins.designs.values()):
        words.append(f"What was here is pinned as {pins.pin(current)}; its luck was {seed}.")
    if not record.same_model:
        words.append("It was made with another version of the model, so results may differ.")
    return " ".join(words)


def of_scenario(record: Record, inside: Scenario | None) -> str:
    """What to know of the scenario that a record was made in; empty if the lab is in it.

    Args:
        record: What is opened.
        inside: The scenario that the lab is in.
    """
    if not record.scenario or (inside and scenario.code(inside) == record.scenario):
        return ""
    try:
        title = f"the scenario “{scenario.from_code(record.scenario).title}”"
    except RecordError:
        title = "a scenario that this edition cannot read"
    return f"It was made in {title}: what that fixes, or lets happen, does not hold here."


def check_kinds(venture: Venture, offered: Container[str]) -> None:
    """Make sure that a lab can show every tie of a venture.

    Raises:
        ValidationError: One is of a kind that the lab does not offer.
    """
    for tie in venture.ties:
        if tie.kind not in offered:
            raise ValidationError(f"tie {tie.id}", tie.kind, "this lab does not offer this kind")
