"""The few names of IPython that widgets ask for; the page has no IPython."""

from types import SimpleNamespace

_shell: SimpleNamespace | None = None


def install(shell: SimpleNamespace) -> None:
    """Set what `get_ipython` returns."""
    global _shell
    _shell = shell


def get_ipython() -> SimpleNamespace | None:
    """The object that errors of widget callbacks are handed to."""
    return _shell
