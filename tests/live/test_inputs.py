"""A page hands its address's parameter and what its site keeps to a cell, and knows neither."""

from collections.abc import Callable

import pytest
from lab import Hold
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser

KEEP = "localStorage.setItem('demo/kept', '{}')"
TELL = "dispatchEvent(new StorageEvent('storage', {{ key: {} }}))"


def visit(open_lab: Callable, query: str = "", **more: str):
    return open_lab("inputs", "cell-1", fragment=query, **more)


def test_a_parameter_of_the_address_is_announced_handed_over_and_kept_and_then_gone(
    open_lab: Callable, context: BrowserContext
) -> None:
    worker = Hold(context, "**/worker-*.js")  # the note is looked for while it is on its way
    lab = visit(open_lab, "?x=1&greet=%3Cb%3EAda")
    note = lab.box.get_by_text("This link brings a greeting.")
    expect(note).to_be_visible()
    assert note.get_attribute("role") == "status"
    lab.page.wait_for_function("document.querySelector('[data-live-state=starting]')")
    worker.release()
    lab.wait()
    expect(lab.view.get_by_text("Hello <b>Ada, the page keeps nothing.")).to_be_visible()
    expect(note).to_have_count(0)
    assert lab.page.url.endswith("?x=1")
    # The cell of this page is told to share nothing.
    expect(lab.box.get_by_role("button", name="Copy link")).to_have_count(0)
    lab = visit(open_lab).wait()
    expect(lab.view.get_by_text("Hello <b>Ada, the page keeps nothing.")).to_be_visible()


def test_the_cell_starts_at_once_if_the_address_is_meant_for_it(open_lab: Callable) -> None:
    lab = visit(open_lab, "?greet=Ada", height=200)
    lab.page.wait_for_function("document.querySelector('[data-live-state=live]')")
    assert lab.page.evaluate("scrollY") > 0


def test_a_kept_text_is_handed_over_at_the_start_and_at_each_change_here_or_in_another_tab(
    open_lab: Callable,
) -> None:
    lab = visit(open_lab, before=KEEP.format("one")).wait()
    expect(lab.view.get_by_text("the page keeps one.")).to_be_visible()
    lab.page.evaluate(f"{KEEP.format('two')}; {TELL.format(repr('demo/kept'))}")
    expect(lab.view.get_by_text("the page keeps two.")).to_be_visible()
    lab.page.evaluate(f"{KEEP.format('three')}; {TELL.format(repr('another'))}")
    lab.page.evaluate(f"localStorage.clear(); {TELL.format('null')}")
    expect(lab.view.get_by_text("the page keeps nothing.")).to_be_visible()
    other = open_lab("genindex", "", tab=True)
    other.page.evaluate(KEEP.format("news"))
    expect(lab.view.get_by_text("the page keeps news.")).to_be_visible()


def test_storage_that_is_off_hands_over_nothing(open_lab: Callable) -> None:
    off = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })"
    lab = visit(open_lab, before=off).wait()
    expect(lab.view.get_by_text("Hello nobody, the page keeps nothing.")).to_be_visible()
