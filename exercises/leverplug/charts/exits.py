"""The window of a partnership: what it has added by the end, against when the venture leaves it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import SECTORS, by_sector, layered, rows_of, zero_rule
from leverplug.charts.look import WIDE
from leverplug.charts.over_time import A_YEAR, YEARS, years_axis
from leverplug.charts.theme import alt
from leverplug.charts.ties import ROOM, added_bars, spread, spread_in_words

_HEIGHT, _LINE = 300, 20  # px of the picture, and of a line of words
_NAMES = 48  # px at its top in which the words stand and no line is drawn


def rows_window(added: Mapping[str, Mapping[int, np.ndarray]]) -> Rows:
    """What a partner has added by the end, against the year in which the venture leaves it.

    Args:
        added: Index points of sales with minus without the partner, shape (runs,), by sector and
            by last quarter of the partnership; 40 means never to leave.

    Returns:
        `exits` (sector, year, value: the mean), `best`, the exit with the highest value in each
        sector, and `names`, the words above the lines, each in a line of its own.
    """
    exits: list[Row] = [
        {"sector": sector, "year": quarter / A_YEAR, "value": round(float(gain.mean()), 2)}
        for sector, gains in added.items() for quarter, gain in gains.items()
    ]  # fmt: skip
    best = [
        max((row for row in exits if row["sector"] == sector), key=lambda row: row["value"])
        for sector in added
    ]
    return {"exits": exits, "best": best, "names": _names(best)}


def _names(best: list[Row]) -> list[Row]:
    """What each line is, and its best exit."""
    when = ["is never" if top["year"] == YEARS else f"after year {top['year']:g}" for top in best]
    return [
        {"sector": top["sector"], "line": number,
         "label": f"{SECTORS[top['sector']]}: best exit {year}"}
        for number, (top, year) in enumerate(zip(best, when, strict=True))
    ]  # fmt: skip


def draw_window(width: int | str = WIDE) -> alt.LayerChart:
    """Value of a partnership against the time of leaving it, by sector, best exits named."""
    x = years_axis(0.2, "Year in which the venture leaves the partner")
    colour, shape = by_sector(legend=False)
    y = alt.Y("value:Q", title="What the partner added to ten years’ foreign sales",
              axis=alt.Axis(tickCount=5), scale=alt.Scale(range=[_HEIGHT, _NAMES]))  # fmt: skip
    base = rows_of("exits").encode(x=x, y=y, color=colour)
    dots = base.mark_point(size=45).encode(shape=shape)
    best = rows_of("best").encode(x=x, y=y)
    ring = best.mark_point(size=260, filled=False, strokeWidth=2).encode(color=colour)
    layers = [zero_rule("exits", "y"), base.mark_line(), dots, ring]
    for line in range(len(SECTORS)):
        named = rows_of("names").transform_filter(f"datum.line == {line}")
        middle = _LINE * (line + 0.5)
        sign = named.mark_point(size=70, x=8, y=middle).encode(color=colour, shape=shape)
        words = named.mark_text(align="left", x=20, y=middle).encode(text="label:N")
        layers += [sign, words]
    return layered(*layers).properties(width=width, height=_HEIGHT)


def describe_window(rows: Rows) -> str:
    sectors = []
    for best in rows["best"]:
        first, *_, last = (row for row in rows["exits"] if row["sector"] == best["sector"])
        sectors.append(
            f"for {SECTORS[best['sector']]} {round(first['value']):+} when left after year "
            f"{first['year']:g}, most ({round(best['value']):+}) after year {best['year']:g}, and "
            f"{round(last['value']):+} after year {last['year']:g}"
        )
    return (
        "Line chart of what a partner adds to foreign sales over ten years, in index points, "
        f"against the year in which the venture leaves it: {'; '.join(sectors)}."
    )


def rows_partner_years(worth: np.ndarray, last: int) -> Rows:
    """What each further year with a partner adds, in order.

    Args:
        worth: Index points of sales that each year adds, shape (years, runs).
        last: Last year of the partnership, 0 for none.

    Returns:
        `years`: label, and the mean with the 10th and 90th percentile as low and high.
    """
    rows = [
        {"label": f"Year {year}, {'kept' if year <= last else 'given up'}"} | spread(added)
        for year, added in enumerate(worth, start=1)
    ]
    return {"years": rows}


def draw_partner_years(width: int | str = WIDE) -> alt.LayerChart:
    """A bar for each year with a partner: right where it adds sales, left where it takes them."""
    title = "What the year adds to ten years’ foreign sales"
    around = 0.3  # bars' worth of room at the ends
    return added_bars("years", title).properties(width=width, height=ROOM * (YEARS + around))


def describe_partner_years(rows: Rows) -> str:
    years = "; ".join(f"{row['label'].lower()}: {spread_in_words(row)}" for row in rows["years"])
    return (
        "Bar chart of what each further year with the partner adds to foreign sales over ten "
        f"years, in index points, with the range of eight runs in ten: {years}."
    )


window = Chart("window", rows_window, draw_window, describe_window, live=True)
partner_years = Chart("partner_years", rows_partner_years, draw_partner_years,
                      describe_partner_years, live=True)  # fmt: skip
