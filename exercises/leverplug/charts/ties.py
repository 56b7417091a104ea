"""What ties bring: each tie's contribution, and two designs compared on the same luck."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import (
    haloed,
    if_so,
    layered,
    named_rows,
    rows_of,
    with_band,
    zero_rule,
)
from leverplug.charts.look import WIDE, light
from leverplug.charts.over_time import A_YEAR, BAND, by_year, years_axis
from leverplug.charts.theme import alt
from leverplug.charts.words import listed
from leverplug.model.history import History

ROOM = 44  # px of a bar with its name


def rows_contributions(contributions: Mapping[str, np.ndarray]) -> Rows:
    """What each tie added over many runs, best first.

    Args:
        contributions: With minus without the tie, shape (runs,), by the tie's name; see
            `leverplug.contribution`.

    Returns:
        `ties`: label, mean, and the 10th and 90th percentile as low and high.
    """
    rows = [{"label": label} | spread(added) for label, added in contributions.items()]
    return {"ties": sorted(rows, key=lambda row: (-row["mean"], row["label"]))}


def spread(values: np.ndarray) -> Row:
    """Mean of runs and the range of eight in ten, rounded to what a picture can show."""
    low, high = np.percentile(values, BAND)
    numbers = {"mean": np.mean(values), "low": low, "high": high}
    return {name: round(float(number), 2) for name, number in numbers.items()}


def spread_in_words(row: Row) -> str:
    """A mean and its range: "+404 (+89 to +897)"."""
    return f"{round(row['mean']):+} ({round(row['low']):+} to {round(row['high']):+})"


def draw_contributions(width: int | str = WIDE) -> alt.LayerChart:
    """Mean contribution of each tie with the range of eight runs in ten; lever right, plug left."""
    title = "Foreign sales over ten years, with the tie minus without it"
    return added_bars("ties", title).properties(width=width, height=alt.Step(ROOM))


def added_bars(source: str, title: str) -> alt.LayerChart:
    """Bars from 0 to `mean`, the range from `low` to `high` on each, its `label` above it."""
    x = alt.X("mean:Q", title=title, axis=alt.Axis(grid=True, domain=False, tickCount=5))
    base = named_rows(source)
    sign = if_so("datum.mean >= 0", light("lever"), light("plug"))
    bars = base.mark_bar(height=12, yOffset=8).encode(x=x, x2=alt.datum(0), color=sign)
    reach = base.mark_rule(yOffset=8, color=light("venture"))
    reach = reach.encode(x=alt.X("low:Q", title=title), x2="high:Q")
    words = "datum.label + ': ' + (datum.mean > 0 ? '+' : '') + format(datum.mean, ',.0f')"
    named = base.transform_calculate(words=words).encode(text="words:N")
    names = haloed(named, align="left", x=0, dy=-9)
    return layered(zero_rule(source, "x"), bars, reach, *names)


def describe_contributions(rows: Rows) -> str:
    if not rows["ties"]:
        return "Bar chart of what each tie adds: there are no ties yet."
    ties = "; ".join(f"{row['label']} {spread_in_words(row)}" for row in rows["ties"])
    return (
        "Bar chart of what each tie adds to foreign sales over ten years, in index points, as the "
        "mean of runs with it minus the same runs without it, with the range of eight runs in "
        f"ten: {ties}."
    )


def rows_difference(first: History, second: History) -> Rows:
    """Foreign sales of one design minus those of another on the same luck, by year.

    Raises:
        ValueError: The histories do not share their draws.
    """
    if (first.seed, first.alive.shape) != (second.seed, second.alive.shape):
        raise ValueError("the two histories differ in seed or runs: simulate both with the same")
    gaps = first.foreign_sales - second.foreign_sales
    low, high = np.percentile(gaps, BAND, axis=1)
    return {"gaps": by_year(mean=gaps.mean(1), low=low, high=high)}


def draw_difference(width: int | str = WIDE) -> alt.LayerChart:
    """Mean difference between two designs on the same luck, with the band of eight runs in ten."""
    title, axis = "Foreign sales, with minus without; band: 8 runs in 10", alt.Axis(tickCount=5)
    low, mean = (alt.Y(f"{name}:Q", title=title, axis=axis) for name in ("low", "mean"))
    layers = with_band(rows_of("gaps").encode(x=years_axis()), low, mean)
    return layered(zero_rule("gaps", "y"), *layers).properties(width=width, height=220)


def describe_difference(rows: Rows) -> str:
    gaps = rows["gaps"]
    points = listed(
        f"{round(gaps[year * A_YEAR - 1]['mean']):+} after {year} years" for year in (2, 5, 10)
    )
    last = gaps[-1]
    return (
        "Line chart of the difference in foreign sales between two designs on the same luck: on "
        f"average {points} index points; after ten years eight runs in ten lie between "
        f"{round(last['low']):+} and {round(last['high']):+}."
    )


contributions = Chart("contributions", rows_contributions, draw_contributions,
                      describe_contributions, live=True)  # fmt: skip
difference = Chart("difference", rows_difference, draw_difference, describe_difference, live=True)
