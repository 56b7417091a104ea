"""The Python side of the widgets: designs as rows, places, looks, joined modules, posters."""

from __future__ import annotations

import json
import math
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leverplug import catalogue
from leverplug.charts.look import COLOURS
from leverplug.venture import Change, Tie, ValidationError, Venture
from leverplug.widgets import ChartView, DebriefBoard, HandIn, LeagueBoard, NetworkCanvas
from leverplug.widgets.base import esm, tie_looks
from leverplug.widgets.base.challenge_list import ChallengeList
from leverplug.widgets.base.player import Player
from leverplug.widgets.base.result_line import ResultLine
from leverplug.widgets.base.scenario_panel import ScenarioPanel
from leverplug.widgets.editor import layout, network_poster
from leverplug.widgets.editor.design import link_rows, tie_rows, venture_with
from leverplug.widgets.scenario.links_view import LinksView
from posters import poster_of, posters

DESIGN = Venture(
    name="Acme",
    ties=(
        Tie("kin-1", "kin", 0.2, end=9, changes=(Change(4, 0.1),), label="Aunt Ada"),
        Tie("fair-1", "trade_fair", 0.2, start=2, region="emerging"),
    ),
    links=(("kin-1", "fair-1"),),
)


def test_a_design_survives_the_way_to_the_page_and_back():
    sent = json.loads(json.dumps([tie_rows(DESIGN), link_rows(DESIGN)]))
    assert venture_with(Venture(name="Acme"), *sent) == DESIGN


@pytest.mark.parametrize(
    ("ties", "links", "words"),
    [
        ([{"id": "a"}], [], "give id, kind and effort"),
        (["kin"], [], "give id, kind and effort"),
        ([{"id": "a", "kind": "aunt", "effort": 0.1}], [], "choose one of kin"),
        ([{"id": "a", "kind": "kin", "effort": 0.1, "start": "2"}], [], "a whole quarter"),
        ([{"id": "a", "kind": "kin", "effort": 0.1, "changes": [3]}], [], "for each change"),
        ([], ["ab"], "name two ties"),
        ([], [["a", "b"]], "connect two different ties"),
    ],
)
def test_rows_that_are_no_design_are_refused_with_a_remedy(ties, links, words):
    with pytest.raises(ValidationError, match=words):
        venture_with(Venture(), ties, links)


def test_an_edit_that_is_refused_leaves_nothing_to_undo():
    canvas = NetworkCanvas(DESIGN)
    canvas._receive(canvas, {"type": "edit", "ties": [{"id": 1}], "links": []}, None)
    assert canvas.venture == DESIGN
    assert not canvas._undoable


def test_undo_stops_at_the_first_state_and_redo_ends_with_a_new_edit():
    canvas = NetworkCanvas(DESIGN)
    edit = {"type": "edit", "links": [], "positions": {}}
    canvas._receive(canvas, {**edit, "ties": tie_rows(DESIGN)[:1]}, None)
    for _ in range(3):
        canvas._receive(canvas, {"type": "undo"}, None)
    assert canvas.venture == DESIGN
    assert canvas._redoable
    canvas._receive(canvas, {**edit, "ties": tie_rows(DESIGN)[1:]}, None)
    canvas._receive(canvas, {"type": "redo"}, None)
    assert [tie.id for tie in canvas.venture.ties] == ["fair-1"]
    assert not canvas._redoable


def test_an_unknown_message_is_ignored():
    canvas = NetworkCanvas(DESIGN)
    canvas._receive(canvas, {"type": "explode"}, None)
    assert canvas.venture == DESIGN


@pytest.mark.parametrize(
    "positions", [{"kin-1": [0, 2]}, {"kin-1": [math.nan, 0]}, {"kin-1": "ab"}, ["x"], 3]
)
def test_places_outside_the_picture_are_refused(positions):
    with pytest.raises(ValidationError, match="position"):
        layout.checked_places(positions)


CHANNELS = tie_looks.channel_of()
kinds = st.sampled_from(sorted(CHANNELS))
regions = st.sampled_from([None, *catalogue.foreign_regions()])


@given(st.lists(st.tuples(kinds, regions), min_size=1, max_size=30))
def test_contacts_stand_apart_and_inside_and_keep_their_places(picks):
    ties = [
        {"id": f"t{n}", "kind": kind, "region": region} for n, (kind, region) in enumerate(picks)
    ]
    places = layout.places(ties, CHANNELS)
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in places.values())
    assert len({tuple(place) for place in places.values()}) == len(ties)
    more = [*ties, {"id": "new", "kind": "kin", "region": None}]
    grown = layout.places(more, CHANNELS, places)
    assert {key: grown[key] for key in places} == places


def test_a_farther_region_stands_farther_out():
    rows = [{"id": key, "kind": "trade_fair", "region": key} for key in catalogue.foreign_regions()]
    alone = [layout.places([row], CHANNELS)[row["id"]] for row in rows]
    distances = [math.hypot(*place) for place in alone]
    assert distances == sorted(distances)
    assert len(set(distances)) == 4


def test_every_kind_of_tie_has_a_drawing_and_a_short_name():
    rows = tie_looks.kind_rows()
    assert [row["key"] for row in rows] == list(catalogue.tie_kinds())
    assert len({row["icon"] for row in rows}) == len({row["short"] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"M[MmLlHhVvCcSsAaZz\d\s.,-]+", row["icon"]) for row in rows)
    assert all(0 < len(row["short"]) <= 20 for row in rows)


def test_channels_differ_in_colour_dash_and_shape():
    looks = tie_looks.channel_looks()
    assert set(looks) == set(catalogue.CHANNELS)
    for sign in ("colour", "dark", "dash", "shape", "label"):
        assert len({look[sign] for look in looks.values()}) == len(looks)


def test_the_outlines_of_contacts_are_as_large_as_their_radius():
    """Half-widths at radius 100: a circle, a smaller square, a larger hexagon and diamond."""
    halves = {}
    for channel, look in tie_looks.channel_looks().items():
        path = tie_looks.outline(look["shape"], 100)
        halves[channel] = max(float(number) for number in re.findall(r"-?[\d.]+", path))
        assert halves[channel] == -min(float(number) for number in re.findall(r"-?[\d.]+", path))
        assert not set(path) & set("AaSsTt")  # nothing in it but coordinates
    assert halves == {"personal": 100, "business": 92, "institutional": 110, "other": 122}


def test_rings_lie_outwards_and_between_the_contacts_of_two_regions():
    rings = layout.region_rows()
    assert [row["key"] for row in rings] == list(catalogue.regions())
    lines = [row["ring"] for row in rings]
    assert (
        lines == sorted(lines) == [0.66, 0.74, 0.83, 0.92, 1]
    )  # as they were drawn from the start
    assert max(layout.RINGS["home"].contacts) < lines[0]
    for row in rings[1:]:
        assert abs(layout.RINGS[row["key"]].contacts[0] - row["ring"]) <= 0.05


def test_the_style_sheet_wears_the_books_colours():
    css = str(NetworkCanvas(DESIGN)._css)
    for name in ("lever", "plug"):
        assert f"--lp-{name}: {COLOURS[name].light}" in css
        assert f"--lp-{name}: {COLOURS[name].dark}" in css


def test_unknown_kinds_on_offer_are_named():
    with pytest.raises(ValueError, match="aunts is not one of"):
        NetworkCanvas(DESIGN, kinds=["kin", "aunts"])


def test_parts_are_joined_once_and_in_the_order_in_which_they_are_needed(tmp_path):
    (tmp_path / "a.js").write_text("export const a = 1;\nexport function f() { return a; }\n")
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = a + 1;\n')
    main = tmp_path / "main.js"
    main.write_text(
        'import { f } from "./a.js";\nimport { b } from "./b.js";\nexport default { f, b };\n'
    )
    joined = esm.module(main)
    assert joined.count("const a = 1") == 1
    assert joined.index("const a") < joined.index("const b") < joined.index("export default")
    assert "import" not in joined


def test_parts_that_share_a_name_are_refused(tmp_path):
    (tmp_path / "a.js").write_text("const same = 1;\n")
    (tmp_path / "main.js").write_text('import { x } from "./a.js";\nconst same = 2;\n')
    with pytest.raises(ValueError, match="both define same"):
        esm.module(tmp_path / "main.js")


def test_a_poster_says_what_it_shows():
    canvas = NetworkCanvas(DESIGN, quarter=4)
    canvas.state = [{"id": "kin-1", "strength": 0.5, "lever": 0.25, "plug": 0.75, "novelty": 0.5}]
    words = network_poster.describe(canvas.get_state())
    assert words == (
        "Acme in quarter 4, with 2 ties: Aunt Ada (personal, effort 0.10, quarters 1 to 9) with "
        "lever 0.25, plug 0.75; Trade fairs and exhibitions (business, distant emerging, effort "
        "0.20, from quarter 2)."
    )
    poster = poster_of(canvas)
    assert poster.count(f'aria-label="{words}"') == 2
    assert "Aunt Ada</text>" in poster


def test_each_poster_is_named_for_a_widget_that_there_is():
    """A name that no widget has would leave a notice in the place of its poster."""
    drawn = [
        ChallengeList, ChartView, DebriefBoard, HandIn, LeagueBoard, LinksView, NetworkCanvas,
        Player, ResultLine, ScenarioPanel,
    ]  # fmt: skip
    assert set(posters()) == {f"{kind.__module__}.{kind.__name__}" for kind in drawn}


def test_a_venture_without_ties_has_a_poster_too():
    assert "stands alone" in poster_of(NetworkCanvas(Venture(name="Solo")))


def test_importing_the_widgets_needs_no_drawing_library():
    """In a fresh interpreter, since this one has imported everything."""
    import subprocess

    code = (
        "import sys, leverplug.widgets as w; w.NetworkCanvas; w.ChartView; w.VentureLab; "
        "print([m for m in ('altair', 'vl_convert', 'pandas', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_chart_of_an_unknown_name_is_refused():
    with pytest.raises(KeyError, match="no live chart is called 'sails'"):
        ChartView("sails")


def test_rows_of_a_source_the_chart_does_not_have_are_refused_with_those_it_has():
    spec = {"layer": [{"data": {"name": "ours"}, "mark": "bar"}], "datasets": {"fixed": []}}
    chart = ChartView(spec, {"ours": [{"n": 1}]}, description="One bar.")
    with pytest.raises(ValueError, match=r"no data source named 'hours': it has 'fixed', 'ours'$"):
        chart.data("hours", [{"n": 2}])
    with pytest.raises(ValueError, match="'hours'"):
        chart.show({"ours": [], "hours": []}, "Nothing.")
    assert (chart.rows, chart.description) == ({"ours": [{"n": 1}]}, "One bar.")
    with pytest.raises(ValueError, match="none with a name"):
        ChartView({"mark": "bar"}, {"ours": []})
