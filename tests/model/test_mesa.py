"""The library and its Mesa peer, written from the same equations, are one model."""

from functools import cache

import numpy as np
import pytest
from leverplug import catalogue, portfolios, simulate
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, Venture
from uniforms import uniforms

FEW, MANY = 300, 2000  # ventures of the peer, which takes a second for some 150 of them
NEVER = 41  # a quarter after the last: a venture that never exports counts as late
FIRM_LUCK = ("firm: entry", "firm: demand")
# Everything a design can have: ties of four channels, two of a kind in one region, links, a start,
# an end, a change of effort, a partner who may absorb the firm, and all three capabilities.
EVERYTHING = Venture(
    firm=Firm("high_tech", 0.2),
    founder=Founder(0.7, 1.5),
    capabilities=Capabilities(0.1, 0.1, 0.6),
    ties=(
        Tie("kin-1", "kin", 0.1, end=20),
        Tie("fair-1", "trade_fair", 0.1, region="close", changes=(Change(9, 0.15),)),
        Tie("fair-2", "trade_fair", 0.08, start=5, region="close"),
        Tie("giant-1", "multinational", 0.15, start=9, region="developed"),
        Tie("council-1", "trade_council", 0.1),
        Tie("online-1", "online_community", 0.08),
    ),
    links=(("kin-1", "online-1"), ("fair-1", "fair-2"), ("council-1", "giant-1")),
)
DESIGNS = [
    EVERYTHING,
    Venture(),
    portfolios.standard(),
    portfolios.extensive_then_deliberate(),
    portfolios.obliged(1.5, cut=20),
    *portfolios.random_portfolios(6, seed=31),
]


def drawn_by_the_library(design: Venture, seed: int):
    """The library's draws for the first runs, in the form in which the peer asks for it."""
    ids = tuple(tie.id for tie in design.ties)
    ties = uniforms(seed, 0, ids, (40, 3))
    firm = uniforms(seed, 0, FIRM_LUCK, (40, 5))
    drawn = dict(zip((*ids, *FIRM_LUCK), (*ties, *firm), strict=True))
    return lambda run, quarter, name, slot: drawn[name][quarter - 1, slot, run]


def peers_of(design: Venture, count: int, seed: int, draw=None) -> list:
    from benchmarks.mesa_peer import Population  # late: Mesa takes a second to import

    return Population(design, count, seed, draw).run()


@pytest.mark.parametrize("design", DESIGNS, ids=range(len(DESIGNS)))
def test_on_the_same_luck_every_run_takes_the_same_course(design: Venture):
    history = simulate(design, 10, seed=3)
    peers = peers_of(design, 10, 1, drawn_by_the_library(design, 3))
    theirs = np.array([peer.history for peer in peers]).transpose(2, 1, 0)
    ours = [history.foreign_sales, history.legitimacy, history.knowledge, history.cash]
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)
    assert [peer.alive for peer in peers] == history.alive[-1].tolist()
    assert [peer.absorbed for peer in peers] == history.absorbed[-1].tolist()


def test_the_designs_compared_let_everything_happen():
    happened = set()
    for design in DESIGNS:
        happened |= set(simulate(design, 300, seed=3, detail=True).log.kind.tolist())
    assert happened == {"entered", "left", "failed", "seized", "missed", "lost", "quarrel",
                        "refocus", "absorbed", "pruned"}  # fmt: skip


@cache
def peers(count: int) -> dict[str, np.ndarray]:
    """Four outcomes of the peer, with Mesa's own luck."""
    found = peers_of(EVERYTHING, count, seed=20)
    course = np.array([peer.history for peer in found])
    return {
        "first export": np.minimum([peer.first_export for peer in found], NEVER),
        "foreign sales over ten years": course[:, :, 0].sum(1),
        "legitimacy in year 5": course[:, 19, 1],
        "knowledge in year 10": course[:, 39, 2],
    }


def outcomes_of(history) -> dict[str, np.ndarray]:
    sold = history.foreign_sales > 0
    return {
        "first export": np.where(sold.any(0), sold.argmax(0) + 1, NEVER),
        "foreign sales over ten years": history.foreign_sales.sum(0),
        "legitimacy in year 5": history.legitimacy[19],
        "knowledge in year 10": history.knowledge[39],
    }


def agreement(history, peers: dict[str, np.ndarray]) -> dict[str, float]:
    """Chance of samples so far apart, were their distributions the same (Kolmogorov-Smirnov)."""
    from scipy.stats import ks_2samp

    ours = outcomes_of(history)
    return {name: ks_2samp(ours[name], peers[name]).pvalue for name in peers}


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.full)])
def test_with_luck_of_their_own_both_agree_in_distribution(count: int):
    found = agreement(simulate(EVERYTHING, MANY, seed=10), peers(count))
    assert min(found.values()) > 0.01, found


@pytest.mark.parametrize(
    ("count", "scope", "name"),
    [
        (FEW, "model", "teaching"),
        pytest.param(MANY, "model", "teaching", marks=pytest.mark.full),
        pytest.param(MANY, "model", "entry", marks=pytest.mark.full),
        pytest.param(MANY, "trade_fair", "ease", marks=pytest.mark.full),
    ],
)
def test_the_comparison_would_notice_a_number_that_is_a_fifth_too_large(count, scope, name):
    value = catalogue.parameters(scope)[name].value
    wrong = simulate(EVERYTHING, MANY, seed=10, overrides={(scope, name): 1.2 * value})
    found = agreement(wrong, peers(count))
    assert min(found.values()) < 0.001, found
