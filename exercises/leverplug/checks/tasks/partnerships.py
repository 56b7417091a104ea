"""Exercises of the part on partnerships: themes, a plan with a giant, and who has partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leverplug import datasets
from leverplug.checks.diagnosing import Exercise, Mistake
from leverplug.checks.reading import Reading
from leverplug.experiments import giant

if TYPE_CHECKING:
    import pandas as pd

_THEME = "alliances"


def _themes(chosen: bool = True, itself: bool = False, split: bool = True) -> pd.Series:
    """How many titles have each theme: those about alliances, or all."""
    themes = datasets.frame("literature")["themes"]
    if chosen:
        themes = themes[themes.str.contains(_THEME)]
    counted = (themes.str.split("; ").explode() if split else themes).value_counts()
    return counted if itself else counted.drop(_THEME)


THEMES = Exercise(
    "why-partner-ex-data",
    "shared",
    "for each theme but alliances itself, the number of titles about alliances that have it too",
    "By their titles, works on alliances and works on born globals had seldom met. A title is a "
    "rough measure of a work.",
    answer=_themes,
    mistakes=(
        Mistake(
            "itself left in",
            "One entry is larger than all others: alliances, which every one of these titles has. "
            "Leave it out.",
            lambda: _themes(itself=True),
        ),
        Mistake(
            "all titles",
            "These are the themes of all titles. Choose those about alliances first.",
            lambda: _themes(chosen=False),
        ),
        Mistake(
            "all titles, itself left in",
            "These are all themes of all titles. Choose the titles about alliances first, and then "
            "leave that theme out.",
            lambda: _themes(chosen=False, itself=True),
        ),
        Mistake(
            "themes not split",
            "The labels are whole lists of themes with “; ” in them, so each list counts as a "
            "theme of its own. Split them first.",
            when=lambda found: any("; " in label for label in found.labels),
        ),
        Mistake(
            "shares for numbers",
            "These are shares of the titles. Asked is how many titles they are.",
            lambda: _themes() / _themes(itself=True)[_THEME],
        ),
    ),
    hints=(
        "`themes` is one text for each title: choose the rows whose text contains the theme.",
        "Split at “; ”, let `explode` give each theme a row of its own, count, and drop alliances.",
    ),
)  # fmt: skip

_LEAVES = 7  # year after which the giant goes
_NEEDED = 90  # of a hundred ventures that must be their own masters
_YEAR_TEN = 39  # index of its last quarter


def _plan(found: Reading) -> tuple[int, int, int]:
    """Share of effort, year and learning as whole numbers.

    Raises:
        ValueError: They are not three whole numbers, each of a size that can be tried.
    """
    share, year, learning = map(float, found.values)
    whole = all(value.is_integer() for value in (share, year, learning))
    if not (whole and 0 <= share <= 100 and 1 <= year <= 10 and 0 <= learning <= 40):
        raise ValueError("no plan that can be tried")
    return int(share), int(year), int(learning)


def _outcome(found: Reading) -> tuple[int, float, float]:
    """Ventures that are their own masters, and sales in year ten with and without the giant."""
    with_it, _, without = giant.play(*_plan(found), _LEAVES)
    sales, alone = (float(h.foreign_sales[_YEAR_TEN].mean()) for h in (with_it, without))
    return int(with_it.alive[_YEAR_TEN].sum()), sales, alone


def _measured(found: Reading) -> str:
    masters, sales, alone = _outcome(found)
    return (
        f"With this plan {masters} of 100 ventures are their own masters after ten years, and sell "
        f"{sales:.1f} in year 10, against {alone:.1f} without the giant."
    )


def _is_good(found: Reading) -> bool:
    masters, sales, alone = _outcome(found)
    return found.values[0] != 0 and masters >= _NEEDED and sales > alone


def _has_shares(found: Reading) -> bool:
    share, _, learning = map(float, found.values)
    return 0 < share < 1 or 0 < learning < 1


PLAN = Exercise(
    "dancing-with-giants-ex-plan",
    "plan",
    "three whole numbers: per cent of the effort for ties that the giant gets (0 to 100), year of "
    "joining (1 to 10), per cent of effort for learning (0 to 40)",
    "It survives the change of mind. What it gave up shows in year 5, where more of the giant "
    "would have sold more.",
    accepts=_is_good,
    measured=_measured,
    mistakes=(
        Mistake(
            "shares for per cent",
            "A number between 0 and 1 is a share; the plan is in per cent.",
            when=_has_shares,
        ),
        Mistake(
            "quarters for years",
            "The second number is a year, from 1 to 10; it looks like a quarter.",
            when=lambda found: len(found.values) == 3 and 10 < float(found.values[1]) <= 40,
        ),
        Mistake(
            "no giant",
            "The giant gets nothing, so nothing can be lost and nothing gained. Give it a share.",
            when=lambda found: _plan(found)[0] == 0,
        ),
        Mistake(
            "too dependent",
            f"Fewer than {_NEEDED} are their own masters: too much hangs on the giant when it "
            "goes. Give it less, join later, or learn more.",
            when=lambda found: _outcome(found)[0] < _NEEDED,
        ),
        Mistake(
            "no gain",
            "The ventures stay independent, but sell no more than without the giant: it gets too "
            "little, or comes too late to be of use. Change one number at a time.",
            when=lambda found: _outcome(found)[1] <= _outcome(found)[2],
        ),
    ),
    hints=(
        "Begin with what the chapter found: which share of the effort sold most in year ten?",
        "A share of about a tenth is a good place to start. Then change the year, and then "
        "learning, one at a time.",
    ),
)


def _partners(
    column: str = "stage", kind: tuple[str, str] = ("kind", "strategic_partner")
) -> pd.Series:
    items = datasets.frame("cases_resources")
    return items[items[kind[0]] == kind[1]][column].value_counts()


def _cases() -> pd.Series:
    items = datasets.frame("cases_resources")
    partners = items[items["kind"] == "strategic_partner"]
    return partners.groupby("stage")["case"].nunique()


PARTNERS = Exercise(
    "letting-go-ex-data",
    "partners",
    "the number of entries of the kind `strategic_partner` at each stage",
    "Nearly all stand in the ongoing stage, which at first sight speaks against a window. Read the "
    "column `reason` before you believe it.",
    answer=_partners,
    mistakes=(
        Mistake(
            "firms for entries",
            "These are the firms that have a partner at a stage. A firm with two entries counts "
            "twice here.",
            _cases,
        ),
        Mistake(
            "channel for kind",
            "All entries of the channel “business” are counted, fairs and distributors too. Choose "
            "by `kind`.",
            lambda: _partners(kind=("channel", "business")),
        ),
        Mistake(
            "by firm",
            "The entries are the right ones, counted by firm. Count them by stage.",
            lambda: _partners("case"),
        ),
        Mistake(
            "by resource",
            "The entries are the right ones, counted by resource. Count them by stage.",
            lambda: _partners("resource"),
        ),
        Mistake(
            "all entries",
            "All entries of the table are counted. Choose those of the one kind first.",
            lambda: datasets.frame("cases_resources")["stage"].value_counts(),
        ),
    ),
    hints=(
        "Choose the rows by `kind` first, and look at them before you count.",
        "`value_counts` of the column `stage` counts the rows of each stage.",
    ),
)

EXERCISES = (THEMES, PLAN, PARTNERS)
