"""Networks as graphs: the ventures of the kit, the case of IA, and who writes with whom.

networkx is imported by the functions that need it, so that a page that draws no graph does not
wait for it. No function needs SciPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from leverplug import catalogue, datasets
from leverplug.model.history import LOST, PRUNED, History
from leverplug.venture import QUARTERS, ValidationError, Venture

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

VENTURE = "venture"  # the node at the centre of an ego network


def ego_network(
    venture: Venture,
    quarter: int | None = None,
    history: History | None = None,
    run: int | None = None,
) -> nx.Graph[str]:
    """The venture, its contacts, and who among them knows whom.

    Args:
        venture: The design.
        quarter: Keep only the ties open in this quarter, 1 to 40; all of them unless given.
        history: A history of the design with detail, for the ties as they were in one run.
        run: Which run, counted from 0; needed with `history`, as is `quarter`.

    Returns:
        Node "venture" at the centre, and a node per tie, named by its id, with `kind`,
        `channel`, `region` and `label` (a learner's words, not escaped). The venture's edges
        have `effort` (share; the planned one without a history, else what the run left of it)
        and `weight`: strength, 0 to 1, with a history, else the same effort. Without a quarter
        the effort is the highest ever planned. Edges between contacts have weight 1. Partners
        that a run has lost or pruned by then are gone.

    Raises:
        ValidationError: No such quarter or run, or a tie is called "venture".
        ValueError: The history has no detail, or is of another design.

    Example:
        >>> from leverplug.venture import Tie
        >>> sorted(ego_network(Venture(ties=(Tie("kin-1", "kin", 0.2),))))
        ['kin-1', 'venture']
    """
    import networkx as nx

    if VENTURE in (tie.id for tie in venture.ties):
        raise ValidationError("tie id", VENTURE, "call the tie something else to draw it")
    if quarter is not None and quarter not in range(1, QUARTERS + 1):
        raise ValidationError("quarter", quarter, f"give a whole quarter from 1 to {QUARTERS}")
    edges = (
        _planned(venture, quarter) if history is None else _lived(venture, quarter, history, run)
    )
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node(VENTURE, kind=None, channel=None, region=None, label=venture.name)
    for tie in venture.ties:
        if tie.id in edges:
            channel = catalogue.tie_kinds()[tie.kind].channel
            graph.add_node(
                tie.id, kind=tie.kind, channel=channel, region=tie.region, label=tie.label
            )
            graph.add_edge(VENTURE, tie.id, **edges[tie.id])
    graph.add_edges_from((link for link in venture.links if edges.keys() >= set(link)), weight=1.0)
    return graph


def _planned(venture: Venture, quarter: int | None) -> dict[str, dict[str, float]]:
    found = {}
    for tie in venture.ties:
        if quarter is None or tie.active()[quarter - 1]:
            schedule = tie.schedule()
            effort = float(schedule.max() if quarter is None else schedule[quarter - 1])
            found[tie.id] = {"effort": effort, "weight": effort}
    return found


def _lived(
    venture: Venture, quarter: int | None, history: History, run: int | None
) -> dict[str, dict[str, float]]:
    if history.venture != venture:
        raise ValueError("the history is of another design: simulate this one")
    if history.strength is None or history.effort is None:
        raise ValueError("this history has no ties; simulate with detail=True")
    if quarter is None or run is None:
        missing = "quarter" if quarter is None else "run"
        raise ValidationError(missing, None, "say which, to see the ties of one run")
    gone = {
        event.tie_id
        for event in history.events(run)
        if event.kind in (LOST, PRUNED) and event.quarter <= quarter
    }
    return {
        tie.id: {
            "effort": float(history.effort[quarter - 1, place, run]),
            "weight": float(history.strength[quarter - 1, place, run]),
        }
        for place, tie in ((history.tie_ids.index(tie.id), tie) for tie in venture.ties)
        if tie.active()[quarter - 1] and tie.id not in gone
    }


def effective_size(graph: nx.Graph[str], venture: str = VENTURE) -> float:
    """Number of contacts of `venture` that do not repeat one another (Burt 1992).

    With n contacts and t links among them it is n - 2t / n (Borgatti 1997): each contact counts
    less by the share of the others whom it knows and whose news it therefore repeats.

    Args:
        graph: Undirected network; weights are ignored.
        venture: Node whose contacts are meant.

    Returns:
        From 1 (all contacts know one another) to their number; 0 without a contact.

    Raises:
        KeyError: `venture` is not in `graph`.

    Example:
        >>> import networkx as nx
        >>> effective_size(nx.star_graph(4), 0)
        4.0
    """
    import networkx as nx

    if not graph[venture]:
        return 0.0
    return float(nx.effective_size(graph, [venture])[venture])


def redundancy(graph: nx.Graph[str], venture: str = VENTURE) -> float:
    """Number of contacts whose news `venture` has from others already (Burt 1992).

    It is the number of contacts less the effective size, 2t / n for t links among n contacts:
    the mean number of other contacts a contact knows. It is 0 when no contact knows another, and
    one less than their number when all do.

    Args:
        graph: Undirected network; weights are ignored.
        venture: Node whose contacts are meant.

    Raises:
        KeyError: `venture` is not in `graph`.

    Example:
        >>> import networkx as nx
        >>> redundancy(nx.complete_graph(5), 0)
        3.0
    """
    return len(graph[venture]) - effective_size(graph, venture)


def constraint(graph: nx.Graph[str], venture: str = VENTURE, weight: str | None = None) -> float:
    """How far `venture` depends on contacts who depend on one another (Burt 1992).

    For each contact j: the share of the venture's ties that is j's own, p(j), and what leads
    back to j by way of the others, p(q) p(q, j), together squared; then summed over all
    contacts. Low constraint goes with structural holes: contacts who need the venture to reach
    one another.

    Args:
        graph: Undirected network.
        venture: Node whose constraint is meant.
        weight: Edge attribute that says how much of itself a node puts into a tie, such as
            "weight"; every tie counts alike unless given.

    Returns:
        1 / n for n equal contacts who are strangers to one another, 1 for a single contact,
        and up to 1.125 for two who know each other; nan without a contact.

    Raises:
        KeyError: `venture` is not in `graph`.

    Example:
        >>> import networkx as nx
        >>> constraint(nx.star_graph(4), 0)
        0.25
    """
    import networkx as nx

    if not graph[venture]:
        return float("nan")
    return float(nx.constraint(graph, [venture], weight=weight)[venture])


def density(graph: nx.Graph[str], venture: str = VENTURE) -> float:
    """Share of the possible links among the contacts of `venture` that exist.

    The venture's own ties are left out, since an ego network has them all by definition.

    Args:
        graph: Undirected network; weights are ignored.
        venture: Node whose contacts are meant.

    Returns:
        From 0 (strangers) to 1 (a closed circle); 0 with fewer than two contacts.

    Raises:
        KeyError: `venture` is not in `graph`.

    Example:
        >>> import networkx as nx
        >>> density(nx.complete_graph(4), 0)
        1.0
    """
    import networkx as nx

    return float(nx.density(graph.subgraph(graph[venture])))


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


def communities(graph: nx.Graph[str]) -> list[list[str]]:
    """Groups with more ties inside than chance would give, the largest first.

    Greedy search for high modularity (Clauset, Newman and Moore 2004). Equal graphs give equal
    groups. People without a tie are groups of one.

    Example:
        >>> import networkx as nx
        >>> communities(nx.barbell_graph(3, 0))
        [[0, 1, 2], [3, 4, 5]]
    """
    import networkx as nx

    if not graph.size():
        return [[node] for node in sorted(graph)]
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(
        sorted(
            (min(a, b), max(a, b), weight) for a, b, weight in graph.edges(data="weight", default=1)
        )
    )
    groups = nx.community.greedy_modularity_communities(ordered, weight="weight")
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def bridges(graph: nx.Graph[str]) -> list[tuple[str, str]]:
    """Ties whose loss would cut the network in two, in alphabetical order.

    Example:
        >>> import networkx as nx
        >>> bridges(nx.barbell_graph(3, 0))
        [(2, 3)]
    """
    import networkx as nx

    return sorted((min(pair), max(pair)) for pair in nx.bridges(graph))


def brokerage(graph: nx.Graph[str]) -> dict[str, float]:
    """How often each node lies on the shortest way between two others (Freeman 1977).

    Returns:
        Betweenness centrality, 0 to 1, the highest first.

    Example:
        >>> import networkx as nx
        >>> brokerage(nx.star_graph(3))[0]
        1.0
    """
    import networkx as nx

    found = nx.betweenness_centrality(graph)
    return dict(sorted(found.items(), key=lambda item: (-item[1], str(item[0]))))


def ia_network() -> nx.Graph[str]:
    """The network of the case of IA: every actor it names, every tie it tells of.

    Returns:
        Nodes by the case's letters with the columns of `ia_people`, edges with those of
        `ia_ties`, among them `coding` ("lever", "plug", "both" or "neither": the kit's own
        reading). "IA" is the venture, "EB" its founder.

    Example:
        >>> ia_network()["EB"]["JPH"]["coding"]
        'lever'
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for row in datasets.rows("ia_people"):
        graph.add_node(row.pop("id"), **row)
    for row in datasets.rows("ia_ties"):
        graph.add_edge(row.pop("from"), row.pop("to"), **row)
    return graph
