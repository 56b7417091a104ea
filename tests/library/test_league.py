"""The league: what counts as a change, who stands, points, chance, and texts of any origin."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from leverplug import Capabilities, Firm, Founder, Tie, Venture, portfolios, record, simulate
from leverplug.league import (
    GOALS,
    SET_DESIGNS,
    League,
    Results,
    changes,
    from_text,
    judge,
    slips,
    to_csv,
    to_text,
)
from leverplug.league.entries import MOST_TEAMS, read_entries
from leverplug.league.table import MOST_ROUNDS
from leverplug.model import Shock
from leverplug.outcomes import born_global, cumulative_foreign_sales
from leverplug.record import scenario
from leverplug.record.scenario import Scenario, ScenarioShock
from leverplug.venture import Change, ValidationError

KIN = Tie("kin-1", "kin", 0.2)
FAIR = Tie("trade_fair-1", "trade_fair", 0.2, start=3, end=20, region="close")
CLUB = Tie("club-1", "club", 0.1)
DESIGN = Venture(capabilities=Capabilities(0.1, 0.05), ties=(KIN, FAIR, CLUB),
                 links=(("kin-1", "club-1"),))  # fmt: skip
RESULTS = Results(runs=60)


def line(team: str, design: Venture) -> str:
    return f"{team}: {record.code(design)}"


def board(*rounds: str, **settings):
    return judge(League(rounds, **settings), RESULTS)


def stands(one) -> dict[str, tuple[str, str]]:
    return {row.stand.team: (row.stand.source, row.stand.remark) for row in one.rows}


# --- what counts ------------------------------------------------------------------

CASES = {
    "nothing": (DESIGN, 0),
    "another name": (replace(DESIGN, name="Other"), 0),
    "a label": (DESIGN.replace_tie(replace(KIN, label="Aunt")), 0),
    "the order of ties": (replace(DESIGN, ties=DESIGN.ties[::-1]), 0),
    "a link told the other way round": (replace(DESIGN, links=(("club-1", "kin-1"),)), 0),
    "a tie more": (DESIGN.with_tie(Tie("adviser-1", "adviser", 0.05)), 1),
    "a tie less": (DESIGN.without_tie("trade_fair-1"), 1),
    "a tie less with its link": (DESIGN.without_tie("club-1"), 1),
    "the same tie under another id": (
        DESIGN.without_tie("trade_fair-1").with_tie(replace(FAIR, id="trade_fair-2")), 2),
    "another kind under the same id": (
        DESIGN.replace_tie(Tie("trade_fair-1", "university", 0.2, start=3, end=20)), 2),
    "effort": (DESIGN.replace_tie(replace(KIN, effort=0.3)), 1),
    "a later change of effort": (DESIGN.replace_tie(replace(KIN, changes=(Change(9, 0.1),))), 1),
    "effort and its later changes": (
        DESIGN.replace_tie(replace(KIN, effort=0.1, changes=(Change(9, 0.3), Change(12, 0)))), 1),
    "a change of effort that changes nothing": (
        DESIGN.replace_tie(replace(KIN, changes=(Change(9, 0.2),))), 0),
    "the start": (DESIGN.replace_tie(replace(FAIR, start=5)), 1),
    "the end": (DESIGN.replace_tie(replace(FAIR, end=None)), 1),
    "start and end": (DESIGN.replace_tie(replace(FAIR, start=5, end=24)), 2),
    "the region": (DESIGN.replace_tie(replace(FAIR, region="emerging")), 1),
    "search": (replace(DESIGN, capabilities=Capabilities(0.2, 0.05)), 1),
    "all three capabilities": (replace(DESIGN, capabilities=Capabilities(0, 0, 0.5)), 3),
    "a link more": (DESIGN.with_link("kin-1", "trade_fair-1"), 1),
    "a link less": (replace(DESIGN, links=()), 1),
    "a link with a new tie": (
        DESIGN.with_tie(Tie("adviser-1", "adviser", 0.05)).with_link("kin-1", "adviser-1"), 2),
    "effort from one tie to another": (
        DESIGN.replace_tie(replace(KIN, effort=0.1)).replace_tie(replace(CLUB, effort=0.2)), 2),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_changes_are_counted_alike_there_and_back(name):
    after, count = CASES[name]
    found = changes(DESIGN, after)
    assert len(found) == count, found
    back = changes(after, DESIGN)
    # a link of a tie that is gone comes back by itself only if somebody draws it again
    assert len(back) == count + (name == "a tie less with its link") - (
        name == "a link with a new tie"
    )


def test_each_change_is_said():
    after = DESIGN.replace_tie(replace(FAIR, effort=0.3, end=None, region="emerging"))
    assert changes(DESIGN, replace(after, capabilities=Capabilities(0.1, 0.0), links=())) == [
        "effort of your trade fairs and exhibitions (trade_fair-1): 0.20 to 0.30",
        "last quarter of your trade fairs and exhibitions (trade_fair-1): 20 to open",
        "region of your trade fairs and exhibitions (trade_fair-1): culturally close to distant "
        "emerging",
        "learning: 0.05 to 0.00",
        "no longer linked: your fellow members of clubs and associations (club-1) and your "
        "family, relatives and friends (kin-1)",
    ]


# --- who stands -------------------------------------------------------------------


def test_a_design_within_the_budget_takes_the_place_of_the_last_one():
    within = DESIGN.replace_tie(replace(FAIR, effort=0.3, end=None))
    beyond = replace(within, capabilities=Capabilities(0.2, 0.1, 0.5), links=())
    found = board(line("A", DESIGN), line("A", within), line("A", beyond), line("A", within))
    sources = [stands(one)["A"][0] for one in found.rounds]
    assert sources == ["new", "new", "kept", "new"]
    assert found.rounds[1].rows[0].stand.changed == tuple(changes(DESIGN, within))
    assert found.rounds[2].rows[0].stand.design == within
    (remark,) = found.rounds[2].remarks
    assert remark.startswith("A: 4 changes, and 3 are allowed: search: 0.10 to 0.20; ")
    assert remark.endswith("the last design stands.")
    assert stands(board(line("A", DESIGN), line("A", beyond), budget=6).rounds[1])["A"][0] == "new"


def test_the_first_design_may_be_anything_and_a_budget_of_none_keeps_it():
    found = board(line("A", DESIGN), line("A", DESIGN.without_tie("kin-1")), budget=0)
    assert [stands(one)["A"][0] for one in found.rounds] == ["new", "kept"]


def test_the_set_design_stands_in_for_who_is_absent_or_has_never_had_a_design():
    found = board(f"{line('A', DESIGN)}\nB: absent\nC: AAAA", "A: -", line("A", DESIGN),
                  set_design="holistic")  # fmt: skip
    first, second, third = (stands(one) for one in found.rounds)
    assert {team: source for team, (source, _) in first.items()} == {
        "A": "new", "B": "set", "C": "set"}  # fmt: skip
    assert second["A"] == ("set", "absent; the set design stands in")
    assert second["C"] == ("set", "no new design; the set design stands in")
    assert third["A"][0] == "new"
    design = next(row.stand.design for row in found.rounds[1].rows)
    assert (design.firm, design.founder) == (DESIGN.firm, DESIGN.founder)
    assert design.ties == portfolios.holistic().ties
    lent = {total.team: total.lent for total in found.standing}
    assert lent == {"A": 1, "B": 3, "C": 3}


def test_who_hands_in_nothing_keeps_the_last_design():
    found = board(f"{line('A', DESIGN)}\n{line('B', Venture())}", line("A", DESIGN))
    assert stands(found.rounds[1])["B"] == ("kept", "no new design; the last design stands")
    assert found.rounds[1].remarks == ()  # that is no mistake


def test_all_have_the_firm_and_the_founder_of_the_first_design():
    other = replace(DESIGN, firm=Firm("high_tech", 0.1), founder=Founder(0.9))
    found = board(f"{line('A', DESIGN)}\n{line('B', other)}")
    assert found.rounds[0].remarks == (
        "B: it is for another firm: sector high-tech instead of traditional, home market 0.10 "
        "instead of 0.50, experience of the founder 0.90 instead of 0.50; the set design stands "
        "in.",
    )
    stated = board(f"{line('A', DESIGN)}\n{line('B', other)}", base=record.code(other))
    assert {team: s for team, (s, _) in stands(stated.rounds[0]).items()} == {
        "A": "set", "B": "new"}  # fmt: skip


SCENARIO = Scenario(
    "venture", "Kin leave", settings={"home_market": 0.2}, budget=0.7, design=DESIGN,
    shock=ScenarioShock(9, "lost", "kin"),
)  # fmt: skip


@pytest.mark.parametrize("address", ["", "https://example.org/book/lab.html?v="])
def test_a_scenario_sets_the_firm_the_effort_and_what_happens(address):
    base = address + scenario.code(SCENARIO)
    mine = replace(DESIGN, firm=replace(DESIGN.firm, home_market=0.2))
    much = replace(mine, capabilities=Capabilities(0.3, 0.05))
    text = f"{line('A', mine)}\n{line('B', DESIGN)}\n{line('C', much)}"
    found = board(text, base=base, set_design="extensive_then_deliberate").rounds[0]
    assert found.remarks == (
        "B: it is for another firm: home market 0.50 instead of 0.20; the set design stands in.",
        "C: it plans 0.85 of all effort, and the scenario allows 0.70; the set design stands in.",
    )
    rows = {row.stand.team: row for row in found.rows}
    struck = simulate(mine, 60, shocks=(Shock(9, "kin-1"),))
    assert rows["A"].value == round(float(np.median(cumulative_foreign_sales(struck))))
    lent = rows["B"].stand.design
    assert lent.effort().max() == pytest.approx(0.7, abs=0.01)
    assert lent.effort().max() <= 0.7
    assert lent.firm == mine.firm


def test_a_scenario_that_leaves_the_firm_open_takes_that_of_the_first_design():
    base = scenario.code(replace(SCENARIO, design=None))
    other = replace(DESIGN, founder=Founder(0.9))
    found = board(f"{line('A', other)}\n{line('B', DESIGN)}", base=base).rounds[0]
    assert stands(found)["A"] == ("new", "")
    assert "experience of the founder 0.50 instead of 0.90" in found.remarks[0]
    of_small_lab = Scenario("giant", "A giant")
    with pytest.raises(ValidationError, match="give a scenario of the venture lab"):
        League(base=scenario.code(of_small_lab))


def test_a_round_that_nobody_has_played_has_no_rows_and_no_points():
    found = board(line("A", DESIGN), " \n", line("A", DESIGN))
    assert [len(one.rows) for one in found.rounds] == [1, 0, 1]
    assert found.standing[0].points == (1.0, None, 1.0)


# --- places, points and luck ----------------------------------------------------------


def test_places_and_points_follow_the_medians_on_common_luck():
    designs = {f"T{n}": design for n, design in enumerate(portfolios.random_portfolios(8))}
    found = board("\n".join(line(*pair) for pair in designs.items()), luck=5).rounds[0]
    totals = {t: cumulative_foreign_sales(simulate(d, 60, 5)) for t, d in designs.items()}
    medians = {team: round(float(np.median(values))) for team, values in totals.items()}
    assert {row.stand.team: row.value for row in found.rows} == medians
    for row in found.rows:
        mine = medians[row.stand.team]
        others = [value for team, value in medians.items() if team != row.stand.team]
        assert row.place == 1 + sum(value > mine for value in others)
        assert row.points == 1 + sum((v < mine) + (v == mine) / 2 for v in others)
    own = {team: totals[team][n] for n, team in enumerate(designs)}
    best = max(own, key=own.get)
    assert next(row.stand.team for row in found.rows if row.own_place == 1) == best
    assert f"{best} would have come first" in found.of_luck


def test_all_points_of_a_round_are_the_same_sum_however_teams_tie():
    twice = f"{line('A', DESIGN)}\n{line('B', DESIGN)}\n{line('C', Venture())}"
    rows = board(twice).rounds[0].rows
    assert [(row.place, row.points) for row in rows] == [(1, 2.5), (1, 2.5), (3, 1.0)]
    assert sum(row.points for row in rows) == 1 + 2 + 3


def test_the_standing_adds_the_points_of_the_rounds():
    a, b = line("A", portfolios.holistic()), line("B", portfolios.standard())
    c = line("C", Venture())
    found = board(f"{a}\n{c}", f"{a}\n{b}\n{c}")
    table = {total.team: (total.points, total.total, total.place) for total in found.standing}
    assert table["C"] == ((1.0, 1.0), 2.0, 2)
    assert table["B"][0][0] is None
    assert sum(total for _, total, _ in table.values()) == (2 + 1) + (3 + 2 + 1)


def test_luck_is_kept_or_renewed_and_always_stated():
    rounds = (line("A", DESIGN),) * 3
    assert [one.seed for one in board(*rounds, luck=7).rounds] == [7, 7, 7]
    found = board(*rounds, luck=7, new_luck=True)
    assert [one.seed for one in found.rounds] == [7, 8, 9]
    assert found.rounds[2].rows[0].value == round(
        float(np.median(cumulative_foreign_sales(simulate(DESIGN, 60, 9))))
    )


def test_a_goal_that_is_yes_or_no_is_counted_in_runs_of_100():
    found = board(line("A", DESIGN), goal="born_global").rounds[0].rows[0]
    assert found.value == round(100 * born_global(simulate(DESIGN, 60)).mean())


def verdict(mine: list[float], theirs: list[float]) -> str:
    """What is said of two teams that come to this, over as many draws."""

    class Fixed(Results):
        def of(self, designs, seed, goal, rules):
            return [np.array(mine, float), np.array(theirs, float)]

    text = f"{line('A', DESIGN)}\n{line('B', Venture())}"
    return judge(League((text,)), Fixed()).rounds[0].verdict


def test_a_lead_is_called_chance_while_a_fair_coin_would_do_as_much():
    # 100 draws, of which the first wins w: |w - (100 - w)| <= 1.96 x 10 up to w = 59
    def of(wins: int) -> str:
        return verdict([2] * wins + [0] * (100 - wins), [1] * 100)

    assert of(59) == (
        "A comes to more than B in 59 of 100 draws of luck and to less in 41: that is within "
        "chance, as a fair coin might fall. Another luck may turn it."
    )
    assert of(60).endswith("more than chance; in a single life the second still does better in 40 "
                           "of 100.")  # fmt: skip
    assert of(100).endswith("and to less in 0: more than chance.")


def test_the_first_on_the_board_may_lose_most_draws():
    mine = [10] * 51 + [0] * 49  # median 10
    theirs = [11] * 40 + [9] * 60  # median 9, and wins 40 + 49 draws
    assert "to less in 89. By the number on the board it wins all the same" in verdict(mine, theirs)


def test_designs_that_are_alike_are_not_told_apart():
    assert verdict([1, 2], [1, 2]) == "All designs come to the same in every draw of luck."


def test_thirty_teams_are_run_once_however_often_the_board_is_looked_at(monkeypatch):
    from leverplug.league import judging

    results, asked = Results(runs=20), []
    real = judging.simulate_together

    def counted(designs, *rest, **settings):
        asked.append(len(designs))
        return real(designs, *rest, **settings)

    monkeypatch.setattr(judging, "simulate_together", counted)
    text = "\n".join(line(f"T{n}", d) for n, d in enumerate(portfolios.random_portfolios(30)))
    for goal in GOALS:
        judge(League((text, text), goal=goal), results)
    assert asked == [30]


# --- slips -------------------------------------------------------------------------


def test_a_slip_is_the_design_that_is_written_on_it():
    text = "Trade fair close 20% 1-12; distributors in developed .15 5-; fair 3 emerging 0,1 – 9; "
    text += "kin 5 2 to 8; search 5%; pruning 50"
    assert slips.venture(text, Firm(home_market=0.2), Founder(0.7)) == Venture(
        Firm(home_market=0.2),
        Founder(0.7),
        Capabilities(0.05, 0.0, 0.5),
        (
            Tie("trade_fair-1", "trade_fair", 0.2, 1, 12, "close"),
            Tie("distributor-1", "distributor", 0.15, 5, region="developed"),
            Tie("trade_fair-3", "trade_fair", 0.1, 1, 9, "emerging"),
            Tie("kin-1", "kin", 0.05, 2, 8),
        ),
    )


def test_slips_and_codes_can_be_mixed_and_slips_have_the_firm_of_the_league():
    design = replace(DESIGN, firm=Firm("high_tech", 0.1))
    found = board(f"{line('A', design)}\nB: kin 20%; club 10%")
    assert stands(found.rounds[0]) == {"A": ("new", ""), "B": ("new", "")}
    assert {row.stand.design.firm for row in found.rounds[0].rows} == {design.firm}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("partner 10%", "“partner 10%” cannot be read"),  # there are two kinds of partner
        ("trade fair 10%", "tie trade_fair-1: region is None: choose one of"),
        ("kin close 10%", "leave it empty"),
        ("kin 10%; nonsense", "“nonsense” cannot be read"),
        ("kin 60%; club 60%", "effort must sum to at most 1.00"),
        ("kin 10% 9-3", "must not lie before the start"),
        (";" * 50 + "kin 1%;" * 41, "write at most 40"),
        (f"kin{' ' * 150}10%", "cannot be read"),  # a part has at most 120 characters
    ],
)
def test_a_slip_that_cannot_be_read_is_refused_with_what_to_do(text, why):
    (remark,) = board(f"A: {text}").rounds[0].remarks
    assert why in remark
    assert remark.startswith("A: ")


# --- texts of any origin --------------------------------------------------------------


def test_what_is_wrong_with_a_line_is_named_and_the_rest_stands():
    text = f"no colon\n\n{line('A', DESIGN)}\nhttps://example.org/?v=AA\nB: AAAA\nC:\n: x"
    found = board(text).rounds[0]
    assert [r.split(":")[0] for r in found.remarks] == [
        "Line 1 was left out", "Line 4 was left out", "Line 6 was left out",
        "Line 7 was left out", "B",
    ]  # fmt: skip
    assert set(stands(found)) == {"A", "B"}


def test_links_hand_in_texts_on_one_line_and_tabs_are_read():
    link = f"https://example.org/book.html?v={record.code(DESIGN)}"
    sealed = record.dumps(DESIGN)
    found = board(f"A: {link}\nB\t{record.code(DESIGN)}\nC: {sealed}").rounds[0]
    assert stands(found) == dict.fromkeys("ABC", ("new", ""))


def test_of_two_lines_of_one_team_the_last_counts():
    entries, remarks = read_entries("The  Herons: kin 10%\nB: absent\nthe herons: kin 20%")
    assert [(entry.team, entry.text) for entry in entries] == [
        ("B", ""), ("the herons", "kin 20%")]  # fmt: skip
    assert remarks == ["the herons is given twice: line 3 counts, the later one."]


HOSTILE = [
    "\x00" * 50, "A: " + "x" * 100_000, "A: " + "{" * 5000, "A: {\"format\":" * 100,
    "\u202eA: kin 10%", "A" * 500 + ": kin 10%", "A: " + "9" * 5000, "A: kin " + "9" * 400 + "%",
    "=cmd|' /C calc'!A0: kin 10%", "<script>alert(1)</script>: kin 10%", ":" * 1000,
    "A: kin 10% 0-0", "A: kin -10%", "A: " + "kin 1%;" * 5000, "A: https://x/?v=" + "A" * 5000,
    "\n".join(f"T{n}: kin 1%" for n in range(200)), "A: search 10%; search 20%", "A: ;;;;", "A: %",
    "A: " + " " * 3000 + "1", "A: " + "a " * 4000 + "%", "A: " + "é" * 4000 + ";",
    "A: kin" + "-" * 100_000 + " %", "A: " + "- " * 50_000 + "1%;",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_board(text):
    found = board(text, line("Z", DESIGN))
    assert "Z" in stands(found.rounds[1])
    assert len(found.rounds[0].rows) <= MOST_TEAMS
    assert all(len(remark) < 700 for one in found.rounds for remark in one.remarks)
    csv_text = to_csv(found)
    for row in csv.reader(io.StringIO(csv_text)):
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_a_text_that_is_too_long_is_refused_as_a_whole():
    entries, remarks = read_entries("A: kin 10%\n" * 20_000)
    assert entries == []
    assert "give at most 120,000" in remarks[0]


SETTINGS = {"luck": 9, "new_luck": True, "budget": 5, "goal": "year_ten", "set_design": "obvious"}


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"luck": -1}, "luck"), ({"luck": 1.5}, "luck"), ({"luck": 2**53}, "luck"),
        ({"budget": 31}, "budget"), ({"budget": True}, "budget"), ({"goal": "x"}, "goal"),
        ({"set_design": "obliged"}, "set_design"), ({"base": "AAAA"}, "record"),
        ({"rounds": ()}, "rounds"), ({"rounds": ("",) * (MOST_ROUNDS + 1)}, "rounds"),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(settings, field):
    with pytest.raises(ValidationError) as caught:
        League(**settings)
    assert caught.value.field in (field, "code")


# --- kept ------------------------------------------------------------------------------


def test_a_league_comes_back_from_its_text():
    league = League((f"{line('A', DESIGN)}\nB: absent", "A: kin 10%", ""), 9, True, 5, "year_ten",
                    "holistic", record.code(DESIGN))  # fmt: skip
    assert from_text(to_text(league)) == league
    assert from_text(to_text(League())) == League()
    assert from_text("\ufeff" + to_text(league).replace("\n", "\r\n")) == league


def test_a_board_comes_back_from_its_table_with_the_same_standing():
    found = board(f"{line('=A', DESIGN)}\nB: absent\nC: AAAA", "b: kin 10%", "=A: -")
    again = judge(from_text(to_csv(found)), RESULTS)
    assert again.standing == found.standing
    assert again.rounds[0].rows[0].value == found.rounds[0].rows[0].value


def test_a_team_that_a_spreadsheet_might_run_is_text_and_comes_back():
    teams = ("a;=1+1", "＝A", "|A", "'=A")
    found = board("\n".join(f"{team}\tkin 10%" for team in teams))
    cells = to_csv(found)
    assert all(f",{marked}," in cells for marked in ("a;'=1+1", "'＝A", "'|A", "''=A"))
    assert judge(from_text(cells), RESULTS).standing == found.standing


def test_a_table_from_a_spreadsheet_is_a_league():
    rows = f"Round;Team;Code\n1;A;{record.code(DESIGN)}\n1;B;absent\n2;A;kin 10%\n;;\n"
    league = from_text(rows)
    assert league.rounds == (f"A\t{record.code(DESIGN)}\nB\tabsent", "A\tkin 10%")


def test_a_round_in_which_all_kept_their_designs_comes_back_from_its_table():
    first = f"{line('A', DESIGN)}\n{line('B', Venture())}"
    found = board(first, "A: nonsense 10%\nB: AAAA", line("A", DESIGN))
    assert {row.stand.source for row in found.rounds[1].rows} == {"kept"}
    again = judge(from_text(to_csv(found)), RESULTS)
    assert again.standing == found.standing
    assert again.standing[0].points[1] is not None


def test_a_team_with_a_colon_in_its_name_comes_back_from_its_table():
    found = board(f"A:B\t{record.code(DESIGN)}\nA:C\tabsent\n{line('A', Venture())}", "A:B\tkin 5%")
    again = judge(from_text(to_csv(found)), RESULTS)
    assert again.standing == found.standing
    assert {total.team for total in again.standing} == {"A:B", "A:C", "A"}


@pytest.mark.parametrize(
    "text",
    ["", "hello", "{}", "Levers and Plugs: a league\nluck: x", "Levers and Plugs: a league\nq: 1",
     "Levers and Plugs: a league\n[round 2]", "round,team,code\n9,A,x", "round,team,code\nx,A,x",
     "Levers and Plugs: a league\nluck: 1\nnew luck each round: maybe",
     "Levers and Plugs: a league\ngoal: fame", "Levers and Plugs: a league\nfirm as in: AA",
     "x" * 2_000_000,
     "Levers and Plugs: a league\n" + "\n".join(f"[round {n}]" for n in range(1, 9))],
    ids=range(13),
)  # fmt: skip
def test_a_file_that_is_no_league_is_refused_in_words(text):
    with pytest.raises(ValidationError) as caught:
        from_text(text)
    assert caught.value.remedy


def test_every_set_design_is_one_that_any_firm_can_have():
    for make in SET_DESIGNS.values():
        assert replace(make(), firm=Firm("high_tech", 0.0), founder=Founder(0.0, 2.0))
