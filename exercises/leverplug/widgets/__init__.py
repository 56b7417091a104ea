"""Pictures and labs for a notebook or a page: what a learner touches."""

from leverplug.widgets.network_canvas import NetworkCanvas

__all__ = ["NetworkCanvas"]
