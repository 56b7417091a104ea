"""What a cell puts out becomes an output that a notebook, and its file, can hold."""

from __future__ import annotations

import json
from typing import Any

import examples  # noqa: F401  (how many examples a property is tried on)
import nbformat
import pytest
from assignments.engine.files import write
from assignments.engine.playing.outputs import Outputs
from hypothesis import given
from hypothesis import strategies as st

HALF = "a\ud800b"  # half of a pair of characters, as Python may print it
TEXTS = st.text(max_size=5) | st.just(HALF)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
KINDS = ("stream", "error", "display_data", "execute_result", "clear_output", "other")


def kept(*sent: Any, most: int = 1_000) -> list[Any]:
    outputs = Outputs(most)
    for one in sent:
        outputs.add(one)
    return outputs.kept


def shown(data: Any, metadata: Any = None) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def in_a_file(outputs: list[Any], path) -> str:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)])
    nbformat.validate(notebook)
    write(notebook, path)
    return path.read_text(encoding="utf-8")


def test_half_a_character_is_shown_as_a_question_mark(tmp_path):
    outputs = kept(
        {"output_type": "stream", "text": HALF},
        {"output_type": "error", "ename": HALF, "evalue": HALF, "traceback": [HALF]},
        shown({"text/plain": HALF, HALF: "x", "application/json": {HALF: [HALF]}}, {HALF: HALF}),
    )
    assert outputs[0].text == "a?b"
    assert outputs[2].data["application/json"] == {"a?b": ["a?b"]}
    assert "a?b" in in_a_file(outputs, tmp_path / "a.ipynb")


@pytest.mark.parametrize(
    ("data", "held"),
    [({"text/plain": 3}, {"text/plain": "3"}),
     ({"text/html": ["a", 1]}, {"text/html": "a1"}),
     ({"text/html": {"a": 1}}, {"text/html": "{'a': 1}"}),
     ({"application/x+json": [1]}, {"application/x+json": [1]})],
)  # fmt: skip
def test_what_is_no_text_is_shown_as_text_where_a_notebook_wants_it(data, held, tmp_path):
    (output,) = kept(shown(data))
    assert output.data == held
    in_a_file([output], tmp_path / "a.ipynb")


def test_lists_in_lists_without_end_are_left_out():
    deep: Any = []
    for _ in range(400):
        deep = [deep]
    for output in kept(shown({"application/json": deep}), shown({"text/plain": "x"}, {"a": deep})):
        assert output.data == {"text/plain": "(an output that no notebook can hold)"}


def test_text_is_cut_where_it_is_too_much_and_once():
    text = {"output_type": "stream", "text": "x" * 7}
    (output,) = kept(text, text, text, most=10)
    assert output.text == "x" * 10 + "\n... the rest of the output was left out: too much of it\n"
    (output,) = kept(text, most=7)
    assert output.text == "x" * 7
    first, second = kept(shown({"text/plain": "x" * 8}), shown({"text/html": "x" * 3}), most=10)
    assert first.data == {"text/plain": "x" * 8}
    assert second.data == {"text/plain": "... the rest of the output was left out: too much of it"}


def test_there_are_only_so_many_outputs_and_lines():
    assert len(kept(*[shown({"text/plain": ""})] * 1_500)) == 1_000
    (error,) = kept({"output_type": "error", "ename": "E", "evalue": "x" * 9_000,
                     "traceback": [str(line) for line in range(100)]})  # fmt: skip
    assert error.traceback == [str(line) for line in range(70, 100)]
    assert len(error.evalue) == 4_000


def test_what_is_cleared_is_gone():
    printed = {"output_type": "stream", "text": "x"}
    assert kept(printed, {"output_type": "clear_output"}) == []


@given(
    sent=st.fixed_dictionaries(
        {"output_type": st.sampled_from(KINDS)},
        optional={
            key: ANYTHING for key in ("text", "data", "metadata", "ename", "evalue", "traceback")
        },
    )
)
def test_whatever_is_sent_the_notebook_can_be_written(sent):
    outputs = kept(json.loads(json.dumps(sent)))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)])
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
