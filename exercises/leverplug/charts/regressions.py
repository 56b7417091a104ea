"""The survey's regressions as pictures: coefficients (Table 4) and odds ratios (Table 5)."""

from __future__ import annotations

from math import exp
from typing import Any

from leverplug import datasets
from leverplug.charts.chart import Chart, Rows
from leverplug.charts.encodings import Look, by_name, haloed, layered, once, rows_of, zero_rule
from leverplug.charts.look import SHAPES, WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import listed

CHANNELS = {
    "personal": "personal networks",
    "business": "business channels",
    "institutional": "institutional channels",
}
OUTCOMES = {
    "network": "Network resources, all",
    "organisational": "Organisational resources",
    "foreign": "Foreign business resources",
}
TERMS = {"industry": "High-tech industry", "personal": "Use of personal networks"}
NORMAL_95 = 1.96  # standard errors on either side that hold 95 % of a normal distribution


def rows_coefficients() -> Rows:
    """Printed coefficients of three channels on three resources, and rival readings (Table 4)."""
    table = [row for row in datasets.rows("survey_regression") if row["row"] in CHANNELS]
    printed, rivals = [], []
    for row in table:
        common = {
            "outcome": OUTCOMES[row["outcome"]],
            "channel": row["row"],
            "label": CHANNELS[row["row"]],
            "place": _place(row["outcome"], row["row"]),
        }
        value = float(row["value"])
        printed.append(common | {"value": value, "printed": row["printed"],
                                 "starred": bool(row["stars"])})  # fmt: skip
        rivals += [
            common | {"value": float(row[name]), "printed": row[name], "from": value}
            for name in ("rival_1", "rival_2")
            if row[name]
        ]
    return {"coefficients": printed, "rivals": rivals}


def _place(outcome: str, channel: str) -> int:
    """Row of the picture: each outcome has a row for its name and one for each channel."""
    return 4 * list(OUTCOMES).index(outcome) + list(CHANNELS).index(channel) + 1


def draw_coefficients(width: int = WIDE) -> alt.LayerChart:
    """Coefficients of three channels on three resources, with the doubtful cell (Table 4)."""
    axis = alt.Axis(values=[-0.2, 0, 0.2, 0.4], grid=True, domain=False, format=".1f")
    title = "Coefficient, as printed (filled: marked with stars)"
    x = alt.X("value:Q", scale=alt.Scale(domain=[-0.24, 0.66]), axis=axis, title=title)
    y = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[-0.6, 11.7], reverse=True, nice=False))
    printed, rivals = rows_of("coefficients").encode(y=y), rows_of("rivals").encode(y=y)
    doubtful: Look = {"color": light("institutional"), "strokeDash": [3, 3]}
    rival: Look = {"shape": SHAPES["institutional"], "size": 110, "filled": False} | doubtful
    layers = [
        zero_rule("coefficients", "x"),
        rivals.mark_rule(**doubtful).encode(x=x, x2="from:Q"),
        rivals.mark_point(**rival).encode(x=x),
        rivals.mark_text(dy=18, fontSize=12).encode(x=x, text="printed:N"),
        *_estimates(printed, x),
        *_names(printed),
    ]
    return layered(*layers).properties(width=width, height=460)


def _estimates(printed: Any, x: Any) -> list[Any]:
    """A bar from zero, a mark (hollow without a star) and the printed number."""
    colour, shape = by_name("channel", CHANNELS)
    mark = printed.mark_point(size=130, strokeWidth=2).encode(
        x=x, shape=shape, stroke=colour,
        fill=alt.when("datum.starred").then(colour).otherwise(alt.value(light("ground"))),
    )  # fmt: skip
    bar = printed.mark_rule(strokeWidth=2).encode(x=x, x2=alt.datum(0), color=colour)
    above = printed.transform_filter("datum.value >= 0").mark_text(align="left", dx=12)
    below = printed.transform_filter("datum.value < 0").mark_text(align="left", dx=8)
    values = [above.encode(x=x, text="printed:N"), below.encode(x=alt.X(datum=0), text="printed:N")]
    return [bar, mark, *values]


def _names(printed: Any) -> list[Any]:
    """Each channel's name above its bar, and the outcome above its three bars."""
    at_zero = alt.X(datum=0)
    channel = printed.mark_text(align="left", dx=8, dy=-15, fontSize=12, color=light("muted"))
    first = printed.transform_filter("datum.channel == 'personal'").encode(text="outcome:N")
    outcome = haloed(first, align="left", x=0, dy=-40, fontWeight=600)
    return [channel.encode(x=at_zero, text="label:N"), *outcome]


def describe_coefficients(rows: Rows) -> str:
    outcomes = []
    for outcome in OUTCOMES.values():
        cells = [row for row in rows["coefficients"] if row["outcome"] == outcome]
        printed = listed(f"{row['label']} {row['printed']}" for row in cells)
        outcomes.append(f"{outcome}: {printed}")
    doubtful = rows["rivals"][0]
    others = listed(row["printed"] for row in rows["rivals"])
    return (
        "Coefficient plot of three regressions, as printed; stars mark significance. "
        f"{'. '.join(outcomes)}. The last figure for {doubtful['outcome'].lower()} and "
        f"{doubtful['label']} may be a misprint: dashed marks show the rival readings {others}."
    )


def rows_odds() -> Rows:
    """Odds ratios with 95 % intervals from the printed B and S.E. (Table 5)."""
    cells = {(r["term"], r["statistic"]): float(r["value"]) for r in datasets.rows("survey_logit")}
    rows = []
    for term, label in TERMS.items():
        b, se = cells[term, "b"], cells[term, "se"]
        low, ratio, high = (exp(b + side * NORMAL_95 * se) for side in (-1, 0, 1))
        words = {"label": label, "words": f"{ratio:.2f} ({low:.2f} to {high:.2f})"}
        rows.append({"term": term, "ratio": ratio, "low": low, "high": high} | words)
    return {"odds": rows}


def draw_odds(width: int = WIDE) -> alt.LayerChart:
    """Odds ratios of being an international new venture, with 95 % intervals (Table 5)."""
    scale = alt.Scale(type="log", domain=[0.35, 4])
    axis = alt.Axis(values=[0.5, 1, 2, 4], grid=True, domain=False, format="~g",
                    labelExpr="datum.value == 1 ? '1 no effect' : datum.value < 1 ? 'half' : "
                    "datum.value == 2 ? 'double' : 'four times'")  # fmt: skip
    x = alt.X("ratio:Q", scale=scale, axis=axis, title="Odds of being an international new venture")
    base = rows_of("odds").encode(y=alt.Y("label:N", sort=None, axis=None))
    zero = once("odds").mark_rule(color=light("home")).encode(x=alt.datum(1, scale=scale))
    interval = base.mark_rule(strokeWidth=3, color=light("venture")).encode(
        x=alt.X("low:Q", scale=scale, title=None), x2="high:Q")  # fmt: skip
    point = base.mark_point(size=130, color=light("venture")).encode(x=x)
    words = haloed(base.encode(text="label:N"), align="left", x=0, dy=-20, fontWeight=600)
    value = base.mark_text(dy=18, color=light("muted")).encode(x=x, text="words:N")
    layers = [zero, interval, point, *words, value]
    return layered(*layers).properties(width=width, height=alt.Step(70))


def describe_odds(rows: Rows) -> str:
    terms = "; ".join(f"{row['label'].lower()} {row['words']}" for row in rows["odds"])
    return (
        "Odds ratios of being an international new venture with 95 % intervals, on a logarithmic "
        f"axis where 1 means no effect: {terms}. Neither interval reaches 1: high-tech firms are "
        "more likely to be one, firms that use personal networks much are less likely."
    )


coefficients = Chart("coefficients", rows_coefficients, draw_coefficients, describe_coefficients)
odds = Chart("odds", rows_odds, draw_odds, describe_odds)
