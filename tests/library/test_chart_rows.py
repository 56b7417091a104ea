"""The rows of a chart: what it draws of the data as printed, and of the model as it was run."""

import numpy as np
import pytest
from chart_rows import DESIGN, ESTIMATES, alone, given, history
from leverplug import Tie, charts, contribution, datasets, simulate
from leverplug.charts.over_time import Name
from leverplug.experiments.exits import added_by_exit

# --- data ------------------------------------------------------------------


def test_motives_are_the_printed_means_with_the_most_important_first():
    rows = charts.motives.rows()["means"]
    printed = {(r["motive"], s): r[f"mean_{s}"] for r in datasets.rows("survey_motives")
               for s in ("traditional", "high_tech")}  # fmt: skip
    assert {(row["key"], row["sector"]): row["printed"] for row in rows} == printed
    assert [row["key"] for row in rows[:4:2]] == ["expansion", "trends"]
    idea = {row["sector"]: row["mean"] for row in rows if row["key"] == "business_idea"}
    assert idea == {"traditional": 3.77, "high_tech": 4.37}


def test_availability_is_the_printed_table():
    rows = charts.availability.rows()["means"]
    former = {row["sector"]: row["mean"] for row in rows if row["key"] == "colleagues"}
    assert former == {"traditional": 2.42, "high_tech": 3.05}
    assert rows[0]["key"] == "foreign_contacts"
    assert len(rows) == 10


def test_values_stand_on_the_outer_sides_of_their_dots():
    for row in charts.motives.rows()["means"]:
        pair = [r["mean"] for r in charts.motives.rows()["means"] if r["key"] == row["key"]]
        other = sum(pair) - row["mean"]
        assert row["outer"] == ("left" if row["mean"] < other else "right")


def test_coefficients_keep_the_printed_text_and_both_rival_readings():
    rows = charts.coefficients.rows()
    by_place = {(row["outcome"], row["channel"]): row for row in rows["coefficients"]}
    business = by_place["Foreign business resources", "business"]
    assert (business["value"], business["printed"], business["starred"]) == (0.488, ".488***", True)
    doubtful = by_place["Foreign business resources", "institutional"]
    assert (doubtful["printed"], doubtful["starred"]) == ("-.0175", False)
    assert sorted(row["value"] for row in rows["rivals"]) == [-0.175, -0.075]
    assert not by_place["Organisational resources", "business"]["starred"]


def test_odds_ratios_and_their_intervals_come_out_by_hand():
    industry, personal = charts.odds.rows()["odds"]
    # exp(.653) and exp(.653 -/+ 1.96 x .318); exp(-.455) and exp(-.455 -/+ 1.96 x .207)
    assert [industry[n] for n in ("ratio", "low", "high")] == pytest.approx(
        [1.921, 1.030, 3.583], abs=1e-3
    )
    assert [personal[n] for n in ("ratio", "low", "high")] == pytest.approx(
        [0.634, 0.423, 0.952], abs=1e-3
    )


def test_works_add_up_to_the_list_in_all_and_by_outlet():
    rows = charts.works.rows()
    total = sum(row["count"] for row in rows["counts"] if row["group"] == "All works")
    assert total == 97
    assert sum(row["count"] for row in rows["groups"][1:]) == 97
    # Counted in the printed list: eight in the International Business Review, ten in 2004.
    assert {"International Business Review": 8, "Journal of World Business": 6}.items() <= {
        row["group"]: row["count"] for row in rows["groups"]
    }.items()
    assert max(rows["counts"], key=lambda row: row["count"])["year"] == 2004


def test_each_item_of_table_1_is_one_mark_in_its_cell():
    rows = charts.resources.rows()["items"]
    table = datasets.rows("cases_resources")
    assert len(rows) == len(table)
    assert {(r["case"], r["item"]) for r in rows} == {(r["case"], r["item"]) for r in table}
    assert len({(row["x"], row["y"]) for row in rows}) == len(rows)
    assert not [row for row in rows if row["channel"] == "personal" and row["stage"] == "ongoing"]


def test_ia_is_drawn_with_every_contact_and_tie_and_our_coding():
    rows = charts.ia_network.rows()
    coding = {row["id"]: row["coding"] for row in rows["contacts"]}
    expected = {"JPH": "lever", "R": "lever", "T": "plug", "Z": "plug", "BH": "both", "Lz": "both"}
    assert expected.items() <= coding.items()
    assert set(coding) == {r["id"] for r in datasets.rows("ia_people")} - {"IA", "EB"}
    assert len(rows["ties"]) == len(datasets.rows("ia_ties")) - 1  # EB and IA are one centre
    assert rows == charts.ia_network.rows()


def test_no_two_contacts_of_ia_share_a_place():
    places = [(row["x"], row["y"]) for row in charts.ia_network.rows()["contacts"]]
    apart = [np.hypot(a[0] - b[0], a[1] - b[1]) for a in places for b in places if a is not b]
    assert min(apart) > 0.1


# --- the model -------------------------------------------------------------


def test_a_trajectory_holds_median_band_run_and_pinned_design():
    rows = charts.trajectory.rows(history(), 3, alone())
    last = rows["band"][-1]
    ordered = np.sort(history().foreign_sales[-1])
    assert last["year"] == 10
    assert last["median"] == pytest.approx((ordered[19] + ordered[20]) / 2, abs=0.01)
    assert ordered[3] - 0.01 <= last["low"] <= ordered[4] + 0.01
    assert rows["run"][7]["sales"] == pytest.approx(history().foreign_sales[7, 3], abs=0.01)
    assert rows["pinned"][-1]["median"] == pytest.approx(
        np.median(alone().foreign_sales[-1]), abs=0.01
    )
    assert charts.trajectory.rows(history(), None)["run"] == []


def test_a_trajectory_calls_its_lines_what_it_is_told_and_else_by_their_usual_names():
    usual = charts.trajectory.rows(history(), 3, alone())
    words = charts.trajectory.describe(usual)
    ends = {row["line"]: row["label"] for row in usual["labels"]}
    assert ends == {"median": "median", "run": "one run", "pinned": "pinned"}
    assert " The median is " in words
    assert " The pinned design's median ends at " in words
    names = {"pinned": Name("no partner", "The median without the partner")}
    named = charts.trajectory.rows(history(), 3, alone(), names)
    end = np.median(alone().foreign_sales[-1])
    assert {row["line"]: row["label"] for row in named["labels"]} == ends | {"pinned": "no partner"}
    assert f" The median without the partner ends at {end:.0f}." in charts.trajectory.describe(
        named
    )
    assert [row | {"label": "", "subject": ""} for row in named["labels"]] == [
        row | {"label": "", "subject": ""} for row in usual["labels"]
    ]


def test_names_of_lines_that_end_together_do_not_cover_one_another():
    labels = charts.trajectory.rows(history(), 0, history())["labels"]
    top = np.percentile(history().foreign_sales, 90, axis=1).max()
    heights = sorted(row["at"] for row in labels)
    assert len(labels) == 3
    assert min(np.diff(heights)) >= 0.07 * top - 0.02


@pytest.mark.parametrize(
    ("chart", "part"),
    [("trajectory", "band"), ("trajectory", "run"), ("trajectory", "pinned"), ("markets", "shares"),
     ("difference", "gaps"), ("stocks", "now"), ("stocks", "remembered")],
)  # fmt: skip
def test_a_quarter_stands_at_its_end(chart: str, part: str):
    rows = getattr(charts, chart).rows(*given(chart))[part]
    assert sorted({row["year"] for row in rows}) == [quarter / 4 for quarter in range(1, 41)]


def test_shares_in_a_market_follow_the_runs_quarter_by_quarter():
    rows = charts.markets.rows(history(), 3)["shares"]
    drawn = {(row["region"], row["year"]): row["share"] for row in rows}
    shares = history().present.mean(2)  # by quarter and region
    regions = list(dict.fromkeys(row["region"] for row in rows))
    assert drawn == {
        (region, (quarter + 1) / 4): pytest.approx(shares[quarter, place], abs=1e-4)
        for place, region in enumerate(regions)
        for quarter in range(40)
    }


def test_stays_in_a_market_are_those_of_the_run():
    rows = charts.markets.rows(history(), 3)
    quarters = sum(round(4 * (row["end"] - row["start"])) for row in rows["stays"])
    assert quarters == history().present[:, :, 3].sum()
    assert [row["share"] for row in rows["regions"]] == pytest.approx(
        history().present[-1].mean(1).tolist(), abs=1e-4
    )


def test_shares_of_first_exports_add_up_to_all_runs():
    rows = charts.first_export.rows(history())["first"]
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    never = (history().foreign_sales == 0).all(0).mean()
    assert (rows[-1]["year"], rows[-1]["share"]) == ("never", pytest.approx(never))
    early = (history().foreign_sales[:12] > 0).any(0).mean()
    assert sum(row["share"] for row in rows if row["early"]) == pytest.approx(early)


def test_contributions_are_sorted_by_their_mean():
    rows = charts.contributions.rows(*given("contributions"))["ties"]
    assert [(row["label"], row["mean"]) for row in rows] == [("Fair", 6.0), ("Partner", -2.0)]
    assert (rows[0]["low"], rows[0]["high"]) == (4.4, 7.6)  # a tenth of the way from each end


def test_a_difference_needs_histories_that_share_their_luck():
    rows = charts.difference.rows(history(), alone())["gaps"]
    gap = (history().foreign_sales[-1] - alone().foreign_sales[-1]).mean()
    assert rows[-1]["mean"] == pytest.approx(gap, abs=0.01)
    with pytest.raises(ValueError, match="seed or runs"):
        charts.difference.rows(history(), simulate(DESIGN, 40, 2))


def test_a_partner_who_is_never_left_adds_what_the_contribution_says():
    rows = charts.window.rows(added_by_exit(DESIGN, "partner", (8, 40), 20, 5))
    never = DESIGN.replace_tie(Tie("partner", "strategic_partner", 0.3, start=3, region="close"))
    expected = contribution(never, "partner", 20, 5).mean()
    value = {(row["sector"], row["year"]): row["value"] for row in rows["exits"]}
    assert value["traditional", 10] == pytest.approx(expected, abs=0.01)
    for best in rows["best"]:
        assert best["value"] == max(
            v for (sector, _), v in value.items() if sector == best["sector"]
        )


def test_years_with_a_partner_stand_in_order_and_say_which_are_given_up():
    rows = charts.partner_years.rows(np.array([[1.0, 3.0], [8.0, 8.0], [-1.0, -1.0]]), 1)["years"]
    assert [(row["label"], row["mean"]) for row in rows] == [
        ("Year 1, kept", 2.0),
        ("Year 2, given up", 8.0),
        ("Year 3, given up", -1.0),
    ]


def test_fewer_count_as_born_global_as_the_threshold_rises():
    rows = charts.born_global_threshold.rows(history(), 0.25, 3)
    course = [row["counted"] for row in rows["lines"] if row["chosen"]]
    assert course == sorted(course, reverse=True)
    assert course[0] == 1
    reached = (history().foreign_intensity[:12] >= 0.25).any(0).mean()
    assert rows["choice"][0]["counted"] == pytest.approx(reached)


def test_a_dial_marks_where_it_stands_and_where_it_would_be_best():
    rows = charts.response.rows({0.0: np.array([1.0, 3.0]), 0.2: np.array([0.0, 2.0])}, 0.2)
    assert [row["mean"] for row in rows["curve"]] == [2.0, 1.0]
    assert rows["best"][0]["setting"] == 0.0
    assert rows["now"][0]["mean"] == 1.0
    with pytest.raises(ValueError, match=r"choose one of 0, 0\.2"):
        charts.response.rows({0.0: np.array([1.0]), 0.2: np.array([2.0])}, 0.1)


def test_virtual_surveys_are_counted_around_the_published_value():
    rows = charts.survey_histogram.rows(ESTIMATES, 0.125)
    mark = rows["published"][0]
    assert sum(row["count"] for row in rows["bins"]) == 100
    assert mark["below"] == 0.13  # 0, .01, ... .12
    assert (mark["low"], mark["high"]) == pytest.approx((0.02475, 0.96525))  # 99 steps of .01
    rows = charts.survey_intervals.rows(*given("survey_intervals"))["intervals"]
    assert [row["inside"] for row in rows] == [True, False]


def test_parameters_that_matter_most_come_first():
    rows = charts.sensitivity.rows(*given("sensitivity"))["bars"]
    assert [(row["label"], row["low"], row["high"]) for row in rows] == [
        ("large", 3.0, 0.0),
        ("small", 0.9, 1.2),
    ]
    assert len(charts.sensitivity.rows(*given("sensitivity"), most=1)["bars"]) == 1


def test_influences_are_shares_of_the_largest_and_the_busiest_factor_comes_first():
    cells = charts.influence.rows(*given("influence"))["cells"]
    found = [(row["factor"], row["fact"], pytest.approx(row["share"])) for row in cells]
    assert found == [("a", "F4", 0.25), ("a", "F5", 1), ("b", "F4", 1), ("c", "F5", 1 / 3)]
    assert {row["factor"] for row in charts.influence.rows(*given("influence"), 1)["cells"]} == {
        "a"
    }
