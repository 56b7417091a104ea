"""A venture that exists can be run; whatever cannot is refused with field, value and remedy."""

import numpy as np
import pytest
from leverplug import Capabilities, Firm, Founder, Tie, ValidationError, Venture
from leverplug.venture import Change

KIN = Tie("kin-1", "kin", 0.3)
FAIR = Tie("fair-1", "trade_fair", 0.2, 2, 30, "developed", (Change(5, 0.1), Change(9, 0.4)))
NAN, INFINITE, HUGE = float("nan"), float("inf"), 10**400

WRONG = [
    # what is made, the field, the value, words of the remedy
    (lambda: Founder(experience=1.1), "founder.experience", 1.1, "from 0 to 1"),
    (lambda: Founder(experience=NAN), "founder.experience", NAN, "from 0 to 1"),
    (lambda: Founder(experience="much"), "founder.experience", "much", "from 0 to 1"),
    (lambda: Founder(experience=True), "founder.experience", True, "from 0 to 1"),
    (lambda: Founder(obligation=-0.1), "founder.obligation", -0.1, "from 0 to 2"),
    (lambda: Founder(obligation=2.1), "founder.obligation", 2.1, "from 0 to 2"),
    (lambda: Firm(sector="banking"), "firm.sector", "banking", "traditional, high_tech"),
    (lambda: Firm(sector=None), "firm.sector", None, "traditional, high_tech"),
    (lambda: Firm(home_market=-1), "firm.home_market", -1, "from 0 to 1"),
    (lambda: Firm(home_market=HUGE), "firm.home_market", HUGE, "from 0 to 1"),
    (lambda: Capabilities(search=INFINITE), "capabilities.search", INFINITE, "from 0 to 1"),
    (lambda: Capabilities(learning=None), "capabilities.learning", None, "from 0 to 1"),
    (lambda: Capabilities(pruning=1.01), "capabilities.pruning", 1.01, "from 0 to 1"),
    (lambda: Change(0, 0.1), "change.quarter", 0, "1 to 40"),
    (lambda: Change(1.5, 0.1), "change.quarter", 1.5, "1 to 40"),
    (lambda: Change(5, 1.1), "change.effort", 1.1, "from 0 to 1"),
    (lambda: Tie("", "kin", 0.1), "tie.id", "", "1 to 40 characters"),
    (lambda: Tie("x" * 41, "kin", 0.1), "tie.id", "x" * 41, "1 to 40 characters"),
    (lambda: Tie(7, "kin", 0.1), "tie.id", 7, "1 to 40 characters"),
    (lambda: Tie("kin\n", "kin", 0.1), "tie.id", "kin\n", "can be seen"),
    (lambda: Tie("firm: entry", "kin", 0.1), "tie.id", "firm: entry", "colon"),
    (lambda: Tie("a", "friend", 0.1), "tie a: kind", "friend", "kin, colleagues"),
    (lambda: Tie("a", "kin", 1.2), "tie a: effort", 1.2, "from 0 to 1"),
    (lambda: Tie("a", "kin", "0.2"), "tie a: effort", "0.2", "from 0 to 1"),
    (lambda: Tie("a", "kin", 0.1, start=0), "tie a: start", 0, "1 to 40"),
    (lambda: Tie("a", "kin", 0.1, start=41), "tie a: start", 41, "1 to 40"),
    (lambda: Tie("a", "kin", 0.1, start=True), "tie a: start", True, "1 to 40"),
    (lambda: Tie("a", "kin", 0.1, end=41), "tie a: end", 41, "1 to 40"),
    (lambda: Tie("a", "kin", 0.1, start=9, end=8), "tie a: end", 8, "before the start (quarter 9)"),
    (lambda: Tie("a", "kin", 0.1, region="close"), "tie a: region", "close", "leave it empty"),
    (lambda: Tie("a", "trade_fair", 0.1), "tie a: region", None, "neighbouring, close"),
    (lambda: Tie("a", "trade_fair", 0.1, region="home"), "tie a: region", "home", "neighbouring"),
    (lambda: Tie("a", "kin", 0.1, label="l" * 81), "tie a: label", "l" * 81, "80 characters"),
    (lambda: Tie("a", "kin", 0.1, label="\ud800"), "tie a: label", "\ud800", "can be seen"),
    (lambda: Tie("a", "kin", 0.1, label="\u202ea"), "tie a: label", "\u202ea", "can be seen"),
    (
        lambda: Tie("a", "kin", 0.1, changes=(Change(9, 0.1), Change(5, 0.1))),
        "tie a: changes", [9, 5], "each quarter once, in order",
    ),
    (
        lambda: Tie("a", "kin", 0.1, changes=(Change(5, 0.1), Change(5, 0.2))),
        "tie a: changes", [5, 5], "each quarter once, in order",
    ),
    (
        lambda: Tie("a", "kin", 0.1, start=5, changes=(Change(5, 0.1),)),
        "tie a: changes", [5], "after quarter 5 and up to quarter 40",
    ),
    (
        lambda: Tie("a", "kin", 0.1, end=6, changes=(Change(6, 0.1), Change(7, 0.1))),
        "tie a: changes", [7], "after quarter 1 and up to quarter 6",
    ),
    (
        lambda: Venture(ties=tuple(Tie(f"t{n}", "kin", 0.01) for n in range(31))),
        "ties", 31, "at most 30",
    ),
    (lambda: Venture(name="n" * 81), "name", "n" * 81, "80 characters"),
    (lambda: Venture(name="a\0"), "name", "a\0", "can be seen"),
    (lambda: Venture(ties=(KIN, KIN)), "ties: id", "kin-1", "its own id"),
    (lambda: Venture(ties=(KIN,), links=(("kin-1", "x"),)), "links", ("kin-1", "x"), "two diff"),
    (lambda: Venture(ties=(KIN,), links=(("kin-1",) * 2,)), "links", ("kin-1",) * 2, "two diff"),
    (
        lambda: Venture(ties=(KIN, FAIR), links=(("kin-1", "fair-1"), ("fair-1", "kin-1"))),
        "links", (("kin-1", "fair-1"), ("fair-1", "kin-1")), "only once",
    ),
    (lambda: Venture().tie("kin-1"), "tie id", "kin-1", "none yet"),
    (lambda: Venture(ties=(KIN,)).tie("fair-1"), "tie id", "fair-1", "(kin-1)"),
    (lambda: Venture().without_tie("kin-1"), "tie id", "kin-1", "none yet"),
    (lambda: Venture().replace_tie(KIN), "tie id", "kin-1", "none yet"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "field", "value", "remedy"), WRONG)
def test_a_wrong_choice_is_refused_with_field_value_and_remedy(make, field, value, remedy):
    with pytest.raises(ValidationError) as caught:
        make()
    assert caught.value.field == field
    assert caught.value.value == value or value is NAN
    assert remedy in caught.value.remedy
    assert str(caught.value) == f"{field} is {caught.value.value!r}: {caught.value.remedy}"


def test_too_much_effort_names_the_first_worst_quarter_and_who_spends_it():
    fair = Tie("fair-1", "trade_fair", 0.5, 6, 8, "close")
    with pytest.raises(ValidationError) as caught:
        Venture(ties=(Tie("kin-1", "kin", 0.55), fair))
    assert caught.value.field == "effort"
    assert caught.value.value == 1.15
    assert caught.value.remedy == (
        "effort must sum to at most 1.00 in every quarter; quarter 6 has 1.15 "
        "(kin-1 0.55, fair-1 0.50, search 0.05, learning 0.05); lower one of them"
    )


def test_the_whole_of_the_effort_may_be_spent_to_the_last_decimal():
    ties = tuple(Tie(f"kin-{n}", "kin", 0.1) for n in range(9))
    assert Venture(ties=ties).effort().max() == pytest.approx(1)


def test_defaults_are_an_ordinary_firm_without_ties():
    design = Venture()
    assert (design.firm.sector, design.firm.home_market) == ("traditional", 0.5)
    assert (design.founder.experience, design.founder.obligation) == (0.5, 1.0)
    assert design.capabilities == Capabilities(search=0.05, learning=0.05, pruning=0.0)
    assert (design.ties, design.links, design.name) == ((), (), "")


def test_a_schedule_starts_changes_and_ends_when_it_is_told():
    # .2 in quarters 2 to 4, .1 in 5 to 8, .4 in 9 to 30, nothing before and after
    expected = [0] + 3 * [0.2] + 4 * [0.1] + 22 * [0.4] + 10 * [0]
    assert FAIR.schedule().tolist() == expected
    assert FAIR.active().tolist() == [False] + 29 * [True] + 10 * [False]


def test_an_open_tie_with_no_effort_is_still_open():
    tie = Tie("kin-1", "kin", 0.0)
    assert tie.active().all()
    assert not tie.schedule().any()


def test_planned_effort_adds_ties_and_capabilities():
    design = Venture(capabilities=Capabilities(0.1, 0.2), ties=(KIN, FAIR))
    # quarter 1: .1 + .2 + .3; quarter 2: + .2; quarter 9: + .4; quarter 31: the fair is over
    found = design.effort()[[0, 1, 8, 30]]
    assert found == pytest.approx([0.6, 0.8, 1.0, 0.6])
    assert isinstance(found, np.ndarray)


def test_designs_are_changed_by_making_new_ones():
    design = Venture(name="a").with_tie(KIN).with_tie(FAIR).with_link("kin-1", "fair-1")
    assert [tie.id for tie in design.ties] == ["kin-1", "fair-1"]
    less = design.without_tie("kin-1")
    assert (less.ties, less.links) == ((FAIR,), ())
    assert design.links == (("kin-1", "fair-1"),)
    assert design.without_link("fair-1", "kin-1").links == ()
    stronger = design.replace_tie(Tie("kin-1", "kin", 0.5))
    assert [tie.effort for tie in stronger.ties] == [0.5, 0.2]
    assert stronger.links == design.links
    with pytest.raises(AttributeError):
        design.name = "b"


def test_a_change_that_breaks_the_design_is_refused_and_the_old_one_kept():
    design = Venture(ties=(KIN,))
    with pytest.raises(ValidationError, match="lower one of them"):
        design.with_tie(Tie("club-1", "club", 0.7))
    assert design == Venture(ties=(KIN,))
