"""Gives the book its look: one style sheet, copied from beside this module.

It is not kept in a `_static` folder, because Jupyter Book would then add every
script and style sheet found there to every page.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

STYLE = Path(__file__).parent / "look.css"


def copy_style(app: Sphinx, exception: Exception | None) -> None:
    """Put the style sheet where the pages expect it."""
    if exception is None and app.builder.format == "html":
        copy_asset_file(str(STYLE), str(Path(app.outdir) / "_static"))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_css_file(STYLE.name, priority=900)
    app.connect("build-finished", copy_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
