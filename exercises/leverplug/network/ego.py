"""Ego networks: a venture and its ties, as planned or as lived, and the case of IA."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leverplug import catalogue, datasets
from leverplug.model.history import LOST, PRUNED, History
from leverplug.network.measures import VENTURE
from leverplug.venture import QUARTERS, ValidationError, Venture

if TYPE_CHECKING:
    import networkx as nx


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
    if VENTURE in (tie.id for tie in venture.ties):
        raise ValidationError("tie id", VENTURE, "call the tie something else to draw it")
    if quarter is not None and quarter not in range(1, QUARTERS + 1):
        raise ValidationError("quarter", quarter, f"give a whole quarter from 1 to {QUARTERS}")
    if history is None:
        return _graph(venture, _planned(venture, quarter))
    return _graph(venture, _in_run(venture, quarter, history, run))


def _graph(venture: Venture, edges: Mapping[str, Mapping[str, float]]) -> nx.Graph[str]:
    """The ego network of the ties that have an edge."""
    import networkx as nx

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


def _in_run(
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
