"""Kept so that `IPython.core.interactiveshell` can be imported."""
