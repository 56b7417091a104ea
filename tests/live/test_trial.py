"""A book is built with the cells that work live; of each that does not the build says why."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONF = """
extensions = ["myst_nb", "livepages"]
nb_execution_mode = "off"
nb_ipywidgets_js = {}
livepages_compiled = []
"""
HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---
# Labs
"""
CELLS = {
    "not-installed": "%matplotlib inline\nimport no_such_package",
    "not-for-pages": "import not_for_pages",
    "not-in-python": "import tkinter",
    "no-such-part": "from ipywidgets import no_such_part\nimport ipywidgets.no_such_module",
    "thread": "import threading\nthreading.Thread(target=print).start()",
    "shell": "!ls",
    "slider": "import ipywidgets\nslider = ipywidgets.IntSlider(7)\nslider",
    "of-the-slider": "ipywidgets.HBox([slider, ipywidgets.Label(str(slider.value))])",
    "out": "out = ipywidgets.Output()\nout",
    "into-it": "with out:\n    display(slider)",
}
PACKAGE = """
from pathlib import Path
try:
    Path(__file__).with_name("settings.txt").read_text()
except OSError:
    pass
import _compiled_part_that_is_not_for_pages
"""
WARNED = {
    "not-installed": "ModuleNotFoundError: No module named 'no_such_package'. The package "
    "no_such_package is not installed where the book is built",
    "not-for-pages": "ModuleNotFoundError: No module named 'not_for_pages'. It does not run in a "
    "page: ModuleNotFoundError: No module named '_compiled_part_that_is_not_for_pages'",
    "not-in-python": "ModuleNotFoundError: No module named 'tkinter'. A page's Python comes "
    "without it",
    "no-such-part": "ImportError: cannot import name 'no_such_part' from 'ipywidgets'",
    "thread": "RuntimeError: can't start new thread",
    "shell": "NotInPagesError: !ls does not work in a page",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess]:
    folder = tmp_path_factory.mktemp("trial")
    (folder / "packages").mkdir()
    (folder / "packages" / "not_for_pages.py").write_text(PACKAGE, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    cells = (
        f"\n```{{code-cell}} python\n:tags: [live]\n:live-id: {name}\n\n{code}\n```\n"
        for name, code in CELLS.items()
    )
    (folder / "index.md").write_text(HEAD + "".join(cells), encoding="utf-8")
    cache = os.environ.get("LIVEPAGES_CACHE", ROOT / ".cache" / "livepages")
    settings = {"LIVEPAGES_CACHE": str(cache), "PYTHONPATH": str(folder / "packages")}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-b", "html", ".", "html"], cwd=folder,
        capture_output=True, text=True, check=False, env={**os.environ, **settings},
    )  # fmt: skip
    return folder / "html", done


def test_each_cell_that_cannot_run_is_a_warning_that_names_it_and_why(built: tuple) -> None:
    _, done = built
    assert done.returncode == 0, done.stderr[-2000:]
    said = re.findall(r"index\.md: WARNING: cell (\S+) does not run in the page: (.*)", done.stderr)
    assert {name for name, _ in said} == WARNED.keys(), done.stderr
    wrong = {name: why for name, why in said if not why.startswith(WARNED[name])}
    assert wrong == {}


def test_the_page_is_live_all_the_same(built: tuple) -> None:
    html = (built[0] / "index.html").read_text(encoding="utf-8")
    assert 'id="livepages"' in html
    assert (built[0] / "_static" / "livepages").exists()
