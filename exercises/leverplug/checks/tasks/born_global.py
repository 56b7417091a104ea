"""Exercises of the part on born globals: counts, gaps and means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leverplug import datasets, outcomes
from leverplug.checks.diagnosing import Exercise, Mistake
from leverplug.checks.reading import Reading
from leverplug.checks.tasks.sector_gaps import GAP_HINTS, by_size, gap_mistakes, gaps
from leverplug.experiments import population

if TYPE_CHECKING:
    import pandas as pd

_LINES = (4, 5, 6)  # years of the exercise, each held against three


def _titles(lower: bool = True, born: str = "born[ -]global") -> list[pd.Series]:
    title = datasets.frame("literature")["title"]
    title = title.str.lower() if lower else title
    return [title.str.contains(born), title.str.contains("new venture")]


def _counts(join: str = "and", **how: Any) -> list[int]:
    """Titles with one name, with the other, and with both (or with either, or with one alone)."""
    born, new = _titles(**how)
    if join == "alone":
        both = born & new
        return [int(x.sum()) for x in (born & ~new, new & ~born, both)]
    joined = born & new if join == "and" else born | new
    return [int(x.sum()) for x in (born, new, joined)]


TITLES = Exercise(
    "what-is-born-global-ex-titles",
    "counts",
    "three numbers in this order: titles with “born global”, titles with “new venture”, titles "
    "with both",
    "Nearly every title has one name or the other, so who searches for one misses most works "
    "that use the other.",
    answer=_counts,
    mistakes=(
        Mistake(
            "capitals",
            "Few titles are found, because a search minds capitals and “Born Global” is not “born "
            "global”. Make all letters small first.",
            lambda: _counts(lower=False),
        ),
        Mistake(
            "the hyphen",
            "The first count is a little low: some authors write “born-global”. Search for a "
            "space or a hyphen.",
            lambda: _counts(born="born global"),
        ),
        Mistake(
            "either for both",
            "The last count is larger than the two others: it counts titles with either name. A "
            "title with both has one and also the other.",
            lambda: _counts("or"),
        ),
        Mistake(
            "each alone",
            "The first two counts leave out the titles with both names. Those belong in all three "
            "counts.",
            lambda: _counts("alone"),
        ),
    ),
    hints=(
        "A column of texts has `.str.lower()` and `.str.contains(...)`; the latter gives true or "
        "false for each title.",
        "Add up true and false with `.sum()`. For two conditions at once put `&` between them.",
    ),
    ordered=True,
)


def _later(share: float = 0.25) -> list[int]:
    history = population.draw().history
    return [int(outcomes.born_global(history, share, years).sum()) for years in (3, *_LINES)]


def _growth(share: float = 0.25) -> list[int]:
    first, *later = _later(share)
    return [count - first for count in later]


LATER = Exercise(
    "what-is-born-global-ex-later",
    "growth",
    "three numbers of ventures: by how much more than at three years are counted at four, at five "
    "and at six, with the share at a quarter",
    "The count climbs with every year and stops nowhere by itself: a limit needs a reason from "
    "outside the data.",
    answer=_growth,
    mistakes=(
        Mistake(
            "totals for growth",
            "These are the counts themselves. Take from each the count at three years.",
            lambda: _later()[1:],
        ),
        Mistake(
            "year by year",
            "The numbers get smaller, because each is held against the year before. Hold all "
            "three against three years.",
            lambda: [b - a for a, b in zip(_later(), _later()[1:], strict=False)],
        ),
        Mistake(
            "the other share",
            "That is the growth with the share at a half. Give the function a quarter.",
            lambda: _growth(0.5),
        ),
        Mistake(
            "the other way round",
            "The numbers are negative although the count grows: take the count at three years "
            "from the later one.",
            lambda: [-count for count in _growth()],
        ),
    ),
    hints=(
        "`outcomes.born_global` says true or false for each venture; its sum is the count.",
        "Keep the count at three years under a name, and take it from each of the others.",
    ),
    ordered=True,
)


MOTIVES = Exercise(
    "why-so-early-ex-gap",
    "gap",
    "the high-tech mean less the traditional mean of each of the 8 factors, in points, the largest "
    "gap first whichever its sign",
    "The sectors part over the business idea, while traditional firms give more weight to the "
    "demands of partners.",
    answer=lambda: by_size(gaps("survey_motives", "motive", "mean_high_tech", "mean_traditional")),
    mistakes=gap_mistakes("survey_motives", "motive"),
    hints=GAP_HINTS,
    ordered=True,
)


_DECADES = 5  # that the list touches: 1970 to 2010


def _teams(people: bool = True) -> tuple[pd.Series, pd.Series]:
    """Authors of each work, and its decade; without works by organisations, if by people."""
    works = datasets.frame("literature")
    if people:  # a person is printed as "Surname, Initials"
        works = works[works["authors"].str.contains(",")]
    return works["authors"].str.count("; ") + 1, works["year"] // 10 * 10


def _per_decade(how: str, people: bool = True, more: int = 0) -> pd.Series:
    authors, decades = _teams(people)
    return (authors + more).groupby(decades).agg(how)


def _by_year(found: Reading) -> bool:
    """Whether there are labels, and every one is a year of the list, not all decades."""
    years = {row["year"] for row in datasets.rows("literature")}
    return bool(found.labels) and set(found.labels) <= years and len(found.labels) > _DECADES


TEAMS = Exercise(
    "a-literature-in-pictures-ex-teams",
    "teams",
    "the mean number of authors of a work for each decade (1970, 1980 and so on), works by people "
    "only",
    "Teams grow from the 1990s on. Before that the list has so few works that their mean says "
    "little.",
    answer=lambda: _per_decade("mean"),
    mistakes=(
        Mistake(
            "organisations counted",
            "Two decades come out a little low: the works of two organisations count as works by "
            "one author. Leave them out; their authors have no comma.",
            lambda: _per_decade("mean", people=False),
        ),
        Mistake(
            "sum for mean",
            "These are all authors of a decade together, so a decade with many works leads. "
            "Divide by the number of works.",
            lambda: _per_decade("sum"),
        ),
        Mistake(
            "works for authors",
            "This counts the works of each decade, not who wrote them.",
            lambda: _per_decade("count"),
        ),
        Mistake(
            "commas counted",
            "Each decade has exactly one author too many: split at the comma, the surname of the "
            "first author is a part of its own. Authors are parted by a semicolon.",
            lambda: _per_decade("mean", more=1),
        ),
        Mistake(
            "years for decades",
            "There is an entry for every year. Round each year down to its decade.",
            when=_by_year,
        ),
    ),
    hints=(
        "Works of people have a comma in `authors`, after each surname. The year without its last "
        "figure is the decade.",
        "Split `authors` at “; ”, take the length of each list, and group by decade.",
    ),
)  # fmt: skip

EXERCISES = (TITLES, LATER, MOTIVES, TEAMS)
