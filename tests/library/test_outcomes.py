"""Outcomes of histories made by hand, against values counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from leverplug import Capabilities, Tie, ValidationError, Venture, contribution, outcomes, simulate
from leverplug.model.history import FIRM_SERIES, Event, History, Log, joined, logs_of


def history(runs=1, present=None, **series):
    """A history in which nothing happens but what is given, as rows of quarters a run."""
    made = {name: np.zeros((40, runs), kind) for name, kind in FIRM_SERIES.items()}
    made["alive"][:] = True
    for name, rows in series.items():
        for run, row in enumerate(rows):
            made[name][: len(row), run] = row
            made[name][len(row) :, run] = row[-1]
    served = np.zeros((40, 4, runs), bool) if present is None else present
    return History(None, 1, (), region_sales=np.zeros((40, 4, runs)), present=served, **made)


def test_first_export_is_the_first_quarter_with_foreign_sales():
    found = history(4, foreign_sales=[[0, 0, 5, 0], [1], [0], 39 * [0] + [2]])
    assert outcomes.first_export(found).tolist() == pytest.approx([3, 1, np.nan, 40], nan_ok=True)


def test_a_new_venture_is_international_if_it_sells_abroad_within_three_years():
    found = history(4, foreign_sales=[11 * [0] + [1], 12 * [0] + [1], [0], [1, 0]])
    assert outcomes.international_new_venture(found).tolist() == [True, False, False, True]
    assert outcomes.international_new_venture(found, years=3.25).tolist() == [
        True, True, False, True,
    ]  # fmt: skip


def test_born_global_is_a_quarter_of_sales_abroad_within_three_years():
    at = [
        11 * [0] + [0.25],  # in the twelfth quarter: just in time
        12 * [0] + [0.9],  # in the thirteenth: too late
        [0.2499],  # never enough
        [0.5, 0.0],  # once is enough
    ]
    found = history(4, foreign_intensity=at)
    assert outcomes.born_global(found).tolist() == [True, False, False, True]
    assert outcomes.born_global(found, years=4).tolist() == [True, True, False, True]
    assert outcomes.born_global(found, share=0.2).tolist() == [True, False, True, True]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"share": 1.1}, "share"), ({"share": -0.1}, "share"), ({"years": 0}, "years"),
     ({"years": 11}, "years")],
)  # fmt: skip
def test_a_threshold_that_makes_no_sense_is_refused(arguments, field):
    with pytest.raises(ValidationError) as caught:
        outcomes.born_global(history(), **arguments)
    assert (caught.value.field, caught.value.value) == (field, arguments[field])


def test_scope_counts_regions_served_in_a_quarter():
    present = np.zeros((40, 4, 2), bool)
    present[:, 0, 0] = present[9:, 2, 0] = present[:20, 3, 1] = True
    found = history(2, present)
    assert outcomes.scope(found).tolist() == [2, 0]
    assert outcomes.scope(found, 9).tolist() == [1, 1]
    assert outcomes.scope(found, 10).tolist() == [2, 1]


@pytest.mark.parametrize("quarter", [0, 41, 1.5, True, None])
def test_a_quarter_that_is_none_is_refused(quarter):
    for measure in (lambda: outcomes.scope(history(), quarter),
                    lambda: outcomes.foreign_sales_at(quarter)):  # fmt: skip
        with pytest.raises(ValidationError, match="from 1 to 40"):
            measure()


def test_survived_are_those_alive_at_the_end():
    found = history(2, alive=[[True], 39 * [True] + [False]])
    assert outcomes.survived(found).tolist() == [True, False]


def test_de_internationalised_is_a_third_of_the_peak_lost_for_a_year():
    high, low = [0.6], [0.39]  # two thirds of .6 are .4
    intensity = [
        4 * high + 4 * low + high,  # four quarters running: yes
        4 * high + 3 * low + high,  # three: no
        4 * high + 3 * low + high + 3 * low + high,  # three and three again: no
        4 * high + [0.41] * 8,  # not far enough
        [0.09] + [0.0] * 8,  # never had enough to lose
        [0.10] + [0.0] * 8,  # just enough: yes
        36 * high + 4 * low,  # in the last year: yes
        37 * high + 3 * low,  # too late to tell
        5 * low + 4 * high,  # a rise is no fall
    ]
    found = outcomes.de_internationalised(history(9, foreign_intensity=intensity))
    assert found.tolist() == [True, False, False, False, False, True, True, False, False]


def test_how_far_and_how_long_can_be_set():
    found = history(1, foreign_intensity=[[0.6] + 2 * [0.35] + [0.6]])
    assert not outcomes.de_internationalised(found).any()
    assert outcomes.de_internationalised(found, fall=0.4, quarters=2).all()
    assert not outcomes.de_internationalised(found, fall=0.45, quarters=2).any()


def test_a_venture_that_has_failed_does_not_de_internationalise():
    """Its sales are gone with it: that is failure, which is counted on its own."""
    found = history(1, foreign_intensity=[[0.6, 0.0]], alive=[[True, False]])
    assert not outcomes.de_internationalised(found).any()


def test_sales_are_taken_at_a_quarter_or_added_up():
    found = history(2, foreign_sales=[list(range(40)), [2]])
    assert outcomes.foreign_sales_at(5)(found).tolist() == [4, 2]
    assert outcomes.cumulative_foreign_sales(found).tolist() == [780, 80]  # 39 x 40 / 2; 40 x 2


def test_a_scorecard_sums_up_the_runs():
    present = np.zeros((40, 4, 4), bool)
    present[-1, :3, 0] = present[-1, 0, 1] = True
    found = history(
        4, present,
        foreign_sales=[[0, 1], [0, 0, 0, 1], [0], [0, 0, 1]],
        foreign_intensity=[[0, 0.5], [0, 0, 0, 0.1], [0], [0, 0, 0.5, 0.5, 0.1]],
        alive=[[True], [True, False], [True], [True]],
        absorbed=[[False], [False, True], [False], [False]],
    )  # fmt: skip
    assert outcomes.scorecard(found) == {
        "first_export": 3.0,  # median of 2, 4 and 3
        "born_global": 0.5,
        "scope": 1.0,  # (3 + 1 + 0 + 0) / 4
        "survived": 0.75,
        "de_internationalised": 0.25,
        "absorbed": 0.25,
    }


def test_outcomes_of_many_runs_and_of_one_are_said_in_words():
    words = {row.name: row.kind for row in outcomes.MEASURES}
    runs = np.array([2, 4, np.nan, 9])
    assert words["first_export"].many(runs) == "quarter 4 (never in 25 of 100)"
    assert [words["first_export"].one(n) for n in runs[1:3]] == ["quarter 4", "never"]
    assert words["survived"].many(np.array([True, False, True, True])) == "75 of 100 runs"
    assert [words["survived"].one(n) for n in (True, False)] == ["yes", "no"]
    assert (words["scope"].many(np.array([0, 1])), words["scope"].one(3)) == ("0.5", "3")
    assert words["foreign_sales"].many(np.arange(101)) == "50 (10 to 90)"


def test_a_scorecard_without_exports_has_no_first_one():
    assert np.isnan(outcomes.scorecard(history(3))["first_export"])


FAIR = Tie("fair-1", "trade_fair", 0.4, region="close")
DESIGN = Venture(capabilities=Capabilities(0.1, 0.1, 0), ties=(FAIR, Tie("kin-1", "kin", 0.2)))


def test_a_contribution_is_with_less_without_on_the_same_luck():
    found = contribution(DESIGN, "fair-1", runs=40, seed=3)
    first = simulate(DESIGN, 40, 3).foreign_sales.sum(0)
    second = simulate(DESIGN.without_tie("fair-1"), 40, 3).foreign_sales.sum(0)
    assert np.array_equal(found, first - second)
    assert found.mean() > 0


def test_a_tie_that_is_fed_nothing_contributes_nothing():
    idle = DESIGN.with_tie(Tie("club-1", "club", 0.0))
    assert np.allclose(contribution(idle, "club-1", runs=40), 0, atol=1e-9)


def test_the_contribution_of_a_tie_that_is_not_there_is_refused():
    with pytest.raises(ValidationError, match="name one of the venture's ties"):
        contribution(DESIGN, "nobody", runs=2)


# --- the log of events ----------------------------------------------------------------------------


def columns(log: Log) -> list[list]:
    return [values.tolist() for values in vars(log).values()]


def test_events_go_to_their_design_their_runs_and_their_ties():
    """Two designs of three runs: ties 0 and 2 belong to the first, tie 1 to the second."""
    happenings = [
        (0, "seized", np.array([2, 1]), np.array([1, 4]), np.array([2, 3])),
        (2, "failed", -1, np.array([0, 2, 5]), -1),
    ]
    first, second = logs_of(happenings, [(0, 2), (1,)], 3, 2, 512)  # runs 512 and 513 are watched
    kinds = ["seized", "failed"]
    assert columns(first) == [[0, 2], kinds, [1, -1], [513, 512], [2, -1]]
    assert columns(second) == [[0], kinds[:1], [0], [513], [3]]


def test_events_of_all_blocks_come_in_the_order_of_their_quarters():
    parts = [
        replace(history(1), log=logs_of(happenings, [(0,)], 1, 1, first)[0])
        for happenings, first in (
            ([(0, "left", -1, np.array([0]), 1), (2, "failed", -1, np.array([0]), -1)], 0),
            ([(1, "left", 0, np.array([0]), 3)], 1),
            ([], 2),
        )
    ]
    log = joined(parts, None).log
    assert log is not None
    assert columns(log) == [
        [0, 1, 2],
        ["left", "left", "failed"],
        [-1, 0, -1],
        [0, 1, 0],
        [1, 3, -1],
    ]


def test_events_are_told_by_quarter_tie_and_region():
    log = Log(*(np.array(column) for column in (
        [0, 4, 4], ["seized", "left", "failed"], [1, -1, -1], [0, 0, 1], [2, 0, -1],
    )))  # fmt: skip
    base = history(2)
    found = History(**{**vars(base), "log": log, "tie_ids": ("a", "b")})
    assert found.events(0) == [
        Event(1, "seized", "b", "developed"), Event(5, "left", None, "neighbouring"),
    ]  # fmt: skip
    assert found.events(1) == [Event(5, "failed", None, None)]
