"""A class that widgets only ever test for."""


class InteractiveShell:
    """Never made here: nothing in the page is one."""

    @staticmethod
    def initialized() -> bool:
        """Whether there is a running IPython: no."""
        return False
