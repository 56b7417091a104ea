"""Histories: the series of every run, quarter by quarter, and the events behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from leverplug import catalogue
from leverplug.venture import QUARTERS, ValidationError, Venture

SEIZED, MISSED, LOST, QUARREL, REFOCUS, ABSORBED, PRUNED = (
    "seized", "missed", "lost", "quarrel", "refocus", "absorbed", "pruned",
)  # fmt: skip
ENTERED, LEFT, FAILED = "entered", "left", "failed"
SHOCKS = (LOST, QUARREL, REFOCUS, ABSORBED)

# Quarter from 0, kind, tie, runs, region: ties and regions one for all runs, or one for each.
Happening = tuple[int, str, np.ndarray | int, np.ndarray, np.ndarray | int]
FIRM_SERIES = dict.fromkeys(
    ("foreign_sales", "home_sales", "foreign_intensity", "foreign_resources", "organisational",
     "knowledge", "legitimacy", "cash", "effort_used", "obligations"), float,
) | {"alive": bool, "absorbed": bool}  # fmt: skip
TIE_SERIES = ("strength", "novelty", "plug", "lever", "effort", "holding")


@dataclass(frozen=True)
class Shock:
    """A shock set by a scenario: what happens to which tie in which quarter (1 to 40)."""

    quarter: int
    tie_id: str
    kind: str = LOST

    def __post_init__(self) -> None:
        if self.kind not in SHOCKS:
            raise ValidationError("shock.kind", self.kind, f"choose one of {', '.join(SHOCKS)}")
        if isinstance(self.quarter, bool) or self.quarter not in range(1, QUARTERS + 1):
            remedy = f"give a whole quarter from 1 to {QUARTERS}"
            raise ValidationError("shock.quarter", self.quarter, remedy)


@dataclass(frozen=True)
class Event:
    """Something that happened in one run: in which quarter (1 to 40), and through which tie."""

    quarter: int
    kind: str
    tie_id: str | None = None
    region: str | None = None


@dataclass(frozen=True)
class Log:
    """Events of all runs as parallel arrays; ``tie`` and ``region`` are -1 where none is meant."""

    quarter: np.ndarray
    kind: np.ndarray
    tie: np.ndarray
    run: np.ndarray
    region: np.ndarray


@dataclass(frozen=True)
class History:
    """Series of ``R`` runs over 40 quarters; arrays of shape (40, R) unless said.

    Args:
        venture: The design that was run, or None for a sample of many designs.
        seed: Key of its draws.
        tie_ids: Order of the ties in arrays that have an axis of ties.
        foreign_sales, home_sales: Index points; a region offers 100 at most.
        region_sales: Foreign sales by region, shape (40, 4, R).
        present: Whether each region is served, shape (40, 4, R).
        foreign_intensity: Foreign sales over all sales, 0 to 1.
        foreign_resources: Mean over the regions of what is held there, 0 to 1.
        organisational, knowledge, legitimacy: Stocks, 0 to 1.
        cash: Index of quarters of running costs.
        effort_used, obligations: Shares of the venture's effort, 0 to 1.
        alive, absorbed: Whether the venture is still there, or gone into a partner. Sales stop
            with it; stocks and effort of a run that has ended mean nothing, so mask them.
        strength, novelty, plug, lever, effort: By tie, shape (40, T, R) with detail, (40, T, W)
            if the first W runs were watched, else None.
        holding: Foreign resources held through each tie, likewise.
        log: Events of those runs, or None.
    """

    venture: Venture | None
    seed: int
    tie_ids: tuple[str, ...]
    foreign_sales: np.ndarray
    home_sales: np.ndarray
    region_sales: np.ndarray
    present: np.ndarray
    foreign_intensity: np.ndarray
    foreign_resources: np.ndarray
    organisational: np.ndarray
    knowledge: np.ndarray
    legitimacy: np.ndarray
    cash: np.ndarray
    effort_used: np.ndarray
    obligations: np.ndarray
    alive: np.ndarray
    absorbed: np.ndarray
    strength: np.ndarray | None = None
    novelty: np.ndarray | None = None
    plug: np.ndarray | None = None
    lever: np.ndarray | None = None
    effort: np.ndarray | None = None
    holding: np.ndarray | None = None
    log: Log | None = field(default=None, repr=False)

    def events(self, run: int) -> list[Event]:
        """Everything that happened in one run, in order.

        Args:
            run: Number of the run, counted from 0.

        Raises:
            ValueError: The history was simulated without detail.
            IndexError: There is no such run, or it was not watched.
        """
        if self.log is None:
            raise ValueError("this history has no events; simulate with detail=True")
        runs = self.alive.shape[1]
        if not 0 <= run < runs:
            raise IndexError(f"run is {run}: give a number from 0 to {runs - 1}")
        if self.strength is not None and run >= self.strength.shape[-1]:
            raise IndexError(f"run {run} was not watched: simulate with watched={run + 1}")
        log, foreign = self.log, catalogue.foreign_regions()
        return [
            Event(
                int(log.quarter[i]) + 1,
                str(log.kind[i]),
                self.tie_ids[log.tie[i]] if log.tie[i] >= 0 else None,
                foreign[log.region[i]] if log.region[i] >= 0 else None,
            )
            for i in np.flatnonzero(log.run == run)
        ]


def logs_of(
    happenings: Sequence[Happening],
    members: Sequence[tuple[int, ...]],
    runs: int,
    watched: int,
    first_run: int,
) -> list[Log]:
    """The log of each design, of its watched runs, from what happened in one block of runs.

    Args:
        happenings: In order of quarters; run r of design d is called d x runs + r.
        members: The ties of each design, by their place among all.
        runs: Of each design in this block.
        watched: The first so many of them have events.
        first_run: Number of the block's first run.
    """
    if not happenings:
        return [_NOTHING for _ in members]
    quarters, kinds, ties, columns, regions = zip(*happenings, strict=True)
    sizes = [len(run) for run in columns]
    quarter, kind = np.repeat(quarters, sizes), np.repeat(np.array(kinds), sizes)
    tie, region = _filled(ties, sizes), _filled(regions, sizes)
    design, run = np.divmod(np.concatenate(columns), runs)
    found = []
    for number, own in enumerate(members):
        mine = np.flatnonzero((design == number) & (run < watched))
        place = np.full(max(own, default=-1) + 2, -1)  # the last one is for no tie, -1
        place[list(own)] = np.arange(len(own))
        found.append(
            Log(quarter[mine], kind[mine], place[tie[mine]], run[mine] + first_run, region[mine])
        )
    return found


_NOTHING = Log(*(np.empty(0, kind) for kind in (int, "U1", int, int, int)))


def joined(parts: Sequence[History], venture: Venture | None) -> History:
    """Histories of the runs of one design side by side; a single one is not copied."""
    first = parts[0]
    if len(parts) == 1:
        return replace(first, venture=venture)
    series: dict[str, Any] = {}
    for name in (*FIRM_SERIES, "region_sales", "present", *TIE_SERIES):
        pieces = [piece for part in parts if (piece := getattr(part, name)) is not None]
        series[name] = np.concatenate(pieces, axis=-1) if pieces else None
    logs = [part.log for part in parts if part.log is not None]
    return replace(first, venture=venture, log=_joined(logs) if logs else None, **series)


def _joined(logs: Sequence[Log]) -> Log:
    """One log in order of quarters."""
    columns = [np.concatenate(parts) for parts in zip(*(vars(log).values() for log in logs),
                                                      strict=True)]  # fmt: skip
    order = np.argsort(columns[0], kind="stable")
    return Log(*(column[order] for column in columns))


def _filled(values: Sequence[np.ndarray | int], sizes: Sequence[int]) -> np.ndarray:
    """One array of arrays and of single values, each as often as its size says."""
    return np.concatenate(
        [
            value if isinstance(value, np.ndarray) else np.full(size, value)
            for value, size in zip(values, sizes, strict=True)
        ]
    )
