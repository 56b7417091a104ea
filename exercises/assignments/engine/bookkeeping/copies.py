"""The copies that were marked: what stands in them, and which words a mark was given for."""

from __future__ import annotations

import json
from collections import Counter

from assignments.engine.cells import is_written, role
from assignments.engine.course import Course
from nbformat import NotebookNode, v4


def autograded(course: Course, name: str, student: str) -> NotebookNode | None:
    """The copy that was marked last, as it is, or None if there is none that can be read.

    It is not checked against the notebooks' schema, which would take most of the time.
    """
    path = course.root / "autograded" / student / name / f"{name}.ipynb"
    try:
        return v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def own_cells(course: Course, name: str, notebook: NotebookNode) -> list[NotebookNode]:
    """Cells of a marked copy that the released notebook does not have: the student's own."""
    path = course.root / "release" / name / f"{name}.ipynb"
    released = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
    ids = {cell.get("id") for cell in released}
    # A copy without ids is of an old editor, and its texts are those of the released one or own.
    sources = Counter("".join(cell["source"]) for cell in released)
    return [
        cell
        for cell in notebook.cells
        if not role(cell) and (cell["id"] not in ids if "id" in cell else not sources[cell.source])
    ]


def texts(course: Course, name: str, student: str) -> dict[str, tuple[str, str]]:
    """What each graded cell's mark is for, and the text around, by grade_id."""
    notebook = autograded(course, name, student)
    if notebook is None:
        return {}
    own = [c.source for c in own_cells(course, name, notebook) if c.cell_type != "code"]
    around = "\n\n".join(own)
    tests = [cell for cell in notebook.cells if role(cell).get("grade") and not is_written(cell)]
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code" and c not in tests)
    return {
        role(cell)["grade_id"]: (cell.source if is_written(cell) else code, around)
        for cell in notebook.cells
        if role(cell).get("grade")
    }
