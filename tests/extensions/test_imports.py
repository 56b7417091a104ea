"""The modules that pages start with are those that live cells import."""

from livepages.imports import imported_modules


def test_modules_are_found_wherever_they_are_imported() -> None:
    cell = "import json\nfrom ipywidgets import widgets, IntSlider\ndef f():\n    import traitlets"
    assert imported_modules([cell]) == ["ipywidgets", "ipywidgets.widgets", "traitlets"]


def test_packages_apart_and_cells_that_are_not_python_are_left_out() -> None:
    assert imported_modules(["import numpy.fft", "%%html\n<b>"], excluded=["numpy"]) == []
