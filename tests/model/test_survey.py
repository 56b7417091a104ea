"""Virtual surveys: the sample is what it says, and answers come from the simulated firms."""

import numpy as np
import pytest
from leverplug.validation import survey


@pytest.fixture(scope="module")
def firms():
    return survey.draw_firms(4000, seed=3)


def test_channels_are_used_with_the_correlations_of_the_sample_design(firms):
    s, found = survey.survey_numbers(), np.corrcoef(firms.use.T)
    for (a, b), name in (((0, 1), "personal_business"), ((0, 2), "personal_institutional"),
                         ((1, 2), "business_institutional")):  # fmt: skip
        # the sampling error of a correlation of 4,000 firms is about .016
        assert found[a, b] == pytest.approx(s[f"correlation_{name}"], abs=0.05)


def test_about_seven_firms_in_ten_are_traditional(firms):
    assert 1 - firms.high_tech.mean() == pytest.approx(0.72, abs=0.025)


def test_nobody_spends_more_effort_on_ties_than_there_is():
    s = survey.survey_numbers()
    efforts = survey._efforts(np.random.default_rng(1).standard_normal((2000, 3)), s)
    assert efforts.shape == (11, 2000)
    assert efforts.min() >= 0
    assert efforts.sum(0).max() <= s["effort_most"] + 1e-9


def test_effort_on_one_channel_is_partly_taken_from_the_others():
    s = survey.survey_numbers()
    usual, keen = np.zeros((1, 3)), np.array([[2.0, 0, 0]])
    before, after = survey._efforts(usual, s), survey._efforts(keen, s)
    assert after[:5].sum() > before[:5].sum()  # personal ties come first
    assert after[5:].sum() < before[5:].sum()


def test_scales_stay_between_1_and_5(firms):
    answers = survey.ask(firms, seed=3)
    for values in (answers.use, answers.foreign, answers.organisational, answers.network):
        assert values.min() >= 1
        assert values.max() <= 5


def test_the_scale_of_all_resources_is_the_mean_of_its_seven_questions(firms):
    answers = survey.ask(firms, seed=3)
    by_hand = (3 * answers.foreign + 4 * answers.organisational) / 7
    np.testing.assert_allclose(answers.network, by_hand)


def test_firms_with_more_foreign_resources_say_so(firms):
    answers = survey.ask(firms, seed=3)
    assert np.corrcoef(firms.foreign, answers.foreign)[0, 1] > 0.4


def test_the_use_scale_has_the_spread_that_table_5_implies(firms):
    # S.E. .207 of B with 208 firms, half of them INVs: sd = 1 / (.207 * sqrt(208 / 4)) = .67
    answers = survey.ask(firms, seed=3)
    assert answers.use[:, 0].std() == pytest.approx(0.67, abs=0.05)


def test_an_inv_sold_abroad_within_three_years(firms):
    answers = survey.ask(firms, seed=3)
    np.testing.assert_array_equal(answers.inv == 1, firms.first_sale <= 12)


def test_equal_seeds_give_equal_surveys_and_others_differ():
    one, again, other = (survey.virtual_surveys(3, seed=seed) for seed in (5, 5, 6))
    for name, values in one.items():
        np.testing.assert_array_equal(values, again[name])
    assert (one["foreign: business"] != other["foreign: business"]).all()


def test_progress_is_told_to_the_end():
    told = []
    survey.virtual_surveys(25, seed=1, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (25, 25)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_ratings_of_ties_are_whole_points_around_the_table_3_means():
    ratings = survey.rate_ties(np.zeros(20_000), seed=1)
    assert set(np.unique(ratings)) <= {1, 2, 3, 4, 5}
    # Table 3, traditional firms; the sampling error of a mean of 20,000 ratings is below .01
    np.testing.assert_allclose(ratings.mean(0), [2.22, 2.42, 2.38, 3.54, 3.69], atol=0.03)
