"""Write model_sensitivity.csv and model_robustness.csv: what the facts hang on.

It takes a quarter of an hour on two processors. Run it again after a change of the model or of its
parameters; a test says when that is due.

    python datasets/make_sensitivity.py
"""

from __future__ import annotations

import csv
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from leverplug.validation import sensitivity
from leverplug.validation.sensitivity import CLAIMS, holds, measures

HERE = Path(__file__).parent
TRAJECTORIES = 6  # of the global analysis: so many effects of each factor
WORKERS = os.cpu_count()
MOST = 12  # factors kept for each fact and analysis, besides those that overturn it


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def number(value: float) -> str:
    """Four digits that count."""
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"


def write(name: str, rows: list[dict[str, str]]) -> None:
    with (HERE / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def worked_out(points: list) -> list[dict[str, float]]:
    """The measures with each set of parameters, on all processors."""
    found = []
    with ProcessPoolExecutor(WORKERS) as pool:
        for measured in pool.map(measures, points):
            found.append(measured)
            tell(f"{len(found)} of {len(points)}")
    return found


def influence(name: str, base: float, ends: dict[str, list[dict]], points, values) -> list[dict]:
    """Rows of one fact: the factors that matter most, or overturn it, in the order of factors."""
    size, variation = sensitivity.effects(points, values)
    low, high = (np.array([ends[factor][end][name] for factor in ends]) for end in (0, 1))
    reach = np.maximum(np.maximum(low, high), base) - np.minimum(np.minimum(low, high), base)
    overturned = [not (holds(name, a) and holds(name, b)) for a, b in zip(low, high, strict=True)]
    leading = {*np.argsort(-reach)[:MOST].tolist(), *np.argsort(-size)[:MOST].tolist()}
    return [
        {"fact": name, "factor": factor, "low": number(low[i]), "high": number(high[i]),
         "overturned": str(overturned[i]).lower(), "effect": number(size[i]),
         "variation": number(variation[i])}
        for i, factor in enumerate(ends)
        if i in leading or overturned[i]
    ]  # fmt: skip


def robustness(name: str, base: float, ends: dict[str, list[dict]], values: np.ndarray) -> dict:
    """One fact as a row: what it asks for, and how often it holds away from the values used."""
    claim = CLAIMS[name]
    bounds = [number(end) if np.isfinite(end) else "" for end in (claim.low, claim.high)]
    alone = [holds(name, found[name]) for both in ends.values() for found in both]
    together = [holds(name, value) for value in values]
    low, high = np.percentile(values, [5, 95])
    return {
        "fact": name, "claim": claim.text, "unit": claim.unit, "more_than": bounds[0],
        "less_than": bounds[1], "value": number(base),
        "holds_alone": number(np.mean(alone)), "holds_together": number(np.mean(together)),
        "low": number(low), "high": number(high),
    }  # fmt: skip


def main() -> None:
    factors, points = sensitivity.factors(), sensitivity.design(TRAJECTORIES)
    alone = [factor.at(share) for factor in factors for share in (0.0, 1.0)]
    base, *found = worked_out([{}, *alone, *map(sensitivity.at, points)])
    pairs = zip(found[: len(alone) : 2], found[1 : len(alone) : 2], strict=True)
    ends = {factor.name: list(pair) for factor, pair in zip(factors, pairs, strict=True)}
    rows, summary = [], []
    for name in CLAIMS:
        values = np.array([each[name] for each in found[len(alone) :]])
        rows += influence(name, base[name], ends, points, values)
        summary.append(robustness(name, base[name], ends, values))
    write("model_sensitivity", rows)
    write("model_robustness", summary)


if __name__ == "__main__":
    main()
