"""The demo book of the live pages, built once, and a page of it in a browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from serving import serve

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Python has to start in the page; a busy machine may need a while for it.
START_MS = 60_000


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demo book."""
    folder = tmp_path_factory.mktemp("demo")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "demo_book", "-W"]
    cache = os.environ.get("LIVEPAGES_CACHE", ROOT / ".cache" / "livepages")
    build = subprocess.run(
        [*command, "--keep-going", "--path-output", folder],
        cwd=HERE, capture_output=True, text=True, check=False,
        env={**os.environ, "LIVEPAGES_CACHE": str(cache)},
    )  # fmt: skip
    if build.returncode:
        pytest.fail(f"the demo book does not build:\n{build.stderr[-4000:]}", pytrace=False)
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """The demo book on a host."""
    with serve(demo) as address:
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


@pytest.fixture
def open_lab(context: BrowserContext, demo_address: str) -> Callable[..., Lab]:
    """Open a page of the demo book and return one of its live cells."""

    def open_page(name: str, cell: str) -> Lab:
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(f"{demo_address}/{name}.html")
        return Lab(page, cell)

    return open_page
