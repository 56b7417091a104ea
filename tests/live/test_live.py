"""Widgets of the built page answer: each value below was worked out by hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_slider_changes_what_python_computed(open_lab: Callable) -> None:
    lab = open_lab("index", "cell-1").wait()
    expect(lab.view.get_by_text("sum of 10 squares: 285.0")).to_be_visible()  # 0 + 1 + ... + 81
    handle = lab.view.get_by_role("slider").first
    handle.focus()
    handle.press("ArrowRight")
    expect(lab.view.get_by_text("sum of 11 squares: 385.0")).to_be_visible()  # + 100


def test_a_widget_with_its_own_front_end_makes_the_round_trip(open_lab: Callable) -> None:
    lab = open_lab("index", "cell-2").wait()
    button = lab.view.get_by_role("button")
    expect(button).to_have_text("3 doubled is 6")
    button.click()
    expect(button).to_have_text("4 doubled is 8")


def test_cells_share_their_names_in_page_order(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2").wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()
