"""A venture among its contacts: for each a lever and a plug, as large as the model has them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from leverplug.charts.words import counted
from leverplug.widgets.drawings.svg import drawing, ink

_WIDTH, _HEIGHT = 480, 430
_CENTRE = (_WIDTH / 2, _HEIGHT / 2 - 4)
_REACH = (192, 162)  # from the centre to a contact, across and down
_FULL, _SIDE = 0.3, 34.0  # a lever or plug of .3 is a triangle with sides of 34 px
_DONE = {"keep": "", "feed": "fed", "cut": "cut"}
_STRAIGHT = 30  # px to the side within which a contact stands straight below the venture
_LETTER = 8.6  # px a letter of a name takes, on average


class Contact(NamedTuple):
    """A contact of the venture: its effort (share), lever and plug (0 to 1), and what is done.

    `decision` is "keep", "feed" or "cut"; `open` tells whether the tie has begun; `chosen`
    whether the learner looks at it.
    """

    name: str
    effort: float
    lever: float
    plug: float
    decision: str = "keep"
    open: bool = True
    chosen: bool = False


def describe(contacts: Sequence[Contact], links: Sequence[tuple[str, str]], year: int) -> str:
    """What the picture shows, in words."""
    parts = [f"{c.name} {_clause(c)}" for c in contacts]
    others = counted(len(contacts), "contact")
    words = f"The venture and its {others} in year {year}: {'; '.join(parts)}."
    if links:
        words += f" Contacts who know one another: {', '.join(f'{a} and {b}' for a, b in links)}."
    return words


def _clause(contact: Contact) -> str:
    """Lever and plug of a contact, and what is done, in words."""
    if not contact.open:
        return "not yet met"
    done = f", {_DONE[contact.decision]}" if contact.decision != "keep" else ""
    return f"lever {contact.lever:.2f}, plug {contact.plug:.2f}{done}"


def draw(
    contacts: Sequence[Contact], links: Sequence[tuple[str, str]], year: int, centre: str
) -> str:
    """The picture as HTML and SVG.

    Args:
        contacts: In the order to stand round the venture.
        links: Pairs of names who know one another.
        year: The year shown.
        centre: Name of the venture.
    """
    places = {c.name: _place(i, len(contacts)) for i, c in enumerate(contacts)}
    x, y = _CENTRE
    venture = (
        f'<circle cx="{x}" cy="{y}" r="25" fill="{ink("venture")}"/><text x="{x}" y="{y + 4}" '
        f'text-anchor="middle" font-weight="600" fill="{ink("ground")}">{escape(centre)}</text>'
    )
    lines = [_line(places[a], places[b]) for a, b in links]
    spokes = [_spoke(c, places[c.name]) for c in contacts]
    signs = [_marks(c, places[c.name]) for c in contacts]
    names = [_name(c, places[c.name]) for c in contacts]  # on top: no mark covers a name
    parts = (*lines, *spokes, venture, *signs, *names, _key())
    return drawing("lp-ego", (_WIDTH, _HEIGHT), describe(contacts, links, year), *parts, text=15)


def _place(number: int, contacts: int) -> tuple[float, float]:
    turn = 2 * math.pi * number / contacts - math.pi / 2
    return _CENTRE[0] + _REACH[0] * math.cos(turn), _CENTRE[1] + _REACH[1] * math.sin(turn)


def _line(one: tuple[float, float], other: tuple[float, float]) -> str:
    return (
        f'<line x1="{one[0]:.0f}" y1="{one[1]:.0f}" x2="{other[0]:.0f}" y2="{other[1]:.0f}" '
        f'stroke="{ink("home")}" stroke-width="1.5" stroke-dasharray="2 4"/>'
    )


def _spoke(contact: Contact, place: tuple[float, float]) -> str:
    if not contact.open or contact.effort <= 0:
        return ""
    return (
        f'<line x1="{_CENTRE[0]}" y1="{_CENTRE[1]}" x2="{place[0]:.0f}" y2="{place[1]:.0f}" '
        f'stroke="{ink("line")}" stroke-width="{1 + 50 * contact.effort:.1f}"/>'
    )


def _side(value: float) -> float:
    return _SIDE * math.sqrt(max(value, 0.0) / _FULL)


def _triangle(value: float, up: bool) -> str:
    """An equilateral triangle with its base at the middle, its area in proportion to a value."""
    side = _side(value)
    height = side * math.sqrt(3) / 2 * (-1 if up else 1)
    gap = -1.5 if up else 1.5
    return f"M{-side / 2:.1f},{gap}H{side / 2:.1f}L0,{height + gap:.1f}Z"


def _marks(contact: Contact, place: tuple[float, float]) -> str:
    if not contact.open:
        return ""
    return (
        f'<g transform="translate({place[0]:.0f},{place[1]:.0f})">'
        f'<path d="{_triangle(contact.lever, up=True)}" fill="{ink("lever")}"/>'
        f'<path d="{_triangle(contact.plug, up=False)}" fill="{ink("plug")}"/></g>'
    )


def _name(contact: Contact, place: tuple[float, float]) -> str:
    """The name off the marks with what is done, in a frame of its own if it is chosen.

    It stands above them; below, where the line from the venture comes straight from above.
    """
    word = "not yet" if not contact.open else _DONE[contact.decision]
    colour = {"cut": ink("plug_text"), "fed": ink("lever_text")}.get(word, ink("muted"))
    foot = -8 - 0.87 * _side(contact.lever)
    if abs(place[0] - _CENTRE[0]) < _STRAIGHT and place[1] > _CENTRE[1]:
        foot = 18 + 0.87 * _side(contact.plug)
    frame = _frame(contact.name, word, foot) if contact.chosen else ""
    return (
        f'<g transform="translate({place[0]:.0f},{place[1]:.0f})">{frame}'
        f'<text y="{foot:.0f}" text-anchor="middle" stroke="{ink("ground")}" '
        f'stroke-width="3" paint-order="stroke"><tspan fill="{ink("ink")}" font-weight="600">'
        f'{escape(contact.name)}</tspan><tspan fill="{colour}" dx="4">{word}</tspan></text></g>'
    )


def _frame(name: str, word: str, foot: float) -> str:
    wide = _LETTER * (len(name) + 0.8 * len(word)) + 14
    return (
        f'<rect x="{-wide / 2:.1f}" y="{foot - 15:.0f}" width="{wide:.1f}" height="20" rx="6" '
        f'fill="{ink("ground")}" stroke="{ink("venture")}" stroke-width="1.5"/>'
    )


def _key() -> str:
    y = _HEIGHT - 6
    return (
        f'<g fill="{ink("muted")}" font-size="14">'
        f'<path d="M8,{y}h12l-6,-10.4z" fill="{ink("lever")}"/><text x="25" y="{y}">lever</text>'
        f'<path d="M72,{y - 10}h12l-6,10.4z" fill="{ink("plug")}"/>'
        f'<text x="89" y="{y}">plug</text></g>'
    )
