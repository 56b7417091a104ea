"""A chart as a picture with words: SVG that follows the page's light or dark and its width.

A `Figure` draws its chart twice, for a wide column and for a phone, and a style rule shows the
one that fits, so text keeps its size. There is no script and nothing to fetch; where only SVG is
understood (a PDF), the wide one is used.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from leverplug.charts.look import FONT, NARROW, PLAIN_FONT, TURN, WIDE, css, with_variables

if TYPE_CHECKING:
    import altair as alt

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_CLASS = "lp-figure"
_LAYOUT = f"""
.{_CLASS}{{container-type:inline-size;margin:0}}
.{_CLASS} svg{{display:block;max-width:100%;height:auto;overflow:visible;margin:0}}
.{_CLASS} svg text{{font-family:{FONT}}}
.{_CLASS} svg.lp-narrow{{display:none}}
@container (max-width:{TURN}px){{
.{_CLASS} svg.lp-wide:not(:only-child){{display:none}}.{_CLASS} svg.lp-narrow{{display:block}}}}
"""
STYLE = css(f".{_CLASS}") + _LAYOUT

# What vl-convert writes and a picture does not need.
_NOISE = re.compile(
    r' (?:role|aria-[a-z]+|class|font-family|pointer-events|style)="[^"]*"| opacity="1"'
    r'|<path d="(?:M0,0h0v0h0Z)?"(?: display="none")?/>'
)
_GEOMETRY = re.compile(r' (?:transform|d|x|y|x1|y1|x2|y2|width|height|cx|cy|r)="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-\d+)?")
_HEIGHT = re.compile(r'\bheight="([\d.]+)"')
_SIZE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')


class Figure:
    """A chart drawn for its rows, with a description that says what the picture shows.

    Args:
        draw: Chart for a width in px, with named data sources.
        rows: Rows of each named source.
        description: What the picture shows, for those who cannot see it.

    Raises:
        ValueError: The description is empty.
    """

    def __init__(
        self, draw: Callable[[int], alt.TopLevelMixin], rows: Rows, description: str
    ) -> None:
        if not description.strip():
            raise ValueError("description is empty: say in words what the picture shows")
        self.draw, self.rows, self.description = draw, rows, description.strip()

    def spec(self, width: int = WIDE) -> dict[str, Any]:
        """The whole picture as Vega-Lite JSON: chart, rows and description."""
        return filled(self.draw(width).to_dict(), self.rows, self.description)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return mimebundle([self.spec(WIDE), self.spec(NARROW)], self.description)


def filled(spec: Mapping[str, Any], rows: Rows, description: str = "") -> dict[str, Any]:
    """A copy of a specification with rows in its named sources.

    Raises:
        ValueError: A source has no rows, or rows have no source.
    """
    named, given_for = sources(spec), set(rows)
    if named != given_for:
        raise ValueError(
            f"rows are given for {', '.join(sorted(given_for)) or 'nothing'}, but the chart has "
            f"the sources {', '.join(sorted(named)) or 'none'}: give rows for exactly these"
        )
    whole = copy.deepcopy(dict(spec))
    whole["datasets"] = {name: list(rows[name]) for name in rows}
    return whole | ({"description": description} if description else {})


def sources(spec: Any) -> set[str]:
    """Names of the data sources a specification draws from."""
    if isinstance(spec, Mapping):
        data = spec.get("data")
        own = {data["name"]} if isinstance(data, Mapping) and "name" in data else set()
        return own.union(*(sources(part) for key, part in spec.items() if key != "datasets"))
    if isinstance(spec, (list, tuple)):
        return set().union(*(sources(part) for part in spec))
    return set()


def svg(spec: Mapping[str, Any], description: str) -> str:
    """A specification as SVG in the light colours, with its text alternative.

    Args:
        spec: Vega-Lite, with its data inside.
        description: What the picture shows.
    """
    import vl_convert  # compiled, and not in the page: wanted only where SVG is made

    drawn = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[], show_warnings=False)
    size = _SIZE.match(drawn)
    assert size is not None  # every drawing begins with its size
    width, height = size.groups()
    body = _without_noise(drawn[size.end() :])
    words = escape(description)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{words}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{PLAIN_FONT}"><desc>{words}</desc>{body}'
    )


def height(drawing: str) -> float:
    """Pixels that a drawing made by `svg` takes from top to bottom, unless it is shrunk."""
    written = _HEIGHT.search(drawing)
    assert written is not None  # `svg` writes it
    return float(written[1])


def html(drawings: Sequence[str]) -> str:
    """SVG drawings of one picture, wide first, as HTML that shows the one that fits."""
    parts = [
        _own_ids(with_variables(drawing)).replace("<svg ", f'<svg class="lp-{size}" ', 1)
        for drawing, size in zip(drawings, ("wide", "narrow"), strict=False)
    ]
    return f'<div class="{_CLASS}"><style>{STYLE}</style><div>{"".join(parts)}</div></div>'


# Where vl-convert-python cannot run, whoever can show a picture otherwise puts itself here.
instead_of_svg: Callable[[Sequence[Mapping[str, Any]], str], dict[str, Any]] | None = None


def mimebundle(specs: Sequence[Mapping[str, Any]], description: str) -> dict[str, Any]:
    """What a notebook or the book is given to show: HTML, plain SVG and words.

    Raises:
        ModuleNotFoundError: vl-convert-python is missing, and nothing took its place.
    """
    try:
        drawings = [svg(spec, description) for spec in specs]
    except ModuleNotFoundError:
        if instead_of_svg is None:
            raise
        return instead_of_svg(specs, description)
    return {"text/html": html(drawings), "image/svg+xml": drawings[0], "text/plain": description}


def _without_noise(body: str) -> str:
    """The same drawing with two decimals and without empty parts."""
    shorter = _NOISE.sub("", body)
    return _GEOMETRY.sub(
        lambda part: _LONG.sub(lambda number: f"{float(number[0]):.2f}", part[0]), shorter
    )


def _own_ids(drawing: str) -> str:
    """Ids that differ between the pictures of a page, whose clip paths would else be confused."""
    mark = sha256(drawing.encode()).hexdigest()[:8]
    named = re.sub(r'\bid="([^"]+)"', rf'id="lp-{mark}-\1"', drawing)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#lp-{mark}-\1)", named)
