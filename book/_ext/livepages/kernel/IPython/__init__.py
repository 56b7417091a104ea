"""What widgets and notebooks ask of IPython; the page has no IPython."""

from typing import Any

version_info = (9, 0, 0)  # whose ways are followed here
__version__ = ".".join(map(str, version_info))
_shell: Any = None


def install(shell: Any) -> None:
    """Set what `get_ipython` returns."""
    global _shell
    _shell = shell


def get_ipython() -> Any:
    """What runs magics, and what errors of widget callbacks are handed to."""
    return _shell
