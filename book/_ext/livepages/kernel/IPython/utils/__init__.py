"""Kept so that `IPython.utils.capture` can be imported."""
