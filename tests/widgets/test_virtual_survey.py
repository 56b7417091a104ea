"""The survey lab: virtual surveys drawn one by one, beside what was printed."""

import json

import numpy as np
import pytest
from leverplug import ValidationError, datasets
from leverplug.validation import survey
from leverplug.validation.survey import published, stars, surveys
from leverplug.widgets import VirtualSurvey
from leverplug.widgets.labs.virtual_survey import MORE, MOST, SIZES


def test_the_printed_numbers_are_those_of_the_tables():
    printed = {(row["outcome"], row["row"]): row for row in datasets.rows("survey_regression")}
    for label, (name, value) in published().items():
        outcome, channel = name.split(": ")
        if outcome == "inv":
            assert value == -0.455  # Table 5, B of personal networks
        else:
            row = printed[outcome, channel]
            assert value in {float(row[k]) for k in ("value", "rival_1", "rival_2") if row[k]}
            assert channel in label


def test_the_doubtful_cell_has_its_three_readings_and_no_other_cell_has():
    doubtful = [v for label, (_, v) in published().items() if "read as" in label]
    assert doubtful == [-0.0175, -0.175, -0.075]


def test_stars_are_those_of_the_table():
    # Two-sided normal quantiles: 1.96, 2.58, 3.29.
    assert [stars(t) for t in (1.9, 2.0, -2.6, 3.3, -3.3)] == ["", "*", "**", "***", "***"]


def test_a_batch_is_the_survey_of_the_library():
    mine = surveys(0, 1, 104, 1.0)
    theirs = survey.virtual_surveys(1, 104, seed=1)
    assert mine["foreign: business"] == theirs["foreign: business"]


def test_the_last_survey_is_told_in_words():
    lab = VirtualSurvey()
    lab.set(cell="Foreign: business", firms=104)
    found = survey.virtual_surveys(1, 104, seed=1)
    assert f"gives {found['foreign: business'][0]:.3f}" in lab.says
    assert f"t = {found['foreign: business t'][0]:.2f}" in lab.says
    assert "The published value is 0.488" in lab.says


def test_twenty_more_surveys_give_a_range_and_count_stars():
    lab = VirtualSurvey()
    lab.set(cell="Foreign: business", firms=104)
    lab.more()[1].click()
    values = lab.estimates()["foreign: business"]
    assert len(values) == 21
    low, high = np.percentile(values, (2.5, 97.5))
    assert f"lie between {low:.3f} and {high:.3f}" in lab.says
    assert f"{(values < 0.488).mean():.0%} of the surveys below" in lab.says
    starred = (np.abs(lab.estimates()["foreign: business t"]) >= 1.96).sum()
    assert f"{starred} of 21 earn a star" in lab.says
    assert "21 virtual surveys" in lab.histogram.description
    assert sum(row["count"] for row in lab.histogram.rows["bins"]) == 21


def test_the_readings_of_the_doubtful_cell_stand_side_by_side():
    lab = VirtualSurvey()
    labels = [row["label"] for row in lab.intervals.rows["intervals"]]
    assert sum("read as" in label for label in labels) == 3
    assert len(labels) == 3 * 3 + 2 + 1
    assert "published -0.0175" in lab.intervals.description


def test_the_logit_has_its_t_from_b_and_its_standard_error():
    lab = VirtualSurvey()
    lab.set(cell="INV: personal (logit)")
    found = lab.estimates()
    assert f"t = {(found['inv: personal'] / found['inv: personal se'])[0]:.2f}" in lab.says


def test_other_firms_or_other_noise_begin_anew():
    lab = VirtualSurvey()
    lab.draw(1)
    assert lab.drawn == [1, 1]
    lab.set(noise=0.0)
    assert lab.drawn == [1]
    lab.draw(1)
    lab.set(cell="Organisational: institutional")
    assert lab.drawn == [1, 1]
    lab.more()[2].click()
    assert lab.drawn == [1]


def test_noise_in_the_answers_draws_a_coefficient_towards_zero():
    # Measurement error in a predictor attenuates its coefficient (classical errors in variables).
    exact, noisy = (surveys(0, 10, 416, noise)["foreign: business"].mean() for noise in (0.0, 2.0))
    assert 0 < noisy < exact


@pytest.mark.parametrize("seed", [1, 2])
def test_a_cell_on_the_edge_has_its_star_in_some_surveys_and_not_in_others(seed):
    """What the chapter reveals: about every second survey, by the model."""
    found = survey.virtual_surveys(100, seed=seed)
    share = (np.abs(found["organisational: business t"]) >= 1.96).mean()
    assert 0.3 < share < 0.7


def test_no_more_surveys_are_kept_than_a_page_can_draw():
    lab = VirtualSurvey()
    lab.set(firms=SIZES[0])
    lab.drawn = [MOST - 1]
    lab.draw(20)
    assert lab.drawn == [MOST - 1, 1]
    lab.draw(1)
    assert lab.drawn == [MOST - 1, 1]


def test_what_was_drawn_survives():
    lab = VirtualSurvey()
    lab.set(cell="Organisational: institutional", firms=104, noise=0.5)
    lab.draw(2)
    again = VirtualSurvey()
    again.live_state = lab.live_state
    assert (again.drawn, again.settings, again.says) == (lab.drawn, lab.settings, lab.says)


def test_a_state_draws_no_more_surveys_at_once_than_take_a_moment():
    lab = VirtualSurvey()
    kept = json.loads(lab.live_state)
    lab.live_state = json.dumps({**kept, "drawn": [1] + [MORE] * 10})
    assert lab.drawn == [1, MORE, MORE]
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps({**kept, "drawn": [MOST]})
    assert lab.drawn == [1, MORE, MORE]


@pytest.mark.parametrize("kept", [
    {"settings": {"cell": "Table 9", "firms": 208, "noise": 1.0}, "drawn": [1]},
    {"settings": {"cell": "Foreign: business", "firms": 208, "noise": 1.0}, "drawn": []},
    {"settings": {"cell": "Foreign: business", "firms": 208, "noise": 1.0},
     "drawn": [10**9]},
    {"settings": {"firms": 3, "noise": 1.0}, "drawn": [1]},
])  # fmt: skip
def test_what_was_kept_damaged_is_refused_in_words(kept):
    lab = VirtualSurvey()
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps(kept)
    assert lab.drawn == [1]
    assert lab.settings["firms"] == survey.FIRMS
