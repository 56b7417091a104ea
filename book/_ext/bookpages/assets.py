"""Gives style sheets and scripts to the pages that need them, and to no other.

They are copied from beside the extension and not kept in a `_static` folder, because Jupyter Book
would then add every file found there to every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

Needed = Callable[[nodes.document], bool]
IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
MODULE_WORD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


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
    """Put a script made of modules into the site, as one file, and name it on each page.

    A browser fetches modules only from the page's own host, which a frame without a host (as
    learning platforms make them) and a page opened as a file do not have.

    Args:
        app: The application that is being set up.
        needed: Whether a page needs it.
        entry: The module that begins; those that it imports stand beside it.
    """

    def copy(static: Path) -> None:
        (static / entry.name).write_text(joined(entry), encoding="utf-8")

    def name(app: Sphinx) -> None:
        app.add_js_file(entry.name, loading_method="defer")

    _connect(app, needed, copy, name)


def joined(entry: Path) -> str:
    """One script of a module and those that it imports, each a function that is called once.

    Raises:
        ValueError: Modules import one another in a circle, or in a way that is not known here.
    """
    made: dict[str, str] = {}
    _join(entry, made, ())
    return '(() => {\n"use strict";\nconst modules = {};\n' + "".join(made.values()) + "})();\n"


def _join(path: Path, made: dict[str, str], waiting: tuple[str, ...]) -> None:
    """Add a module to those that were made, after all that it imports."""
    if path.stem in waiting:
        raise ValueError(f"modules import one another in a circle: {path.stem} in {waiting}")
    if path.stem in made:
        return
    text = path.read_text(encoding="utf-8")
    for imported in IMPORT.finditer(text):
        _join(path.with_name(f"{imported[2]}.js"), made, (*waiting, path.stem))
    exported = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(_taken, text))
    if left := MODULE_WORD.search(body):
        raise ValueError(f"{path.name}: this cannot be joined: {left[0]!r}")
    made[path.stem] = f"modules.{path.stem} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _taken(imported: re.Match[str]) -> str:
    """What is imported, taken from a module that was made before."""
    names = (imported[1] or "{}").replace(" as ", ": ")
    return f"const {names} = modules.{imported[2]};"


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
