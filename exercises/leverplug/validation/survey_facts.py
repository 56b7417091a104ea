"""Facts F1 to F3: the published tables, in virtual surveys."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from leverplug import catalogue, datasets
from leverplug.validation import survey
from leverplug.validation.fact import Finding

SURVEYS = 1000
_BORDERLINE = {"organisational: business", "foreign: institutional"}  # t about 1.96; misprinted


def availability(seed: int) -> list[Finding]:
    """F1: ratings of five personal kinds of tie, by sector; an input read back."""
    found = []
    kinds = [kind for kind in catalogue.tie_kinds().values() if kind.channel == "personal"]
    printed = {row["kind"]: row for row in datasets.rows("survey_ties")}
    for code, sector in enumerate(catalogue.SECTORS):
        ratings = survey.rate_ties(np.full(50 * survey.FIRMS, code), seed)
        for kind, column in zip(kinds, ratings.T, strict=True):
            value, mean = float(printed[kind.key][f"mean_{sector}"]), float(column.mean())
            claim = f"{kind.label}, {sector.replace('_', '-')}: mean availability within 0.10"
            name = f"F1 {kind.key}, {sector}"
            found.append(
                Finding(name, claim, value, mean, value - 0.1, value + 0.1,
                     abs(mean - value) <= 0.1, "input")
            )  # fmt: skip
    return found


@lru_cache(maxsize=1)
def _surveys(seed: int) -> dict[str, np.ndarray]:
    """The virtual surveys behind F2 and F3; they are the same."""
    return survey.virtual_surveys(SURVEYS, seed=seed)


def channels(seed: int) -> list[Finding]:
    """F2: the regression of resources on the use of three channels."""
    found = _surveys(seed)
    facts = []
    for row in datasets.rows("survey_regression"):
        if row["row"] == "r2":
            facts.append(_r_squared(row, found))
        elif row["row"] in survey.CHANNELS:
            facts += _coefficient(row, found)
    return facts


def _coefficient(row: dict[str, str], found: dict[str, np.ndarray]) -> list[Finding]:
    cell = f"{row['outcome']}: {row['row']}"
    low, middle, high = np.percentile(found[cell], [2.5, 50, 97.5])
    kind = "fitted" if row["outcome"] != "network" else "predicted"
    doubtful = cell == "foreign: institutional"
    readings = {"as printed": row["value"]}
    readings |= {f"read as {row[rival]}": row[rival] for rival in ("rival_1", "rival_2")
                 if doubtful and row[rival]}  # fmt: skip
    facts = []
    for reading, text in readings.items():
        value = float(text)
        note = f", {reading}" if doubtful else ""
        claim = f"Table 4, {cell}{note}: inside the central 95 % of virtual surveys"
        inside = bool(low <= value <= high)
        facts.append(
            Finding(f"F2 {cell}{note}", claim, value, middle, low, high, inside,
                 "doubtful" if doubtful else kind)
        )  # fmt: skip
    if cell not in _BORDERLINE:
        facts.append(_significance(row, cell, found))
    return facts


def _significance(row: dict[str, str], cell: str, found: dict[str, np.ndarray]) -> Finding:
    printed = len(row["stars"])
    t = abs(float(np.median(found[f"{cell} t"])))
    stars = len(survey.stars(t))
    claim = f"Table 4, {cell}: same stars in the median survey"
    return Finding(f"F2 {cell}, stars", claim, printed, stars, None, None, stars == printed)


def _r_squared(row: dict[str, str], found: dict[str, np.ndarray]) -> Finding:
    value, cell = float(row["corrected"] or row["value"]), f"{row['outcome']}: r_squared"
    middle = float(np.median(found[cell]))
    claim = f"Table 4, R² of {row['outcome']} resources: within .06"
    kind = "fitted" if row["outcome"] != "network" else "predicted"
    inside = abs(middle - value) <= 0.06
    return Finding(f"F2 {cell}", claim, value, middle, value - 0.06, value + 0.06, inside, kind)


def new_ventures(seed: int) -> list[Finding]:
    """F3: the logit of being an international new venture."""
    found = _surveys(seed)
    printed = {(r["term"], r["statistic"]): r["value"] for r in datasets.rows("survey_logit")}
    facts = []
    for term in ("industry", "personal"):
        value = float(printed[term, "b"])
        low, middle, high = np.percentile(found[f"inv: {term}"], [2.5, 50, 97.5])
        claim = f"Table 5, B of {term}: inside the central 95 % of virtual surveys"
        inside = bool(low <= value <= high)
        facts.append(Finding(f"F3 {term}", claim, value, middle, low, high, inside, "fitted"))
    negative = float((found["inv: personal"] < 0).mean())
    claim = "personal networks have a negative B in at least 90 % of surveys"
    facts.append(Finding("F3 sign", claim, 0.90, negative, None, None, negative >= 0.90))
    correct = float(np.median(found["inv: correct"]))
    claim = "share classified correctly: 60.3 % give or take 4 points"
    inside = abs(correct - 0.603) <= 0.04
    facts.append(Finding("F3 correct", claim, 0.603, correct, 0.563, 0.643, inside))
    return facts
