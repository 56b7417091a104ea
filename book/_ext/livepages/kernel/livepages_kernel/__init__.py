"""What answers the page's widgets: a few modules in place of a Jupyter kernel."""

from livepages_kernel.session import Session

__all__ = ["Session"]
