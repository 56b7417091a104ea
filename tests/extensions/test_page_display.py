"""Where what a cell shows goes: an Output widget, a variable, or the place that has its name."""

from collections.abc import Iterator

import pytest
from ipywidgets import Output
from page_kernel import display, output


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list]:
    """What goes to the page, with Output widgets as in a page."""
    for name in ("__enter__", "__exit__", "clear_output"):
        monkeypatch.setattr(Output, name, getattr(Output, name))
    output.install(lambda error: None)
    found: list = []
    display.open_sink(found.append)
    yield found
    display.close_sink()
    display.updates.clear()


def say(text: str) -> None:
    """What `print` does in a page."""
    display.Stream("stdout").write(text)


def texts(out: Output) -> list[str]:
    return [each.get("text") or each["data"]["text/plain"] for each in out.outputs]


def test_an_output_keeps_what_is_appended_or_cleared_while_it_is_open(shown: list) -> None:
    out = Output()
    with out:
        say("a")
    with out:
        out.append_stdout("b")
        say("c")
    assert "".join(texts(out)) == "abc"
    with out:
        out.clear_output()
        say("d")
    assert texts(out) == ["d"]
    assert shown == []


def test_a_clearing_that_waits_keeps_what_is_there_until_more_comes(shown: list) -> None:
    out = Output()
    with out:
        say("a")
    out.clear_output(wait=True)
    assert texts(out) == ["a"]
    with out:
        say("b")
    assert texts(out) == ["b"]
    out.clear_output()
    assert texts(out) == []


def test_what_has_a_name_is_shown_anew_wherever_it_is(shown: list) -> None:
    out = Output()
    handle = display.display("one", display_id=True)
    with out:
        handle.display("one")
        display.display("other", display_id="else")
    with out:
        handle.update("two")
        assert shown[-1]["output_type"] == "update_display_data"
    assert texts(out) == ["'two'", "'other'"]
    handle.update("three")
    assert texts(out) == ["'three'", "'other'"]
    assert {each["transient"]["display_id"] for each in shown} == {handle.display_id}


def test_what_a_task_shows_after_its_output_was_left_is_seen_there(shown: list) -> None:
    out = Output()
    with out:
        late = display._sinks.get()[-1]
    late({"output_type": "stream", "name": "stdout", "text": "late"})
    assert texts(out) == ["late"]


def test_what_is_captured_is_shown_when_it_is_asked_for(shown: list) -> None:
    with display.Captured() as kept:
        say("a")
        display.display(3)
    assert shown == []
    assert kept.stdout == "a"
    kept.show()
    assert [each["output_type"] for each in shown] == ["stream", "display_data"]


def test_a_class_is_shown_by_its_name_and_its_methods_are_left_alone() -> None:
    name = "ipywidgets.widgets.widget_output.Output"
    assert display.mime_bundle(Output)[0] == {"text/plain": name}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b", "a"}, "{'a', 'b'}"),
        ([1, 2], "[1, 2]"),
        ({}, "{}"),
        (["x" * 50, "y" * 50], f"['{'x' * 50}',\n '{'y' * 50}']"),
        ({1: "x" * 90}, f"{{1: '{'x' * 90}'}}"),
        (("x" * 90,), f"('{'x' * 90}',)"),
    ],
)
def test_values_are_printed_as_a_notebook_prints_them(value: object, text: str) -> None:
    assert display.mime_bundle(value)[0]["text/plain"] == text


def test_what_there_is_to_say_of_a_picture_goes_with_it() -> None:
    class Picture:
        def _repr_png_(self) -> tuple:
            return b"\x89PNG", {"width": 3}

    bundle, about = display.mime_bundle(Picture())
    assert (bundle["image/png"], about) == ("iVBORw==", {"image/png": {"width": 3}})
