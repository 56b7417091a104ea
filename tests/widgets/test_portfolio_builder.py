"""The portfolio lab: one budget, four groups of ties, and what each brings early and late."""

import json

import numpy as np
import pytest
from leverplug import ValidationError, charts, simulate
from leverplug.experiments.resource_portfolio import GROUPS, design, play
from leverplug.widgets import PortfolioBuilder

MIXED = {"strong": 0.2, "contacts": 0.2, "formal": 0.3, "institutional": 0.2}


def test_a_groups_effort_is_shared_equally_by_its_ties():
    efforts = {tie.id: tie.effort for tie in design(MIXED).ties}
    assert efforts["kin"] == efforts["colleagues"] == pytest.approx(0.10)
    assert efforts["trade_fair"] == efforts["industry_association"] == pytest.approx(0.15)


def test_more_promised_than_there_is_gets_kept_in_proportion():
    # .9 + .9 promised of the .9 that search and learning leave: half of each promise.
    venture = design({"strong": 0.9, "contacts": 0, "formal": 0.9, "institutional": 0})
    assert venture.tie("kin").effort == pytest.approx(0.225)
    assert venture.effort().max() == pytest.approx(1.0)
    lab = PortfolioBuilder()
    lab.set(strong=0.9, contacts=0, formal=0.9)
    assert "promised 180% of the founder's effort and have 90%" in lab.says
    assert "each group gets 50% of its promise" in lab.says


def test_the_resources_are_those_of_the_model():
    now, _ = play(design(MIXED))
    history = simulate(design(MIXED), 100, 1)
    np.testing.assert_allclose(now.foreign_resources, history.foreign_resources)
    np.testing.assert_allclose(now.organisational, history.organisational)


def test_what_a_group_adds_is_the_portfolio_with_it_minus_without_it():
    whole, groups = play(design(MIXED))
    venture = design(MIXED)
    without = simulate(design(MIXED | {"formal": 0}), 100, 1)
    gain = simulate(venture, 100, 1).organisational - without.organisational
    np.testing.assert_allclose(
        whole.organisational - groups["formal"].organisational, gain, atol=1e-9
    )


def test_a_group_without_effort_is_said_to_have_none():
    lab = PortfolioBuilder()
    lab.set(institutional=0)
    assert "Council, university no effort" in lab.supply.description
    assert {row["group"] for row in lab.supply.rows["supply"]} == {
        "Family, colleagues", "Past contacts",
    }  # fmt: skip


def test_the_words_give_the_numbers_of_the_picture():
    lab = PortfolioBuilder()
    lab.set(**MIXED)
    history = simulate(design(MIXED), 100, 1)
    assert f"foreign resources {history.foreign_resources[7].mean():.2f}" in lab.says
    assert f"and {history.foreign_sales[39].mean():.0f} (sales" in lab.says
    level = round(float(history.organisational[39].mean()), 3)
    ends = [
        row["level"]
        for row in lab.stocks.rows["now"]
        if row["resource"] == "organisational" and row["year"] == 10
    ]
    assert ends == [level]
    assert f"{level:.2f} after 10 years" in lab.stocks.description


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sector", ["traditional", "high_tech"])
def test_known_people_lead_after_a_year_and_built_channels_after_ten(seed, sector):
    """What the chapter reveals after its lab."""
    known = {"strong": 0.45, "contacts": 0.45, "formal": 0, "institutional": 0}
    built = {"strong": 0, "contacts": 0, "formal": 0.6, "institutional": 0.3}
    first, second = (
        play(design(p, sector), seed)[0].foreign_resources.mean(1) for p in (known, built)
    )
    assert first[3] > second[3]
    assert first[39] < second[39]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_a_mix_each_group_adds_what_the_chapter_says(seed):
    """Known people less with time; fairs most abroad, institutions most for the organisation."""
    whole, groups = play(design(MIXED), seed)
    series = {"foreign": "foreign_resources", "organisational": "organisational"}
    early, late = (
        {
            group: {
                name: (getattr(whole, field) - getattr(without, field))[quarter].mean()
                for name, field in series.items()
            }
            for group, without in groups.items()
        }
        for quarter in (7, 39)
    )
    for group in ("strong", "contacts"):
        assert late[group]["foreign"] < early[group]["foreign"]
        assert late[group]["organisational"] < early[group]["organisational"]
    assert max(late, key=lambda g: late[g]["foreign"]) == "formal"
    assert max(late, key=lambda g: late[g]["organisational"]) == "institutional"
    assert min(min(gains.values()) for gains in late.values()) < 0  # less than nothing


def test_fairs_and_institutions_sell_more_together_than_either_alone():
    nothing = dict.fromkeys(GROUPS, 0.0)
    both, fairs, institutions = (
        play(design(nothing | part))[0].foreign_sales[39].mean()
        for part in ({"formal": 0.6, "institutional": 0.3}, {"formal": 0.9},
                     {"institutional": 0.9})
    )  # fmt: skip
    assert both > max(fairs, institutions)


def test_a_portfolio_not_wholly_spent_is_told():
    lab = PortfolioBuilder()
    lab.set(strong=0, contacts=0, formal=0.6, institutional=0)
    assert "30% of the effort is unused" in lab.says


def test_a_remembered_portfolio_is_compared_on_the_same_luck():
    lab = PortfolioBuilder()
    lab.remember()
    assert "+0.0 foreign sales after 2 years, +0 after 10" in lab.says
    start = simulate(design({g: lab.settings[g] for g in GROUPS}), 100, 1).foreign_sales[39]
    lab.set(strong=0, contacts=0, formal=0.6, institutional=0.3)
    now = simulate(design(dict(strong=0, contacts=0, formal=0.6, institutional=0.3)), 100, 1)
    assert f"{(now.foreign_sales[39] - start).mean():+.0f} after 10" in lab.says
    assert "The remembered design" in lab.stocks.description


def test_the_sector_matters():
    lab = PortfolioBuilder()
    before = lab.says
    lab.set(sector="high_tech")
    assert lab.says != before


def test_settings_and_the_remembered_portfolio_survive():
    lab = PortfolioBuilder()
    lab.set(**MIXED)
    lab.remember()
    lab.set(strong=0, sector="high_tech")
    again = PortfolioBuilder()
    again.live_state = lab.live_state
    assert again.settings == lab.settings
    assert again.says == lab.says


@pytest.mark.parametrize("kept", [
    {"now": {"strong": 2}, "remembered": None},
    {"now": {"strong": 0.2}, "remembered": {"strong": 1}},
    {"now": {"sector": "mining"}, "remembered": None},
])  # fmt: skip
def test_what_was_kept_damaged_is_refused_in_words(kept):
    lab = PortfolioBuilder()
    before = lab.settings
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = json.dumps(kept)
    assert lab.settings == before


def test_the_charts_draw_without_a_group_and_without_a_remembered_design():
    whole, _ = play(design(MIXED))
    level = whole.foreign_resources[7].mean()
    for name, rows in (
        ("stocks", charts.stocks.rows(whole)),
        ("supply", charts.supply.rows(whole, {"Nobody": None})),
    ):
        words = getattr(charts, name).describe(rows)
        assert f"{level:.2f} after 2 years" in words or "Nobody no effort" in words
        assert charts.spec(name)["layer"]


def test_promises_of_any_size_are_kept_in_proportion_and_none_is_refused():
    lab = PortfolioBuilder()
    lab.set(strong=0.05, contacts=0.05, formal=0.05, institutional=0.9)
    assert lab.line.refused == ""
