"""The few names of IPython that widgets ask for; the page has no IPython."""

_shell = None


def install(shell) -> None:
    """Set what `get_ipython` returns."""
    global _shell
    _shell = shell


def get_ipython():
    """The object that errors of widget callbacks are handed to."""
    return _shell
