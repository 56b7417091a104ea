"""Slips in *Who writes with whom*: chains for cliques, groups for communities, cuts by fame."""

from answer import Answer

ANSWERS = [
    Answer(
        "Authors are joined to the next one in the list only",
        cells={
            "network": """
def coauthor_graph(works):
    graph = nx.Graph()
    for authors in works["authors"]:
        people = [name for name in authors.split("; ") if "," in name]
        graph.add_nodes_from(people)
        for a, b in zip(people, people[1:]):
            before = graph[a][b]["weight"] if graph.has_edge(a, b) else 0
            graph.add_edge(a, b, weight=before + 1)
    return graph
"""
        },
        marks={"test-network-people": 1, "test-network-ties": 0, "test-network-elsewhere": 0},
        feedback=["all authors of a work are joined to one another"],
    ),
    Answer(
        "Who has no co-author is no dot, and every line weighs one",
        cells={
            "network": """
def coauthor_graph(works):
    graph = nx.Graph()
    for authors in works["authors"]:
        for a, b in combinations(authors.split("; "), 2):
            graph.add_edge(a, b, weight=1)
    return graph
"""
        },
        marks={
            "test-network-people": 0,
            "test-network-ties": 1,
            "test-network-weights": 0,
            "test-network-elsewhere": 0,
        },
        feedback=["who wrote alone has no line, and is a dot all the same", "adding an edge again"],
    ),
    Answer(
        "An organisation is a person",
        cells={
            "network": """
def coauthor_graph(works):
    graph = nx.Graph()
    for authors in works["authors"]:
        people = authors.split("; ")
        graph.add_nodes_from(people)
        for a, b in combinations(people, 2):
            before = graph.get_edge_data(a, b, {"weight": 0})["weight"]
            graph.add_edge(a, b, weight=before + 1)
    return graph
"""
        },
        marks={
            "test-network-people": 0,
            "test-network-ties": 1,
            "test-network-weights": 1,
            "test-network-elsewhere": 0,
        },
        feedback=["an organisation is in the network as if it were a person"],
    ),
    Answer(
        "Groups and communities are taken for each other",
        cells={
            "groups": """
groups = nx.community.greedy_modularity_communities(net)
communities = list(nx.connected_components(net))
"""
        },
        marks={"test-groups": 0, "test-communities": 0, "test-cut-people": 2},
        feedback=[
            "A group is everybody whom any chain of lines reaches",
            "everybody of the largest group and nobody else",
        ],
    ),
    Answer(
        "A community is a set of people who have all written with each other",
        cells={
            "groups": """
groups = list(nx.connected_components(net))
communities = list(nx.find_cliques(net.subgraph(max(groups, key=len))))
"""
        },
        marks={"test-groups": 2, "test-communities": 0},
        feedback=["somebody is in two communities"],
    ),
    Answer(
        "One cut is enough",
        cells={
            "groups": """
groups = list(nx.connected_components(net))
communities = next(nx.community.girvan_newman(net.subgraph(max(groups, key=len))))
"""
        },
        marks={"test-groups": 2, "test-communities": 0},
        feedback=["stop neither after its first cut"],
    ),
    Answer(
        "Whoever is most often between others holds the group together",
        cells={
            "cuts": """
left, without = {}, ...
for person in list(network.brokerage(net))[:10]:
    rest = net.copy()
    rest.remove_node(person)
    left[person] = max(map(len, nx.connected_components(rest)))
"""
        },
        marks={"test-cut-people": 0, "test-left": 0, "test-without": 0, "test-growth": 2},
        feedback=["without this person the others are still joined"],
    ),
    Answer(
        "Only the largest group counts, and leaving out a work cuts the lines of all its pairs",
        cells={
            "cuts": """
group = max(nx.connected_components(net), key=len)
left = {}
for person in nx.articulation_points(net.subgraph(group)):
    left[person] = max(map(len, nx.connected_components(net.subgraph(group - {person}))))
without = {}
for row in rows:
    rest = net.copy()
    rest.remove_nodes_from(row["authors"].split("; "))
    without[row["key"]] = max(map(len, nx.connected_components(rest)))
"""
        },
        marks={"test-cut-people": 0, "test-left": 1, "test-without": 0},
        feedback=["look at all groups, also small ones", "neither to take out its authors"],
    ),
    Answer(
        "The numbers of pieces and of people cut off are taken for the largest piece",
        cells={
            "cuts": """
left = {}
for person in nx.articulation_points(net):
    group = nx.node_connected_component(net, person) - {person}
    left[person] = len(list(nx.connected_components(net.subgraph(group))))
without = {}
for row in rows:
    rest = net.copy()
    rest.remove_edges_from(combinations(row["authors"].split("; "), 2))
    without[row["key"]] = max(map(len, nx.connected_components(rest)))
"""
        },
        marks={"test-cut-people": 2, "test-left": 0, "test-without": 0},
        feedback=["not the pieces, not those cut off", "with another work behind it stays"],
    ),
    Answer(
        "Each year is looked at by itself",
        cells={
            "growth": """
largest_by_year = {}
for year in range(1995, 2013):
    graph = people([row for row in rows if int(row["year"]) == year])
    largest_by_year[year] = max(map(len, nx.connected_components(graph)), default=0)
"""
        },
        marks={"test-growth": 0, "test-groups": 2},
        feedback=["Works are only added, so it cannot"],
    ),
    Answer(
        "The year itself is left out",
        cells={
            "growth": """
largest_by_year = pd.Series({
    year: max(map(len, nx.connected_components(
        people([row for row in rows if int(row["year"]) < year]))))
    for year in range(1995, 2013)
})
"""
        },
        marks={"test-growth": 0},
        feedback=["every number belongs to the year before"],
    ),
]

# Right answers that go another way than the solution: each must earn every automatic mark.
OTHER_WAYS = {
    "another method, Series and text for years": {
        "network": """
def coauthor_graph(works):
    import networkx as nx

    g = nx.Graph()
    for a in works["authors"].to_list():
        ps = [p.strip() for p in a.split(";") if "," in p]
        g.add_nodes_from(ps)
        for i in range(len(ps)):
            for j in range(i):
                w = g.get_edge_data(ps[i], ps[j], {"weight": 0.0})["weight"]
                g.add_edge(ps[i], ps[j], weight=w + 1.0)
    return g
""",
        "groups": """
groups = [frozenset(g) for g in nx.connected_components(net)][::-1]
communities = tuple(
    map(list, nx.community.louvain_communities(net.subgraph(max(groups, key=len)), seed=7))
)
""",
        "growth": """
largest_by_year = pd.Series(
    {
        str(y): len(
            max(
                nx.connected_components(people([r for r in rows if int(r["year"]) <= y])),
                key=len,
            )
        )
        for y in range(1977, 2017)
    },
    dtype=float,
)
""",
    },
    "with the functions of the library": {
        "network": """
def coauthor_graph(works):
    from leverplug import network

    g = network.coauthors(works)
    g.remove_nodes_from([n for n in list(g) if "," not in n])
    return g
""",
        "groups": """
groups = nx.connected_components(net)
communities = nx.community.label_propagation_communities(
    net.subgraph(max(nx.connected_components(net), key=len))
)
""",
    },
}
