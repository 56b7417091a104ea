"""The lab of motives: one firm, another home market or start, and always the same luck."""

import json
from dataclasses import replace

import numpy as np
import pytest
from leverplug import History, ValidationError, catalogue, outcomes, simulate
from leverplug.experiments.home_market import LOOKING_ABROAD, firm, play
from leverplug.model.history import SEIZED, Log
from leverplug.widgets import SameFirm
from leverplug.widgets.drawings import first_sales

NO_OPENINGS = {(kind, "opportunity"): 0.0 for kind in catalogue.tie_kinds()}
NEVER = float("nan")


@pytest.mark.parametrize("openings", [True, False])
def test_firms_are_run_with_or_without_openings(openings: bool):
    (found,) = play([firm()], openings, 30, 2)
    usual = simulate(firm(), 30, 2)
    alone = usual if openings else simulate(firm(), 30, 2, overrides=NO_OPENINGS)
    np.testing.assert_allclose(found.foreign_sales, alone.foreign_sales, atol=1e-9)
    assert np.array_equal(alone.foreign_sales, usual.foreign_sales) == openings


def test_a_first_sale_came_through_an_opening_that_was_seized_in_its_quarter():
    (own,) = play([firm(0.2)], runs=50, seed=3)
    opened, quarters = outcomes.export_through_opening(own), outcomes.first_export(own)
    assert 0 < opened.sum() < 50
    for life in range(50):
        seized = {e.quarter for e in own.events(life) if e.kind == "seized"}
        assert opened[life] == (quarters[life] in seized)


def test_a_firm_that_looks_abroad_later_begins_its_foreign_ties_later():
    now, later = firm(), firm(year=3)
    for tie in now.ties:
        wait = 8 if tie.id in LOOKING_ABROAD else 0
        assert later.tie(tie.id).start == tie.start + wait


def first(*quarters: float, opened: tuple = ()) -> History:
    """A history that first sells abroad in these quarters, some runs through an opening."""
    (history,) = play([firm()], runs=len(quarters))
    sales = np.arange(1, 41)[:, None] >= np.nan_to_num(quarters, nan=99)
    when = np.array([int(quarters[run]) - 1 for run in opened], int)
    none = np.full(len(opened), -1)
    log = Log(when, np.array([SEIZED] * len(opened)), none, np.array(opened, int), none)
    return replace(history, foreign_sales=sales.astype(float), log=log)


def test_lives_are_told_with_quarter_and_cause():
    lives = first(4, NEVER, 9, opened=(2,))
    assert first_sales.summary(lives, 0) == (
        "Life 1 first sells abroad in quarter 4, without an opening from a contact."
    )
    assert first_sales.summary(lives, 1) == "Life 2 never sells abroad."
    assert first_sales.summary(lives, 2).endswith("through an opening that a contact brought.")
    assert first_sales.columns(lives).tolist() == [1, 11, 3]


def test_pictures_say_what_they_show():
    own, usual = first(4, NEVER, 9, opened=(2,)), first(5, 6, 9)
    assert first_sales.describe(own, usual) == (
        "3 lives by the year of the first sale abroad; in brackets those of the firm it is "
        "compared with: year 1 1 (0), year 2 0 (2), year 3 1 (1), never 1 (0). 1 life, drawn as "
        "a diamond, was brought an opening by a contact."
    )
    table = first_sales.table({"small": own, "large": usual}, 1, 3)
    assert table.count("<tr>") == 3
    assert '<th scope="row">small</th><td>1</td><td class=lp-mine>–</td><td>3◆</td>' in table


def test_the_words_compare_on_the_same_luck():
    lab = SameFirm()
    lab.set(home=0.1)
    histories = play([firm(0.1), firm()])
    mine, usual = map(outcomes.first_export, histories)
    early, usually = (outcomes.born_global(history).sum() for history in histories)
    earlier = int((mine < usual).sum())
    assert earlier > 0
    assert f"{earlier} lives start earlier than there, 0 later" in lab.says
    assert f"{early} of 100 lives are born global" in lab.says
    assert f"against {usually} of the firm" in lab.says


def test_a_firm_that_hardly_ever_sells_abroad_is_told_without_a_warning():
    lab = SameFirm()
    lab.set(home=1.0, year=6, openings=False)
    assert "In 0 lives the first sale came through an opening" in lab.says
    assert "nan" not in lab.says
    assert "inf" not in lab.says


def test_settings_survive():
    lab = SameFirm()
    lab.set(home=0.3, year=2, sector="high_tech", openings=False, life=7)
    again = SameFirm()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert again.says == lab.says
    assert json.loads(again.live_state)["openings"] is False


def test_a_life_that_is_not_shown_is_refused():
    with pytest.raises(ValidationError, match="life is 11"):
        SameFirm().set(life=11)


# --- what the chapter says of it, for any luck ------------------------------------------

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])


@SEEDS
def test_a_small_home_market_pushes_and_never_delays(seed: int):
    small, middling, large = play([firm(0.0), firm(), firm(1.0)], seed=seed)
    quarters = [np.nan_to_num(outcomes.first_export(h), nan=41) for h in (small, middling, large)]
    assert (quarters[0] <= quarters[1]).all()
    assert (quarters[1] <= quarters[2]).all()
    assert (quarters[0] < quarters[2]).mean() > 0.2
    assert outcomes.born_global(small).mean() > 2 * outcomes.born_global(middling).mean()


@SEEDS
def test_luck_moves_the_first_sale_more_than_the_home_market_does(seed: int):
    small, large = play([firm(0.0), firm(1.0)], seed=seed)
    quarters = [np.nan_to_num(outcomes.first_export(h), nan=41) for h in (small, large)]
    by_home = np.median(quarters[1] - quarters[0])
    by_luck = np.subtract(*np.percentile(quarters[0], [90, 10]))
    assert by_luck > 2 * by_home


@SEEDS
def test_a_firm_that_waits_starts_later_and_openings_help(seed: int):
    now, later = play([firm(), firm(year=4)], seed=seed)
    (without,) = play([firm()], openings=False, seed=seed)
    quarters = [np.nan_to_num(outcomes.first_export(h), nan=41) for h in (now, later, without)]
    assert np.median(quarters[1]) > np.median(quarters[0])
    assert np.median(quarters[2]) > np.median(quarters[0])
    assert outcomes.born_global(later).mean() < outcomes.born_global(now).mean()
    assert 0.2 < outcomes.export_through_opening(now).mean() < 0.6
