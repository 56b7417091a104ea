"""A right answer earns its marks whichever way it goes: other types, orders, methods and marks.

The cells are run here one after the other, hidden tests included, without nbgrader: what is asked
is only whether the tests accept the answer.
"""

import contextlib
import io
import runpy
from pathlib import Path

import pytest
from assignments.engine.source import SOURCES, read, role

ANSWERS = Path(__file__).parent / "answers"


def other_ways(path: Path) -> dict[str, dict[str, str]]:
    """Right answers in a file of answers, by what is different about them."""
    return runpy.run_path(str(path)).get("OTHER_WAYS", {})


WAYS = [
    (path.stem, way, cells)
    for path in sorted(ANSWERS.glob("[0-9][0-9]_*.py"))
    for way, cells in other_ways(path).items()
]


def refused(name: str, cells: dict[str, str]) -> dict[str, str]:
    """What each test cell says that does not pass, with some answers replaced."""
    notebook = read(SOURCES / f"{name}.md").notebook
    here = {"__name__": "__main__"}
    found = {}
    known = {role(cell).get("grade_id") for cell in notebook.cells}
    assert set(cells) <= known
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        grade_id = role(cell).get("grade_id", "")
        source = cells.get(grade_id, cell.source)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(source, grade_id or "cell", "exec"), here)
        except Exception as error:
            found[grade_id] = f"{type(error).__name__}: {error}"
    return found


@pytest.mark.parametrize(("name", "way", "cells"), WAYS, ids=[f"{n}: {w}" for n, w, _ in WAYS])
def test_another_right_way_is_accepted(name, way, cells):
    assert refused(name, cells) == {}


def test_this_way_of_asking_sees_a_wrong_answer():
    said = refused("01_clean_a_literature", {"second-list": "same_as = dict.fromkeys('ABCDEF', 1)"})
    assert set(said) == {"test-second-same", "test-second-new"}
