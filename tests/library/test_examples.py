"""Every example in a docstring is true."""

import doctest
import importlib
import pkgutil

import leverplug
import pytest

MODULES = [
    module.name
    for module in pkgutil.walk_packages(leverplug.__path__, "leverplug.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.failed == 0


def test_there_are_examples():
    modules = map(importlib.import_module, MODULES)
    examples = sum(len(case.examples) for m in modules for case in doctest.DocTestFinder().find(m))
    assert examples > 40
