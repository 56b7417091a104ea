"""A venture and its ties as a star: how much effort each gets, and what each adds or takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from leverplug import catalogue
from leverplug.charts.words import counted
from leverplug.widgets.base.tie_looks import SHORT, channel_looks, outline
from leverplug.widgets.drawings.svg import drawing, ink

_WIDTH, _HEIGHT = 440, 300
_RADIUS = 19  # px of a contact
_REACH = (138, 84)  # from the centre to a contact, across and down
_NAME_ABOVE, _NAME_BELOW = -42, 36  # px from the middle of a contact to the foot of its name
_SIGNS = {"adds": ("▲ ", ink("lever_text")), "takes": ("▼ ", ink("plug_text")),
          "none": ("", ink("muted"))}  # fmt: skip


class Spoke(NamedTuple):
    """A tie of the star: its kind, its share of effort, and the lives it adds or takes."""

    kind: str
    effort: float
    runs: int


def effect(spoke: Spoke) -> str:
    """What a tie does, in two or three words.

    Example:
        >>> effect(Spoke("kin", 0.2, -12)), effect(Spoke("kin", 0.0, 0))
        ('takes 12 lives', 'no effort')
    """
    if spoke.effort == 0:
        return "no effort"
    if spoke.runs == 0:
        return "adds none"
    verb = "adds" if spoke.runs > 0 else "takes"
    return f"{verb} {counted(abs(spoke.runs), 'life', 'lives')}"


def describe(spokes: Sequence[Spoke]) -> str:
    """What the star shows, in words."""
    parts = [f"{SHORT[s.kind].lower()} {s.effort:.0%} of effort, {effect(s)}" for s in spokes]
    return f"Your venture and its {counted(len(spokes), 'tie')}: {'; '.join(parts)}."


def draw(spokes: Sequence[Spoke]) -> str:
    """The star as HTML and SVG: thicker lines for more effort, ▲ for a lever, ▼ for a plug."""
    places = _places(len(spokes))
    lines = [_line(spoke, *place) for spoke, place in zip(spokes, places, strict=True)]
    contacts = [_contact(spoke, *place) for spoke, place in zip(spokes, places, strict=True)]
    x, y = _WIDTH / 2, _HEIGHT / 2 - 12
    centre = (
        f'<circle cx="{x}" cy="{y}" r="27" fill="{ink("venture")}"/>'
        f'<text x="{x}" y="{y + 4}" text-anchor="middle" fill="{ink("ground")}">You</text>'
    )
    return drawing("lp-star", (_WIDTH, _HEIGHT), describe(spokes), *lines, centre, *contacts)


def _places(ties: int) -> list[tuple[float, float]]:
    """Corners first, so that words above or below a contact have room."""
    turn = [(2 * i + 1) * math.pi / ties + math.pi for i in range(ties)]
    across, down = (reach * math.sqrt(2) for reach in _REACH)
    x, y = _WIDTH / 2, _HEIGHT / 2 - 12
    return [(x + across * math.cos(a), y + down * math.sin(a)) for a in turn]


def _line(spoke: Spoke, x: float, y: float) -> str:
    channel = catalogue.tie_kinds()[spoke.kind].channel
    width, faint = (1.5 + 16 * spoke.effort, "") if spoke.effort else (1.5, ' opacity=".35"')
    return (
        f'<line x1="{_WIDTH / 2}" y1="{_HEIGHT / 2 - 12}" x2="{x:.0f}" y2="{y:.0f}" '
        f'stroke="{ink(channel)}" stroke-width="{width:.1f}" '
        f'stroke-dasharray="{channel_looks()[channel]["dash"]}"{faint}/>'
    )


def _contact(spoke: Spoke, x: float, y: float) -> str:
    kind = catalogue.tie_kinds()[spoke.kind]
    look = channel_looks()[kind.channel]
    does = "none" if not spoke.effort or not spoke.runs else "adds" if spoke.runs > 0 else "takes"
    sign, colour = _SIGNS[does]
    name = _NAME_ABOVE if y < _HEIGHT / 2 - 12 else _NAME_BELOW  # away from the line to the middle
    return (
        f'<g transform="translate({x:.0f},{y:.0f})"><g opacity="{1 if spoke.effort else 0.45}">'
        f'<path d="{outline(look["shape"], _RADIUS)}" fill="{look["colour"]}"/>'
        f'<path d="{kind.icon}" transform="scale(1.1) translate(-12 -12)" fill="none" '
        f'stroke="{ink("ground")}" stroke-width="1.7" stroke-linecap="round" '
        'stroke-linejoin="round"/></g>'
        f'<text y="{name}" text-anchor="middle" fill="{ink("ink")}">{escape(kind.short)}</text>'
        f'<text y="{name + 16}" text-anchor="middle" fill="{colour}" font-weight="600">'
        f"{sign}{effect(spoke)}</text></g>"
    )
