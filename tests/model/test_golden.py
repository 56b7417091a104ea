"""Same seed, same history, on every Python the kit supports: results kept in golden.json."""

import json
import math

import pytest
from model import golden

KEPT = json.loads(golden.FILE.read_text(encoding="utf-8"))
TOLERANCE = 1e-9
REMEDY = "if the model or its parameters were meant to change, run: python tests/model/golden.py"


@pytest.fixture(scope="module")
def found() -> dict:
    return golden.results()


def numbers(part) -> list[float]:
    """All numbers of a nested result, in order."""
    if isinstance(part, dict):
        return [number for key in part for number in numbers(part[key])]
    if isinstance(part, list):
        return [number for item in part for number in numbers(item)]
    return [float(part)]


def test_what_is_kept_covers_every_design_and_the_survey():
    assert set(KEPT) == {*golden.DESIGNS, "surveys"}


@pytest.mark.parametrize("name", KEPT)
def test_results_are_those_that_are_kept(name: str, found: dict):
    assert list(found[name]) == list(KEPT[name]), REMEDY
    for key, kept in KEPT[name].items():
        pairs = zip(numbers(found[name][key]), numbers(kept), strict=True)
        apart = [
            (ours, theirs)
            for ours, theirs in pairs
            if not (math.isnan(ours) and math.isnan(theirs))
            and not abs(ours - theirs) <= TOLERANCE * max(1.0, abs(theirs))
        ]
        assert not apart, f"{name}, {key}: {apart[:3]}; {REMEDY}"
