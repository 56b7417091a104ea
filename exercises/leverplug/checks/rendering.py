"""What stands on the page when a chart is drawn: its marks, where they are, and its words.

A specification can say the same thing in many ways; a page cannot. So whoever judges a chart draws
it and looks. Drawing takes vl-convert, which is imported when the first chart is looked at; the
browser's Lab does not have it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

__all__ = ["Mark", "Rendered", "axis_of", "can_draw", "draw"]

_NEAR = 1.0  # pixels a mark may be away from where its value belongs
_ROUNDED = 2  # decimals to which numbers in a mark's description are compared
_PARTS = (("title", "title"), ("row-", "header"), ("column-", "header"))  # roles of groups
_NUMBER = re.compile(r": (-?\d+(?:\.\d+)?)(?=;|$)")
_Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


@dataclass(frozen=True)
class Mark:
    """A mark that carries data.

    Args:
        kind: "bar", "point", "tick", "rule" and so on, as a screen reader is told.
        values: Numbers the mark stands for, by its description.
        x, y: First and last pixel of its box, from the left and from the top of the page; of a
            point, twice its centre.
        panel: Pixels (left, top, right, bottom) of the panel it is in.
        look: Fill, stroke and shape.
        description: Its text alternative, which names each field with its value.
    """

    kind: str
    values: frozenset[float]
    x: tuple[float, float]
    y: tuple[float, float]
    panel: _Box
    look: tuple[str, str, str]
    description: str

    def is_inside(self) -> bool:
        """Whether its panel holds all of it."""
        left, top, right, bottom = self.panel
        return (
            left - 1 <= self.x[0] and self.x[1] <= right + 1
            and top - 1 <= self.y[0] and self.y[1] <= bottom + 1
        )  # fmt: skip

    def visible_length(self, axis: str) -> float:
        """Pixels of its box along "x" or "y" that its panel does not cut off."""
        place = ("x", "y").index(axis)
        low, high = getattr(self, axis)
        return max(0.0, min(high, self.panel[place + 2]) - max(low, self.panel[place]))


@dataclass(frozen=True)
class Rendered:
    """A chart as drawn.

    Args:
        marks: Marks that carry data.
        words: Texts by what they are: "title", "axis-title", "axis-label", "legend-label",
            "legend-title", "header" and "mark" (texts inside the picture).
        cut: Words that end in "…" because there was no room for them.
    """

    marks: list[Mark]
    words: dict[str, list[str]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All words of the chart, one line each."""
        return "\n".join(text for texts in self.words.values() for text in texts)


def can_draw() -> bool:
    """Whether vl-convert is there."""
    return find_spec("vl_convert") is not None


def draw(chart: Any) -> Rendered:
    """Draw a chart and look at it.

    Args:
        chart: An Altair chart, or a Vega-Lite specification.

    Raises:
        ModuleNotFoundError: vl-convert is not installed.
        ValueError: The specification cannot be drawn.

    Example:
        >>> rows = [{"tie": "kin", "mean": 2.2}, {"tie": "trade", "mean": 3.7}]
        >>> page = draw({"data": {"values": rows}, "mark": "bar", "encoding": {
        ...     "x": {"field": "mean", "type": "quantitative"},
        ...     "y": {"field": "tie", "type": "nominal"}}})
        >>> sorted(max(mark.values) for mark in page.marks)
        [2.2, 3.7]
    """
    spec = chart if isinstance(chart, dict) else chart.to_dict()
    # Marks name their data in their descriptions, which a theme may have turned off.
    described = {**spec, "config": {**spec.get("config", {}), "aria": True}}
    return _rendered(json.dumps(described, sort_keys=True))


@lru_cache(maxsize=4)  # drawing is slow, and one chart is looked at several times
def _rendered(spec: str) -> Rendered:
    import vl_convert

    root = vl_convert.vegalite_to_scenegraph(spec)["scenegraph"]
    picture = vl_convert.vegalite_to_svg(spec)
    marks: list[Mark] = []
    words: dict[str, list[str]] = {}
    for item, parent, panel in _items(root, (0.0, 0.0, 0.0, 0.0)):
        if parent["type"] == "text":
            words.setdefault(parent["role"], []).append(_text(item))
        elif parent["role"] == "mark" and item.get("description"):
            marks.append(_mark(item, parent["type"], panel))
    cut = re.findall(r">([^<>]*…)</", picture)
    return Rendered(marks, words, cut)


def axis_of(marks: Iterable[tuple[Mark, float]]) -> str:
    """Axis along which marks stand for numbers, in every panel by one rule.

    Args:
        marks: Marks, each with the number it should stand for.

    Returns:
        "x" or "y" if the first or last edge of the boxes follows the numbers in a straight line,
        else an empty text: the numbers are shown by colour, size or not at all, or bars are
        stacked.
    """
    panels: dict[_Box, list[tuple[Mark, float]]] = defaultdict(list)
    for mark, value in marks:
        panels[mark.panel].append((mark, value))
    for axis in ("x", "y"):
        for edge in (0, 1):
            places = [[(value, getattr(mark, axis)[edge]) for mark, value in found]
                      for found in panels.values()]  # fmt: skip
            if places and all(map(_is_line, places)):
                return axis
    return ""


def _is_line(points: list[tuple[float, float]]) -> bool:
    """Whether places follow values in a straight line that is not flat."""
    (low, start), (high, end) = min(points), max(points)
    if abs(end - start) < _NEAR or high == low:
        return False
    slope = (end - start) / (high - low)
    return all(abs(start + slope * (value - low) - place) <= _NEAR for value, place in points)


def _items(
    node: dict[str, Any], panel: _Box, inside: str = ""
) -> Iterator[tuple[dict[str, Any], dict[str, str], _Box]]:
    """Every item that is no group, with the type and role of its mark, and its panel."""
    role = node.get("role", "")
    inside = inside or next((name for part, name in _PARTS if role.startswith(part)), "")
    for item in node.get("items", []):
        if node["marktype"] != "group":
            own = role.startswith(("axis-", "legend-"))
            yield item, {"type": node["marktype"], "role": role if own else inside or role}, panel
            continue
        left, top = panel[0] + item.get("x", 0), panel[1] + item.get("y", 0)
        inner = (left, top, left + item.get("width", 0), top + item.get("height", 0))
        for part in item.get("items", []):
            yield from _items(part, inner, inside)


def _text(item: dict[str, Any]) -> str:
    text = item.get("text", "")
    return " ".join(map(str, text)) if isinstance(text, list) else str(text)


def _mark(item: dict[str, Any], kind: str, panel: _Box) -> Mark:
    description = item["description"].replace("−", "-")
    fill, stroke, shape = (str(item.get(name, "")) for name in ("fill", "stroke", "shape"))
    return Mark(
        kind=item.get("ariaRoleDescription") or kind,
        values=frozenset(round(float(found), _ROUNDED) for found in _NUMBER.findall(description)),
        x=_extent(item, "x", "width", panel[0]),
        y=_extent(item, "y", "height", panel[1]),
        panel=panel,
        look=(fill, stroke, shape),
        description=description,
    )


def _extent(item: dict[str, Any], axis: str, size: str, origin: float) -> tuple[float, float]:
    first = item.get(axis, 0)
    last = item.get(f"{axis}2", first + item.get(size, 0))
    return origin + min(first, last), origin + max(first, last)
