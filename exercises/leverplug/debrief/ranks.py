"""Choice and luck apart: a design among those of the class, and a life among those of its design.

The first rank is on one luck for all, the second on the design's own luck, so that neither has a
part in the other. That a place above the middle is called well chosen, or lucky, is the kit's way
to put it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from leverplug.explain.luck_rank import LuckRank

CHOSEN_AND_LUCKY, CHOSEN_UNLUCKY, LUCKY, NEITHER = range(4)
QUADRANTS = {
    CHOSEN_AND_LUCKY: "well chosen and lucky",
    CHOSEN_UNLUCKY: "well chosen and unlucky",
    LUCKY: "lucky with a weaker design",
    NEITHER: "a weaker design and unlucky",
}
_MIDDLE = 50.0
SALES = "foreign sales over ten years"


@dataclass(frozen=True, eq=False)
class Ranks:
    """The place of each record, in the order of the entries.

    Args:
        choice: In how many of 100 meetings with a classmate's design, on one luck for both, the
            design comes to more (equal counts half), shape (N,); 50 for one alone.
        luck: Of 100 other draws of the same design those that came to less than the student's own
            life, and half of those that came to as much, shape (N,).
        own: Foreign sales over ten years in that life, shape (N,).
    """

    choice: np.ndarray
    luck: np.ndarray
    own: np.ndarray

    @property
    def quadrants(self) -> np.ndarray:
        """The quadrant of each record, shape (N,)."""
        well, lucky = self.choice >= _MIDDLE, self.luck >= _MIDDLE
        return np.where(well, np.where(lucky, CHOSEN_AND_LUCKY, CHOSEN_UNLUCKY),
                        np.where(lucky, LUCKY, NEITHER))  # fmt: skip

    def counts(self) -> dict[int, int]:
        """How many records are in each quadrant."""
        found = Counter(self.quadrants.tolist())
        return {quadrant: found[quadrant] for quadrant in QUADRANTS}


def choice_rank(sales: np.ndarray) -> np.ndarray:
    """In how many of 100 meetings each record comes to more than another, on the same draws.

    Args:
        sales: Shape (N, runs); column r is the same draw for all.

    Example:
        >>> choice_rank(np.array([[1.0, 5.0], [2.0, 3.0], [4.0, 4.0]])).tolist()
        [50.0, 25.0, 75.0]
    """
    number, runs = sales.shape
    if number == 1:
        return np.array([_MIDDLE])
    total = np.zeros(number)
    for column in np.ascontiguousarray(sales.T):
        ranked = np.sort(column)
        less = np.searchsorted(ranked, column, "left")
        equal = np.searchsorted(ranked, column, "right") - less - 1
        total += less + equal / 2
    return 100 * total / (runs * (number - 1))


def luck_rank(own: float, others: np.ndarray, *, same_luck: bool) -> float:
    """Of 100 other draws of a design those below the student's own life, and half of its equals.

    Args:
        own: What that life came to.
        others: What the common draws came to, shape (runs,).
        same_luck: Whether the first of them is that life itself, which is then left out.
    """
    rest = others[1:] if same_luck and len(others) > 1 else others
    return LuckRank(own, rest, SALES).percentile
