"""Every fact the model has to show is a test of its own: one seed here, ten by `make facts`.

The quick tests ask a third of the runs and a fifth of the surveys and portfolios; `full` asks all.
"""

import json
from collections.abc import Iterable
from functools import cache

import pytest
from leverplug.__main__ import main
from leverplug.validation import facts

KEYS = {"id", "claim", "published", "simulated", "low", "high", "holds", "kind"}
KINDS = {"fitted", "predicted", "input", "doubtful"}


@cache
def rows_of(name: str) -> tuple[facts.Fact, ...]:
    """A fact with fewer runs, surveys and portfolios than the report has."""
    portfolios = facts.random_portfolios
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "RUNS", 1000)
        patch.setattr(facts, "SURVEYS", 200)
        patch.setattr(facts, "random_portfolios", lambda n, **key: portfolios(n // 5, **key))
        return tuple(facts.CHECKS[name](2))


def assert_shown(found: Iterable[facts.Fact]) -> None:
    missed = [f for f in found if not f.holds and f.kind != "doubtful"]
    assert not missed, "\n".join(f"{f.id}: {f.claim}; simulated {f.simulated:.3f}" for f in missed)


@pytest.mark.parametrize("name", facts.CHECKS)
def test_a_fact_of_the_sources_holds_in_a_part_of_the_runs(name):
    assert_shown(rows_of(name))


@pytest.mark.full
@pytest.mark.parametrize("name", facts.CHECKS)
def test_a_fact_of_the_sources_holds_in_the_model(name):
    assert_shown(facts.CHECKS[name](1))


def test_all_three_readings_of_the_doubtful_cell_are_reported():
    doubtful = [fact for fact in rows_of("F2") if fact.kind == "doubtful"]
    assert {fact.published for fact in doubtful} == {-0.0175, -0.175, -0.075}


def test_table_4_is_compared_cell_by_cell():
    cells = {f.id for f in rows_of("F2") if "stars" not in f.id and f.kind != "doubtful"}
    assert len(cells) == 3 * 4 - 1  # three columns of three coefficients and R², less the misprint


def test_the_report_says_which_moments_were_fitted_and_which_are_predictions():
    kind = {fact.id: fact.kind for fact in (*rows_of("F2"), *rows_of("F3"))}
    assert kind["F2 foreign: business"] == "fitted"
    assert kind["F2 network: business"] == "predicted"
    assert kind["F3 correct"] == "predicted"
    assert set(kind.values()) <= KINDS


def test_a_claim_about_a_mean_fails_when_its_interval_reaches_zero(monkeypatch):
    import numpy as np

    centred = np.array([-1.0, 1.0] * 50)
    assert not facts._beyond("x", "x", centred).holds
    assert facts._beyond("x", "x", centred + 5).holds
    assert not facts._beyond("x", "x", centred + 5, below=True).holds


def test_the_command_prints_a_list_of_objects(monkeypatch, capsys):
    monkeypatch.setattr(facts, "CHECKS", {"F11": facts.small_home})
    assert main(["facts", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert found["holds"] is True


def test_the_command_fails_when_a_fact_does_not_hold(monkeypatch, capsys):
    broken = facts.Fact("F0", "never", 1.0, 0.0, None, None, False)
    monkeypatch.setattr(facts, "CHECKS", {"F0": lambda seed: [broken]})
    assert main(["facts"]) == 1
    assert "NO  F0" in capsys.readouterr().out
