"""Controls as a page shows them before Python answers: in words, with the measures of live ones.

Whatever stands below a lab must not move when the live lab takes the poster's place, so each
control here is as tall as the widget that will replace it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import ipywidgets

ROW = 32  # px: a control of ipywidgets with its margins
_BUTTON = (
    "display:inline-block;box-sizing:border-box;height:28px;line-height:26px;margin:2px;"
    "padding:0 9px;border:1px solid currentcolor;border-radius:4px;opacity:.75;"
    "white-space:nowrap;font-size:14.4px"
)
_CHOSEN = ";padding:0 2px;opacity:1"
_CONTROL = f"height:{ROW}px;padding:2px;gap:8px;font-size:14.4px;line-height:28px"
_CLIPPED = "min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis"
_CHOICES = "display:flex;flex-wrap:wrap;align-items:center;padding:2px;gap:0 8px;font-size:14.4px"


def control(widget: ipywidgets.Widget, wide: bool = False) -> str:
    """A control, its name and its value as HTML.

    Args:
        widget: An input widget, a button or a heading.
        wide: Whether a button is as wide as its column, if it has no width of its own.

    Example:
        >>> "Years" in control(ipywidgets.IntSlider(3, description="Years"))
        True
    """
    if isinstance(widget, ipywidgets.HTML):
        return f'<div style="{_CONTROL}">{widget.value}</div>'
    if isinstance(widget, ipywidgets.Button):
        return _button(widget, wide)
    if isinstance(widget, ipywidgets.ToggleButtons):
        return _choices(widget)
    return (
        f'<div class="livepages-control" style="{_CONTROL}">{_name(widget)}'
        f'<span class="livepages-value" style="{_CLIPPED}">{escape(_shown(widget))}</span></div>'
    )


def controls(widgets: Iterable[ipywidgets.Widget]) -> str:
    """Several controls, one below the other."""
    return "".join(f"<div>{control(widget, wide=True)}</div>" for widget in widgets)


def box(parts: Iterable[str], layout: Mapping[str, str]) -> str:
    """Parts in a box that is laid out as the live one.

    Args:
        parts: HTML of each part.
        layout: As given to an ipywidgets box.
    """
    return f'<div style="display:flex;{_style(layout)}">{"".join(parts)}</div>'


def column(content: str, layout: Mapping[str, str]) -> str:
    """HTML in a column that is laid out as the live one."""
    return f'<div style="box-sizing:border-box;{_style(layout)}">{content}</div>'


def _style(layout: Mapping[str, str]) -> str:
    return ";".join(f"{name.replace('_', '-')}:{value}" for name, value in layout.items())


def room(content: str, name: str, heights: Mapping[int, int]) -> str:
    """HTML with the room that a live widget will take; none on paper, and none without scripts.

    Args:
        content: What stands there meanwhile.
        name: Of a style class for it.
        heights: Pixels by the width of the column, in px, up to which they hold; widest first.
    """
    rules = "".join(
        f"@container (max-width:{width}px){{.{name}{{min-height:{height}px}}}}"
        for width, height in heights.items()
    )
    return (
        '<div style="container-type:inline-size">'
        f"<style>@media screen and (scripting:enabled){{{rules}}}</style>"
        f'<div class="{name}">{content}</div></div>'
    )


def _button(widget: ipywidgets.Button, wide: bool) -> str:
    stretch = wide and widget.layout.width == "auto"
    room = ";width:calc(100% - 4px);text-align:center" if stretch else ""
    return f'<span style="{_BUTTON}{room}">{escape(widget.description)}</span>'


def _name(widget: ipywidgets.Widget) -> str:
    width = widget.style.description_width or "initial"
    fixed = "" if width == "initial" else f"flex:none;width:{width};min-width:0;"
    return (
        f'<span class="livepages-label" style="{fixed}text-align:right;white-space:nowrap">'
        f"{escape(widget.description)}</span>"
    )


def _choices(widget: ipywidgets.ToggleButtons) -> str:
    """All options side by side, the chosen one with a tick in what room it has."""
    options = "".join(
        f'<span style="{_BUTTON}{_CHOSEN if chosen else ""}">'
        f"{'✓ ' if chosen else ''}{escape(label)}</span>"
        for number, label in enumerate(widget._options_labels)
        for chosen in [number == widget.index]
    )
    return f'<div style="{_CHOICES}">{_name(widget)}<span>{options}</span></div>'


def _shown(widget: ipywidgets.Widget) -> str:
    value: Any = getattr(widget, "label", None) or widget.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " to ".join(map(str, value))
    unit = getattr(widget, "readout_format", "")
    return f"{value:.0%}" if unit.endswith("%") else str(value)
