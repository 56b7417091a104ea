"""Every lab of the built book comes to life, on any screen, for anybody, and nothing jumps."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import contents
import pytest
from accessibility import examine
from benchmarks import live_host
from lab import START_MS
from playwright.sync_api import Browser, Page
from serving import serve

pytestmark = pytest.mark.browser

NAMES = contents.names()
LIVE_BOX = "[data-live-cell]"
# What the next page may fetch: nearly everything is here already.
NEXT_PAGE_BYTES = 300_000
CHARTS_SETTLE_MS = 500
LOUD = ("error", "warning")
# What stands below a lab may move by no more than this when the lab becomes live.
JUMP_PX = 6
HEIGHTS = f"[...document.querySelectorAll('{LIVE_BOX}')].map((box) => box.offsetHeight)"
# As the page opens, before any lab is live.
NOTE_HEIGHTS = f"addEventListener('load', () => {{ globalThis.heightsBefore = {HEIGHTS}; }})"


class LivePage:
    """What was seen while all labs of a page were brought to life."""

    def __init__(self, page: Page, address: str) -> None:
        self.hosts: set[str] = set()
        heard: list[str] = []
        self.findings: dict[str, list[str]] = {}
        page.on("request", self._note)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda line: line.type in LOUD and heard.append(line.text))
        page.add_init_script(NOTE_HEIGHTS)
        page.goto(address)
        boxes = page.locator(LIVE_BOX)
        self.states = [wait(page, boxes.nth(place)) for place in range(boxes.count())]
        self.errors = page.locator(".livepages-notice").all_inner_texts()
        page.wait_for_timeout(CHARTS_SETTLE_MS)
        self.width = page.evaluate("document.documentElement.scrollWidth")
        before, now = page.evaluate("heightsBefore"), page.evaluate(HEIGHTS)
        self.console = [*heard]  # what axe-core asks for later is not the page's doing
        self.jumps = [after - height for height, after in zip(before, now, strict=True)]

    def _note(self, request) -> None:
        if request.url.startswith("http"):
            self.hosts.add(urlsplit(request.url).netloc)


def wait(page: Page, box) -> str:
    """Bring a lab into view and say in which state it ends."""
    box.scroll_into_view_if_needed()
    page.wait_for_function(
        "box => ['live', 'failed'].includes(box.dataset.liveState)",
        arg=box.element_handle(),
        timeout=START_MS,
    )
    return box.get_attribute("data-live-state")


def looked_at(page: Page, theme: str) -> list[str]:
    """What keeps somebody from using the live labs in one theme."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_selector(f"html[data-theme={theme}]", state="attached")
    page.wait_for_timeout(CHARTS_SETTLE_MS)
    return examine(page, LIVE_BOX)


def live_pages(site: Path) -> list[str]:
    """The pages of the built book that have a lab."""
    return [name for name in NAMES if "data-live-cell" in (site / f"{name}.html").read_text()]


@pytest.fixture(scope="module")
def visit_live(site: Path, browser: Browser) -> Callable[[str, bool], LivePage]:
    """Open a page, wide and light or narrow and dark, and bring all its labs to life."""
    with serve(site, "/levers/book") as at:

        @cache
        def visit(name: str, phone: bool) -> LivePage:
            size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
            context = browser.new_context(viewport=size, color_scheme="dark" if phone else "light")
            page = context.new_page()
            seen = LivePage(page, f"{at}/{name}.html")
            themes = ("dark",) if phone else ("light", "dark")
            seen.findings = {theme: looked_at(page, theme) for theme in themes}
            context.close()
            return seen

        yield visit


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("name", NAMES)
def test_every_lab_reaches_live(name: str, phone: bool, visit_live: Callable, site: Path) -> None:
    if name not in live_pages(site):
        return
    seen = visit_live(name, phone)
    assert seen.errors == []
    assert set(seen.states) == {"live"}
    assert len(seen.hosts) == 1
    assert seen.console == []
    assert not any(seen.findings.values()), seen.findings
    assert max(map(abs, seen.jumps)) <= JUMP_PX, seen.jumps
    if phone:
        assert seen.width <= 390


def test_the_book_has_labs(site: Path) -> None:
    assert len(live_pages(site)) >= 1


@pytest.mark.parametrize("way", ["snapshot", "ordinary"])
def test_the_next_page_starts_from_what_is_there_already(
    site: Path, browser: Browser, way: str
) -> None:
    names = live_pages(site)
    if len(names) < 2:
        pytest.fail("two pages with labs are needed")
    # The browser tells the page's own requests only; the server sees the worker's too.
    with live_host.serve(site) as host:
        context = browser.new_context()  # a private window, whose cache is small
        page = context.new_page()
        LivePage(page, f"{host.address}/{names[0]}.html?livepages={way}")
        page.wait_for_load_state("networkidle")
        host.sent.clear()
        page.goto(f"{host.address}/{names[1]}.html?livepages={way}")
        wait(page, page.locator(LIVE_BOX).first)
        context.close()
    assert host.bytes() < NEXT_PAGE_BYTES, host.sent


def test_posters_say_what_the_labs_show(site: Path) -> None:
    for name in live_pages(site):
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        for poster in re.findall(r'<div class="livepages-poster">(.*?)<noscript>', html, re.DOTALL):
            words = re.sub(r"<[^>]+>", " ", poster).split()
            assert len(words) > 3, f"{name} has a lab without a readable poster"
