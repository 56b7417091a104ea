"""Lets nbgrader work in folders whose names have brackets or stars.

nbgrader 0.9 looks for notebooks by a pattern that begins with the course folder, so that
`Courses [2026]` means "Courses 2, 0 or 6", and nothing is found, or nothing left out.
"""

from __future__ import annotations

import glob
import os
from types import SimpleNamespace

_MODULES = ("nbgrader.converters.base", "nbgrader.utils", "nbgrader.apps.api")


def literal(pattern: str) -> list[str]:
    """What matches a pattern, of which as much is a name as there is a folder or file of.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> folder = Path(tempfile.mkdtemp(), "Courses [2026]")
        >>> (folder / "source").mkdir(parents=True)
        >>> [Path(path).name for path in literal(f"{folder}/s*")]
        ['source']
    """
    known = pattern
    while known and not os.path.lexists(known):
        known = os.path.split(known)[0] if os.path.split(known)[0] != known else ""
    return glob.glob(glob.escape(known) + pattern[len(known) :])


def take_names_literally() -> None:
    """Have nbgrader look for files so, in this process; done again it changes nothing."""
    from importlib import import_module

    for name in _MODULES:
        vars(import_module(name))["glob"] = SimpleNamespace(glob=literal)
