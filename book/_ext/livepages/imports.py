"""Finds the modules that live cells import."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterable, Iterator


def imported_modules(sources: Iterable[str], excluded: Iterable[str] = ()) -> list[str]:
    """Names of the modules that `sources` import, in alphabetical order.

    Args:
        sources: Code of live cells; what is not Python (a magic, say) is passed over.
        excluded: Packages that are left out, with everything below them.

    Example:
        >>> imported_modules(["import json", "from ipywidgets import widgets, IntSlider"])
        ['ipywidgets', 'ipywidgets.widgets']
    """
    skipped = {*excluded, *sys.stdlib_module_names}
    found = {name for source in sources for name in _names(source)}
    return sorted(name for name in found if name.partition(".")[0] not in skipped)


def _names(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            members = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from filter(_is_module, members)


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is no package
        return False
