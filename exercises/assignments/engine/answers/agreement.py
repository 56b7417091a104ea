"""How far two markers agree: share of the same levels, and weighted kappa.

Kappa compares how far markers differ with how far they would if each gave the same levels to
answers at random. With quadratic weights a difference of two levels counts four times one of one:

    kappa = 1 - sum(v * observed) / sum(v * expected),   v = (i - j) ** 2

where `observed` is the table of levels (i by one, j by the other) and `expected` the product of
its margins. 1 is full agreement, 0 is no more than chance, and it may be less.

Reference: J. Cohen, "Weighted kappa: Nominal scale agreement with provision for scaled
disagreement or partial credit", Psychological Bulletin 70(4), 1968, pp. 213-220.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from assignments.engine.answers.questions import HIGHEST


@dataclass(frozen=True)
class Agreement:
    """Agreement of two markers on a question.

    Args:
        both: Number of answers to which both gave a level.
        same: Share of these with the same level, from 0 to 1.
        kappa: Quadratically weighted kappa, None where it says nothing.
        why: Why it says nothing.
    """

    both: int
    same: float
    kappa: float | None
    why: str = ""


def agreement(first: Sequence[int], second: Sequence[int]) -> Agreement:
    """Agreement of two markers who gave levels to the same answers.

    Args:
        first: Levels (0 to 4) by one marker.
        second: Those by the other, in the same order.

    Example:
        >>> agreement([1, 2, 3, 4], [1, 2, 3, 4])
        Agreement(both=4, same=1.0, kappa=1.0, why='')
    """
    one, two = np.asarray(first, dtype=int), np.asarray(second, dtype=int)
    same = float((one == two).mean()) if len(one) else 0.0
    if len(one) < 2:
        return Agreement(len(one), same, None, "fewer than two answers that both have marked")
    levels = np.arange(HIGHEST + 1)
    weights = (levels[:, None] - levels[None, :]) ** 2
    observed = np.zeros(weights.shape)
    np.add.at(observed, (one, two), 1 / len(one))
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0))
    chance = float((weights * expected).sum())
    if chance == 0:
        return Agreement(len(one), same, None, f"both gave level {one[0]} to every answer")
    return Agreement(len(one), same, 1 - float((weights * observed).sum()) / chance)
