"""Widgets of the built page answer: each value below was worked out by hand."""

from collections.abc import Callable, Iterator

import pytest
from lab import Lab, OpenLab
from playwright.sync_api import Browser, Locator, expect

pytestmark = pytest.mark.browser

# It takes three times as long; test_failing.py has a case of it each time.
ORDINARY = pytest.param("ordinary", marks=pytest.mark.full)
BOTH_WAYS = pytest.mark.parametrize("way", ["snapshot", ORDINARY])
# Below a path and at the root of a host.
EVERYWHERE = pytest.mark.parametrize(
    ("demo_address", "way"),
    [
        ("/some/book", "snapshot"),
        pytest.param("/some/book", "ordinary", marks=pytest.mark.full),
        ("", "snapshot"),
        pytest.param("", "ordinary", marks=pytest.mark.full),
    ],
    indirect=["demo_address"],
    ids=["sub-path-snapshot", "sub-path-ordinary", "root-snapshot", "root-ordinary"],
)


@pytest.fixture(scope="module")
def warm(browser: Browser, demo_address: str) -> Iterator[Lab]:
    """A lab that is live already, for tests that do not ask how Python starts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield OpenLab(context, demo_address)("second", "cell-2").wait()
    context.close()


def slider(lab: Lab) -> Locator:
    """The slider of a lab, with the focus on it."""
    handle = lab.view.get_by_role("slider")
    handle.focus()
    return handle


@EVERYWHERE
def test_a_slider_changes_what_python_computed_and_a_lab_below_the_fold_waits_for_its_reader(
    open_lab: Callable, way: str
) -> None:
    lab = open_lab("index", "cell-1", way, height=300).wait()
    expect(lab.view.get_by_text("sum of 10 squares: 285.0")).to_be_visible()  # 0 + 1 + ... + 81
    handle = lab.view.get_by_role("slider", name="n", exact=True)
    handle.focus()
    handle.press("ArrowRight")
    expect(lab.view.get_by_text("sum of 11 squares: 385.0")).to_be_visible()  # + 100
    assert lab.way() == way
    below = open_lab.cell("cell-2")
    assert below.box.get_attribute("data-live-state") == "poster"
    below.wait()


@BOTH_WAYS
def test_a_widget_with_its_own_front_end_makes_the_round_trip_and_memory_stays_bounded(
    open_lab: Callable, way: str
) -> None:
    lab = open_lab("index", "cell-2", way).wait()
    button = lab.view.get_by_role("button")
    expect(button).to_have_text("3 doubled is 6")
    button.click()
    expect(button).to_have_text("4 doubled is 8")
    press = "b => { for (let i = 0; i < 500; i++) b.click(); }"
    button.evaluate(press)
    expect(button).to_have_text("504 doubled is 1008")
    early = lab.memory()
    for done in (1004, 1504, 2004):
        button.evaluate(press)
        expect(button).to_have_text(f"{done} doubled is {2 * done}")
    assert lab.memory() < early + 5_000_000  # bytes of the page; 1,500 interactions more


@BOTH_WAYS
def test_names_are_shared_in_page_order_and_packages_come_when_imported(
    open_lab: Callable, way: str
) -> None:
    lab = open_lab("second", "cell-2", way).wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()  # START = 7; 7 * 6 / 2
    shapes = open_lab.cell("cell-3").wait()
    expect(shapes.view.get_by_text("density 0.333")).to_be_visible()  # 5 of 15 pairs
    shapes.view.get_by_role("combobox").select_option("ring")
    expect(shapes.view.get_by_text("density 0.400")).to_be_visible()  # 6 of 15 pairs


@pytest.mark.parametrize("demo_address", ["/some/book", ""], indirect=True)
def test_the_poster_reads_well_without_javascript(open_plain: Callable) -> None:
    page = open_plain("index")
    box = page.locator('[data-live-cell="cell-1"]')
    expect(box).to_contain_text("sum of 10 squares: 285.0")
    expect(box).to_contain_text("JavaScript is switched off")
    assert box.get_attribute("data-live-state") == "poster"


def test_what_was_set_comes_back_after_a_reload_and_a_link_wins_over_it(
    open_lab: Callable,
) -> None:
    lab = open_lab("second", "cell-2").wait()
    slider(lab).press("ArrowRight")
    expect(lab.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()
    lab = open_lab("second", "cell-2").wait()
    expect(lab.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()
    lab = open_lab("second", "cell-2", fragment='#live=cell-2:{"0":9}').wait()
    expect(lab.view.get_by_text("9 contacts, 36 pairs")).to_be_visible()


def test_an_error_in_a_callback_is_shown_in_place_and_goes_when_it_is_mended(
    open_lab: Callable,
) -> None:
    lab = open_lab("mistake", "cell-2").wait()
    handle = slider(lab)
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


def test_two_hundred_quick_moves_end_in_the_right_state_without_a_queue(warm: Lab) -> None:
    handle = slider(warm)
    for _ in range(100):
        handle.press("ArrowRight")
    for _ in range(100):
        handle.press("ArrowLeft")
    handle.press("ArrowRight")
    # 100 steps to the right end at 100, the maximum; 100 to the left at 0; then 1.
    expect(warm.view.get_by_text("1 contacts, 0 pairs")).to_be_visible()
    expect(warm.box).to_have_attribute("data-live-busy", "false")


def test_two_tabs_do_not_disturb_each_other(warm: Lab, demo_address: str) -> None:
    slider(warm).press("End")
    expect(warm.view.get_by_text("100 contacts, 4950 pairs")).to_be_visible()
    two = OpenLab(warm.page.context, demo_address)("second", "cell-2").wait()
    for lab, key, text in ((warm, "ArrowLeft", "99 contacts"), (two, "Home", "0 contacts")):
        lab.page.bring_to_front()
        slider(lab).press(key)
        expect(lab.view.get_by_text(text)).to_be_visible()
    expect(warm.view.get_by_text("99 contacts, 4851 pairs")).to_be_visible()
    two.page.close()
