"""Gives the book its look on screen and on paper: files that are copied from beside this module.

They are not kept in a `_static` folder, because Jupyter Book would then add every
script and style sheet found there to every page.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

STYLE, PAPER = (Path(__file__).parent / name for name in ("look.css", "paper.js"))


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Put the files where the pages expect them."""
    if exception is None and app.builder.format == "html":
        for path in (STYLE, PAPER):
            copy_asset_file(str(path), str(Path(app.outdir) / "_static"))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_css_file(STYLE.name, priority=900)
    app.add_js_file(PAPER.name, loading_method="defer")
    app.connect("build-finished", copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
