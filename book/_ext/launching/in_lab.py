"""The book's notebooks for the browser's Lab, each with a word on what to expect there."""

from __future__ import annotations

from pathlib import Path

import nbformat

from launching.citations import Works
from launching.notebooks import Book, notebook, pages

NOTE = (
    "*You are in the browser's Lab: nothing is installed, and nothing leaves this computer. Run "
    "the cells from the top with Shift + Enter. The first one fetches Python's packages, which "
    "takes 10 seconds or more, longer on a slow line. If the bracket beside a cell stays empty, "
    "Python was not there yet: run it again. What you change is kept in this browser alone: File "
    "→ Download saves a copy.*"
)


def notebooks(root: Path) -> dict[str, nbformat.NotebookNode]:
    """Return the pages of the book that are run, by name.

    Args:
        root: Folder of `_config.yml`.
    """
    found = pages(root)
    book = Book(Works(root / "book" / "references.bib"), frozenset(found))
    return {name: _noted(notebook(source, name, book)) for name, source in found.items()}


def _noted(made: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the note under its title."""
    title, _, rest = made.cells[0].source.partition("\n")
    made.cells[0].source = f"{title}\n\n{NOTE}\n{rest}"
    return made
