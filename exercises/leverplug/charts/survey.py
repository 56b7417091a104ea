"""What the survey's firms answered, by sector: motives (Table 2) and ties (Table 3)."""

from __future__ import annotations

from functools import partial

from leverplug import datasets
from leverplug.charts.chart import Chart, Row, Rows
from leverplug.charts.encodings import SECTORS, Look, broken, by_sector, is_narrow, layered, rows_of
from leverplug.charts.look import WIDE, light
from leverplug.charts.theme import alt

_ENDS = {
    "motives": ("1 not important", "5 very important"),
    "availability": ("1 none", "5 a great deal"),
}


def rows_motives() -> Rows:
    """Mean importance of eight motives by sector, most important first (Table 2)."""
    return {"means": _means("survey_motives", "motive")}


def rows_availability() -> Rows:
    """Mean availability of resources from five kinds of tie by sector, best first (Table 3)."""
    return {"means": _means("survey_ties", "kind")}


def _means(name: str, key: str) -> list[Row]:
    table = sorted(datasets.rows(name), key=lambda row: -float(row["mean_total"]))
    return [
        {
            "key": row[key], "label": row["label"].split(" (")[0],
            "order": order, "sector": sector, "outer": _side(row, sector),
            "mean": float(row[f"mean_{sector}"]), "printed": row[f"mean_{sector}"],
        }
        for order, row in enumerate(table) for sector in SECTORS
    ]  # fmt: skip


def _side(row: dict[str, str], sector: str) -> str:
    """Side of its dot on which a value is written, so that the two never touch."""
    mine = float(row[f"mean_{sector}"])
    other = next(float(row[f"mean_{name}"]) for name in SECTORS if name != sector)
    lower = mine < other or (mine == other and sector == "traditional")
    return "left" if lower else "right"


def _describe(title: str, rows: Rows) -> str:
    """The means of each sector in words, and where the two differ most."""
    pairs: dict[str, dict[str, str]] = {}
    for row in rows["means"]:
        pairs.setdefault(row["label"], {})[row["sector"]] = row["printed"]
    means = "; ".join(
        f"{label}: traditional {mean['traditional']}, high-tech {mean['high_tech']}"
        for label, mean in pairs.items()
    )
    gaps = {label: float(m["high_tech"]) - float(m["traditional"]) for label, m in pairs.items()}
    widest = max(gaps, key=lambda label: abs(gaps[label]))
    higher = "high-tech" if gaps[widest] > 0 else "traditional"
    return (
        f"{title} {means}. The sectors differ most on “{widest}”, which {higher} firms rate "
        f"{abs(gaps[widest]):.2f} higher."
    )


def _draw(name: str, width: int = WIDE) -> alt.LayerChart:
    """Two dots a question, one a sector, with the printed means (Tables 2 and 3)."""
    narrow = is_narrow(width)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingOuter=0.2))
    low, high = _ENDS[name]
    ends = f"datum.value == 1 ? '{low}' : datum.value == 5 ? '{high}' : format(datum.value, 'd')"
    ticks = [1, 3, 5] if narrow else [1, 2, 3, 4, 5]
    axis = alt.Axis(values=ticks, labelExpr=ends, grid=True, labelFlush=True, domain=False)
    scale = alt.Scale(domain=[1, 5])
    x = alt.X("mean:Q", scale=scale, title=None, axis=axis)
    base = rows_of("means").encode(y=y)
    colour, shape = by_sector()
    dots = base.mark_point(size=120).encode(x=x, color=colour, shape=shape)
    ends_of_link = {"x": alt.X("min(mean):Q", scale=scale, axis=axis), "x2": "max(mean):Q"}
    link = base.mark_rule(strokeWidth=2, color=light("home")).encode(**ends_of_link)
    once_each = base.transform_filter("datum.sector == 'traditional'")
    words = once_each.transform_calculate(words=broken("label", 44 if narrow else 90)).mark_text(
        align="left", baseline="line-bottom", dy=-10, x=0, lineHeight=15)  # fmt: skip
    sides: dict[str, Look] = {
        "left": {"align": "right", "dx": -10}, "right": {"align": "left", "dx": 10}}  # fmt: skip
    values = [
        base.transform_filter(f"datum.outer == '{side}'").mark_text(**look)
        .encode(x=x, text="printed:N") for side, look in sides.items()
    ]  # fmt: skip
    layers, height = [link, dots, *values, words.encode(text="words:N")], 58 if narrow else 48
    return layered(*layers).properties(width=width, height=alt.Step(height))


motives = Chart(
    "motives", rows_motives, partial(_draw, "motives"),
    partial(
        _describe,
        "Dot plot of eight motives for going abroad, rated from 1 (not important) to 5 (very "
        "important) by traditional and high-tech firms, most important first.",
    ),
)  # fmt: skip
availability = Chart(
    "availability", rows_availability, partial(_draw, "availability"),
    partial(
        _describe,
        "Dot plot of how far five kinds of personal tie made resources for foreign business "
        "available, rated from 1 (none) to 5 (a great deal) by traditional and high-tech firms, "
        "most available first.",
    ),
)  # fmt: skip
