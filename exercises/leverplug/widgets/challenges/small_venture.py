"""Challenges of the first lab: lives abroad, lives abroad early, a tie that costs lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from leverplug import outcomes
from leverplug.charts.words import counted
from leverplug.widgets.base.challenge_list import Challenge
from leverplug.widgets.base.tie_looks import SHORT

MANY, EARLY, COSTLY = 90, 40, 20  # lives of a hundred


class Result(NamedTuple):
    """Fates with all ties, shape (runs,), and without each of those that get time, by kind."""

    ends: np.ndarray
    without: Mapping[str, np.ndarray]


def _named(kind: str) -> str:
    name = SHORT[kind].lower()
    return name if kind == "kin" else f"the {name}"


def _abroad(ends: np.ndarray) -> int:
    return int((ends <= outcomes.LATER).sum())


def _early(ends: np.ndarray) -> int:
    return int((ends == outcomes.BORN_GLOBAL).sum())


def _many(result: Result) -> str:
    return _more_than(MANY, _abroad, "lives ended abroad", result)


def _soon(result: Result) -> str:
    return _more_than(EARLY, _early, "lives were born global", result)


def _more_than(most: int, count: Callable[[np.ndarray], int], words: str, result: Result) -> str:
    """What the tie that did most added, if more lives than so many are counted."""
    lives = count(result.ends)
    if lives <= most:
        return ""
    left = {kind: count(ends) for kind, ends in result.without.items()}
    best = min(left, key=left.__getitem__)
    return f"{lives} {words}; without {_named(best)} it would have been {left[best]}."


def _cost(result: Result) -> str:
    abroad = _abroad(result.ends)
    gained = {kind: _abroad(ends) - abroad for kind, ends in result.without.items()}
    worst = max(gained, key=gained.__getitem__, default="")
    if not worst or gained[worst] < COSTLY:
        return ""
    more = counted(gained[worst], "more life", "more lives")
    return f"Without {_named(worst)}, {more} would have ended abroad."


CHALLENGES = (
    Challenge("many-abroad", f"More than {MANY} of the 100 lives end abroad.", _many),
    Challenge("many-early", f"More than {EARLY} of the 100 lives end abroad early.", _soon),
    Challenge("costly-tie", f"A tie you give time to costs you at least {COSTLY} lives.", _cost),
)
