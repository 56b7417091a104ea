"""The lab of formation: one venture with and without a partner, from a quarter of choice."""

import json
from dataclasses import replace

import numpy as np
import pytest
from leverplug import ValidationError, outcomes, portfolios, simulate
from leverplug.experiments.partner_start import designs, play
from leverplug.widgets import PartnerStart

STANDARD = portfolios.standard(learning=0.1, scale=0.9)


def gain(start: int, years: int, demand: float, instead: str, seed: int) -> float:
    """Mean of ten years' foreign sales with the partner minus without, on the same luck."""
    ten_years = outcomes.cumulative_foreign_sales
    first, second = play(start, years, "traditional", instead, demand, seed)
    return float((ten_years(first) - ten_years(second)).mean())


def test_the_partner_is_the_one_of_the_shared_designs():
    with_it, without = designs(1, 4, "traditional", "unused")
    same = portfolios.with_partner(STANDARD, 4).tie("partner-1")
    assert with_it.tie("partner-1") == same
    assert without == STANDARD


@pytest.mark.parametrize(("start", "years"), [(1, 4), (3, 1), (9, 2), (37, 10)])
def test_time_that_goes_to_the_others_is_the_partners_time_in_the_same_quarters(start, years):
    with_it, without = designs(start, years, "traditional", "others")
    last = min(start + 4 * years - 1, 40)
    fed = np.array([tie.schedule() for tie in without.ties]).sum(0)
    usual = np.array([tie.schedule() for tie in STANDARD.ties]).sum(0)
    for quarter in range(1, 41):
        inside = start <= quarter <= last
        more = 0.2 / 0.576 * usual[quarter - 1] if inside else 0.0  # the ties' effort is .576
        assert fed[quarter - 1] - usual[quarter - 1] == pytest.approx(more, abs=3e-4)
    assert with_it.effort().max() <= 1
    assert without.effort().max() <= 1


def test_the_words_give_what_two_simulations_on_the_same_luck_give():
    lab = PartnerStart()
    lab.set(start=5, years=2, sector="high_tech")
    base = portfolios.of_sector(STANDARD, "high_tech")
    without = simulate(base, 100, 1)
    tie = portfolios.with_partner(base, 3).tie("partner-1")
    with_it = simulate(base.with_tie(replace(tie, start=5)), 100, 1)
    added = with_it.foreign_sales.sum(0) - without.foreign_sales.sum(0)
    assert f"from quarter 5 to 12 adds {added.mean():+,.0f} foreign sales" in lab.says
    assert f"does good in {(added > 0).sum()} of 100 lives" in lab.says
    assert f"own legitimacy is {without.legitimacy[4].mean():.2f}" in lab.says
    early = (with_it.foreign_intensity[:12] >= 0.25).any(0).sum()
    assert f"Born global: {early} with it" in lab.says


def test_the_pictures_say_in_words_what_they_show():
    lab = PartnerStart()
    with_it, without = lab.histories
    assert "The median with the partner is" in lab.sales.description
    assert "pinned" not in lab.sales.description
    ends = {row["label"] for row in lab.sales.rows["labels"]}
    assert ends == {"with", "without"}
    gap = (with_it.foreign_sales - without.foreign_sales)[39].mean()
    assert f"{gap:+.0f} after 10 years" in lab.gap.description
    assert lab.gap.rows["gaps"][39]["mean"] == pytest.approx(gap, abs=0.006)


def test_what_the_partner_asks_for_changes_only_the_lives_with_it():
    lab = PartnerStart()
    before, without = lab.histories
    lab.set(demand=0.4)
    after, same = lab.histories
    np.testing.assert_array_equal(same.foreign_sales, without.foreign_sales)
    assert after.foreign_sales.sum() < before.foreign_sales.sum()
    assert "the partner asks for 0.40" in lab.says


def test_settings_survive_and_damage_is_told():
    lab = PartnerStart()
    lab.set(start=13, years=2, demand=0.3, sector="high_tech", instead="others")
    again = PartnerStart()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert again.says == lab.says
    with pytest.raises(ValidationError, match="cannot be read"):
        again.live_state = json.dumps({"start": 99})
    with pytest.raises(ValidationError, match="start is 0"):
        lab.set(start=0)


# --- what the chapter says of it, for other luck too -----------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_partner_that_asks_little_adds_the_more_the_earlier_it_comes(seed: int):
    added = [gain(start, 4, 0.1, "unused", seed) for start in (1, 9, 21)]
    assert added[0] > added[1] > added[2] > 0
    assert added[0] > 2 * added[2]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_partner_that_asks_for_standing_is_better_met_in_year_three(seed: int):
    at_once, third_year, sixth_year = (gain(s, 4, 0.4, "others", seed) for s in (1, 9, 21))
    assert third_year > at_once
    assert third_year > sixth_year


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_short_and_too_early_with_a_choosy_partner_costs_more_than_it_brings(seed: int):
    assert gain(1, 2, 0.4, "others", seed) < 0
    assert gain(9, 2, 0.4, "others", seed) > 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_feeding_the_other_ties_instead_narrows_the_gain_but_does_not_close_it(seed: int):
    assert 0 < gain(1, 4, 0.1, "others", seed) < gain(1, 4, 0.1, "unused", seed)
