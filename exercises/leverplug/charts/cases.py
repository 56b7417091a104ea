"""Where four firms found their resources, at the start and later (Table 1)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from leverplug import datasets
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import Look, in_words, is_narrow, layered, once, rows_of
from leverplug.charts.look import SHAPES, WIDE, light
from leverplug.charts.theme import alt
from leverplug.charts.words import listed

CASES = ("Neptune", "Saturn", "Mercury", "Terra")
STAGES = {"start_up": "start-up", "ongoing": "ongoing"}
RESOURCES = {
    "financial": "Finance",
    "human_capital": "Human capital",
    "foreign_network": "Foreign business network",
    "market_information": "Market information",
}
# Our coding of the items: its name in the palette, its shape, its words.
LOOKS = {
    "personal": ("personal", SHAPES["personal"], "personal"),
    "business": ("business", SHAPES["business"], "business"),
    "institutional": ("institutional", SHAPES["institutional"], "institutional"),
    "internal": ("venture", "M-1,-.45L1,-.45L1,.45L-1,.45Z", "the firm’s own"),
    "market": ("home", "cross", "open market"),
}
_MOST = 7  # columns a case gets: six items and a gap
_LEFT, _RIGHT = 5.5, len(CASES) * _MOST  # columns for the names of stages, and for the items


def rows_resources() -> Rows:
    """Every source of a resource in Table 1, with its place in the matrix and our coding."""
    table = datasets.rows("cases_resources")
    items = [
        {
            **{name: row[name] for name in ("case", "item", "channel")},
            "resource": RESOURCES[row["resource"]],
            "stage": STAGES[row["stage"]],
            "unclear": row["personal"] == "unclear",
            "x": CASES.index(row["case"]) * _MOST + int(row["position"]),
            "y": _place(row["resource"], row["stage"]),
        }
        for row in table
    ]
    return {"items": items, "cells": _cells(), "cases": _columns(table)}


def draw_resources(width: int = WIDE) -> alt.LayerChart:
    """Matrix of cases by resources and stages; one mark an item, its look the channel."""
    narrow = is_narrow(width)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_LEFT, _RIGHT], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.6, 12.6], reverse=True, nice=False))
    legend = alt.Legend(title=None, columns=3 if narrow else 5, symbolSize=90,
                        labelExpr=in_words({n: look[2] for n, look in LOOKS.items()}))  # fmt: skip
    names, shapes, _ = zip(*LOOKS.values(), strict=True)
    colours = alt.Scale(domain=list(LOOKS), range=[light(name) for name in names])
    colour = alt.Color("channel:N", scale=colours, legend=legend)
    marks = rows_of("items").mark_point(size=44 if narrow else 110, strokeWidth=1.8).encode(
        x=x, y=y,
        shape=alt.Shape("channel:N", scale=alt.Scale(domain=list(LOOKS), range=list(shapes)),
                        legend=legend),
        stroke=colour,
        fill=alt.when("datum.unclear").then(alt.value(light("ground"))).otherwise(colour),
    )  # fmt: skip
    return layered(*_frame(x, y), marks).properties(width=width, height=450)


def describe_resources(rows: Rows) -> str:
    items = rows["items"]
    stages = []
    for stage in STAGES.values():
        count = Counter(row["channel"] for row in items if row["stage"] == stage)
        words = listed(f"{count[name]} {look[2]}" for name, look in LOOKS.items())
        stages.append(f"{stage} {sum(count.values())} items ({words})")
    personal = Counter(row["resource"].lower() for row in items if row["channel"] == "personal")
    where = listed(f"{resource} ({count})" for resource, count in personal.items())
    unclear = sum(row["unclear"] for row in items)
    return (
        "Matrix of four firms (Neptune and Saturn traditional, Mercury and Terra high-tech) by "
        "four resources at the start and later; each mark is one source of a resource, its shape "
        f"and colour our coding of the channel: {'; '.join(stages)}. Personal networks appear only "
        f"at the start, for {where}. {unclear} items, drawn hollow, may or may not be personal."
    )


def _place(resource: str, stage: str) -> int:
    """Row of the picture: each resource has a row for its name and one for each stage."""
    return 3 * list(RESOURCES).index(resource) + list(STAGES).index(stage) + 1


def _cells() -> list[Row]:
    return [
        {"resource": label, "stage": words, "y": _place(resource, stage)}
        for resource, label in RESOURCES.items() for stage, words in STAGES.items()
    ]  # fmt: skip


def _columns(table: list[dict[str, str]]) -> list[Row]:
    sector = {row["case"]: row["sector"].replace("_", "-") for row in table}
    return [{"case": c, "sector": sector[c], "x": i * _MOST + 0.5} for i, c in enumerate(CASES)]


def _frame(x: Any, y: Any) -> list[Any]:
    """Names of cases on top, of resources and stages on the left, and a line above each row."""
    cells, cases = rows_of("cells").encode(y=y), rows_of("cases").encode(x=x)
    first = cells.transform_filter("datum.stage == 'start-up'")
    left: Look = {"align": "left", "x": 0}
    soft: Look = {"fontSize": 12, "color": light("muted")}
    across = {"x": alt.X(datum=-_LEFT, axis=None), "x2": alt.datum(_RIGHT)}
    name, sector, foot = (alt.Y(datum=place, axis=None) for place in (-1.2, -0.7, 12.2))
    key = once("items").mark_text(**left, **soft, text="Hollow: may or may not be personal")
    return [
        key.encode(y=foot),
        first.mark_rule(color=light("line"), yOffset=-46).encode(**across),
        first.mark_text(**left, fontWeight=600, dy=-31).encode(text="resource:N"),
        cells.mark_text(**left, **soft).encode(text="stage:N"),
        cases.mark_text(align="left", fontWeight=600).encode(y=name, text="case:N"),
        cases.mark_text(align="left", **soft).encode(y=sector, text="sector:N"),
    ]


resources = Chart("resources", rows_resources, draw_resources, describe_resources)
