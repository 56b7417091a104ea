"""Magics of one's own, made of functions."""

from collections.abc import Callable
from typing import Any

from IPython import get_ipython


def _registers(kind: str) -> Callable[..., Any]:
    def register(named: Any) -> Any:
        if isinstance(named, str):
            return lambda function: _register(function, kind, named)
        return _register(named, kind, "")

    return register


def _register(function: Callable[..., Any], kind: str, name: str) -> Callable[..., Any]:
    get_ipython().register_magic_function(function, kind, name)
    return function


register_line_magic = _registers("line")
register_cell_magic = _registers("cell")
register_line_cell_magic = _registers("line_cell")


def needs_local_scope(function: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing: all names of a page are in one place."""
    return function
