"""What becomes of the facts when the model's numbers move: how often each holds, what moves it."""

from __future__ import annotations

from collections.abc import Mapping

from leverplug import datasets
from leverplug.charts.chart import Chart, Rows
from leverplug.charts.encodings import Look, between, layered, named_rows
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt

_LEAST = 0.05  # share of a fact's largest effect below which no dot is drawn


def rows_robustness() -> Rows:
    """Share of trials in which each fact holds, from the data set.

    Returns:
        `facts` (label, alone, together), in the order of the facts; shares from 0 to 1.
    """
    facts = [
        {"label": f"{row['fact'].split()[0]}: {row['claim']}",
         "alone": float(row["holds_alone"]), "together": float(row["holds_together"])}
        for row in datasets.rows("model_robustness")
    ]  # fmt: skip
    return {"facts": facts}


def draw_robustness(width: int | str = WIDE) -> alt.LayerChart:
    """Two dots a fact: how often it holds with one number moved, and with all of them."""
    x: Look = {"title": "Holds in so many trials (open: one moved; filled: all)",
               "scale": alt.Scale(domain=[0, 1]),
               "axis": alt.Axis(grid=True, domain=False, tickCount=5, format="%")}  # fmt: skip
    layers = between(named_rows("facts"), ("alone", "together"), x, line=3, size=90, opacity=1)
    return layered(*layers).properties(width=width, height=alt.Step(38))


def describe_robustness(rows: Rows) -> str:
    facts = "; ".join(
        f"{row['label']} {row['alone']:.0%} and {row['together']:.0%}" for row in rows["facts"]
    )
    return (
        "Share of trials in which each fact holds, first with one number at an end of its range, "
        f"then with all numbers anywhere in theirs. {facts}."
    )


def rows_influence(effects: Mapping[str, Mapping[str, float]], most: int = 16) -> Rows:
    """How much each factor moves each fact, beside the factor that moves it most.

    Args:
        effects: Mean size of a factor's effect (Morris's mu*), by fact and factor, in units of
            the fact's own measure.
        most: How many factors to draw: those with the largest shares over all facts.

    Returns:
        `cells` (factor, fact, share from 0 to 1), factors that matter most first; shares too
        small to see are left out.
    """
    shares = {
        fact: {factor: effect / max(by_factor.values()) for factor, effect in by_factor.items()}
        for fact, by_factor in effects.items()
    }
    factors = {factor: 0.0 for by_factor in shares.values() for factor in by_factor}
    for by_factor in shares.values():
        for factor, share in by_factor.items():
            factors[factor] += share
    leading = sorted(factors, key=lambda factor: (-factors[factor], factor))[:most]
    cells = [
        {"factor": factor, "fact": fact, "share": float(by_factor[factor])}
        for factor in leading for fact, by_factor in shares.items()
        if by_factor.get(factor, 0.0) >= _LEAST
    ]  # fmt: skip
    return {"cells": cells}


def draw_influence(width: int | str = WIDE) -> alt.LayerChart:
    """A dot for each fact and factor, as large as the factor's part in moving the fact."""
    base = named_rows("cells", "factor")
    axis = alt.Axis(orient="top", labelAngle=0, grid=True, domain=False, ticks=False)
    area = alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[0, 260]), legend=None)
    dots = base.mark_circle(color=light("venture"), opacity=1, yOffset=9).encode(
        x=alt.X("fact:N", sort=None, title=None, axis=axis), size=area
    )
    once = base.transform_aggregate(facts="count()", groupby=["factor"])  # one word, not one a dot
    names = once.mark_text(align="left", x=0, dy=-10).encode(text="factor:N")
    return layered(dots, names).properties(width=width, height=alt.Step(42))


def describe_influence(rows: Rows) -> str:
    shares: dict[str, list[str]] = {}
    for row in rows["cells"]:
        shares.setdefault(row["factor"], []).append(f"{row['fact']} {row['share']:.0%}")
    factors = "; ".join(f"{factor}: {', '.join(facts)}" for factor, facts in shares.items())
    return (
        "How far each number moves each fact when all numbers move, as a share of what the most "
        f"influential number does to that fact. {factors}."
    )


robustness = Chart("robustness", rows_robustness, draw_robustness, describe_robustness)
influence = Chart("influence", rows_influence, draw_influence, describe_influence)
