"""The handlers of Sphinx's events: what happens to each page as the book is built."""

from __future__ import annotations

import html
import json
import os
import shutil
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.console import bold

from livepages import build_state, cells, lab_pages, prefetch, runtime, settings, wheels, words
from livepages.cache import HASH, clear_cache
from livepages.downloads import UnavailableError
from livepages.imports import imported_modules
from livepages.poster import PosterMaker
from livepages.runtime_spec import RuntimeSpec
from livepages.toolchain import ToolchainError

DISTRIBUTION = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
FOLDER = "_static/livepages"
KEY = "livepages"
FOR_PAGES = ("worker", "front", "frontStyle", "vega", "manifest", "widgets")
FOR_CELLS = ("id", "source", "code", "query", "queryNote", "storage", "share")
NEEDS = ("vega",)  # what a widget may name in its trait `_livepages_needs`
STATE_FILE = "ipywidgets_state"
SCHEMA = Path(__file__).with_name("page_schema.json")
STYLE = Path(__file__).parent / "web" / "src" / "live.css"
NOT_FOR_THE_SITE = shutil.ignore_patterns("*.json", "*.LEGAL.txt", HASH)
NOTHING_TO_START = ".livepages .livepages-without { display: none; }"
VERSION = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["version"]["const"]
# An address may carry a reader's work (`live-query`); what a page asks for does not tell it.
NO_REFERRER = '<meta name="referrer" content="no-referrer">'
log = logging.getLogger(__name__)


def read_page(app: Sphinx, document: nodes.document) -> None:
    """Put posters into a page that was just read, and keep what it will run."""
    docname, of_notebooks = app.env.docname, settings.notebook_config(app.env)
    app.env.metadata[docname].pop(KEY, None)
    notebook = cells.read_notebook(Path(of_notebooks.output_folder), docname)
    if notebook is None or not document.get("source", "").endswith((".md", ".ipynb")):
        return
    notebook = cells.with_outputs(notebook, Path(of_notebooks.execution_cache_path))
    # The page needs no second copy of the widgets' state: the posters show it.
    files = getattr(app.env, "nb_metadata", {}).get(docname, {}).get("js_files", {})
    files.pop(STATE_FILE, None)
    posters = {key: resolve_name(name) for key, name in app.config.livepages_posters.items()}
    try:
        found = cells.mark(document, notebook, PosterMaker(posters, words.of(app)))
    except cells.LiveCellError as error:
        log.warning("%s", error, location=docname, type=KEY)
        return
    _report_unnamed(found, docname)
    if found:
        app.env.metadata[docname][KEY] = json.dumps(found)


def _report_unnamed(found: list[dict[str, Any]], docname: str) -> None:
    """Warn of live cells whose settings would go to another one once a cell is put before them."""
    for cell in found:
        if cell["shown"] and not cell["code"] and not cell["named"]:
            text = (
                "give live cell %s a name of its own with `live-id`: what readers set is kept by it"
            )
            log.warning(text, cell["id"], location=docname, type=KEY, subtype="unnamed")


def cells_of(app: Sphinx, docname: str) -> list[dict[str, Any]]:
    """The cells of a page that was read, as `cells.mark` found them."""
    return json.loads(app.env.metadata.get(docname, {}).get(KEY, "[]"))


def live_cells(app: Sphinx, docname: str) -> list[dict[str, Any]]:
    """Those that show a widget, or set one up."""
    return [cell for cell in cells_of(app, docname) if not cell["code"]]


def prepare(app: Sphinx, env: Any) -> list[str]:
    """Make the runtime once all pages are read; without it the book has posters only.

    Returns:
        The pages to be written again because the runtime is another one than last time.
    """
    here = build_state.of(app)
    here.runtime = here.lab = None
    prefetch.wait(app)
    found = {name: cells_of(app, name) for name in sorted(env.found_docs) if cells_of(app, name)}
    if app.builder.format != "html" or not any(live_cells(app, name) for name in found):
        return []
    try:
        here.runtime = runtime.make(_runtime_spec(app, found), settings.cache_folder(app), log.info)
        _report_failures(here.runtime)
    except (ToolchainError, UnavailableError) as error:
        _report_static(app, error)
    made = here.runtime
    if made and app.config.livepages_lite:
        here.lab = _lab(app)
    if here.lab:
        os.utime(here.lab.parent)  # it is in use
    before, env.livepages_key = getattr(env, "livepages_key", ""), made.folder.name if made else ""
    return [] if before == env.livepages_key else list(found)


def _report_static(app: Sphinx, reason: Exception) -> None:
    """Log that the widgets stay pictures; a warning only where live pages are required."""
    text = f"Live pages: this build has still pictures in place of live widgets. {reason}"
    if app.config.livepages_required:
        log.warning("%s", text, type=KEY)
    else:
        log.info(bold(text))


def _lab(app: Sphinx) -> Path | None:
    """The browser's Lab; without it the pages are live all the same."""
    try:
        return lab_pages.make(app)
    except UnavailableError as error:
        _report_static(app, error)
        return None


def _report_failures(made: runtime.Runtime) -> None:
    """Warn of cells that do not run in the page's Python, and of needs that it cannot meet."""
    for page, needs in made.settings["needs"].items():
        if unknown := [need for need in needs if need not in NEEDS]:
            text = "a widget needs %r, which pages do not have; they have %s"
            log.warning(text, unknown[0], ", ".join(NEEDS), location=page, type=KEY)
    for page, cell, error in made.settings["failures"]:
        log.warning("cell %s does not run in the page: %s", cell, error, location=page)


def _runtime_spec(app: Sphinx, found: dict[str, list[dict[str, Any]]]) -> RuntimeSpec:
    config = app.config
    sources = [cell["source"] for page in found.values() for cell in page if not cell["code"]]
    excluded = (*config.livepages_compiled, *config.livepages_later)
    return RuntimeSpec(
        modules=tuple(dict.fromkeys(config.livepages_modules)), pages=found,
        imported=tuple(imported_modules(sources, excluded)),
        compiled=tuple(config.livepages_compiled), later=tuple(config.livepages_later),
        on_import=dict(config.livepages_on_import), later_wheels=_later_wheels(app),
        files=tuple(settings.files(Path(app.confdir), config.livepages_files)),
        specs=settings.specs(config),
        distribution=config.livepages_distribution,
    )  # fmt: skip


def _later_wheels(app: Sphinx) -> tuple[Path, ...]:
    """The pure wheels among which packages fetched later are found: the Lab's, if there is one.

    Not every package that is installed here runs in a browser; those of the Lab do.
    """
    config = app.config
    if not (config.livepages_later and config.livepages_lite.get("requirements")):
        return ()
    return tuple(wheels.pure_wheels(settings.lab_requirements(app), settings.cache_folder(app)))


def add_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a live page its settings and the small script that watches its posters.

    Without the runtime it is given the posters' style alone.
    """
    made = build_state.of(app).runtime
    context["metatags"] = NO_REFERRER + context.get("metatags", "")
    found = cells_of(app, pagename)
    if not found:
        return
    if made is None and live_cells(app, pagename):
        style = STYLE.read_text(encoding="utf-8") + NOTHING_TO_START
        context["body"] = f"<style>{style}</style>{context['body']}"
    if made is None:
        return
    up = context["pathto"](f"{FOLDER}/", resource=True)
    of_page = {name: made.settings[name] for name in FOR_PAGES if name in made.settings}
    fetched = made.settings["fetched"]
    cells_of_page = [
        {name: each[name] for name in FOR_CELLS if name in each}
        | {"later": fetched[f"{pagename}#{each['id']}"]}
        for each in found
    ]
    data = {
        "version": VERSION, "words": words.for_browser(app), **of_page, "base": up,
        "key": f"{settings.title(app)}/{pagename}", "cells": cells_of_page,
        "needs": made.settings["needs"].get(pagename, []), "links": _other_places(app, pagename),
    }  # fmt: skip
    if build_state.of(app).lab:
        data["notebook"] = lab_pages.notebook_file(app, pagename)
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    style, script = (html.escape(up + made.settings[name]) for name in ("style", "live"))
    for name in (made.settings["live"], *made.settings["liveImports"]):  # not one by one
        context["metatags"] += f'<link rel="modulepreload" href="{html.escape(up + name)}">'
    context["body"] = (
        f'<link rel="stylesheet" href="{style}">{context["body"]}'
        f'<script type="application/json" id="livepages">{text}</script>'
        f'<script type="module" src="{script}"></script>'
    )


def _other_places(app: Sphinx, pagename: str) -> list[dict[str, str]]:
    """Other places where this page's code runs."""
    links, texts = [], words.of(app)
    if build_state.of(app).lab:
        url = lab_pages.address(app, pagename, f"{pagename}.ipynb")
        links.append({"text": texts["open_in_lab"], "url": url})
    if app.config.livepages_binder:
        url = app.config.livepages_binder.format(page=quote(f"{pagename}.ipynb"))
        links.append({"text": texts["open_on_binder"], "url": url})
    return links


def copy_runtime(app: Sphinx, error: Exception | None) -> None:
    """Put the runtime beside the pages, and take away what an earlier build left there."""
    here = build_state.of(app)
    made = here.runtime
    if error or made is None:
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made.folder, target, ignore=NOT_FOR_THE_SITE)
    if here.lab:
        vega = made.settings.get("vega")
        lab_pages.copy_to_site(app, here.lab, f"{FOLDER}/{vega}" if vega else None)
    clear_cache(settings.cache_folder(app))
