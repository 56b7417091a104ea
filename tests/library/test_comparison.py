"""What a tie added, where a run stands, and what made two designs differ: on the same luck."""

import numpy as np
import pytest
from leverplug import Capabilities, Founder, Tie, ValidationError, Venture, contribution, simulate
from leverplug.explain.comparison import Comparison, Contribution, compare, contributions
from leverplug.explain.luck_rank import LuckRank, luck_or_choice
from leverplug.model.history import LOST, Shock
from leverplug.outcomes import born_global, cumulative_foreign_sales, first_export

FAIR = Tie("fair-1", "trade_fair", 0.3, region="close", label="<i>Hannover</i>")
KIN = Tie("kin-1", "kin", 0.2)
CLUB = Tie("club-1", "club", 0.2)
DESIGN = Venture(capabilities=Capabilities(0.1, 0.1, 0), ties=(KIN, FAIR, CLUB))


def test_each_tie_is_credited_with_what_its_absence_costs():
    found = contributions(DESIGN, runs=60, seed=4)
    assert {c.tie_id for c in found} == {"kin-1", "fair-1", "club-1"}
    for c in found:
        assert np.allclose(c.gain, contribution(DESIGN, c.tie_id, 60, 4), atol=1e-9)
    means = [c.mean for c in found]
    assert means == sorted(means, reverse=True)


def test_yes_and_no_count_as_one_and_nothing():
    found = contributions(DESIGN, 60, measure=born_global, outcome="odds")
    without = born_global(simulate(DESIGN.without_tie("fair-1"), 60))
    gain = next(c for c in found if c.tie_id == "fair-1").gain
    assert gain.tolist() == (born_global(simulate(DESIGN, 60)) * 1.0 - without).tolist()


def test_runs_without_a_value_are_left_out_of_the_mean():
    gain = np.array([2.0, np.nan, -1.0, 5.0])
    c = Contribution("kin-1", "kin", gain, "x")
    assert (c.mean, c.helped, c.harmed) == (2.0, 0.5, 0.25)
    assert np.isnan(Contribution("kin-1", "kin", np.array([np.nan]), "x").mean)
    assert len(contributions(DESIGN, 20, measure=first_export)) == 3


def test_a_contribution_in_words():
    c = Contribution("fair-1", "your fair", np.array([1500.0, 300.0, -300.0, 0.0]), "sales")
    assert c.sentence() == (
        "On average your fair changed sales by +375; it raised them in 50 and lowered them in 25 "
        "of 100 runs."
    )


def test_labels_are_told_as_they_were_written():
    told = next(c for c in contributions(DESIGN, 5) if c.tie_id == "fair-1").sentence()
    assert "<i>Hannover</i> (trade fairs and exhibitions, fair-1)" in told


def test_a_design_without_ties_has_no_contributions():
    assert contributions(Venture(), 5) == ()


def test_the_shocks_of_a_scenario_count():
    shocks = (Shock(1, "fair-1", LOST),)
    found = contributions(DESIGN, 30, shocks=shocks)
    gain = next(c for c in found if c.tie_id == "fair-1").gain
    # lost in its first quarter, the fair leaves next to nothing behind
    assert abs(gain.mean()) < 0.1 * contribution(DESIGN, "fair-1", 30).mean()


def test_a_percentile_counts_equals_by_half():
    others = np.array([1.0, 2.0, 2.0, 3.0, 4.0])
    assert LuckRank(2.0, others, "x").percentile == pytest.approx(40)  # one below, two equal
    assert LuckRank(0.0, others, "x").percentile == 0
    assert LuckRank(9.0, others, "x").percentile == 100


def test_the_middle_of_the_draws():
    low, median, high = LuckRank(0.0, np.arange(101.0), "x").middle
    assert (low, median, high) == pytest.approx((5, 50, 95))


def test_a_run_is_held_against_other_draws_and_not_against_itself():
    values = cumulative_foreign_sales(simulate(DESIGN, 101, 7))
    found = luck_or_choice(DESIGN, 30, 7, runs=100)
    assert found.value == values[30]
    assert sorted(found.others.tolist()) == sorted(np.delete(values, 30).tolist())
    far = luck_or_choice(DESIGN, 120, 7, runs=100)
    assert far.value == cumulative_foreign_sales(simulate(DESIGN, 121, 7))[120]
    assert np.array_equal(far.others, values[:100])
    assert len(luck_or_choice(DESIGN).others) == 500


def test_percentiles_of_all_runs_are_spread_evenly():
    ranks = [luck_or_choice(DESIGN, run, runs=200).percentile for run in range(0, 200, 10)]
    assert 30 < np.mean(ranks) < 70
    assert max(ranks) - min(ranks) > 50


def test_a_standing_in_words():
    told = LuckRank(150.0, np.arange(101.0) * 2, "sales").sentence()
    # 75 of 101 others are less and one is equal: 75.5 / 101 = 74.75 %
    assert told == (
        "This run came to 150 in sales. With the same choices 101 other draws of luck came to "
        "100 in the median, and nine in ten of them to between 10.0 and 190: this run was "
        "luckier than 75 of 100. The range is what was chosen; the place in it is luck."
    )


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"run": -1}, "run"), ({"run": 1.5}, "run"), ({"runs": 0}, "runs"), ({"run": True}, "run")],
)
def test_a_run_that_makes_no_sense_is_refused(arguments, field):
    with pytest.raises(ValidationError) as caught:
        luck_or_choice(DESIGN, **arguments)
    assert caught.value.field == field


def test_a_design_is_no_better_than_itself():
    found = compare(DESIGN, DESIGN, 30)
    assert (found.wins, found.draws, found.median_gain) == (0.0, 1.0, 0.0)
    assert (found.by_tie, found.others) == ((), ())


def test_one_tie_more_accounts_for_the_whole_difference():
    without = DESIGN.without_tie("fair-1")
    found = compare(without, DESIGN, 60, seed=2)
    assert [part.tie_id for part in found.by_tie] == ["fair-1"]
    assert np.allclose(found.by_tie[0].gain, found.second - found.first)
    assert found.wins == (found.second > found.first).mean() > 0.5
    assert found.median_gain == np.median(found.second - found.first) > 0


def test_the_other_way_round_all_signs_turn():
    without = DESIGN.without_tie("fair-1")
    there, back = compare(without, DESIGN, 40), compare(DESIGN, without, 40)
    assert np.allclose(back.by_tie[0].gain, -there.by_tie[0].gain)
    assert back.median_gain == pytest.approx(-there.median_gain)
    assert back.wins == pytest.approx(1 - there.wins - there.draws)


def test_a_tie_fed_more_is_a_tie_that_differs():
    more = DESIGN.replace_tie(Tie("kin-1", "kin", 0.3))
    found = compare(DESIGN, more, 20)
    assert [part.tie_id for part in found.by_tie] == ["kin-1"]
    expected = contribution(more, "kin-1", 20) - contribution(DESIGN, "kin-1", 20)
    assert np.allclose(found.by_tie[0].gain, expected)


def test_what_else_differs_is_named():
    other = Venture(
        founder=Founder(0.9), capabilities=Capabilities(0.2, 0.1, 0), ties=DESIGN.ties,
        links=(("kin-1", "club-1"),),
    )  # fmt: skip
    found = compare(DESIGN, other, 5)
    assert found.others == ("founder", "capabilities", "links")
    assert found.by_tie == ()
    assert found.sentences()[-1] == "The designs also differ in: founder, capabilities, links."


def test_a_comparison_in_words():
    maker = Contribution("kin-1", "your kin", np.array([4.0, 0.0]), "sales")
    told = Comparison(np.array([1.0, 2.0]), np.array([5.0, 2.0]), (maker,), (), "sales").sentences()
    assert told == [
        "On the same luck the second design came to more in 50 of 100 runs and to the same in 50; "
        "in the median run the difference was +2.0 in sales.",
        "Of this your kin accounts for +2.0 on average.",
    ]
