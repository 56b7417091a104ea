"""Virtual surveys: sample ventures, simulate them, ask them, and rerun Tables 4 and 5.

The survey in `personalnetworks` asked small firms how much they used personal, business and
institutional channels and which resources were available to them. Here the firms are simulated:
what they answer depends on what the model made of their networking, with the noise of a
questionnaire. Sampling and measurement have parameters of their own (scope ``survey``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from leverplug import catalogue, datasets, outcomes
from leverplug.model.inputs import Overrides, sample_of
from leverplug.model.simulation import simulate_sample
from leverplug.validation.regression import least_squares, logit

FIRMS = 208  # the number of answers with which all F values of Table 4 come out
CHANNELS = ("personal", "business", "institutional")
EARLY = 12  # quarters within which a first sale abroad makes an INV: the kit's reading
_TIES = (  # the ties every sampled firm may feed, and the region of those that have one
    ("kin", None),
    ("colleagues", None),
    ("club", None),
    ("domestic_contacts", None),
    ("foreign_contacts", "neighbouring"),
    ("trade_fair", "close"),
    ("industry_association", None),
    ("distributor", "developed"),
    ("key_customer", "close"),
    ("trade_council", None),
    ("university", None),
)
_ITEMS = {"use": 4, "foreign": 3, "organisational": 4}  # questions behind each scale
_POINTS = (1, 5)  # ends of the Likert scale
STARS = ((3.291, "***"), (2.576, "**"), (1.960, "*"))  # |t| at least, in large samples
_NOISE = ("noise_use", "noise_foreign", "noise_organisational")
_OUTCOMES = {"foreign": "Foreign", "organisational": "Organisational", "network": "All"}


@dataclass(frozen=True)
class Firms:
    """A sample of ``n`` ventures and what became of them.

    Args:
        use: Latent use of the personal, business and institutional channel, shape (n, 3),
            standard normal and correlated.
        high_tech: 1 for high-tech firms, 0 for traditional ones, shape (n,).
        foreign, organisational: Resources when surveyed, 0 to 1, shape (n,).
        first_sale: Quarter of the first foreign sale, inf if none by then, shape (n,).
    """

    use: np.ndarray
    high_tech: np.ndarray
    foreign: np.ndarray
    organisational: np.ndarray
    first_sale: np.ndarray


@dataclass(frozen=True)
class Answers:
    """What ``n`` firms tell: scales from 1 to 5, and whether they are INVs.

    Args:
        use: Use of the three channels, shape (n, 3).
        foreign, organisational, network: Availability of resources, shape (n,).
        high_tech, inv: 0 or 1, shape (n,).
    """

    use: np.ndarray
    foreign: np.ndarray
    organisational: np.ndarray
    network: np.ndarray
    high_tech: np.ndarray
    inv: np.ndarray


def survey_numbers(overrides: Overrides | None = None) -> dict[str, float]:
    """Values of the parameters of sampling and measurement, with some of them replaced."""
    values = {name: p.value for name, p in catalogue.parameters("survey").items()}
    changed = {name: v for (scope, name), v in (overrides or {}).items() if scope == "survey"}
    return values | changed


def draw_firms(n: int, seed: int, overrides: Overrides | None = None) -> Firms:
    """Sample `n` ventures with correlated use of three channels, and simulate them.

    Args:
        n: Number of firms.
        seed: Key of both the sample and its draws.
        overrides: Parameters to replace, as (scope, name) -> value.
    """
    s, rng = survey_numbers(overrides), np.random.default_rng(seed)
    correlation = np.eye(3)
    for (a, b), name in (((0, 1), "personal_business"), ((0, 2), "personal_institutional"),
                         ((1, 2), "business_institutional")):  # fmt: skip
        correlation[a, b] = correlation[b, a] = s[f"correlation_{name}"]
    use = rng.standard_normal((n, 3)) @ np.linalg.cholesky(correlation).T
    high_tech = (rng.random(n) < s["high_tech_share"]).astype(float)
    traits = {name: rng.random(n) for name in ("home_market", "experience", "search", "learning")}
    traits |= {name: s["capability_most"] * traits[name] for name in ("search", "learning")}
    ties = [(f"survey {kind}", kind, region) for kind, region in _TIES]
    inputs = sample_of(ties, _efforts(use, s), overrides, high_tech=high_tech, **traits)
    history = simulate_sample(inputs, seed, int(s["survey_quarter"]))
    first_sale = np.nan_to_num(outcomes.first_export(history), nan=np.inf)
    last = history.foreign_resources[-1], history.organisational[-1]
    return Firms(use, high_tech, *last, first_sale)


def _efforts(use: np.ndarray, s: dict[str, float]) -> np.ndarray:
    """Effort of each tie, shape (ties, n): part of each channel is taken from the others'."""
    wish = 1 / (1 + np.exp(-s["use_slope"] * use))
    wish = wish * [s[f"effort_{channel}"] for channel in CHANNELS]
    total = wish.sum(1, keepdims=True)
    spent = wish * (1 - s["crowding"] + s["crowding"] * s["effort_usual"] / total)
    spent = spent * np.minimum(1, s["effort_most"] / spent.sum(1, keepdims=True))
    channel = [CHANNELS.index(catalogue.tie_kinds()[kind].channel) for kind, _ in _TIES]
    share = 1 / np.bincount(channel)[channel]
    return share[:, None] * spent.T[channel]


def ask(firms: Firms, seed: int, overrides: Overrides | None = None) -> Answers:
    """Put the questionnaire to the firms: noisy items on 1 to 5, averaged into scales."""
    s, rng = survey_numbers(overrides), np.random.default_rng([seed, 1])
    centre = np.array([s["use_centre_personal"], s["use_centre"], s["use_centre"]])
    use = _scale(centre + s["use_spread"] * firms.use, "use", s["noise_use"], rng)
    scales = {}
    for name in ("foreign", "organisational"):
        usual = (getattr(firms, name) - s[f"{name}_centre"]) / s[f"{name}_spread"]
        scales[name] = _scale(3 + usual, name, s[f"noise_{name}"], rng)
    items = _ITEMS["foreign"], _ITEMS["organisational"]
    network = np.average([scales["foreign"], scales["organisational"]], axis=0, weights=items)
    inv = (firms.first_sale <= EARLY).astype(float)
    return Answers(use=use, network=network, high_tech=firms.high_tech, inv=inv, **scales)


def _scale(latent: np.ndarray, name: str, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Mean of a scale's items, each rounded to a point from 1 to 5."""
    items = latent[..., None] + noise * rng.standard_normal((*latent.shape, _ITEMS[name]))
    return np.clip(np.round(items), *_POINTS).mean(-1)


def rate_ties(high_tech: np.ndarray, seed: int) -> np.ndarray:
    """Ratings of the five personal kinds of tie as in Table 3, shape (n, 5), whole points 1 to 5.

    The expected rating is 1 + 4 x availability: an input of the model, read back.
    """
    kinds = [kind for kind in catalogue.tie_kinds().values() if kind.channel == "personal"]
    chances = np.array([[kind.availability(sector) for kind in kinds] for sector in
                        catalogue.SECTORS])  # fmt: skip
    return 1 + np.random.default_rng([seed, 2]).binomial(4, chances[high_tech.astype(int)])


def tables(answers: Answers) -> dict[str, float]:
    """Tables 4 and 5 as estimated from answers.

    Returns:
        Standardised coefficients as ``foreign: personal`` and so on, ``foreign: r_squared``,
        their t values as ``foreign: personal t``; the logit as ``inv: industry``,
        ``inv: personal``, ``inv: constant``, ``inv: personal se``, ``inv: correct`` (share).
    """
    found = {}
    for name in ("network", "organisational", "foreign"):
        fit = least_squares(getattr(answers, name), answers.use, standardised=True)
        for channel, b, t in zip(CHANNELS, fit.coefficients, fit.t_values, strict=True):
            found[f"{name}: {channel}"], found[f"{name}: {channel} t"] = b, t
        found[f"{name}: r_squared"] = fit.r_squared
    odds = logit(answers.inv, np.column_stack([answers.high_tech, answers.use[:, 0]]))
    constant, industry, personal = odds.coefficients
    found |= {"inv: constant": constant, "inv: industry": industry, "inv: personal": personal}
    found |= {"inv: personal se": odds.standard_errors[2], "inv: correct": odds.correct}
    return found | {"inv: share": answers.inv.mean()}


def virtual_surveys(
    count: int = 1000,
    firms: int = FIRMS,
    seed: int = 1,
    overrides: Overrides | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, np.ndarray]:
    """Repeat the survey on ever new ventures.

    Args:
        count: How many surveys.
        firms: Ventures per survey.
        seed: Key of samples, draws and noise.
        overrides: Parameters to replace, as (scope, name) -> value.
        progress: Called with (surveys done, surveys in all) after each batch.

    Returns:
        Every entry of `tables` with one value per survey, shape (count,).
    """
    batch = max(1, 4096 // firms)  # keeps memory bounded and blocks full
    found = []
    for start in range(0, count, batch):
        several = min(batch, count - start)
        drawn = draw_firms(several * firms, seed * 1_000_003 + start, overrides)
        answers = ask(drawn, seed * 1_000_003 + start, overrides)
        found += [tables(_part(answers, i, firms)) for i in range(several)]
        if progress:
            progress(start + several, count)
    return {name: np.array([table[name] for table in found]) for name in found[0]}


def _part(answers: Answers, number: int, firms: int) -> Answers:
    rows = slice(number * firms, (number + 1) * firms)
    return Answers(**{name: values[rows] for name, values in vars(answers).items()})


@cache
def published() -> dict[str, tuple[str, float]]:
    """What is printed, and its rival readings: the estimate and the value of each choice.

    Example:
        >>> published()["Foreign: business"]
        ('foreign: business', 0.488)
    """
    found = {}
    table = {(row["outcome"], row["row"]): row for row in datasets.rows("survey_regression")}
    for outcome, label in _OUTCOMES.items():
        for channel in CHANNELS:
            row, name = table[outcome, channel], f"{outcome}: {channel}"
            readings = [row[key] for key in ("value", "rival_1", "rival_2") if row[key]]
            for reading in readings:
                tail = f", read as {reading}" if len(readings) > 1 else ""
                found[f"{label}: {channel}{tail}"] = (name, float(reading))
    logit = {(row["term"], row["statistic"]): row["value"] for row in datasets.rows("survey_logit")}
    found["INV: personal (logit)"] = ("inv: personal", float(logit["personal", "b"]))
    return found


def stars(t: float) -> str:
    """The stars a t value earns, as Table 4 gives them.

    Example:
        >>> stars(-2.7), stars(1.9)
        ('**', '')
    """
    return next((mark for least, mark in STARS if abs(t) >= least), "")


@cache
def surveys(number: int, count: int, firms: int, noise: float) -> dict[str, np.ndarray]:
    """A batch of virtual surveys.

    Args:
        number: Of the batch, the key of its draws.
        count: Surveys in it.
        firms: Firms per survey.
        noise: What the noise of the answers is multiplied by.
    """
    values = survey_numbers()
    overrides = {("survey", name): noise * values[name] for name in _NOISE}
    return virtual_surveys(count, firms, seed=number + 1, overrides=overrides)
