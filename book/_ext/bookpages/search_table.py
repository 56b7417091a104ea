"""Gives long tables a search field: tables in a box of the class `searchable`.

The script and its style go to the pages that have such a table, and to no other.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

HERE = Path(__file__).parent
STYLE = "search_table.css"
SCRIPT = "search_table.js"


def has_table(doctree: nodes.document | None) -> bool:
    """Return whether a page has a table to search."""
    boxes = doctree.findall(nodes.container) if doctree else ()
    return any("searchable" in box["classes"] for box in boxes)


def add(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Name our files in the head of a page that needs them."""
    if has_table(doctree):
        app.add_css_file(STYLE, priority=910)
        app.add_js_file(SCRIPT, loading_method="defer")


def copy(app: Sphinx) -> None:
    """Put our files where the pages expect them, in time for their checksums."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for name in (STYLE, SCRIPT):
            copy_asset_file(str(HERE / name), str(static))


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", add)
    app.connect("builder-inited", copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
