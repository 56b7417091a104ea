"""A text that a page kept or was linked to is looked at before any widget sees it."""

import ipywidgets
import pytest
import traitlets
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


def test_controls_that_a_state_does_not_name_go_back_to_where_they_were() -> None:
    one, two = ipywidgets.IntSlider(value=1), ipywidgets.IntSlider(value=2)
    state = widget_state.state_of(ipywidgets.VBox([one, two]))
    one.value, two.value = 5, 6
    state.restore('{"1": 7}')
    assert (one.value, two.value, state.text) == (1, 7, '{"1":7}')
    state.restore("")  # another window moved all of them back
    assert (one.value, two.value, state.text) == (1, 2, "")


def test_a_widget_with_a_state_of_its_own_cannot_be_told_to_have_none() -> None:
    class Own(traitlets.HasTraits):
        live_state = traitlets.Unicode("now")

    own = Own()
    with pytest.raises(widget_state.UnreadableError, match="only a new widget"):
        widget_state.state_of(own).restore("")
    assert own.live_state == "now"
