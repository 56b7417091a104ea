"""One visit to a page of the built book, and everything that a browser can tell of the page."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import pytest
from accessibility import examine, examine_colours, examine_samples
from asking import SIZES
from code_cells import Ran, Tried, run_all, try_exercises
from lab import LIVE_BOX, Hold, to_theme, wait_for_all
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

import exercises

LOUD = ("error", "warning")
# Vega-Lite says this of any chart with rows of one height.
SAID_OF_GOOD_CHARTS = 'WARN Dropping "fit-y" because spec has discrete height.'
# Already compressed: a web server sends these as they are.
PACKED = (".woff", ".woff2", ".png", ".jpg", ".whl", ".zip", ".lpz")
SETTLING = 25  # looks, 200 ms apart, at what does not fit, before it is a fault
LOCKED = ".solution.untried + .untried-note:visible"
WORKER = "**/worker-*.js"  # Python's: a page starts no Python without it
HEIGHTS = f"[...document.querySelectorAll('{LIVE_BOX}')].map((box) => box.offsetHeight)"
# As the page opens, before any lab is live.
NOTE_HEIGHTS = f"addEventListener('load', () => {{ globalThis.heightsBefore = {HEIGHTS}; }})"
# A page that catches the error says nothing of what a host's policy forbade.
NOTE_FORBIDDEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`forbidden: ${event.blockedURI} by ${event.effectiveDirective}`))"""
# Names the outermost elements that stick out of the page and cannot be scrolled in place.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > wide && e.getClientRects().length)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 160));
}"""
# Names the outputs that have to be scrolled sideways to be read; long tables of reference may, and
# sheets that are made to be printed.
CUT_OFF = """() => [...document.querySelectorAll(".cell_output, .cell_output *")]
  .filter(e => !e.matches(".pst-scrollable-table-container, .lp-wide"))
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
  .filter(e => ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
  .map(e => `${e.scrollWidth} px in ${e.clientWidth}: ${e.outerHTML.slice(0, 160)}`)"""
# Answers each self-check of the page right, then wrong, and says what it was told.
ANSWERS = """() => [...document.querySelectorAll(".self-check")].map((box) =>
  ["right", "other"].map((kind) => {
    box.querySelector(`.choice:has(details.${kind}) input`).click();
    box.querySelector("[type=submit]").click();
    return box.querySelector(".status").textContent;
  }))"""


def by_page(names: Iterable[str], full: Iterable[str] = ()) -> list:
    """Parameters for tests of pages: one worker takes all that is asked of a page.

    Args:
        names: Of the pages.
        full: Those of them that are left to `make test-full`.
    """
    return [
        pytest.param(
            name,
            marks=[pytest.mark.xdist_group(f"page {name}"), *[pytest.mark.full] * (name in full)],
        )
        for name in names
    ]


@dataclass
class Visit:
    """What a browser met on one page."""

    address: str
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)  # bytes on the line, without Python's
    findings: list[str] = field(default_factory=list)
    overflow: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    jumps: list[int] = field(default_factory=list)
    answers: list[list[str]] = field(default_factory=list)
    code: list[Ran] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    locked: int = 0  # solutions that wait for a try, before there was one and afterwards
    still_locked: int = 0

    def elsewhere(self) -> set[str]:
        """Addresses on other hosts that were asked for."""
        home = urlsplit(self.address).netloc
        return {url for url in self.requests if urlsplit(url).netloc not in ("", home)}


def of_python(address: str) -> bool:
    """Whether a page asks for a file only once it starts Python."""
    name = urlsplit(address).path.rpartition("/")[2]
    return "/_static/livepages/" in address and not name.startswith("live-")


@cache
def weight(address: str, body: bytes) -> int:
    """Bytes of an answer on the line."""
    return len(body if urlsplit(address).path.endswith(PACKED) else gzip.compress(body))


def watch(page: Page, seen: Visit) -> dict[str, Callable]:
    """Write down what the page and its worker ask for, and what goes wrong; return who listens."""

    def weigh(response: Response) -> None:
        if response.status >= 400:
            seen.failures.append(f"{response.status} {response.url}")
        elif response.url.startswith("http") and not of_python(response.url):
            seen.weights[response.url] = weight(response.url, response.body())

    listeners = {
        "request": lambda request: seen.requests.append(request.url),
        "requestfailed": lambda request: seen.failures.append(f"failed {request.url}"),
        "requestfinished": lambda request: weigh(request.response()),
        "pageerror": lambda error: seen.console.append(str(error)),
        "console": lambda line: is_loud(line) and seen.console.append(line.text),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    return listeners


def is_loud(line: ConsoleMessage) -> bool:
    """Whether something is complained of."""
    return line.type in LOUD and line.text != SAID_OF_GOOD_CHARTS


def bring_to_life(page: Page, seen: Visit) -> None:
    """Bring every lab of the page into view, and note what became of it."""
    seen.states = wait_for_all(page)
    seen.notices = page.locator(".livepages-notice").all_inner_texts()
    before, now = page.evaluate("heightsBefore"), page.evaluate(HEIGHTS)
    seen.jumps = [after - height for height, after in zip(before, now, strict=True)]


def out_of_its_box(page: Page) -> list[str]:
    """What a phone's screen is too narrow for, once charts have had time to fit themselves."""
    page.set_viewport_size(SIZES["phone"])
    for _ in range(SETTLING):
        found = page.evaluate(STICKING_OUT) + page.evaluate(CUT_OFF)
        if not found:
            break
        page.wait_for_timeout(200)
    page.set_viewport_size(SIZES["desk"])
    return found


def examine_posters(page: Page, seen: Visit) -> None:
    """Examine the page as it opens: in light, as narrow as a phone, and in dark, where it stays."""
    seen.findings += examine_samples(page)
    seen.overflow = out_of_its_box(page)
    to_theme(page, "dark")
    seen.findings += [f"dark: {found}" for found in examine_colours(page)]


@cache
def tab(browser: Browser) -> Page:
    """The page of all visits: a new one for each would take most of the time."""
    page = browser.new_context().new_page()
    page.add_init_script(f"{NOTE_HEIGHTS}; {NOTE_FORBIDDEN}")
    return page


@contextmanager
def opened(
    browser: Browser, seen: Visit, size: str = "desk", theme: str = "light"
) -> Iterator[Page]:
    """A page where nothing is kept yet; what happens as it is left is not noted."""
    page = tab(browser)
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    listeners = watch(page, seen)
    try:
        yield page
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")


def at_desk(browser: Browser, address: str) -> Visit:
    """Examine a page in light and dark, its labs live in dark too; answer and run all of it."""
    seen = Visit(address)
    with opened(browser, seen) as page:
        python = Hold(page, WORKER)
        page.goto(address)
        examine_posters(page, seen)
        python.release()
        bring_to_life(page, seen)
        if seen.states:
            seen.findings += [f"live: {found}" for found in examine_samples(page, LIVE_BOX)]
        seen.answers = page.evaluate(ANSWERS)
        seen.locked = page.locator(LOCKED).count()
        seen.tried = list(try_exercises(page, exercises.of_page(address)))
        seen.still_locked = page.locator(LOCKED).count()
        seen.code = run_all(page)
        seen.overflow += [f"after all was run: {found}" for found in out_of_its_box(page)]
        return deepcopy(seen)


def on_phone(browser: Browser, address: str) -> Visit:
    """Bring the labs of a page to life on a phone in the dark, and examine them thoroughly."""
    seen = Visit(address)
    with opened(browser, seen, "phone", "dark") as page:
        page.goto(address)
        bring_to_life(page, seen)
        seen.overflow = page.evaluate(STICKING_OUT) + page.evaluate(CUT_OFF)
        seen.findings = examine(page, LIVE_BOX)
        return deepcopy(seen)


def in_passing(browser: Browser, address: str) -> Visit:
    """Open a page and bring its labs to life, and no more."""
    seen = Visit(address)
    with opened(browser, seen) as page:
        page.goto(address)
        bring_to_life(page, seen)
        return deepcopy(seen)


def thoroughly(browser: Browser, address: str, theme: str) -> Visit:
    """Examine every piece of text of a page in one theme, before and after its labs are live."""
    seen = Visit(address)
    with opened(browser, seen, theme=theme) as page:
        python = Hold(page, WORKER)
        page.goto(address)
        seen.findings += examine(page)
        python.release()
        bring_to_life(page, seen)
        if seen.states:
            seen.findings += examine(page, LIVE_BOX)
        return deepcopy(seen)
