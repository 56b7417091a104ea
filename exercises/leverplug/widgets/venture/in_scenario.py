"""What a venture lab begins with in a scenario, and what it takes along out of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from leverplug.record.scenario import Scenario, check_budget
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.venture.pins import MOST_PINS, Pins


def starting_design(asked: Scenario | None, usual: Venture) -> Venture:
    """The design that a scenario names, else the usual one, without ties if those cost too much."""
    if asked is None:
        return usual
    if asked.design is not None:
        return asked.design
    try:
        check_budget(asked, usual)
    except ValidationError:
        return usual.without_tie(*(tie.id for tie in usual.ties))
    return usual


def pin(designs: Iterable[Venture], pins: Pins, disposable: Collection[Venture]) -> None:
    """Pin designs that are not pinned yet, as long as there is room, and compare with nothing.

    Args:
        designs: What was pinned or built.
        pins: The pinned designs.
        disposable: Designs that need no pin.
    """
    pinned = list(pins.designs.values())
    new = [v for v in dict.fromkeys(designs) if v not in pinned and v not in disposable]
    if new:
        pins.replace([*pinned, *new][:MOST_PINS])
