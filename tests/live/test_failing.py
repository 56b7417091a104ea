"""When something is missing, the page says so, keeps its poster, and recovers when it can."""

from collections.abc import Callable

import pytest
from lab import Hold
from playwright.sync_api import BrowserContext, Route, expect

pytestmark = pytest.mark.browser


def poster_stays(lab) -> None:
    """The reader still has the still picture, and a way to try again."""
    expect(lab.box.locator(".livepages-poster")).to_be_visible()
    expect(lab.box.get_by_role("button", name="Try again")).to_be_visible()


def test_without_webassembly_the_poster_stays_and_says_why(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2", before="delete globalThis.WebAssembly").wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text("no WebAssembly")
    poster_stays(lab)


def test_a_blocked_worker_is_reported(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2", block="**/worker-*.js").wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text("worker could not be started")
    poster_stays(lab)


@pytest.mark.parametrize("way", ["snapshot", "ordinary"])
def test_while_files_are_on_their_way_the_stage_is_named(
    open_lab: Callable, context: BrowserContext, way: str
) -> None:
    data = Hold(context, "**/data-*.lpz")
    lab = open_lab("second", "cell-2", way)
    lab.box.scroll_into_view_if_needed()
    expect(lab.box).to_have_attribute("data-live-state", "starting", timeout=20_000)
    bar = lab.box.get_by_role("progressbar")
    expect(bar).to_be_visible()
    status = lab.box.get_by_role("status")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_contain_text("Fetching Python")
    lab.page.wait_for_timeout(4000)  # all else has come, and Python has what it can start with
    expect(status).to_contain_text("Fetching Python")
    data.release()
    lab.wait()
    expect(status).to_have_text("Live")
    expect(bar).to_be_hidden()


def test_a_package_that_is_not_there_is_named_and_the_other_cells_live(open_lab: Callable) -> None:
    lab = open_lab("mistake", "missing").wait("failed")
    alert = lab.box.get_by_role("alert")
    expect(alert).to_contain_text("No module named 'no_such_package'")
    expect(alert.locator(".livepages-hint")).to_contain_text("a page has numpy, networkx")
    open_lab.cell("cell-2").wait()


def test_storage_that_is_off_does_not_stop_a_lab(open_lab: Callable) -> None:
    off = """for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new Error("off"); } });"""
    lab = open_lab("second", "cell-2", before=off).wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()


def test_a_browser_that_the_snapshot_does_not_suit_starts_the_ordinary_way(
    open_lab: Callable, context: BrowserContext
) -> None:
    """As WebKit: its table of functions has another length than where the snapshot was taken."""

    def other_table(route: Route) -> None:
        html = route.fetch().text()
        assert html.count('"table": ') + html.count('"table":') == 1
        route.fulfill(body=html.replace('"table":', '"table":1'), content_type="text/html")

    with context.expect_event("request", lambda request: "/modules-" in request.url):
        open_lab("second", "cell-2", "snapshot", hold=("**/second.html*", other_table))
        open_lab.cell("cell-2").box.scroll_into_view_if_needed()
