"""Makes the widgets of a Jupyter Book work in the built page, with no server.

Cells tagged `live` get a poster, drawn when the book is built; in the browser one worker runs
Python for all of them. README.md beside this file tells how to use it in another book.
"""

from __future__ import annotations

import os

from sphinx.application import Sphinx
from sphinx.config import Config

from livepages import build_state, lab_pages, pages, prefetch, words

# Raise it when pages that were read before must be read again: the posters are in their doctrees.
ENV_VERSION = 8


def first_cell(app: Sphinx, page: str) -> str | None:
    """The id of the element that holds the first live cell of a page.

    Args:
        app: A build whose pages have been read.
        page: Name of the page, such as "book/index".

    Returns:
        Such as "live-cell-1"; None if no cell of the page is live in this build.
    """
    shown = [cell["id"] for cell in pages.live_cells(app, page) if cell["shown"]]
    return f"live-{shown[0]}" if shown and build_state.of(app).runtime else None


def lab_address(app: Sphinx, page: str, notebook: str) -> str | None:
    """Where the browser's Lab opens a notebook.

    Args:
        app: A build whose pages have been read.
        page: Name of the page from which the link leads there.
        notebook: Path of the notebook in the Lab, such as "book/index.ipynb".

    Returns:
        The address, seen from the page; None if this build has no Lab.
    """
    return lab_pages.address(app, page, notebook) if build_state.of(app).lab else None


def set_binder_address(config: Config, address: str) -> None:
    """Name the way to Binder that a failed cell offers, unless `livepages_binder` names one.

    Args:
        config: The settings, not later than at the event `config-inited`.
        address: With `{page}` where the path of the page's notebook goes.
    """
    config.livepages_binder = config.livepages_binder or address


def setup(app: Sphinx) -> dict[str, object]:
    """Add the settings and the events of live pages to a book."""
    app.add_config_value("livepages_modules", [], "html")
    app.add_config_value("livepages_compiled", ["numpy"], "html")
    app.add_config_value("livepages_later", [], "html")
    app.add_config_value("livepages_on_import", {}, "html")
    app.add_config_value("livepages_files", {}, "html")
    app.add_config_value("livepages_specs", "", "html")
    app.add_config_value("livepages_lite", {}, "html")
    app.add_config_value("livepages_binder", "", "html")
    app.add_config_value("livepages_words", {}, "env")
    app.add_config_value("livepages_posters", {}, "env")
    app.add_config_value("livepages_required", bool(os.environ.get("LIVEPAGES_REQUIRED")), "")
    app.add_config_value("livepages_distribution", pages.DISTRIBUTION, "html")
    app.add_config_value("livepages_cache", os.environ.get("LIVEPAGES_CACHE", ""), "")
    app.connect("config-inited", words.check)
    app.connect("builder-inited", prefetch.start)
    app.connect("doctree-read", pages.read_page)
    app.connect("env-updated", pages.prepare)
    app.connect("html-page-context", pages.add_to_page)
    app.connect("html-page-context", lab_pages.add_button, priority=600)
    app.connect("build-finished", pages.copy_runtime)
    return {"env_version": ENV_VERSION, "parallel_read_safe": True, "parallel_write_safe": False}
