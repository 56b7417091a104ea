"""Every fact the model has to show is a test of its own: one seed here, ten by `make facts`.

The quick tests ask a third of the runs and a fifth of the surveys and portfolios; `full` asks all.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from leverplug.__main__ import main
from leverplug.validation import facts, sensitivity, stylised_facts, survey_facts
from leverplug.validation.fact import Experiment, Fact, Finding, findings
from leverplug.validation.soundness_facts import SOUND

FACTS = stylised_facts.FACTS | {"F13": SOUND}

KEYS = {"id", "claim", "published", "simulated", "low", "high", "holds", "kind"}
KINDS = {"fitted", "predicted", "input", "doubtful"}


@cache
def rows_of(name: str) -> tuple[Finding, ...]:
    """A fact with fewer runs, surveys and designs than the report has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey_facts, "SURVEYS", 200)
        if name not in FACTS:
            return tuple(facts.CHECKS[name](2))
    smaller = {fact.experiment: quicker(fact.experiment) for fact in FACTS[name]}
    return tuple(findings([replace(f, experiment=smaller[f.experiment]) for f in FACTS[name]], 2))


def quicker(experiment: Experiment) -> Experiment:
    """The same designs in a third of the runs; of random portfolios a fifth."""
    cases = experiment.cases()
    few = cases[: len(cases) // 5] if len(cases) > 50 else cases
    return replace(experiment, runs=min(experiment.runs, 1000), cases=lambda: few)


def assert_shown(found: Iterable[Finding]) -> None:
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


NOTHING = Experiment(list, lambda history: history.alive)


def judged(values, **bounds) -> bool:
    """Whether a fact holds whose statistic has these values."""
    return Fact("x", "x", NOTHING, lambda _: np.asarray(values), **bounds).finding([]).holds


def test_a_fact_about_a_mean_fails_when_its_interval_reaches_zero():
    centred = np.array([-1.0, 1.0] * 50)
    assert not judged(centred, low=0)
    assert judged(centred + 5, low=0)
    assert not judged(centred + 5, high=0)
    assert judged(centred - 5, high=0)


def test_a_fact_with_a_threshold_asks_for_a_mean_beyond_it():
    steady = np.array([0.09, 0.11] * 50)
    assert judged(steady + 0.02, low=0.1)
    assert not judged(steady - 0.02, low=0.1)


def test_nothing_or_less_fails_only_when_the_interval_lies_above_zero():
    centred = np.array([-1.0, 1.0] * 50)
    assert judged(centred, unless_clear=True)
    assert judged(centred - 5, unless_clear=True)
    assert not judged(centred + 5, unless_clear=True)


def test_a_number_lies_between_its_bounds():
    assert judged(4, low=0, high=10)
    assert not judged(10, low=0, high=10)
    assert not judged(0, low=0, high=10)


def test_the_sensitivity_analysis_asks_of_few_runs_what_the_report_asks_of_many():
    """Every number that moves is the statistic of a line of the report, in its unit."""
    lines = {f.short.name: f for group in FACTS.values() for f in group if f.short}
    assert set(sensitivity.CLAIMS) - set(lines) == {"F3 industry", "F3 personal"}
    few = sensitivity.measures()
    for name in ("F4", "F6 year 8", "F11"):
        fact = lines[name]
        measured = fact.experiment.measures(1, few=True)
        assert few[name] == pytest.approx(float(fact.statistic(measured).mean()))
        assert measured[0].shape[-1] == 256


def test_the_command_prints_a_list_of_objects(monkeypatch, capsys):
    monkeypatch.setattr(facts, "CHECKS", {"F11": facts.CHECKS["F11"]})
    assert main(["facts", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert found["holds"] is True


def test_the_command_fails_when_a_fact_does_not_hold(monkeypatch, capsys):
    broken = Finding("F0", "never", 1.0, 0.0, None, None, False)
    monkeypatch.setattr(facts, "CHECKS", {"F0": lambda seed: [broken]})
    assert main(["facts"]) == 1
    assert "NO  F0" in capsys.readouterr().out
