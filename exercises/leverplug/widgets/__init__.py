"""Pictures and labs for a notebook or a page: what a learner touches.

Each is imported when it is first asked for, so that a page pays for its own only.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {  # class -> module of this package
    "ChartView": "chart_view",
    "NetworkCanvas": "network_canvas",
    "HandIn": "hand_in",
    "VentureLab": "venture_lab",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
