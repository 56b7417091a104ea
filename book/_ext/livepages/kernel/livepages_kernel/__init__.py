"""What answers the page's widgets: a few modules in place of a Jupyter kernel."""

from functools import cache

from livepages_kernel.session import Session

__all__ = ["Session", "page"]


@cache
def page() -> Session:
    """The one session of this page; a snapshot already holds it."""
    return Session()
