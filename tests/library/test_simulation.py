"""Equal seeds give equal histories, whatever the order of ties and the number of runs."""

import numpy as np
import pytest
from designs import ventures
from hypothesis import given
from hypothesis import strategies as st
from leverplug import Capabilities, Tie, ValidationError, Venture, simulate
from leverplug.model.history import FIRM_SERIES, LOST, TIE_SERIES, Shock
from leverplug.model.inputs import inputs_of
from leverplug.model.simulation import WIDTH, in_pieces

SERIES = (*FIRM_SERIES, "region_sales", "present")
KIN = Tie("kin-1", "kin", 0.2)
FAIR = Tie("fair-1", "trade_fair", 0.3, region="close")
CLUB = Tie("club-1", "club", 0.2)
DESIGN = Venture(ties=(KIN, FAIR, CLUB), links=(("kin-1", "club-1"),))


def same(first, second, names=SERIES, runs=slice(None)):
    return all(
        np.array_equal(getattr(first, name)[..., runs], getattr(second, name)[..., runs])
        for name in names
    )


def test_equal_seeds_give_equal_histories():
    first, again = (simulate(DESIGN, 50, seed=5, detail=True) for _ in range(2))
    assert same(first, again, SERIES + TIE_SERIES)
    assert [first.events(run) for run in range(50)] == [again.events(run) for run in range(50)]


def test_another_seed_gives_another_history():
    assert not same(simulate(DESIGN, 50, seed=5), simulate(DESIGN, 50, seed=6), ["foreign_sales"])


@given(ventures(6), st.randoms(use_true_random=False))
def test_the_order_of_ties_and_links_does_not_matter_to_the_last_digit(venture, random):
    ties = list(venture.ties)
    links = [tuple(random.sample(link, 2)) for link in venture.links]
    random.shuffle(ties)
    random.shuffle(links)
    shuffled = Venture(
        venture.firm, venture.founder, venture.capabilities, tuple(ties), tuple(links)
    )
    first, second = (simulate(design, 7, detail=True) for design in (venture, shuffled))
    assert first.tie_ids == second.tie_ids
    assert same(first, second, SERIES + TIE_SERIES)


@pytest.mark.parametrize("runs", [1, 2, 100, 511, 512, 513, 1025])
def test_a_run_does_not_depend_on_how_many_runs_there_are(runs):
    many = simulate(DESIGN, 1100, detail=True)
    fewer = simulate(DESIGN, runs, detail=True)
    assert fewer.foreign_sales.shape == (40, runs)
    for name in SERIES:
        first = getattr(many, name)[..., :runs]
        assert np.allclose(first, getattr(fewer, name), rtol=0, atol=1e-9), name
    assert fewer.events(runs - 1) == many.events(runs - 1)


def test_detail_changes_nothing():
    assert same(simulate(DESIGN, 30), simulate(DESIGN, 30, detail=True))


@pytest.mark.parametrize(
    ("runs", "watched", "kept"),
    [
        (30, 30, 30),
        (30, 12, 12),
        (30, 99, 30),
        (WIDTH + 5, 3, 3),
        (WIDTH + 5, WIDTH + 2, WIDTH + 2),
    ],
)
def test_watched_runs_are_those_of_full_detail(runs, watched, kept):
    """Also where the watched runs end before, at or after the seam of two blocks."""
    full = simulate(DESIGN, runs, detail=True)
    found = simulate(DESIGN, runs, watched=watched)
    assert same(full, found)
    for name in TIE_SERIES:
        series = getattr(found, name)
        assert series.shape == (40, 3, kept)
        assert np.array_equal(series, getattr(full, name)[..., :kept]), name
    assert found.log.run.max() < kept
    assert [found.events(run) for run in (0, kept - 1)] == [full.events(0), full.events(kept - 1)]


def test_a_run_that_was_not_watched_says_how_to_watch_it():
    found = simulate(DESIGN, 20, watched=5)
    with pytest.raises(IndexError, match="run 5 was not watched: simulate with watched=6"):
        found.events(5)
    with pytest.raises(IndexError, match="from 0 to 19"):
        found.events(20)


def test_watching_no_run_keeps_no_ties():
    found = simulate(DESIGN, 20, watched=0)
    assert found.log is None
    assert [getattr(found, name) for name in TIE_SERIES] == [None] * len(TIE_SERIES)


def test_runs_of_a_venture_without_ties_can_be_watched():
    found = simulate(Venture(), 20, watched=5)
    assert found.strength.shape == (40, 0, 5)
    assert found.events(4) == simulate(Venture(), 20, detail=True).events(4)


@pytest.mark.parametrize("watched", [-1, 1.5, True, None, "5"])
def test_a_number_of_watched_runs_that_makes_no_sense_is_refused(watched):
    with pytest.raises(ValidationError) as caught:
        simulate(DESIGN, 2, watched=watched)
    assert (caught.value.field, caught.value.value) == ("watched", watched)
    assert "0 or more" in caught.value.remedy


def test_a_label_a_name_and_a_tie_without_effort_change_nothing():
    named = Venture(
        ties=(Tie("kin-1", "kin", 0.2, label="Aunt"), FAIR, CLUB, Tie("zz", "adviser", 0.0)),
        links=(("kin-1", "club-1"),),
        name="named",
    )
    first, second = simulate(DESIGN, 60), simulate(named, 60)
    for name in SERIES:
        assert np.allclose(getattr(first, name), getattr(second, name), rtol=0, atol=1e-9), name


def test_two_designs_share_their_luck():
    """A tie that comes later leaves the years before it as they were, draw by draw."""
    later = DESIGN.with_tie(Tie("council-1", "trade_council", 0.2, start=21))
    first, second = simulate(DESIGN, 200, detail=True), simulate(later, 200, detail=True)
    assert np.allclose(first.foreign_sales[:20], second.foreign_sales[:20], rtol=0, atol=1e-9)
    assert not np.allclose(first.foreign_sales[39], second.foreign_sales[39])
    for run in range(50):
        before = [[e for e in h.events(run) if e.quarter <= 20] for h in (first, second)]
        assert before[0] == before[1]


def test_luck_goes_with_the_id_and_not_with_the_place():
    """The same design under other ids has other luck, and the same odds."""
    ties = (Tie("a", "kin", 0.2), Tie("b", "trade_fair", 0.3, region="close"))
    renamed = (Tie("z", "kin", 0.2), Tie("y", "trade_fair", 0.3, region="close"))
    first, second = (simulate(Venture(ties=t), 4000).foreign_sales.sum(0) for t in (ties, renamed))
    assert not np.array_equal(first, second)
    spread = np.hypot(first.std(), second.std()) / 4000**0.5
    assert abs(first.mean() - second.mean()) < 4 * spread


def test_shapes_and_types_are_those_promised():
    found = simulate(DESIGN, 5, detail=True)
    assert {name: getattr(found, name).shape for name in FIRM_SERIES} == dict.fromkeys(
        FIRM_SERIES, (40, 5)
    )
    assert found.region_sales.shape == found.present.shape == (40, 4, 5)
    assert all(getattr(found, name).shape == (40, 3, 5) for name in TIE_SERIES)
    assert {found.alive.dtype, found.absorbed.dtype, found.present.dtype} == {np.dtype(bool)}
    assert (found.venture, found.seed, found.tie_ids) == (
        DESIGN, 1, ("club-1", "fair-1", "kin-1"),
    )  # fmt: skip


def test_without_detail_there_are_no_ties_and_no_events():
    found = simulate(DESIGN, 2)
    assert [getattr(found, name) for name in TIE_SERIES] == [None] * len(TIE_SERIES)
    with pytest.raises(ValueError, match="detail=True"):
        found.events(0)


def test_a_run_that_is_not_there_has_no_events():
    with pytest.raises(IndexError, match="from 0 to 1"):
        simulate(DESIGN, 2, detail=True).events(2)


@pytest.mark.parametrize("runs", [0, -1, 1.5, "5", True, None, 1_000_001])
def test_a_number_of_runs_that_makes_no_sense_is_refused(runs):
    with pytest.raises(ValidationError) as caught:
        simulate(DESIGN, runs)
    assert (caught.value.field, caught.value.value) == ("runs", runs)
    assert "1 to 1,000,000" in caught.value.remedy


@pytest.mark.parametrize("seed", [-1, 0.5, None, True])
def test_a_seed_that_makes_no_sense_is_refused(seed):
    with pytest.raises(ValueError, match="whole number, 0 or more"):
        simulate(DESIGN, 2, seed)


def test_a_shock_strikes_in_its_quarter_and_not_before():
    struck = simulate(DESIGN, 40, detail=True, shocks=(Shock(9, "fair-1", LOST),))
    calm = simulate(DESIGN, 40, detail=True)
    assert np.array_equal(struck.foreign_sales[:8], calm.foreign_sales[:8])
    lives = struck.alive[8]
    assert lives.any()
    assert not struck.strength[8:, struck.tie_ids.index("fair-1"), lives].any()
    for run in range(40):
        lost = [e.quarter for e in struck.events(run) if (e.kind, e.tie_id) == (LOST, "fair-1")]
        assert len(lost) <= 1
        assert not lost or lost[0] <= 9


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Shock(0, "fair-1"), "shock.quarter"),
        (lambda: Shock(41, "fair-1"), "shock.quarter"),
        (lambda: Shock(True, "fair-1"), "shock.quarter"),
        (lambda: Shock(1, "fair-1", "flood"), "shock.kind"),
        (lambda: simulate(DESIGN, 2, shocks=(Shock(1, "nobody"),)), "tie id"),
    ],
)
def test_a_shock_that_makes_no_sense_is_refused(make, field):
    with pytest.raises(ValidationError) as caught:
        make()
    assert caught.value.field == field


def test_pieces_make_up_the_history():
    whole = simulate(DESIGN, 5000)
    pieces = [piece.foreign_sales for piece in in_pieces(inputs_of([DESIGN]), 5000, 1)]
    assert [piece.shape[1] for piece in pieces] == [4096, 904]
    assert np.array_equal(np.concatenate(pieces, 1), whole.foreign_sales)


def test_runs_differ_by_luck_alone():
    found = simulate(Venture(capabilities=Capabilities(0.2, 0.1, 0), ties=(FAIR,)), 300)
    assert len(set(found.foreign_sales[-1].round(6).tolist())) > 200
