"""The browser's Lab as a part of a book: made once, filled with notebooks, led to from pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from urllib.parse import quote

import nbformat
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from livepages import build_state, cells, lite, runtime, settings, toolchain, words

SAID_BY_LAB = ("lab_needs_host", "lab_newer", "lab_newer_open", "lab_newer_leave", "lab_newer_name")
log = logging.getLogger(__name__)


def make(app: Sphinx) -> Path | None:
    """The Lab without notebooks; None where the packages that build it are not installed.

    Raises:
        UnavailableError: Something it is made of is not to be had.
    """
    if not lite.available():
        log.info("Live pages: no browser's Lab, since jupyterlite-core is not installed")
        return None
    wanted, cache = app.config.livepages_lite, settings.cache_folder(app)
    pyodide = toolchain.packages(cache, log.info) / "node_modules" / "pyodide"
    base = app.config.livepages_distribution
    compiled = wanted.get("compiled", app.config.livepages_compiled)
    fetched = (runtime.fetch_wheel(name, pyodide, base, cache, log.info) for name in compiled)
    spec = lite.LabSpec(
        pyodide=pyodide, compiled=tuple(fetched), requirements=settings.lab_requirements(app),
        projects=tuple(Path(app.confdir, each).resolve() for each in wanted.get("projects", [])),
        info=runtime.lock(pyodide)["info"], name=settings.title(app),
        on_import=app.config.livepages_on_import, later=tuple(app.config.livepages_later),
        specs=settings.specs(app.config),
    )  # fmt: skip
    return lite.make(spec, cache, log.info)


def copy_to_site(app: Sphinx, lab: Path, vega: str | None) -> None:
    """Lay the Lab into the site, with the pages that are notebooks and the data they read.

    Args:
        app: The book at its end.
        lab: Folder of the Lab without notebooks.
        vega: Address of the site's Vega, seen from the site's root; None if it has none.
    """
    site = Path(app.outdir) / "lite"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(lab, site)
    wanted, root = app.config.livepages_lite, Path(app.confdir)
    data = settings.files(root, wanted.get("data", {}))
    data += settings.files(root, wanted.get("data_if_any", {}), needed=False)
    lite.add_contents(site, _notebooks(app), {name: path for path, name in data})
    offline = lab.parent.name if wanted.get("offline") else ""
    said = {key: text for key, text in words.of(app).items() if key in SAID_BY_LAB}
    lite.customise(site, settings.title(app), said, f"../../{vega}" if vega else None, offline)


def _notebooks(app: Sphinx) -> dict[str, nbformat.NotebookNode]:
    """The pages that are notebooks, as the book itself writes them or as they are."""
    if make_them := app.config.livepages_lite.get("notebooks"):
        return resolve_name(make_them)(Path(app.confdir))
    folder = Path(settings.notebook_config(app.env).output_folder)
    return {
        name: notebook
        for name in sorted(app.env.found_docs)
        if _is_notebook(app, name) and (notebook := cells.read_notebook(folder, name))
    }


def _is_notebook(app: Sphinx, pagename: str) -> bool:
    return "kernelspec" in app.env.metadata.get(pagename, {})


def address(app: Sphinx, page: str, notebook: str) -> str:
    """Where the Lab opens a notebook, as seen from a page."""
    lab = relative_uri(app.builder.get_target_uri(page), "lite/lab/index.html")
    return f"{lab}?path={quote(notebook)}"


def notebook_file(app: Sphinx, page: str) -> str:
    """Where the Lab keeps a page as a notebook, as seen from the page."""
    return relative_uri(app.builder.get_target_uri(page), f"lite/files/{page}.ipynb")


def add_button(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put a button on every page that is a notebook."""
    if build_state.of(app).lab and _is_notebook(app, pagename) and "header_buttons" in context:
        button = {
            "type": "link", "url": address(app, pagename, f"{pagename}.ipynb"),
            "tooltip": words.of(app)["open_in_lab_help"],
            "icon": "fas fa-flask", "label": "open-in-lab",
        }  # fmt: skip
        context["header_buttons"].insert(0, button)
