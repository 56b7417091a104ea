"""How far results can be trusted: virtual surveys beside published values, and sensitivity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leverplug.charts.chart import Chart, Rows
from leverplug.charts.encodings import (
    Look,
    between,
    haloed,
    if_so,
    layered,
    named_rows,
    rows_of,
    zero_rule,
)
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import counted

CENTRAL = (2.5, 97.5)  # percentiles that hold the central 95 % of the surveys
BINS = 30


def rows_survey_histogram(estimates: np.ndarray, published: float) -> Rows:
    """One estimate over many virtual surveys, beside the published value.

    Args:
        estimates: The estimate in each virtual survey, shape (surveys,).
        published: The value the source prints, or a reading of it.

    Returns:
        `bins` (start, end, count, inside) and `published` with one row: the value, the share of
        surveys below it, and the central 95 % of all as low and high.
    """
    low, high = (float(p) for p in np.percentile(estimates, CENTRAL))
    edges = np.histogram_bin_edges(np.append(estimates, published), BINS).tolist()
    counts = np.histogram(estimates, edges)[0].tolist()
    bins = [
        {"start": a, "end": b, "count": n, "inside": low <= (a + b) / 2 <= high}
        for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)
    ]
    below = float((estimates < published).mean())
    mark = {"value": published, "below": below, "label": f"published {published:g}"}
    mark |= {"low": low, "high": high, "surveys": len(estimates)}
    return {"bins": bins, "published": [mark | {"left": published > (edges[0] + edges[-1]) / 2}]}


def draw_survey_histogram(width: int | str = WIDE) -> alt.LayerChart:
    """Histogram of an estimate over virtual surveys, its central 95 % dark, and what is printed."""
    title = "Estimate in each virtual survey (dark: central 95 %)"
    axis = alt.Axis(tickCount=6)
    x = alt.X("start:Q", title=title, axis=axis, scale=alt.Scale(zero=False, nice=False))
    y = alt.Y("count:Q", axis=None)
    bars = rows_of("bins").mark_bar(color=light("home"), orient="vertical", binSpacing=1).encode(
        x=x, x2="end:Q", y=y, y2=alt.datum(0), opacity=if_so("datum.inside", 0.85, 0.35)
    )  # fmt: skip
    marks = rows_of("published").encode(x=alt.X("value:Q", title=title, axis=axis))
    line = marks.mark_rule(strokeWidth=3, color=light("venture"))
    names = marks.encode(text="label:N")
    sides: dict[str, Look] = {
        "true": {"align": "right", "dx": -8}, "false": {"align": "left", "dx": 8}}  # fmt: skip
    words = [
        names.transform_filter(f"datum.left == {left}").mark_text(y=-8, fontWeight=600, **side)
        for left, side in sides.items()
    ]
    return layered(bars, line, *words).properties(width=width, height=200)


def describe_survey_histogram(rows: Rows) -> str:
    mark = rows["published"][0]
    surveys = counted(mark["surveys"], "virtual survey")
    inside = mark["low"] <= mark["value"] <= mark["high"]
    return (
        f"Histogram of an estimate in {surveys}: 95 % lie between "
        f"{mark['low']:.3f} and {mark['high']:.3f}. The published value {mark['value']:g} "
        f"lies {'inside' if inside else 'outside'}; {mark['below']:.0%} of the surveys fall below."
    )


def rows_survey_intervals(
    estimates: Mapping[str, np.ndarray], published: Mapping[str, float]
) -> Rows:
    """Central 95 % of several estimates over virtual surveys, beside the published values.

    Args:
        estimates: Shape (surveys,) by name of the estimate, in the order to draw.
        published: The printed value of each; names without one are left out.

    Returns:
        `intervals` (label, low, median, high, published, inside).
    """
    rows = []
    for label, values in estimates.items():
        if label not in published:
            continue
        low, median, high = (float(p) for p in np.percentile(values, (CENTRAL[0], 50, CENTRAL[1])))
        numbers = {"low": low, "median": median, "high": high, "published": published[label]}
        rows.append({"label": label, "inside": low <= published[label] <= high} | numbers)
    return {"intervals": rows}


def draw_survey_intervals(width: int | str = WIDE) -> alt.LayerChart:
    """Central 95 % and median of several estimates, with the published value of each."""
    axis = alt.Axis(grid=True, domain=False, tickCount=6)
    title = "Bar: 95 % of the virtual surveys; diamond: published"
    base = named_rows("intervals")
    x = alt.X("low:Q", title=title, axis=axis)
    bar = base.mark_rule(strokeWidth=8, opacity=0.45, color=light("home"), yOffset=8)
    tick = base.mark_tick(thickness=2, size=16, color=light("muted"), yOffset=8)
    mark = base.mark_point(shape="diamond", size=120, color=light("venture"), yOffset=8)
    words = "datum.label + (datum.inside ? '' : ' (outside)')"
    named = base.transform_calculate(words=words).encode(text="words:N")
    return layered(
        zero_rule("intervals", "x"), bar.encode(x=x, x2="high:Q"),
        tick.encode(x=alt.X("median:Q", title=title)),
        mark.encode(x=alt.X("published:Q", title=title)), *haloed(named, align="left", x=0, dy=-9),
    ).properties(width=width, height=alt.Step(42))  # fmt: skip


def describe_survey_intervals(rows: Rows) -> str:
    intervals = "; ".join(
        f"{row['label']} {row['low']:.3f} to {row['high']:.3f}, published {row['published']:g}"
        for row in rows["intervals"]
    )
    outside = [row["label"] for row in rows["intervals"] if not row["inside"]]
    verdict = f"Outside: {', '.join(outside)}." if outside else "All published values lie inside."
    title = "Central 95 % of the virtual surveys beside the published values."
    return f"{title} {intervals}. {verdict}"


def rows_sensitivity(
    results: Mapping[str, tuple[float, float]], base: float, most: int = 12
) -> Rows:
    """An outcome with one parameter at a time at the low and at the high end of its range.

    Args:
        results: Outcome at the low and at the high end, by parameter.
        base: Outcome with every parameter at its value.
        most: How many parameters to draw, those that matter most.

    Returns:
        `bars` (label, low, high), widest first, and `base` with its one row.
    """

    def reach(label: str) -> float:
        low, high = results[label]
        return max(low, high, base) - min(low, high, base)

    widest = sorted(results, key=lambda label: (-reach(label), label))[:most]
    bars = [{"label": n, "low": float(results[n][0]), "high": float(results[n][1])} for n in widest]
    return {"bars": bars, "base": [{"value": float(base)}]}


def draw_sensitivity(width: int | str = WIDE) -> alt.LayerChart:
    """Bars from one end of a parameter's range to the other, the most influential on top."""
    x: Look = {"title": "Outcome (open: parameter low; filled: high)",
               "scale": alt.Scale(zero=False),
               "axis": alt.Axis(grid=True, domain=False, tickCount=5)}  # fmt: skip
    usual = rows_of("base").mark_rule(color=light("home"), strokeDash=[4, 4]).encode(x="value:Q")
    layers = between(named_rows("bars"), ("low", "high"), x, line=4, size=100)
    return layered(usual, *layers).properties(width=width, height=alt.Step(38))


def describe_sensitivity(rows: Rows) -> str:
    ranges = "; ".join(
        f"{row['label']} {row['low']:.3g} (low) to {row['high']:.3g} (high)" for row in rows["bars"]
    )
    base = rows["base"][0]["value"]
    return (
        f"Range of an outcome that is {base:.3g} at the model's values, when one parameter at a "
        f"time goes from the low to the high end of its range, most influential first: {ranges}."
    )


survey_histogram = Chart("survey_histogram", rows_survey_histogram, draw_survey_histogram,
                         describe_survey_histogram, live=True)  # fmt: skip
survey_intervals = Chart("survey_intervals", rows_survey_intervals, draw_survey_intervals,
                         describe_survey_intervals, live=True)  # fmt: skip
sensitivity = Chart("sensitivity", rows_sensitivity, draw_sensitivity, describe_sensitivity)
