"""An assignment's source: a MyST notebook in which nbgrader's metadata is written short.

`read` fills in what an author leaves out, puts in the first cell that every notebook needs, and
refuses a source that would mark wrongly: file, cell and remedy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
from assignments.engine import rules, setup_cell
from assignments.engine.cells import is_written, role
from assignments.engine.errors import SourceError
from assignments.engine.files import REPOSITORY, SOURCES
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

_SCHEMA = 3  # of nbgrader's cell metadata


@dataclass(frozen=True)
class Assignment:
    """One assignment with its answers: what every output is made from.

    Args:
        name: Stem of its file, for example ``05_build_a_portfolio``.
        title: Its title.
        minutes: Time that it takes a student.
        chapter: Page of the book it goes with, without suffix.
        notebook: All cells, with nbgrader's full metadata.
    """

    name: str
    title: str
    minutes: int
    chapter: str
    notebook: NotebookNode

    def graded(self) -> Iterator[NotebookNode]:
        """Cells that earn points, in order."""
        return (cell for cell in self.notebook.cells if role(cell).get("grade"))

    def marks(self) -> float:
        """Marks of all its cells together."""
        return sum(role(cell)["points"] for cell in self.graded())

    def automatic(self) -> float:
        """Marks that nbgrader gives without a person."""
        return sum(role(cell)["points"] for cell in self.graded() if not is_written(cell))


def names(folder: Path = SOURCES) -> list[str]:
    """Names of all assignments, in order."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9]_*.md"))


def read(path: Path, address: str | None = None) -> Assignment:
    """The assignment in a source file.

    Args:
        path: A MyST notebook with an `assignment` block in its front matter.
        address: Where the first cell gets the kit; see `setup_cell.code`.

    Raises:
        SourceError: It lacks something, or would mark wrongly.
    """
    try:
        notebook = jupytext.read(path, fmt="md:myst")
    except Exception as error:  # jupytext raises what YAML and its own parsers raise
        raise SourceError(path.name, "front matter or a cell's header", str(error).split("\n")[0],
                          "write its YAML as in the other assignments") from error  # fmt: skip
    block = _block(path.name, notebook)
    for cell in notebook.cells:
        _fill_in(cell)
    rules.check(path.name, notebook, block)
    charts = any("import altair" in cell.source for cell in notebook.cells)
    code = setup_cell.code(address, charts)
    notebook.cells.insert(1, new_code_cell(code, metadata={"tags": ["set-up"]}))
    _clean(notebook, path.stem)
    return Assignment(path.stem, notebook=notebook, **block)


def _block(file: str, notebook: NotebookNode) -> dict[str, Any]:
    block = notebook.metadata.get("assignment")
    fields = {"title": str, "minutes": int, "chapter": str}
    if not isinstance(block, dict) or set(block) != set(fields):
        raise SourceError(file, "front matter", "there is no full `assignment` block",
                          f"give it {', '.join(fields)} and nothing else")  # fmt: skip
    for name, kind in fields.items():
        if type(block[name]) is not kind:
            raise SourceError(file, "front matter", f"assignment: {name} is {block[name]!r}",
                              f"give a {kind.__name__}")  # fmt: skip
    if not (REPOSITORY / f"{block['chapter']}.md").exists():
        raise SourceError(file, "front matter", f"there is no page {block['chapter']!r}",
                          "name a page as in _toc.yml, without .md")  # fmt: skip
    return dict(block)


def _fill_in(cell: NotebookNode) -> None:
    """Complete the short form of nbgrader's metadata."""
    short = role(cell)
    if not short:
        return
    grade, solution = bool(short.get("grade")), bool(short.get("solution"))
    full = {"schema_version": _SCHEMA, "cell_type": cell.cell_type, "task": False}
    full |= {"grade": grade, "solution": solution, "locked": grade and not solution}
    cell.metadata["nbgrader"] = NotebookNode(full | dict(short))


def _clean(notebook: NotebookNode, name: str) -> None:
    """Remove metadata of the source, and give cells ids that stay the same."""
    notebook.metadata = NotebookNode(
        kernelspec=notebook.metadata.get("kernelspec", {}), language_info={"name": "python"}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{name[:2]}-{number:03}"
