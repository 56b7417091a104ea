"""The links that were made, each to copy and as a QR code; and where the page itself is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.widgets.base import esm

_HERE = Path(__file__).parent


class LinksView(anywidget.AnyWidget):
    """Links for a class.

    Args:
        rows: For each link `team`, `link`, `line` (for a learning platform), and of its QR code
            `size` (modules) and `path` (SVG).
        problem: Why there are none.
        warning: Why students may not be able to open them.
        here: Address of the page that shows this; the page says it.
    """

    _esm = esm.module(_HERE / "links_view.js")
    _css = _HERE / "links_view.css"

    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    warning = traitlets.Unicode("").tag(sync=True)
    longest = traitlets.Int(0).tag(sync=True)
    here = traitlets.Unicode("").tag(sync=True)


def poster(state: Mapping[str, Any]) -> str:
    """Nothing: links are made once Python has started."""
    return ""
