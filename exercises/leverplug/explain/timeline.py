"""Why did this happen? One run, event by event, with the ties that were behind it.

The ties behind an event are found by trying: the venture is run again without each tie in turn,
on the same draws. What then happens later, earlier or never was owed to that tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leverplug import catalogue
from leverplug.explain.comparison import without_each
from leverplug.explain.moment import (
    ABSENT,
    EARLIER,
    GONE,
    LATER,
    MISSED_INSTEAD,
    NEVER,
    OUTCOMES,
    REACHED,
    SEIZED_INSTEAD,
    Effect,
    Moment,
)
from leverplug.model.history import (
    ABSORBED,
    ENTERED,
    FAILED,
    LEFT,
    LOST,
    MISSED,
    PRUNED,
    SEIZED,
    Event,
    History,
    Shock,
)
from leverplug.outcomes import BORN_GLOBAL_SHARE
from leverplug.venture import ValidationError, Venture

_ONCE = (LOST, PRUNED, FAILED, ABSORBED, REACHED)  # these happen at most once


@dataclass(frozen=True)
class Timeline:
    """All moments of one run of a venture, in order."""

    venture: Venture
    seed: int
    run: int
    moments: tuple[Moment, ...]

    def sentences(self) -> list[str]:
        """The timeline in plain words, a text for each moment; labels are not escaped."""
        return [moment.sentence(self.venture) for moment in self.moments]


def timeline(
    venture: Venture, run: int = 0, seed: int = 1, shocks: tuple[Shock, ...] = ()
) -> Timeline:
    """What happened in one run, and which ties were behind it.

    Args:
        venture: The design. It is run once more for each tie, so many ties take longer.
        run: Number of the run, counted from 0.
        seed: Key of the draws.
        shocks: Shocks of the scenario.

    Raises:
        ValidationError: `run` is no whole number, 0 or more; a shock names no tie.

    Example:
        >>> from leverplug.venture import Tie
        >>> council = Tie("council-1", "trade_council", 0.4)
        >>> why = timeline(Venture(ties=(council,)), run=3)
        >>> len(why.sentences()) == len(why.moments)
        True
    """
    if isinstance(run, bool) or not isinstance(run, int) or run < 0:
        raise ValidationError("run", run, "give a whole number, 0 or more")
    ids = [tie.id for tie in venture.ties]
    whole, others = without_each(venture, ids, run + 1, seed, shocks, detail=True)
    moments = OneRun(whole, run).moments()
    return Timeline(venture, seed, run, explained(moments, others, run))


def explained(
    moments: Sequence[Moment], without: Mapping[str, History], run: int
) -> tuple[Moment, ...]:
    """Moments of a run with the ties that were behind them.

    Args:
        moments: As `OneRun` gives them.
        without: Histories without each tie, by its id, with the events of that run.
        run: Counted from 0.
    """
    effects: list[list[Effect]] = [[] for _ in moments]
    for tie_id, history in without.items():
        again = OneRun(history, run)
        for moment, mine in zip(moments, effects, strict=True):
            if effect := _effect(moment, tie_id, again):
                mine.append(effect)
    return tuple(
        replace(moment, effects=tuple(sorted(mine, key=lambda e: _weight(moment, e))))
        for moment, mine in zip(moments, effects, strict=True)
    )


class OneRun:
    """One run of a history, with what is needed to ask when something happened in it."""

    def __init__(self, history: History, run: int) -> None:
        self.events = history.events(run)
        self.alive = history.alive[:, run]
        self.knowledge = history.knowledge[:, run]
        self.organisational = history.organisational[:, run]
        enough = np.flatnonzero(history.foreign_intensity[:, run] >= BORN_GLOBAL_SHARE)
        self.reached = [int(enough[0]) + 1] if len(enough) else []
        present = history.present[:, :, run]
        self.present = dict(zip(catalogue.foreign_regions(), present.T, strict=True))

    def moments(self) -> list[Moment]:
        """What happened, in order, as yet without the ties behind it."""
        found: list[tuple[int, str, str | None, str | None, bool]] = []
        for event in self.events:
            opens = event.kind == ENTERED
            if event.kind == SEIZED:
                opens = event.quarter in self.entries(event.region)
            found.append((event.quarter, event.kind, event.tie_id, event.region, opens))
        found += [(quarter, REACHED, None, None, False) for quarter in self.reached]
        found.sort(key=lambda row: row[0])
        return [
            Moment(*row, float(self.knowledge[row[0] - 1]), float(self.organisational[row[0] - 1]))
            for row in found
        ]

    def entries(self, region: str | None) -> list[int]:
        """Quarters in which a region came to be served."""
        if region is None:
            return []
        there = self.present[region]
        return [int(q) + 1 for q in np.flatnonzero(there & ~np.append(False, there[:-1]))]

    def serves(self, region: str | None, quarter: int) -> bool:
        """Whether a region is served at the end of a quarter; quarter 0 is the founding."""
        return region is not None and quarter > 0 and bool(self.present[region][quarter - 1])

    def quarters(self, moment: Moment) -> list[int]:
        """When events like this one happened."""
        if moment.opens:
            return self.entries(moment.region)
        if moment.kind == REACHED:
            return self.reached
        return [e.quarter for e in self.events if _alike(e, moment, moment.kind)]

    def ended(self) -> int | None:
        """The quarter in which the venture failed or was absorbed."""
        return None if self.alive.all() else int((~self.alive).argmax()) + 1


def _alike(event: Event, moment: Moment, kind: str) -> bool:
    same = event.kind == kind and event.tie_id == moment.tie_id
    return same and (kind in (SEIZED, MISSED) or event.region == moment.region)


def _effect(moment: Moment, tie_id: str, again: OneRun) -> Effect | None:
    """What became of a moment in the run without that tie; None if it stayed as it was."""
    quarters = again.quarters(moment)
    if moment.quarter in quarters:
        return None
    if moment.tie_id == tie_id and not moment.opens:
        return None  # of course nothing happens through a tie that is not there
    end = again.ended()
    if end is not None and end <= moment.quarter and moment.kind not in (FAILED, ABSORBED):
        return Effect(tie_id, GONE, end)
    if moment.opens and again.serves(moment.region, moment.quarter - 1):
        since = max(q for q in quarters if q < moment.quarter)
        return Effect(tie_id, EARLIER, since)
    if moment.kind in (SEIZED, MISSED) and not moment.opens:
        return _other_opening(moment, tie_id, again)
    if moment.kind == LEFT and not again.serves(moment.region, moment.quarter - 1):
        return Effect(tie_id, ABSENT)
    if moment.kind in _ONCE and quarters and quarters[0] < moment.quarter:
        return Effect(tie_id, EARLIER, quarters[0])
    later = [quarter for quarter in quarters if quarter > moment.quarter]
    return Effect(tie_id, LATER, later[0]) if later else Effect(tie_id, NEVER)


def _other_opening(moment: Moment, tie_id: str, again: OneRun) -> Effect:
    """An opening is one of its quarter: without a tie it is taken otherwise, or does not come."""
    other = MISSED if moment.kind == SEIZED else SEIZED
    if any(_alike(e, moment, other) and e.quarter == moment.quarter for e in again.events):
        return Effect(tie_id, MISSED_INSTEAD if other == MISSED else SEIZED_INSTEAD, moment.quarter)
    return Effect(tie_id, NEVER)


def _weight(moment: Moment, effect: Effect) -> tuple[int, int]:
    """Order of effects: what never happens first, then by how far it moves."""
    moved = abs((effect.quarter or moment.quarter) - moment.quarter)
    return OUTCOMES.index(effect.outcome), -moved
