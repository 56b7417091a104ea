"""The modules that pages start with are those that live cells import."""

from pathlib import Path

import pytest
from livepages.imports import imported_modules


def test_modules_are_found_wherever_they_are_imported() -> None:
    cell = "import json\nfrom ipywidgets import widgets, IntSlider\ndef f():\n    import traitlets"
    assert imported_modules([cell]) == ["ipywidgets", "ipywidgets.widgets", "traitlets"]


def test_what_is_not_installed_here_is_left_to_fail_in_its_own_cell() -> None:
    cell = "import no_such_package, __main__\nfrom no_such_package.part import x\nimport anywidget"
    assert imported_modules([cell]) == ["anywidget"]


def test_a_module_that_fails_when_it_is_looked_into_does_not_end_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_one.py").write_text("raise RuntimeError('at import')")
    monkeypatch.syspath_prepend(tmp_path)
    assert imported_modules(["from broken_one import x"]) == ["broken_one"]


@pytest.mark.parametrize(
    "cell",
    ["%matplotlib inline\nimport anywidget", "%%capture out\nimport anywidget",
     "%time import anywidget", "anywidget?\nimport anywidget"],
)  # fmt: skip
def test_modules_are_found_in_cells_with_magics(cell: str) -> None:
    assert imported_modules([cell]) == ["anywidget"]


def test_packages_apart_and_cells_that_are_not_python_are_left_out() -> None:
    assert imported_modules(["import numpy.fft", "%%html\n<b>"], excluded=["numpy"]) == []
