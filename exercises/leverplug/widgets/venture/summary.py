"""What a venture lab says of a history in a sentence or two."""

from __future__ import annotations

import numpy as np

from leverplug import outcomes
from leverplug.model.history import History


def sentence_case(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def summary(history: History, other: History | None, against: str) -> str:
    """First sale, runs born global and alive, and how it fares against another design."""
    card = outcomes.scorecard(history)
    first = card["first_export"]
    words = (
        "No run ever sells abroad."
        if np.isnan(first)
        else f"In the median run the first sale abroad comes in quarter {first:.0f}; "
        f"{100 * card['born_global']:.0f} of 100 runs are born global, "
        f"{100 * card['survived']:.0f} are still on their own after ten years."
    )
    if other is None:
        return words
    totals = [outcomes.cumulative_foreign_sales(one) for one in (history, other)]
    more = 100 * np.mean(totals[0] > totals[1])
    return (
        f"{words} On the same luck it sells more abroad than {against} in {more:.0f} of 100 runs."
    )
