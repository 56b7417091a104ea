"""The lab of motives: one firm, another home market or start, and always the same luck."""

import json

import numpy as np
import pytest
from leverplug import Tie, ValidationError, Venture, catalogue, outcomes, simulate
from leverplug.widgets.drawings import first_sales
from leverplug.widgets.labs import SameFirm
from leverplug.widgets.labs.paired import designs
from leverplug.widgets.labs.same_firm import LOOKING_ABROAD, First, firm, first_sale

NO_OPENINGS = {(kind, "opportunity"): 0.0 for kind in catalogue.tie_kinds()}
NEVER = float("nan")


def test_designs_side_by_side_live_what_they_live_alone():
    ventures = [firm(0.1), firm(0.9, year=3), firm(0.5, sector="high_tech")]
    arrays, log = designs(ventures, 30, 2)
    for place, venture in enumerate(ventures):
        alone = simulate(venture, 30, 2, detail=True)
        np.testing.assert_allclose(arrays["sales"][:, place], alone.foreign_sales, atol=1e-9)
        mine = [
            (int(q) + 1, str(k))
            for q, k, r in zip(log.quarter, log.kind, log.run, strict=True)
            if r == place * 30 + 7
        ]
        assert mine == [(event.quarter, event.kind) for event in alone.events(7)]


@pytest.mark.parametrize("without", [0, 1])
def test_a_design_can_be_run_without_openings_and_the_other_keeps_its_own(without: int):
    arrays, _ = designs([firm(), firm()], 30, 2, [place != without for place in range(2)])
    alone = simulate(firm(), 30, 2, overrides=NO_OPENINGS)
    usual = simulate(firm(), 30, 2)
    np.testing.assert_allclose(arrays["sales"][:, without], alone.foreign_sales, atol=1e-9)
    np.testing.assert_allclose(arrays["sales"][:, 1 - without], usual.foreign_sales, atol=1e-9)
    assert not np.array_equal(alone.foreign_sales, usual.foreign_sales)


def test_designs_with_different_ties_are_refused():
    other = Venture(ties=(Tie("kin-1", "kin", 0.2),), name="other")
    with pytest.raises(ValidationError, match="give all designs the same ties"):
        designs([firm(), other], 10)


def test_the_first_sale_and_how_it_came_are_those_of_the_model():
    (own,) = first_sale([firm(0.2)], [True], lives=50, seed=3)
    history = simulate(firm(0.2), 50, 3, detail=True)
    np.testing.assert_array_equal(own.quarter, outcomes.first_export(history))
    np.testing.assert_array_equal(own.born_global, outcomes.born_global(history))
    for life in range(50):
        seized = {e.quarter for e in history.events(life) if e.kind == "seized"}
        assert own.opened[life] == (own.quarter[life] in seized)


def test_a_firm_that_looks_abroad_later_begins_its_foreign_ties_later():
    now, later = firm(), firm(year=3)
    for tie in now.ties:
        wait = 8 if tie.id in LOOKING_ABROAD else 0
        assert later.tie(tie.id).start == tie.start + wait


def first(*quarters: float, opened: tuple = ()) -> First:
    many = len(quarters)
    brought = np.isin(np.arange(many), opened)
    return First(np.array(quarters), brought, np.zeros(many, bool))


def test_lives_are_told_with_quarter_and_cause():
    lives = first(4, NEVER, 9, opened=(2,))
    assert first_sales.told(lives, 0) == (
        "Life 1 first sells abroad in quarter 4, without an opening from a contact."
    )
    assert first_sales.told(lives, 1) == "Life 2 never sells abroad."
    assert first_sales.told(lives, 2).endswith("through an opening that a contact brought.")
    assert first_sales.columns(lives).tolist() == [1, 11, 3]


def test_pictures_say_what_they_show():
    own, usual = first(4, NEVER, 9, opened=(2,)), first(5, 6, 9)
    assert first_sales.describe(own, usual) == (
        "3 lives by the year of the first sale abroad; in brackets those of the firm it is "
        "compared with: year 1 1 (0), year 2 0 (2), year 3 1 (1), never 1 (0). 1 lives, drawn as "
        "diamonds, were brought an opening by a contact."
    )
    table = first_sales.table({"small": own, "large": usual}, 1, 3)
    assert table.count("<tr>") == 3
    assert '<th scope="row">small</th><td>1</td><td class=lp-mine>–</td><td>3◆</td>' in table


def test_the_words_compare_on_the_same_luck():
    lab = SameFirm()
    lab.set(home=0.1)
    mine, usual = first_sale([firm(0.1), firm()], [True, True])
    earlier = int((mine.quarter < usual.quarter).sum())
    assert earlier > 0
    assert f"{earlier} lives start earlier than there, 0 later" in lab.says
    assert f"{mine.born_global.sum()} of 100 lives are born global" in lab.says
    assert f"against {usual.born_global.sum()} of the firm" in lab.says


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
    small, middling, large = first_sale([firm(0.0), firm(), firm(1.0)], [True] * 3, seed=seed)
    quarters = [np.nan_to_num(f.quarter, nan=41) for f in (small, middling, large)]
    assert (quarters[0] <= quarters[1]).all()
    assert (quarters[1] <= quarters[2]).all()
    assert (quarters[0] < quarters[2]).mean() > 0.2
    assert small.born_global.mean() > 2 * middling.born_global.mean()


@SEEDS
def test_luck_moves_the_first_sale_more_than_the_home_market_does(seed: int):
    small, large = first_sale([firm(0.0), firm(1.0)], [True] * 2, seed=seed)
    quarters = [np.nan_to_num(f.quarter, nan=41) for f in (small, large)]
    by_home = np.median(quarters[1] - quarters[0])
    by_luck = np.subtract(*np.percentile(quarters[0], [90, 10]))
    assert by_luck > 2 * by_home


@SEEDS
def test_a_firm_that_waits_starts_later_and_openings_help(seed: int):
    now, later, without = first_sale([firm(), firm(year=4), firm()], [True, True, False], seed=seed)
    quarters = [np.nan_to_num(f.quarter, nan=41) for f in (now, later, without)]
    assert np.median(quarters[1]) > np.median(quarters[0])
    assert np.median(quarters[2]) > np.median(quarters[0])
    assert later.born_global.mean() < now.born_global.mean()
    assert 0.2 < now.opened.mean() < 0.6
