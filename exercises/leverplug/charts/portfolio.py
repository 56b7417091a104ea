"""What a portfolio of ties gathers: two resources over time, and which ties bring them when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import Look, haloed, in_words, layered, rows_of, zero_rule
from leverplug.charts.look import WIDE, light
from leverplug.charts.over_time import A_YEAR, years_axis
from leverplug.charts.theme import alt
from leverplug.charts.words import listed
from leverplug.model import History

RESOURCES = {
    "foreign": ("foreign resources", "circle"),
    "organisational": ("organisational resources", "square"),
}
EARLY, LATE = 2, 10  # years compared


def rows_stocks(history: History, remembered: History | None = None) -> Rows:
    """Two resources over ten years, as means over the runs, beside a remembered design.

    Args:
        history: The design on show.
        remembered: Another design, or None.

    Returns:
        `now` and `remembered` (year, resource, level).
    """
    return {"now": _lines(history), "remembered": _lines(remembered) if remembered else []}


def _held(history: History) -> dict[str, np.ndarray]:
    """The two resources of a history, each 0 to 1, shape (40, runs)."""
    return {"foreign": history.foreign_resources, "organisational": history.organisational}


def _lines(history: History) -> list[Row]:
    means = {name: values.mean(1) for name, values in _held(history).items()}
    return [
        {"year": quarter / A_YEAR, "resource": name, "level": round(float(level), 3)}
        for name, levels in means.items() for quarter, level in enumerate(levels, start=1)
    ]  # fmt: skip


def draw_stocks(width: int | str = WIDE) -> alt.LayerChart:
    """Foreign and organisational resources over ten years; dashed: a remembered design."""
    x = years_axis()
    y = alt.Y("level:Q", title="Resources held, 0 to 1 (dashed: remembered)",
              scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5))  # fmt: skip
    colour, shape = _looks(_legend(offset=34))
    now, before = (rows_of(s).encode(x=x, y=y, color=colour) for s in ("now", "remembered"))
    dots = now.transform_filter("datum.year % 2 == 0").mark_point(size=70).encode(shape=shape)
    layers = [before.mark_line(strokeDash=[6, 4], strokeWidth=1.8), now.mark_line(), dots]
    return layered(*layers).properties(width=width, height=210)


def describe_stocks(rows: Rows) -> str:
    words = f"Line chart of two resources over ten years, from 0 to 1: {_levels(rows['now'])}."
    if rows["remembered"]:
        words += f" The remembered design: {_levels(rows['remembered'])}."
    return words


def _levels(lines: list[Row]) -> str:
    level = {(row["resource"], row["year"]): row["level"] for row in lines}
    return "; ".join(
        f"{words} "
        + listed(f"{level[name, year]:.2f} after {year} years" for year in (EARLY, 5, LATE))
        for name, (words, _) in RESOURCES.items()
    )


def rows_supply(whole: History, without: Mapping[str, History | None]) -> Rows:
    """What each group of ties adds to two resources, early and late.

    Args:
        whole: The design on show.
        without: For each group by its name the same design without it, on the same draws; None
            for a group without effort.

    Returns:
        `supply` (group, resource, place, early, late) and `groups` (group, label, place).
    """
    supply, groups = [], []
    held = _held(whole)
    for number, (group, history) in enumerate(without.items()):
        label = group if history else f"{group}: no effort"
        groups.append({"group": group, "label": label, "place": 3 * number})
        if not history:
            continue
        other = _held(history)
        for line, name in enumerate(RESOURCES):
            gain = (held[name] - other[name]).mean(1)
            early, late = (round(float(gain[year * A_YEAR - 1]), 3) for year in (EARLY, LATE))
            supply.append({"group": group, "resource": name, "place": 3 * number + line + 1,
                           "early": early, "late": late})  # fmt: skip
    return {"supply": supply, "groups": groups}


def draw_supply(width: int | str = WIDE) -> alt.LayerChart:
    """What groups of ties add to two resources: hollow after two years, filled after ten."""
    title = f"Added to the resource (hollow: year {EARLY}, filled: year {LATE})"
    axis = alt.Axis(grid=True, domain=False, values=[-0.2, 0, 0.2, 0.4, 0.6], format=".1f")
    x: Look = {"title": title, "axis": axis, "scale": alt.Scale(domain=[-0.25, 0.65], nice=False)}
    y = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[-0.8, 11.4], reverse=True, nice=False))
    early, late = alt.X("early:Q", **x), alt.X("late:Q", **x)
    base, groups = rows_of("supply").encode(y=y), rows_of("groups").encode(y=y)
    colour, shape = _looks(_legend())
    link = base.mark_rule(strokeWidth=2).encode(x=early, x2="late:Q", color=colour)
    marks: Look = {"size": 110, "strokeWidth": 2}
    open_mark = base.mark_point(fill=light("ground"), **marks).encode(
        x=early, stroke=colour, shape=shape)  # fmt: skip
    full_mark = base.mark_point(**marks).encode(x=late, color=colour, shape=shape)
    names = haloed(groups.encode(text="label:N"), align="left", x=0, fontWeight=600)
    layers = [zero_rule("supply", "x"), link, open_mark, full_mark, *names]
    return layered(*layers).properties(width=width, height=330)


def describe_supply(rows: Rows) -> str:
    groups = []
    for group in rows["groups"]:
        cells = [row for row in rows["supply"] if row["group"] == group["group"]]
        gains = [
            f"{row['early']:+z.2f}, then {row['late']:+z.2f} to {RESOURCES[row['resource']][0]}"
            for row in cells
        ]
        groups.append(f"{group['group']} {listed(gains) if gains else 'no effort'}")
    return (
        "Dot chart of what each group of ties adds to two resources after two years and after "
        f"ten, with the group minus without it: {'; '.join(groups)}."
    )


def _legend(offset: int = 18) -> Any:
    """Names of the resources, px above the chart: lines that cross leave no room for them beside.

    An axis that has its title above itself needs more than Vega's usual distance.
    """
    words = in_words({name: look[0] for name, look in RESOURCES.items()})
    return alt.Legend(title=None, labelExpr=words, offset=offset)


def _looks(legend: Any) -> tuple[Any, Any]:
    """Colour and shape of a resource."""
    names, shapes = list(RESOURCES), [look[1] for look in RESOURCES.values()]
    colours = alt.Scale(domain=names, range=[light("venture"), light("home")])
    return (alt.Color("resource:N", scale=colours, legend=legend),
            alt.Shape("resource:N", scale=alt.Scale(domain=names, range=shapes),
                      legend=legend))  # fmt: skip


stocks = Chart("stocks", rows_stocks, draw_stocks, describe_stocks, live=True)
supply = Chart("supply", rows_supply, draw_supply, describe_supply, live=True)
