"""Time that plays: step by step as pictures are drawn, to the event that matters, and still."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
from leverplug.explain.moment import REACHED
from leverplug.explain.turning_point import turning_point
from leverplug.model.history import LOST
from leverplug.widgets import CoauthorNetwork, KeepFeedCut, VentureLab
from leverplug.widgets.base.player import Player
from posters import poster_of


def slider(**more: Any) -> ipywidgets.IntSlider:
    return ipywidgets.IntSlider(1, 1, 5, **more)


def at_three(value: int) -> str:
    return "Year 3: the tie ends." if value == 3 else ""


def play(player: Player) -> list[int]:
    """Press the button, and let the page go on until it stops; the values on the way."""
    player.playing, values = True, []
    while player.playing:
        player.value = player.first if player.value >= player.last else player.value + 1
        values.append(player.shown)
    return values


def test_it_plays_to_the_event_goes_on_from_there_and_begins_again_after_the_end():
    player = Player(slider(), "year", at_three)
    assert (play(player), player.why) == ([2, 3], "Year 3: the tie ends.")
    assert (play(player), player.why) == ([4, 5], "")
    assert play(player) == [1, 2, 3]


def test_a_value_counts_as_shown_once_the_slider_has_told_everybody():
    moved, seen = slider(), []
    player = Player(moved, "year")
    moved.observe(lambda change: seen.append((change["new"], player.shown)), "value")
    player.value = 2
    assert seen == [(2, 1)]
    assert player.shown == 2


def test_a_hand_on_the_slider_stops_it():
    moved = slider()
    player = Player(moved, "year", at_three)
    player.playing = True
    moved.value = 4
    assert (player.playing, player.value, player.shown) == (False, 4, 4)


def test_no_value_outside_the_slider_is_shown():
    moved = slider()
    player = Player(moved, "year")
    player.value = 99
    assert moved.value == player.value == player.shown == 5


def test_of_a_span_the_later_end_plays_and_never_before_the_earlier_one():
    span = ipywidgets.IntRangeSlider(value=(2, 5), min=1, max=5)
    player = Player(span, "year", at_three)
    assert (play(player), player.why, span.value) == ([2, 3], "Year 3: the tie ends.", (2, 3))
    assert play(player) == [4, 5]
    span.value = (4, 5)
    assert (player.playing, player.why) == (False, "")
    assert play(player) == [4, 5]
    span.value = (5, 5)
    player.playing, player.value = True, player.first
    assert (player.playing, player.value) == (False, 5)


def test_the_years_of_the_literature_play_until_groups_come_together():
    lab = CoauthorNetwork()
    said = []
    while lab.settings["years"][1] < 2016 or not said:
        play(lab.player)
        said.append(lab.player.why)
    assert said == [
        "2007: groups of 9, 3 and 2 come together; the largest now has 16 people.",
        "2008: groups of 16 and 8 come together; the largest now has 26 people.",
        "",
    ]


def test_the_years_of_ia_play_until_the_plug_outgrows_the_lever():
    lab = KeepFeedCut()
    lab.set(contact="BH", look_at=1)
    play(lab.player)
    year = lab.settings["look_at"]
    _, lever, plug = lab._sides("BH", lab._history, 4 * year - 1)
    _, lever_before, plug_before = lab._sides("BH", lab._history, 4 * (year - 1) - 1)
    assert plug > lever
    assert plug_before <= lever_before
    assert lab.player.why == f"Year {year}: from here on the plug of BH is larger than its lever."


def test_the_quarters_of_the_large_lab_play_to_the_turning_point_without_running_again():
    lab = VentureLab(runs=60)
    history = lab.history
    run = next(run for run in range(16) if turning_point(history, run))
    lab.set(run=run + 1)
    play(lab.player)
    assert lab.settings["quarter"] == turning_point(history, run).quarter
    assert lab.player.why == turning_point(history, run).event(lab.venture)
    assert lab.history is history


def test_the_turning_point_is_the_first_event_of_what_weighs_most():
    history = VentureLab(runs=60).history
    for run in range(16):
        found = turning_point(history, run)
        lost = [event.quarter for event in history.events(run) if event.kind == LOST]
        reached = (history.foreign_intensity[:, run] >= 0.25).nonzero()[0]
        if len(reached) and history.alive[-1, run]:
            assert (found.quarter, found.kind) == (int(reached[0]) + 1, REACHED)
        elif lost and history.alive[-1, run]:
            assert found.quarter == lost[0]


def test_the_poster_shows_the_button():
    assert "▶ Play the years" in poster_of(Player(slider(), "year"))


@pytest.mark.browser
def test_the_page_plays_pauses_on_the_event_and_is_continued(mount):
    moved = slider()
    page = mount(lambda: Player(moved, "year", at_three, pace=20))
    button = page.page.get_by_role("button")
    assert button.inner_text() == "▶ Play the years"
    button.press("Enter")
    page.until(lambda: moved.value == 3)
    page.page.get_by_text("Year 3: the tie ends.").wait_for()
    assert page.widget.playing is False
    assert button.inner_text() == "▶ Play the years"
    button.press("Space")
    page.until(lambda: moved.value == 5 and not page.widget.playing)
    assert page.page.get_by_role("status").inner_text() == ""
    assert page.errors == []


@pytest.mark.browser
def test_a_press_pauses_it(mount):
    moved = slider()
    page = mount(lambda: Player(moved, "year", pace=60_000))
    button = page.page.get_by_role("button")
    button.click()
    page.until(lambda: page.widget.playing and moved.value == 2)
    assert button.inner_text() == "⏸ Pause"
    button.click()
    page.until(lambda: not page.widget.playing)
    assert moved.value == 2


@pytest.mark.browser
def test_for_less_motion_a_press_is_one_step(mount):
    moved = slider()
    page = mount(lambda: Player(moved, "year", at_three, pace=20), reduced_motion="reduce")
    button = page.page.get_by_role("button", name="Next year")
    for value in (2, 3, 4):
        button.click()
        page.until(lambda value=value: moved.value == value)
        page.page.wait_for_timeout(80)
        assert moved.value == value
        assert page.widget.playing is False
    button.click()
    page.page.get_by_role("button", name="First year").wait_for()
