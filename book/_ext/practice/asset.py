"""Gives the script and the style sheet to the pages that have questions, and to no other.

They are copied from beside this module and not kept in a `_static` folder,
because Jupyter Book would then add them to every page.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset_file

from .clearing import ClearData
from .prediction import Predict
from .self_check import SelfCheck

HERE = Path(__file__).parent
STYLE = "practice.css"
SCRIPT = "practice.js"


def add(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Name our files in the head of a page that needs them."""
    wanted = (SelfCheck, Predict, ClearData)
    if doctree and any(isinstance(node, wanted) for node in doctree.findall()):
        app.add_css_file(STYLE, priority=910)
        app.add_js_file(SCRIPT, loading_method="defer")


def copy(app: Sphinx) -> None:
    """Put our files where the pages expect them, in time for their checksums."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for name in (STYLE, SCRIPT):
            copy_asset_file(str(HERE / name), str(static))


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add)
    app.connect("builder-inited", copy)
