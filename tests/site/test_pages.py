"""Every built page is quiet, self-contained and usable by everyone, and its labs come to life."""

from collections.abc import Callable, Iterator
from pathlib import Path

import contents
import pytest
import visits
from playwright.sync_api import Browser
from serving import serve
from visits import Visit, by_page

pytestmark = pytest.mark.browser

PAGES = [*contents.names(), "search", "genindex"]
CHAPTERS = [page.name for page in contents.chapters()]
ASKING = [page.name for page in contents.pages() if "{self-check}" in page.text]
LIVE = [page.name for page in contents.pages() if ":tags: [live" in page.text]
WIDEST = ["book/strategy/build_your_venture", "book/lever_plug/lever_and_plug", "book/index"]
AT_THE_ROOT = ["book/index", "book/launching", "search"]
# Compressed, before Python starts.
BUDGET_BYTES = 600_000
# What stands below a lab may move by no more than this when the lab becomes live.
JUMP_PX = 6


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The built book at the root of a host."""
    with serve(site) as at:
        yield at


def assert_quiet(seen: Visit) -> None:
    """No other host is asked, all that is asked for is there, and nothing complains."""
    assert seen.elsewhere() == set()
    assert seen.failures == []
    assert seen.console == []


def assert_live(seen: Visit) -> None:
    """The page has labs, all are live, and nothing jumped meanwhile."""
    assert seen.notices == []
    assert set(seen.states) == {"live"}
    assert max(map(abs, seen.jumps)) <= JUMP_PX, seen.jumps


@pytest.mark.parametrize("name", by_page(PAGES))
def test_a_page_asks_its_own_host_alone_and_complains_of_nothing(name: str, visit: Callable):
    assert_quiet(visit(name))


@pytest.mark.parametrize("name", by_page(PAGES))
def test_axe_finds_nothing_serious_in_light_and_in_dark(name: str, visit: Callable):
    assert visit(name).findings == []


@pytest.mark.parametrize("name", by_page(PAGES))
def test_no_page_is_wider_than_a_phone(name: str, visit: Callable):
    assert visit(name).overflow == []


@pytest.mark.parametrize("name", by_page(CHAPTERS))
def test_a_chapter_is_light_before_python_starts(name: str, visit: Callable):
    weights = visit(name).weights
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:6]
    assert sum(weights.values()) <= BUDGET_BYTES, heaviest


@pytest.mark.parametrize("name", by_page(LIVE))
def test_every_lab_of_a_page_comes_to_life_and_nothing_jumps(name: str, visit: Callable):
    assert_live(visit(name))


@pytest.mark.parametrize("name", by_page(ASKING))
def test_each_self_check_of_a_page_answers(name: str, visit: Callable):
    answers = visit(name).answers
    assert answers
    for right, other in answers:
        assert "Right." in right
        assert "Not this one." in other


@pytest.mark.parametrize("name", by_page(LIVE, full=set(LIVE) - set(WIDEST)))
def test_labs_come_to_life_on_a_phone_in_the_dark(name: str, address: str, browser: Browser):
    seen = visits.on_phone(browser, f"{address}/{name}.html")
    assert_live(seen)
    assert_quiet(seen)
    assert seen.findings == []
    assert seen.overflow == []


@pytest.mark.parametrize("name", by_page(PAGES, full=set(PAGES) - set(AT_THE_ROOT)))
def test_a_page_is_the_same_at_the_root_of_a_host(name: str, root: str, browser: Browser):
    seen = visits.in_passing(browser, f"{root}/{name}.html")
    assert_quiet(seen)
    assert set(seen.states) <= {"live"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", by_page(PAGES, full=PAGES))
def test_axe_finds_nothing_serious_in_any_piece_of_text(
    name: str, theme: str, address: str, browser: Browser
):
    assert visits.thoroughly(browser, f"{address}/{name}.html", theme).findings == []


def test_the_door_of_the_site_leads_on_quietly(address: str, browser: Browser):
    seen = Visit(f"{address}/index.html")
    with visits.opened(browser, seen) as page:
        page.goto(seen.address)
        page.wait_for_url(f"{address}/{contents.names()[0]}.html")
    assert_quiet(seen)


def test_the_pages_with_labs_are_those_that_were_written_with_them(site: Path):
    built = [n for n in contents.names() if "data-live-cell" in (site / f"{n}.html").read_text()]
    assert built == LIVE
    assert len(LIVE) >= 12
