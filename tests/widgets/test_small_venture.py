"""The lab of the first page: a hundred lives, and what each tie adds to them."""

import json
from dataclasses import replace

import numpy as np
import pytest
from leverplug import History, ValidationError, outcomes, simulate
from leverplug.experiments.small_venture import design, efforts, play
from leverplug.widgets import SmallVenture
from leverplug.widgets.drawings import fates, star

MIXED = {"kin": 0.0, "trade_fair": 0.45, "trade_council": 0.3, "multinational": 0.1}


def ending(intensity: list[float], *, alive: bool = True, absorbed: bool = False) -> int:
    """Fate of a life whose share of sales abroad changes at quarters 13 and 40."""
    early, late = intensity
    share = np.full((40, 1), early)
    share[12:] = late
    history: History = replace(
        simulate(design(MIXED), 1),
        foreign_intensity=share,
        alive=np.full((40, 1), alive),
        absorbed=np.full((40, 1), absorbed),
    )
    return outcomes.fates(history)[0]


def ends_of(promised: dict) -> np.ndarray:
    return outcomes.fates(play(promised)[0])


def test_fates_follow_from_sales_abroad_and_from_who_is_master():
    assert ending([0.25, 0.25]) == outcomes.BORN_GLOBAL
    assert ending([0.24, 0.25]) == outcomes.LATER
    assert ending([0.60, 0.24]) == outcomes.AT_HOME
    assert ending([0.60, 0.60], alive=False) == outcomes.FAILED
    assert ending([0.60, 0.60], alive=False, absorbed=True) == outcomes.SWALLOWED


def test_the_lives_are_those_of_the_model():
    history = simulate(design(MIXED), 100, 1)
    ends = ends_of(MIXED)
    abroad = (history.foreign_intensity[-1] >= 0.25) & history.alive[-1]
    np.testing.assert_array_equal(ends <= outcomes.LATER, abroad)
    assert outcomes.count_fates(ends)[outcomes.SWALLOWED] == history.absorbed[-1].sum()


def test_what_a_tie_adds_is_counted_against_the_same_lives_without_it():
    whole, without = play(MIXED)
    venture = design(MIXED)

    def abroad(of):
        history = simulate(of, 100, 1)
        return ((history.foreign_intensity[-1] >= 0.25) & history.alive[-1]).sum()

    for tie_id, history in without.items():
        added = outcomes.ends_abroad(outcomes.fates(whole), outcomes.fates(history)).sum()
        assert added == abroad(venture) - abroad(venture.without_tie(tie_id))


def test_too_many_promises_are_kept_in_part():
    shares = efforts({"kin": 0.9, "trade_fair": 0.45, "trade_council": 0.45, "multinational": 0})
    assert shares == pytest.approx(
        {"kin": 0.45, "trade_fair": 0.225, "trade_council": 0.225, "multinational": 0}
    )
    lab = SmallVenture()
    lab.set(kin=0.9, trade_fair=0.9)
    assert "promised 180\u00a0% of your time and have 90\u00a0%" in lab.says
    assert "each tie gets 50\u00a0% of its promise" in lab.says


def test_nothing_promised_is_a_venture_too():
    lab = SmallVenture()
    lab.set(kin=0)
    assert lab.says.startswith("Of 100 lives, 0 end abroad; ")


def test_a_remembered_design_is_compared_on_the_same_luck():
    lab = SmallVenture()
    lab.set(**MIXED)
    lab.remember()
    assert "0 lives gained, 0 lost" in lab.says
    before = ends_of(MIXED)
    lab.set(multinational=0)
    now = ends_of(MIXED | {"multinational": 0})
    gained = int(((now <= outcomes.LATER) & (before > outcomes.LATER)).sum())
    lost = int(((now > outcomes.LATER) & (before <= outcomes.LATER)).sum())
    assert gained != lost
    assert f"on the same luck: {gained} lives gained, {lost} lost" in lab.says


def test_settings_and_the_remembered_design_survive():
    lab = SmallVenture()
    lab.set(**MIXED)
    lab.remember()
    lab.set(kin=0.2)
    again = SmallVenture()
    again.live_state = lab.live_state
    assert again.settings == MIXED | {"kin": 0.2}
    assert again.says == lab.says
    assert json.loads(again.live_state) == json.loads(lab.live_state)


def test_a_remembered_design_that_is_damaged_is_refused():
    lab = SmallVenture()
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps({"now": lab.settings, "remembered": {"kin": 0.1}})
    assert "same luck" not in lab.says


def test_the_pictures_say_what_they_show():
    ends = np.array([outcomes.BORN_GLOBAL] * 3 + [outcomes.SWALLOWED])
    before = np.array([outcomes.AT_HOME, outcomes.LATER, outcomes.AT_HOME, outcomes.LATER])
    words = fates.describe(ends, before)
    assert words == (
        "4 lives of the venture after ten years: 3 abroad, and born global, 1 swallowed by its "
        "partner. Compared on the same luck, 2 that did not end abroad now do, and 1 that did no "
        "longer does."
    )
    assert f'aria-label="{words}"' in fates.draw(ends, before)
    spokes = [star.Spoke("kin", 0.3, -2), star.Spoke("trade_fair", 0.0, 0)]
    assert star.describe(spokes) == (
        "Your venture and its 2 ties: family, friends 30% of effort, takes 2 lives; trade fair "
        "0% of effort, no effort."
    )
    assert 'role="img"' in star.draw(spokes)


def test_the_words_name_the_best_lever_and_the_worst_plug():
    lab = SmallVenture()
    lab.set(**MIXED)
    whole, without = play(MIXED)
    ends = outcomes.fates(whole)
    added = {
        tie_id: int(outcomes.ends_abroad(ends, outcomes.fates(history)).sum())
        for tie_id, history in without.items()
    }
    assert max(added.values()) > 0 > added["multinational"]
    assert f"without it {max(added.values())} fewer would end abroad" in lab.says
    assert f"Plug: multinational; without it {-added['multinational']} more would." in lab.says


# --- what the first page says of the lab, for any luck -------------------------------

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])


def outcome(seed: int, **promised: float) -> dict[int, int]:
    return outcomes.count_fates(outcomes.fates(play(dict.fromkeys(MIXED, 0) | promised, seed)[0]))


@SEEDS
def test_family_and_friends_keep_a_venture_afloat_and_at_home(seed: int):
    alone, nobody = outcome(seed, kin=0.6), outcome(seed)
    assert alone[outcomes.FAILED] < nobody[outcomes.FAILED] / 2
    assert alone[outcomes.AT_HOME] > 80


@SEEDS
def test_a_multinational_brings_more_lives_abroad_early_and_fewer_in_all(seed: int):
    design = {"trade_fair": 0.45, "trade_council": 0.3}
    without, with_it = outcome(seed, **design), outcome(seed, multinational=0.15, **design)
    assert with_it[outcomes.BORN_GLOBAL] > without[outcomes.BORN_GLOBAL] + 10
    assert with_it[outcomes.SWALLOWED] > 10
    in_all = outcomes.BORN_GLOBAL, outcomes.LATER
    assert sum(with_it[fate] for fate in in_all) < sum(without[fate] for fate in in_all)


@SEEDS
def test_a_multinational_does_little_as_the_only_tie(seed: int):
    alone = outcome(seed, multinational=0.6)
    assert alone[outcomes.BORN_GLOBAL] < 15


def test_the_goals_set_on_the_first_page_can_be_reached():
    abroad = outcome(1, trade_fair=0.45, trade_council=0.45)
    assert abroad[outcomes.BORN_GLOBAL] + abroad[outcomes.LATER] > 90
    early = outcome(1, trade_fair=0.6, trade_council=0.2, multinational=0.1)
    assert early[outcomes.BORN_GLOBAL] > 40
