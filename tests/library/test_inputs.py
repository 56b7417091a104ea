"""Inputs say in arrays what a design says in words."""

import numpy as np
import pytest
from leverplug import Capabilities, Firm, Founder, Tie, Venture, catalogue
from leverplug.model.inputs import inputs_of, model_numbers, reach
from leverplug.venture import Change

KIN = Tie("kin-1", "kin", 0.3, end=10)
FAIR = Tie("fair-1", "trade_fair", 0.2, 2, None, "developed", (Change(5, 0.1),))
OTHER = Tie("fair-2", "trade_fair", 0.1, region="developed")
FAR = Tie("fair-3", "trade_fair", 0.1, region="emerging")
DESIGN = Venture(
    Firm("high_tech", 0.3), Founder(0.6, 1.5), Capabilities(0.1, 0.15, 0.2),
    (KIN, FAR, FAIR, OTHER), (("kin-1", "fair-2"),),
)  # fmt: skip
INPUTS = inputs_of([DESIGN])


def test_ties_come_in_the_order_of_their_ids():
    assert INPUTS.tie_ids == ("fair-1", "fair-2", "fair-3", "kin-1")
    assert INPUTS.kinds == ("trade_fair", "trade_fair", "trade_fair", "kin")


def test_effort_and_presence_follow_the_schedules():
    assert INPUTS.effort.shape == (40, 4, 1)
    assert INPUTS.effort[[0, 1, 3, 4, 39], 0, 0].tolist() == [0, 0.2, 0.2, 0.1, 0.1]
    assert INPUTS.effort[[0, 9, 10], 3, 0].tolist() == [0.3, 0.3, 0]
    assert INPUTS.active[:, 3, 0].sum() == 10


def test_the_firm_and_its_founder_are_there():
    numbers = [INPUTS.search, INPUTS.learning, INPUTS.pruning, INPUTS.experience, INPUTS.obligation,
               INPUTS.home_market, INPUTS.high_tech]  # fmt: skip
    assert [float(number[0]) for number in numbers] == [0.1, 0.15, 0.2, 0.6, 1.5, 0.3, 1.0]


def test_availability_is_that_of_the_sector():
    assert INPUTS.availability[3, 0] == pytest.approx((2.21 - 1) / 4)  # kin, high-tech, Table 3
    assert INPUTS.availability[0, 0] == 1
    traditional = inputs_of([Venture(ties=(KIN,))])
    assert traditional.availability[0, 0] == pytest.approx((2.22 - 1) / 4)


def test_a_pool_is_shared_by_ties_of_one_kind_in_one_region():
    assert INPUTS.pool.tolist() == [
        [1, 1, 0, 0],
        [1, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]


def test_links_go_both_ways():
    expected = np.zeros((4, 4))
    expected[1, 3] = expected[3, 1] = 1
    assert np.array_equal(INPUTS.links, [expected])


def test_a_tie_with_a_region_reaches_it_fully_and_the_others_by_its_breadth():
    breadth = catalogue.tie_kinds()["trade_fair"]["breadth"]
    assert INPUTS.reach[0].tolist() == pytest.approx([breadth, breadth, 1, breadth])


def test_a_tie_without_a_region_reaches_the_less_the_farther():
    # with breadth .1 and distance .2 in the nearest region: .1 + .9 x (1 - .2) = .82
    distances = [region.distance for region in catalogue.regions().values()][1:]
    found = reach(("kin",), (None,), np.array([[0.1]]))[0]
    assert found.tolist() == pytest.approx([0.1 + 0.9 * (1 - distance) for distance in distances])
    assert distances[0] == 0.2
    assert found[0] == pytest.approx(0.82)


def test_a_design_without_ties_is_a_plan_without_ties():
    plan = inputs_of([Venture()])
    assert plan.effort.shape == (40, 0, 1)
    assert plan.reach.shape == (0, 4)
    assert plan.pool.shape == (0, 0)


def test_overrides_replace_a_number_of_the_model_and_of_one_kind_alone():
    changed = inputs_of([DESIGN], {("model", "upkeep"): 0.5, ("kin", "ease"): 0.123})
    assert changed.model["upkeep"] == 0.5
    assert changed.numbers["ease"][3, 0] == 0.123
    assert changed.numbers["ease"][0, 0] == INPUTS.numbers["ease"][0, 0]
    assert model_numbers()["upkeep"] == catalogue.parameters()["upkeep"].value
