"""A live cell of a built page, as a test sees it, and all those of a page together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import BrowserContext, Page, Route
from playwright.sync_api import TimeoutError as TookTooLong

# Python has to start in the page; a busy machine may need a while for it.
START_MS = 90_000
LIVE_BOX = "[data-live-cell]"
ENDED = "box => ['live', 'failed'].includes(box.dataset.liveState)"
# Charts are drawn after their lab is live, and anew when the theme changes.
TIMES_DRAWN = "[...document.querySelectorAll('.lp-chart')].map((one) => +(one.dataset.drawn ?? 0))"
DRAWN_SINCE = f"(before) => {TIMES_DRAWN}.every((times, place) => times > (before[place] ?? 0))"


class Hold:
    """Keeps back what a page or a browser asks for, until it is released.

    Args:
        asking: Whose requests are meant.
        pattern: Of the addresses that are meant.
    """

    def __init__(self, asking: Page | BrowserContext, pattern: str) -> None:
        self._asking, self._pattern = asking, pattern
        self._held: list[Route] = []
        self._holding = True
        asking.route(pattern, self._take)

    def _take(self, route: Route) -> None:
        if self._holding:
            self._held.append(route)
        else:
            route.continue_()

    def lose(self) -> None:
        """Answer what was held, and only that, as a host does that has no such file."""
        for route in self._held:
            route.fulfill(status=404)
        self._held.clear()

    def release(self) -> None:
        """Let go what was held, and hold nothing more."""
        self._holding = False
        for route in self._held:
            route.continue_()
        self._asking.unroute(self._pattern)  # while there is one, the browser's cache is off


def wait_for_all(page: Page) -> list[str]:
    """Bring every lab of the page into view, one after the other, and say how they ended."""
    for box in page.locator(LIVE_BOX).all():
        box.scroll_into_view_if_needed()
        with suppress(TookTooLong):  # its state then says so
            page.wait_for_function(ENDED, arg=box.element_handle(), timeout=START_MS)
    page.wait_for_function(DRAWN_SINCE, arg=[], timeout=START_MS)
    return [box.get_attribute("data-live-state") for box in page.locator(LIVE_BOX).all()]


def to_theme(page: Page, theme: str) -> None:
    """Show the page in another theme than it has, with its charts drawn for it."""
    before = page.evaluate(TIMES_DRAWN)
    page.emulate_media(color_scheme=theme)
    page.wait_for_selector(f"html[data-theme={theme}]", state="attached")
    page.wait_for_function(DRAWN_SINCE, arg=before, timeout=START_MS)


class Lab:
    """A live cell as a test sees it."""

    def __init__(self, page: Page, cell: str) -> None:
        self.page = page
        self.box = page.locator(f'[data-live-cell="{cell}"]')
        self.view = self.box.locator(".livepages-stage")

    def wait(self, state: str = "live") -> Lab:
        """Bring the cell into view and wait until it reports `state`."""
        self.box.scroll_into_view_if_needed()
        self.page.wait_for_function(
            "([box, state]) => box.dataset.liveState === state",
            arg=[self.box.element_handle(), state],
            timeout=START_MS,
        )
        return self

    def way(self) -> str:
        """The way in which Python started: snapshot or ordinary."""
        marks = "performance.getEntriesByName('livepages:ready')"
        return self.page.evaluate(f"{marks}.at(-1).detail")

    def memory(self) -> int:
        """Bytes that the page's scripts hold, after a clean-up."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        return self.page.evaluate("performance.memory.usedJSHeapSize")


class OpenLab:
    """Opens pages of the demo book."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._context, self._address = context, address
        self._page: Page | None = None

    def __call__(
        self,
        name: str,
        cell: str,
        way: str = "",
        *,
        fragment: str = "",
        before: str = "",
        block: str = "",
        hold: tuple[str, Callable] | None = None,
        tab: bool = False,
        height: int = 900,
    ) -> Lab:
        """Open page `name` and return its live cell `cell`.

        Args:
            way: Ask for the start from the snapshot, or for the ordinary one.
            fragment: What stands after the page's address.
            before: A script that runs before those of the page.
            block: Pattern of the addresses that are not found.
            hold: Pattern of addresses, and what happens to a request for one.
            tab: Use a tab of its own.
            height: Of the window, in px.
        """
        if self._page is None or tab:
            self._page = self._context.new_page()
        self._page.set_viewport_size({"width": 1280, "height": height})
        if before:
            self._page.add_init_script(before)
        if block:
            self._context.route(block, lambda route: route.fulfill(status=404))
        if hold:
            self._context.route(*hold)
        query = f"?livepages={way}" if way else ""
        self._page.goto("about:blank")  # so that a change after the # alone is a visit too
        self._page.goto(f"{self._address}/{name}.html{query}{fragment}")
        return self.cell(cell)

    def cell(self, cell: str) -> Lab:
        """Another live cell of the page that is open."""
        return Lab(self._page, cell)
