"""Fit the parameters that carry Tables 4 and 5, by the simulated method of moments.

Nine parameters are moved until a large virtual survey shows the published coefficients (McFadden
1989). Distances are weighed by how much each moment varies from survey to survey of 208 firms;
the same variation gives the intervals. The doubtful institutional cell, all of the column of
network resources and the share classified correctly are left out: they stay predictions.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leverplug import catalogue, datasets
from leverplug.validation import survey

FITTED = (
    ("survey", "crowding"),
    ("survey", "noise_foreign"),
    ("survey", "noise_organisational"),
    ("model", "personal_foreign"),
    ("model", "personal_organisational"),
    ("model", "business_organisational"),
    ("model", "entry_drive"),
    ("model", "comfort"),
    ("model", "drive_high_tech"),
)
SCALES = ("foreign", "organisational")  # centred and spread by what the model yields
_SURVEYS = 60  # of 208 firms, pooled into the one survey whose moments are matched
_STEP = 0.08  # of a logarithm, for numerical derivatives
_LONGEST = 0.8  # step in a logarithm
_STEEPEST = 1e4  # damping at which no further step helps
_WIDTH = 1.96  # standard errors either side of a 95 % interval

Point = dict[tuple[str, str], float]
Gaps = Callable[[np.ndarray], np.ndarray]  # from the logarithms to the weighed differences


@dataclass(frozen=True)
class Fit:
    """What a calibration found.

    Args:
        values: Fitted parameters and the centres and spreads of the scales.
        low, high: Ends of the 95 % interval of each fitted parameter.
        published, simulated: The moments, by their names in `survey.tables`.
        distance: Sum of squared differences, in standard deviations of a survey of 208.
    """

    values: Point
    low: Point
    high: Point
    published: dict[str, float]
    simulated: dict[str, float]
    distance: float


def published() -> dict[str, float]:
    """The printed values of Tables 4 and 5 that are fitted, by their names in `survey.tables`.

    Example:
        >>> published()["foreign: business"]
        0.488
    """
    found = {}
    for row in datasets.rows("survey_regression"):
        if row["outcome"] in SCALES and row["row"] in (*survey.CHANNELS, "r2"):
            name = "r_squared" if row["row"] == "r2" else row["row"]
            found[f"{row['outcome']}: {name}"] = float(row["corrected"] or row["value"])
    del found["foreign: institutional"]  # the doubtful cell is predicted, not fitted
    for row in datasets.rows("survey_logit"):
        if row["statistic"] == "b":
            found[f"inv: {row['term']}"] = float(row["value"])
    return found


def start() -> Point:
    """Where a fit begins: the values in the catalogue."""
    return {key: catalogue.parameters(key[0])[key[1]].value for key in FITTED}


def calibrate(
    point: Point | None = None,
    seed: int = 11,
    rounds: int = 8,
    progress: Callable[[str], None] = lambda line: None,
) -> Fit:
    """Move the parameters, by damped Gauss-Newton steps, until the moments are met.

    Args:
        point: Where to start; the catalogue's values if None. Signs are kept.
        seed: Key of samples, draws and noise, the same at every point.
        rounds: Steps at most.
        progress: Called with a line of text after each round.
    """
    point, targets = dict(point or start()), published()
    spread = _variation(point, seed, targets)
    weight = 1 / np.sqrt(np.diag(spread))
    signs = np.array([np.sign(point[key]) for key in FITTED])
    place = np.log(np.abs([point[key] for key in FITTED]))

    def gaps(place: np.ndarray) -> np.ndarray:
        found = moments(dict(zip(FITTED, signs * np.exp(place), strict=True)), seed)[0]
        return weight * [found[name] - targets[name] for name in targets]

    gap, damping = gaps(place), 1.0
    for number in range(1, rounds + 1):
        slope = _slopes(gaps, place, gap)
        place, gap, damping, moved = _improve(gaps, place, gap, slope, damping)
        progress(f"round {number} of {rounds}: distance {(gap**2).sum():.3f}")
        if moved < 1e-3:
            break
    values = dict(zip(FITTED, signs * np.exp(place), strict=True))
    simulated, scales = moments(values, seed)
    error = _standard_errors(_slopes(gaps, place, gap), weight, spread)
    low, high = (
        dict(zip(FITTED, signs * np.exp(place + side * signs * error), strict=True))
        for side in (-_WIDTH, _WIDTH)
    )
    reached = {name: simulated[name] for name in targets}
    return Fit(values | scales, low, high, targets, reached, float((gap**2).sum()))


def moments(
    values: Point, seed: int, firms: int = _SURVEYS * survey.FIRMS
) -> tuple[dict[str, float], Point]:
    """Tables of one large survey, and the centres and spreads that its scales then need."""
    drawn = survey.draw_firms(firms, seed, values)
    scales: Point = {}
    for name in SCALES:
        stock = getattr(drawn, name)
        scales["survey", f"{name}_centre"] = float(stock.mean())
        scales["survey", f"{name}_spread"] = float(stock.std())
    return survey.tables(survey.ask(drawn, seed, {**values, **scales})), scales


def _variation(point: Point, seed: int, targets: dict[str, float]) -> np.ndarray:
    """Covariance of the moments over surveys of 208 firms."""
    scaled = {**point, **moments(point, seed)[1]}
    found = survey.virtual_surveys(200, seed=seed, overrides=scaled)
    return np.cov([found[name] for name in targets])


def _slopes(gaps: Gaps, place: np.ndarray, gap: np.ndarray) -> np.ndarray:
    steps = _STEP * np.eye(len(place))
    return np.array([(gaps(place + step) - gap) / _STEP for step in steps]).T


def _improve(
    gaps: Gaps, place: np.ndarray, gap: np.ndarray, slope: np.ndarray, damping: float
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """One Levenberg-Marquardt step: shorter and shorter until the distance falls."""
    while damping < _STEEPEST:
        normal = slope.T @ slope + damping * np.eye(len(place))
        change = np.clip(-np.linalg.solve(normal, slope.T @ gap), -_LONGEST, _LONGEST)
        tried = gaps(place + change)
        if (tried**2).sum() < (gap**2).sum():
            return place + change, tried, max(damping / 3, 0.01), float(np.abs(change).max())
        damping *= 4
    return place, gap, damping, 0.0


def _standard_errors(slope: np.ndarray, weight: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Sampling error of the logarithms, from the moments' variation and the slopes."""
    bread = np.linalg.pinv(slope.T @ slope) @ slope.T
    moment_errors = weight[:, None] * spread * weight * (1 + 1 / _SURVEYS)
    return np.sqrt(np.diag(bread @ moment_errors @ bread.T))


def write(fit: Fit, file: Path | None = None) -> Path:
    """Put fitted values and intervals into the data set of parameters, four digits each."""
    file = file or datasets.path("model_parameters")
    rows = datasets.rows("model_parameters")
    for row in rows:
        key = (row["scope"], row["name"])
        if key in fit.values:
            row["value"] = f"{fit.values[key]:.4g}"
            if key in fit.low:
                row["low"], row["high"] = f"{fit.low[key]:.4g}", f"{fit.high[key]:.4g}"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return file
