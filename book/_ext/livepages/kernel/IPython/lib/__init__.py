"""Kept so that `IPython.lib.display` can be imported."""
