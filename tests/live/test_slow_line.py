"""A reader on a 3G line: the poster is there at once, progress shows, and the lab gets there."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Browser, Page, expect
from serving import serve, third_generation

pytestmark = pytest.mark.browser

PATIENCE_MS = 180_000  # some 8 MB at 1.6 Mbit/s, and a busy machine
READABLE_MS = 30_000
AT_LEAST_S = 15  # what the ordinary start cannot be faster than on such a line: 3 MB


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that was never used."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_on_a_3g_line_the_poster_reads_progress_shows_and_the_lab_gets_there(
    demo: Path, page: Page
) -> None:
    with serve(demo, line=third_generation()) as at:
        begun = time.monotonic()
        page.goto(f"{at}/second.html", wait_until="commit", timeout=READABLE_MS)
        lab = Lab(page, "cell-2")
        poster = lab.box.locator(".livepages-poster")
        expect(poster).to_contain_text("7 contacts, 21 pairs", timeout=READABLE_MS)
        lab.box.scroll_into_view_if_needed()
        expect(lab.box).to_have_attribute("data-live-state", "starting", timeout=READABLE_MS)
        bar = lab.box.get_by_role("progressbar")
        expect(lab.box.get_by_role("status")).to_contain_text("Fetching Python")
        expect(bar).to_be_visible()
        expect(poster).to_be_visible()
        expect(lab.box).to_have_attribute("data-live-state", "live", timeout=PATIENCE_MS)
        took = time.monotonic() - begun
        expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()
        expect(bar).to_be_hidden()
    assert lab.way() == "ordinary"  # the snapshot's 9 MB would cost more than they save
    assert took > AT_LEAST_S  # the worker's files came over the line too


def test_a_line_that_breaks_off_is_reported_and_retry_works(demo: Path, page: Page) -> None:
    with serve(demo) as at:
        page.context.route("**/modules-*.lpz", lambda route: route.abort("connectionreset"))
        page.goto(f"{at}/second.html?livepages=ordinary")
        lab = Lab(page, "cell-2").wait("failed")
        expect(lab.box.get_by_role("alert")).to_contain_text("could not be started")
        expect(lab.box.locator(".livepages-poster")).to_be_visible()
        page.context.unroute_all()
        lab.box.get_by_role("button", name="Try again").click()
        lab.wait()
        expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()
