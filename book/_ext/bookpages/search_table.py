"""Gives long tables a search field: tables in a box of the class `searchable`."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from bookpages import assets

HERE = Path(__file__).parent


def has_table(doctree: nodes.document) -> bool:
    """Return whether a page has a table to search."""
    return any("searchable" in box["classes"] for box in doctree.findall(nodes.container))


def setup(app: Sphinx) -> dict[str, bool]:
    assets.add(app, has_table, HERE / "search_table.css", HERE / "search_table.js")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
