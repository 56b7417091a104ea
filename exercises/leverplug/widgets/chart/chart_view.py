"""A chart that is set up once and then only takes new numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug import charts
from leverplug.charts import figure, look, theme
from leverplug.charts.chart import Chart
from leverplug.widgets.base import esm
from leverplug.widgets.chart import vega

_HERE = Path(__file__).parent
_FOOT = 18  # px: below a live chart stands the word that unfolds its numbers


class ChartView(anywidget.AnyWidget):
    """A Vega-Lite chart whose named data sources can be refilled as fast as a slider moves.

    Args:
        spec: A Vega-Lite specification, or the name of one in `leverplug.charts`.
        rows: The rows of each named data source.
        description: What the chart shows, in words; renew it when the rows change.

    Raises:
        ValueError: There are rows for a data source that the specification does not name.

    Example:
        >>> bar = {"data": {"name": "t"}, "mark": "bar", "encoding": {"x": {"field": "n"}}}
        >>> chart = ChartView(bar, {"t": [{"n": 3}]}, description="One bar, three units long.")
        >>> chart.data("t", [{"n": 5}])
        >>> chart.rows["t"]
        [{'n': 5}]
    """

    _esm = esm.module(_HERE / "chart_view.js")
    _css = _HERE / "chart_view.css"
    _livepages_needs = traitlets.List(["vega"]).tag(sync=True)

    _shades = traitlets.Dict().tag(sync=True)  # each colour of a light page and its dark partner

    spec = traitlets.Dict().tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, spec: Mapping[str, Any] | str, rows: Mapping[str, Iterable[Any]] | None = None,
        **traits: Any,
    ) -> None:  # fmt: skip
        drawing = charts.spec(spec) if isinstance(spec, str) else spec
        self._sources = {*figure.sources(drawing), *drawing.get("datasets", ())}
        super().__init__(
            spec={"config": theme.config(), **drawing},
            rows={name: list(source) for name, source in (rows or {}).items()},
            _shades={colour.light: colour.dark for colour in look.COLOURS.values()},
            **traits,
        )
        vega.send_when_asked(self)

    @traitlets.validate("rows")
    def _check_sources(self, proposal: Any) -> dict[str, Any]:
        """Vega refuses all rows where it does not know one source, and only its console tells."""
        if unknown := [name for name in proposal["value"] if name not in self._sources]:
            raise ValueError(
                f"the chart has no data source named {unknown[0]!r}: "
                f"it has {', '.join(map(repr, sorted(self._sources))) or 'none with a name'}"
            )
        return proposal["value"]

    def data(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put `rows` in the place of those of the data source `name`; the chart follows."""
        self.rows = {**self.rows, name: list(rows)}

    def show(self, rows: Mapping[str, Iterable[Mapping[str, Any]]], description: str) -> None:
        """Refill all data sources at once, and say what the chart now shows."""
        with self.hold_sync():
            self.rows = {name: list(source) for name, source in rows.items()}
            self.description = description

    def draw(self, chart: Chart, *given: Any) -> None:
        """Show the rows that a chart of `leverplug.charts` makes of what it is given."""
        rows = chart.rows(*given)
        self.show(rows, chart.describe(rows))


def poster(state: Mapping[str, Any]) -> str:
    """A chart as HTML and SVG, drawn for a wide and for a narrow page.

    Args:
        state: The synced state of a `ChartView`.

    Returns:
        The words alone where vl-convert-python is missing, as in the page itself.
    """
    words = state["description"]
    try:
        drawings = [_drawn(state, width) for width in (look.WIDE, look.NARROW)]
    except ImportError:
        return f"<p>{escape(words)}</p>"
    tall = min(figure.height(drawing) for drawing in drawings) + _FOOT
    reserved = f"box-sizing:border-box;min-height:{tall:g}px;padding-bottom:{_FOOT}px"
    return f'<div style="{reserved}">{figure.html(drawings)}</div>'


def _drawn(state: Mapping[str, Any], width: int) -> str:
    size = {"width": width} if state["spec"].get("width") == "container" else {}
    spec = {**state["spec"], **size, "datasets": state["rows"]}
    return figure.svg(spec, state["description"])
