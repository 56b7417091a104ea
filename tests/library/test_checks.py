"""Checks that hint and never tell, and scenarios that follow from a student number alone."""

import re
from collections import Counter

import examples  # noqa: F401 - how many of them are tried
import numpy as np
import pytest
from hypothesis import given as always
from hypothesis import strategies as some
from leverplug import Tie, Venture, catalogue, checks, record


def frame(columns: dict):
    """A table; late, because pandas takes half a second."""
    import pandas as pd

    return pd.DataFrame(columns)


SCENARIO = checks.scenario("05_build_a_portfolio", "s1234567")
VENTURE = Venture(ties=(Tie("kin-1", "kin", 0.5),))

WRONG = {
    "nothing given": (lambda: checks.given(..., "years"), "years has no answer yet"),
    "blanks for a text": (lambda: checks.given("  ", "years"), "years has no answer yet"),
    "not a number at all": (lambda: checks.number(float("nan"), "share"), "share has no answer"),
    "a number in quotes": (lambda: checks.number("0.4", "share"), "without quotes"),
    "yes for a number": (lambda: checks.number(True, "share"), "give one number"),
    "many numbers": (lambda: checks.number(np.array([1, 2]), "share"), "more than one number"),
    "an endless number": (lambda: checks.number(float("inf"), "share"), "division by zero"),
    "a percentage": (lambda: checks.number(40, "share", 0, 1), "not between 0 and 1"),
    "a list for a table": (lambda: checks.table([1], "works", ["year"]), "works is a list"),
    "a column missing": (
        lambda: checks.table(frame({"a": [1]}), "works", ["year"]), "lacks the column 'year'"
    ),
    "no rows": (lambda: checks.table(frame({"year": []}), "works", ["year"]), "has no rows"),
    "rows lost": (
        lambda: checks.table(frame({"year": [1]}), "works", ["year"], 97),
        "1 rows where 97 are asked for",
    ),
    "a word that is not on offer": (
        lambda: checks.choice_of("Lever", "coding", ["lever", "plug"]), "choose one of 'lever'"
    ),
    "a one where a yes is meant": (
        lambda: checks.choice_of(1, "kept", [True, False]), "choose one of True"
    ),
    "too few words": (lambda: checks.words("I think so", "why", 50), "3 words: write at least 50"),
    "too many words": (lambda: checks.words("so " * 9, "why", 1, 5), "9 words: keep to 5"),
    "a number for words": (lambda: checks.words(7, "why", 5), "why is a int"),
    "no record": (lambda: checks.record_opens(""), "RECORD has no record yet"),
    "a venture for a record": (lambda: checks.record_opens(VENTURE), "a record is a text"),
    "half a record": (
        lambda: checks.record_opens(record.code(VENTURE)[:-4]), "RECORD does not open"
    ),
    "a little over budget": (
        lambda: checks.within_budget(VENTURE, 0.5999),
        "plans 0.6 of the founder's effort and the budget is 0.5999",
    ),
    "over budget": (
        lambda: checks.within_budget(VENTURE, 0.55), "quarter 1 plans 0.6 of the founder's effort"
    ),
    "no student number": (lambda: checks.scenario("a", ""), "write your student number"),
    "a student number without quotes": (lambda: checks.scenario("a", 1234), "put quotes around"),
    "a student number on two lines": (lambda: checks.scenario("a", "s\n1"), "can be seen"),
    "a venture of one's own": (lambda: SCENARIO.fits(VENTURE), "is not that of your scenario"),
}  # fmt: skip


@pytest.mark.parametrize("slip", WRONG)
def test_a_slip_gets_a_hint(slip, capsys):
    check, hint = WRONG[slip]
    with pytest.raises(checks.Hint, match=re.escape(hint)):
        check()
    assert capsys.readouterr().out == ""


def test_a_hint_is_what_a_failed_assert_is():
    """So that nbgrader and a learner's eyes treat it alike."""
    assert issubclass(checks.Hint, AssertionError)


RIGHT = {
    "given": lambda: checks.given([], "ties"),
    "number": lambda: checks.number(frame({"share": [0.4]})["share"].mean(), "share", 0, 1),
    "table": lambda: checks.table(frame({"year": [1, 2]}), "works", ["year"], 2),
    "choice_of": lambda: checks.choice_of("lever", "coding", {"lever": 1, "plug": 2}),
    "words": lambda: checks.words("because it helps", "why", 2, 5),
    "record_opens": lambda: checks.record_opens(record.dumps(VENTURE)),
    "within_budget": lambda: checks.within_budget(VENTURE, 0.6),
    "fits": lambda: SCENARIO.fits(Venture(SCENARIO.firm, SCENARIO.founder)),
}


@pytest.mark.parametrize("check", RIGHT)
def test_what_looks_right_is_said_in_one_line(check, capsys):
    RIGHT[check]()
    out = capsys.readouterr().out
    assert out.startswith("Looks right so far: ")
    assert out.count("\n") == 1


def test_a_record_that_opens_is_given_back(capsys):
    assert checks.record_opens(record.code(VENTURE, seed=3)).seed == 3


def test_a_hint_repeats_little_of_an_answer():
    """An answer may be a page long, or hold something that should not be repeated."""
    with pytest.raises(checks.Hint) as hint:
        checks.choice_of("x" * 5000, "coding", ["lever"])
    assert len(str(hint.value)) < 200


def test_every_part_of_a_check_has_a_case():
    elsewhere = {"axis_of", "can_draw", "draw", "Diagnosis", "exercise"}  # have their own tests
    public = set(checks.__all__) - {"Hint", "Scenario", "scenario", *elsewhere}
    assert public <= set(RIGHT)


# --- scenarios ------------------------------------------------------------------------------------


def test_a_scenario_is_what_it_was_when_it_was_handed_out():
    """Worked out by hand from SHA-256: a change would give a whole class other cases."""
    assert (SCENARIO.seed, SCENARIO.firm.sector, SCENARIO.firm.home_market) == (
        486627, "high_tech", 0.8,
    )  # fmt: skip
    assert (SCENARIO.founder.experience, SCENARIO.founder.obligation) == (0.7, 1.0)
    assert (SCENARIO.budget, SCENARIO.region) == (0.8, "close")


def by_hand(assignment: str, student: str, name: str, options: int) -> int:
    """The draw as the documentation has it."""
    import hashlib

    text = f"{assignment}\x1f{student}\x1f{name}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:16], 16) % options


def test_a_scenario_follows_from_a_hash_that_anybody_can_work_out():
    name = "05_build_a_portfolio"
    assert SCENARIO.seed == by_hand(name, "s1234567", "seed", 1_000_000)
    regions = catalogue.foreign_regions()
    assert SCENARIO.region == regions[by_hand(name, "s1234567", "region", len(regions))]
    assert SCENARIO.choose("colour", "abc") == "abc"[by_hand(name, "s1234567", "colour", 3)]


@always(some.text(some.characters(categories=("L", "N")), min_size=1, max_size=20))
def test_spaces_and_capitals_do_not_change_a_scenario(student):
    lower = student.lower()
    if len(lower) <= 30:
        assert checks.scenario("a", f" {lower} ") == checks.scenario("a", lower)


def test_students_get_different_cases_and_each_case_comes_up():
    cases = [checks.scenario("05_build_a_portfolio", f"s{number}") for number in range(400)]
    assert len({case.seed for case in cases}) > 390
    assert {case.region for case in cases} == set(catalogue.foreign_regions())
    for part, options in (("budget", 3), ("region", 4)):
        counts = Counter(getattr(case, part) for case in cases)
        assert len(counts) == options
        assert min(counts.values()) > 400 / options * 0.7


def test_two_assignments_give_a_student_two_cases():
    first, second = (
        checks.scenario(name, "s1") for name in ("05_build_a_portfolio", "08_capstone")
    )
    assert first.seed != second.seed


def test_marks_are_given_on_luck_the_student_has_not_seen():
    seeds = SCENARIO.grading_seeds(5)
    assert len(set(seeds)) == 5
    assert min(seeds) >= 1_000_000 > SCENARIO.seed
    assert SCENARIO.grading_seeds(3) == seeds[:3]


def test_a_scenario_is_said_in_words():
    facts = SCENARIO.facts()
    assert facts["sector"] == "high tech"
    assert facts["region in question"] == catalogue.regions()["close"].label
    assert facts["effort you may plan per quarter"] == "0.8"
