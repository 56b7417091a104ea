"""The course of a venture over ten years: foreign sales with their band, markets, first export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from leverplug import outcomes
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import is_narrow, layered, rows_of
from leverplug.charts.look import SMALL, WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import listed
from leverplug.model.history import History

A_YEAR = outcomes.A_YEAR
BAND = (10, 90)  # percentiles: eight runs in ten lie between them
YEARS = 10
LABEL_ROOM = 0.07  # height of a line of text, as a share of the tallest value on show


class Name(NamedTuple):
    """What a line is called.

    Args:
        label: At its end.
        subject: Of a sentence on where it goes.
    """

    label: str
    subject: str


NAMES = {
    "median": Name("median", "The median"),
    "run": Name("one run", "The run drawn alone"),
    "pinned": Name("pinned", "The pinned design's median"),
}


def rows_trajectory(
    history: History,
    run: int | None = 0,
    pinned: History | None = None,
    names: Mapping[str, Name] = NAMES,
) -> Rows:
    """Foreign sales quarter by quarter: band, median, one run, and a pinned design.

    Args:
        history: The design on show.
        run: The run drawn as a thin line, counted from 0, or None for none.
        pinned: Another design whose median is drawn for comparison.
        names: What some of the lines `median`, `run` and `pinned` are called.

    Returns:
        `band` (low, median, high), `run` (sales) and `pinned` (median) by year, where the end of
        quarter 1 is year 0.25; `labels` (line, label, subject) where there is room for them.
    """
    sales = history.foreign_sales
    low, median, high = np.percentile(sales, (BAND[0], 50, BAND[1]), axis=1)
    other = None if pinned is None else np.median(pinned.foreign_sales, axis=1)
    one = None if run is None else sales[:, run]
    ends = {"median": median, "run": one, "pinned": other}
    drawn = {name: series for name, series in ends.items() if series is not None}
    top = max(high.max(), *(series.max() for series in drawn.values()))
    labels = _apart({name: float(series[-1]) for name, series in drawn.items()}, top)
    called = {**NAMES, **names}
    return {
        "band": by_year(low=low, median=median, high=high),
        "run": [] if one is None else by_year(sales=one),
        "pinned": [] if other is None else by_year(median=other),
        "labels": [row | called[row["line"]]._asdict() for row in labels],
    }


def draw_trajectory(width: int | str = WIDE) -> alt.LayerChart:
    """Foreign sales over ten years: median, band of eight runs in ten, one run, a pinned design."""
    band, run, pinned = rows_of("band"), rows_of("run"), rows_of("pinned")
    ink = light("venture")
    layers = [
        band.mark_area(opacity=0.16, color=ink).encode(y=_sales("low:Q"), y2="high:Q"),
        pinned.mark_line(strokeDash=[6, 4], color=light("home")).encode(y=_sales("median:Q")),
        run.mark_line(strokeWidth=1.2, color=ink).encode(y=_sales("sales:Q")),
        band.mark_line(color=ink).encode(y=_sales("median:Q")),
        rows_of("labels")
        .mark_text(align="left", dx=4, fontSize=SMALL)
        .encode(y=_sales("at:Q"), text="label:N"),
    ]
    x = years_axis(1.3 if isinstance(width, int) and not is_narrow(width) else 2.6)
    return layered(*(layer.encode(x=x) for layer in layers)).properties(width=width, height=260)


def describe_trajectory(rows: Rows) -> str:
    band, subject = rows["band"], {row["line"]: row["subject"] for row in rows["labels"]}
    last = band[-1]
    points = [band[int(year * A_YEAR) - 1] for year in (2, 5, 10)]
    medians = listed(f"{row['median']:.0f} after {row['year']:.0f} years" for row in points)
    words = (
        f"Line chart of foreign sales over ten years, in index points. {subject['median']} is "
        f"{medians}; after ten years eight runs in ten lie between {last['low']:.0f} and "
        f"{last['high']:.0f}."
    )
    if rows["run"]:
        words += f" {subject['run']} ends at {rows['run'][-1]['sales']:.0f}."
    if rows["pinned"]:
        words += f" {subject['pinned']} ends at {rows['pinned'][-1]['median']:.0f}."
    return words


def by_year(**series: np.ndarray) -> list[Row]:
    """Rows by year of one or more series, rounded to what a picture can show."""
    rounded = {name: np.round(values, 2).tolist() for name, values in series.items()}
    quarters = enumerate(zip(*rounded.values(), strict=True), start=1)
    return [{"year": q / A_YEAR} | dict(zip(rounded, row, strict=True)) for q, row in quarters]


def _apart(ends: dict[str, float], top: float) -> list[Row]:
    """Labels at the ends of lines, moved up from the axis and where they would cover others."""
    gap, floor, labels = top * LABEL_ROOM, -top * LABEL_ROOM / 3, []
    for name, end in sorted(ends.items(), key=lambda item: item[1]):
        floor = max(end, floor + gap)
        labels.append({"year": YEARS, "at": round(floor, 2), "line": name})
    return labels


def _sales(field: str) -> alt.Y:
    title = "Foreign sales (index points); band: 8 runs in 10"
    scale, axis = alt.Scale(domainMin=0, nice=True), alt.Axis(tickCount=5)
    return alt.Y(field, title=title, scale=scale, axis=axis)


def years_axis(room: float = 0, title: str = "Years since founding") -> alt.X:
    """Ten years, and room to the right of them, in years."""
    axis = alt.Axis(values=list(range(0, YEARS + 1, 2)), format="d")
    scale = alt.Scale(domain=[0, YEARS + room], nice=False)
    return alt.X("year:Q", title=title, axis=axis, scale=scale)


trajectory = Chart("trajectory", rows_trajectory, draw_trajectory, describe_trajectory, live=True)
