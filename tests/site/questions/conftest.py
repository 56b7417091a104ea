"""The small book on a host, and a fresh browser profile for each visit."""

from collections.abc import Callable, Iterator

import pytest
from asking import SIZES
from playwright.sync_api import Browser, Page
from serving import serve
from small_book import PAGES, build


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("book")
    run = build(folder, "html", PAGES)
    assert run.returncode == 0, run.stderr
    with serve(folder / "html") as address:
        yield address


@pytest.fixture
def open_page(small_book: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of the small book in a fresh browser profile; any script error fails."""
    contexts, errors = [], []

    def go(name: str = "index", **options: object) -> Page:
        contexts.append(browser.new_context(viewport=SIZES["desk"], **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{small_book}/{name}.html")
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors
