"""The co-author network as a drawing: a dot a person, a line a pair who wrote together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING

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
_CLOSE = (36, 42)  # px across and down within which two names would collide


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
    lines = [_line(spots[a], spots[b], tie["weight"])
             for a, b, tie in graph.edges(data=True) if a in spots]  # fmt: skip
    shown = [name for name in graph if name in spots]
    dots = [_dot(n, spots[n], marks.get(n, ""), n in cut, works[n]) for n in shown]
    named = [name for name in shown if name in cut or len(works[name]) >= NAMED]
    others = [spots[name] for name in named]
    labels = [_name(name, spots[name], _is_below(spots[name], others)) for name in named]
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


def _is_below(spot: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    """Whether a name goes below its dot, because one close by and higher has its own above."""
    across, down = _CLOSE
    return any(abs(spot[0] - x) < across and 0 < spot[1] - y < down for x, y in others)


def _name(name: str, spot: tuple[float, float], below: bool) -> str:
    surname = escape(name.split(",")[0])
    x, y = min(max(spot[0], 34), WIDTH - 34), spot[1] + (21 if below else -12)
    place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="middle"'
    return (
        f'<text {place} stroke="{ink("ground")}" stroke-width="3.5" stroke-linejoin="round">'
        f'{surname}</text><text {place} fill="{ink("ink")}" font-weight="600">{surname}</text>'
    )
