"""Places for people who wrote together: each group by itself, the largest on top."""

from __future__ import annotations

from functools import cache
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from leverplug.network import people

if TYPE_CHECKING:
    import networkx as nx

WIDTH = 420
_LARGE, _ROOM = 11, 31  # groups from this size on get a row of their own; px, see `places`
_STEP = 22  # between people of small groups, px
_GAP = 24  # between groups, px
_NAMED, _NAMES = 4, 10  # groups from this size on have names below them too, which take so many px
_SEED = 4  # of the layout; any will do, but it must stay


@cache
def places(smallest: int = 1) -> tuple[dict[str, tuple[float, float]], int]:
    """A place for everybody in the whole literature, and the height of the picture.

    Args:
        smallest: Size of the smallest group that gets a place.

    Returns:
        Places (x, y) in px by name, and the height in px.
    """
    import networkx as nx

    from leverplug import datasets

    graph = people(datasets.rows("literature"))
    parts = (group for group in nx.connected_components(graph) if len(group) >= smallest)
    groups = sorted(parts, key=lambda group: (-len(group), sorted(group)))
    spots: dict[str, tuple[float, float]] = {}
    top = _GAP
    for group in (g for g in groups if len(g) >= _LARGE):
        height = int(_ROOM * len(group) ** 0.72)
        spots |= _spread(graph.subgraph(sorted(group)), top, height)
        top += height + _GAP

    def weight(name: str) -> tuple[int, int, str]:
        """Who is named stands on top: who has most co-authors, then most works."""
        return -graph.degree(name), -len(graph.nodes[name]["works"]), name

    small = [sorted(group, key=weight) for group in groups if len(group) < _LARGE]
    shelved = _shelved(small, top)
    lowest = max(y for _, _, y in shelved)
    return spots | {name: (x, y) for name, x, y in shelved}, ceil(lowest + _GAP)


def _spread(graph: nx.Graph[str], top: float, height: float) -> dict[str, tuple[float, float]]:
    """A large group over the whole width: ties as springs, and nobody on top of another."""
    import networkx as nx

    order = sorted(graph)
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(order)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges))
    loose = nx.spring_layout(ordered, k=2.2 / sqrt(len(order)), iterations=300, seed=_SEED)
    spots = np.array([loose[name] for name in order])
    low, span = spots.min(0), np.ptp(spots, axis=0)
    spots = (spots - low) / span * [WIDTH - 70, height - 30] + [35, top + 15]
    for _ in range(60):  # push apart whoever stands too close
        gaps = spots[:, None] - spots[None]
        far = np.maximum(np.hypot(*gaps.transpose(2, 0, 1)), 1e-6)
        push = np.maximum(23 - far, 0) / far / 4
        spots += (gaps * push[..., None]).sum(1)
    return {name: (float(x), float(y)) for name, (x, y) in zip(order, spots, strict=True)}


def _shelved(groups: list[list[str]], top: float) -> list[tuple[str, float, float]]:
    """Small groups as rings, side by side, row below row."""
    spots, left, row = [], float(_GAP), 0.0
    for group in groups:
        radius = 0.0 if len(group) == 1 else _STEP / 2 / np.sin(np.pi / max(len(group), 2))
        size = 2 * radius + _GAP
        if left + size > WIDTH:
            left, top, row = float(_GAP), top + row, 0.0
        row = max(row, size + _NAMES * (len(group) >= _NAMED))
        for number, name in enumerate(group):
            angle = _angle(number, len(group))
            x = left + radius + radius * np.cos(angle)
            spots.append((name, float(x), float(top + radius + radius * np.sin(angle))))
        left += size
    return spots


def _angle(number: int, size: int) -> float:
    """Pairs lie side by side; of three or more the first stands on top and the second below."""
    if size < 3:
        return np.pi * number
    slots = [0, size // 2, *(n for n in range(1, size) if n != size // 2)]
    return 2 * np.pi * slots[number] / size - np.pi / 2
