"""How kinds of tie and regions look and what they are called, as rows for the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leverplug import catalogue
from leverplug.charts.look import COLOURS

# One dash and one shape go with each channel's colour: nothing is said by colour alone.
_LOOKS = {
    "personal": ("personal", "", "circle"),
    "business": ("business", "10 4", "square"),
    "institutional": ("institutional", "10 4 2 4", "hexagon"),
    "other": ("online and other", "2 4", "diamond"),
}
# What fits beside a contact in the picture, by kind.
SHORT = {key: kind.short for key, kind in catalogue.tie_kinds().items()}


def channel_looks() -> dict[str, dict[str, str]]:
    """Label, colours, dash and shape of each channel, by key."""
    return {
        key: {
            "label": label,
            "colour": COLOURS[key].light,
            "dark": COLOURS[key].dark,
            "dash": dash,
            "shape": shape,
        }
        for key, (label, dash, shape) in _LOOKS.items()
    }


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
    return [_kind_row(known[key]) for key in chosen]


def _kind_row(kind: catalogue.TieKind) -> dict[str, Any]:
    return {
        "key": kind.key,
        "label": kind.label,
        "short": kind.short,
        "channel": kind.channel,
        "has_region": kind.has_region,
        "summary": kind.summary,
        "icon": kind.icon,
    }


def channel_of() -> dict[str, str]:
    """Channel of every kind of tie, by key."""
    return {kind.key: kind.channel for kind in catalogue.tie_kinds().values()}


def region_rows() -> list[dict[str, str]]:
    """Home and the foreign regions, nearest first."""
    return [{"key": region.key, "label": region.label} for region in catalogue.regions().values()]
