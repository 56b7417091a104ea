"""Measures of a network, with the field's definitions.

networkx is imported by the functions that need it, so that a page that draws no graph does not
wait for it. No function needs SciPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

VENTURE = "venture"  # the node at the centre of an ego network


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
