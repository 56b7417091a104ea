"""Where a class's effort went: by kind of tie, quarter by quarter and student by student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leverplug import catalogue
from leverplug.venture import QUARTERS, Venture

CAPABILITIES = ("search", "learning")


@dataclass(frozen=True, eq=False)
class Effort:
    """Planned effort of ``N`` designs on ``K`` kinds: those of ties that occur, and capabilities.

    Args:
        kinds: Keys of the kinds of tie that occur, most effort first, then search and learning.
        each: Effort of each design on each kind, averaged over the quarters, shape (N, K).
        over_time: Mean effort of the class on each kind in each quarter, shape (K, 40).
        holders: Share of the class that has an open tie of each kind then, shape (K, 40).
        begins: Quarters in which ties of each kind begin, one entry for each tie.
    """

    kinds: tuple[str, ...]
    each: np.ndarray
    over_time: np.ndarray
    holders: np.ndarray
    begins: dict[str, list[int]]

    @property
    def mean(self) -> np.ndarray:
        """Mean effort of the class on each kind, shape (K,)."""
        return self.each.mean(0)


def name_of(kind: str) -> str:
    """A kind of tie, or a capability, as pictures name it."""
    if kind in CAPABILITIES:
        return kind.capitalize()
    found = catalogue.tie_kinds()[kind]
    return found.short or found.label


def effort_of(designs: Sequence[Venture]) -> Effort:
    """The effort of some designs, one or more."""
    kinds = [*catalogue.tie_kinds(), *CAPABILITIES]
    place = {kind: number for number, kind in enumerate(kinds)}
    each = np.zeros((len(designs), len(kinds)))
    over_time, holders = np.zeros((2, len(kinds), QUARTERS))
    begins: dict[str, list[int]] = {kind: [] for kind in kinds}
    for number, design in enumerate(designs):
        open_now: dict[str, np.ndarray] = {}
        for tie in design.ties:
            schedule = tie.schedule()
            each[number, place[tie.kind]] += schedule.mean()
            over_time[place[tie.kind]] += schedule
            open_now[tie.kind] = open_now.get(tie.kind, False) | tie.active()
            begins[tie.kind].append(tie.start)
        for kind, there in open_now.items():
            holders[place[kind]] += there
        for kind in CAPABILITIES:
            share = getattr(design.capabilities, kind)
            each[number, place[kind]] = share
            over_time[place[kind]] += share
            holders[place[kind]] += share > 0
    ties = [kind for kind in kinds if begins[kind]]
    ties.sort(key=lambda kind: -each[:, place[kind]].sum())
    shown = [*ties, *CAPABILITIES]
    rows = [place[kind] for kind in shown]
    return Effort(tuple(shown), each[:, rows], over_time[rows] / len(designs),
                  holders[rows] / len(designs), begins)  # fmt: skip
