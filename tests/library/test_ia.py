"""The case of IA in the model: coded as the case tells it, and behaving as the case tells."""

import numpy as np
import pytest
from leverplug import contribution, datasets
from leverplug.experiments import ia
from leverplug.model.simulation import simulate

RUNS = 3000
LATE = slice(28, 40)  # years 8 to 10: the kit's reading of "the later years"
EARLY = slice(0, 8)  # years 1 and 2
Z95 = 1.96  # standard errors either side of a 95 % interval


@pytest.fixture(scope="module")
def added():
    """Foreign sales with each tie minus without it, on the same luck, by quarter and run."""
    venture = ia.venture()
    full = simulate(venture, RUNS).foreign_sales
    names = ("JPH", "R", "T", "B", "F", "Z", "Lz")
    return {n: full - simulate(venture.without_tie(n), RUNS).foreign_sales for n in names}


def interval(sums: np.ndarray) -> tuple[float, float]:
    """95 % interval of a mean over runs."""
    error = Z95 * sums.std(ddof=1) / np.sqrt(len(sums))
    return sums.mean() - error, sums.mean() + error


@pytest.mark.parametrize("name", ["JPH", "R"])
def test_the_friend_in_korea_and_the_main_client_add_to_sales_abroad(added, name):
    assert interval(added[name].sum(0))[0] > 0


@pytest.mark.parametrize("name", ["T", "B", "F", "Z"])
def test_shared_clients_and_z_add_nothing_in_the_later_years(added, name):
    assert added[name][LATE].sum(0).mean() <= 0


def test_lz_helps_first(added):
    assert interval(added["Lz"][EARLY].sum(0))[0] > 0


def test_lz_hinders_later(added):
    assert interval(added["Lz"][LATE].sum(0))[1] < 0


def test_every_tie_is_a_contact_of_the_case_told_to_help_or_hinder():
    for name in ia.CODING:
        assert ia.coding_of(name)[0] in {"lever", "plug", "both"}


def test_nobody_the_case_tells_to_help_or_hinder_is_lost():
    behind = {"Cr": "R", "R_ceo": "R", "Ca": "A", "abcol": "online", "LinkedIn": "online",
              "openBC": "online"}  # fmt: skip
    left_out = {"CR", "CR_boss", "outsourcer", "Beijing_partners", "Asia_contacts"}
    told = {row["to"] for row in datasets.rows("ia_ties")
            if row["from"] in {"EB", "IA"} and row["coding"] != "neither"}  # fmt: skip
    assert {behind.get(name, name) for name in told - left_out} == set(ia.CODING)


def test_contacts_who_know_one_another_are_those_of_the_case():
    # Two friends of BH; and Cr, who stands behind R, was met on openBC, which is in `online`.
    assert ia.acquaintances() == {
        frozenset({"BH", "Lz"}), frozenset({"BH", "Z"}), frozenset({"online", "R"}),
    }  # fmt: skip


def test_partners_who_share_their_news_by_kind_and_region_are_not_linked_again():
    venture = ia.venture()
    bh, lz = venture.tie("BH"), venture.tie("Lz")
    assert (bh.kind, bh.region) == (lz.kind, lz.region)
    assert set(venture.links) == {("BH", "Z"), ("R", "online")}
    assert ("BH", "Lz") in ia.venture(as_begun=True).links


def test_three_ties_get_most_effort_and_the_plan_fits_the_budget():
    most = {name for name, coding in ia.CODING.items() if coding.effort == ia.MOST}
    assert most == {"BH", "R", "JPH"}
    assert ia.venture().effort().max() <= 1


def test_a_tie_can_be_given_the_kind_it_began_as():
    began = ia.venture(as_begun=True)
    assert began.tie("JPH").kind == "foreign_contacts"
    assert began.tie("Lz").kind == "kin"
    assert {tie.id for tie in began.ties} == {tie.id for tie in ia.venture().ties}


def test_the_reading_of_one_tie_hangs_on_the_kind_it_is_given():
    """What the chapter's last exercise shows: R and Z stand under both readings, JPH does not."""
    became, began = (
        {n: contribution(venture, n).mean() for n in ("JPH", "R", "Z", "Lz")}
        for venture in (ia.venture(), ia.venture(as_begun=True))
    )
    assert began["R"] > 0 > began["Z"]
    assert began["JPH"] < became["JPH"] / 5
    assert began["Lz"] < 0


def test_a_name_the_case_does_not_know_is_refused():
    with pytest.raises(KeyError, match="JPH"):
        ia.coding_of("Nobody")
