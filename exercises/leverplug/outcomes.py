"""Measures of a history: how early, how far, how lasting, and what each tie added to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leverplug.model.history import History
from leverplug.model.simulation import simulate
from leverplug.venture import QUARTERS, ValidationError, Venture

BORN_GLOBAL_SHARE = 0.25  # of sales abroad: a widely used threshold
BORN_GLOBAL_YEARS = 3  # from founding: likewise
A_YEAR = 4  # quarters
DEEP_FALL = 1 / 3  # of the highest foreign sales intensity so far: the kit's reading
NOTABLE = 0.10  # foreign sales intensity a firm must have had to lose it: the kit's reading

Measure = Callable[[History], np.ndarray]


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


def scope(history: History, quarter: int = QUARTERS) -> np.ndarray:
    """Number of foreign regions served in a quarter (1 to 40), shape (runs,)."""
    return history.present[_index(quarter)].sum(0)


def survived(history: History) -> np.ndarray:
    """Whether the venture still stands on its own after ten years, shape (runs,)."""
    return history.alive[-1]


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


def contribution(
    venture: Venture,
    tie_id: str,
    runs: int = 500,
    seed: int = 1,
    measure: Measure = cumulative_foreign_sales,
) -> np.ndarray:
    """What a tie added in each run: the outcome with it minus without it, on the same luck.

    Args:
        venture: The design with the tie.
        tie_id: The tie to take away; its effort then stays unused.
        runs: Draws of luck.
        seed: Key of the luck.
        measure: Outcome of a history, shape (runs,).

    Returns:
        Shape (runs,); negative where the tie did harm.

    Raises:
        ValidationError: No tie has that id.
    """
    without = simulate(venture.without_tie(tie_id), runs, seed)
    return np.subtract(measure(simulate(venture, runs, seed)), measure(without), dtype=float)


def scorecard(history: History) -> dict[str, float]:
    """The outcomes of a history in six numbers.

    Returns:
        `first_export` (median quarter among runs that export, nan if none does), and the shares
        of runs (0 to 1) that are `born_global`, `survived`, `de_internationalised`, `absorbed`;
        `scope` is the mean number of foreign regions served after ten years.
    """
    first = first_export(history)
    return {
        "first_export": float(np.nanmedian(first)) if np.isfinite(first).any() else float("nan"),
        "born_global": float(born_global(history).mean()),
        "scope": float(scope(history).mean()),
        "survived": float(survived(history).mean()),
        "de_internationalised": float(de_internationalised(history).mean()),
        "absorbed": float(history.absorbed[-1].mean()),
    }


def _index(quarter: int) -> int:
    if isinstance(quarter, bool) or quarter not in range(1, QUARTERS + 1):
        raise ValidationError("quarter", quarter, f"give a whole quarter from 1 to {QUARTERS}")
    return int(quarter) - 1
