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


def named_rows(source: str, name: str = "label") -> Chart:
    """A chart with a row for each name, in the order of the data, and room for it above marks."""
    y = alt.Y(f"{name}:N", sort=None, axis=None, scale=alt.Scale(paddingOuter=0.2))
    return rows_of(source).encode(y=y)


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


def by_sector(*, legend: bool = True) -> tuple[Color, Shape]:
    """Colour and shape of a sector, explained once at the top of the chart or not at all."""
    names = list(SECTORS)
    key = alt.Legend(title=None, labelExpr=in_words(SECTORS), symbolSize=110) if legend else None
    shapes = alt.Scale(domain=names, range=[SHAPES[name] for name in names])
    return (
        alt.Color("sector:N", scale=palette_scale(names), legend=key),
        alt.Shape("sector:N", scale=shapes, legend=key),
    )
