"""The window of a partnership: what it has added by the end, against when the venture leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from leverplug import catalogue, outcomes
from leverplug.charts.encodings import HALO, SECTORS, Look, by_sector, layered, once, rows_of
from leverplug.charts.over_time import A_YEAR, YEARS
from leverplug.charts.palette import light
from leverplug.charts.theme import WIDE, alt
from leverplug.charts.ties import ROOM, added_bars, spread, spread_in_words
from leverplug.model.simulation import simulate

if TYPE_CHECKING:
    from altair import LayerChart

    from leverplug.venture import Venture

Row = dict[str, Any]


def rows_window(
    venture: Venture,
    tie_id: str,
    exits: Sequence[int] = range(4, 41, 2),
    runs: int = 500,
    seed: int = 1,
    measure: outcomes.Measure = outcomes.cumulative_foreign_sales,
) -> dict[str, list[Row]]:
    """What a partner has added by the end, against the quarter in which the venture leaves it.

    Args:
        venture: The design with the partner; it is run in both sectors.
        tie_id: The partner.
        exits: Last quarters to try, after the partner's start; 40 means never to leave.
        runs: Draws of luck, the same for every exit.
        seed: Key of the luck.
        measure: Outcome of a history, shape (runs,).

    Returns:
        `exits` (sector, year, value: the mean of with minus without), `best`, the exit with the
        highest value in each sector, and `names`, the words at the ends of the lines.
    """
    partner = venture.tie(tie_id)
    found: list[Row] = []
    for sector in catalogue.SECTORS:
        design = replace(venture, firm=replace(venture.firm, sector=sector))
        without = measure(simulate(design.without_tie(tie_id), runs, seed)).mean()
        for quarter in exits:
            kept = tuple(c for c in partner.changes if c.quarter <= quarter)
            trial = design.replace_tie(replace(partner, end=quarter, changes=kept))
            value = float(measure(simulate(trial, runs, seed)).mean() - without)
            found.append({"sector": sector, "year": quarter / A_YEAR, "value": round(value, 2)})
    best = [
        max((row for row in found if row["sector"] == sector), key=lambda row: row["value"])
        for sector in catalogue.SECTORS
    ]
    return {"exits": found, "best": best, "names": _names(found, best)}


def _names(exits: list[Row], best: list[Row]) -> list[Row]:
    """A name at the end of each line: above the upper one, below the lower one."""
    ends = [[row for row in exits if row["sector"] == top["sector"]][-1] for top in best]
    upper = max(ends, key=lambda row: row["value"])
    return [
        end | {"label": f"{SECTORS[end['sector']]}: best exit {_when(top)}", "above": end is upper}
        for end, top in zip(ends, best, strict=True)
    ]


def _when(row: Row) -> str:
    return "is never" if row["year"] == YEARS else f"after year {row['year']:g}"


def window(width: int | str = WIDE) -> LayerChart:
    """Value of a partnership against the time of leaving it, by sector, best exits named."""
    axis = alt.Axis(values=list(range(0, YEARS + 1, 2)), format="d")
    title = "Year in which the venture leaves the partner"
    x = alt.X(
        "year:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, YEARS + 0.2], nice=False)
    )
    colour, shape = by_sector(legend=False)
    y = alt.Y("value:Q", title="What the partner added to ten years’ foreign sales",
              axis=alt.Axis(tickCount=5))  # fmt: skip
    base = rows_of("exits").encode(x=x, y=y, color=colour)
    line = base.mark_line()
    dots = base.mark_point(size=45).encode(shape=shape)
    best = rows_of("best").encode(x=x, y=y)
    ring = best.mark_point(size=260, filled=False, strokeWidth=2).encode(color=colour)
    looks: tuple[Look, Look] = (HALO, {})
    names = [
        rows_of("names")
        .transform_filter(f"datum.above == {above}")
        .mark_text(align="right", dy=dy, fontWeight=600, **look)
        .encode(x=x, y=y, text="label:N")
        for above, dy in (("true", -22), ("false", 24))
        for look in looks
    ]
    zero = once("exits").mark_rule(color=light("home")).encode(y=alt.datum(0))
    return layered(zero, line, dots, ring, *names).properties(width=width, height=300)


def describe_window(rows: dict[str, list[Row]]) -> str:
    """What the picture of the window shows, in words."""
    said = []
    for best in rows["best"]:
        course = [row for row in rows["exits"] if row["sector"] == best["sector"]]
        first, last = course[0], course[-1]
        said.append(
            f"for {SECTORS[best['sector']]} {first['value']:+.0f} when left after year "
            f"{first['year']:g}, most ({best['value']:+.0f}) after year {best['year']:g}, and "
            f"{last['value']:+.0f} after year {last['year']:g}"
        )
    return (
        "Line chart of what a partner adds to foreign sales over ten years, in index points, "
        f"against the year in which the venture leaves it: {'; '.join(said)}."
    )


def rows_partner_years(worth: np.ndarray, last: int) -> dict[str, list[Row]]:
    """What each further year with a partner adds, in order.

    Args:
        worth: Index points of sales that each year adds, shape (years, runs).
        last: Last year of the partnership, 0 for none.

    Returns:
        `years`: label, and the mean with the 10th and 90th percentile as low and high.
    """
    ends = ["kept" if year < last else "given up" for year in range(len(worth))]
    return {
        "years": [
            {"label": f"Year {year}, {end}"} | spread(added)
            for year, (end, added) in enumerate(zip(ends, worth, strict=True), start=1)
        ]
    }


def partner_years(width: int | str = WIDE) -> LayerChart:
    """A bar for each year with a partner: right where it adds sales, left where it takes them."""
    title = "What the year adds to ten years’ foreign sales"
    around = 0.3  # bars' worth of room at the ends
    return added_bars("years", title).properties(width=width, height=ROOM * (YEARS + around))


def describe_partner_years(rows: dict[str, list[Row]]) -> str:
    """What the picture of the years shows, in words."""
    said = "; ".join(f"{row['label'].lower()}: {spread_in_words(row)}" for row in rows["years"])
    return (
        "Bar chart of what each further year with the partner adds to foreign sales over ten "
        f"years, in index points, with the range of eight runs in ten: {said}."
    )
