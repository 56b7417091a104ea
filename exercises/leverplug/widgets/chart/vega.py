"""Vega for notebooks: the program that draws charts, as one JavaScript module.

A built page brings its own copy. A notebook's page asks for this one once, however many
charts it shows, and nothing is fetched from anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anywidget import AnyWidget

VEGALITE = "6.4"  # the version whose schema our charts are written in
_MODULE = "export { vegaEmbed };"
# Where vl-convert-python cannot run, as in a notebook inside the browser, a build may lay down
# here what `module` gives.
BESIDE = Path(__file__).with_name("vega_bundle.js")
MISSING = (
    "This chart cannot be drawn here, because the package vl-convert-python is missing: "
    "install it (pip install vl-convert-python) and start again. The numbers are below."
)


@cache
def module() -> bytes | None:
    """The text of an ES module that exports `vegaEmbed`; None where it cannot be had."""
    try:
        import vl_convert
    except ImportError:
        return BESIDE.read_bytes() if BESIDE.exists() else None
    return vl_convert.javascript_bundle(_MODULE, vl_version=VEGALITE).encode()


def send_when_asked(widget: AnyWidget) -> None:
    """Answer a widget's page with the module whenever it asks, or say why there is none."""

    def answer(_widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("type") != "need-vega":
            return
        text = module()
        if text is None:
            widget.send({"type": "no-vega", "message": MISSING})
        else:
            widget.send({"type": "vega"}, [text])

    widget.on_msg(answer)
