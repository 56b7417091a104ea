"""The venture lab without a browser: its numbers are the model's, and what is kept comes back."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import traitlets
from leverplug import charts, outcomes, record, simulate
from leverplug.model import simulate_together
from leverplug.venture import Capabilities, Firm, Tie, ValidationError, Venture
from leverplug.widgets import VentureLab
from leverplug.widgets.editor.design import link_rows, tie_rows
from leverplug.widgets.editor.tie_states import tie_states
from leverplug.widgets.venture import controls, pins, venture_lab
from leverplug.widgets.venture.scorecard import Column, Scorecard
from posters import poster_of

DESIGN = Venture(
    name="Acme",
    firm=Firm("high_tech", 0.3),
    capabilities=Capabilities(0.15, 0.1),
    ties=(
        Tie("kin-1", "kin", 0.2),
        Tie("trade_fair-1", "trade_fair", 0.2, region="emerging"),
        Tie("distributor-1", "distributor", 0.15, start=5, region="close"),
    ),
)
RUNS = 120


@pytest.fixture
def lab():
    return VentureLab(DESIGN, runs=RUNS, seed=3)


def test_the_lab_starts_with_the_design_it_is_given(lab):
    assert lab.venture == DESIGN
    assert lab.settings["sector"] == "high_tech"
    assert lab.settings["search"] == 0.15
    assert lab.settings["luck"] == 3


def test_what_is_drawn_is_what_the_model_gives(lab):
    history = simulate(DESIGN, RUNS, 3)
    middle = np.median(history.foreign_sales, axis=1)
    drawn = [row["median"] for row in lab.trajectory.rows["band"]]
    assert drawn == pytest.approx(middle, abs=0.006)
    alone = [row["sales"] for row in lab.trajectory.rows["run"]]
    assert alone == pytest.approx(history.foreign_sales[:, 0], abs=0.006)
    born = outcomes.born_global(history).mean()
    assert f"{100 * born:.0f} of 100 runs are born global" in lab.says
    assert f"{100 * outcomes.survived(history).mean():.0f} of 100 runs" in lab.scorecard.value


def test_a_slider_changes_the_design_and_the_numbers(lab):
    before = lab.trajectory.rows["band"]
    lab.controls["home_market"].value = 0.9
    assert lab.venture.firm == Firm("high_tech", 0.9)
    assert lab.trajectory.rows["band"] != before
    expected = np.median(simulate(lab.venture, RUNS, 3).foreign_sales[-1])
    assert lab.trajectory.rows["band"][-1]["median"] == pytest.approx(expected, abs=0.006)


def test_an_edit_of_the_network_reruns_the_model(lab):
    lab.canvas.venture = lab.venture.without_tie("distributor-1")
    expected = np.median(simulate(DESIGN.without_tie("distributor-1"), RUNS, 3).foreign_sales[-1])
    assert lab.trajectory.rows["band"][-1]["median"] == pytest.approx(expected, abs=0.006)
    assert [row["id"] for row in lab.canvas.state] == ["kin-1", "trade_fair-1"]


def test_quarter_and_run_choose_what_the_network_shows_without_running_again(lab):
    history = lab.history
    lab.set(quarter=20, run=7)
    assert lab.history is history
    detail = simulate(DESIGN, RUNS, 3, detail=True)
    shown = {row["id"]: row for row in lab.canvas.state}
    for place, tie_id in enumerate(detail.tie_ids):
        assert shown[tie_id]["lever"] == pytest.approx(detail.lever[19, place, 6], abs=1e-4)
        assert shown[tie_id]["plug"] == pytest.approx(detail.plug[19, place, 6], abs=1e-4)
    assert lab.trajectory.rows["now"] == [{"year": 5.0}]


def test_the_last_run_that_can_be_chosen_is_shown_as_full_detail_has_it():
    lab = VentureLab(DESIGN, runs=150, seed=3)
    lab.set(quarter=20, run=lab.controls["run"].max)
    detail = simulate(DESIGN, 150, 3, detail=True)
    assert lab.canvas.state == tie_states(detail, 20, lab.controls["run"].max - 1)
    shown = lab.history
    lab.set(run=60)
    lab.set(run=1)
    assert lab.history is shown  # once they are kept, any of them is shown without running again
    assert lab.history.strength.shape[-1] < 150  # of the others no ties are kept


def test_too_much_effort_is_refused_in_words_and_the_pictures_stay(lab):
    drawn = lab.trajectory.rows
    lab.controls["search"].value = 0.9
    assert "effort must sum to at most 1.00 in every quarter" in lab.line.refused
    assert lab.controls["search"].value == 0.9
    assert lab.trajectory.rows == drawn
    assert lab.venture == DESIGN
    lab.controls["search"].value = 0.2
    assert lab.line.refused == ""
    assert lab.venture.capabilities.search == 0.2


def test_a_pinned_design_is_compared_on_the_same_luck(lab):
    lab.pins.pin(lab.venture)
    lab.set(search=0.3)
    pinned, now = simulate(DESIGN, RUNS, 3), simulate(lab.venture, RUNS, 3)
    expected = np.median(pinned.foreign_sales[-1])
    assert lab.trajectory.rows["pinned"][-1]["median"] == pytest.approx(expected, abs=0.006)
    more = np.mean(now.foreign_sales.sum(0) > pinned.foreign_sales.sum(0))
    assert f"more abroad than design A: Acme in {100 * more:.0f} of 100 runs" in lab.says
    lab.load_design(lab.pins.chosen)
    assert lab.venture == DESIGN
    lab.pins.drop()
    assert lab.trajectory.rows["pinned"] == []


def test_no_more_designs_are_pinned_than_there_are_letters(lab):
    for _ in range(pins.MOST_PINS):
        lab.pins.pin(DESIGN)
    with pytest.raises(ValidationError, match="drop one of them"):
        lab.pins.pin(DESIGN)


def test_the_design_without_the_chosen_tie_is_a_click_away(lab):
    lab.pins.choice.value = pins.WITHOUT
    assert lab.trajectory.rows["pinned"] == []
    lab.canvas.selected = "trade_fair-1"
    other = simulate(DESIGN.without_tie("trade_fair-1"), RUNS, 3)
    expected = np.median(other.foreign_sales[-1])
    assert lab.trajectory.rows["pinned"][-1]["median"] == pytest.approx(expected, abs=0.006)


def test_what_is_kept_comes_back(lab):
    lab.set(home_market=0.8, quarter=12, run=5, luck=9)
    lab.canvas.venture = lab.venture.without_tie("kin-1").with_link("trade_fair-1", "distributor-1")
    lab.pins.pin(DESIGN)
    other = VentureLab(runs=RUNS)
    other.live_state = lab.live_state
    assert other.venture == lab.venture
    assert other.settings == lab.settings
    assert list(other.pins.designs.values()) == [DESIGN]
    assert other.canvas.positions == lab.canvas.positions
    assert len(lab.live_state) < 2000


def test_a_restored_lab_keeps_its_pins_even_where_all_else_is_as_it_was(lab):
    other = VentureLab(DESIGN, runs=RUNS, seed=3)
    other.live_state = json.dumps({**json.loads(lab.live_state), "pinned": [record.code(DESIGN)]})
    assert json.loads(other.live_state)["pinned"] == [record.code(DESIGN)]


def test_contacts_whose_places_were_not_kept_are_given_one(lab):
    kept = json.loads(lab.live_state)
    lab.live_state = json.dumps({**kept, "places": {"kin-1": [-0.3, 0.2], "gone-1": [0, 0]}})
    assert list(lab.canvas.positions) == ["kin-1", "trade_fair-1", "distributor-1"]
    assert lab.canvas.positions["kin-1"] == [-0.3, 0.2]


def test_a_setting_that_cannot_be_shown_leaves_the_lab_as_it_was(lab):
    other = VentureLab(runs=RUNS, seed=3)
    kept = json.loads(other.live_state)
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps({**kept, "settings": {**kept["settings"], "quarter": 41}})
    assert lab.venture == lab.canvas.venture == DESIGN
    assert json.loads(lab.live_state)["design"] == record.code(DESIGN)


# --- one design -----------------------------------------------------------------------------------


def test_controls_and_canvas_show_the_design_of_the_lab_wherever_it_was_changed(lab):
    def views() -> list:
        shown = {name: lab.settings[name] for name in controls.design_settings(lab.venture)}
        return [lab.canvas.venture == lab.venture, shown == controls.design_settings(lab.venture)]

    lab.controls["home_market"].value = 0.9
    assert views() == [True, True]
    edit(lab, lab.venture.without_tie("kin-1"))
    assert views() == [True, True]
    assert lab.venture.firm.home_market == 0.9
    lab.load_design(DESIGN, luck=5)
    assert views() == [True, True]
    assert (lab.venture, lab.settings["luck"]) == (DESIGN, 5)


def test_a_setting_that_was_refused_is_taken_once_an_edit_makes_room_for_it(lab):
    lab.controls["search"].value = 0.9
    assert lab.venture.capabilities.search == 0.15
    edit(lab, lab.venture.without_tie("kin-1"))
    assert "effort must sum" in lab.line.refused
    assert lab.venture == DESIGN.without_tie("kin-1")
    edit(lab, lab.venture.without_tie("trade_fair-1", "distributor-1"))
    assert lab.line.refused == ""
    assert lab.venture.capabilities == Capabilities(0.9, 0.1)
    assert lab.history.venture == lab.venture == lab.canvas.venture


def test_the_design_is_changed_by_a_method_and_not_behind_the_labs_back(lab):
    with pytest.raises(traitlets.TraitError):
        lab.venture = Venture()


def edit(lab: VentureLab, venture: Venture, **positions) -> None:
    """An edit as the page sends it."""
    message = {"type": "edit", "ties": tie_rows(venture), "links": link_rows(venture),
               "positions": {**lab.canvas.positions, **positions}}  # fmt: skip
    lab.canvas._receive(lab.canvas, message, [])


@pytest.fixture
def simulated(lab, monkeypatch) -> list:
    """Designs and seeds that the lab simulates from now on."""
    calls = []

    def count(designs, runs, seed, **options):
        calls.extend((venture, seed) for venture in designs)
        return simulate_together(designs, runs, seed, **options)

    monkeypatch.setattr(venture_lab, "simulate_together", count)
    return calls


def test_a_move_of_a_slider_takes_one_simulation(lab, simulated):
    lab.controls["home_market"].value = 0.9
    assert simulated == [(lab.venture, 3)]
    lab.controls["quarter"].value = 9
    lab.set(home_market=0.8, search=0.2)
    assert len(simulated) == 2


def test_an_edit_takes_one_simulation_and_a_contact_that_was_dragged_none(lab, simulated):
    edit(lab, lab.venture, **{"kin-1": [-0.3, 0.3]})
    assert lab.canvas.positions["kin-1"] == [-0.3, 0.3]
    assert json.loads(lab.live_state)["places"]["kin-1"] == [-0.3, 0.3]
    assert simulated == []
    edit(lab, lab.venture.without_tie("kin-1"))
    assert simulated == [(lab.venture, 3)]


def test_opening_a_record_takes_a_simulation_of_it_and_one_of_the_pin_on_its_luck(lab, simulated):
    lab.set(search=0.2)
    mine, theirs = lab.venture, Venture(name="Theirs", ties=(Tie("kin-1", "kin", 0.4),))
    simulated.clear()
    lab.open_record(record.loads(record.dumps(theirs, 9)))
    assert simulated == [(theirs, 9), (mine, 9)]


def test_a_design_that_was_pinned_is_compared_without_running_it_again(lab, simulated):
    lab.pins.pin(lab.venture)
    assert simulated == []
    lab.set(search=0.2)
    assert simulated == [(lab.venture, 3)]
    lab.load_design(DESIGN)
    assert len(simulated) == 1


def test_a_lab_that_is_restored_runs_its_design_once(lab, simulated):
    other = VentureLab(runs=RUNS)
    other.set(quarter=12, luck=9, search=0.2)
    simulated.clear()
    lab.live_state = other.live_state
    assert simulated == [(other.venture, 9)]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"design": "nonsense"}', '{"design": 3}'])
def test_what_cannot_be_read_is_said_and_the_lab_stays_as_it_was(lab, text):
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = text
    assert lab.venture == DESIGN
    assert json.loads(lab.live_state)["settings"]["luck"] == 3


def test_the_story_of_a_run_is_told_when_asked(lab):
    lab.set(run=2)
    lab.story.explain()
    assert "<li>Quarter " in lab.story.children[1].value or "Nothing" in lab.story.children[1].value
    lab.set(run=3)
    assert lab.story.children[1].value == ""


def test_labels_are_escaped_wherever_they_are_shown():
    hostile = Venture(
        name="<b>Acme</b>", ties=(Tie("kin-1", "kin", 0.4, label="<script>x</script>"),)
    )
    lab = VentureLab(hostile, runs=RUNS)
    lab.pins.pin(hostile)
    lab.story.explain()
    for text in (poster_of(lab), lab.scorecard.value, lab.story.children[1].value):
        assert "<script>" not in text
        assert "<b>Acme" not in text


def test_a_scorecard_says_what_happened_in_all_runs_and_in_one():
    history = simulate(DESIGN, RUNS, 3)
    card = Scorecard()
    card.show([Column("all", history), Column("one", history, 4)])
    first = outcomes.first_export(history)
    one = "never" if np.isnan(first[4]) else f"quarter {first[4]:.0f}"
    assert f"<td>{one}</td>" in card.value
    assert f"quarter {np.nanmedian(first):.0f}" in card.value


def test_the_lab_shows_six_outcomes_by_name_and_a_bar_with_each_share():
    card = Scorecard()
    card.show([Column("all", simulate(DESIGN, RUNS, 3))])
    assert re.findall(r'<th scope="row">(.*?)</th>', card.value) == [
        "First sale abroad (median)",
        "Born global: 25% of sales abroad within 3 years",
        "Markets abroad after ten years (mean of 4)",
        "Still on its own after ten years",
        "De-internationalised on the way",
        "Foreign sales after ten years: median (8 runs in 10)",
    ]
    cells = re.findall(r"<td>(.*?)</td>", card.value)
    assert ["<i" in cell for cell in cells] == [False, True, False, True, True, False]


def test_a_tie_that_was_lost_says_so():
    history = simulate(DESIGN, RUNS, 3, detail=True)
    run, event = next(
        (run, event) for run in range(RUNS) for event in history.events(run) if event.kind == "lost"
    )
    before = {row["id"]: row for row in tie_states(history, event.quarter - 1, run)}
    after = {row["id"]: row for row in tie_states(history, event.quarter, run)}
    assert before[event.tie_id]["note"] == ""
    assert after[event.tie_id]["note"] == f"lost in quarter {event.quarter}"


def test_the_poster_reads_well_without_a_program(lab):
    poster = poster_of(lab)
    assert "Home market" in poster
    assert poster.count("<svg") == 6  # network, sales, markets: each for wide and narrow pages
    assert "Line chart of foreign sales" in poster
    assert charts.markets.describe(lab.markets.rows)[:40] in poster
    assert "<table>" in poster
