"""Pictures and labs for a notebook or a page: what a learner touches."""

from leverplug.widgets.chart_view import ChartView
from leverplug.widgets.network_canvas import NetworkCanvas

__all__ = ["ChartView", "NetworkCanvas"]
