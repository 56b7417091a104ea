"""A chart that is set up once and then only takes new numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug import charts
from leverplug.charts import figure, look, theme
from leverplug.widgets.base import esm, poster
from leverplug.widgets.chart import vega

_HERE = Path(__file__).parent


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
        self,
        spec: Mapping[str, Any] | str,
        rows: Mapping[str, Iterable[Any]] | None = None,
        **traits: Any,
    ) -> None:
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
    def _known(self, proposal: Any) -> dict[str, Any]:
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

    def poster(self) -> str:
        """The same chart as plain HTML and SVG, with its description."""
        return poster.chart(self.get_state(("spec", "rows", "description")))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return poster.with_html(super()._repr_mimebundle_(**kwargs), self.poster)
