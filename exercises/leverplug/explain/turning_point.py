"""The one event of a run that matters most, told without running anything again."""

from __future__ import annotations

from leverplug.explain.moment import REACHED, Moment
from leverplug.explain.timeline import OneRun
from leverplug.model.history import ABSORBED, FAILED, LOST, SEIZED, History

_RANKED = (ABSORBED, FAILED, REACHED, LOST, SEIZED)  # of kinds of event, what weighs most first


def turning_point(history: History, run: int) -> Moment | None:
    """The end of a run, else a quarter of sales abroad, a partner lost, an opening taken.

    Args:
        history: One with the events of that run.
        run: Counted from 0.

    Returns:
        The first event of the kind that weighs most, without the ties behind it; None if nothing
        of the sort happened.
    """
    found = [moment for moment in OneRun(history, run).moments() if moment.kind in _RANKED]
    return min(found, key=lambda m: (_RANKED.index(m.kind), m.quarter), default=None)
