"""Pictures and labs for a notebook or a page: what a learner touches.

Each is imported when it is first asked for, so that a page pays for its own only.
"""

from leverplug.lazy import lazy

_HOMES = {  # class -> module of this package
    "ChartView": "chart.chart_view",
    "NetworkCanvas": "editor.network_canvas",
    "HandIn": "venture.hand_in",
    "VentureLab": "venture.venture_lab",
}

__all__ = list(_HOMES)
__getattr__, __dir__ = lazy(__name__, _HOMES)
