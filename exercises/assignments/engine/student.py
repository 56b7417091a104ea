"""Students' notebooks: assignments without answers, as nbgrader releases them.

nbgrader itself is not needed, so that the book can offer the notebooks without it. A test holds
them byte for byte against what nbgrader generates with the course's settings.
"""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path

from assignments.engine.cells import blank, is_guide, is_written, role, visible
from assignments.engine.files import REPOSITORY, SOURCES, write
from assignments.engine.source import Assignment, names, read
from nbformat import NotebookNode

BUILT = REPOSITORY / "_build" / "assignments"
STUDENT, COURSE = "student", "course"  # its folders
_TEXT_STUB = "YOUR ANSWER HERE"  # as in nbgrader_config.py


def write_all(target: Path = BUILT / STUDENT, folder: Path = SOURCES) -> list[str]:
    """Write the students' notebooks, and delete those that have no source any more.

    A notebook that is already as it should be is not touched, so that its time tells when it
    changed last.

    Args:
        target: Folder to write to.
        folder: Where the sources are.

    Returns:
        Names of the notebooks that were written or deleted.

    Raises:
        SourceError: A source is malformed; nothing at all is written then.
    """
    notebooks = {name: notebook(read(folder / f"{name}.md")) for name in names(folder)}
    changed = [name for name, nb in notebooks.items() if write(nb, target / f"{name}.ipynb")]
    for path in sorted(target.glob("*.ipynb")):
        if path.stem not in notebooks:
            path.unlink()
            changed.append(path.stem)
    return changed


def notebook(assignment: Assignment) -> NotebookNode:
    """A student's notebook: no answers, hidden tests, rubrics or outputs; graded cells locked."""
    nb = without_guide(assignment.notebook)
    for cell in nb.cells:
        if role(cell):
            _release(cell)
    return nb


def without_guide(notebook: NotebookNode) -> NotebookNode:
    """A notebook without the cells that only instructors see."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if not is_guide(cell)]
    return notebook


def _release(cell: NotebookNode) -> None:
    """Blank a cell that nbgrader knows, lock it, and give it the checksum of what is left."""
    cell.source = _TEXT_STUB if is_written(cell) else visible(blank(cell.source))
    cell.metadata["deletable"] = False
    if _is_test(cell):
        cell.metadata["editable"] = False
    role(cell)["checksum"] = _checksum(cell)


def _is_test(cell: NotebookNode) -> bool:
    return role(cell)["grade"] and not role(cell)["solution"]


def _checksum(cell: NotebookNode) -> str:
    """nbgrader's checksum of a cell: by it a blank answer and a changed test are recognised."""
    metadata = role(cell)
    parts = [cell.source, cell.cell_type]
    parts += [str(metadata["grade"]), str(metadata["solution"])]
    parts += [str(_is_test(cell)), metadata["grade_id"]]
    parts += [str(float(metadata["points"]))] if metadata["grade"] else []
    return hashlib.md5("".join(parts).encode()).hexdigest()
