"""Who wrote with whom: the co-authors of the works in the literature list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from leverplug import datasets

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_RENAMED = re.compile(r'authors: "([^"]*)" -> "([^"]*)"')  # in the log of corrections


def coauthors(works: pd.DataFrame | Iterable[Mapping[str, Any]] | None = None) -> nx.Graph[str]:
    """Who wrote with whom among the works of the literature.

    Args:
        works: Rows with `key`, `authors` ("Surname, Initials", separated by "; ") and `year`;
            a table, or any rows. All 97 works of the data set unless given. Persons are told
            apart by their names as the data set unifies them.

    Returns:
        A node per author with `works` (keys) and `first` and `last` (years), also for those who
        wrote alone and for organisations; an edge per pair with `works` and their number as
        `weight`.

    Example:
        >>> graph = coauthors()
        >>> graph["McDougall, P.P."]["Oviatt, B.M."]["weight"]
        6
    """
    import networkx as nx

    if works is None:
        works = datasets.rows("literature")
    rows = works.to_dict("records") if hasattr(works, "to_dict") else works
    graph: nx.Graph[str] = nx.Graph()
    for row in rows:
        names, year = row["authors"].split("; "), int(row["year"])
        for name in names:
            graph.add_node(name)
            node = graph.nodes[name]
            node.setdefault("works", []).append(row["key"])
            node["first"] = min(year, node.get("first", year))
            node["last"] = max(year, node.get("last", year))
        for pair in combinations(names, 2):
            graph.add_edge(*pair)
            edge = graph.edges[pair]
            edge.setdefault("works", []).append(row["key"])
            edge["weight"] = len(edge["works"])
    return graph


def people(rows: list[dict[str, str]]) -> nx.Graph[str]:
    """The co-author network of the works without organisations, which are nobody."""
    graph = coauthors(rows)
    graph.remove_nodes_from([name for name in graph if ", " not in name])
    return graph


def groups(graph: nx.Graph[str]) -> list[list[str]]:
    """People joined by any chain of co-authors, the largest group first."""
    import networkx as nx

    return sorted((sorted(group) for group in nx.connected_components(graph)),
                  key=lambda group: (-len(group), group))  # fmt: skip


def as_printed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same works with their authors' names as the list prints them.

    Example:
        >>> as_printed(datasets.rows("literature"))[50]["authors"]
        'Knight, G.; Cavusgil, S.'
    """
    found = []
    for row in rows:
        authors = row["authors"]
        for printed, clean in _RENAMED.findall(row["corrections"]):
            authors = authors.replace(clean, printed)
        found.append({**row, "authors": authors})
    return found


def cut_people(graph: nx.Graph[str]) -> list[str]:
    """People without whom their group would fall apart, in alphabetical order."""
    import networkx as nx

    return sorted(nx.articulation_points(graph))
