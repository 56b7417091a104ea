"""Gaps between the sectors in a table of the survey, and the mistakes that are made with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leverplug import datasets
from leverplug.checks.diagnosing import Mistake

if TYPE_CHECKING:
    import pandas as pd


def gaps(table: str, labels: str, first: str, second: str) -> pd.Series:
    """One column of a table less another, by label, in the order of the table."""
    rows = datasets.frame(table).set_index(labels)
    return rows[first] - rows[second]


def by_size(gap: pd.Series) -> pd.Series:
    """Gaps with the largest first, whichever sign it has."""
    return gap.sort_values(key=abs, ascending=False, kind="stable")


def gap_mistakes(table: str, labels: str) -> tuple[Mistake, ...]:
    """Mistakes in a gap between sectors, of a table with a mean for both and for all firms."""

    def gap(first: str = "high_tech", second: str = "traditional") -> pd.Series:
        return gaps(table, labels, f"mean_{first}", f"mean_{second}")

    return (
        Mistake(
            "the other way round",
            "Every sign is turned: this is traditional less high-tech. Take the traditional mean "
            "from the high-tech one.",
            lambda: by_size(-gap()),
        ),
        Mistake(
            "sorted by value",
            "The gaps are right and sorted by value, so that a large negative gap comes last. "
            "Sort by size without the sign.",
            lambda: gap().sort_values(ascending=False),
        ),
        Mistake(
            "smallest first",
            "The gaps are right, but the smallest comes first. Turn the order round.",
            lambda: by_size(gap())[::-1],
        ),
        Mistake(
            "not sorted",
            "The gaps are right, in the order of the table. Sort them by size.",
            gap,
        ),
        Mistake(
            "all firms for one sector",
            "The gaps are too small: the traditional mean is not in them, but the mean of all "
            "firms, to which high-tech firms belong as well.",
            lambda: by_size(gap("high_tech", "total")),
        ),
    )


GAP_HINTS = (
    "Two columns of a table can be subtracted at once; the labels stay.",
    "`sort_values` takes a function as `key`, and `abs` gives the size without the sign. Largest "
    "first is not ascending.",
)
