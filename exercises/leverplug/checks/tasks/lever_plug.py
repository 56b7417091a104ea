"""Exercises of the part on levers and plugs: the survey's tables and the case of IA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leverplug import datasets
from leverplug.checks.diagnosing import Exercise, Mistake
from leverplug.checks.tasks.sector_gaps import GAP_HINTS, by_size, gap_mistakes, gaps

if TYPE_CHECKING:
    import pandas as pd

TIES = Exercise(
    "whose-help-ex-data",
    "gap",
    "the high-tech mean less the traditional mean of each of the 5 kinds of tie, in points, the "
    "largest gap first whichever its sign",
    "Former colleagues stand out, and club members follow the other way round; the rest is small. "
    "Whether it is more than chance the table cannot tell.",
    answer=lambda: by_size(gaps("survey_ties", "kind", "mean_high_tech", "mean_traditional")),
    mistakes=gap_mistakes("survey_ties", "kind"),
    hints=GAP_HINTS,
    ordered=True,
)


def _met(*codings: str, of: tuple[str, ...] = ("EB", "IA"), column: str = "how_met") -> pd.Series:
    """Ties of some people with one of the codings, counted by how they had met."""
    ties = datasets.frame("ia_ties")
    return ties[ties["from"].isin(of) & ties["coding"].isin(codings)][column].value_counts()


PLUGS = Exercise(
    "lever-plug-ex-data",
    "plugs",
    "for each way in which they had met (`how_met`), the number of ties of EB and IA that are a "
    "plug or both",
    "All plugs came out of circles that EB was in already, through work or an introduction. One "
    "case with a coding of our own proves little.",
    answer=lambda: _met("plug", "both"),
    mistakes=(
        Mistake(
            "both left out",
            "There are ties missing: a tie coded “both” is a plug as well as a lever.",
            lambda: _met("plug"),
        ),
        Mistake(
            "the founder alone",
            "Only the ties of EB are counted. Those of his firm, IA, belong to it too.",
            lambda: _met("plug", "both", of=("EB",)),
        ),
        Mistake(
            "the firm alone",
            "Only the ties of IA are counted. Those of its founder, EB, belong to it too.",
            lambda: _met("plug", "both", of=("IA",)),
        ),
        Mistake(
            "levers counted",
            "All coded ties are counted, those that are levers alone as well.",
            lambda: _met("plug", "both", "lever"),
        ),
        Mistake(
            "by coding",
            "The ties are the right ones, counted by their coding. Count them by how they had met.",
            lambda: _met("plug", "both", column="coding"),
        ),
    ),
    hints=(
        "Choose rows first: those whose `from` is EB or IA, and whose `coding` has a plug in it.",
        "`isin` takes a list of texts; `value_counts` counts what is in one column.",
    ),
)

_FIRMS = range(190, 216)  # numbers of firms that are tried
_ROUNDED = 0.0005  # half of the last decimal of R²


def _passing(parameters: int = 4, rounded: float = _ROUNDED, column: str = "best") -> list[int]:
    """Numbers of firms for which all three F values agree with R², as it may have been rounded."""
    table = datasets.frame("survey_regression")
    table["best"] = table["corrected"].fillna(table["value"])
    cells = table.pivot(index="outcome", columns="row", values=column)
    pairs = list(zip(cells["r2"], cells["f"], strict=True))
    return [
        firms
        for firms in _FIRMS
        if all(
            _f(r2 - rounded, firms - parameters) <= f <= _f(r2 + rounded, firms - parameters)
            for r2, f in pairs
        )
    ]


def _f(r2: float, freedom: int) -> float:
    """F of a regression with three predictors, from its R² and degrees of freedom."""
    return (r2 / 3) / ((1 - r2) / freedom)


FIRMS = Exercise(
    "what-the-survey-ex-n",
    "passing",
    "a list of the numbers of firms from 190 to 215 for which all three F values lie between what "
    "R² less .0005 and R² plus .0005 give",
    "One number passes, and it is not that of the survey. Three F values agree on it, each by "
    "itself.",
    answer=_passing,
    mistakes=(
        Mistake(
            "nothing passes",
            "No number is left. Two ways lead there: the misprinted R² of the foreign column, "
            "which needs its corrected value, or an R² taken as exact, although it is rounded.",
            lambda: _passing(column="value"),
        ),
        Mistake(
            "the constant forgotten",
            "That is one too few. Beside three coefficients a regression estimates a constant, so "
            "n less four degrees of freedom are left.",
            lambda: _passing(parameters=3),
        ),
        Mistake(
            "one parameter too many",
            "That is one too many. Three coefficients and a constant are estimated, so n less four "
            "degrees of freedom are left.",
            lambda: _passing(parameters=5),
        ),
        Mistake(
            "a band too wide",
            "So many pass because R² may vary by .005 each way. Three decimals allow .0005.",
            lambda: _passing(rounded=10 * _ROUNDED),
        ),
        Mistake(
            "the survey's number",
            "That is how many firms the survey says it has. Check it: it does not give the F "
            "values that are printed.",
            lambda: [datasets.description("survey_regression")["source"]["n"]],
        ),
    ),
    hints=(
        "F is (R² / 3) / ((1 − R²) / (n − 4)). Work it out for the lower and for the upper R².",
        "For each n, keep it if all three printed F values lie between the two; a column has "
        "`between` and `all` for that.",
    ),
)

EXERCISES = (TIES, PLUGS, FIRMS)
