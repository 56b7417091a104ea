"""Challenges of the lab on surveys: a star by the toss of a coin, too far out, the wrong sign."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leverplug.charts.evidence import CENTRAL
from leverplug.validation.survey import stars
from leverplug.widgets.base.challenge_list import Challenge

ENOUGH, COIN, WRONG = 40, (0.4, 0.6), 0.25  # surveys; shares of the surveys


class Result(NamedTuple):
    """One number in every survey drawn, shape (surveys,), its t values, and as it was published."""

    values: np.ndarray
    t: np.ndarray
    published: float
    name: str


def _coin(result: Result) -> str:
    earned = sum(bool(stars(float(t))) for t in result.t)
    if len(result.t) < ENOUGH or not COIN[0] <= earned / len(result.t) <= COIN[1]:
        return ""
    middle = float(np.median(np.abs(result.t)))
    return (
        f"{earned} of {len(result.t)} surveys gave “{result.name}” a star: its t lay around "
        f"{middle:.2f}, and a star takes 1.96."
    )


def _outside(result: Result) -> str:
    low, high = np.percentile(result.values, CENTRAL)
    if len(result.values) < ENOUGH or low <= result.published <= high:
        return ""
    return (
        f"The middle 95 % of {len(result.values)} surveys lay between {low:.3f} and {high:.3f}, "
        f"away from the published {result.published:g}."
    )


def _wrong_sign(result: Result) -> str:
    wrong = int((np.sign(result.values) != np.sign(result.published)).sum())
    if len(result.values) < ENOUGH or wrong < WRONG * len(result.values):
        return ""
    return (
        f"{wrong} of {len(result.values)} surveys gave “{result.name}” the other sign: their mean "
        f"was {result.values.mean():.3f} and they scattered by {result.values.std():.3f}."
    )


CHALLENGES = (
    Challenge(
        "coin", f"A number that earns its star in four to six of ten surveys; draw {ENOUGH}.", _coin
    ),
    Challenge(
        "outside",
        f"A published value outside the middle 95 % of {ENOUGH} or more surveys.",
        _outside,
    ),
    Challenge(
        "wrong-sign",
        f"A number whose sign is wrong in a quarter or more of {ENOUGH} or more surveys.",
        _wrong_sign,
    ),
)
