"""Leads from the site's address to the book's first page, with a title, an icon and a link.

Without it the table of contents' extension writes a bare redirect, for which a
browser looks in vain for an icon.
"""

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx


def front_door(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that redirects to the first page, unless that is `index` itself."""
    first = app.config.root_doc
    if first != "index":
        yield "index", {"first": first}, "front_door.html"


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-collect-pages", front_door)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
