"""A text that a page kept or was linked to is looked at before any widget sees it."""

import pytest
from page_kernel import widget_state


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 60 + "]" * 60, "nested deeper"),
        ("[" * 2_000_000, "characters"),
        ('{"a":' * 100_000, "nested deeper"),
        ("x[" * 60, "nested deeper"),
        ('{"0": NaN}', "NaN"),
        ('{"0": [-Infinity]}', "-Infinity"),
        ('{"0": 1e999}', "1e999"),
        ('{"0": ' + "9" * 5000 + "}", "4300 digits"),
    ],
    ids=range(8),
)
def test_what_no_widget_has_written_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        widget_state.check(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ada", "<b>[", '{"0": 9}', '{"0": 1e-9, "1": [1, [2]]}', '"' + "[" * 100 + '"',
     '{"reasons": "' + r"\"[\\" * 100 + '"}', "[]" * 100, "NaN was here"],
)  # fmt: skip
def test_what_a_widget_may_have_written_is_let_through(text: str) -> None:
    widget_state.check(text)


@pytest.mark.parametrize("part", ['"', '\\"', '"\\', "\\", '"\\"', "[]", "{"])
def test_the_longest_texts_are_looked_at_once(part: str) -> None:
    """A text that is built to be slow would take hours, not a moment, if it were not so."""
    text = (part * widget_state.LONGEST)[: widget_state.LONGEST]
    try:
        widget_state.check(text)
    except widget_state.UnreadableError:
        assert part == "{"
