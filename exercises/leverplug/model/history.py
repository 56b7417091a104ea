"""What happened: the course of every run, quarter by quarter, and the events behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
TIE_SERIES = ("strength", "novelty", "plug", "lever", "effort")


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
    """The course of ``R`` runs over 40 quarters; arrays of shape (40, R) unless said.

    Args:
        venture: The design that was run, or None for a sample of many designs.
        seed: Its luck.
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


def collect_events(
    blocks: list[list[Happening]], block_size: int, watched: int | None = None
) -> Log:
    """One log of all blocks' events, in order of quarters; of the first `watched` runs alone."""
    happened = [
        (quarter, kind, tie, run + number * block_size, region)
        for number, events in enumerate(blocks)
        for quarter, kind, tie, run, region in events
    ]
    if not happened:
        nothing = np.empty(0, int)
        return Log(nothing, np.empty(0, str), nothing, nothing, nothing)
    quarters, kinds, ties, runs, regions = zip(*happened, strict=True)
    sizes = [len(run) for run in runs]
    quarter, run = np.repeat(quarters, sizes), np.concatenate(runs)
    meant = np.arange(len(run)) if watched is None else np.flatnonzero(run < watched)
    order = meant[np.argsort(quarter[meant], kind="stable")]
    return Log(
        quarter[order],
        np.array(kinds)[np.repeat(np.arange(len(sizes)), sizes)[order]],
        _filled(ties, sizes)[order],
        run[order],
        _filled(regions, sizes)[order],
    )


def _filled(values: Sequence[np.ndarray | int], sizes: Sequence[int]) -> np.ndarray:
    """One array of arrays and of single values, each as often as its size says."""
    return np.concatenate(
        [
            value if isinstance(value, np.ndarray) else np.full(size, value)
            for value, size in zip(values, sizes, strict=True)
        ]
    )
