"""The older name of `IPython.utils.capture`."""

from IPython.utils.capture import CapturedIO, capture_output

__all__ = ["CapturedIO", "capture_output"]
