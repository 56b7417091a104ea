"""Gives style sheets and scripts to the pages that need them, and to no other.

They are copied from beside the extension and not kept in a `_static` folder, because Jupyter Book
would then add every file found there to every page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

Needed = Callable[[nodes.document], bool]
IMPORTED = re.compile(r'^(import [^"]*"\./\w+\.js)', re.MULTILINE)


def add(app: Sphinx, needed: Needed, *files: Path) -> None:
    """Put files into the site, and name them in the head of each page that needs them.

    Args:
        app: The application that is being set up.
        needed: Whether a page needs them.
        files: Style sheets and scripts.
    """

    def copy(static: Path) -> None:
        for path in files:
            copy_asset_file(str(path), str(static))

    def name(app: Sphinx) -> None:
        for path in files:
            if path.suffix == ".css":
                app.add_css_file(path.name, priority=910)
            else:
                app.add_js_file(path.name, loading_method="defer")

    _connect(app, needed, copy, name)


def add_modules(app: Sphinx, needed: Needed, entry: Path) -> None:
    """Put a script made of modules into the site, and name it on each page that needs it.

    Args:
        app: The application that is being set up.
        needed: Whether a page needs it.
        entry: The module that a page loads; it and those beside it go into a folder of its name.
    """

    def copy(static: Path) -> None:
        folder = static / entry.stem
        folder.mkdir(exist_ok=True)
        for name, text in stamped(entry.parent).items():
            (folder / name).write_text(text, encoding="utf-8")

    def name(app: Sphinx) -> None:
        app.add_js_file(f"{entry.stem}/{entry.name}", type="module")

    _connect(app, needed, copy, name)


def stamped(folder: Path) -> dict[str, str]:
    """Modules of a folder by name, which import one another under addresses of this edition.

    A browser that keeps a module of an earlier edition would else give it to one of this.
    """
    modules = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    edition = hashlib.sha256("".join(modules.values()).encode()).hexdigest()[:8]
    return {name: IMPORTED.sub(rf"\1?v={edition}", text) for name, text in modules.items()}


def _connect(
    app: Sphinx, needed: Needed, copy: Callable[[Path], None], name: Callable[[Sphinx], None]
) -> None:
    def put(app: Sphinx) -> None:  # in time for the files' checksums
        if app.builder.format == "html":
            static = Path(app.outdir) / "_static"
            static.mkdir(parents=True, exist_ok=True)
            copy(static)

    def mention(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        if doctree and needed(doctree):
            name(app)

    app.connect("builder-inited", put)
    app.connect("html-page-context", mention)


def has(*kinds: type[nodes.Element]) -> Needed:
    """Whether a page has a node of one of these kinds."""
    return lambda doctree: any(isinstance(node, kinds) for node in doctree.findall())
