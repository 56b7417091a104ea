"""The co-author network as a drawing: a dot a person, a line a pair who wrote together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np

from leverplug.charts.words import counted
from leverplug.widgets.drawings.coauthor_layout import WIDTH, places
from leverplug.widgets.drawings.svg import drawing, ink

if TYPE_CHECKING:
    import networkx as nx

LETTERED = 4  # communities from this size on have a letter
NAMED = 4  # works from which on a person has a name in the picture
_RADIUS = 8.5  # of a dot, px
_BELOW = (
    "<p>● without this person the group falls apart. Letters: communities of four or more. "
    "Thicker lines: more works together. Point at a dot for a name.</p>"
)
_RULES = {"p": "font-size:13px;margin:.3em 0;line-height:1.5"}
_LETTER, _TALL = 7.2, 13  # px that a letter of a name takes, and a line of words
_AWAY = 12  # px from the middle of a dot to its name, and to the foot of a name above it
_COVERS, _CROSSES = 5, 1  # how bad it is that a name lies on a dot or a name, or on a line
_STEPS = np.arange(101)[:, None]  # hundredths of a line
_Spot = tuple[float, float]
_Box = tuple[float, float, float, float]  # left, top, right, bottom


def letters(communities: Iterable[Sequence[str]]) -> dict[str, str]:
    """A letter for each person in a community of four or more, A in the largest.

    Example:
        >>> letters([["a", "b", "c", "d"], ["e"]])
        {'a': 'A', 'b': 'A', 'c': 'A', 'd': 'A'}
    """
    large = [group for group in communities if len(group) >= LETTERED]
    pairs = zip(ascii_uppercase, large, strict=False)
    return {name: letter for letter, group in pairs for name in group}


def draw(
    graph: nx.Graph[str], communities: Sequence[Sequence[str]], cut: Sequence[str],
    inside: str, smallest: int, words: str,
) -> str:  # fmt: skip
    """The network as HTML and SVG; everybody keeps one place whatever the years.

    Args:
        graph: The people to draw, and their ties.
        communities: Groups with more ties inside than chance would give, largest first.
        cut: People without whom their group would fall apart; their dots are dark.
        inside: What stands in a dot: "community" or "works".
        smallest: Size of the smallest group of the whole literature that is drawn.
        words: Text alternative.
    """
    spots, height = places(smallest)
    works = {name: graph.nodes[name]["works"] for name in graph}
    counts = {name: str(len(titles)) for name, titles in works.items()}
    marks = counts if inside == "works" else letters(communities)
    ties = [(spots[a], spots[b]) for a, b in graph.edges if a in spots]
    lines = [_line(spots[a], spots[b], tie["weight"])
             for a, b, tie in graph.edges(data=True) if a in spots]  # fmt: skip
    shown = [name for name in graph if name in spots]
    dots = [_dot(n, spots[n], marks.get(n, ""), n in cut, works[n]) for n in shown]
    named = [name for name in shown if name in cut or len(works[name]) >= NAMED]
    surnames = [(name.split(",")[0], spots[name]) for name in named]
    labels = [_name(*at) for at in _placed(surnames, [spots[name] for name in shown], ties)]
    return drawing("lp-coauthors", (WIDTH, height), words, *lines, *dots, *labels, below=_BELOW,
                   text=12, rules=_RULES)  # fmt: skip


def _line(start: tuple[float, float], end: tuple[float, float], works: int) -> str:
    (x, y), (x2, y2) = start, end
    return (
        f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{ink("home")}" '
        f'stroke-width="{0.6 + 0.9 * works:.1f}"/>'
    )


def _dot(name: str, spot: tuple[float, float], mark: str, cuts: bool, works: Sequence[str]) -> str:
    fill, letter = (ink("venture"), ink("ground")) if cuts else (ink("line"), ink("venture"))
    title = f"<title>{escape(name)}: {counted(len(works), 'work')}</title>"
    return (
        f'<g transform="translate({spot[0]:.0f},{spot[1]:.0f})">{title}'
        f'<circle r="{_RADIUS}" fill="{fill}" stroke="{ink("home")}"/>'
        f'<text y="4" text-anchor="middle" fill="{letter}">{mark}</text></g>'
    )


def _placed(
    names: Sequence[tuple[str, _Spot]], dots: Sequence[_Spot], ties: Sequence[tuple[_Spot, _Spot]]
) -> list[tuple[str, _Spot]]:
    """Names beside their dots, with the left ends of their feet, where they hide least."""
    taken = np.array([(x, y, x, y) for x, y in dots]).reshape(-1, 4)
    taken += (-_RADIUS, -_RADIUS, _RADIUS, _RADIUS)
    lines = np.array(ties, float).reshape(-1, 4)
    found = []
    for name, spot in names:
        boxes = np.array(_beside(spot, len(name) * _LETTER))
        box = boxes[_hidden(boxes, taken, lines).argmin()]
        taken = np.vstack([taken, box])
        found.append((name, (float(box[0]), float(box[3]) - 2)))
    return found


def _beside(spot: _Spot, wide: float) -> list[_Box]:
    """Boxes for words above a dot, below it and at its sides, inside the drawing."""
    x, y = spot
    left = min(max(x - wide / 2, 2), WIDTH - wide - 2)
    feet = [(left, y - _AWAY), (left, y + _AWAY + _TALL - 3), (x + _AWAY, y + 5),
            (x - _AWAY - wide, y + 5), (x + 5, y - _AWAY + 3), (x - 5 - wide, y - _AWAY + 3),
            (x + 5, y + _AWAY + 8), (x - 5 - wide, y + _AWAY + 8)]  # fmt: skip
    boxes = [(at, foot - _TALL + 2, at + wide, foot + 2) for at, foot in feet]
    return [box for box in boxes if box[0] >= 0 and box[2] <= WIDTH]


def _hidden(boxes: np.ndarray, taken: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """How bad it is to put a name into each of some boxes, shape (boxes,).

    Args:
        boxes, taken: Left, top, right and bottom of each box, and of what is there already.
        lines: Both ends of each line, x before y.
    """
    covered = _overlap(boxes, taken).sum(1)
    ends = lines.reshape(-1, 2, 2)
    box, line = _overlap(boxes, np.hstack([ends.min(1), ends.max(1)])).nonzero()
    crossing = box[_crosses(lines[line], boxes[box])]
    return _COVERS * covered + _CROSSES * np.bincount(crossing, minlength=len(boxes))


def _overlap(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each of some boxes shares room with each of some others, shape (boxes, others)."""
    ours, theirs = boxes[:, None], others[None]
    shared = (ours[..., :2] < theirs[..., 2:]) & (theirs[..., :2] < ours[..., 2:])
    return np.logical_and(shared[..., 0], shared[..., 1])


def _crosses(lines: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Whether some point of each line, looked at in steps of a few px, is in its box."""
    start, way = lines[:, None, :2], (lines[:, 2:] - lines[:, :2])[:, None]
    points = start + way * _STEPS / 100
    inside = (boxes[:, None, :2] < points) & (points < boxes[:, None, 2:])
    crossed: np.ndarray = inside.all(-1).any(1)
    return crossed


def _name(surname: str, foot: _Spot) -> str:
    words, place = escape(surname), f'x="{foot[0]:.0f}" y="{foot[1]:.0f}"'
    return (
        f'<text {place} stroke="{ink("ground")}" stroke-width="3.5" stroke-linejoin="round">'
        f'{words}</text><text {place} fill="{ink("ink")}" font-weight="600">{words}</text>'
    )
