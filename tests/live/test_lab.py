"""The browser's Lab: chapters run there unchanged, one whole and of another the first cell.

Every chapter's first cell, and a second whole chapter, run in `make test-full`.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import contents
import jupytext
import nbformat
import policy
import pytest
from each import each
from lab_of_book import LabOfBook, errors, shown
from leverplug import figures
from leverplug.charts import figure
from playwright.sync_api import Browser, expect
from serving import serve
from visits import NOTE_FORBIDDEN

pytestmark = pytest.mark.browser

CHAPTERS = [page.name for page in contents.chapters() if "kernelspec" in page.front_matter]
WHOLE = "book/lever_plug/whose_help"  # with pictures of data, tables and a lab
ANOTHER = "book/index"  # with the network, drawn by the page
# With the package that is fetched when it is first imported.
FIRST = ["book/born_global/a_literature_in_pictures"]
WIDGET = "application/vnd.jupyter.widget-view+json"
ONLY_IN_THE_BOOK = re.compile(r"^\s*>?\s*:{3,}|\{[a-z]+(?::[a-z]+)?\}`|^`{3,}\{", re.MULTILINE)
LITE_MB = 60  # the Lab's share of the site, at most


def notebook_of(site: Path, name: str) -> nbformat.NotebookNode:
    return nbformat.read(site / "lite" / "files" / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def lab(site: Path, browser: Browser) -> Iterator[LabOfBook]:
    """The Lab with the whole chapter open, below a path of a strict host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(NOTE_FORBIDDEN)
    with serve(site, "/levers/book", headers=policy.headers) as address:
        yield LabOfBook(context, address).visit(f"{WHOLE}.ipynb")
        context.close()


def test_twelve_chapters_are_there_as_their_authors_wrote_them(site: Path) -> None:
    assert len(CHAPTERS) == 12
    for name in CHAPTERS:
        written = jupytext.read(contents.ROOT / f"{name}.md")
        given = notebook_of(site, name)
        nbformat.validate(given)
        assert [cell.source for cell in given.cells if cell.cell_type == "code"] == [
            cell.source for cell in written.cells if cell.cell_type == "code"
        ]
        assert all(cell.get("outputs", []) == [] for cell in given.cells)


@each(CHAPTERS)
def test_texts_are_plain_markdown(name: str, site: Path) -> None:
    for cell in notebook_of(site, name).cells:
        if cell.cell_type == "markdown":
            assert ONLY_IN_THE_BOOK.findall(cell.source) == []


@each(CHAPTERS)
def test_a_button_on_the_page_leads_to_its_notebook(name: str, site: Path) -> None:
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    up = "../" * name.count("/")
    assert f'href="{up}lite/lab/index.html?path={name}.ipynb"' in html


@pytest.fixture(scope="module")
def ran(lab: LabOfBook) -> list[dict]:
    """All cells of the whole chapter, with their outputs."""
    return lab.run()


def test_all_cells_of_a_chapter_run(ran: list[dict]) -> None:
    assert errors(ran) == []
    assert shown(ran, WIDGET) == 3, "two pictures and a lab"


@pytest.mark.usefixtures("ran")
def test_a_picture_says_what_it_says_in_the_book(lab: LabOfBook) -> None:
    """What a chart leaves out (`"axis": null`) is left out here too."""
    lab.page.evaluate("jupyterapp.shell.currentWidget.content.scrollToItem(1, 'start')")
    picture = lab.page.locator(".lp-still[data-drawn] svg").first
    expect(picture).to_be_visible(timeout=60_000)
    wide = figure.svg(figures.resources().spec(), "Resources.")
    words = re.findall(r"<text[^>]*>(?:<tspan[^>]*>)?([^<]+)", wide)
    assert sorted(picture.locator("text").all_text_contents()) == sorted(map(unescape, words))


@pytest.mark.full
def test_all_cells_of_another_run_on_a_kernel_of_its_own(lab: LabOfBook) -> None:
    """Two notebooks are open then, each with its own Python."""
    lab.command("docmanager:open", {"path": f"{ANOTHER}.ipynb"})
    cells = lab.ready(f"{ANOTHER}.ipynb").run()
    assert errors(cells) == []
    assert shown(cells, WIDGET) == 2


@pytest.mark.parametrize(
    "name",
    [
        name if name in FIRST else pytest.param(name, marks=pytest.mark.full)
        for name in CHAPTERS
        if name not in (WHOLE, ANOTHER)
    ],
)
def test_the_first_cell_runs(name: str, lab: LabOfBook) -> None:
    lab.forget()
    cells = lab.open_beside(f"{name}.ipynb").run(1)
    assert errors(cells) == []
    assert cells[0]["execution_count"] is not None


def test_charts_of_the_readers_own_are_drawn_by_the_lab(lab: LabOfBook) -> None:
    """Altair's own way to show a chart would ask another host for scripts."""
    code = """import altair as alt
alt.renderers.enable('lab')
alt.Chart(alt.InlineData([{'a': 1}])).mark_point()"""
    heard = json.dumps(lab.execute(code))
    assert "application/vnd.vegalite.v5+json" in heard
    assert "https://cdn" not in heard


# What Pyodide cannot see in the code of a cell, so that it is fetched only by the import itself.
HIDDEN = """from importlib import import_module
from pyodide_js import loadedPackages
assert not hasattr(loadedPackages, "networkx"), "it came without being asked for"
print(import_module("networkx").path_graph(3).number_of_edges())
print(import_module("pandas").Series([1, 2, 2]).nunique())
print(import_module("pygments.lexers").get_lexer_by_name("haskell").name)"""


def test_packages_that_come_later_come_when_something_imports_them(lab: LabOfBook) -> None:
    heard = lab.execute(HIDDEN)
    assert "".join(each.get("text", "") for each in heard) == "2\n2\nHaskell\n"


def test_completion_knows_what_is_a_function(lab: LabOfBook) -> None:
    """Jedi does, which comes with the first completion; IPython by itself does not."""
    lab.execute("import statistics")
    reply = lab.complete("statistics.harm")
    assert reply["matches"] == ["harmonic_mean"]
    assert reply["metadata"]["_jupyter_types_experimental"][0]["type"] == "function"


def test_a_traceback_shows_the_readers_code_in_colours(lab: LabOfBook) -> None:
    (error,) = (each for each in lab.execute("for n in [0]:\n    1 / n") if "ename" in each)
    traceback = "\n".join(error["traceback"])
    assert "ZeroDivisionError" in traceback
    plain = re.sub(r"\x1b\[[0-9;]*m", "", traceback)
    assert re.search(r"2\s+1 / n", plain)
    assert len(traceback) > len(plain)


# Of what a kernel has imported for itself, before any cell.
COMPILED = """import asyncio, inspect, json
modules = [asyncio, inspect, json]
assert all(each.__file__.startswith("/lib/python314.zip/") for each in modules)
print(*sorted({each.__file__[-4:] for each in modules}))
print(inspect.signature(json.loads).parameters["s"], json.loads.__doc__[:11])
import statistics
print(statistics.__file__[-4:])"""


def test_what_a_kernel_starts_with_comes_compiled_and_keeps_its_descriptions(
    lab: LabOfBook,
) -> None:
    heard = "".join(each.get("text", "") for each in lab.execute(COMPILED))
    assert heard == ".pyc\ns Deserialize\ns.py\n"


def test_a_traceback_goes_through_compiled_modules(lab: LabOfBook) -> None:
    code = "import json\njson.loads('{')"
    (error,) = (each for each in lab.execute(code) if "ename" in each)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))
    assert "JSONDecodeError" in error["ename"]
    assert re.search(r"2 json\.loads\('\{'\)", plain)
    assert re.search(r"(?m)^File json/decoder\.py:\d+", plain), "a module with its text has a path"


def test_each_module_of_the_standard_library_is_there_once(site: Path) -> None:
    with zipfile.ZipFile(site / "lite/static/pyodide/python_stdlib.zip") as archive:
        assert archive.testzip() is None
        names = [name.removesuffix("c") for name in archive.namelist() if ".py" in name]
    assert {"json/__init__.py", "statistics.py", "_pyodide/_base.py"} <= {*names}
    assert len(names) == len({*names}) > 500


def test_a_module_beside_the_notebook_is_found(lab: LabOfBook) -> None:
    heard = lab.execute("import os\nprint(os.getcwd())")
    folder = "".join(each.get("text", "") for each in heard).strip().removeprefix("/drive/")
    lab.page.evaluate(
        """path => jupyterapp.serviceManager.contents.save(
          path, { type: "file", format: "text", content: "ANSWER = 42" })""",
        f"{folder}/beside_it.py",
    )
    looked = "import importlib\nimportlib.invalidate_caches()\n"  # the folder was listed before
    heard = lab.execute(f"{looked}import beside_it\nprint(beside_it.ANSWER)")
    assert "".join(each.get("text", "") for each in heard) == "42\n", heard


def test_no_other_host_was_asked_and_nothing_complained(lab: LabOfBook) -> None:
    """Runs last: it looks back on all of the above."""
    assert lab.hosts == {lab.address.split("/")[2]}
    assert lab.console == []


def test_the_lab_keeps_its_size(site: Path) -> None:
    size = sum(path.stat().st_size for path in (site / "lite").rglob("*") if path.is_file())
    assert size < LITE_MB * 1e6
