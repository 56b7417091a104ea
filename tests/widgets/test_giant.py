"""The lab of asymmetric alliances: what rides on one large partner, and what follows."""

import json

import numpy as np
import pytest
from leverplug import ValidationError, outcomes, simulate
from leverplug.experiments.giant import design, play
from leverplug.model.history import Shock
from leverplug.widgets import Giant


@pytest.mark.parametrize(("giant", "learning"), [(0, 10), (25, 10), (50, 0), (75, 20), (100, 5)])
def test_all_effort_is_spent_and_never_more(giant: int, learning: int):
    venture = design(giant, 1, learning)
    spent = venture.effort()
    assert spent.max() <= 1
    assert spent[-1] == pytest.approx(1, abs=1e-3)
    free = 0.95 - learning / 100  # a twentieth is for search
    assert venture.tie("giant").effort == pytest.approx(free * giant / 100, abs=1e-4)


@pytest.mark.parametrize("leaves", [0, 7])
def test_the_runs_are_those_of_the_model(leaves: int):
    venture = design(25, 3, 10)
    shocks = (Shock(28, "giant"),) if leaves else ()
    expected = simulate(venture, 100, 1, shocks=shocks), simulate(venture, 100, 1)
    for found, history in zip(play(25, 3, 10, leaves), expected, strict=False):
        np.testing.assert_allclose(found.foreign_sales, history.foreign_sales, rtol=0, atol=1e-9)
        np.testing.assert_array_equal(found.absorbed, history.absorbed)
        np.testing.assert_array_equal(found.alive, history.alive)


def test_dependence_is_a_share_that_is_nothing_before_the_giant_joins_and_after_it_left():
    now, *_ = play(50, 4, 10, leaves=7)
    dependence = outcomes.dependence(now, "giant")
    assert (dependence[:12] == 0).all()
    assert (dependence[27:] == 0)[:, now.alive[27]].all()
    assert 0 < dependence[20].max() < 1


def test_a_giant_alone_holds_nearly_everything_but_for_the_base():
    now, *_ = play(100, 1, 10)
    most = outcomes.dependence(now, "giant").max()
    assert 0.5 < most < 1  # the base of .15 that would have to be held elsewhere


def test_the_words_give_the_numbers_of_the_model():
    lab = Giant()
    lab.set(giant=50, start=1, leaves=7, learning=10)
    venture = design(50, 1, 10)
    stayed = simulate(venture, 100, 1)
    left = simulate(venture, 100, 1, shocks=(Shock(28, "giant"),))
    alone = simulate(design(0, 1, 10), 100, 1)
    assert (
        f"{left.foreign_sales[39].mean():.0f} after 10 years (without it "
        f"{alone.foreign_sales[39].mean():.0f})"
    ) in lab.says
    hit = stayed.foreign_sales[27] > left.foreign_sales[27]
    less = 1 - left.foreign_sales[27, hit].mean() / stayed.foreign_sales[27, hit].mean()
    assert f"it hits {hit.sum()} ventures" in lab.says
    assert f"{less:.0%} less" in lab.says
    assert f"{left.absorbed[-1].sum()} absorbed" in lab.says


def test_without_effort_the_giant_changes_nothing():
    lab = Giant()
    lab.set(giant=0)
    ten = f"{simulate(design(0, 1, 10), 100, 1).foreign_sales[39].mean():.0f}"
    assert f"{ten} after 10 years (without it {ten})" in lab.says
    assert "100 ventures are their own masters" in lab.says


def test_leaving_before_joining_is_told():
    lab = Giant()
    lab.set(start=8, leaves=4)
    assert lab.says.endswith("It would leave before it has joined, so it never leaves.")


def test_the_pictures_say_in_words_what_they_show():
    lab = Giant()
    assert "The median without the giant ends at" in lab.sales.description
    assert {row["label"] for row in lab.sales.rows["labels"]} == {"with", "without"}
    swallowed = int(play(25, 1, 10)[0].absorbed[-1].sum())
    assert f"{swallowed} swallowed by their partner" in lab.fates.value


def test_settings_survive_and_damage_is_told():
    lab = Giant()
    lab.set(giant=50, start=3, leaves=6, learning=0)
    again = Giant()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert again.says == lab.says
    with pytest.raises(ValidationError, match="cannot be read"):
        again.live_state = json.dumps({"leaves": 77})
    with pytest.raises(ValidationError, match="giant is 120"):
        lab.set(giant=120)


# --- what the chapter says of it, for other luck too -----------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_quarter_of_the_effort_leads_in_year_five_and_trails_in_year_ten(seed: int):
    some, _, none = play(25, 1, 10, seed=seed)
    gap = (some.foreign_sales - none.foreign_sales).mean(1)
    assert gap[19] > 0 > gap[39]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_tenth_of_the_effort_is_ahead_of_none_and_of_half_after_ten_years(seed: int):
    none, tenth, half = (play(g, 1, 10, seed=seed)[0].foreign_sales[39].mean() for g in (0, 10, 50))
    assert tenth > none > half


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_more_depends_on_it_the_more_its_leaving_takes_and_the_more_are_absorbed(seed: int):
    losses, absorbed = [], []
    for giant in (10, 25, 50):
        left, stayed, _ = play(giant, 1, 10, 7, seed)
        hit = left.foreign_sales[27] < stayed.foreign_sales[27]
        losses.append(1 - left.foreign_sales[27, hit].mean() / stayed.foreign_sales[27, hit].mean())
        absorbed.append(stayed.absorbed[-1].sum())
    assert losses == sorted(losses)
    assert absorbed == sorted(absorbed)
    assert absorbed[-1] > 3 * absorbed[0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_venture_without_learning_loses_more_when_it_leaves(seed: int):
    losses = []
    for learning in (0, 10):
        left, stayed, _ = play(50, 4, learning, 7, seed)
        hit = left.foreign_sales[27] < stayed.foreign_sales[27]
        losses.append(1 - left.foreign_sales[27, hit].mean() / stayed.foreign_sales[27, hit].mean())
    assert losses[0] > losses[1]
