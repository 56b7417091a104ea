"""A class on one luck: numbers that can be checked by hand, and classes that have little to say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from leverplug import Tie, Venture, portfolios, record, simulate
from leverplug.debrief import board, intake, results, ties
from leverplug.debrief.archives import File
from leverplug.debrief.effort import effort_of
from leverplug.debrief.expectations import expectations
from leverplug.debrief.groups import Group, groups_of
from leverplug.debrief.intake import Intake, read_class
from leverplug.debrief.pairs import decisions, pairs_of
from leverplug.debrief.pictures import lives, one, tie_worth
from leverplug.debrief.ranks import QUADRANTS, Ranks, choice_rank, luck_rank
from leverplug.debrief.runs import run_task, tasks
from leverplug.debrief.view import View
from leverplug.explain import contribution, luck_or_choice
from leverplug.model import Shock
from leverplug.outcomes import born_global, cumulative_foreign_sales
from leverplug.record import scenario
from leverplug.record.scenario import Scenario, ScenarioShock

KIN = Venture(ties=(Tie("kin-1", "kin", 0.3),))
FAIR = Venture(ties=(Tie("trade_fair-1", "trade_fair", 0.4, region="close"),))
BOTH = Venture(ties=(*KIN.ties, *FAIR.ties))
NOTHING = Venture()


def handed_in(*records: tuple) -> Intake:
    """A class, each given as arguments of `record.dumps`."""
    files = []
    for number, (venture, seed, *said) in enumerate(records):
        predictions, more = [*said, {}, {}][:2]
        text = record.dumps(venture, seed, predictions, **more)
        files.append(File(f"s{number:03}.json", text.encode()))
    return read_class(files)


def worked_out(*records: tuple, runs: int = 60) -> results.Results:
    (group,) = groups_of(handed_in(*records).entries)
    return results.work_out(group, runs)


def place_of(found: results.Results, design: Venture) -> int:
    return next(n for n, e in enumerate(found.group.entries) if e.record.venture == design)


# --- ranks ----------------------------------------------------------------------------------------


def test_the_rank_of_a_design_is_how_often_it_beats_another_on_the_same_draw():
    # By hand: the first beats one of two in the first draw and ties with one in the second.
    sales = np.array([[3.0, 1.0], [1.0, 1.0], [5.0, 2.0]])
    assert choice_rank(sales).tolist() == [(1 + 0.5) / 4 * 100, (0 + 0.5) / 4 * 100, 100.0]
    assert choice_rank(sales[:1]).tolist() == [50.0]
    assert choice_rank(np.ones((4, 7))).tolist() == [50.0] * 4


def test_the_rank_of_a_life_leaves_out_the_draw_that_is_that_life():
    draws = np.array([9.0, 1.0, 2.0, 3.0])
    assert luck_rank(9.0, draws, same_luck=True) == 100.0
    assert luck_rank(9.0, draws, same_luck=False) == 100 * (3 + 0.5) / 4
    assert luck_rank(2.0, draws[:1], same_luck=True) == 0.0


def test_that_equal_lives_count_half_is_said_where_a_place_among_lives_is_told():
    alone = worked_out((NOTHING, 1), runs=20)
    view, half = View(names=False), "equal ones count half"
    shown = {part.id: part.html for part in board.sections(alone, view)}
    assert f"came to less; {half}" in shown["luck"]
    assert one.draw(alone, 0, view).count(half) == 2
    two = board.sections(worked_out((KIN, 1), (FAIR, 1), runs=20), view)
    assert half in next(part.html for part in two if part.id == "luck")


def test_quadrants_are_named_in_words():
    ranks = Ranks(np.array([80, 80, 20, 20.0]), np.array([90, 10, 90, 10.0]), np.zeros(4))
    assert [QUADRANTS[q] for q in ranks.quadrants] == [
        "well chosen and lucky", "well chosen and unlucky", "lucky with a weaker design",
        "a weaker design and unlucky",
    ]  # fmt: skip


def test_ranks_and_shares_are_those_of_the_model_run_by_itself():
    found = worked_out((KIN, 1), (FAIR, 1), (BOTH, 9))
    assert (found.seed, found.runs) == (1, 60)
    assert found.ranks is not None
    for design, seed in ((KIN, 1), (FAIR, 1), (BOTH, 9)):
        place = place_of(found, design)
        alone = cumulative_foreign_sales(simulate(design, 60, 1))
        np.testing.assert_allclose(found.of_entries[place], alone, rtol=1e-6)
        own = simulate(design, 500, seed)
        assert found.ranks.own[place] == pytest.approx(cumulative_foreign_sales(own)[0], rel=1e-6)
        if seed == 9:
            assert found.came[place] == pytest.approx(born_global(own).mean())
    fair = place_of(found, FAIR)
    assert found.ranks.luck[fair] == pytest.approx(
        luck_or_choice(FAIR, seed=1, runs=59).percentile, abs=1e-6
    )


def test_equal_designs_are_run_once_and_share_their_rank():
    renamed = replace(KIN, name="Moa", ties=(replace(KIN.ties[0], label="Zoë"),))
    found = worked_out((KIN, 1), (renamed, 1), (FAIR, 1))
    assert len(found.designs) == 2
    assert found.choice[place_of(found, KIN)] == found.choice[place_of(found, renamed)]


def test_slices_hold_every_design_once_whatever_their_size():
    designs = list(portfolios.random_portfolios(9))
    whole = {}
    for task in tasks(designs, 20, 1, lambda _: (), size=50):
        assert len(task.designs) <= 2
        part = run_task(task)
        whole |= dict(zip(part.places, part.sales, strict=True))
    assert sorted(whole) == list(range(9))
    for place, design in enumerate(designs):
        alone = cumulative_foreign_sales(simulate(design, 20))
        np.testing.assert_allclose(whole[place], alone, rtol=1e-6)


# --- life by life ---------------------------------------------------------------------------------


def lives_of(*sales: list[float]) -> str:
    """The section of a class of KIN, FAIR and BOTH that sold so much in three lives."""
    found = worked_out((KIN, 1), (FAIR, 1), (BOTH, 1), runs=3)
    rows = dict(zip((KIN, FAIR, BOTH), sales, strict=True))
    found.sales = np.array([rows[intake.plain(design)] for design in found.designs])
    found.choice = choice_rank(found.of_entries)
    return lives.draw(found, View(names=False))


def test_all_who_share_the_first_place_in_a_life_came_first_and_nobody_where_nobody_sold():
    html = lives_of([5, 0, 1], [5, 0, 2], [4, 0, 3])
    assert "<b>3</b> <span>different designs came first in 3 lives" in html
    first = re.findall(r"life \d</th><td>(.*?)</td><td>([\d,]+)</td>", html)
    assert [amount for _, amount in first] == ["5", "0", "3"]
    assert [len(re.findall("<b>A", who)) for who, _ in first] == [2, 0, 1]
    assert first[1][0] == "–"
    assert "on average" not in html
    nothing = lives_of([0, 0, 0], [0, 0, 0], [0, 0, 0])
    assert nothing == "<p>In the first 3 lives no design of this class sold anything abroad.</p>"


def test_the_design_that_wins_most_meetings_is_first_in_a_life_that_it_shares():
    html = lives_of([5, 7, 1], [5, 6, 9], [4, 0, 3])
    assert re.search(r"wins most meetings, <b>A\d</b>, in 2<", html)


# --- predictions ----------------------------------------------------------------------------------


def test_expectations_are_compared_with_what_came():
    said = {"confidence": {"born_global": 4}, "second": {"born_global": 12}}
    (group,) = groups_of(handed_in(
        (KIN, 1, {"born_global": 35}, said), (FAIR, 1, {"born_global": 8}), (BOTH, 1),
        (NOTHING, 1, {"born_global": True}),
    ).entries)  # fmt: skip
    found = expectations(group, np.full(4, 0.10))
    assert sorted(one.miss for one in found.all) == [-2.0, 25.0]
    assert found.median_miss == 13.5
    assert found.too_high == 1
    assert (found.closer, len(found.second)) == (1, 1)
    assert found.by_confidence() == {1: (0, 0), 2: (0, 0), 3: (0, 0), 4: (0, 1)}


def test_the_answer_to_a_scenarios_own_question_is_not_taken_for_runs_born_global():
    asked = Scenario("venture", "Sales", question="Zoe: how much <b> in year 10?")
    code = {"scenario": scenario.code(asked)}
    mine = {"confidence": {"scenario": 4}, "second": {"scenario": 71}}
    found = worked_out(
        (KIN, 1, {"born_global": 83}, code), (FAIR, 1, {"scenario": "62 <i>"}, code | mine), runs=20
    )
    assert found.expectations.all == ()
    shown = {part.id: part.html for part in board.sections(found, View())}
    for words in ("Zoe: how much &lt;b&gt; in year 10?", "62 &lt;i&gt;", "71", "certain"):
        assert words in shown["expected"]
    place = place_of(found, FAIR)
    alone = one.draw(found, place, View())
    assert "in year 10?”: 62 &lt;i&gt; (“certain”). Second answer: 71." in alone
    assert "born global; " not in one.draw(found, place_of(found, KIN), View())
    assert "83" not in one.draw(found, place_of(found, KIN), View()).split("<h5>To ask")[1]
    wall = one.draw(found, place, View(names=False)) + "".join(
        part.html for part in board.sections(found, View(names=False))
    )
    assert "question of its own" in wall
    for words in ("Zoe", "62 &lt;i&gt;", "year 10?"):
        assert words not in wall


# --- effort ---------------------------------------------------------------------------------------


def test_effort_is_averaged_over_quarters_and_counted_by_kind():
    half = Venture(ties=(Tie("kin-1", "kin", 0.4, end=20), Tie("kin-2", "kin", 0.1, start=21)))
    found = effort_of([half, FAIR])
    assert found.kinds == ("trade_fair", "kin", "search", "learning")
    np.testing.assert_allclose(found.each[:, :2], [[0, 0.25], [0.4, 0]])
    assert found.holders[1].tolist() == [0.5] * 40
    np.testing.assert_allclose(found.over_time[1], [0.2] * 20 + [0.05] * 20)
    assert found.begins["kin"] == [1, 21]


# --- ties -----------------------------------------------------------------------------------------


def test_what_a_tie_added_is_its_contribution_on_the_common_draws():
    found = worked_out((BOTH, 1), (BOTH, 1), (KIN, 1)).ties
    by_kind = {one.kind: one for one in found.kinds}
    kin = [contribution(design, "kin-1", 60).mean() for design in (BOTH, BOTH, KIN)]
    assert by_kind["kin"].mean == pytest.approx(np.mean(kin), rel=1e-4, abs=1e-3)
    assert by_kind["kin"].helped + by_kind["kin"].hurt <= 3
    fair = contribution(BOTH, "trade_fair-1", 60).mean()
    assert found.best.kind == ("trade_fair" if fair > max(kin) else "kin")
    assert (found.runs, found.designs, found.of) == (60, 2, 2)


def test_a_large_class_gets_fewer_draws_and_says_so():
    designs = [BOTH] * 4_000
    chosen, runs = ties.plan(designs)  # 8,000 ties: every fourth design, 2,000 ties
    assert (len(chosen), runs) == (1_000, 60)
    chosen, runs = ties.plan([BOTH] * 24)
    assert (len(chosen), runs) == (24, ties.MOST_RUNS)


def ties_told(*gains: tuple[str, float]) -> str:
    """The section of a class of two with one design, whose ties added so much."""
    found = worked_out((BOTH, 1), (BOTH, 1), runs=3)
    each = [ties.TieGain(0, f"{kind}-1", kind, gain) for kind, gain in gains]
    found.ties = ties.summed_up(each, [2], 3, 1, 1)
    return tie_worth.draw(found, View(names=False))


def test_what_the_best_and_the_worst_kind_added_is_told_by_its_sign():
    html = ties_told(("kin", -12.0), ("trade_fair", -30.0))
    assert "<b>12</b> <span>less sold abroad in ten years with a tie of the kind" in html
    assert "<b>30</b> <span>less with" in html
    assert "more sold abroad in ten years" not in html
    assert "Helped most" not in html
    html = ties_told(("kin", 12.0))
    assert "<b>12</b> <span>more sold abroad in ten years" in html
    assert "ties that helped, counted per student" in html
    assert "<td>+12</td><td>2</td><td>0</td>" in html
    assert ties_told(("kin", -12.0)).count("<b>12</b>") == 1


# --- pairs ----------------------------------------------------------------------------------------


def test_each_pair_is_what_it_is_called():
    one_more = BOTH.with_tie(Tie("distributor-1", "distributor", 0.2, region="close"))
    designs = [KIN, FAIR, BOTH, one_more, NOTHING]
    sales = np.array([[10, 10.0], [10, 10.2], [50, 60.0], [90, 80.0], [0, 0.0]])
    effort = effort_of(designs)
    choice = choice_rank(sales)
    opposite, apart, popular = pairs_of(designs, np.arange(5), sales, effort, choice, {})
    assert {opposite.first, opposite.second} == {0, 1}
    # Kin 30 of 40 against a fair 40 of 50, and search and learning 5 each: (75 + 80 + 5) / 2.
    assert "80 of 100 parts" in opposite.reason
    # BOTH has one tie more than KIN: 45 apart. One more still: 30 apart.
    assert (apart.first, apart.second) == (2, 0)
    assert "{a} has trade fair (40 % of effort from quarter 1, " in apart.reason
    assert "), {b} none. On the same luck" in apart.reason
    assert "more abroad in 100 of 100 lives" in apart.reason
    assert popular.title == "Popular and wrong"
    for pair in (opposite, apart):
        assert 2 <= len(pair.questions) <= 3


def test_popular_and_wrong_is_a_feature_whose_holders_did_worse():
    designs = [KIN, replace(KIN, ties=(Tie("kin-1", "kin", 0.2),)), BOTH, FAIR,
               replace(FAIR, ties=(replace(FAIR.ties[0], effort=0.3),))]  # fmt: skip
    sales = np.array([[1.0], [2.0], [3.0], [9.0], [8.0]])
    found = pairs_of(designs, np.arange(5), sales, effort_of(designs), choice_rank(sales), {})[2]
    assert found.reason.startswith("3 of 5 have a tie of the kind “Family, friends”.")
    assert found.first in (0, 1, 2)
    assert found.second in (3, 4)


def test_one_of_the_few_is_found_where_the_mean_of_equal_ranks_rounds_above_them():
    choice = np.array([0.0] * 4 + [50 + 9 / 37] * 3)
    assert choice[4:].mean() > choice[4:].max()  # or this test says nothing
    designs = [*[KIN] * 4, *[FAIR] * 3]
    found = pairs_of([KIN, FAIR], np.array([0] * 4 + [1] * 3), np.array([[1.0], [2.0]]),
                     effort_of(designs), choice, {})[2]  # fmt: skip
    assert (found.first, found.second) == (0, 4)


def test_a_change_of_one_decision_is_one_decision():
    changed = replace(BOTH, ties=(replace(BOTH.ties[0], effort=0.1), BOTH.ties[1]))
    unlike = [name for name, value in decisions(BOTH).items() if decisions(changed)[name] != value]
    assert unlike == ["tie kin-1"]


# --- classes with little to say -------------------------------------------------------------------

LITTLE = {
    "one record": [(BOTH, 1)],
    "one record with a luck of its own": [(BOTH, 7, {"born_global": 20})],
    "all alike": [(BOTH, 1)] * 5,
    "nobody has a tie": [(NOTHING, 1), (replace(NOTHING, firm=portfolios.standard().firm), 1)],
    "all one tie": [(replace(KIN, ties=(Tie("kin-1", "kin", n / 10),)), 1) for n in range(1, 6)],
    "two": [(KIN, 1, {"born_global": 0}), (FAIR, 2, {"born_global": 100})],
}


def test_a_class_with_little_to_say_says_so_in_words():
    for name, records in LITTLE.items():
        found = worked_out(*records, runs=20)
        for view in (View(), View(names=False)):
            shown = board.sections(found, view)
            assert [one.id for one in shown] == [row[0] for row in board.SECTIONS], name
            assert all("nan" not in one.html for one in shown), name
    alone = {one.id: one.html for one in board.sections(worked_out(*LITTLE["one record"]), View())}
    assert "nothing to be compared with" in alone["luck"]
    alike = {one.id: one.html for one in board.sections(worked_out(*LITTLE["all alike"]), View())}
    assert "All designs of this class are the same" in alike["lives"]
    assert "No record says" in alone["expected"]
    none = {n.id: n.html for n in board.sections(worked_out(*LITTLE["nobody has a tie"]), View())}
    assert "No design of this class has a tie" in none["effort"]
    assert "No design of this class has a tie to take away" in none["ties"]


def test_outcomes_without_a_value_count_as_nothing_and_are_counted(monkeypatch):
    def broken(task):
        part = run_task(task)
        part.sales[0, :3] = np.nan
        return part

    (group,) = groups_of(handed_in((KIN, 1), (FAIR, 1)).entries)
    monkeypatch.setattr(results, "run_task", broken)
    found = results.work_out(group, 20)
    assert found.without_value == 3
    assert np.isfinite(found.choice).all()
    assert "3 outcomes had no value" in board.how(found, View())


def test_a_group_without_records_is_refused():
    with pytest.raises(ValueError, match="read some first"):
        results.begin(Group(1, "", ()))


def test_the_shock_and_the_budget_of_a_scenario_apply():
    struck = Scenario("venture", "Leaving", budget=0.45, shock=ScenarioShock(1, "lost", "kin"))
    said = {"scenario": scenario.code(struck)}
    found = worked_out((KIN, 1, {}, said), (BOTH, 1, {}, said), runs=20)
    place = place_of(found, KIN)
    shock = (Shock(1, "kin-1", "lost"),)
    lost = cumulative_foreign_sales(simulate(KIN, 20, 1, shocks=shock))
    np.testing.assert_allclose(found.of_entries[place], lost, rtol=1e-6)
    assert found.group.title == "Leaving"
    assert "1 over the budget of the scenario" in found.group.differences()
    head = board.head(Intake(found.group.entries), found.group, [found.group], View(names=False))
    assert "Leaving" not in head.html


def test_records_are_compared_within_their_scenario_the_largest_first():
    of_scenario = {"scenario": "abc"}
    entries = handed_in((KIN, 1), (FAIR, 1, {}, of_scenario), (BOTH, 2, {}, of_scenario)).entries
    groups = groups_of(entries)
    assert [(group.code, len(group.entries)) for group in groups] == [("abc", 2), ("", 1)]
    assert groups[0].title == "A scenario that this kit cannot open"
    assert "2 different lucks were chosen" in groups[0].differences()
