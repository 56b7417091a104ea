"""Gives style sheets and scripts to the pages that need them, and to no other.

They are copied from beside the extension and not kept in a `_static` folder, because Jupyter Book
would then add every file found there to every page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

Needed = Callable[[nodes.document], bool]


def add(app: Sphinx, needed: Needed, *files: Path) -> None:
    """Put files into the site, and name them in the head of each page that needs them.

    Args:
        app: The application that is being set up.
        needed: Whether a page needs them.
        files: Style sheets and scripts.
    """

    def copy(app: Sphinx) -> None:  # in time for the files' checksums
        if app.builder.format == "html":
            static = Path(app.outdir) / "_static"
            static.mkdir(parents=True, exist_ok=True)
            for path in files:
                copy_asset_file(str(path), str(static))

    def name(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        for path in files if doctree and needed(doctree) else ():
            if path.suffix == ".css":
                app.add_css_file(path.name, priority=910)
            else:
                app.add_js_file(path.name, loading_method="defer")

    app.connect("builder-inited", copy)
    app.connect("html-page-context", name)


def has(*kinds: type[nodes.Element]) -> Needed:
    """Whether a page has a node of one of these kinds."""
    return lambda doctree: any(isinstance(node, kinds) for node in doctree.findall())
