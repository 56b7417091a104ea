"""A chart that is set up once and then only takes new numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.widgets import esm, specs, vega

_HERE = Path(__file__).parent
_POSTER_WIDTH = 640  # pixels; the drawing scales to the page

Rows = list[dict[str, Any]]


class ChartView(anywidget.AnyWidget):
    """A Vega-Lite chart whose named data sources can be refilled as fast as a slider moves.

    Args:
        spec: A Vega-Lite specification, or the name of one in `leverplug.charts`.
        rows: The rows of each named data source.
        description: What the chart shows, in words; renew it when the rows change.

    Example:
        >>> bar = {"data": {"name": "t"}, "mark": "bar", "encoding": {"x": {"field": "n"}}}
        >>> chart = ChartView(bar, {"t": [{"n": 3}]}, description="One bar, three units long.")
        >>> chart.data("t", [{"n": 5}])
        >>> chart.rows["t"]
        [{'n': 5}]
    """

    _esm = esm.module(_HERE / "chart_view.js")
    _css = _HERE / "chart_view.css"

    spec = traitlets.Dict().tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)

    def __init__(
        self, spec: Mapping | str, rows: Mapping[str, Iterable] | None = None, **traits: Any
    ) -> None:
        found = specs.named(spec) if isinstance(spec, str) else dict(spec)
        filled = {name: list(source) for name, source in (rows or {}).items()}
        super().__init__(spec=found, rows=filled, **traits)
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: Mapping, _buffers: object) -> None:
        if message.get("type") != "need-vega":
            return
        module = vega.module()
        if module is None:
            self.send({"type": "no-vega", "message": vega.MISSING})
        else:
            self.send({"type": "vega"}, [module])

    def data(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put `rows` in the place of those of the data source `name`; the chart follows."""
        self.rows = {**self.rows, name: list(rows)}

    def poster(self) -> str:
        """The same chart as plain HTML and SVG, with its description as caption."""
        caption = escape(self.description)
        drawn = vega.svg({**self.spec, **self._sized(), "datasets": dict(self.rows)})
        picture = f'<div role="img" aria-label="{caption}">{drawn}</div>' if drawn else ""
        return (
            f'<figure class="lp-poster" style="margin:0">{picture}'
            f"<figcaption>{caption}</figcaption></figure>"
        )

    def _sized(self) -> dict[str, Any]:
        return {"width": _POSTER_WIDTH} if self.spec.get("width") == "container" else {}
