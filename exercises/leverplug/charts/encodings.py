"""Pieces that several charts share: where rows come from, how sectors look, how labels break."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from leverplug.charts.look import SHAPES, TURN, light
from leverplug.charts.theme import alt

if TYPE_CHECKING:
    from altair import Chart, Color, LayerChart, Scale, Shape

Look = dict[str, Any]  # keywords of a mark or a channel; Altair types every one of them apart
HALO: Look = {"stroke": light("ground"), "strokeWidth": 4}  # keeps words apart from lines
SECTORS = {"traditional": "traditional firms", "high_tech": "high-tech firms"}


def rows_of(source: str) -> Chart:
    """A chart that draws from the rows of that name, wherever they come from."""
    return alt.Chart(alt.NamedData(source))


def layered(*charts: Chart | LayerChart) -> LayerChart:
    """Charts on top of one another, the first at the bottom."""
    made = alt.layer(*charts)
    assert isinstance(made, alt.LayerChart)  # it is a FacetChart only where charts have facets
    return made


def once(source: str) -> Chart:
    """A chart with a single row, for a mark that stands for no row: a zero line, a threshold."""
    return rows_of(source).transform_aggregate(rows="count()")


def zero_rule(source: str, axis: str) -> Chart:
    """A line at zero of "x" or "y", behind the marks of a source."""
    return once(source).mark_rule(color=light("home")).encode(**{axis: alt.datum(0)})


def if_so(test: str, so: Any, otherwise: Any) -> Any:
    """One value for rows that pass a test, another for all others."""
    return alt.when(test).then(alt.value(so)).otherwise(alt.value(otherwise))


def named_rows(source: str, name: str = "label") -> Chart:
    """A chart with a row for each name, in the order of the data, and room for it above marks."""
    y = alt.Y(f"{name}:N", sort=None, axis=None, scale=alt.Scale(paddingOuter=0.2))
    return rows_of(source).encode(y=y)


def between(base: Chart, ends: tuple[str, str], x: Look, line: int, **dots: Any) -> list[Chart]:
    """A line from one number of each row to another, a dot at each, and the row's label above.

    Args:
        base: From `named_rows`.
        ends: Fields of the open and of the filled dot.
        x: The axis.
        line: Width of the line.
        dots: What the dots look like besides.
    """
    rule = base.mark_rule(strokeWidth=line, color=light("home"), yOffset=8)
    look: Look = {"stroke": light("venture"), "strokeWidth": 2, "yOffset": 8, **dots}
    marks = [
        base.mark_point(fill=light(fill), **look).encode(x=alt.X(f"{end}:Q", title=x["title"]))
        for end, fill in zip(ends, ("ground", "venture"), strict=True)
    ]
    names = haloed(base.encode(text="label:N"), align="left", x=0, dy=-9)
    return [rule.encode(x=alt.X(f"{ends[0]}:Q", **x), x2=f"{ends[1]}:Q"), *marks, *names]


def with_band(base: Chart, low: Any, middle: Any) -> list[Chart]:
    """A line through the middle of runs, and the band from `low` to `high` behind it."""
    band = base.mark_area(opacity=0.16, color=light("venture")).encode(y=low, y2="high:Q")
    return [band, base.mark_line(color=light("venture")).encode(y=middle)]


def haloed(base: Chart, **look: Any) -> list[Chart]:
    """Words on a ground of their own, so that no line crosses them out."""
    return [base.mark_text(**HALO, **look), base.mark_text(**look)]


def is_narrow(width: int | str) -> bool:
    """Whether a chart of that width is for a phone; a live chart ("container") is not."""
    return isinstance(width, int) and width < TURN


def broken(field: str, letters: int) -> str:
    """Expression that breaks a label in two lines before it exceeds so many letters."""
    pattern = f"^(.{{1,{letters}}})\\\\s"
    return (
        f"split(length(datum.{field}) > {letters} ? "
        f"replace(datum.{field}, regexp('{pattern}'), '$1\\n') : datum.{field}, '\\n')"
    )


def in_words(names: Mapping[str, str]) -> str:
    """Expression for a legend that gives the words of each value."""
    return f"{json.dumps(dict(names), ensure_ascii=False)}[datum.value]"


def palette_scale(names: Iterable[str]) -> Scale:
    """A scale from names of the palette to their colours."""
    names = list(names)
    return alt.Scale(domain=names, range=[light(name) for name in names])


def by_name(field: str, names: Iterable[str], legend: Any = None) -> tuple[Color, Shape]:
    """Colour and shape of a field by its names in the palette, with one legend for both."""
    names = list(names)
    shapes = alt.Scale(domain=names, range=[SHAPES[name] for name in names])
    return (alt.Color(f"{field}:N", scale=palette_scale(names), legend=legend),
            alt.Shape(f"{field}:N", scale=shapes, legend=legend))  # fmt: skip


def by_sector(*, legend: bool = True) -> tuple[Color, Shape]:
    """Colour and shape of a sector, explained once at the top of the chart or not at all."""
    key = alt.Legend(title=None, labelExpr=in_words(SECTORS), symbolSize=110) if legend else None
    return by_name("sector", SECTORS, key)
