"""Every example in a docstring is true."""

import doctest
import importlib
import pkgutil

import leverplug
from each import each

MODULES = [
    module.name
    for module in pkgutil.walk_packages(leverplug.__path__, "leverplug.")
    if not module.name.endswith("__main__")
]


@each(MODULES)
def test_the_examples_in_a_module_are_true(name):
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for case in doctest.DocTestFinder().find(importlib.import_module(name)):
        runner.run(case, out=said.append)
    assert not said, "".join(said)


def test_there_are_examples():
    modules = map(importlib.import_module, MODULES)
    examples = sum(len(case.examples) for m in modules for case in doctest.DocTestFinder().find(m))
    assert examples > 40
