"""The book works on a host that sends the Content-Security-Policy of SECURITY.md.

All visits to the book's pages are to such a host, see conftest.py. Here is what they leave out.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import policy
import pytest
import visits
from asking import SIZES
from bookpages.script_files import put_into_files
from bs4 import BeautifulSoup
from code_cells import CodeCell
from lab import Lab, wait_for_all
from playwright.sync_api import Browser, Page, expect
from serving import serve

LAB = "book/lever_plug/lever_and_plug"
CODE = "book/lever_plug/whose_help"
OWN_WIDGET = """import anywidget

class Own(anywidget.AnyWidget):
    _esm = "export default { render: ({ el }) => el.append('drawn by its own front end') }"

Own()"""
CHANGED = "([drawing, before]) => drawing.innerHTML !== before"
CHART = """import altair as alt

rows = [{"n": 1, "even": False}, {"n": 2, "even": True}]
base = alt.Chart(alt.InlineData(rows)).transform_calculate(double="2 * datum.n")
base.mark_bar().encode(x="double:Q", color=alt.condition("datum.even", alt.value("red"), "n:O"))"""


@dataclass
class Reading:
    """A page in a browser that nobody used before, and all that it complains of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Open a page of the book."""
        self.page.goto(f"{self.address}/{name}")
        return self.page

    def cell(self, name: str) -> CodeCell:
        """The first ordinary cell of a page."""
        first = self.open(f"{name}.html").locator("[data-code-cell]").first
        return CodeCell(self.page, first.get_attribute("data-code-cell")).open()


@contextmanager
def reading(browser: Browser, address: str) -> Iterator[Reading]:
    """Somebody who comes to the book for the first time."""
    context = browser.new_context(viewport=SIZES["desk"], color_scheme="light")
    here = Reading(context.new_page(), address)
    here.page.add_init_script(visits.NOTE_FORBIDDEN)
    here.page.on("pageerror", lambda error: here.complaints.append(str(error)))
    here.page.on("console", lambda line: visits.is_loud(line) and here.complaints.append(line.text))
    yield here
    context.close()


@pytest.fixture
def strict(address: str, browser: Browser) -> Iterator[Reading]:
    """The book on the strict host."""
    with reading(browser, address) as here:
        yield here


def test_the_policy_is_told_as_it_is_explained():
    explained = dict(policy.ROWS.findall(policy.TEXT))
    assert policy.directives(policy.BOOK) == explained
    assert "unsafe" not in explained["script-src"].replace("'wasm-unsafe-eval'", "")


def test_no_page_has_a_script_or_a_handler_in_it(site: Path):
    found = []
    for file in site.rglob("*.html"):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        scripts = [
            s for s in soup("script") if not s.get("src") and "json" not in s.get("type", "")
        ]
        handlers = [e for e in soup(True) if any(name.startswith("on") for name in e.attrs)]
        links = soup.select('[href^="javascript:"]')
        found += [(file.name, str(each)[:120]) for each in (*scripts, *handlers, *links)]
    assert found == []
    assert len(list((site / "_static" / "inline").iterdir())) <= 12  # one is for many pages


def test_scripts_become_files_in_their_place_and_work_as_before(tmp_path: Path):
    head = (
        "<script>let a = 1;</script>\n<script>let b = '&';</script><script src='x.js'></script>"
        "<script>DOCUMENTATION_OPTIONS.pagename = 'folder/page';\nuse(a);</script>"
        '<script type="module">await import("./beside.js");</script>'
        '<script type="application/json">{"a": 1}</script>'
    )
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "page.html"
    button = '<button onclick="a(&quot;b&quot;)" class="c">A</button>'
    body = f"{button}<script>let a = 1;\nlet b = 2;</script>"
    file.write_text(f"<html><head>{head}</head><body>{body}</body></html>")
    put_into_files(tmp_path)
    soup = BeautifulSoup(file.read_text(), "html.parser")
    first, other, own, module, data, in_body, listening = soup("script")
    text = {tag: (file.parent / tag["src"]).read_text() for tag in (first, own, module, listening)}
    assert text[first] == "let a = 1;\nlet b = '&';"
    assert other["src"] == "x.js"
    assert own["data-options"] == '{"pagename": "folder/page"}'
    assert "folder/page" not in text[own]
    assert text[own].endswith("use(a);")
    assert text[module] == 'await import("./beside.js");'
    assert (module["type"], Path(module["src"]).name) == ("module", module["src"])
    assert data.string == '{"a": 1}'
    assert in_body["src"].startswith("../_static/inline/")
    assert 'a("b")' in text[listening]
    assert soup.button["data-handler"] in text[listening]
    before = file.read_text()
    put_into_files(tmp_path)  # as the next build does with a page that it did not write again
    assert file.read_text() == before
    assert (file.parent / first["src"]).exists()


@pytest.mark.browser
def test_a_lab_moves_and_its_charts_follow_in_light_and_dark(strict: Reading):
    page = strict.open(f"{LAB}.html")
    lab = Lab(page, "keep-feed-cut").wait()
    chart = lab.view.locator(".lp-chart").first
    drawing = chart.locator(".lp-chart-stage")
    before = drawing.inner_html()
    handle = lab.view.get_by_role("slider", name="Ties ask back")
    handle.focus()
    for _ in range(5):
        handle.press("ArrowRight")
    page.wait_for_function(CHANGED, arg=[drawing.element_handle(), before])
    while page.locator("html").get_attribute("data-theme") != "dark":
        page.locator("button.theme-switch-button").first.click()
    expect(chart).to_have_attribute("data-lp-theme", "dark")
    assert strict.complaints == []


@pytest.mark.browser
def test_a_readers_own_chart_is_drawn(strict: Reading):
    cell = strict.cell(CODE).write(CHART).run()
    expect(cell.output.locator("svg .mark-rect path")).to_have_count(2)
    assert strict.complaints == []


@pytest.mark.browser
def test_a_readers_own_front_end_is_refused_in_words(strict: Reading):
    cell = strict.cell(CODE).write(OWN_WIDGET).run()
    expect(cell.output).to_contain_text("Content-Security-Policy")
    assert [line for line in strict.complaints if "blob" not in line] == []


@pytest.mark.browser
def test_a_readers_own_front_end_runs_where_the_host_forbids_nothing(site: Path, browser: Browser):
    with serve(site) as address, reading(browser, address) as here:
        cell = here.cell(CODE).write(OWN_WIDGET).run()
        expect(cell.output).to_contain_text("drawn by its own front end")
        assert here.complaints == []


@pytest.mark.browser
def test_the_buttons_of_the_theme_work(strict: Reading):
    page = strict.page
    page.add_init_script("globalThis.print = () => { globalThis.printed = true; }")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    strict.open(f"{CODE}.html")
    CodeCell(page, page.locator("[data-code-cell]").first.get_attribute("data-code-cell")).open()
    page.locator("div.highlight:visible").first.hover()
    copy = page.locator("button.copybtn:visible").first
    copy.click()
    expect(copy).to_have_class(re.compile("success"))
    assert page.evaluate("navigator.clipboard.readText()")
    sidebar = page.locator(".bd-sidebar-primary").first
    expect(sidebar).to_be_visible()
    page.locator("button.primary-toggle:visible").first.click()
    expect(sidebar).to_be_hidden()
    page.locator(".dropdown-download-buttons > button").first.click()
    page.locator("button.btn-download-pdf-button").first.click()
    assert page.evaluate("printed")
    assert strict.complaints == []


@pytest.mark.browser
def test_the_search_page_finds_counts_and_complains_of_nothing(strict: Reading):
    page = strict.open("search.html?q=multinational")
    expect(page.get_by_role("link", name="Dancing with giants").last).to_be_visible()
    expect(page.get_by_text("matching the search query")).to_be_visible()
    assert strict.complaints == []


@pytest.mark.browser
def test_no_request_of_a_page_tells_the_venture_in_its_address(site: Path, browser: Browser):
    asked: dict[str, str] = {}
    with serve(site, referrers=asked) as address, reading(browser, address) as here:
        page = here.open("book/strategy/build_your_venture.html?v=LP1-secret")
        assert set(wait_for_all(page)) == {"live"}
        here.open("index.html?v=LP1-secret")
        page.wait_for_url("**/book/index.html")
    assert len(asked) > 40
    assert {path: referrer for path, referrer in asked.items() if "?v=" in referrer} == {}
