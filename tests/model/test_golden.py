"""Same seed, same history, on every Python the kit supports: results kept in golden.json."""

import copy

import pytest
from leverplug.record.form import MODEL
from model import golden

NUMBER, KEPT = golden.read()
REMEDY = "if the model or its parameters were meant to change, run: python tests/model/golden.py"


@pytest.fixture(scope="module")
def found() -> dict:
    return golden.results()


def test_what_is_kept_covers_every_design_and_the_survey():
    assert set(KEPT) == {*golden.DESIGNS, "surveys"}


@pytest.mark.parametrize("name", KEPT)
def test_results_are_those_that_are_kept(name: str, found: dict):
    different = golden.apart({name: found[name]}, {name: KEPT[name]})
    assert not different, f"{different[:3]}; {REMEDY}"


def test_what_is_kept_is_of_the_model_that_records_name():
    assert NUMBER == MODEL, REMEDY


def test_other_results_are_refused_until_the_model_has_another_number(tmp_path):
    file = tmp_path / "golden.json"
    assert golden.write(KEPT, 1, file)
    other = copy.deepcopy(KEPT)
    other["no ties"]["scorecard"]["survived"] += 0.01
    told = r"kept of model 1; .*: 1 \(no ties, scorecard, survived: .* Raise MODEL in .*/form.py"
    with pytest.raises(ValueError, match=told):
        golden.write(other, 1, file)
    assert golden.read(file) == (1, KEPT)
    assert golden.write(other, 2, file)
    assert golden.read(file) == (2, other)


def test_a_result_that_is_new_or_gone_is_another_result(tmp_path):
    file = tmp_path / "golden.json"
    golden.write({"a": [1.0, 2.0]}, 1, file)
    for other in ({"a": [1.0]}, {"a": [1.0, 2.0], "b": 3.0}, {"a": [1.0, float("nan")]}):
        with pytest.raises(ValueError, match="Raise MODEL"):
            golden.write(other, 1, file)


def test_results_that_are_kept_already_are_not_written_again(tmp_path):
    file = tmp_path / "golden.json"
    golden.write(KEPT, 1, file)
    before = file.read_bytes()
    other = copy.deepcopy(KEPT)
    other["no ties"]["scorecard"]["survived"] += 1e-12  # as another computer may reckon
    assert not golden.write(other, 1, file)
    assert file.read_bytes() == before
