"""Graphs of ventures and of the data, with measures worked by hand."""

import subprocess
import sys

import networkx as nx
import pytest
from leverplug import Founder, Tie, ValidationError, Venture, datasets, network, simulate
from leverplug.model.history import LOST, Shock
from leverplug.venture import Change

KIN = Tie("kin-1", "kin", 0.2, end=10, label="<b>Aunt</b>")
FAIR = Tie("fair-1", "trade_fair", 0.3, 3, None, "close", (Change(6, 0.1),))
CLUB = Tie("club-1", "club", 0.1)
DESIGN = Venture(ties=(KIN, FAIR, CLUB), links=(("kin-1", "club-1"), ("club-1", "fair-1")))


def test_the_venture_stands_at_the_centre_of_its_contacts():
    graph = network.ego_network(DESIGN)
    assert set(graph) == {"venture", "kin-1", "fair-1", "club-1"}
    assert set(graph["venture"]) == {"kin-1", "fair-1", "club-1"}
    assert graph.has_edge("kin-1", "club-1")
    assert graph.has_edge("fair-1", "club-1")
    assert not graph.has_edge("kin-1", "fair-1")
    assert graph.nodes["fair-1"] == {
        "kind": "trade_fair", "channel": "business", "region": "close", "label": "",
    }  # fmt: skip
    assert graph.nodes["kin-1"]["label"] == "<b>Aunt</b>"  # as written: whoever shows it escapes it


def test_without_a_quarter_an_edge_has_the_highest_effort_ever_planned():
    graph = network.ego_network(DESIGN)
    assert graph["venture"]["fair-1"] == {"effort": 0.3, "weight": 0.3}


@pytest.mark.parametrize(
    ("quarter", "efforts"),
    [
        (1, {"kin-1": 0.2, "club-1": 0.1}),
        (3, {"kin-1": 0.2, "club-1": 0.1, "fair-1": 0.3}),
        (10, {"kin-1": 0.2, "club-1": 0.1, "fair-1": 0.1}),
        (11, {"club-1": 0.1, "fair-1": 0.1}),
    ],
)
def test_a_quarter_shows_the_ties_open_in_it(quarter, efforts):
    graph = network.ego_network(DESIGN, quarter)
    assert {tie: edge["effort"] for tie, edge in graph["venture"].items()} == efforts
    assert graph.has_edge("kin-1", "club-1") == ("kin-1" in efforts)


def test_a_run_shows_ties_as_strong_as_they_were_and_without_those_lost():
    history = simulate(DESIGN, 30, detail=True, shocks=(Shock(5, "fair-1", LOST),))
    run = next(
        r for r in range(30)
        if [e.quarter for e in history.events(r) if e.kind == LOST] == [5]
    )  # fmt: skip
    before = network.ego_network(DESIGN, 4, history, run)
    after = network.ego_network(DESIGN, 5, history, run)
    assert set(before) == {"venture", "kin-1", "fair-1", "club-1"}
    assert set(after) == {"venture", "kin-1", "club-1"}
    assert before["venture"]["kin-1"] == {
        "effort": history.effort[3, history.tie_ids.index("kin-1"), run],
        "weight": history.strength[3, history.tie_ids.index("kin-1"), run],
    }
    assert before["venture"]["kin-1"]["weight"] > 0


def test_a_run_shows_the_effort_of_its_quarter():
    """The fair gets .3 up to quarter 5 and .1 from quarter 6 on; no one asks anything back."""
    free = Venture(founder=Founder(0.5, 0.0), ties=DESIGN.ties)
    history = simulate(free, 30, detail=True)
    run = next(r for r in range(30) if "lost" not in {e.kind for e in history.events(r)})
    for quarter, effort in ((2, None), (3, 0.3), (5, 0.3), (6, 0.1)):
        edges = network.ego_network(free, quarter, history, run)["venture"]
        assert ("fair-1" in edges) == (effort is not None)
        assert effort is None or edges["fair-1"]["effort"] == pytest.approx(effort)


def test_what_cannot_be_drawn_is_refused():
    history = simulate(DESIGN, 2, detail=True)
    with pytest.raises(ValidationError, match="quarter is 41"):
        network.ego_network(DESIGN, 41)
    with pytest.raises(ValidationError, match="quarter is None"):
        network.ego_network(DESIGN, None, history, 0)
    with pytest.raises(ValidationError, match="run is None"):
        network.ego_network(DESIGN, 1, history)
    with pytest.raises(IndexError):
        network.ego_network(DESIGN, 1, history, 2)
    with pytest.raises(ValueError, match="another design"):
        network.ego_network(DESIGN.without_tie("kin-1"), 1, history, 0)
    with pytest.raises(ValueError, match="detail=True"):
        network.ego_network(DESIGN, 1, simulate(DESIGN, 2), 0)
    with pytest.raises(ValidationError, match="something else"):
        network.ego_network(Venture(ties=(Tie("venture", "kin", 0.1),)))


def ego(contacts, links):
    """A venture with so many contacts, some of whom know one another."""
    graph = nx.star_graph(contacts)
    graph.add_edges_from(links)
    return graph


@pytest.mark.parametrize(
    ("contacts", "links", "size", "density"),
    [
        # n - 2t / n and t / (n (n - 1) / 2), by hand
        (4, [], 4.0, 0.0),
        (4, [(1, 2)], 3.5, 1 / 6),
        (4, [(1, 2), (2, 3), (3, 4), (4, 1)], 2.0, 4 / 6),
        (3, [(1, 2), (2, 3), (3, 1)], 1.0, 1.0),
        (1, [], 1.0, 0.0),
        (0, [], 0.0, 0.0),
    ],
)
def test_effective_size_redundancy_and_density(contacts, links, size, density):
    graph = ego(contacts, links)
    assert network.effective_size(graph, 0) == pytest.approx(size)
    assert network.redundancy(graph, 0) == pytest.approx(contacts - size)
    assert network.density(graph, 0) == pytest.approx(density)


@pytest.mark.parametrize(
    ("contacts", "links", "expected"),
    [
        (1, [], 1.0),
        (4, [], 4 * (1 / 4) ** 2),
        # two who know each other: each has 1/2 of the venture, and 1/2 x 1/2 leads back to it
        (2, [(1, 2)], 2 * (1 / 2 + 1 / 4) ** 2),
        # three in a row 1-2-3: contact 1 has 1/3, and by way of 2 (whose ties are three) 1/3 x 1/3;
        # contact 2 has 1/3, and by way of 1 and of 3 (two ties each) 1/3 x 1/2 twice
        (3, [(1, 2), (2, 3)], 2 * (1 / 3 + 1 / 9) ** 2 + (1 / 3 + 2 / 6) ** 2),
    ],
)
def test_constraint(contacts, links, expected):
    assert network.constraint(ego(contacts, links), 0) == pytest.approx(expected)


def test_constraint_grows_as_one_tie_takes_more():
    graph = nx.Graph()
    graph.add_edge("venture", "a", weight=3.0)
    graph.add_edge("venture", "b", weight=1.0)
    # (3/4)^2 + (1/4)^2
    assert network.constraint(graph, weight="weight") == pytest.approx(0.625)
    assert network.constraint(graph) == pytest.approx(0.5)


def test_a_venture_without_contacts_has_no_constraint():
    assert network.constraint(ego(0, []), 0) != network.constraint(ego(0, []), 0)  # nan


@pytest.mark.parametrize(
    "measure",
    [network.effective_size, network.redundancy, network.constraint, network.density],
)
def test_a_node_that_is_not_there_is_refused(measure):
    with pytest.raises(KeyError):
        measure(nx.star_graph(2), "nobody")


# --- who writes with whom -----------------------------------------------------------------------

WORKS = [
    {"key": "a2000x", "authors": "A, A.; B, B.", "year": "2000"},
    {"key": "a2005y", "authors": "A, A.; B, B.; C, C.", "year": "2005"},
    {"key": "d1999z", "authors": "D, D.", "year": "1999"},
]


def test_coauthors_are_tied_as_often_as_they_wrote_together():
    graph = network.coauthors(WORKS)
    assert graph["A, A."]["B, B."] == {"works": ["a2000x", "a2005y"], "weight": 2}
    assert graph["B, B."]["C, C."]["weight"] == 1
    assert graph.nodes["A, A."] == {"works": ["a2000x", "a2005y"], "first": 2000, "last": 2005}
    assert graph.nodes["D, D."]["works"] == ["d1999z"]
    assert graph.degree["D, D."] == 0


def test_the_literature_as_a_table_and_as_rows_give_one_network():
    table, rows = network.coauthors(datasets.frame("literature")), network.coauthors()
    assert nx.utils.graphs_equal(table, rows)


def test_the_network_of_the_literature_counts_what_the_list_counts():
    rows = datasets.rows("literature")
    graph = network.coauthors()
    people = {name for row in rows for name in row["authors"].split("; ")}
    assert set(graph) == people
    assert sum(len(works) for _, works in graph.nodes(data="works")) == sum(
        row["authors"].count("; ") + 1 for row in rows
    )
    # counted in the printed list by eye: entries 63 to 66, 76 and 86
    assert sorted(graph["McDougall, P.P."]["Oviatt, B.M."]["works"]) == [
        "mcdougall1994explaining", "mcdougall1996new", "mcdougall2000international",
        "mcdougall2003comparison", "oviatt1994toward", "shrader2000new",
    ]  # fmt: skip


def test_communities_are_those_who_hold_together():
    graph = nx.relabel_nodes(nx.barbell_graph(4, 0), str)
    graph.add_node("9")
    assert network.communities(graph) == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["9"]]
    assert network.communities(nx.empty_graph(2)) == [[0], [1]]


def test_every_author_is_in_one_community():
    graph = network.coauthors()
    groups = network.communities(graph)
    assert sorted(name for group in groups for name in group) == sorted(graph)
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)
    parts = list(nx.connected_components(graph))
    assert all(any(set(group) <= part for part in parts) for group in groups)


def test_communities_do_not_depend_on_how_python_shuffles():
    program = "from leverplug import network as n; print(n.communities(n.coauthors()))"
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(found) == 1


def test_bridges_hold_the_network_together():
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "c"), ("d", "e")])
    assert network.bridges(graph) == [("c", "d"), ("d", "e")]
    assert network.bridges(nx.cycle_graph(4)) == []


def test_brokers_come_first():
    # a - b - c: only b lies between two others
    found = network.brokerage(nx.path_graph(["a", "b", "c"]))
    assert list(found.items()) == [("b", 1.0), ("a", 0.0), ("c", 0.0)]


# --- the case of IA ------------------------------------------------------------------------------


def test_the_network_of_ia_has_every_actor_and_every_tie_of_the_case():
    graph = network.ia_network()
    assert set(graph) == {row["id"] for row in datasets.rows("ia_people")}
    assert graph.number_of_edges() == len(datasets.rows("ia_ties"))
    assert nx.is_connected(graph)
    assert graph.nodes["JPH"]["place"] == "Korea"
    assert graph["IA"]["T"]["coding"] == "plug"
    assert graph["Cr"]["EB"]["how_met"] == "online"


def test_no_measure_needs_scipy():
    program = (
        "import sys; sys.modules['scipy'] = None\n"
        "from leverplug import network as n\n"
        "g = n.ia_network(); n.effective_size(g, 'EB'); n.constraint(g, 'EB'); n.density(g, 'EB')\n"
        "n.communities(g); n.bridges(g); n.brokerage(g); n.redundancy(g, 'EB')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
