"""Which of the model's numbers its facts hang on: one at a time, and all at once.

A factor is a parameter that moves through its range. The numbers of the kinds of tie move
together: all kinds' ease is one factor, from the low end of each kind's range to the high end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from leverplug import catalogue, datasets
from leverplug.model.inputs import Overrides
from leverplug.validation import survey
from leverplug.validation.stylised_facts import FACTS

LEVELS = 4  # of a factor in the global analysis
FIRMS = 2080  # ten surveys of 208 in one
_SCALES = ("centre", "spread", "noise")  # of answers: they follow from the model, or blur it


@dataclass(frozen=True)
class Claim:
    """A fact in this analysis: its number has to be more than `low` and less than `high`."""

    text: str
    unit: str
    low: float = -np.inf
    high: float = np.inf


_SHORT = {fact.short: fact for facts in FACTS.values() for fact in facts if fact.short}
CLAIMS: dict[str, Claim] = {
    "F3 industry": Claim("High-tech firms go abroad sooner", "share of firms", 0),
    "F3 personal": Claim("Personal networks delay it", "share of firms a point", high=0),
} | {
    short.name: Claim(short.text, short.unit, fact.low, fact.high) for short, fact in _SHORT.items()
}


def holds(name: str, value: float) -> bool:
    """Whether a number is what its fact asks for.

    Example:
        >>> holds("F3 personal", -0.4), holds("F12", 0.7)
        (True, False)
    """
    return bool(CLAIMS[name].low < value < CLAIMS[name].high)


def measures(overrides: Overrides | None = None, seed: int = 1) -> dict[str, float]:
    """One number for each fact, by the names in `CLAIMS`: its statistic, from few runs.

    Args:
        overrides: Parameters to replace, as (scope, name) -> value.
        seed: Key of all draws.
    """
    experiments = dict.fromkeys(fact.experiment for fact in _SHORT.values())
    measured = {each: each.measures(seed, few=True, overrides=overrides) for each in experiments}
    return _slopes(overrides, seed) | {
        short.name: float(np.mean(fact.statistic(measured[fact.experiment])))
        for short, fact in _SHORT.items()
    }


def _slopes(overrides: Overrides | None, seed: int) -> dict[str, float]:
    """Slopes of being an INV; linear ones, since a logit has none where nearly all firms are."""
    answers = survey.ask(survey.draw_firms(FIRMS, seed, overrides), seed, overrides)
    terms = np.column_stack([np.ones(FIRMS), answers.high_tech, answers.use[:, 0]])
    _, industry, personal = np.linalg.lstsq(terms, answers.inv, rcond=None)[0]
    return {"F3 industry": float(industry), "F3 personal": float(personal)}


@dataclass(frozen=True)
class Factor:
    """A number, or one number of all kinds of tie, with the ends of its range.

    Args:
        name: What it is called, for people.
        low, high: Parameters at either end, as (scope, name) -> value.
    """

    name: str
    low: Overrides
    high: Overrides

    def at(self, share: float) -> Overrides:
        """The parameters at a share of the way from the low to the high end, 0 to 1."""
        return {key: (1 - share) * end + share * self.high[key] for key, end in self.low.items()}


def factors() -> list[Factor]:
    """Every factor: of the model, of the survey's sample, and of the kinds of tie."""
    found = []
    for scope in (catalogue.MODEL, "survey"):
        for name, p in catalogue.parameters(scope).items():
            if scope == catalogue.MODEL or not any(word in name for word in _SCALES):
                ends = ({(scope, name): p.low}, {(scope, name): p.high})
                found.append(Factor(name.replace("_", " "), *ends))
    kinds = catalogue.tie_kinds()
    for name in next(iter(kinds.values())).evidence:
        low = {(key, name): kind.evidence[name].low for key, kind in kinds.items()}
        high = {(key, name): kind.evidence[name].high for key, kind in kinds.items()}
        found.append(Factor(f"{name.replace('_', ' ')} of all kinds", low, high))
    return found


def design(trajectories: int, seed: int = 1) -> np.ndarray:
    """Where the global analysis looks (Morris 1991): shares of the ranges, one row a point."""
    from SALib.sample import morris  # heavy, and wanted by nobody but this analysis

    return morris.sample(_problem(), trajectories, num_levels=LEVELS, seed=seed)


def at(point: np.ndarray) -> Overrides:
    """The parameters of one row of a design."""
    found: dict[tuple[str, str], float] = {}
    for factor, share in zip(factors(), point, strict=True):
        found |= factor.at(float(share))
    return found


def effects(points: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean size of each factor's effect across its whole range, and how much it varies.

    Args:
        points: A design, shape (points, factors).
        values: One measure at each point, shape (points,).

    Returns:
        Morris's mu* and sigma, each of shape (factors,), in units of the measure.
    """
    from SALib.analyze import morris

    found = morris.analyze(_problem(), points, values, num_levels=LEVELS)
    return np.asarray(found["mu_star"], float), np.asarray(found["sigma"], float)


def _problem() -> dict[str, Any]:
    names = [factor.name for factor in factors()]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def one_at_a_time(fact: str) -> tuple[dict[str, tuple[float, float]], float]:
    """What one parameter at a time does to a fact, from the data set: what a chart takes.

    Args:
        fact: A name in `CLAIMS`.

    Returns:
        The fact's number at the low and at the high end by factor, and its usual value.

    Raises:
        KeyError: There is no such fact.
    """
    usual = {row["fact"]: float(row["value"]) for row in datasets.rows("model_robustness")}
    value = usual[fact]
    rows = (row for row in datasets.rows("model_sensitivity") if row["fact"] == fact)
    return {row["factor"]: (float(row["low"]), float(row["high"])) for row in rows}, value


def all_at_once() -> dict[str, dict[str, float]]:
    """Mean size of each factor's effect on each fact, from the data set: what a chart takes.

    Returns:
        Morris's mu* by the fact's short name ("F5") and factor. Of a fact with two numbers, each
        in its own unit, the one that the factor moves more, as a share of the largest effect.
    """
    found: dict[str, dict[str, float]] = {}
    rows = datasets.rows("model_sensitivity")
    largest: dict[str, float] = {}
    for row in rows:
        largest[row["fact"]] = max(largest.get(row["fact"], 0.0), float(row["effect"]))
    for row in rows:
        mine = found.setdefault(row["fact"].split()[0], {})
        share = float(row["effect"]) / largest[row["fact"]]
        mine[row["factor"]] = max(mine.get(row["factor"], 0.0), share)
    return found
