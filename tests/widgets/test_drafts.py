"""While a slider moves a lab may show fewer of its runs; at rest it shows, and judges, all."""

from __future__ import annotations

import by_hand
import ipywidgets
import numpy as np
import pytest
from leverplug import ValidationError, Venture, charts, simulate
from leverplug.model import simulate_together
from leverplug.widgets import VentureLab
from leverplug.widgets.base.challenge_list import Challenge
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.base.result_line import ResultLine
from leverplug.widgets.venture import pins, venture_lab
from leverplug.widgets.venture.venture_lab import MOVING_RUNS, RUNS, STARTER


class Summing(Lab):
    """Adds so many hundreds as its number says; from one in ten of them while it is moved."""

    challenges = (Challenge("some", "Reach 5.", lambda n: "You did." if n >= 5 else ""),)

    def __init__(self) -> None:
        super().__init__({"number": ipywidgets.IntSlider(1, 0, 20)}, [])

    def refresh(self) -> None:
        number = self.settings["number"]
        if number == 13:
            raise ValidationError("number", 13, "choose another")
        if self.moving:
            self.draft = "One in ten."
        self.says = f"{number * (10 if self.moving else 100)}"
        self.result = number


def test_what_is_moved_by_hand_is_a_draft_that_says_so_until_it_is_at_rest():
    lab = Summing()
    by_hand.move(lab.controls["number"], 4)
    assert (lab.says, lab.line.draft) == ("40", "One in ten.")
    by_hand.rest(lab)
    assert (lab.says, lab.line.draft) == ("400", "")


def test_what_python_sets_or_a_page_restores_is_never_a_draft():
    lab = Summing()
    lab.controls["number"].value = 2
    assert (lab.says, lab.line.draft) == ("200", "")
    lab.set(number=3)
    assert (lab.says, lab.line.draft) == ("300", "")
    lab.live_state = '{"number": 4}'
    assert (lab.says, lab.line.draft) == ("400", "")
    by_hand.move(lab.controls["number"], 6)
    lab.set(number=7)
    assert (lab.says, lab.line.draft) == ("700", "")


def test_a_rest_that_came_before_the_latest_move_is_none():
    lab = Summing()
    by_hand.move(lab.controls["number"], 4)
    earlier = lab.line.moves
    by_hand.move(lab.controls["number"], 5)
    by_hand.rest(lab, earlier)
    assert lab.says == "50"
    by_hand.rest(lab)
    assert lab.says == "500"


def test_challenges_are_judged_by_all_runs_alone():
    lab = Summing()
    by_hand.move(lab.controls["number"], 5)
    by_hand.move(lab.controls["number"], 4)
    by_hand.rest(lab)
    assert lab.tasks.met == []
    by_hand.move(lab.controls["number"], 6)
    assert lab.tasks.met == []
    by_hand.rest(lab)
    assert lab.tasks.met == ["some"]


def test_a_draft_that_is_left_standing_by_a_refusal_still_says_that_it_is_one():
    lab = Summing()
    by_hand.move(lab.controls["number"], 12)
    by_hand.move(lab.controls["number"], 13)
    assert lab.line.refused == "number is 13: choose another"
    assert (lab.says, lab.line.draft) == ("120", "One in ten.")


@pytest.fixture(scope="module")
def moved() -> VentureLab:
    """The large lab with a slider on its way."""
    lab = VentureLab()
    by_hand.move(lab.controls["home_market"], 0.2)
    return lab


def shown(lab: VentureLab) -> list:
    """All that the large lab shows of what the model gave."""
    return [lab.trajectory.rows, lab.trajectory.description, lab.markets.rows,
            lab.markets.description, lab.scorecard.value, lab.canvas.state, lab.says]  # fmt: skip


def test_the_large_lab_shows_the_first_of_the_same_runs_while_a_slider_moves(moved):
    first = simulate(moved.venture, MOVING_RUNS)
    assert moved.trajectory.rows["band"] == charts.trajectory.rows(first)["band"]
    assert f"{MOVING_RUNS} of {RUNS} runs" in moved.line.draft
    assert f"This design ({MOVING_RUNS} runs)" in moved.scorecard.value
    everything = simulate(moved.venture, RUNS)
    for name in ("foreign_sales", "cash", "legitimacy", "alive"):
        ours, all_of_them = getattr(first, name), getattr(everything, name)
        np.testing.assert_allclose(ours, all_of_them[:, :MOVING_RUNS], rtol=1e-9, err_msg=name)


def test_the_median_of_a_draft_lies_inside_the_band_of_all_runs(moved):
    band = charts.trajectory.rows(moved.history)["band"]
    assert moved.trajectory.rows["band"] != band
    for draft, row in zip(moved.trajectory.rows["band"], band, strict=True):
        assert row["low"] <= draft["median"] <= row["high"], row["year"]


def test_the_history_of_a_lab_has_all_runs_even_while_a_slider_moves(moved):
    assert moved.line.draft
    assert moved.history.foreign_sales.shape == (40, RUNS)


def test_at_rest_the_large_lab_shows_what_it_shows_to_whoever_sets_it_in_python():
    lab, other = VentureLab(), VentureLab()
    other.set(home_market=0.2)
    by_hand.move(lab.controls["home_market"], 0.2)
    assert shown(lab) != shown(other)
    by_hand.rest(lab)
    assert shown(lab) == shown(other)
    assert lab.line.draft == ""


def test_looking_at_another_quarter_of_all_runs_is_no_draft():
    lab = VentureLab()
    by_hand.move(lab.controls["quarter"], 9)
    by_hand.move(lab.controls["run"], 3)
    assert lab.line.draft == ""


def test_two_designs_are_run_in_one_pass_and_compared_run_by_run(monkeypatch):
    passes = []

    def run(designs, runs, seed, **options):
        passes.append((len(designs), runs))
        return simulate_together(designs, runs, seed, **options)

    lab = VentureLab()
    lab.canvas.selected = "kin-1"
    lab.pins.choice.value = pins.WITHOUT
    monkeypatch.setattr(venture_lab, "simulate_together", run)
    by_hand.move(lab.controls["experience"], 0.9)
    by_hand.rest(lab)
    assert passes == [(2, MOVING_RUNS), (2, RUNS)]
    alone = simulate(lab.venture), simulate(lab.venture.without_tie("kin-1"))
    more = 100 * np.mean(alone[0].foreign_sales.sum(0) > alone[1].foreign_sales.sum(0))
    assert f"in {more:.0f} of 100 runs" in lab.says


def test_a_lab_of_few_runs_always_shows_all_of_them():
    lab = VentureLab(Venture(ties=STARTER.ties[:1]), runs=MOVING_RUNS)
    by_hand.move(lab.controls["home_market"], 0.2)
    assert lab.line.draft == ""


@pytest.mark.browser
def test_the_page_waits_for_rest_before_screen_readers_hear_a_result(mount):
    rested = []
    page = mount(lambda: ResultLine(says="Of all runs."))
    line, said = page.widget, page.page.get_by_role("status")
    line.on_rest(lambda: rested.append(line.moves))
    assert said.get_attribute("aria-busy") == "false"
    for words in ("Of some.", "Of others."):
        line.says = words
        line.sketch("10 of 100 runs.")
        page.push()
        assert said.inner_text() == f"{words} 10 of 100 runs."
        assert said.get_attribute("aria-busy") == "true"
    page.until(lambda: bool(rested))
    assert rested == [2]
    line.says, line.draft = "Of all again.", ""
    page.push()
    assert said.inner_text() == "Of all again."
    assert said.get_attribute("aria-busy") == "false"
    assert page.errors == []
