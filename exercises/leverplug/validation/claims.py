"""One number for each fact, worked out in a second: what a sensitivity analysis can afford.

The report in `facts` asks the same of more runs, and of more cases; here each claim is boiled
down to a difference that has to be positive, negative, or between two bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from leverplug import catalogue, outcomes, portfolios
from leverplug.model.history import History, Shock
from leverplug.model.inputs import Overrides
from leverplug.model.simulation import simulate
from leverplug.validation import survey
from leverplug.validation.facts import random_portfolios
from leverplug.venture import Tie, Venture

RUNS = 256  # on the same luck everywhere, so that few runs will do
FIRMS = 2080  # ten surveys of 208 in one
PORTFOLIOS, LIVES = 20, 64  # for the share of luck
_LATE = "late"  # id of a tie that is added in year 4
_RIVALS = ("distributor", "key_customer", "strategic_partner", "foreign_contacts")
_NEVER = 41.0  # quarter of a first export that does not come
Run = Callable[..., History]


def measures(overrides: Overrides | None = None, seed: int = 1) -> dict[str, float]:
    """One number for each fact, by the names in `CLAIMS`.

    Args:
        overrides: Parameters to replace, as (scope, name) -> value.
        seed: Key of all luck.
    """

    def run(venture: Venture, *shocks: Shock) -> History:
        return simulate(venture, RUNS, seed, shocks=shocks, overrides=overrides)

    found: dict[str, float] = {}
    for measure in (_partner, _capabilities, _portfolios, _plugs, _giant, _home):
        found |= measure(run)
    return found | _survey(overrides, seed) | {"F12": _luck(overrides, seed)}


def _partner(run: Run) -> dict[str, float]:
    base = portfolios.standard(learning=0.1, scale=0.9)
    none, four, six, always = (
        outcomes.cumulative_foreign_sales(run(venture)).mean()
        for venture in (base, *(portfolios.with_partner(base, year) for year in (4, 6, None)))
    )
    return {"F5 early": four - none, "F5 late": always - six}


def _capabilities(run: Run) -> dict[str, float]:
    little, much = (
        outcomes.international_new_venture(run(portfolios.standard(search))).mean()
        for search in (0.1, 0.3)
    )
    revenue, learning = (
        run(venture).foreign_sales.mean(1)
        for venture in (portfolios.revenue_first(), portfolios.learning_first())
    )
    gap = revenue - learning
    return {"F4": much - little, "F6 year 2": gap[7], "F6 year 8": -gap[31]}


def _portfolios(run: Run) -> dict[str, float]:
    easy, holistic = run(portfolios.easy()), run(portfolios.holistic())
    early = (easy.foreign_resources - holistic.foreign_resources)[:4].mean()
    late = (holistic.foreign_sales - easy.foreign_sales)[39].mean()
    switcher, wide, few = (
        run(venture).foreign_sales[39].mean()
        for venture in (portfolios.extensive_then_deliberate(), portfolios.extensive(),
                        portfolios.deliberate())
    )  # fmt: skip
    found = {"F7 early": early, "F7 late": late}
    return found | {"F8 extensive": switcher - wide, "F8 deliberate": switcher - few}


def _plugs(run: Run) -> dict[str, float]:
    few, many = (
        outcomes.de_internationalised(run(portfolios.obliged(level))).mean() for level in (0.5, 1.5)
    )
    kept, cut = (
        run(portfolios.obliged(1.5, cut=end)).foreign_sales[39].mean() for end in (None, 20)
    )
    return {"F9 obligation": many - few, "F9 recovery": cut - kept}


def _giant(run: Run) -> dict[str, float]:
    base = portfolios.standard(learning=0.1, scale=0.8)
    gain, loss = {}, {}
    for kind in ("multinational", *_RIVALS):
        region = "developed" if catalogue.tie_kinds()[kind].has_region else None
        venture = base.with_tie(Tie(_LATE, kind, 0.2, start=13, region=region))
        kept, left = run(venture).foreign_sales, run(venture, Shock(25, _LATE)).foreign_sales
        gain[kind], loss[kind] = kept[19].mean(), (kept[27] - left[27]).mean()
    return {
        name: size["multinational"] - max(size[kind] for kind in _RIVALS)
        for name, size in (("F10 gain", gain), ("F10 loss", loss))
    }


def _home(run: Run) -> dict[str, float]:
    small, large = (
        np.nan_to_num(
            outcomes.first_export(run(portfolios.with_home_market(portfolios.standard(), size))),
            nan=_NEVER,
        ).mean()
        for size in (0.0, 1.0)
    )
    return {"F11": large - small}


def _survey(overrides: Overrides | None, seed: int) -> dict[str, float]:
    """Slopes of being an INV; linear ones, since a logit has none where nearly all firms are."""
    answers = survey.ask(survey.draw_firms(FIRMS, seed, overrides), seed, overrides)
    terms = np.column_stack([np.ones(FIRMS), answers.high_tech, answers.use[:, 0]])
    _, industry, personal = np.linalg.lstsq(terms, answers.inv, rcond=None)[0]
    return {"F3 industry": float(industry), "F3 personal": float(personal)}


def _luck(overrides: Overrides | None, seed: int) -> float:
    late = outcomes.foreign_sales_at(40)
    designs = random_portfolios(PORTFOLIOS)
    sales = np.array([late(simulate(v, LIVES, seed, overrides=overrides)) for v in designs])
    within = sales.var(axis=1, ddof=1).mean()
    between = sales.mean(1).var(ddof=1) - within / LIVES
    return float(within / (within + between)) if sales.any() else 0.0  # nothing sold, no luck


@dataclass(frozen=True)
class Claim:
    """What a measure has to be for its fact to hold: more than `low` and less than `high`."""

    text: str
    unit: str
    low: float = -np.inf
    high: float = np.inf


_SALES = "index points a quarter"
_SUM = "index points over ten years"
CLAIMS: dict[str, Claim] = {
    "F3 industry": Claim("High-tech firms go abroad sooner", "share of firms", 0),
    "F3 personal": Claim("Personal networks delay it", "share of firms a point", high=0),
    "F4": Claim("Search helps, by ten points or more", "share of firms", 0.1),
    "F5 early": Claim("A partner pays for four years", _SUM, 0),
    "F5 late": Claim("A partner costs after year 6", _SUM, high=0),
    "F6 year 2": Claim("Revenue first leads at year 2", _SALES, 0),
    "F6 year 8": Claim("Learning first leads at year 8", _SALES, 0),
    "F7 early": Claim("Easy ties lead in the first year", "foreign resources, 0 to 1", 0),
    "F7 late": Claim("A holistic portfolio leads at year 10", _SALES, 0),
    "F8 extensive": Claim("Switching beats always extensive", _SALES, 0),
    "F8 deliberate": Claim("Switching beats always deliberate", _SALES, 0),
    "F9 obligation": Claim("Obligation breeds a fall from abroad", "share of firms", 0),
    "F9 recovery": Claim("Cutting the plug pays by year 10", _SALES, 0),
    "F10 gain": Claim("A giant gains most, early", _SALES, 0),
    "F10 loss": Claim("A giant costs most when it leaves", _SALES, 0),
    "F11": Claim("A small home market pushes out sooner", "quarters", 0),
    "F12": Claim("Luck makes up 30 to 60 %", "share of the variance", 0.3, 0.6),
}


def holds(name: str, value: float) -> bool:
    """Whether a measure is what its fact asks for.

    Example:
        >>> holds("F3 personal", -0.4), holds("F12", 0.7)
        (True, False)
    """
    return bool(CLAIMS[name].low < value < CLAIMS[name].high)
