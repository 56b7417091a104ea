"""The literature lab: who wrote with whom in the printed list, counted by hand or apart."""

import json
import re
from collections import defaultdict

import pytest
from leverplug import ValidationError, datasets
from leverplug.network import as_printed, cut_people, groups, people
from leverplug.widgets import CoauthorNetwork
from leverplug.widgets.drawings.coauthor_layout import places
from leverplug.widgets.drawings.coauthors import draw, letters
from leverplug.widgets.labs.coauthor_network import NOBODY

WORKS = datasets.rows("literature")


def circles(rows: list[dict], without: str = "") -> list[int]:
    """Sizes of the groups, largest first, by merging sets: no graph library."""
    merged: list[set] = []
    for row in rows:
        circle = {n for n in row["authors"].split("; ") if ", " in n and n != without}
        for other in [known for known in merged if known & circle]:
            merged.remove(other)
            circle |= other
        if circle:
            merged.append(circle)
    return sorted(map(len, merged), reverse=True)


def test_groups_are_those_found_without_a_graph():
    assert [len(group) for group in groups(people(WORKS))] == circles(WORKS)
    assert circles(WORKS)[:2] == [29, 11]


@pytest.mark.parametrize(
    ("last", "largest"), [(1995, 3), (2000, 4), (2004, 7), (2008, 26), (2016, 29)]
)
def test_the_largest_group_grows(last: int, largest: int):
    lab = CoauthorNetwork()
    lab.set(years=(1977, last))
    rows = [row for row in WORKS if int(row["year"]) <= last]
    assert circles(rows)[0] == largest
    assert lab.says.startswith(f"1977 to {last}: {len(rows)} works, ")
    assert f"the largest has {largest}," in lab.says


def test_without_a_person_the_group_falls_into_these_parts():
    lab = CoauthorNetwork()
    lab.set(without="Servais, P.")
    left = circles(WORKS, without="Servais, P.")
    assert left[:2] == [14, 11]
    assert "Without Servais, P., a group of 29 leaves 14, 10, 4." in lab.says
    assert left.count(10) == 1


def test_a_person_who_has_no_work_in_these_years_is_told():
    lab = CoauthorNetwork()
    lab.set(years=(1977, 1990), without="Servais, P.")
    assert "Servais, P. has no work in these years." in lab.says


def test_years_without_works_are_told():
    lab = CoauthorNetwork()
    lab.set(years=(1978, 1979))
    assert lab.says == "1978 to 1979: 0 works, nobody to draw. Choose a wider span of years."


def test_cut_people_are_those_whose_loss_makes_a_group_more():
    graph = people(WORKS)
    before = len(groups(graph))
    for name in graph:
        left = len(groups(graph.subgraph(set(graph) - {name})))
        lone = graph.degree(name) == 0
        assert (name in cut_people(graph)) == (left > before - lone)
    large = set(groups(graph)[0])
    assert set(cut_people(graph)) & large == {
        "Crick, D.", "Knight, G.A.", "Madsen, T.K.", "Moen, O.", "Servais, P."
    }  # fmt: skip


def test_those_who_may_be_taken_out_stand_between_others():
    lab = CoauthorNetwork()
    offered = [name for name in lab.controls["without"].options if name != NOBODY]
    assert len(offered) == 10
    assert {"Servais, P.", "Knight, G.A."} <= set(offered)
    graph = people(WORKS)
    for name in offered:
        known = list(graph[name])
        assert any(b not in graph[a] for a in known for b in known if a != b)


def test_everybody_has_a_place_of_their_own_and_keeps_it():
    spots, height = places()
    assert set(spots) == set(people(WORKS))
    by_cell = defaultdict(list)
    for name, (x, y) in spots.items():
        assert 0 < x < 420
        assert 0 < y < height
        by_cell[round(x / 8), round(y / 8)].append(name)
    assert max(map(len, by_cell.values())) == 1
    assert places.__wrapped__()[0] == spots


def test_small_groups_can_be_left_out():
    lab = CoauthorNetwork()
    everybody = lab.picture.value.count("<circle")
    lab.set(small=False)
    expected = sum(size for size in circles(WORKS) if size >= 3)
    assert everybody == 141
    assert lab.picture.value.count("<circle") == expected


def test_dots_hold_letters_of_communities_or_numbers_of_works():
    assert letters([["a", "b", "c", "d"], ["e", "f", "g", "h"], ["i"]])["h"] == "B"
    lab = CoauthorNetwork()
    lettered = re.findall(r">([A-Z])</text>", lab.picture.value)
    assert lettered.count("A") == 14
    assert lettered.count("B") == 11
    lab.set(inside="works")
    marks = re.findall(r"<title>([^<]*): (\d+) works?</title>.*?>(\d*)</text>", lab.picture.value)
    assert len(marks) == 141
    assert all(told == shown for _, told, shown in marks)
    assert ("Gabrielsson, M.", "7", "7") in marks


def test_names_are_escaped_and_the_picture_has_its_words():
    rows = [{"key": "x", "authors": "Gabrielsson, M.; Kirpalani, V.H.M.", "year": "2000"}]
    picture = draw(people(rows), [], ["Gabrielsson, M."], "works", 1, "Two <people> & a tie")
    assert 'aria-label="Two &lt;people&gt; &amp; a tie"' in picture
    lab = CoauthorNetwork()
    assert f'aria-label="Network of co-authors. {lab.says}"' in lab.picture.value


def test_settings_survive_and_nonsense_is_refused():
    lab = CoauthorNetwork()
    lab.set(years=(1990, 2005), without="Moen, O.", inside="works", small=False)
    again = CoauthorNetwork()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert json.loads(lab.live_state)["years"] == [1990, 2005]
    with pytest.raises(ValidationError, match="without is 'Nemo'"):
        lab.set(without="Nemo")


# --- what the chapter says of the list -----------------------------------------------------


def test_one_work_joins_what_would_be_two_groups():
    left = [row for row in WORKS if row["key"] != "kuivalainen2007firms"]
    assert circles(left)[0] == 15
    assert circles([row for row in WORKS if int(row["year"]) <= 2006])[0] == 9


def test_founders_of_the_field_stand_in_small_groups():
    by_name = {name: group for group in groups(people(WORKS)) for name in group}
    assert by_name["Johanson, J."] == ["Johanson, J.", "Vahlne, J.-E."]
    assert by_name["Oviatt, B.M."] == [
        "McDougall, P.P.", "Oviatt, B.M.", "Shane, S.", "Shrader, R.C."
    ]  # fmt: skip
    assert people(WORKS)["Johanson, J."]["Vahlne, J.-E."]["weight"] == 3
    assert people(WORKS)["McDougall, P.P."]["Oviatt, B.M."]["weight"] == 6


def test_names_as_printed_make_more_people_and_another_largest_group():
    printed = as_printed(WORKS)
    assert printed[78]["authors"] == "Rasmussan, E.S.; Madsen, T.K.; Evangelista, F."
    assert len(people(printed)) == 148
    assert len(groups(people(printed))) == 50
    clean, raw = (set(groups(people(rows))[0]) for rows in (WORKS, printed))
    assert len(clean) == len(raw) == 29
    assert {"Rialp, A.", "Rialp, J.", "Knight, G.A."} <= clean - raw
    assert {"Cavusgil, S.", "Cavusgil, S.T.", "Madsen, T.", "Madsen, T.K."} <= raw


def test_works_by_one_author_or_an_organisation():
    assert sum("; " not in row["authors"] for row in WORKS) == 25
