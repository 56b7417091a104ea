"""The demo book of the live pages, built once, and a page of it in a browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import serve

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Python has to start in the page; a busy machine may need a while for it.
START_MS = 90_000
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demo book; DEMO_HTML names one that is built already."""
    named = os.environ.get("DEMO_HTML")
    if named:
        return Path(named).resolve()
    folder = tmp_path_factory.mktemp("demo")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "demo_book", "-W"]
    cache = os.environ.get("LIVEPAGES_CACHE", ROOT / ".cache" / "livepages")
    settings = {**os.environ, "LIVEPAGES_CACHE": str(cache), "LIVEPAGES_REQUIRED": "1"}
    build = subprocess.run(
        [*command, "--keep-going", "--path-output", folder],
        cwd=HERE, capture_output=True, text=True, check=False, env=settings,
    )  # fmt: skip
    if build.returncode:
        pytest.fail(f"the demo book does not build:\n{build.stderr[-4000:]}", pytrace=False)
    return folder / "_build" / "html"


@pytest.fixture(scope="session", params=["", "/some/book"], ids=["root", "sub-path"])
def demo_address(request: pytest.FixtureRequest, demo: Path) -> Iterator[str]:
    """The demo book on a host, at its root and below a path."""
    with serve(demo, request.param) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody used before: empty cache, no stored settings."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    yield fresh
    fresh.close()


class Lab:
    """A live cell as a test sees it."""

    def __init__(self, page: Page, cell: str) -> None:
        self.page = page
        self.box = page.locator(f'[data-live-cell="{cell}"]')
        self.view = self.box.locator(".livepages-stage")

    def wait(self, state: str = "live") -> "Lab":
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


@pytest.fixture
def open_lab(context: BrowserContext, demo_address: str) -> OpenLab:
    """Open a page of the demo book and return one of its live cells."""
    return OpenLab(context, demo_address)


@pytest.fixture
def open_plain(browser: Browser, demo_address: str) -> Iterator[Callable[[str], Page]]:
    """Open a page in a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)

    def open_page(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{demo_address}/{name}.html")
        return page

    yield open_page
    context.close()
