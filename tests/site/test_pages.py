"""Every built page is quiet, self-contained and usable by everyone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import contents
import pytest

PAGES = ["index", *contents.names(), "search", "genindex"]
CHAPTERS = [page.name for page in contents.chapters()]

# Compressed, before Python starts.
BUDGET_BYTES = 600_000
PYTHON_FILES = "/_static/livepages/"

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_another_host(name: str, visit: Callable):
    seen = visit(name)
    home = urlsplit(seen.address).netloc
    elsewhere = {url for url in seen.requests if urlsplit(url).netloc not in ("", home)}
    assert not elsewhere


@pytest.mark.parametrize("name", PAGES)
def test_every_file_a_page_asks_for_is_there(name: str, visit: Callable):
    assert not visit(name).failures


@pytest.mark.parametrize("name", PAGES)
def test_no_page_complains_in_the_console(name: str, visit: Callable):
    assert not visit(name).console


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(name: str, mode: str, inspect: Callable):
    assert not inspect(name).findings[mode]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(name: str, inspect: Callable):
    assert not inspect(name).overflow


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_light_before_python_starts(name: str, visit: Callable):
    seen = visit(name)
    weights = {
        url: weight
        for url, weight in seen.compressed.items()
        if not (seen.python_started and PYTHON_FILES in url)
    }
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:6]
    assert sum(weights.values()) <= BUDGET_BYTES, heaviest
