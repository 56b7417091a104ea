"""A rule for all rows is one test, and says of every row that breaks it what is wrong."""

import pytest
from each import each


@each([{"n": 2}, {"n": 3}], name=lambda row: f"row {row['n']}")
def test_a_rule_that_every_row_keeps_passes_and_may_ask_for_fixtures(row, tmp_path):
    assert row["n"] > 1
    assert tmp_path.is_dir()


def test_a_failure_names_each_row_that_breaks_the_rule_and_no_other():
    @each(lambda: [1, 2, 3], name=lambda row: f"row {row}")
    def rule(row):
        assert row == 2, f"it is {row}"

    with pytest.raises(AssertionError, match="2 of 3 rows") as caught:
        rule()
    assert "row 1: AssertionError: it is 1" in str(caught.value)
    assert "row 3: AssertionError: it is 3" in str(caught.value)
    assert "row 2" not in str(caught.value)


def test_a_row_that_cannot_be_looked_at_breaks_the_rule():
    @each([{}, {"n": 1}], name=repr)
    def rule(row):
        with pytest.raises(ZeroDivisionError):
            row["n"] / row["n"]

    with pytest.raises(AssertionError, match="2 of 2 rows") as caught:
        rule()
    assert "{}: KeyError: 'n'" in str(caught.value)
    assert "{'n': 1}: Failed: DID NOT RAISE" in str(caught.value)


def test_a_rule_without_rows_fails():
    @each([])
    def rule(row):
        assert row

    with pytest.raises(AssertionError, match="no row"):
        rule()
