"""Challenges of the lab on one firm: earlier lives, late yet global, an opening that is missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from leverplug.charts.words import listed
from leverplug.widgets.base.challenge_list import Challenge
from leverplug.widgets.drawings import first_sales

EARLIER, LATE, WAIT = 30, 3, 16  # lives; year of looking abroad; quarters


class Result(NamedTuple):
    """The firm beside the one it is compared with, on the same luck.

    Args:
        settings: Of the lab.
        changed: Which of them, in words, differ from the firm it is compared with.
        first, usual_first: Quarter of the first sale abroad, inf if none, shape (runs,).
        born, usual_born, middling_born: Lives born global: of the firm, of the other one, and
            of the firm with a middling home market.
        opened: Whether the other firm first sold abroad through an opening, shape (runs,).
    """

    settings: Mapping[str, Any]
    changed: tuple[str, ...]
    first: np.ndarray
    usual_first: np.ndarray
    born: int
    usual_born: int
    middling_born: int
    opened: np.ndarray


def _earlier(result: Result) -> str:
    early = int((result.first < result.usual_first).sum())
    if early < EARLIER:
        return ""
    late = int((result.first > result.usual_first).sum())
    return (
        f"{early} lives started earlier and {late} later; the luck was the same, and only "
        f"{listed(result.changed)} differed."
    )


def _late_but_global(result: Result) -> str:
    if result.settings["year"] < LATE or result.born <= result.usual_born:
        return ""
    return (
        f"{result.born} lives were born global against {result.usual_born}; with the same start "
        f"and a middling home market it would have been {result.middling_born}."
    )


def _without_openings(result: Result) -> str:
    run = result.settings["life"] - 1
    first, usual = float(result.first[run]), float(result.usual_first[run])
    if result.settings["openings"] or len(result.changed) > 1 or first < usual + WAIT:
        return ""
    when = (
        "never sold abroad" if np.isinf(first) else f"waited until year {first_sales.year(first)}"
    )
    through = "through an opening" if result.opened[run] else "with contacts that bring openings"
    return (
        f"Life {run + 1} first sold abroad in year {first_sales.year(usual)} {through}; without "
        f"openings it {when}."
    )


CHALLENGES = (
    Challenge(
        "earlier", f"At least {EARLIER} lives start earlier than in the usual firm.", _earlier
    ),
    Challenge(
        "late-but-global",
        f"The firm looks abroad in year {LATE} or later, and still more of its lives are born "
        "global than of the usual firm.",
        _late_but_global,
    ),
    Challenge(
        "missed-opening",
        "Follow a life of the usual firm that starts at least four years later once contacts "
        "bring no openings.",
        _without_openings,
    ),
)
