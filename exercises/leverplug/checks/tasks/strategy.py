"""Exercises of the part on strategy: what a shock costs, and how much search is best."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from leverplug import outcomes, portfolios
from leverplug.checks.diagnosing import Exercise, Mistake
from leverplug.checks.reading import Reading
from leverplug.experiments.capabilities import design
from leverplug.experiments.histories import histories
from leverplug.model import History, Shock, simulate

_LEARNING = (0.05, 0.25)
_QUARTER, _TIE = 20, "distributor-1"  # when it leaves, and who
_YEAR_FIVE, _YEAR_TEN = 19, 39  # indices of their last quarters


@cache
def _shocked() -> tuple[tuple[History, History], ...]:
    """Histories without and with the shock, for little and for much learning."""
    designs = [portfolios.standard(learning=learning) for learning in _LEARNING]
    shocks = (Shock(_QUARTER, _TIE),)
    return tuple((simulate(venture), simulate(venture, shocks=shocks)) for venture in designs)


def _lost(measure: Callable[[History], float], of: int = 0) -> list[float]:
    """Share lost, of what is there without (0) or with (1) the shock."""
    found = []
    for pair in _shocked():
        kept, left = map(measure, pair)
        found.append((kept - left) / (kept, left)[of])
    return found


def _sales(index: int) -> Callable[[History], float]:
    return lambda history: float(history.foreign_sales[index].mean())


def _in_ten_years(history: History) -> float:
    return float(outcomes.cumulative_foreign_sales(history).mean())


def _points() -> list[float]:
    kept_and_left = [[_sales(_YEAR_TEN)(history) for history in pair] for pair in _shocked()]
    return [kept - left for kept, left in kept_and_left]


SHOCK = Exercise(
    "build-your-venture-ex-shock",
    "lost",
    "two shares of 1, for learning .05 and then .25: of mean foreign sales at year ten (the last "
    "quarter) without the shock, what part is lost with it",
    "With more learning a smaller part is lost, since what was learnt from a partner stays when "
    "the partner goes.",
    answer=lambda: _lost(_sales(_YEAR_TEN)),
    mistakes=(
        Mistake(
            "sales for shares",
            "These are sales that are lost. A design that sells more has more to lose, so divide "
            "by what it sells without the shock.",
            _points,
        ),
        Mistake(
            "per cent for shares",
            "These are per cent. Give shares of 1.",
            lambda: [100 * share for share in _lost(_sales(_YEAR_TEN))],
        ),
        Mistake(
            "what is kept",
            "This is the part that is kept. Asked is the part that is lost.",
            lambda: [1 - share for share in _lost(_sales(_YEAR_TEN))],
        ),
        Mistake(
            "divided by the rest",
            "The loss is divided by what is left after it. Divide it by what there would have "
            "been without the shock.",
            lambda: _lost(_sales(_YEAR_TEN), of=1),
        ),
        Mistake(
            "the other way round",
            "The shares are negative, as if the shock had brought sales: take those with the shock "
            "from those without it.",
            lambda: [-share for share in _lost(_sales(_YEAR_TEN))],
        ),
        Mistake(
            "all ten years",
            "This is the part lost of all sales in ten years, five of which pass before the shock. "
            "Asked is year ten alone.",
            lambda: _lost(_in_ten_years),
        ),
        Mistake(
            "the year of the shock",
            "So little is lost because you look at quarter 21, just after the shock. The last "
            "quarter is row 39, since rows count from 0.",
            lambda: _lost(_sales(_QUARTER)),
        ),
    ),
    hints=(
        "Run each design twice: as it is, and with `shocks=(Shock(20, \"distributor-1\"),)`.",
        "`foreign_sales[39]` is the last quarter, one number a life: take its mean, in both runs, "
        "and divide the difference by the mean without the shock.",
    ),
    ordered=True,
)  # fmt: skip

SETTINGS = (0, 0.1, 0.2, 0.3, 0.4)
_COMPARED = ("obliged", "holistic")


@cache
def _best() -> list[float]:
    """Setting of search with most foreign sales in ten years, for each portfolio."""
    best = []
    for portfolio in _COMPARED:
        found = histories([design(portfolio, search, 0.05, 0.0) for search in SETTINGS])
        sales = [_in_ten_years(history) for history in found]
        best.append(SETTINGS[sales.index(max(sales))])
    return best


def _are_sales(found: Reading) -> bool:
    """Whether values are larger than any setting in per cent."""
    return len(found.values) > 1 and all(
        float(value) > 100 * SETTINGS[-1] for value in found.values
    )


SEARCH = Exercise(
    "three-capabilities-ex-search",
    "best",
    "two settings of search out of 0, .1, .2, .3 and .4: the best for “Mostly old friends” "
    "(`obliged`), then the best for “A bit of everything” (`holistic`)",
    "Search is worth more where the hours come from old friends, who have little news left, than "
    "where they come from formal ties.",
    answer=_best,
    mistakes=(
        Mistake(
            "portfolios swapped",
            "The two settings stand in the wrong order: old friends first.",
            lambda: _best()[::-1],
        ),
        Mistake(
            "positions for settings",
            "These are places in the list of settings, counted from 0. Give the settings there.",
            lambda: [SETTINGS.index(setting) for setting in _best()],
        ),
        Mistake(
            "per cent for shares",
            "These are per cent. Settings are shares of effort, from 0 to 0.4.",
            lambda: [100 * setting for setting in _best()],
        ),
        Mistake(
            "sales for settings",
            "These are sales. Asked is at which setting of search they are highest.",
            when=_are_sales,
        ),
        Mistake(
            "the most search",
            "The last setting is not the best, for either portfolio: too much search takes the "
            "effort from the ties. Compare the sales, setting by setting.",
            lambda: [SETTINGS[-1]] * 2,
        ),
    ),
    hints=(
        "Run every setting for one portfolio, and add up `foreign_sales` over the quarters.",
        "`max(..., key=...)` finds the setting with the largest value; or print all five and read.",
    ),
    ordered=True,
)


EXERCISES = (SHOCK, SEARCH)
