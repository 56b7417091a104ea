"""The model is sound for every valid design: bounds kept, no number lost, nothing after the end."""

from dataclasses import replace

import numpy as np
import pytest
from designs import KINDS, ventures
from hypothesis import given
from hypothesis import strategies as st
from leverplug import (
    Capabilities,
    Firm,
    Founder,
    Tie,
    ValidationError,
    Venture,
    catalogue,
    scorecard,
    simulate,
)
from leverplug.model import simulate_together
from leverplug.model.history import SHOCKS, Shock
from leverplug.outcomes import cumulative_foreign_sales

STOCKS = ("foreign_intensity", "foreign_resources", "organisational", "knowledge", "legitimacy")
TIES = ("strength", "novelty", "plug", "effort")
EPSILON = 1e-9


def assert_sound(history):
    for name in (*STOCKS, *TIES, "effort_used", "obligations"):
        values = getattr(history, name)
        assert np.isfinite(values).all(), name
        if values.size:
            assert values.min() >= -EPSILON, name
            assert values.max() <= 1 + EPSILON, name
    for name in ("foreign_sales", "home_sales", "region_sales", "lever", "cash"):
        assert np.isfinite(getattr(history, name)).all(), name
    for name in ("foreign_sales", "home_sales", "region_sales", "lever"):
        values = getattr(history, name)
        assert not values.size or values.min() >= 0, name
    assert np.allclose(history.region_sales.sum(1), history.foreign_sales)
    assert (history.effort.sum(1) <= 1 + EPSILON).all()
    dead = ~history.alive
    assert (dead[1:] >= dead[:-1]).all(), "nothing comes back to life"
    assert (history.absorbed <= dead).all()
    for name in ("foreign_sales", "home_sales", "foreign_intensity"):
        assert not getattr(history, name)[dead].any(), name
    assert not history.present.transpose(0, 2, 1)[dead].any()
    assert not history.region_sales[~history.present].any()


@given(ventures(8), st.integers(0, 2**32))
def test_any_design_gives_a_sound_history(venture, seed):
    assert_sound(simulate(venture, 20, seed, detail=True))


@given(ventures(5).filter(lambda v: v.ties), st.data())
def test_any_shock_leaves_the_history_sound(venture, data):
    ids = st.sampled_from([tie.id for tie in venture.ties])
    shocks = st.builds(Shock, st.integers(1, 40), ids, st.sampled_from(SHOCKS))
    drawn = tuple(data.draw(st.lists(shocks, min_size=1, max_size=4)))
    assert_sound(simulate(venture, 10, detail=True, shocks=drawn))


SERIES = (
    *STOCKS, "foreign_sales", "home_sales", "region_sales", "cash", "effort_used", "obligations",
    "present", "alive", "absorbed", *TIES, "lever", "holding",
)  # fmt: skip


@st.composite
def together(draw):
    """Two to four designs, most of them one design with some ties taken away or changed."""
    first = draw(ventures(6))
    others = [first]
    for _ in range(draw(st.integers(1, 3))):
        other = draw(st.one_of(st.sampled_from(others), ventures(4)))
        for tie in other.ties:
            what = draw(st.sampled_from(("keep", "keep", "drop", "starve", "end")))
            if what == "drop":
                other = other.without_tie(tie.id)
            elif what == "starve":
                other = other.replace_tie(replace(tie, effort=0.0, changes=()))
            elif what == "end" and not tie.changes:
                other = other.replace_tie(replace(tie, end=tie.start))
        others.append(other)
    return others


@given(together(), st.data())
def test_designs_run_together_give_what_each_gives_alone(designs, data):
    """Whatever differs between them: ties, their kinds, who knows whom, shocks of a scenario."""
    shocks = [
        tuple(
            Shock(data.draw(st.integers(1, 40)), tie.id, data.draw(st.sampled_from(SHOCKS)))
            for tie in design.ties[:1]
            if data.draw(st.booleans())
        )
        for design in designs
    ]
    pairs = zip(
        simulate_together(designs, 12, 3, detail=True, shocks=shocks),
        (simulate(d, 12, 3, detail=True, shocks=s) for d, s in zip(designs, shocks, strict=True)),
        strict=True,
    )
    for here, alone in pairs:
        assert here.tie_ids == alone.tie_ids
        for name in SERIES:
            ours, theirs = getattr(here, name), getattr(alone, name)
            np.testing.assert_allclose(ours, theirs, atol=1e-9, err_msg=name)
        assert [here.events(run) for run in range(12)] == [alone.events(run) for run in range(12)]


def test_a_tie_that_is_not_there_shares_no_pool_and_has_no_rivals():
    """Two fairs in one region and a link: taking one away is not to give it no effort."""
    fairs = [Tie(f"fair-{n}", "trade_fair", 0.2, region="close") for n in (1, 2)]
    design = Venture(ties=(*fairs, Tie("kin-1", "kin", 0.1)), links=(("fair-1", "kin-1"),))
    without, starved = design.without_tie("fair-1"), design.replace_tie(replace(fairs[0], effort=0))
    together = simulate_together([design, without, starved], 100)
    totals = [cumulative_foreign_sales(history).mean() for history in together]
    alone = [cumulative_foreign_sales(simulate(d, 100)).mean() for d in (design, without, starved)]
    assert totals == pytest.approx(alone, abs=1e-9)
    assert totals[1] > 1.2 * totals[2]


def test_many_designs_take_several_passes_and_keep_their_order():
    designs = [Venture(ties=(tie(kind, 0.4),), name=kind) for kind in KINDS] * 3
    for runs in (20, 600):
        for design, history in zip(designs, simulate_together(designs, runs), strict=True):
            assert history.venture is design
            assert history.tie_ids == (design.ties[0].id,)
            assert history.foreign_sales.shape == (40, runs)


@pytest.mark.parametrize(
    ("designs", "more", "field"),
    [
        ([Venture(), Venture()], {"shocks": [()]}, "shocks"),
        ([Venture()], {"shocks": [(Shock(1, "nobody"),)]}, "tie id"),
        ([Venture()], {"runs": 0}, "runs"),
        ([Venture()], {"watched": -1}, "watched"),
    ],
)
def test_what_cannot_be_run_together_is_refused(designs, more, field):
    with pytest.raises(ValidationError) as caught:
        simulate_together(designs, **more)
    assert caught.value.field == field


def tie(kind, effort, number=1, **more):
    region = "emerging" if catalogue.tie_kinds()[kind].has_region else None
    return Tie(f"{kind}-{number}", kind, effort, region=region, **more)


def extreme(value):
    """A design in which everything that can be is set to 0, or to 1."""
    return Venture(
        Firm("high_tech" if value else "traditional", value),
        Founder(value, 2 * value),
        Capabilities(0.0, 0.0, value),
        (tie("kin", value),),
    )


EXTREMES = {
    "no tie": Venture(capabilities=Capabilities(0, 0, 0)),
    "nothing at all": Venture(
        Firm(home_market=0.0), Founder(0.0, 0.0), Capabilities(0.0, 0.0, 0.0)
    ),
    "all effort on search": Venture(capabilities=Capabilities(1, 0, 0)),
    "all effort on learning": Venture(capabilities=Capabilities(0, 1, 0)),
    "all at 0": extreme(0.0),
    "all at 1": extreme(1.0),
    "thirty ties": Venture(
        founder=Founder(1, 2),
        ties=tuple(tie(KINDS[n % 15], 0.03, n) for n in range(30)),
        links=tuple(
            (f"{KINDS[a % 15]}-{a}", f"{KINDS[b % 15]}-{b}") for a in range(30) for b in range(a)
        ),
    ),
    "thirty ties of one kind": Venture(ties=tuple(tie("kin", 0.03, n) for n in range(30))),
    "thirty ties without effort": Venture(ties=tuple(tie("kin", 0.0, n) for n in range(30))),
    "a tie of one quarter": Venture(ties=(tie("kin", 0.9, start=40, end=40),)),
    **{
        f"all effort on {kind}": Venture(
            founder=Founder(0.5, 2), capabilities=Capabilities(0, 0, 1), ties=(tie(kind, 1.0),)
        )
        for kind in KINDS
    },
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_designs_give_finite_and_sensible_output(name):
    history = simulate(EXTREMES[name], 100, detail=True)
    assert_sound(history)
    card = scorecard(history)
    assert set(card) >= {"first_export", "born_global", "scope", "survived"}
    for measure in ("born_global", "survived", "de_internationalised", "absorbed"):
        assert 0 <= card[measure] <= 1
    assert 0 <= card["scope"] <= 4
    assert np.isnan(card["first_export"]) or 1 <= card["first_export"] <= 40


def test_without_ties_nothing_comes_through_ties():
    history = simulate(EXTREMES["no tie"], 200, detail=True)
    assert not history.foreign_resources.any()
    assert not history.obligations.any()
    kinds = {event.kind for run in range(200) for event in history.events(run)}
    assert kinds <= {"entered", "left", "failed"}


@pytest.mark.parametrize("effort", [0.3, pytest.param(0.9, marks=pytest.mark.full)])
def test_a_tie_split_in_two_gains_nothing(effort):
    """Two ties of one kind in one region, each with half the effort: one upkeep more, no gain."""
    gains = {}
    for kind in KINDS:
        designs = (
            Venture(ties=(tie(kind, effort),)),
            Venture(ties=tuple(tie(kind, effort / 2, number) for number in (1, 2))),
        )
        one, two = (cumulative_foreign_sales(simulate(design, 1024)) for design in designs)
        gain = two - one
        if gain.mean() > 3 * gain.std() / gain.size**0.5:
            gains[kind] = (float(one.mean()), float(two.mean()))
    assert gains == {}
