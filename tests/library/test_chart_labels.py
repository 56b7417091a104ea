"""No label of a chart lies on a line or on another label, wide or narrow, in any state of a lab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from chart_rows import given, history
from each import each
from label_faults import label_faults
from leverplug import charts, widgets
from leverplug.charts import look
from leverplug.charts.figure import filled
from leverplug.experiments.cover import typical_life
from leverplug.widgets.chart.chart_view import ChartView

pytest.importorskip("vl_convert")

PLACES = (look.WIDE, 420, look.NARROW)  # px: a page, beside a lab's controls, a phone
STATES: dict[str, list[dict[str, Any]]] = {  # in which charts of a lab have their labels elsewhere
    "Threshold": [
        {}, {"share": 0.05}, {"share": 0.9}, {"share": 0.5, "years": 10.0}, {"years": 1.0},
        {"share": 0.15, "years": 6.0, "sample": "small"}, {"regions": 3, "years": 5.0},
    ],
    "PortfolioBuilder": [
        {}, {"formal": 0.9, "strong": 0.0}, {"institutional": 0.9, "contacts": 0.0},
    ],
    "KeepFeedCut": [{}, {"from_year": 1, "decision": "cut"}, {"obligation": 2.0}],
    "PartnerStart": [{}, {"start": 37, "years": 1}, {"demand": 0.5}],
    "Giant": [{}, {"giant": 100}, {"giant": 0}, {"giant": 50, "leaves": 3}],
    "ChooseExit": [{}, {"exit": 0, "obligation": 2.0}],
    "ThreeDials": [
        {}, {"search": 0.4, "learning": 0.4}, {"dial": "pruning", "portfolio": "extensive"},
        {"dial": "learning", "learning": 0.0}, {"search": 0.4, "portfolio": "obliged"},
    ],
    "VirtualSurvey": [{}, {"noise": 2.0}],
}  # fmt: skip


def pictures(lab: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each chart of a lab as a page draws it, at several widths."""
    for place, view in enumerate(one for one in lab.pictures if isinstance(one, ChartView)):
        for width in PLACES:
            yield f"chart {place + 1} at {width}", {
                **view.spec, "width": width, "datasets": view.rows,
            }  # fmt: skip


@each(charts.CHARTS)
def test_no_label_of_a_figure_lies_on_a_line_or_on_another(name: str):
    arguments = typical_life() if name == "cover" else given(name)
    figure = getattr(charts, name).figure(*arguments)
    assert [label_faults(figure.spec(width)) for width in (look.WIDE, look.NARROW)] == [[], []]


@each(STATES)
def test_no_label_in_a_lab_lies_on_a_line_or_on_another(name: str):
    lab = getattr(widgets, name)()
    start = lab.settings
    found = {}
    for state in STATES[name]:
        lab.set(**{**start, **state})
        found |= {f"{state}, {where}": faults for where, spec in pictures(lab)
                  if (faults := label_faults(spec))}  # fmt: skip
    assert found == {}


def test_lines_that_end_at_zero_have_their_names_above_the_axis():
    nothing = replace(history(), foreign_sales=np.zeros((40, 40)) + np.arange(40) / 4)
    nothing.foreign_sales[:, :36] = 0
    rows = charts.trajectory.rows(nothing, 0, nothing)
    for width in PLACES:
        spec = filled(charts.trajectory.draw(width).to_dict(), rows)
        assert label_faults(spec) == []


@each([
    {"technology": [(1, 5.0), (4, 9.0), (7, 8.0), (10, -9.0)]},
    {"technology": [(1, 1.0), (4, 2.0), (7, 3.0), (10, 9.0)]},
])  # fmt: skip
def test_the_window_names_its_lines_where_no_line_is(shape: dict[str, list[tuple[int, float]]]):
    (points,) = shape.values()
    added = {
        sector: {4 * year: np.full(3, value * more) for year, value in points}
        for sector, more in (("traditional", 1), ("high_tech", 1.05))
    }
    figure = charts.window.figure(added)
    assert [label_faults(figure.spec(width)) for width in (look.WIDE, look.NARROW)] == [[], []]


# --- the checker --------------------------------------------------------------------------------


def drawn(text: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    rows = [{"x": n, "y": n, "w": "words"} for n in range(3)]
    axes = {n: {"field": n, "type": "quantitative", "axis": None} for n in "xy"}
    label = {
        "transform": [{"filter": "datum.x == 1"}],
        "mark": {"type": "text", **text}, "encoding": {"text": {"field": "w"}},
    }  # fmt: skip
    return {"data": {"values": rows}, "width": 200, "height": 200, "encoding": axes,
            "layer": [label, *others]}  # fmt: skip


def keyed(y: int) -> dict[str, Any]:
    """A chart with a key above it, and its axis' title at a place on the way there."""
    axis = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": y, "titleAnchor": "end",
            "titleBaseline": "bottom"}  # fmt: skip
    return {
        "data": {"values": [{"y": 0}, {"y": 1}]}, "mark": "point", "width": 200, "height": 100,
        "encoding": {
            "y": {"field": "y", "type": "quantitative", "title": "share", "axis": axis},
            "color": {"datum": "a key", "legend": {"orient": "top", "title": None}},
        },
    }  # fmt: skip


RULE = {"mark": "rule", "encoding": {"x": {"datum": 1}, "y": None}}
FAULTS: dict[str, tuple[Callable[[], dict[str, Any]], list[str]]] = {
    "on a line": (lambda: drawn({}, {"mark": "line"}), ["“words” on a line"]),
    "beside it": (lambda: drawn({"dy": 40}, {"mark": "line"}), []),
    "ground and line": (
        lambda: drawn({"stroke": "white", "strokeWidth": 4}, {"mark": "line"}),
        ["“words” on a line"],
    ),
    "on a rule": (lambda: drawn({}, RULE), ["“words” on a rule"]),
    "ground and rule": (lambda: drawn({"stroke": "white", "strokeWidth": 4}, RULE), []),
    "two labels": (
        lambda: drawn({}, {
            "transform": [{"filter": "datum.x == 1"}],
            "mark": {"type": "text", "dx": 9}, "encoding": {"text": {"datum": "others"}},
        }),
        ["“words” on “others”"],
    ),
    "title and key": (lambda: keyed(-18), ["“share” on “a key”"]),
    "title below key": (lambda: keyed(-4), []),
}  # fmt: skip


@each(FAULTS)
def test_the_checker_finds_each_fault_and_nothing_else(name: str):
    make, faults = FAULTS[name]
    assert label_faults(make()) == faults
