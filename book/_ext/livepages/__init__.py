"""Makes the widgets of a Jupyter Book work in the built page, with no server.

Cells tagged `live` get a poster, drawn when the book is built; in the browser one worker runs
Python for all of them. README.md beside this file tells how to use it in another book.
"""

from __future__ import annotations

import os

from sphinx.application import Sphinx

from livepages import lab_pages, pages, prefetch, words

# Raise it when pages that were read before must be read again: the posters are in their doctrees.
ENV_VERSION = 5


def setup(app: Sphinx) -> dict[str, object]:
    """Add the settings and the events of live pages to a book."""
    app.add_config_value("livepages_modules", [], "html")
    app.add_config_value("livepages_compiled", ["numpy"], "html")
    app.add_config_value("livepages_later", [], "html")
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
