"""Finds the modules that live cells import."""

from __future__ import annotations

import ast
import importlib.util
import runpy
import sys
from collections.abc import Iterable, Iterator

from livepages.runtime_spec import KERNEL

# As the page's Python reads them: of a magic, what Python is in it.
to_read = runpy.run_path(str(KERNEL / "livepages_kernel" / "notebook_code.py"))["to_read"]


def imported_modules(sources: Iterable[str], excluded: Iterable[str] = ()) -> list[str]:
    """Names of the modules that `sources` import and that are found here, in alphabetical order.

    A cell that imports another one fails when the book is built, and the build says so.

    Args:
        sources: Code of live cells; of magics, the Python in them counts.
        excluded: Packages that are left out, with everything below them.

    Example:
        >>> imported_modules(["import json", "from ipywidgets import widgets, IntSlider"])
        ['ipywidgets', 'ipywidgets.widgets']
    """
    skipped = {*excluded, *sys.stdlib_module_names, "__main__"}
    found = {name for source in sources for name in _names(source)}
    tops = {name.partition(".")[0] for name in found} - skipped
    here = {top for top in tops if _has_file(top)}
    return sorted(name for name in found if name.partition(".")[0] in here)


def _has_file(name: str) -> bool:
    """Whether a package or module is installed, and not as a bare folder of others."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:  # a module that was made by hand has none
        return False
    return spec is not None and spec.origin is not None


def _names(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(to_read(source))
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
    except Exception:  # its parent is no package, or cannot be imported here
        return False
