"""The one event of a run that matters most, told without running anything again."""

from __future__ import annotations

from typing import NamedTuple

from leverplug.explain.moment import REACHED
from leverplug.explain.timeline import OneRun
from leverplug.model.history import ABSORBED, FAILED, LOST, SEIZED, History

_RANKED = (ABSORBED, FAILED, REACHED, LOST, SEIZED)  # of kinds of event, what weighs most first


class TurningPoint(NamedTuple):
    """When it was (1 to 40), its kind of event, and the tie it came through, if any."""

    quarter: int
    kind: str
    tie_id: str | None = None


def turning_point(history: History, run: int) -> TurningPoint | None:
    """The end of a run, else a quarter of sales abroad, a partner lost, an opening taken.

    Args:
        history: One with the events of that run.
        run: Counted from 0.

    Returns:
        The first event of the kind that weighs most; None if nothing of the sort happened.
    """
    one = OneRun(history, run)
    found = [TurningPoint(event.quarter, event.kind, event.tie_id) for event in one.events]
    found += [TurningPoint(quarter, REACHED) for quarter in one.reached]
    ranked = [event for event in found if event.kind in _RANKED]
    return min(ranked, key=lambda e: (_RANKED.index(e.kind), e.quarter), default=None)
