"""Each page of the built book is opened once, and the tests ask what was seen."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from accessibility import examine
from playwright.sync_api import Browser, Page, Response
from serving import serve

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# Already compressed: a web server sends these as they are.
PACKED = (".woff2", ".png", ".jpg", ".whl", ".zip", ".lpz")


@dataclass
class Visit:
    """What a browser met on one page."""

    address: str
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    compressed: dict[str, int] = field(default_factory=dict)
    python_started: bool = False
    findings: dict[str, list[str]] = field(default_factory=dict)
    overflow: list[str] = field(default_factory=list)


def watch(page: Page, visit: Visit) -> None:
    """Write down what the page asks for, and what goes wrong."""

    def weigh(response: Response) -> None:
        if response.status >= 400:
            visit.failures.append(f"{response.status} {response.url}")
        elif response.url.startswith("http"):
            body = response.body()
            packed = response.url.split("?")[0].endswith(PACKED)
            visit.compressed[response.url] = len(body if packed else gzip.compress(body))

    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("requestfailed", lambda request: visit.failures.append(f"failed {request.url}"))
    page.on("requestfinished", lambda request: weigh(request.response()))
    page.on("pageerror", lambda error: visit.console.append(str(error)))
    page.on(
        "console",
        lambda message: (
            visit.console.append(message.text) if message.type in ("error", "warning") else None
        ),
    )


# A lab near the top of a page starts Python at once.
STARTED = "[data-live-state]:not([data-live-state=poster])"

# Names the outermost elements that stick out of the page and cannot be scrolled in place.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > wide && e.getClientRects().length)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 160));
}"""


@pytest.fixture(scope="session", params=["", "/levers/book"], ids=["root", "sub-path"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The built book on a host, at its root and below a path."""
    with serve(site, request.param) as at:
        yield at


@pytest.fixture(scope="session")
def visit(address: str, browser: Browser) -> Callable[[str], Visit]:
    """Open a page, as on a desk, and return what was seen; each page is opened once."""

    @cache
    def open_page(name: str) -> Visit:
        seen = Visit(f"{address}/{name}.html")
        context = browser.new_context(viewport=DESK)
        page = context.new_page()
        watch(page, seen)
        page.goto(seen.address, wait_until="networkidle")
        seen.python_started = page.locator(STARTED).count() > 0
        context.close()
        return seen

    return open_page


@pytest.fixture(scope="session")
def inspect(site: Path, browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """Examine a page in light, in dark and on a phone; each page is examined once."""
    with serve(site) as at:

        @cache
        def look(name: str) -> Visit:
            seen = Visit(f"{at}/{name}.html")
            for mode in ("light", "dark"):
                context = browser.new_context(
                    viewport=DESK, color_scheme=mode, reduced_motion="reduce"
                )
                page = context.new_page()
                page.goto(seen.address, wait_until="load")
                page.wait_for_selector(f"html[data-theme={mode}]", state="attached")
                seen.findings[mode] = examine(page)
                if mode == "light":
                    page.set_viewport_size(PHONE)
                    seen.overflow = page.evaluate(STICKING_OUT)
                context.close()
            return seen

        yield look
