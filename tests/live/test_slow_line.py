"""A reader on a slow line: the poster is there at once, progress shows, and the lab gets there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Browser, Page, expect
from serving import Line, serve, third_generation

pytestmark = pytest.mark.browser

PATIENCE_MS = 180_000  # some 6 MB at 1.6 Mbit/s, and a busy machine
READABLE_MS = 30_000
AT_LEAST = 5_000_000  # bytes of the ordinary start


def village() -> Line:
    """A line from a village: 4 Mbit/s, 300 ms from question to answer."""
    return Line(4e6, 0.3)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that was never used."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(village(), id="4 Mbit"),
        pytest.param(third_generation(), marks=pytest.mark.full, id="3G"),
    ],
)
def test_on_a_slow_line_the_poster_reads_progress_shows_and_the_lab_gets_there(
    demo: Path, page: Page, line: Line
) -> None:
    with serve(demo, line=line) as at:
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
        expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()
        expect(bar).to_be_hidden()
    assert lab.way() == "ordinary"  # the snapshot's bytes would cost more than they save
    assert line.carried > AT_LEAST  # the worker's files came over the line too
