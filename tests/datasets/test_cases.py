"""The case data keep to the shape of the case: every cell, every actor, every coding."""

from collections import Counter

import pytest
from leverplug import datasets

RESOURCES = ("financial", "human_capital", "foreign_network", "market_information")
# Items counted by eye in each cell of the printed table, in the order of RESOURCES.
ITEMS = {
    ("Neptune", "start_up"): (1, 2, 4, 3),
    ("Neptune", "ongoing"): (1, 3, 4, 4),
    ("Saturn", "start_up"): (1, 3, 3, 4),
    ("Saturn", "ongoing"): (1, 1, 4, 5),
    ("Mercury", "start_up"): (3, 3, 4, 1),
    ("Mercury", "ongoing"): (2, 4, 4, 2),
    ("Terra", "start_up"): (2, 3, 4, 1),
    ("Terra", "ongoing"): (2, 3, 6, 2),
}


def cases() -> list[dict[str, str]]:
    return datasets.rows("cases_resources")


def people() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in datasets.rows("ia_people")}


def ties() -> list[dict[str, str]]:
    return datasets.rows("ia_ties")


def coding(one: str, other: str) -> str:
    """Coding of the tie between two actors."""
    (tie,) = [row for row in ties() if {row["from"], row["to"]} == {one, other}]
    return tie["coding"]


def test_each_cell_of_the_table_has_as_many_items_as_printed():
    found = Counter((row["case"], row["stage"], row["resource"]) for row in cases())
    wanted = {
        (*place, resource): count
        for place, counts in ITEMS.items()
        for resource, count in zip(RESOURCES, counts, strict=True)
    }
    assert found == wanted


def test_items_of_a_cell_are_numbered_from_the_top():
    cells = {}
    for row in cases():
        place = (row["case"], row["stage"], row["resource"])
        cells.setdefault(place, []).append(int(row["position"]))
    assert all(found == list(range(1, len(found) + 1)) for found in cells.values())


def test_two_cases_are_traditional_and_two_high_tech():
    assert {(row["case"], row["sector"]) for row in cases()} == {
        ("Neptune", "traditional"),
        ("Saturn", "traditional"),
        ("Mercury", "high_tech"),
        ("Terra", "high_tech"),
    }


def test_an_item_counts_as_personal_exactly_when_its_channel_is_personal():
    assert all((row["personal"] == "yes") == (row["channel"] == "personal") for row in cases())


def test_personal_networks_stand_at_the_start_only_as_the_text_finds():
    personal = [row for row in cases() if row["personal"] == "yes"]
    assert {row["stage"] for row in personal} == {"start_up"}
    assert {row["case"] for row in personal if row["kind"] == "kin"} == {"Saturn"}


def test_a_kind_agrees_with_its_channel():
    channel = {row["key"]: row["channel"] for row in datasets.rows("tie_kinds")}
    wrong = [
        row["item"] for row in cases() if row["kind"] and channel[row["kind"]] != row["channel"]
    ]
    assert wrong == []


def test_the_same_item_is_coded_the_same_way_everywhere():
    coded = {}
    for row in cases():
        coded.setdefault(row["item"], set()).add((row["channel"], row["kind"], row["personal"]))
    assert {item for item, codings in coded.items() if len(codings) > 1} == set()


def test_everyone_in_the_case_has_a_tie_and_hangs_together():
    import networkx as nx

    graph = nx.Graph([(row["from"], row["to"]) for row in ties()])
    assert set(graph) == set(people())
    assert nx.is_connected(graph)


def test_no_tie_is_told_twice_and_none_leads_back_to_itself():
    pairs = [frozenset((row["from"], row["to"])) for row in ties()]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


def test_only_ties_of_the_venture_or_its_founder_are_lever_or_plug():
    venture = {"IA", "EB"}
    assert all(row["from"] in venture for row in ties() if row["coding"] != "neither")


def test_an_introduction_names_who_made_it_and_that_is_a_third_person():
    for row in ties():
        if row["introduced_by"]:
            assert row["introduced_by"] not in (row["from"], row["to"])
    assert all(row["introduced_by"] for row in ties() if row["how_met"] == "introduction")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("EB", "JPH", "lever"),  # checks partners, keeps out cheats
        ("IA", "R", "lever"),  # the main client by revenue
        ("IA", "Lz", "both"),  # free office and introductions, then trouble
        ("IA", "Z", "plug"),  # trouble with other firms
        ("EB", "BH", "both"),  # carries China, reach ends at Beijing and the North East
        ("IA", "T", "plug"),  # shared with the former employer
        ("IA", "B", "plug"),
        ("IA", "F", "plug"),
    ],
)
def test_the_coding_follows_what_the_case_tells(one, other, expected):
    assert coding(one, other) == expected


def test_the_coding_is_said_to_be_our_own():
    assert "our own reading" in datasets.description("ia_ties")["summary"]
    for name, field in (("cases_resources", "personal"), ("ia_people", "kind")):
        assert "our coding" in datasets.description(name)["fields"][field]["meaning"]


def test_client_ties_agree_with_the_two_sorts_of_client_in_the_case():
    roles = {id_: row["role"] for id_, row in people().items() if row["group"] == "client"}
    assert {id_ for id_, role in roles.items() if role.startswith("commission")} == {"T", "B", "A"}
    assert {id_ for id_, role in roles.items() if role.startswith("direct")} == {"R", "F"}
