"""Challenges of the lab on a partner's start: late help, a choosy partner, one that does harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from leverplug.charts.words import counted
from leverplug.widgets.base.challenge_list import Challenge

LATE_GAIN, STANDING, GAIN = 200, 0.5, 500  # foreign sales over ten years; standing asked; sales


class Result(NamedTuple):
    """What a partner added.

    Args:
        settings: Of the lab.
        added: Foreign sales over ten years with minus without it, shape (runs,).
        born, without_born: Lives born global with it and without.
        standing: The firm's own legitimacy when it starts, 0 to 1.
    """

    settings: Mapping[str, Any]
    added: np.ndarray
    born: int
    without_born: int
    standing: float


def _too_late(result: Result) -> str:
    if result.added.mean() < LATE_GAIN or result.born != result.without_born:
        return ""
    return (
        f"It added {result.added.mean():,.0f} foreign sales, but it came in quarter "
        f"{result.settings['start']}: {result.born} lives were born global with it, and without."
    )


def _choosy(result: Result) -> str:
    asked, added = result.settings["demand"], result.added
    if asked < STANDING - 1e-9 or added.mean() < GAIN or not (added > 0).all():
        return ""
    return (
        f"It came in quarter {result.settings['start']}, when the firm's own legitimacy was "
        f"{result.standing:.2f} of the {asked:.2f} it asked for, and added {added.mean():,.0f}."
    )


def _harm(result: Result) -> str:
    if result.added.mean() >= 0 or round(result.added.mean()) == 0:
        return ""
    worse, asked = (
        counted(int((result.added < 0).sum()), "life", "lives"),
        result.settings["demand"],
    )
    why = f"; it asked for {asked:.2f} and found a legitimacy of {result.standing:.2f}"
    return (
        f"You sold {-result.added.mean():,.0f} less with it than without, and less in {worse}"
        f"{why if result.standing < asked else ''}."
    )


CHALLENGES = (
    Challenge(
        "too-late",
        f"The partner adds at least {LATE_GAIN} foreign sales, yet not one life more is born "
        "global.",
        _too_late,
    ),
    Challenge(
        "choosy",
        f"A partner that asks for a standing of {STANDING:.2f} adds at least {GAIN} foreign sales "
        "and does good in every life.",
        _choosy,
    ),
    Challenge("harm", "A partner that, on average, does harm.", _harm),
)
