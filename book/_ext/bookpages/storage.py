"""Lets pages work where the browser refuses to keep anything, and say so.

The script has to come before all others of a page, those of the theme's head included.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

SCRIPT = Path(__file__).parent / "storage.js"


def copy_script(app: Sphinx, exception: Exception | None) -> None:
    """Put the script where the pages expect it."""
    if exception is None and app.builder.format == "html":
        copy_asset_file(str(SCRIPT), str(Path(app.outdir) / "_static"))


def name_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Name the script at the top of a page's head."""
    address = escape(context["pathto"](f"_static/{SCRIPT.name}", resource=True))
    context["metatags"] = f'<script src="{address}"></script>\n{context.get("metatags", "")}'


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", copy_script)
    app.connect("html-page-context", name_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
