"""Ordinary cells of the built page can be run, edited and stopped; edits are the reader's own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import examine
from code_cells import CodeCell
from lab import Lab, OpenLab
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
KEY = "livepages:code:/some/book/_static/livepages/:Live pages/code:sum"
# Of cells that were changed or are open, what puts them back.
ALL_TOOLS = """[...document.querySelectorAll(
    '[data-tool=reset]:not([hidden]), [data-tool=edit][aria-expanded=true]')]"""
OTHER_BOOK = "print('the book had this once')"


@pytest.fixture(scope="module")
def warm(browser: Browser, demo_address: str) -> Iterator[Page]:
    """The page of code with Python there, for tests that do not ask how it starts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield OpenLab(context, demo_address)("code", "cell-1").wait().page
    context.close()


@pytest.fixture
def page(warm: Page) -> Page:
    """The same page with its cells as the book has them."""
    warm.evaluate(f"{ALL_TOOLS}.forEach((each) => each.click())")
    Lab(warm, "cell-1").wait()
    return warm


@pytest.fixture
def cell(page: Page) -> CodeCell:
    return CodeCell(page, "sum")


def shown(cell: CodeCell, code: str) -> str:
    """What some code gives."""
    return cell.write(code).run().text()


def test_a_cell_runs_after_those_that_it_counts_on_and_the_others_stay_as_printed(
    page: Page, cell: CodeCell
) -> None:
    cell.run()
    assert cell.text() == "The sum is 12\nof 3 prices"
    assert cell.output.locator("pre").count() == 1
    assert re.fullmatch(r"Ran in \d\.\d s", cell.status.inner_text())
    states = {name: CodeCell(page, name).state() for name in ("prices", "slow-to-make")}
    assert states == {"prices": "ran", "slow-to-make": "printed"}


@pytest.mark.parametrize("keys", ["Control+Enter", "Shift+Enter"])
def test_keys_run_what_the_editor_holds_and_reset_brings_back_the_book(
    cell: CodeCell, keys: str
) -> None:
    cell.write("print(10 * sum(prices))")
    expect(cell.box).to_have_attribute("data-code-changed", "true")
    cell.page.keyboard.press(keys)
    assert cell.wait().text() == "120"
    expect(cell.box.locator(".livepages-changed")).to_be_visible()
    cell.button("reset").click()
    assert cell.editor.inner_text().startswith('print("The sum is", sum(prices))')
    expect(cell.box.locator(".livepages-changed")).to_be_hidden()
    expect(cell.box.locator(".cell_output").first).to_have_text(re.compile("The sum is 12"))
    expect(cell.output).to_be_hidden()


def test_a_changed_cell_runs_again_for_the_cells_that_count_on_it(
    page: Page, cell: CodeCell
) -> None:
    cell.run()
    CodeCell(page, "prices").write("prices = [1, 2]")
    assert cell.run().text() == "The sum is 3\nof 2 prices"


def test_stop_ends_an_endless_loop_and_the_labs_come_back_as_they_were_set(
    page: Page, cell: CodeCell
) -> None:
    lab = Lab(page, "cell-1")
    lab.view.get_by_role("slider").press("ArrowRight")
    expect(lab.view).to_contain_text("4 squared is 16")
    cell.write("import itertools\nprint('begun')\nfor n in itertools.count():\n    pass")
    cell.button("run").click()
    expect(cell.box).to_have_attribute("data-code-state", "running")
    cell.button("stop").click()
    expect(cell.status).to_contain_text("Stopped.")
    expect(cell.button("run")).to_be_visible()
    lab.wait()
    expect(lab.view).to_contain_text("4 squared is 16")
    assert shown(CodeCell(page, "slider-value"), "slider.value + 1") == "5"


def test_what_a_cell_prints_is_seen_while_it_runs_and_an_endless_print_is_cut(
    cell: CodeCell,
) -> None:
    cell.write("while True:\n    print('once more')").button("run").click()
    expect(cell.output).to_contain_text("once more")
    expect(cell.output).to_contain_text("The rest is left out")
    assert len(cell.text()) < 110_000
    cell.button("stop").click()
    assert shown(cell, "print('well')") == "well"


def test_edits_are_kept_in_the_browser_and_marked_on_the_next_visit(cell: CodeCell) -> None:
    cell.write("print('mine')")
    cell.page.reload()
    expect(cell.box).to_have_attribute("data-code-changed", "true")
    expect(cell.box.locator(".livepages-editor")).to_contain_text("print('mine')")
    assert cell.run().text() == "mine"
    kept = cell.page.evaluate(f"localStorage.getItem({KEY!r})")
    assert json.loads(kept)["text"] == "print('mine')"


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("take_mine", r"print\('mine'\)"),
        ("take_book", r'print\("The sum is", .*prices"\)'),
        ("take_both", r"print\(\"The sum is\", .*\n\n# Yours:\nprint\('mine'\)"),
    ],
)
def test_a_new_edition_takes_no_edit_away_but_asks(cell: CodeCell, choice: str, code: str) -> None:
    kept = json.dumps({"text": "print('mine')", "book": OTHER_BOOK})
    cell.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    cell.page.reload()
    question = cell.box.locator(".livepages-which")
    expect(question).to_contain_text("The book’s cell is another one than when you changed it.")
    question.locator(f"[data-tool={choice}]").click()
    expect(question).to_have_count(0)
    held = cell.page.evaluate(f"JSON.parse(localStorage.getItem({KEY!r}))?.text ?? null")
    if choice == "take_book":
        assert held is None
    else:
        assert re.fullmatch(code, held, re.S)
        cell.page.reload()
        expect(cell.box.locator(".livepages-editor")).to_contain_text("print('mine')")
        expect(question).to_have_count(0)


@pytest.mark.parametrize("damaged", ["{", "null", "[]", '{"text": 3}', '{"text": "a"}', "9" * 99])
def test_what_is_damaged_in_the_browsers_storage_is_passed_over(
    cell: CodeCell, damaged: str
) -> None:
    cell.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, damaged])
    cell.page.reload()
    expect(cell.box).to_have_attribute("data-code-changed", "false")
    assert cell.run().text() == "The sum is 12\nof 3 prices"


def test_the_page_comes_as_a_notebook_with_what_was_changed(cell: CodeCell) -> None:
    cell.write("print('mine')")
    with cell.page.expect_download() as download:
        cell.button("download").click()
    assert download.value.suggested_filename == "code.ipynb"
    notebook = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    sources = ["".join(each["source"]) for each in notebook["cells"]]
    assert sources[0] == "# Code to change"
    assert "print('mine')" in sources
    assert not any("The sum is" in source for source in sources)
    assert "slider.value" in sources
    assert len(sources) == 9


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("print(sum(prices)", "SyntaxError: '(' was never closed", "each bracket"),
        ("if prices:\nprint(1)", "IndentationError: expected an indented block", "line after a"),
        ("%prun sum([])", "NotInPagesError: %prun does not work", "Lines with % or !"),
        ("print(table)", "NameError: name 'table' is not defined", "another cell of this page"),
        ("pd.DataFrame()", "NameError: name 'pd' is not defined", "import pandas as pd"),
        ("totals = 1\ntotal", "Did you mean: 'totals'?", ""),
        ("import sklearn", "No module named 'sklearn'", "numpy, networkx, pandas, altair"),
        ("price = ...\nprice + 1", "unsupported operand", "put it in their place"),
        ("input('?')", "Error", "cannot ask for typed text"),
        ("raise SystemExit('over')", "SystemExit: over", ""),
        ("quit()", "SystemExit", ""),
    ],
)
def test_an_error_is_told_by_its_last_line_with_a_hint_and_python_goes_on(
    cell: CodeCell, code: str, message: str, hint: str
) -> None:
    cell.write(code)
    cell.button("run").click()
    cell.wait()
    assert cell.state() == "failed"
    error = cell.output.locator(".livepages-error")
    expect(error.locator("p").first).to_contain_text(message)
    expect(error.locator("details pre")).to_be_hidden()
    if hint:
        expect(error.locator(".livepages-hint")).to_contain_text(hint)
    assert shown(cell, "1 + 1") == "2"


def test_a_hint_leads_to_the_cell_that_makes_a_name(page: Page, cell: CodeCell) -> None:
    cell.write("table").run()
    cell.output.get_by_role("button", name="Go there").click()
    expect(CodeCell(page, "table").box).to_be_in_viewport()


def test_a_missing_column_is_answered_with_those_that_there_are(page: Page) -> None:
    table = CodeCell(page, "table").open().write(
        "import pandas as pd\ntable = pd.DataFrame({'city': ['Oslo'], 'firms': [12]})\n"
        "table['firm']"
    )  # fmt: skip
    table.run()
    hint = table.output.locator(".livepages-hint")
    expect(hint).to_have_text("The columns of the table are: city, firms.")


HOSTILE = """
from IPython.display import HTML, SVG, display
print("<img src=x onerror=alert(1)>")
display(HTML("<b onclick='alert(2)'>bold</b><script>alert(3)</script>"))
there = "https://elsewhere.example/a.png"
display(HTML(f"<img src='{there}'><style>@import '{there}';</style>"))
display(HTML(f"<p style='background: url({there})'>words</p><iframe src='{there}'></iframe>"))
display(SVG(f"<svg><image href='{there}'/><script>alert(4)</script></svg>"))
raise ValueError("<img src=y onerror=alert(5)>")
"""


def test_what_a_cell_shows_neither_runs_nor_fetches(page: Page, cell: CodeCell) -> None:
    asked: list[str] = []
    alerts: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    cell.write(HOSTILE).run()
    expect(cell.output).to_contain_text("<img src=x onerror=alert(1)>")
    expect(cell.output).to_contain_text("ValueError: <img src=y onerror=alert(5)>")
    expect(cell.output.locator("b")).to_have_text("bold")
    expect(cell.output.locator("p").get_by_text("words")).to_be_visible()
    assert cell.output.locator("[onclick], script, iframe, style:not(:empty)").count() == 0
    page.wait_for_timeout(300)
    assert alerts == []
    assert [address for address in asked if "elsewhere" in address or address.endswith("/x")] == []


def test_tables_and_charts_come_with_their_packages_and_say_so(
    context: BrowserContext, demo_address: str
) -> None:
    page = OpenLab(context, demo_address)("code", "cell-1").wait().page
    seen: list[str] = []
    page.expose_function("heard", lambda words: seen.append(words))
    page.evaluate(
        """() => {
            const told = (all) => all.forEach(({ target }) => heard(target.textContent));
            const status = document.querySelector('[data-code-cell=table] [role=status]');
            new MutationObserver(told).observe(status, { childList: true });
        }"""
    )
    table = CodeCell(page, "table").open().run()
    expect(table.output.locator("table.dataframe th").last).to_have_text("1")
    assert any(re.fullmatch(r"Fetching .*pandas.*: [\d.]+ of \d\.\d MB …", words) for words in seen)
    chart = CodeCell(page, "chart").run()
    expect(chart.output.locator("svg")).to_be_visible()
    expect(chart.output.locator("[aria-label='Two bars']").first).to_be_visible()


def test_the_editor_is_left_by_keyboard_and_named_for_those_who_hear_it(
    page: Page, cell: CodeCell
) -> None:
    cell.button("edit").focus()
    page.keyboard.press("Enter")
    expect(cell.editor).to_be_focused()
    expect(cell.editor).to_have_attribute("aria-label", "Code of cell 3")
    page.keyboard.press("Tab")
    expect(cell.editor).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell.editor).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell.button("edit")).to_be_focused()
    expect(cell.button("edit")).to_have_attribute("aria-expanded", "true")
    assert examine(page) == []
    page.keyboard.press("Enter")
    expect(cell.editor).to_have_count(0)
    expect(cell.button("edit")).to_have_attribute("aria-expanded", "false")


def test_on_a_phone_a_cell_is_edited_and_run_without_running_over_the_edge(
    browser: Browser, demo_address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    page = context.new_page()
    page.goto(f"{demo_address}/code.html")
    cell = CodeCell(page, "sum")
    cell.button("edit").tap()
    cell.editor.tap()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("print('A long sentence that a phone breaks. ' * 9)")
    cell.button("run").tap()
    cell.wait()
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    over = "(box) => box.scrollWidth - box.clientWidth"
    assert [cell.output.evaluate(over), cell.box.evaluate(over)] == [0, 0]
    assert examine(page) == []
    context.close()


def test_python_that_was_broken_is_started_afresh_by_a_button(page: Page, cell: CodeCell) -> None:
    cell.write("import builtins\nbuiltins.print = None\nprint('x')").run()
    assert cell.state() == "failed"
    cell.button("restart").click()
    Lab(page, "cell-1").wait()
    assert shown(cell, "print('well again')") == "well again"


def test_a_cell_runs_where_python_has_not_begun_and_where_it_starts_without_the_snapshot(
    open_lab: Callable,
) -> None:
    page = open_lab("code", "cell-1", "ordinary", height=200).page
    assert CodeCell(page, "prices").run().text() == "[3, 4, 5]"
    assert Lab(page, "cell-1").way() == "ordinary"


def test_without_a_way_to_python_a_cell_says_so_and_the_code_stays(open_lab: Callable) -> None:
    page = open_lab("code", "cell-1", block="**/worker-*.js", height=200).page
    cell = CodeCell(page, "sum").write("print('mine')")
    cell.run()
    expect(cell.output.get_by_role("alert")).to_contain_text("could not be started")
    assert cell.state() == "failed"
    expect(cell.editor).to_have_text("print('mine')")


def test_the_editor_is_fetched_when_it_is_asked_for_and_is_light(
    open_lab: Callable, demo: Path
) -> None:
    asked: list[str] = []
    page = open_lab("code", "cell-1").wait().page
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    cell = CodeCell(page, "sum")
    cell.run()
    assert not [name for name in asked if name.startswith("editor")]
    cell.button("edit").click()
    expect(cell.editor).to_be_visible()
    [editor] = [name for name in asked if name.startswith("editor")]
    import gzip

    assert len(gzip.compress((demo / "_static/livepages" / editor).read_bytes())) < 200_000


def test_without_scripts_there_are_no_tools(open_plain: Callable) -> None:
    page = open_plain("code")
    tools = page.locator(".livepages-tools")
    assert tools.count() == 6
    for each in tools.all():
        expect(each).to_be_hidden()
