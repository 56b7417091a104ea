"""Measures of a history: how early, how far, how lasting."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from leverplug import catalogue
from leverplug.model.history import SEIZED, History
from leverplug.venture import QUARTERS, ValidationError

BORN_GLOBAL_SHARE = 0.25  # of sales abroad: a widely used threshold
BORN_GLOBAL_YEARS = 3  # from founding: likewise
A_YEAR = 4  # quarters
DEEP_FALL = 1 / 3  # of the highest foreign sales intensity so far: the kit's reading
NOTABLE = 0.10  # foreign sales intensity a firm must have had to lose it: the kit's reading

Measure = Callable[[History], np.ndarray]

BORN_GLOBAL, LATER, AT_HOME, SWALLOWED, FAILED = range(5)
FATES = {  # where a run ends after ten years: what it is called, one run and many
    BORN_GLOBAL: ("abroad, and born global", "abroad, and born global"),
    LATER: ("abroad, but late", "abroad, but late"),
    AT_HOME: ("mostly at home", "mostly at home"),
    SWALLOWED: ("swallowed by its partner", "swallowed by their partner"),
    FAILED: ("out of money", "out of money"),
}


def _index(quarter: int) -> int:
    if isinstance(quarter, bool) or quarter not in range(1, QUARTERS + 1):
        raise ValidationError("quarter", quarter, f"give a whole quarter from 1 to {QUARTERS}")
    return int(quarter) - 1


def first_export(history: History) -> np.ndarray:
    """Quarter (1 to 40) of the first foreign sale in each run, nan where there is none."""
    sold = history.foreign_sales > 0
    return np.where(sold.any(0), sold.argmax(0) + 1.0, np.nan)


def international_new_venture(history: History, years: float = BORN_GLOBAL_YEARS) -> np.ndarray:
    """Whether each run sold abroad within so many years of founding, shape (runs,)."""
    return first_export(history) <= years * A_YEAR


def born_global(
    history: History, share: float = BORN_GLOBAL_SHARE, years: float = BORN_GLOBAL_YEARS
) -> np.ndarray:
    """Whether each run reached that share of sales abroad within so many years, shape (runs,).

    Args:
        history: A history.
        share: Foreign sales over all sales, 0 to 1.
        years: Since founding, a quarter to ten years.

    Raises:
        ValidationError: `share` or `years` is out of its range.
    """
    if not 0 <= share <= 1:
        raise ValidationError("share", share, "give a share of sales from 0 to 1")
    if not 1 / A_YEAR <= years <= QUARTERS / A_YEAR:
        raise ValidationError("years", years, "give from 0.25 to 10 years")
    early = history.foreign_intensity[: int(years * A_YEAR)]
    return np.any(early >= share, 0)


def export_through_opening(history: History) -> np.ndarray:
    """Whether the first foreign sale of each run came through a contact's opening, shape (runs,).

    Args:
        history: One with the events of all runs (`detail=True`).
    """
    assert history.log is not None, "simulate with detail=True"
    found: np.ndarray = np.zeros(history.alive.shape[-1], bool)
    seized = history.log.kind == SEIZED
    runs, quarters = history.log.run[seized], history.log.quarter[seized] + 1
    found[runs[quarters == first_export(history)[runs]]] = True
    return found


def dependence(history: History, tie_id: str) -> np.ndarray:
    """Share of all foreign resources that are held through a tie, 0 to 1, shape (40, runs).

    Args:
        history: One with the series of its ties (`detail=True`).
        tie_id: The tie.
    """
    assert history.holding is not None, "simulate with detail=True"
    total = history.holding.sum(1) + catalogue.parameters()["dependence_base"].value
    return history.holding[:, history.tie_ids.index(tie_id)] / total


def scope(history: History, quarter: int = QUARTERS) -> np.ndarray:
    """Number of foreign regions served in a quarter (1 to 40), shape (runs,)."""
    return history.present[_index(quarter)].sum(0)


def survived(history: History) -> np.ndarray:
    """Whether the venture still stands on its own after ten years, shape (runs,)."""
    return history.alive[-1]


def absorbed(history: History) -> np.ndarray:
    """Whether a partner has absorbed the venture within ten years, shape (runs,)."""
    return history.absorbed[-1]


def de_internationalised(
    history: History, fall: float = DEEP_FALL, quarters: int = A_YEAR
) -> np.ndarray:
    """Whether foreign sales intensity fell far below its peak for a while, shape (runs,).

    De-internationalisation is any action that reduces international operations (Benito and
    Welch 1997, as cited in `iacase`); how far and how long is the kit's reading.

    Args:
        history: A history.
        fall: Share of the peak that has to be lost, 0 to 1.
        quarters: For how many quarters running, while the venture is alive.
    """
    peak = np.maximum.accumulate(history.foreign_intensity, 0)
    low = history.foreign_intensity < (1 - fall) * peak
    low &= (peak >= NOTABLE) & history.alive
    running = np.cumsum(low, 0, int)
    running[quarters:] -= running[:-quarters].copy()
    return np.any(running >= quarters, 0)


def foreign_sales_at(quarter: int) -> Measure:
    """A measure: foreign sales (index points) in a quarter, 1 to 40."""
    index = _index(quarter)
    return lambda history: history.foreign_sales[index]


def cumulative_foreign_sales(history: History) -> np.ndarray:
    """Foreign sales over all quarters, index points, shape (runs,)."""
    return history.foreign_sales.sum(0)


def fates(history: History) -> np.ndarray:
    """Where each run ends after ten years: `BORN_GLOBAL`, `LATER` and so on, shape (runs,).

    A run ends abroad if the venture is its own master and sells at least a quarter abroad; it was
    born global if it also did so within three years.
    """
    abroad = history.foreign_intensity[-1] >= BORN_GLOBAL_SHARE
    ends = np.select([abroad & born_global(history), abroad], [BORN_GLOBAL, LATER], AT_HOME)
    return np.select([absorbed(history), ~history.alive[-1]], [SWALLOWED, FAILED], ends)


def count_fates(ends: np.ndarray) -> dict[int, int]:
    """How many runs had each fate, in the order of the fates."""
    return {fate: int((ends == fate).sum()) for fate in FATES}


def fates_in_words(ends: np.ndarray) -> list[str]:
    """How many runs had each fate that occurs, in words."""
    return [f"{n} {FATES[fate][n != 1]}" for fate, n in count_fates(ends).items() if n]


def ends_abroad(ends: np.ndarray, before: np.ndarray) -> np.ndarray:
    """1 where a run now ends abroad and did not before, -1 the other way round, else 0."""
    return (ends <= LATER).astype(int) - (before <= LATER)


def _median_quarter(quarters: np.ndarray) -> float:
    return float(np.nanmedian(quarters)) if np.isfinite(quarters).any() else float("nan")


def _quarter_of_runs(quarters: np.ndarray) -> str:
    never = round(100 * float(np.isnan(quarters).mean()))
    if never == 100:
        return "never"
    words = f"quarter {np.nanmedian(quarters):.0f}"
    return f"{words} (never in {never} of 100)" if never else words


def _points_of_runs(values: np.ndarray) -> str:
    low, middle, high = np.percentile(values, (10, 50, 90))
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"


class NumberKind(NamedTuple):
    """How values of one kind, shape (runs,), are summed up and said.

    Args:
        total: One number for many runs.
        many: Words for many runs.
        one: Words for the value of one run.
    """

    total: Callable[[np.ndarray], float]
    many: Callable[[np.ndarray], str]
    one: Callable[[float], str]


QUARTER = NumberKind(
    _median_quarter, _quarter_of_runs, lambda n: "never" if np.isnan(n) else f"quarter {n:.0f}"
)
SHARE = NumberKind(
    lambda yes: float(yes.mean()),
    lambda yes: f"{100 * np.mean(yes):.0f} of 100 runs",
    lambda yes: "yes" if yes else "no",
)
COUNT = NumberKind(lambda n: float(n.mean()), lambda n: f"{n.mean():.1f}", lambda n: f"{n:.0f}")
POINTS = NumberKind(
    lambda sales: float(np.median(sales)), _points_of_runs, lambda sales: f"{sales:.0f}"
)


class Outcome(NamedTuple):
    """A measure of the scorecards.

    Args:
        name: Key in `scorecard()`.
        label: Name that learners read.
        measure: Its value in each run, shape (runs,).
        kind: How its values are summed up and said.
        in_scorecard: Whether `scorecard()` has it.
        in_lab: Whether the large lab shows it.
    """

    name: str
    label: str
    measure: Measure
    kind: NumberKind
    in_scorecard: bool = True
    in_lab: bool = True


MEASURES = (
    Outcome("first_export", "First sale abroad (median)", first_export, QUARTER),
    Outcome(
        "born_global",
        f"Born global: {BORN_GLOBAL_SHARE:.0%} of sales abroad within {BORN_GLOBAL_YEARS:g} years",
        born_global,
        SHARE,
    ),
    Outcome("scope", "Markets abroad after ten years (mean of 4)", scope, COUNT),
    Outcome("survived", "Still on its own after ten years", survived, SHARE),
    Outcome("de_internationalised", "De-internationalised on the way", de_internationalised, SHARE),
    Outcome("absorbed", "Absorbed by a partner", absorbed, SHARE, in_lab=False),
    Outcome(
        "foreign_sales",
        "Foreign sales after ten years: median (8 runs in 10)",
        foreign_sales_at(QUARTERS),
        POINTS,
        in_scorecard=False,
    ),
)


def scorecard(history: History) -> dict[str, float]:
    """The outcomes of a history in six numbers.

    Returns:
        `first_export` (median quarter among runs that export, nan if none does), and the shares
        of runs (0 to 1) that are `born_global`, `survived`, `de_internationalised`, `absorbed`;
        `scope` is the mean number of foreign regions served after ten years.
    """
    return {row.name: row.kind.total(row.measure(history)) for row in MEASURES if row.in_scorecard}
