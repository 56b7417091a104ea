"""On hosts that are not ours: the page starts all the same, or says in words why it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lab import Hold, Lab
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from serving import Odd, serve

pytestmark = pytest.mark.browser

SAYS_NOTHING_STARTED = "scripts that bring Python into the page did not start"
LONG_MS = 21_000  # what a page bears in silence, and a second
POSTER = ".livepages-poster"
MARKS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def opened(page: Page, address: str, name: str = "second", cell: str = "cell-2") -> Lab:
    page.goto(f"{address}/{name}.html")
    return Lab(page, cell)


def lives(lab: Lab) -> None:
    lab.wait()
    expect(lab.view.get_by_text("7 contacts, 21 pairs")).to_be_visible()


def says(lab: Lab, words: str) -> None:
    """The cell has failed, says so, and its poster stays with ways on."""
    lab.wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text(words)
    expect(lab.box.locator(POSTER)).to_be_visible()
    expect(lab.box.get_by_role("link", name="Open in the browser's Lab")).to_be_visible()


def declares_what_it_sees(path: Path, body: bytes) -> dict[str, str]:
    """As a host that looks into files, and declares a compressed one as compressed on the way."""
    found = [name for mark, name in MARKS.items() if body.startswith(mark)]
    return {"Content-Encoding": found[0]} if found else {}


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(Odd(types={".lpz": "text/plain"}), id="parts as text"),
        pytest.param(Odd(types={".lpz": "application/gzip"}), id="parts as gzip"),
        pytest.param(Odd(headers=declares_what_it_sees), id="looks into files"),
        pytest.param(Odd(compresses={".lpz", ".js"}), id="compresses everything"),
        pytest.param(
            Odd(types={".wasm": "application/octet-stream"}), id="does not know WebAssembly"
        ),
    ],
)
def test_it_starts_however_a_host_declares_its_files(demo: Path, page: Page, odd: Odd) -> None:
    with serve(demo, odd=odd) as address:
        lives(opened(page, address))


def policy(words: str) -> Odd:
    return Odd(headers=lambda path, body: {"Content-Security-Policy": words})


def test_where_the_policy_forbids_python_the_page_says_what_it_must_allow(
    demo: Path, page: Page
) -> None:
    with serve(demo, odd=policy("default-src 'self'; style-src 'self' 'unsafe-inline'")) as address:
        lab = opened(page, address)
        says(lab, "This host forbids Python in the page")
        expect(lab.box.get_by_role("alert")).to_contain_text("script-src 'wasm-unsafe-eval'")


def test_scripts_declared_as_text_are_said_to_be_blocked(demo: Path, page: Page) -> None:
    strict = {"X-Content-Type-Options": "nosniff"}
    odd = Odd(types={".js": "text/plain"}, headers=lambda path, body: strict)
    with serve(demo, odd=odd) as address:
        lab = opened(page, address)
        expect(lab.box.get_by_text(SAYS_NOTHING_STARTED)).to_be_visible(timeout=20_000)
        expect(lab.box.locator(POSTER)).to_be_visible()


def test_in_a_frame_that_blocks_scripts_the_page_says_so(demo: Path, page: Page) -> None:
    with serve(demo) as address:
        page.goto(f"{address}/second.html")
        for sandbox in ("allow-scripts", ""):
            page.set_content(f'<iframe sandbox="{sandbox}" src="{address}/second.html"></iframe>')
            said = page.frame_locator("iframe").locator('[data-live-cell="cell-2"]')
            expect(said.get_by_text(SAYS_NOTHING_STARTED)).to_be_visible(timeout=20_000)


def test_a_page_opened_as_a_file_says_how_to_open_it_and_so_does_the_lab(
    demo: Path, page: Page
) -> None:
    lab = opened(page, demo.as_uri())
    expect(lab.box.get_by_text(SAYS_NOTHING_STARTED)).to_be_visible(timeout=20_000)
    expect(lab.box).to_contain_text("python -m http.server")
    page.goto(f"{demo.as_uri()}/lite/lab/index.html?path=second.ipynb")
    expect(page.get_by_text("The Lab cannot start from a file")).to_be_visible()


def test_where_scripts_start_nothing_is_said_of_them(open_lab: Callable) -> None:
    lab = open_lab("second", "cell-2").wait()
    expect(lab.box.get_by_text(SAYS_NOTHING_STARTED)).to_be_hidden()


def missing(route: Route) -> None:
    route.fulfill(status=404)


def cut(route: Route) -> None:
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2], content_type="application/octet-stream")


def flipped(route: Route) -> None:
    """One bit of the file has changed on its way."""
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 1
    route.fulfill(body=bytes(body), content_type="application/octet-stream")


def sign_in(route: Route) -> None:
    route.fulfill(body="<html>Sign in to this network</html>", content_type="text/html")


def broken_off(route: Route) -> None:
    route.abort("connectionreset")


SAID = {
    missing: "was not found (404)",
    cut: "cut off or changed on its way",
    flipped: "cut off or changed on its way",
    sign_in: "wants you to sign in first",
    broken_off: "the connection broke off",
}
PARTS = ("core", "libraries", "data")  # which either start needs


@pytest.mark.parametrize(
    ("part", "damage"),
    [(PARTS[number % len(PARTS)], damage) for number, damage in enumerate(SAID)]
    + [
        pytest.param(part, damage, marks=pytest.mark.full)
        for part in (*PARTS, "stdlib", "modules")
        for damage in SAID
    ],
)
def test_a_damaged_part_is_named_and_once_it_is_whole_trying_again_helps(
    open_lab: Callable, context: BrowserContext, part: str, damage: Callable
) -> None:
    lab = open_lab("second", "cell-2", "ordinary", hold=(f"**/{part}-*.lpz", damage))
    says(lab, SAID[damage])
    expect(lab.box.get_by_role("alert")).to_contain_text(f"/{part}-")
    context.unroute_all()
    lab.box.get_by_role("button", name="Try again").click()
    lives(lab)


@pytest.mark.parametrize("damage", [missing, flipped])
def test_a_damaged_snapshot_is_noticed_and_python_starts_the_ordinary_way(
    open_lab: Callable, damage: Callable
) -> None:
    lab = open_lab("second", "cell-2", "snapshot", hold=("**/snapshot-*.lpz", damage))
    lives(lab)
    assert lab.way() == "ordinary"


@pytest.mark.parametrize("part", ["worker-*.js", "front-*.js", "core-*.lpz", "pyodide.asm.js"])
def test_a_host_that_stops_answering_is_said_and_beginning_anew_helps(
    demo_address: str, context: BrowserContext, page: Page, part: str
) -> None:
    held: list[Route] = []
    again: list[Route] = []
    answers = False

    def stall(route: Route) -> None:
        (again if answers else held).append(route)
        if answers:
            route.continue_()

    context.route(f"**/{part}", stall)
    page.clock.install()
    lab = opened(page, demo_address)
    lab.box.scroll_into_view_if_needed()
    expect(lab.box).to_have_attribute("data-live-state", "starting")
    expect(lab.box.get_by_role("status")).to_contain_text("Python")
    page.wait_for_timeout(3000)  # all else arrives
    page.clock.fast_forward(LONG_MS)
    expect(lab.box.get_by_role("alert")).to_contain_text("Nothing has come for 20 seconds")
    answers = True
    lab.box.get_by_role("button", name="Try again").click()
    for route in held if part.startswith("front-") else []:
        route.continue_()  # a script that is on its way is not asked for twice
    lives(lab)
    assert held
    assert again or part.startswith("front-")


def test_when_the_site_was_replaced_meanwhile_the_page_offers_to_be_loaded_anew(
    demo_address: str, context: BrowserContext, page: Page
) -> None:
    gone = Hold(context, "**/*.lpz")
    lab = opened(page, demo_address, "second", "cell-2")

    def other_edition(route: Route) -> None:
        html = route.fetch().text().replace('"wasm":"core-', '"wasm":"other-')
        route.fulfill(body=html, content_type="text/html")

    context.route("**/second.html", other_edition)
    context.route("**/*.lpz", missing)
    gone.lose()
    says(lab, "This site has been replaced since the page was opened")
    context.unroute_all()
    lab.box.get_by_role("button", name="Reload the page").click()
    lives(lab)


def test_a_browser_without_module_scripts_reads_the_page(browser: Browser, demo: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    with serve(demo) as address:
        lab = opened(context.new_page(), address)
        expect(lab.box.locator(POSTER)).to_contain_text("7 contacts, 21 pairs")
        expect(lab.box.get_by_text(SAYS_NOTHING_STARTED)).to_be_visible()
    context.close()
