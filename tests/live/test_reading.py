"""Whoever reads, and however: on paper, by keyboard alone, without motion."""

import io
from collections.abc import Callable

import pytest
from lab import Lab
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

# How long the bar takes to grow, and what the mark beside the state does while Python computes.
MOVES = """box => [
  getComputedStyle(box.querySelector('.livepages-bar > div')).transitionDuration,
  getComputedStyle(box.querySelector('.livepages-status'), '::before').animationName,
]"""
MOST_TABS = 200  # presses of Tab that reach any control of a page


def printed(page: Page) -> str:
    """The text of the page on paper."""
    pages = PdfReader(io.BytesIO(page.pdf())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def tab_to(lab: Lab, role: str, name: str) -> None:
    """Press Tab until the focus is on the lab's control of that role and name."""
    wanted = lab.box.get_by_role(role, name=name)
    for _ in range(MOST_TABS):
        lab.page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never reached the {role} {name}")


def test_paper_has_the_poster_and_no_machinery(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2", block="**/worker-*.js").wait("failed")
    text = printed(lab.page)
    assert "7 contacts, 21 pairs" in text
    assert "Try again" not in text
    assert "Still picture" not in text
    assert "worker could not be started" not in text


def test_a_lab_is_used_by_keyboard_alone_and_paper_has_what_the_reader_set(
    open_lab: Callable,
) -> None:
    lab = open_lab("second", "cell-2").wait()
    tab_to(lab, "slider", "Contacts")
    handle = lab.view.get_by_role("slider")
    assert "none" not in handle.evaluate("element => getComputedStyle(element).outlineStyle")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.view.get_by_text("8 contacts, 28 pairs")).to_be_visible()
    expect(lab.box.get_by_role("button", name="Copy link")).to_be_visible()
    text = printed(lab.page)
    assert "8 contacts, 28 pairs" in text
    assert "7 contacts, 21 pairs" not in text
    assert "Copy link" not in text


def test_a_cell_that_fails_keeps_its_poster_and_is_tried_again_by_keyboard_alone(
    open_lab: Callable,
) -> None:
    lab = open_lab("mistake", "cell-1").wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text("effort must be at most 1.00")
    expect(lab.box.locator(".livepages-poster")).to_be_visible()
    tab_to(lab, "button", "Try again")
    lab.page.keyboard.press("Enter")
    lab.wait()
    expect(lab.view.get_by_text("worked at try 2")).to_be_visible()


def test_nothing_moves_for_a_reader_who_asked_for_stillness(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2", block="**/worker-*.js")
    lab.box.evaluate("box => { box.dataset.liveBusy = 'true'; }")
    assert lab.box.evaluate(MOVES) == ["0.3s", "livepages-pulse"]
    lab.page.emulate_media(reduced_motion="reduce")
    assert lab.box.evaluate(MOVES) == ["0s", "none"]
    lab.page.reload()
    assert lab.page.evaluate("globalThis.__livepages.reducedMotion") is True
