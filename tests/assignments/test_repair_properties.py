"""Whatever becomes of its cells, a notebook is refused in words or repaired without a loss."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from copy import deepcopy
from typing import Any

import examples  # noqa: F401  (how many examples a property is tried on)
import nbformat
import pytest
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.cells import role
from assignments.engine.errors import Refusal
from assignments.engine.repair import repair
from hypothesis import given, note
from hypothesis import strategies as st

NAME = "05_build_a_portfolio"
KINDS = ("code", "markdown", "raw")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["nbgrader", "tags", "grade_id", "points", "x"]), inner)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["metadata", "id", "outputs", "execution_count", "attachments", "cell_type", "extra"]
)
STEPS = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 60)),
    st.tuples(st.just("double"), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.just("move"), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.just("type"), st.integers(0, 60), st.sampled_from(KINDS)),
    st.tuples(st.just("junk"), st.integers(0, 60), KEYS, JUNK),
    st.tuples(st.just("lose"), st.integers(0, 60), KEYS),
    st.tuples(st.just("own"), st.integers(0, 60), st.sampled_from(KINDS)),
    st.tuples(st.just("write"), st.integers(0, 60)),
    st.tuples(st.just("lose all"), st.sampled_from(["metadata", "id"])),
)
MARK = re.compile(r"zebra\d+")


def apply(notebook: dict[str, Any], steps: list[tuple[Any, ...]]) -> None:
    """Change a notebook; every text that is new to it has a word of its own, zebra and a number."""
    cells = notebook["cells"]
    for number, (step, *about) in enumerate(steps):
        if step == "lose all":
            for cell in cells:
                cell.pop(about[0], None)
            continue
        place = about[0] % len(cells) if cells else 0
        word = f"zebra{number}"
        if step == "own" or not cells:
            kind = about[1] if step == "own" else "markdown"
            text = f"{word} = 1" if kind == "code" else f"I think the {word} is a fine animal"
            cells.insert(place, {"cell_type": kind, "metadata": {}, "source": text})
        elif step == "delete":
            del cells[place]
        elif step == "double":
            cells.insert(about[1] % len(cells), deepcopy(cells[place]))
        elif step == "move":
            cells.insert(about[1] % len(cells), cells.pop(place))
        elif step == "type":
            cells[place]["cell_type"] = about[1]
        elif step == "junk":
            cells[place][about[1]] = about[2]
        elif step == "lose":
            cells[place].pop(about[1], None)
        else:
            cells[place]["source"] = "".join(cells[place]["source"]) + f"\n# {word}, as I say"


@pytest.fixture(scope="module")
def files(made):
    """The released notebook, and a good submission."""
    released = made.notebook(STUDENT, NAME)
    solved = deepcopy(released)
    for cell, answer in zip(solved.cells, made.notebook(SOLUTION, NAME).cells, strict=True):
        cell.source = answer.source if role(cell).get("solution") else cell.source
    return released, json.dumps(solved)


@given(steps=st.lists(STEPS, max_size=25))
def test_nothing_a_student_wrote_is_lost(steps, files):
    released, solved = files
    notebook = json.loads(solved)
    apply(notebook, steps)
    note(str(steps))
    try:
        repaired = repair(json.dumps(notebook).encode(), released)
    except Refusal:
        assert not MARK.findall(json.dumps(notebook))
        return
    nbformat.validate(repaired.notebook)
    ids = [cell["id"] for cell in released.cells]
    assert [cell["id"] for cell in repaired.notebook.cells if cell["id"] in ids] == ids
    everything = "\n".join(cell.source for cell in repaired.notebook.cells)
    written = MARK.findall("\n".join("".join(cell["source"]) for cell in notebook["cells"]))
    assert set(written) <= set(MARK.findall(everything))
    for line in (*repaired.remarks, *repaired.look):
        assert "\n" not in line


@given(start=st.integers(0, 100_000), length=st.integers(0, 100_000), instead=st.binary(max_size=3))
def test_a_damaged_file_is_repaired_or_refused(start, length, instead, files):
    released, solved = files
    data = solved.encode()
    start %= len(data)
    data = data[:start] + instead + data[start + length :]
    with suppress(Refusal):
        repaired = repair(data, released)
        nbformat.validate(repaired.notebook)
        nbformat.writes(repaired.notebook).encode()


@given(one=JUNK, other=JUNK)
def test_any_json_is_repaired_or_refused(one, other, files):
    cells = [{"cell_type": other, "source": one}, one, other, {"source": other, "metadata": one}]
    for content in (one, [one, other], {"cells": one}, {"cells": cells}, {"worksheets": [one]}):
        with suppress(Refusal):
            nbformat.validate(repair(json.dumps(content).encode(), files[0]).notebook)
