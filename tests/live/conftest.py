"""The demo book of the live pages, built once for all workers, and a page of it in a browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab import OpenLab
from once import once
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import serve

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUB_PATH = "/some/book"
expect.set_options(timeout=30_000)  # a busy machine may need a while for Python's answer


def build_demo(folder: Path) -> None:
    """Build the demo book below a folder."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "demo_book", "-W"]
    cache = os.environ.get("LIVEPAGES_CACHE", ROOT / ".cache" / "livepages")
    settings = {**os.environ, "LIVEPAGES_CACHE": str(cache), "LIVEPAGES_REQUIRED": "1"}
    build = subprocess.run(
        [*command, "--keep-going", "--path-output", folder],
        cwd=HERE, capture_output=True, text=True, check=False, env=settings,
    )  # fmt: skip
    if build.returncode:
        raise RuntimeError(f"the demo book does not build:\n{build.stderr[-4000:]}")


@pytest.fixture(scope="session")
def demo(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demo book; DEMO_HTML names one that is built already.

    It comes after the book, which leaves behind what both fetch.
    """
    assert site.is_dir()
    named = os.environ.get("DEMO_HTML")
    if named:
        return Path(named).resolve()
    return once(tmp_path_factory, "demo", build_demo) / "_build" / "html"


@pytest.fixture(scope="session")
def demo_address(request: pytest.FixtureRequest, demo: Path) -> Iterator[str]:
    """The demo book on a host, below a path unless a test asks for the root: the harder case."""
    with serve(demo, getattr(request, "param", SUB_PATH)) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody used before: empty cache, no stored settings."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    yield fresh
    # What a test answers by asking the host itself may be under way: its failure is nobody's.
    fresh.unroute_all(behavior="ignoreErrors")
    fresh.close()


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
