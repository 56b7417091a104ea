"""How a check speaks: a hint when something is off, one line when it is not."""

from __future__ import annotations

import math
from typing import Any

LONGEST = 40  # characters of an answer that a hint repeats


class Hint(AssertionError):
    """What is off in an answer and what to try; never the answer."""


def passed(what: str) -> None:
    """Tell the learner what looks right."""
    print(f"Looks right so far: {what}")


def shown(value: Any) -> str:
    """An answer as a hint may repeat it: in code, on one line and cut short."""
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def is_blank(value: Any) -> bool:
    """Whether a value stands for no answer: `...`, None, an empty text or NaN."""
    if value is None or value is ... or value is NotImplemented:
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, float) and math.isnan(value)
