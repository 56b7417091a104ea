"""The appendix says of the model what the model is: its names, its facts, what they hang on."""

import csv
import importlib.util
import re

import numpy as np
import pytest
from contents import ROOT
from leverplug import catalogue, datasets
from leverplug.validation import facts, sensitivity, tables
from leverplug.validation.sensitivity import CLAIMS, holds, measures

MODEL = (ROOT / "book/appendix/model.md").read_text(encoding="utf-8")
WORDS_IN_FORMULAS = {"fill", "if", "otherwise", "pruned"}  # that are no parameters
NOT_IN_EQUATIONS = {"availability_traditional", "availability_high_tech"}  # one name for both
QUICK = ("F1", "F4", "F6", "F11")  # facts that take a second each


def maker(name: str):
    """A script of the folder of data sets, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"datasets/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names_in_formulas() -> set[str]:
    words = re.findall(r"\\text\{([^}]*)\}", MODEL)
    return {word.replace("\\", "").strip() for word in words} - WORDS_IN_FORMULAS


def names_of_parameters() -> set[str]:
    kinds = catalogue.tie_kinds().values()
    names = {*catalogue.parameters(), *(name for kind in kinds for name in kind.evidence)}
    return {name.replace("_", " ") for name in names - NOT_IN_EQUATIONS} | {"availability"}


def test_every_name_in_a_formula_is_a_parameter_and_every_parameter_is_in_a_formula():
    assert names_in_formulas() == names_of_parameters()


def test_the_table_of_parameters_has_every_row_of_the_data_set():
    shown = [(row[0], row[1]) for row in tables.parameters().rows]
    assert len(set(shown)) == len(shown)
    availabilities = 2 * len(catalogue.tie_kinds())
    assert len(shown) == len(datasets.rows("model_parameters")) + availabilities


def test_a_bar_in_a_note_does_not_break_a_table():
    table = tables.Table(("a", "b"), (("1", "x | y"),))
    assert table._repr_markdown_().split("\n")[2] == "| 1 | x \\| y |"


@pytest.mark.parametrize("name", QUICK)
def test_the_facts_shown_are_those_of_the_model(name: str):
    make = maker("make_facts")
    kept = {row["id"]: row for row in datasets.rows("model_facts")}
    for fact in facts.CHECKS[name](1):
        now, shown = make.row(fact), kept[fact.id]
        remedy = "run: python datasets/make_facts.py"
        assert now["holds"] == shown["holds"], remedy
        assert now["claim"] == shown["claim"], remedy
        assert float(now["simulated"]) == pytest.approx(float(shown["simulated"]), rel=1e-3), remedy


def test_the_facts_shown_are_all_facts_in_order():
    shown = [row["id"].split()[0] for row in datasets.rows("model_facts")]
    assert list(dict.fromkeys(shown)) == list(facts.CHECKS)


def test_the_sensitivities_shown_start_from_the_model():
    found = measures()
    for row in datasets.rows("model_robustness"):
        value = found[row["fact"]]
        remedy = "run: python datasets/make_sensitivity.py"
        assert float(row["value"]) == pytest.approx(value, rel=1e-3, abs=1e-9), remedy
    assert [row["fact"] for row in datasets.rows("model_robustness")] == list(CLAIMS)


@pytest.mark.parametrize(
    "name", ["search openings", pytest.param("ease of all kinds", marks=pytest.mark.full)]
)
def test_a_sensitivity_shown_is_what_the_model_gives(name: str):
    rows = [row for row in datasets.rows("model_sensitivity") if row["factor"] == name]
    factor = next(factor for factor in sensitivity.factors() if factor.name == name)
    low, high = (measures(factor.at(share)) for share in (0.0, 1.0))
    assert rows
    for row in rows:
        ends = [low[row["fact"]], high[row["fact"]]]
        assert [float(row["low"]), float(row["high"])] == pytest.approx(ends, rel=1e-3, abs=1e-9)
        overturned = not all(holds(row["fact"], value) for value in ends)
        assert row["overturned"] == str(overturned).lower()


def test_what_the_page_says_of_the_sensitivities_is_what_they_are():
    kept = {row["fact"]: row for row in datasets.rows("model_robustness")}
    assert min(float(row["holds_alone"]) for row in kept.values()) >= 0.94
    alone = [
        row["fact"] for row in datasets.rows("model_sensitivity") if row["overturned"] == "true"
    ]
    assert [alone.count(name) for name in ("F7 early", "F4")] == [12, 8]
    assert all(alone.count(name) <= 4 for name in set(alone) - {"F7 early", "F4"})
    assert len(set(kept) - set(alone)) > len(kept) / 2
    together = {name: float(row["holds_together"]) for name, row in kept.items()}
    safe = {"F5 early", "F6 year 8", "F7 late", "F9 recovery", "F11"}
    assert all(together[name] >= 0.9 for name in safe)
    unsafe = {name for name, share in together.items() if share < 2 / 3}
    assert unsafe == {
        "F4", "F5 late", "F6 year 2", "F7 early", "F8 deliberate", "F9 obligation", "F10 loss",
    }  # fmt: skip


def test_a_factor_goes_from_the_low_to_the_high_end_of_its_range():
    (found,) = [factor for factor in sensitivity.factors() if factor.name == "upkeep"]
    upkeep = catalogue.parameters()["upkeep"]
    assert found.at(0.0) == {("model", "upkeep"): upkeep.low}
    assert found.at(1.0) == {("model", "upkeep"): upkeep.high}
    assert found.at(0.5)["model", "upkeep"] == pytest.approx((upkeep.low + upkeep.high) / 2)


def test_the_global_analysis_finds_the_factors_of_a_sum_it_is_given():
    points = sensitivity.design(3)
    weights = np.zeros(points.shape[1])
    weights[[2, 5]] = 3.0, -7.0
    size, variation = sensitivity.effects(points, points @ weights)
    assert size == pytest.approx(abs(weights), abs=1e-9)
    assert variation == pytest.approx(0 * weights, abs=1e-9)


def test_data_sets_that_are_made_say_how():
    for name in ("model_facts", "model_sensitivity", "model_robustness"):
        made = re.search(r"(make_\w+\.py)", datasets.description(name)["summary"])
        assert (ROOT / "datasets" / made[1]).is_file()
        with datasets.path(name).open(encoding="utf-8", newline="") as stream:
            assert list(csv.DictReader(stream))
