"""Pictures that need no program: a network as plain SVG, with words that say what it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leverplug.widgets.network_canvas import NetworkCanvas

_WIDTH, _HEIGHT, _RADIUS = 760, 440, 19
_RINGS = {"home": 0.6, "neighbouring": 0.7, "close": 0.8, "developed": 0.9, "emerging": 1.0}


def network(canvas: NetworkCanvas) -> str:
    """A figure of the canvas's network: SVG that scales, and its caption in words."""
    caption = escape(describe(canvas))
    body = "".join([*_rings(canvas), *_edges(canvas), *_links(canvas), *_contacts(canvas)])
    return (
        '<figure class="lp-poster" style="margin:0">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{caption}" '
        'style="width:100%;height:auto;font:12.5px system-ui,sans-serif" fill="currentColor">'
        f"{body}</svg><figcaption>{caption}</figcaption></figure>"
    )


def describe(canvas: NetworkCanvas) -> str:
    """What the network shows in its quarter, one clause a tie."""
    name = canvas.name or "The venture"
    if not canvas.ties:
        return f"{name} stands alone: it has no ties yet."
    parts = "; ".join(_sentence(canvas, tie) for tie in canvas.ties)
    count = "1 tie" if len(canvas.ties) == 1 else f"{len(canvas.ties)} ties"
    return f"{name} in quarter {canvas.quarter}, with {count}: {parts}."


def _sentence(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> str:
    kind = _kind(canvas, tie)
    channel = canvas.channels[kind["channel"]]["label"]
    where = f", {_region(canvas, tie).lower()}" if tie["region"] else ""
    start, end = tie["start"], tie["end"]
    when = f"from quarter {start}" if end is None else f"quarters {start} to {end}"
    words = f"{_name(canvas, tie)} ({channel}{where}, effort {_effort(canvas, tie):.2f}, {when})"
    row = {row["id"]: row for row in canvas.state}.get(tie["id"])
    if row:
        words += f" with lever {row['lever']:.2f} and plug {row['plug']:.2f}"
    return words


def _kind(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> Mapping[str, Any]:
    unknown = {"label": tie["kind"], "channel": "other", "icon": ""}
    return {kind["key"]: kind for kind in canvas.kinds}.get(tie["kind"], unknown)


def _name(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> str:
    return tie["label"] or _kind(canvas, tie)["label"]


def _region(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> str:
    return {row["key"]: row["label"] for row in canvas.regions}.get(tie["region"], "")


def _effort(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> float:
    quarter = canvas.quarter
    if not _open(canvas, tie):
        return 0.0
    past = [c["effort"] for c in tie["changes"] if c["quarter"] <= quarter]
    return past[-1] if past else tie["effort"]


def _open(canvas: NetworkCanvas, tie: Mapping[str, Any]) -> bool:
    return tie["start"] <= canvas.quarter <= (tie["end"] or math.inf)


def _at(canvas: NetworkCanvas, tie_id: str) -> tuple[float, float]:
    x, y = canvas.positions[tie_id]
    return _WIDTH / 2 + x * (_WIDTH / 2 - 74), _HEIGHT / 2 - 6 + y * (_HEIGHT / 2 - 46)


def _rings(canvas: NetworkCanvas) -> list[str]:
    used = {tie["region"] or "home" for tie in canvas.ties}
    labels = {row["key"]: row["label"] for row in canvas.regions}
    parts = []
    for key, share in _RINGS.items():
        if key not in used:
            continue
        rx, ry = share * (_WIDTH / 2 - 74), share * (_HEIGHT / 2 - 46)
        x, y = _WIDTH / 2 + rx * math.cos(0.93), _HEIGHT / 2 - 6 + ry * math.sin(0.93)
        parts.append(
            f'<ellipse cx="{_WIDTH / 2}" cy="{_HEIGHT / 2 - 6}" rx="{rx:.1f}" ry="{ry:.1f}" '
            'fill="none" stroke="#6b7280" stroke-opacity=".35"/>'
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="11" opacity=".75">'
            f"{escape(labels.get(key, key).lower())}</text>"
        )
    return parts


def _edges(canvas: NetworkCanvas) -> list[str]:
    strength = {row["id"]: row["strength"] for row in canvas.state}
    parts = []
    for tie in canvas.ties:
        x, y = _at(canvas, tie["id"])
        look = canvas.channels[_kind(canvas, tie)["channel"]]
        weight = min(1.0, strength.get(tie["id"], _effort(canvas, tie)))
        parts.append(
            f'<line x1="{_WIDTH / 2}" y1="{_HEIGHT / 2 - 6}" x2="{x:.1f}" y2="{y:.1f}" '
            f'stroke="{look["colour"]}" stroke-width="{1.6 + 8 * weight:.1f}" '
            f'stroke-dasharray="{look["dash"]}" stroke-linecap="round" '
            f'opacity="{0.8 if _open(canvas, tie) else 0.3}"/>'
        )
    return parts


def _links(canvas: NetworkCanvas) -> list[str]:
    parts = []
    for first, second in canvas.links:
        (ax, ay), (bx, by) = _at(canvas, first), _at(canvas, second)
        mx, my = (ax + bx) / 2, (ay + by) / 2
        bend_x, bend_y = mx + (mx - _WIDTH / 2) * 0.35, my + (my - _HEIGHT / 2) * 0.35
        parts.append(
            f'<path d="M{ax:.1f} {ay:.1f}Q{bend_x:.1f} {bend_y:.1f} {bx:.1f} {by:.1f}" '
            'fill="none" stroke="#6b7280" stroke-width="1.8"/>'
        )
    return parts


def _contacts(canvas: NetworkCanvas) -> list[str]:
    centre = (_WIDTH / 2, _HEIGHT / 2 - 6)
    parts = [
        f'<circle cx="{centre[0]}" cy="{centre[1]}" r="{_RADIUS * 1.4:.1f}"/>',
        _text(centre[0], centre[1] + 42, canvas.name or "your venture", 700),
    ]
    for tie in canvas.ties:
        x, y = _at(canvas, tie["id"])
        kind = _kind(canvas, tie)
        look = canvas.channels[kind["channel"]]
        parts.append(
            f'<g transform="translate({x:.1f} {y:.1f})" '
            f'opacity="{1 if _open(canvas, tie) else 0.5}">'
            f'<path d="{_outline(look["shape"], _RADIUS)}" fill="{look["colour"]}"/>'
            f'<path d="{kind["icon"]}" transform="scale(1.1) translate(-12 -12)" fill="none" '
            'stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></g>'
        )
        parts.append(_text(x, y + 34, _name(canvas, tie), 560))
    return parts


def _text(x: float, y: float, words: str, weight: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )


def _outline(shape: str, r: float) -> str:
    if shape == "circle":
        return f"M{-r} 0A{r} {r} 0 1 1 {r} 0A{r} {r} 0 1 1 {-r} 0Z"
    if shape == "square":
        side = r * 0.92
        return f"M{-side:.1f} {-side:.1f}H{side:.1f}V{side:.1f}H{-side:.1f}Z"
    corners, reach = (6, r * 1.1) if shape == "hexagon" else (4, r * 1.22)
    angles = [2 * math.pi * corner / corners for corner in range(corners)]
    points = [f"{reach * math.cos(a):.1f} {reach * math.sin(a):.1f}" for a in angles]
    return f"M{'L'.join(points)}Z"
