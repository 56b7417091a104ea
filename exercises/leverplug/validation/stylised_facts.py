"""Facts F4 to F12: claims of the sources about designs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leverplug import catalogue, outcomes, portfolios
from leverplug.experiments import ia
from leverplug.model import History, Shock
from leverplug.validation.fact import Case, Experiment, Fact, Measures, Short
from leverplug.venture import Tie, Venture

_NEVER = 41.0  # a quarter after the last: a run without exports counts as late, not as missing
_SALES, _SUM = "index points a quarter", "index points over ten years"


def _cases(*ventures: Venture) -> list[Case]:
    return [(venture, ()) for venture in ventures]


def _sales_at(*quarters: int) -> Callable[[History], np.ndarray]:
    """Foreign sales in some quarters (1 to 40), shape (quarters, runs)."""
    return lambda history: history.foreign_sales[[quarter - 1 for quarter in quarters]]


def _second_less_first(measures: Measures) -> np.ndarray:
    return measures[1] - measures[0]


# F4: more search makes more ventures rapid internationalisers.
_SEARCH = Experiment(
    lambda: _cases(portfolios.standard(0.1), portfolios.standard(0.3)),
    lambda history: outcomes.international_new_venture(history).astype(float),
)
PROACTIVE = [
    Fact("F4", "search from .1 to .3: share with a first sale within three years up by 10 points",
         _SEARCH, _second_less_first, low=0.10, published=0.10,
         short=Short("F4", "Search helps, by ten points or more", "share of firms")),
]  # fmt: skip


# F5: a partnership pays early and no longer once the firm is established.
def _partnerships(sector: str) -> list[Case]:
    base = portfolios.of_sector(portfolios.standard(learning=0.1, scale=0.9), sector)
    return _cases(base, *(portfolios.with_partner(base, year) for year in range(1, 11)))


def _sales_and_standing(history: History) -> np.ndarray:
    """Ten years' foreign sales, and legitimacy as each year begins, shape (1 + 10, runs)."""
    return np.vstack([outcomes.cumulative_foreign_sales(history), history.legitimacy[::4]])


def _worth(measures: Measures) -> np.ndarray:
    """What keeping the partner through each year adds, shape (10, runs)."""
    return np.diff([measured[0] for measured in measures], axis=0)


def _established(measures: Measures) -> np.ndarray:
    """What the years add in which a venture that never leaves has a legitimacy over .8."""
    return _worth(measures)[measures[-1][1:].mean(1) > 0.8].sum(0)


def _best_year(measures: Measures) -> np.ndarray:
    return np.array(np.argmax([measured[0].mean() for measured in measures]))


def _year(year: int) -> Callable[[Measures], np.ndarray]:
    return lambda measures: _worth(measures)[year - 1]


def _window(sector: str) -> list[Fact]:
    partner = Experiment(lambda: _partnerships(sector), _sales_and_standing)
    name, id_, here = sector.replace("_", "-"), f"F5 {sector}", sector == catalogue.SECTORS[0]
    early = Short("F5 early", "A partner pays for four years", _SUM) if here else None
    late = Short("F5 late", "A partner costs once established", _SUM) if here else None
    return [
        *(Fact(f"{id_}, year {year}", f"{name}: keeping the partner through year {year} pays",
               partner, _year(year), low=0) for year in range(1, 5)),
        Fact(f"{id_}, early", f"{name}: keeping the partner through its first four years pays",
             partner, lambda m: _worth(m)[:4].sum(0), low=0, short=early),
        Fact(f"{id_}, established",
             f"{name}: keeping it once legitimacy has passed .8 does not pay",
             partner, _established, high=0, short=late),
        Fact(f"{id_}, best", f"{name}: the best year to end it is neither 0 nor 10",
             partner, _best_year, low=0, high=10),
    ]  # fmt: skip


# F6: revenue first leads early, learning first leads late.
_REVENUE = Experiment(
    lambda: _cases(portfolios.revenue_first(), portfolios.learning_first()), _sales_at(8, 32)
)
REFLECTIVE = [
    Fact("F6 year 2", "revenue first leads at year 2 (foreign sales)", _REVENUE,
         lambda m: (m[0] - m[1])[0], low=0,
         short=Short("F6 year 2", "Revenue first leads at year 2", _SALES)),
    Fact("F6 year 8", "learning first leads at year 8 (foreign sales)", _REVENUE,
         lambda m: (m[1] - m[0])[1], low=0,
         short=Short("F6 year 8", "Learning first leads at year 8", _SALES)),
]  # fmt: skip

# F7: easy ties help only early.
_EASY = Experiment(
    lambda: _cases(portfolios.easy(), portfolios.holistic()),
    lambda history: np.vstack(
        [history.foreign_resources[:4], history.foreign_resources[39], history.foreign_sales[39]]
    ),
)
EASY_TIES = [
    Fact("F7 early", "easy ties lead in quarters 1 to 4 (foreign resources)", _EASY,
         lambda m: (m[0] - m[1])[:4].min(0), low=0,
         short=Short("F7 early", "Easy ties lead in the first year", "foreign resources, 0 to 1")),
    Fact("F7 late, resources", "the holistic portfolio leads at year 10 (foreign resources)",
         _EASY, lambda m: (m[1] - m[0])[4], low=0),
    Fact("F7 late, sales", "the holistic portfolio leads at year 10 (foreign sales)",
         _EASY, lambda m: (m[1] - m[0])[5], low=0,
         short=Short("F7 late", "A holistic portfolio leads at year 10", _SALES)),
]  # fmt: skip

# F8: extensive first, then deliberate.
_SWITCH = Experiment(
    lambda: _cases(
        portfolios.extensive_then_deliberate(), portfolios.extensive(), portfolios.deliberate()
    ),
    _sales_at(40),
)
DELIBERATE = [
    Fact("F8 extensive", "switching beats always extensive at year 10 (foreign sales)", _SWITCH,
         lambda m: (m[0] - m[1])[0], low=0,
         short=Short("F8 extensive", "Switching beats always extensive", _SALES)),
    Fact("F8 deliberate", "switching beats always deliberate at year 10 (foreign sales)", _SWITCH,
         lambda m: (m[0] - m[2])[0], low=0,
         short=Short("F8 deliberate", "Switching beats always deliberate", _SALES)),
]  # fmt: skip

# F9: obligation breeds de-internationalisation; cutting a plug brings recovery; and the coded
# case: who helped and who hindered, in foreign sales.
_OBLIGATION = Experiment(
    lambda: _cases(portfolios.obliged(0.5), portfolios.obliged(1.5)),
    lambda history: outcomes.de_internationalised(history).astype(float),
)
_RECOVERY = Experiment(
    lambda: _cases(portfolios.obliged(1.5), portfolios.obliged(1.5, cut=20)), _sales_at(40)
)
_CONTACTS = ("JPH", "R", "T", "B", "F", "Z", "Lz")
_IA = Experiment(
    lambda: _cases(ia.venture(), *map(ia.venture().without_tie, _CONTACTS)),
    lambda history: history.foreign_sales,
)


def _added(contact: str, first: int = 0, last: int = 40) -> Callable[[Measures], np.ndarray]:
    """What a contact adds from one quarter to another, shape (runs,)."""
    place = 1 + _CONTACTS.index(contact)
    return lambda measures: (measures[0] - measures[place])[first:last].sum(0)


LEVER_AND_PLUG = [
    Fact("F9 obligation", "more obligation, more de-internationalisation", _OBLIGATION,
         _second_less_first, low=0,
         short=Short("F9 obligation", "Obligation breeds a fall from abroad", "share of firms")),
    Fact("F9 recovery", "cutting the plug in year 5 pays by year 10", _RECOVERY,
         lambda m: _second_less_first(m)[0], low=0,
         short=Short("F9 recovery", "Cutting the plug pays by year 10", _SALES)),
    *(Fact(f"F9 {name}", f"{name} contributes over ten years", _IA, _added(name), low=0)
      for name in ("JPH", "R")),
    *(Fact(f"F9 {name}", f"{name} contributes nothing or less in years 8 to 10", _IA,
           _added(name, 28), unless_clear=True) for name in ("T", "B", "F", "Z")),
    Fact("F9 Lz, early", "Lz contributes in years 1 and 2", _IA, _added("Lz", 0, 8), low=0),
    Fact("F9 Lz, late", "Lz costs in years 8 to 10", _IA, _added("Lz", 28), high=0),
]  # fmt: skip

# F10: a multinational gives most, early, and takes most when it leaves.
_BASE = portfolios.standard(learning=0.1, scale=0.8)


def _late(kind: str, effort: float) -> list[Case]:
    """The base with a tie from year 4 on; it stays, and it is lost in year 7."""
    region = "developed" if catalogue.tie_kinds()[kind].has_region else None
    venture = _BASE.with_tie(Tie("late", kind, effort, start=13, region=region))
    return [(venture, ()), (venture, (Shock(25, "late"),))]


def _late_ties() -> list[Case]:
    return [(_BASE, ()), *(case for kind in catalogue.tie_kinds() for case in _late(kind, 0.2))]


def _gain(measures: Measures) -> dict[str, np.ndarray]:
    """What each kind of tie has added two years after its start, shape (runs,)."""
    pairs = zip(catalogue.tie_kinds(), measures[1::2], strict=True)
    return {kind: stays[0] - measures[0][0] for kind, stays in pairs}


def _loss(measures: Measures) -> dict[str, np.ndarray]:
    """What each kind of tie takes within a year of its leaving, shape (runs,)."""
    pairs = zip(catalogue.tie_kinds(), measures[1::2], measures[2::2], strict=True)
    return {kind: stays[1] - leaves[1] for kind, stays, leaves in pairs}


def _second(series: dict[str, np.ndarray]) -> str:
    """The kind of tie that comes next to a multinational, or before it."""
    others = {kind: values.mean() for kind, values in series.items() if kind != "multinational"}
    return max(others, key=others.__getitem__)


def _most(short: Short, what: str, series_of: Callable[[Measures], dict[str, np.ndarray]]) -> Fact:
    """That a multinational outdoes the next kind of tie."""

    def lead(measures: Measures) -> np.ndarray:
        series = series_of(measures)
        return series["multinational"] - series[_second(series)]

    def claim(measures: Measures) -> str:
        next_kind = _second(series_of(measures))
        return f"a multinational, of all kinds of tie: {what} (next: {next_kind})"

    return Fact(short.name, claim, _KINDS, lead, low=0, short=short)


_KINDS = Experiment(_late_ties, _sales_at(20, 28))
_SHARES = Experiment(
    lambda: [*_late("multinational", 0.08), *_late("multinational", 0.2)], _sales_at(28)
)
GIANTS = [
    _most(Short("F10 gain", "A giant gains most, early", _SALES),
          "added in year 4, it gains most within two years", _gain),
    _most(Short("F10 loss", "A giant costs most when it leaves", _SALES),
          "its leaving in year 7 costs most within a year", _loss),
    Fact("F10 dependence", "the more the firm depends on it, the more its leaving costs", _SHARES,
         lambda m: ((m[2] - m[3]) - (m[0] - m[1]))[0], low=0),
]  # fmt: skip


# F11: a small home market pushes a firm out earlier.
def _homes() -> list[Case]:
    standard = portfolios.standard()
    return _cases(*(portfolios.with_home_market(standard, size) for size in (0.0, 1.0)))


_HOMES = Experiment(_homes, lambda h: np.nan_to_num(outcomes.first_export(h), nan=_NEVER))
HOME_MARKET = [
    Fact("F11", "first export earlier from a small home market", _HOMES, _second_less_first,
         low=0, short=Short("F11", "A small home market pushes out sooner", "quarters")),
]  # fmt: skip


# F12: luck matters and is not all.
def _share_of_luck(measures: Measures) -> np.ndarray:
    """Share of the variance between runs in all variance of year-10 sales (0 if none sell)."""
    sales = np.concatenate(measures)
    within = sales.var(axis=1, ddof=1).mean()
    between = sales.mean(1).var(ddof=1) - within / sales.shape[1]
    return np.array(within / (within + between) if sales.any() else 0.0)


_RANDOM = Experiment(
    lambda: _cases(*portfolios.random_portfolios(200)), _sales_at(40),
    runs=200, few_runs=64, few_cases=20,
)  # fmt: skip
LUCK = [
    Fact("F12", "luck's share in the variance of foreign sales at year 10 lies between 30 and 60 %",
         _RANDOM, _share_of_luck, low=0.30, high=0.60,
         short=Short("F12", "Luck makes up 30 to 60 %", "share of the variance")),
]  # fmt: skip


FACTS: dict[str, list[Fact]] = {
    "F4": PROACTIVE,
    "F5": [fact for sector in catalogue.SECTORS for fact in _window(sector)],
    "F6": REFLECTIVE,
    "F7": EASY_TIES,
    "F8": DELIBERATE,
    "F9": LEVER_AND_PLUG,
    "F10": GIANTS,
    "F11": HOME_MARKET,
    "F12": LUCK,
}
