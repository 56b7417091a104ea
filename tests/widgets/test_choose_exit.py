"""The lab of parting: every exit tried on the same luck, and what each year adds."""

import json

import numpy as np
import pytest
from leverplug import ValidationError, portfolios, simulate
from leverplug.experiments.exits import RUNS, best_exit, play
from leverplug.model.history import Shock
from leverplug.widgets import ChooseExit

BASE = portfolios.standard(learning=0.1, scale=0.9)


def mean_sales(histories) -> np.ndarray:
    """Foreign sales over ten years of each history, mean of its runs."""
    return np.array([history.foreign_sales.sum(0).mean() for history in histories])


@pytest.mark.parametrize("sector", ["traditional", "high_tech"])
@pytest.mark.parametrize("year", [0, 1, 4, 10])
def test_each_exit_is_the_models_own_history_on_the_same_luck(sector: str, year: int):
    base = portfolios.of_sector(BASE, sector)
    venture = portfolios.with_partner(base, year) if year else base
    history = simulate(venture, RUNS, 1)
    tried = play(sector, 20, 1.0)[year]
    np.testing.assert_allclose(tried.foreign_sales, history.foreign_sales, rtol=0, atol=1e-9)


def test_the_standing_is_that_of_a_venture_that_never_leaves():
    history = simulate(portfolios.with_partner(BASE, None), RUNS, 1)
    last = play("traditional", 20, 1.0)[-1]
    np.testing.assert_allclose(last.legitimacy, history.legitimacy, rtol=0, atol=1e-9)


def test_the_years_add_up_to_what_the_whole_partnership_brings():
    lab = ChooseExit()
    tried = play("traditional", 20, 1.0)
    whole = (tried[10].foreign_sales - tried[0].foreign_sales).sum(0)
    np.testing.assert_allclose(lab.worth.sum(0), whole, atol=1e-8)
    assert lab.worth.shape == (10, RUNS)


def test_the_words_name_the_chosen_exit_and_the_best():
    lab = ChooseExit()
    lab.set(exit=2, sector="high_tech")
    tried = play("high_tech", 20, 1.0)
    means = mean_sales(tried)
    best = int(np.argmax(means))
    assert f"Leaving after year 2 brings {means[2]:,.0f} foreign sales" in lab.says
    assert f"{means[2] - means[0]:+,.0f} against no partner" in lab.says
    assert f"after year {best}: {means[best] - means[0]:+,.0f}" in lab.says
    assert f"legitimacy of {tried[-1].legitimacy[7].mean():.2f}" in lab.says
    lab.set(exit=best)
    assert "No other exit" in lab.says
    lab.set(exit=0)
    assert lab.says.startswith("Doing without the partner")


def test_the_picture_tells_each_year_in_order_and_which_are_given_up():
    lab = ChooseExit()
    lab.set(exit=3)
    labels = [row["label"] for row in lab.years.rows["years"]]
    assert labels == [f"Year {n}, {'kept' if n <= 3 else 'given up'}" for n in range(1, 11)]
    assert f"year 3, kept: {lab.worth[2].mean():+.0f}" in lab.years.description
    assert "What the year adds to ten years" in str(lab.years.spec)
    assert "with the tie minus without it" not in str(lab.years.spec)


def test_settings_survive_and_damage_is_told():
    lab = ChooseExit()
    lab.set(exit=5, sector="high_tech", effort=10, obligation=0.5)
    again = ChooseExit()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert again.says == lab.says
    with pytest.raises(ValidationError, match="cannot be read"):
        again.live_state = json.dumps({"exit": 11})
    with pytest.raises(ValidationError, match="effort is 90"):
        lab.set(effort=90)


# --- what the chapter says of it, for other luck too -----------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sector", ["traditional", "high_tech"])
def test_the_window_opens_at_once_and_closes_about_year_four_or_five(sector: str, seed: int):
    tried = play(sector, 20, 1.0, seed)
    means = mean_sales(tried)
    assert means.argmax() == best_exit(sector, 20, 1.0, seed)
    assert means.argmax() in (4, 5)
    worth = np.diff(means)
    assert (worth[:4] > 0).all()
    assert worth[6:].max() < 0
    assert tried[-1].legitimacy[4 * 7 - 1].mean() > 0.8


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sector", ["traditional", "high_tech"])
def test_what_is_asked_in_return_closes_the_window(sector: str, seed: int):
    nothing, usual, double = (best_exit(sector, 20, times, seed) for times in (0.0, 1.0, 2.0))
    assert nothing >= 9
    assert nothing > usual >= double


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_being_left_takes_at_once_what_a_planned_exit_keeps(seed: int):
    partnered = portfolios.with_partner(BASE, None)
    planned = simulate(portfolios.with_partner(BASE, 4), 200, seed).foreign_sales.mean(1)
    left = simulate(partnered, 200, seed, shocks=(Shock(17, "partner-1"),)).foreign_sales.mean(1)
    assert planned[15] == pytest.approx(left[15])
    assert left[16] < 0.98 * planned[16]
    assert left.sum() < planned.sum()
