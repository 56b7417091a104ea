"""Widgets of the built page answer: each value below was worked out by hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["snapshot", "ordinary"])
def test_a_slider_changes_what_python_computed(open_lab: Callable, way: str) -> None:
    lab = open_lab("index", "cell-1", way).wait()
    expect(lab.view.get_by_text("sum of 10 squares: 285.0")).to_be_visible()  # 0 + 1 + ... + 81
    handle = lab.view.get_by_role("slider", name="n", exact=True)
    handle.focus()
    handle.press("ArrowRight")
    expect(lab.view.get_by_text("sum of 11 squares: 385.0")).to_be_visible()  # + 100
    assert lab.way() == way


@pytest.mark.parametrize("way", ["snapshot", "ordinary"])
def test_a_widget_with_its_own_front_end_makes_the_round_trip(open_lab: Callable, way: str) -> None:
    lab = open_lab("index", "cell-2", way).wait()
    button = lab.view.get_by_role("button")
    expect(button).to_have_text("3 doubled is 6")
    button.click()
    expect(button).to_have_text("4 doubled is 8")


@pytest.mark.parametrize("way", ["snapshot", "ordinary"])
def test_names_are_shared_in_page_order_and_packages_come_when_imported(
    open_lab: Callable, way: str
) -> None:
    lab = open_lab("second", "cell-2", way).wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()  # START = 7; 7 * 6 / 2
    shapes = open_lab.cell("cell-3").wait()
    expect(shapes.view.get_by_text("density 0.333")).to_be_visible()  # 5 of 15 pairs
    shapes.view.get_by_role("combobox").select_option("ring")
    expect(shapes.view.get_by_text("density 0.400")).to_be_visible()  # 6 of 15 pairs


def test_the_poster_reads_well_without_javascript(open_plain: Callable) -> None:
    page = open_plain("index")
    box = page.locator('[data-live-cell="cell-1"]')
    expect(box).to_contain_text("sum of 10 squares: 285.0")
    assert "With JavaScript switched on" in page.content()
    assert box.get_attribute("data-live-state") == "poster"


def test_a_widget_below_the_fold_waits_for_its_reader(open_lab: Callable) -> None:
    open_lab("index", "cell-1", height=500).wait()
    below = open_lab.cell("cell-2")
    assert below.box.get_attribute("data-live-state") == "poster"
    below.wait()


def test_what_was_set_comes_back_after_a_reload(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2").wait()
    handle = lab.view.get_by_role("slider")
    handle.focus()
    handle.press("ArrowRight")
    expect(lab.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()
    lab = open_lab("second", "cell-2").wait()
    expect(lab.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()


def test_a_link_carries_the_settings_and_wins_over_the_last_visit(open_lab: Callable) -> None:
    state = '#live=cell-2:{"0":9}'
    lab = open_lab("second", "cell-2", fragment=state).wait()
    expect(lab.view.get_by_text("9 contacts, 36 pairs")).to_be_visible()


def test_an_error_in_a_callback_is_shown_in_place_and_goes_when_it_is_mended(
    open_lab: Callable,
) -> None:
    lab = open_lab("mistake", "cell-2").wait()
    handle = lab.view.get_by_role("slider")
    handle.focus()
    handle.press("Home")
    alert = lab.box.get_by_role("alert")
    expect(alert).to_contain_text("division by zero")
    trace = alert.locator("pre")
    expect(trace).to_be_hidden()
    alert.locator("summary").click()
    expect(trace).to_contain_text('answer.value = f"12 / {number.value}')
    handle.press("ArrowRight")
    expect(lab.view.get_by_text("12 / 1 = 12")).to_be_visible()
    expect(alert).to_have_count(0)


def test_a_cell_that_fails_keeps_its_poster_and_can_be_tried_again(open_lab: Callable) -> None:
    lab = open_lab("mistake", "cell-1").wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text("effort must be at most 1.00")
    expect(lab.box.locator(".livepages-poster")).to_be_visible()
    lab.box.get_by_role("button", name="Try again").click()
    lab.wait()
    expect(lab.view.get_by_text("worked at try 2")).to_be_visible()


def test_two_hundred_quick_moves_end_in_the_right_state_without_a_queue(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2").wait()
    handle = lab.view.get_by_role("slider")
    handle.focus()
    for _ in range(100):
        handle.press("ArrowRight")
    for _ in range(100):
        handle.press("ArrowLeft")
    handle.press("ArrowRight")
    # 7 and 100 steps to the right ends at 100, the maximum; 100 to the left at 0; then 1.
    expect(lab.view.get_by_text("1 contacts, 0 pairs")).to_be_visible()
    expect(lab.box).to_have_attribute("data-live-busy", "false")


def test_memory_stays_bounded_over_two_thousand_interactions(open_lab: Callable) -> None:
    lab = open_lab("index", "cell-2").wait()
    press = "b => { for (let i = 0; i < 500; i++) b.click(); }"
    button = lab.view.get_by_role("button")
    button.evaluate(press)
    expect(button).to_have_text("503 doubled is 1006", timeout=30_000)
    early = lab.memory()
    for done in (1003, 1503, 2003):
        button.evaluate(press)
        expect(button).to_have_text(f"{done} doubled is {2 * done}", timeout=30_000)
    assert lab.memory() < early + 5_000_000  # bytes of the page; 1,500 interactions more


def test_two_tabs_do_not_disturb_each_other(open_lab: Callable) -> None:
    one = open_lab("second", "cell-2").wait()
    two = open_lab("second", "cell-2", tab=True).wait()
    for lab, key, text in ((one, "ArrowRight", "8 contacts"), (two, "ArrowLeft", "6 contacts")):
        lab.page.bring_to_front()
        lab.view.get_by_role("slider").focus()
        lab.view.get_by_role("slider").press(key)
        expect(lab.view.get_by_text(text)).to_be_visible()
    expect(one.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()
