"""What a start of Python costs a reader's line and machine: bytes, requests, workers and starts.

How long it takes rests on these; `make bench-live` measures that, beside its peers.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks import live_host
from lab import wait_for_all
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGE = "book/strategy/build_your_venture"  # two labs, the largest of the book
NEXT = "book/index"
BEFORE_BYTES = 250_000
# Compressed, until both labs are live: what was measured, and some more.
UNTIL_LIVE = {"snapshot": (10_000_000, 65), "ordinary": (6_800_000, 65)}  # bytes, requests
NEXT_BYTES = 300_000  # the next page itself, and what no page before it needed
ORDINARY = pytest.param("ordinary", marks=pytest.mark.full)
STARTS = "performance.getEntriesByName('livepages:start').length"


@dataclass(frozen=True)
class Course:
    """Pages visited one after the other, and what each started."""

    way: str
    pages: list[live_host.Host]  # what each asked for
    workers: list[str]
    starts: list[int]
    hosts: set[str]


@pytest.fixture(scope="module", params=["snapshot", ORDINARY])
def course(request: pytest.FixtureRequest, site: Path, browser: Browser) -> Course:
    """A page with two labs and then another, in a private window, whose cache is small."""
    starts, workers, hosts = [], [], set()
    with live_host.serve(site) as host:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.on("request", lambda asked: hosts.add(asked.url.partition("://")[2].split("/")[0]))
        page = context.new_page()
        page.on("worker", lambda worker: workers.append(worker.url))
        asked = []
        for name in (PAGE, NEXT):
            page.goto(f"{host.address}/{name}.html?livepages={request.param}")
            assert set(wait_for_all(page)) == {"live"}
            starts.append(page.evaluate(STARTS))
            page.wait_for_load_state("networkidle")
            asked.append(live_host.Host(host.address, [*host.sent]))
            host.sent.clear()
        context.close()
    return Course(request.param, asked, workers, starts, hosts)


@pytest.fixture
def first(course: Course) -> live_host.Host:
    """What the first page asked for."""
    return course.pages[0]


def test_a_page_is_light_before_python_starts(first: live_host.Host) -> None:
    assert 0 < first.bytes(before_python=True) <= BEFORE_BYTES


def test_a_start_asks_for_no_more_than_it_did(course: Course, first: live_host.Host) -> None:
    most_bytes, most_requests = UNTIL_LIVE[course.way]
    assert first.bytes() <= most_bytes, sorted(first.sent, key=lambda one: -one[1])
    assert len(first.sent) <= most_requests


def test_each_way_asks_for_its_own_files(course: Course, first: live_host.Host) -> None:
    paths = [path for path, _ in first.sent]
    assert any("/snapshot-" in path for path in paths) == (course.way == "snapshot")
    assert any("/modules-" in path for path in paths) == (course.way == "ordinary")


def test_however_many_labs_a_page_has_it_starts_one_python_in_one_worker(course: Course) -> None:
    assert course.starts == [1, 1]
    assert len(course.workers) == 2  # of two pages


def test_the_next_page_starts_from_what_is_there_already(course: Course) -> None:
    first, second = ({path for path, _ in page.sent} for page in course.pages)
    assert {path for path in first & second if "/_static/livepages/" in path} == set()
    assert course.pages[1].bytes() < NEXT_BYTES, course.pages[1].sent


def test_no_other_host_is_asked(course: Course, first: live_host.Host) -> None:
    assert course.hosts == {first.address.removeprefix("http://")}
