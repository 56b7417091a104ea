"""The sources' folder, and files that are replaced as a whole.

A file that is already as it should be is left alone, so that its time tells when it changed last,
and what is made of it is not made again.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

SOURCES = Path(__file__).resolve().parents[1]
REPOSITORY = SOURCES.parents[1]
LARGEST = 120 * 1024 * 1024  # bytes of a submission, saved outputs included


def write(notebook: nbformat.NotebookNode, path: Path) -> bool:
    """Write a notebook; return whether the file had to change."""
    new = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    return move(new, path)


def move(new: Path, path: Path) -> bool:
    """Put a file in the place of another; return whether that one had to change."""
    if path.is_file() and path.read_bytes() == new.read_bytes():
        new.unlink()
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new.replace(path)
    return True
