"""The lab of definitions: who counts, by which line, among the same ventures."""

import json

import numpy as np
import pytest
from leverplug import ValidationError
from leverplug.experiments import population
from leverplug.widgets import Threshold


@pytest.fixture(scope="module")
def people() -> population.Population:
    return population.draw()


def counts(people: population.Population, share: float, quarters: int, regions: int = 1) -> list:
    """Numbers of the ventures over the line, by looking at each one's course."""
    intensity, served = people.history.foreign_intensity, people.history.present.sum(1)
    return [
        venture
        for venture in range(intensity.shape[1])
        if any(
            intensity[q, venture] >= share and served[q, venture] >= regions
            for q in range(quarters)
        )
    ]


@pytest.mark.parametrize(
    ("share", "years", "regions"), [(0.25, 3, 1), (0.5, 5, 1), (0.1, 1, 1), (0.25, 4.5, 3)]
)
def test_a_venture_counts_if_it_crosses_the_line_in_time(people, share, years, regions):
    lab = Threshold()
    lab.set(share=share, years=years, regions=regions)
    expected = counts(people, share, int(4 * years), regions)
    assert np.flatnonzero(lab.counted).tolist() == expected
    assert lab.says.startswith(f"{len(expected)} of 200 ventures count")


def test_a_stricter_line_never_counts_a_venture_that_a_looser_one_leaves_out():
    lab = Threshold()
    loose = lab.counted
    for stricter in ({"share": 0.5}, {"years": 2}, {"regions": 3}):
        lab.set(**({"share": 0.25, "years": 3, "regions": 1} | stricter))
        assert not (lab.counted & ~loose).any()
        assert lab.counted.sum() < loose.sum()


def test_who_is_asked_changes_who_is_counted_but_not_the_ventures(people):
    lab = Threshold()
    everywhere = lab.counted
    small = np.flatnonzero(people.home_market < 0.5)
    lab.set(sample="small")
    assert lab.chosen.tolist() == small.tolist()
    assert lab.counted.tolist() == everywhere[small].tolist()
    in_all = len(lab.chosen)
    lab.set(sample="large")
    assert in_all + len(lab.chosen) == 200


def test_the_words_compare_with_the_usual_line_and_tell_who_falls_back(people):
    lab = Threshold()
    lab.set(share=0.5)
    mine, usual = counts(people, 0.5, 12), counts(people, 0.25, 12)
    back = sum(people.history.foreign_intensity[-1, venture] < 0.5 for venture in mine)
    assert f"(25% within 3 years) counts {len(usual)} of them" in lab.says
    assert f"{back} of those who count are below the share again" in lab.says
    assert f"High-tech firms are {people.high_tech[mine].mean():.0%} of those" in lab.says


def test_an_empty_sample_is_told_and_not_divided_by():
    lab = Threshold()
    lab.set(share=0.9, years=1, regions=4)
    assert "0 of 200 ventures count" in lab.says
    assert lab.says.endswith("Nobody is left to study.")


def test_the_pictures_say_in_words_what_they_show():
    lab = Threshold()
    lab.set(share=0.5)
    assert lab.says in lab.crowd.value.replace("&#x27;", "'")
    assert lab.crowd.value.count('fill="none" stroke-width="1.8"') >= 2  # frames, in the legend too
    counted = lab.counted.mean()
    assert f"At the chosen threshold of 50% within 3 years, {counted:.0%} count" in (
        lab.curves.description
    )
    assert lab.curves.rows["choice"][0]["counted"] == pytest.approx(counted)


def test_settings_survive():
    lab = Threshold()
    lab.set(share=0.4, years=4.5, regions=2, sample="large")
    again = Threshold()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert json.loads(again.live_state)["sample"] == "large"


def test_a_share_beyond_the_slider_is_refused():
    with pytest.raises(ValidationError, match=r"share is 0\.95"):
        Threshold().set(share=0.95)


def test_the_population_is_the_same_each_time_and_mixed(people):
    again = population.draw.__wrapped__()
    np.testing.assert_array_equal(again.history.foreign_sales, people.history.foreign_sales)
    assert 0.15 < people.high_tech.mean() < 0.40
    assert people.high_tech.tolist() == sorted(people.high_tech.tolist())
    with pytest.raises(ValidationError, match="ventures is 513"):
        population.draw(513)


# --- what the chapter says of it, for any ventures ------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_stricter_share_thins_the_sample_and_a_later_limit_swells_it(seed: int):
    people = population.draw(200, seed)
    usual = len(counts(people, 0.25, 12))
    assert len(counts(people, 0.5, 12)) < usual / 2
    assert len(counts(people, 0.25, 24)) > usual * 1.4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_home_markets_have_more_born_globals_by_the_same_line(seed: int):
    people = population.draw(200, seed)
    over = np.zeros(200, bool)
    over[counts(people, 0.25, 12)] = True
    small = people.home_market < 0.5
    assert over[small].mean() > over[~small].mean() + 0.1
