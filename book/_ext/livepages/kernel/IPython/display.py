"""`display` and `clear_output`, as widgets import them."""

from livepages_kernel.display import clear_output, display

__all__ = ["clear_output", "display"]
