"""A venture's network as a still picture: the same signs as in the editor, and words for it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from leverplug.charts import figure
from leverplug.charts.look import light
from leverplug.charts.words import counted
from leverplug.widgets.base.poster import reserve_height
from leverplug.widgets.base.tie_looks import outline
from leverplug.widgets.editor.layout import RINGS

Row = Mapping[str, Any]
_LETTER = 6.6  # pixels a letter takes, on average
_HOME_RING = RINGS["home"].line
_HEIGHTS = {9999: 569, 560: 700}  # px of the live editor, in a column of at most so many px


class Frame(NamedTuple):
    """Size of a drawing and of its contacts, in pixels."""

    width: int
    height: int
    radius: int
    margin: int

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Pixels of a place between -1 and 1."""
        x = self.width / 2 + place[0] * (self.width / 2 - self.margin)
        return x, self.height / 2 - 6 + place[1] * (self.height / 2 - 48)


WIDE, NARROW = Frame(680, 420, 18, 62), Frame(340, 420, 14, 36)


def poster(state: Row) -> str:
    """The picture for a wide and for a narrow page, and under it what it shows, as HTML.

    Args:
        state: The synced state of a `NetworkCanvas`.
    """
    words = describe(state)
    drawings = [_svg(state, frame, words) for frame in (WIDE, NARROW)]
    folded = f"<details><summary>In words</summary><p>{escape(words)}</p></details>"
    return reserve_height(figure.html(drawings) + folded, "lp-canvas-room", _HEIGHTS)


def describe(state: Row) -> str:
    """What the network shows in its quarter, one clause a tie."""
    name = state["name"] or "The venture"
    if not state["ties"]:
        return f"{name} stands alone: it has no ties yet."
    parts = "; ".join(_clause(state, tie) for tie in state["ties"])
    return (
        f"{name} in quarter {state['quarter']}, with {counted(len(state['ties']), 'tie')}: {parts}."
    )


def _clause(state: Row, tie: Row) -> str:
    channel = state["channels"][_kind(state, tie)["channel"]]["label"]
    labels = {row["key"]: row["label"] for row in state["regions"]}
    where = f", {labels[tie['region']].lower()}" if tie["region"] else ""
    start, end = tie["start"], tie["end"]
    when = f"from quarter {start}" if end is None else f"quarters {start} to {end}"
    name = tie["label"] or _kind(state, tie)["label"]
    words = f"{name} ({channel}{where}, effort {_effort(state, tie):.2f}, {when})"
    row = _state_of(state, tie)
    return f"{words} with lever {row['lever']:.2f}, plug {row['plug']:.2f}" if row else words


def _kind(state: Row, tie: Row) -> Row:
    unknown = {"label": tie["kind"], "channel": "other", "icon": ""}
    return {kind["key"]: kind for kind in state["kinds"]}.get(tie["kind"], unknown)


def _state_of(state: Row, tie: Row) -> Row | None:
    states = {row["id"]: row for row in state["state"]}
    return states.get(tie["id"]) if _is_open(state, tie) else None


def _is_open(state: Row, tie: Row) -> bool:
    return tie["start"] <= state["quarter"] <= (tie["end"] or math.inf)


def _effort(state: Row, tie: Row) -> float:
    if not _is_open(state, tie):
        return 0.0
    past = [change["effort"] for change in tie["changes"] if change["quarter"] <= state["quarter"]]
    return past[-1] if past else tie["effort"]


def _svg(state: Row, frame: Frame, words: str) -> str:
    parts = [_home(frame), *_edges(state, frame), *_links(state, frame), *_nodes(state, frame)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(words)}" '
        f'width="{frame.width}" height="{frame.height}" '
        f'viewBox="0 0 {frame.width} {frame.height}" font-size="12.5">{"".join(parts)}</svg>'
    )


def _home(frame: Frame) -> str:
    x, y = frame.at((0, 0))
    edge, top = frame.at((_HOME_RING, -_HOME_RING))
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{edge - x:.1f}" ry="{y - top:.1f}" fill="none" '
        f'stroke="{light("line")}"/>'
    )


def _edges(state: Row, frame: Frame) -> Iterator[str]:
    x, y = frame.at((0, 0))
    for tie in state["ties"]:
        to_x, to_y = frame.at(state["positions"][tie["id"]])
        look = state["channels"][_kind(state, tie)["channel"]]
        row = _state_of(state, tie)
        weight = min(1.0, row["strength"] if row else _effort(state, tie))
        wide = 1.6 + 8 * weight
        dash = " ".join(f"{float(n) * max(1, wide / 2.5):.1f}" for n in look["dash"].split())
        yield (
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" '
            f'stroke="{look["colour"]}" stroke-width="{wide:.1f}" stroke-dasharray="{dash}" '
            f'opacity="{0.78 if _is_open(state, tie) else 0.3}"/>'
        )


def _links(state: Row, frame: Frame) -> Iterator[str]:
    x, y = frame.at((0, 0))
    for first, second in state["links"]:
        (ax, ay), (bx, by) = (frame.at(state["positions"][end]) for end in (first, second))
        mx, my = (ax + bx) / 2, (ay + by) / 2
        bend = f"{mx + (mx - x) * 0.35:.1f} {my + (my - y) * 0.35:.1f}"
        yield (
            f'<path d="M{ax:.1f} {ay:.1f}Q{bend} {bx:.1f} {by:.1f}" fill="none" '
            f'stroke="{light("muted")}" stroke-width="1.8"/>'
        )


def _nodes(state: Row, frame: Frame) -> Iterator[str]:
    x, y = frame.at((0, 0))
    core = frame.radius * 1.4
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{core:.0f}" fill="{light("venture")}"/>'
    labels = [(x, y + core + 15, state["name"] or "your venture")]
    for tie in state["ties"]:
        px, py = frame.at(state["positions"][tie["id"]])
        kind, faint = _kind(state, tie), 1 if _is_open(state, tie) else 0.45
        signs = "".join(_signs(_state_of(state, tie), frame.radius))
        drawn = _contact(kind, state["channels"][kind["channel"]], frame.radius)
        yield f'<g transform="translate({px:.1f} {py:.1f})" opacity="{faint}">{drawn}{signs}</g>'
        name = tie["label"] or kind.get("short", kind["label"])
        labels.append((px, py + frame.radius + 15, name))
    home_x, home_y = frame.at((_HOME_RING * math.cos(2.2), _HOME_RING * math.sin(2.2)))
    yield from _labels([*labels, (home_x, home_y + 12, "home")], frame)


def _contact(kind: Row, look: Row, radius: int) -> str:
    return (
        f'<path d="{outline(look["shape"], radius)}" fill="{look["colour"]}"/>'
        f'<path d="{kind["icon"]}" transform="scale({radius / 17:.2f}) translate(-12 -12)" '
        f'fill="none" stroke="{light("ground")}" stroke-width="1.7" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    )


def _signs(row: Row | None, radius: int) -> Iterator[str]:
    """A triangle for the lever and a stopper for the plug, as large as they are strong."""
    if row is None:
        return
    shapes = (("lever", "M0 -1L1 .8H-1Z", -0.75), ("plug", "M-1 -1H1V-.1H.5V1H-.5V-.1H-1Z", 0.75))
    for name, path, side in shapes:
        size = 9 * math.sqrt(min(1.0, max(0.0, row[name])))
        place = f"translate({radius * 1.15:.1f} {radius * side:.1f}) scale({size:.1f})"
        yield f'<path d="{path}" transform="{place}" fill="{light(name)}"/>' if size > 1 else ""


def _labels(labels: list[tuple[float, float, str]], frame: Frame) -> Iterator[str]:
    """Names of contacts, where they cover no other name."""
    boxes: list[tuple[float, float, float]] = []
    for x, y, words in labels:
        half = len(words) * _LETTER / 2
        x = min(max(x, half), frame.width - half)
        if any(abs(y - top) < 13 and abs(x - left) < half + wide for left, top, wide in boxes):
            continue
        boxes.append((x, y, half))
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{light("ink")}" '
            f'font-weight="600">{escape(words)}</text>'
        )
