"""The small book on a host, and somebody who never saw it before for each visit."""

from collections.abc import Callable, Iterator

import pytest
from asking import SIZES
from once import once
from playwright.sync_api import Browser, Page
from serving import serve
from small_book import PAGES, build


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small book, built once for all workers."""

    def make(folder: object) -> None:
        run = build(folder, "html", PAGES)
        assert run.returncode == 0, run.stderr

    with serve(once(tmp_path_factory, "small_book", make) / "html") as address:
        yield address


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[Page]:
    """The page of most tests: a page of its own for each would take most of their time."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def open_page(small_book: str, browser: Browser, reader: Page) -> Iterator[Callable[..., Page]]:
    """Opens a page of the small book where nothing is kept yet; any script error fails.

    With settings that only a browser context of its own can have, it opens in one.
    """
    contexts, errors = [], []

    def listen(error: object) -> None:
        errors.append(str(error))

    reader.on("pageerror", listen)

    def go(name: str = "index", **options: object) -> Page:
        page = reader
        if options:
            contexts.append(browser.new_context(viewport=SIZES["desk"], **options))
            page = contexts[-1].new_page()
            page.on("pageerror", listen)
        page.set_viewport_size(SIZES["desk"])
        page.emulate_media(media="screen")
        page.goto(f"{small_book}/{name}.html")
        return page

    yield go
    if reader.url.startswith(small_book):
        reader.evaluate("localStorage.clear(); sessionStorage.clear()")
    reader.goto("about:blank")  # else what this test did to the page could fail the next test
    reader.remove_listener("pageerror", listen)
    for context in contexts:
        context.close()
    assert not errors
