"""A lab that was starting lives when the reader comes back, however hurried the way was."""

from collections.abc import Iterator

import pytest
from lab import LIVE_BOX, START_MS
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HERE, ELSEWHERE = "book/strategy/build_your_venture", "book/how_to_use"
STATE = f"state => document.querySelector('{LIVE_BOX}')?.dataset.liveState === state"


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    """A page whose lab, some way down, has begun to start."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{HERE}.html")
    page.locator(LIVE_BOX).first.scroll_into_view_if_needed()
    page.wait_for_function(STATE, arg="starting")
    # As after a reload that came before the browser had found the place again.
    page.evaluate("history.scrollRestoration = 'manual'")
    yield page
    context.close()


def test_after_eight_quick_reloads(page: Page):
    for _ in range(8):
        page.reload(wait_until="domcontentloaded")
    page.wait_for_function(STATE, arg="live", timeout=START_MS)


def test_after_a_step_away_and_back(address: str, page: Page):
    page.goto(f"{address}/{ELSEWHERE}.html", wait_until="domcontentloaded")
    page.go_back(wait_until="domcontentloaded")
    page.wait_for_function(STATE, arg="live", timeout=START_MS)


def test_a_new_visit_waits_until_the_lab_is_near(address: str, page: Page):
    page.goto(f"{address}/{ELSEWHERE}.html")
    page.goto(f"{address}/{HERE}.html")
    page.wait_for_function(STATE, arg="poster")
    page.wait_for_timeout(1000)
    assert page.evaluate(STATE, "poster")
