"""How kinds of tie and regions look and what they are called, as rows for the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from leverplug import catalogue
from leverplug.charts.look import COLOURS

# Outlines of contacts of radius 1, as SVG path data in which every number is a coordinate.
_CIRCLE = (
    "M-1 0C-1 -0.5523 -0.5523 -1 0 -1C0.5523 -1 1 -0.5523 1 0"
    "C1 0.5523 0.5523 1 0 1C-0.5523 1 -1 0.5523 -1 0Z"
)
_SQUARE = (
    "M-0.62 -0.92H0.62Q0.92 -0.92 0.92 -0.62V0.62Q0.92 0.92 0.62 0.92"
    "H-0.62Q-0.92 0.92 -0.92 0.62V-0.62Q-0.92 -0.92 -0.62 -0.92Z"
)
_HEXAGON = "M1.1 0L0.55 0.9526L-0.55 0.9526L-1.1 0L-0.55 -0.9526L0.55 -0.9526Z"
_DIAMOND = "M1.22 0L0 1.22L-1.22 0L0 -1.22Z"
# One dash and one shape go with each channel's colour: nothing is said by colour alone.
_LOOKS = {
    "personal": ("personal", "", _CIRCLE),
    "business": ("business", "10 4", _SQUARE),
    "institutional": ("institutional", "10 4 2 4", _HEXAGON),
    "other": ("online and other", "2 4", _DIAMOND),
}
_SENT = ("key", "label", "short", "channel", "has_region", "summary", "icon")  # of a kind
# What fits beside a contact in the picture, by kind.
SHORT = {key: kind.short for key, kind in catalogue.tie_kinds().items()}


def channel_looks() -> dict[str, dict[str, str]]:
    """Label, colours, dash and shape (a contact's outline, radius 1) of each channel, by key."""
    return {
        key: {"label": label, "colour": COLOURS[key].light, "dark": COLOURS[key].dark,
              "dash": dash, "shape": shape}
        for key, (label, dash, shape) in _LOOKS.items()
    }  # fmt: skip


def outline(shape: str, radius: float) -> str:
    """SVG path data of a channel's shape for a contact of so many pixels.

    Example:
        >>> outline(channel_looks()["other"]["shape"], 10)
        'M12.2 0L0 12.2L-12.2 0L0 -12.2Z'
    """
    return re.sub(r"-?[\d.]+", lambda number: f"{radius * float(number[0]):.4g}", shape)


def kind_rows(keys: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The kinds of tie on offer, in the catalogue's order.

    Args:
        keys: Kinds to offer; all of them if None.

    Raises:
        ValueError: A key names no kind of tie.
    """
    known = catalogue.tie_kinds()
    chosen = tuple(known) if keys is None else tuple(keys)
    if unknown := [key for key in chosen if key not in known]:
        raise ValueError(f"kinds: {', '.join(unknown)} is not one of {', '.join(known)}")
    return [{name: getattr(known[key], name) for name in _SENT} for key in chosen]


def channel_of() -> dict[str, str]:
    """Channel of every kind of tie, by key."""
    return {kind.key: kind.channel for kind in catalogue.tie_kinds().values()}
