"""Where and when a venture sells abroad: markets entered and left, and the first sale."""

from __future__ import annotations

import numpy as np

from leverplug import catalogue, outcomes
from leverplug.charts.chart import Chart, Rows
from leverplug.charts.encodings import if_so, layered, rows_of
from leverplug.charts.look import WIDE, light
from leverplug.charts.over_time import YEARS, years_axis
from leverplug.charts.theme import alt
from leverplug.charts.words import counted, listed
from leverplug.model.history import History

A_YEAR = outcomes.A_YEAR
NEVER = "never"
_HEIGHT = 0.62  # of a region's band that the share of runs may fill; the rest is its name's


def rows_markets(history: History, run: int | None = 0) -> Rows:
    """Share of runs that serve each foreign region, and the stays of one run.

    Args:
        history: A history.
        run: The run whose stays are drawn, counted from 0, or None for none.

    Returns:
        `shares` (region, year, share, top, foot), `stays` (region, start, end, foot; in years) and
        `regions` (region, share after ten years, foot). A region's band is one unit high.
    """
    shares, stays, regions = [], [], []
    for place, key in enumerate(catalogue.foreign_regions(), start=1):
        label, present = catalogue.regions()[key].label, history.present[:, place - 1]
        share = present.mean(1)
        shares += [
            {"region": label, "year": (q + 1) / A_YEAR, "share": round(float(s), 4),
             "foot": place, "top": round(place - _HEIGHT * float(s), 4)}
            for q, s in enumerate(share)
        ]  # fmt: skip
        if run is not None:
            spans = _spans(present[:, run])
            stays += [{"region": label, "start": a, "end": b, "foot": place} for a, b in spans]
        regions.append({"region": label, "share": round(float(share[-1]), 4), "foot": place})
    return {"shares": shares, "stays": stays, "regions": regions}


def _spans(there: np.ndarray) -> list[tuple[float, float]]:
    """Unbroken stays, as years from and to."""
    steps = np.diff(np.concatenate([[0], there.astype(int), [0]]))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [(float(a) / A_YEAR, float(b) / A_YEAR) for a, b in zip(starts, ends, strict=True)]


def draw_markets(width: int | str = WIDE) -> alt.LayerChart:
    """Regions served: the share of runs as an area, one run's stays as a bar at its foot."""
    scale = alt.Scale(domain=[0, 4.12], reverse=True, nice=False)
    top, foot = (alt.Y(f"{end}:Q", axis=None, scale=scale) for end in ("top", "foot"))
    area = rows_of("shares").mark_area(color=light("home"), opacity=0.45).encode(
        x=years_axis(), y=top, y2="foot:Q", detail="region:N")  # fmt: skip
    regions = rows_of("regions").encode(y=foot)
    stays = rows_of("stays").mark_rule(strokeWidth=5, color=light("venture"))
    words = "datum.region + ': ' + format(datum.share, '.0%') + ' of runs after ten years'"
    names = regions.transform_calculate(words=words).mark_text(align="left", x=2, dy=-44)
    return layered(
        area, regions.mark_rule(color=light("line")),
        stays.encode(x="start:Q", x2="end:Q", y=foot), names.encode(text="words:N"),
    ).properties(width=width, height=250)  # fmt: skip


def describe_markets(rows: Rows) -> str:
    shares = listed(f"{row['region'].lower()} {row['share']:.0%}" for row in rows["regions"])
    words = (
        "Timeline of the foreign regions served over ten years, nearest first. Share of runs that "
        f"serve each after ten years: {shares}."
    )
    stays = [f"{row['region'].lower()} from year {row['start']:g} to {row['end']:g}"
             for row in rows["stays"]]  # fmt: skip
    return f"{words} The run drawn alone serves {listed(stays)}." if stays else words


def rows_first_export(history: History, years: float = outcomes.BORN_GLOBAL_YEARS) -> Rows:
    """Share of runs by the year of their first foreign sale.

    Args:
        history: A history.
        years: Within how many years a first sale abroad counts as early.

    Returns:
        `first` (year as a word, share, early), "never" last.
    """
    first = outcomes.first_export(history)
    year = np.ceil(first / A_YEAR)
    by_year = [
        {"year": f"{n}", "share": round(float((year == n).mean()), 4), "early": n <= years}
        for n in range(1, YEARS + 1)
    ]
    never = round(float(np.isnan(first).mean()), 4)
    return {"first": [*by_year, {"year": NEVER, "share": never, "early": False}]}


def draw_first_export(width: int | str = WIDE) -> alt.LayerChart:
    """Share of runs by the year of the first foreign sale; early ones dark."""
    x = alt.X("year:O", sort=None, title="Year of the first sale abroad (dark: counts as early)",
              axis=alt.Axis(labelAngle=0))  # fmt: skip
    y = alt.Y("share:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False))
    base = rows_of("first").encode(x=x, y=y)
    colour = if_so("datum.early", light("venture"), light("home"))
    bars = base.mark_bar().encode(color=colour, opacity=if_so("datum.early", 1, 0.6))
    value = base.transform_filter("datum.share > 0").mark_text(dy=-8, fontSize=12)
    shares = value.encode(text=alt.Text("share:Q", format=".0%"))
    return layered(bars, shares).properties(width=width, height=200)


def describe_first_export(rows: Rows) -> str:
    early = sum(row["share"] for row in rows["first"] if row["early"])
    limit = counted(sum(row["early"] for row in rows["first"]), "year")
    years = [row for row in rows["first"][:-1] if row["share"] > 0]
    never = rows["first"][-1]["share"]
    if not years:
        return "Bar chart of the year of the first sale abroad: no run ever sells abroad."
    most = max(years, key=lambda row: row["share"])
    return (
        f"Bar chart of the year of the first sale abroad. {early:.0%} of runs sell abroad within "
        f"{limit}; the commonest year is year {most['year']} ({most['share']:.0%}); "
        f"{never:.0%} never do."
    )


markets = Chart("markets", rows_markets, draw_markets, describe_markets, live=True)
first_export = Chart("first_export", rows_first_export, draw_first_export, describe_first_export,
                     live=True)  # fmt: skip
