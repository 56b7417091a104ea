"""Each page of the built book is visited once, and the tests ask what was seen."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import policy
import pytest
import visits
from playwright.sync_api import Browser
from serving import serve
from visits import Visit


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built book on a strict host, below a path, where links break that a root forgives."""
    with serve(site, "/levers/book", headers=policy.headers) as at:
        yield at


@pytest.fixture(scope="session")
def visit(address: str, browser: Browser) -> Callable[[str], Visit]:
    """What was seen of a page at a desk."""

    @cache
    def go(name: str) -> Visit:
        return visits.at_desk(browser, f"{address}/{name}.html")

    return go
