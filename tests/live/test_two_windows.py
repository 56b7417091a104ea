"""A page in two windows: what is set in the one shows in the other, and nothing is lost."""

import json
from collections.abc import Callable

import pytest
from code_cells import CodeCell
from lab import Lab
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LABS = "livepages:/some/book/_static/livepages/:Live pages/kept:"
ASIDE = LABS.replace(":", ":aside:", 1)
CODE = "livepages:code:/some/book/_static/livepages/:Live pages/code:sum"
LISTEN = """globalThis.written = [];
for (const name of ["storage", "focus", "visibilitychange"])
  addEventListener(name, (event) => {
    if (globalThis.isDeaf && event.isTrusted) event.stopImmediatePropagation();
  });
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (...args) {
  globalThis.written.push(args);
  set.apply(this, args);
};"""
IS_KEPT = "([key, text]) => localStorage.getItem(key) === text"
IN_TWO = "changed in two windows"


@pytest.fixture
def windows(open_lab: Callable) -> Callable[[str, str], tuple[Lab, Lab]]:
    """Open a lab in two windows and bring both to life; the second notes what it writes."""

    def go(name: str, cell: str) -> tuple[Lab, Lab]:
        first = open_lab(name, cell).wait()
        return first, open_lab(name, cell, tab=True, before=LISTEN).wait()

    return go


def move(lab: Lab, times: int = 1, key: str = "ArrowRight") -> None:
    for _ in range(times):
        lab.view.get_by_role("slider").first.press(key)


def is_kept(lab: Lab, cell: str, text: str | None) -> None:
    lab.page.wait_for_function(IS_KEPT, arg=[LABS + cell, text])


def shows(lab: Lab, number: str) -> None:
    expect(lab.view.locator(".widget-readout").first).to_have_text(number)


def written(page: Page) -> list[list[str]]:
    """What a window has written of labs since it was opened."""
    return [pair for pair in page.evaluate("written") if pair[0].startswith("livepages:/")]


@pytest.mark.parametrize(
    ("cell", "moved", "said"), [("pair", "3", '{"one": 3, "two": 2}'), ("controls", "40%", None)]
)
def test_a_live_lab_follows_the_other_window_and_writes_nothing_back(
    windows: Callable, cell: str, moved: str, said: str | None
) -> None:
    first, second = windows("kept", cell)
    move(first, 2)
    shows(second, moved)
    expect(second.box.get_by_text(IN_TWO)).to_have_count(0)
    if said:
        is_kept(second, cell, said)
    # And it goes on from there, in its turn.
    second.view.get_by_role("slider").last.press("ArrowRight")
    expect(second.box).to_have_attribute("data-live-busy", "false")
    last = first.view.locator(".widget-readout").last
    expect(last).to_have_text(second.view.locator(".widget-readout").last.inner_text())
    assert len(written(second.page)) == 1
    shows(first, moved)


def test_a_lab_that_goes_back_to_its_start_does_so_in_both_windows(windows: Callable) -> None:
    first, second = windows("kept", "controls")
    move(first)
    shows(second, "35%")
    move(first, key="ArrowLeft")
    shows(second, "30%")
    is_kept(first, "controls", None)


def test_what_was_cleared_in_one_window_leaves_the_labs_of_the_other(windows: Callable) -> None:
    first, second = windows("kept", "pair")
    move(first, 2)
    shows(second, "3")
    first.page.evaluate("localStorage.clear()")
    shows(second, "1")


def test_a_lab_that_shows_a_link_keeps_showing_it(open_lab: Callable) -> None:
    first = open_lab("kept", "pair").wait()
    link = "#live=pair:" + "%7B%22one%22%3A5%2C%22two%22%3A6%7D"
    second = open_lab("kept", "pair", fragment=link, tab=True).wait()
    move(first)
    is_kept(second, "pair", '{"one": 2, "two": 2}')
    shows(second, "5")


def test_where_both_changed_the_same_the_other_version_is_set_aside(windows: Callable) -> None:
    first, second = windows("kept", "pair")
    # The second window hears nothing for a while, as one that the browser has frozen.
    second.page.evaluate("isDeaf = true")
    first.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [LABS + "pair", '{"one": 7, "two": 7}'],
    )
    shows(first, "1")  # it was this window that wrote, and no lab of it
    move(second, 3)
    note = second.box.locator(".livepages-two")
    expect(note).to_contain_text(IN_TWO)
    is_kept(second, "pair", '{"one": 4, "two": 2}')
    kept = second.page.evaluate(
        "key => localStorage.getItem(key)", LABS.replace(":", ":aside:", 1) + "pair"
    )
    assert json.loads(kept) == ['{"one": 7, "two": 7}']
    note.get_by_role("button", name="Show the other").click()
    shows(second, "7")
    expect(note).to_contain_text(IN_TWO)
    note.get_by_role("button", name="Show the other").click()
    shows(second, "4")
    note.get_by_role("button", name="Forget the other").click()
    expect(note).to_have_count(0)
    second.page.reload()
    second.wait()
    shows(second, "4")
    expect(note).to_have_count(0)


# --- code -----------------------------------------------------------------------------------------


@pytest.fixture
def codes(open_lab: Callable) -> tuple[CodeCell, CodeCell]:
    pages = [open_lab("code", "cell-1", tab=True).page for _ in range(2)]
    return CodeCell(pages[0], "sum"), CodeCell(pages[1], "sum")


def test_code_that_is_changed_in_one_window_stands_in_the_other(
    codes: tuple[CodeCell, CodeCell],
) -> None:
    first, second = codes
    second.button("edit").click()
    expect(second.editor).to_be_visible()
    second.button("edit").click()
    first.write("print('here')")
    expect(second.box.locator(".livepages-editor pre").first).to_have_text("print('here')")
    expect(second.button("reset")).to_be_visible()
    first.button("reset").click()
    expect(second.button("reset")).to_be_hidden()


def test_code_under_the_hand_stays_and_that_of_the_other_window_is_offered(
    codes: tuple[CodeCell, CodeCell],
) -> None:
    first, second = codes
    second.button("edit").click()
    expect(second.editor).to_be_focused()
    first.write("print('first')")
    expect(second.editor).not_to_contain_text("first")
    second.write("print('second')")
    asked = second.box.locator(".livepages-two")
    expect(asked).to_contain_text("changed in two windows")
    second.page.keyboard.type("  # more")
    expect(asked).to_be_visible()  # typing on does not lose it
    asked.get_by_role("button", name="Both").click()
    expect(second.editor).to_contain_text("print('second')  # more")
    expect(second.editor).to_contain_text("print('first')")
    expect(asked).to_have_count(0)
    second.page.wait_for_function("key => localStorage.getItem(key)?.includes('first')", arg=CODE)
