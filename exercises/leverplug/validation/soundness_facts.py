"""Fact F13: no design breaks the books, and splitting a tie gains nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from leverplug import outcomes, portfolios
from leverplug.model import History
from leverplug.validation.fact import Case, Experiment, Fact


def _split() -> list[Case]:
    whole = portfolios.standard()
    half = replace(whole.tie("fair-1"), effort=whole.tie("fair-1").effort / 2)
    split = whole.replace_tie(half).with_tie(replace(half, id="fair-2"))
    return [(whole, ()), (split, ())]


def _breaches(history: History) -> np.ndarray:
    """How many values of a history lie outside what they can mean."""
    shares = ("foreign_resources", "organisational", "knowledge", "legitimacy", "effort_used",
              "obligations", "foreign_intensity")  # fmt: skip
    amounts = ("foreign_sales", "home_sales", "region_sales")
    slack = 1e-9
    outside = sum(
        int(((getattr(history, n) < -slack) | (getattr(history, n) > 1 + slack)).sum())
        for n in shares
    )
    undefined = sum(int((~np.isfinite(getattr(history, n))).sum()) for n in (*shares, *amounts))
    negative = sum(int((getattr(history, n) < 0).sum()) for n in amounts)
    return np.array(outside + undefined + negative)


_BOUNDS = Experiment(
    lambda: [(design, ()) for design in portfolios.random_portfolios(100, seed=7)],
    _breaches,
    runs=50,
)
SOUND = [
    Fact("F13 bounds",
         "effort within 1, stocks within 0 and 1, no value undefined: breaches in 100 designs",
         _BOUNDS, lambda m: np.array(max(m)), high=1, published=0),
    Fact("F13 split", "a tie split into two of its kind gains nothing",
         Experiment(_split, outcomes.cumulative_foreign_sales), lambda m: m[1] - m[0],
         unless_clear=True),
]  # fmt: skip
