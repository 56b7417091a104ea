"""What lies in the course folder as it was handed in, opened and not run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
from assignments.engine.class_list import ID
from assignments.engine.errors import Refusal
from assignments.engine.intake.entries import LARGEST

_NUMBER = re.compile(r"""^STUDENT\s*=\s*(["'])(.{1,40}?)\1""", re.M)


def students(course: Path, name: str) -> list[str]:
    """Ids of the students who handed an assignment in, in order."""
    try:
        folders = sorted(os.scandir(course / "submitted"), key=lambda folder: folder.name)
    except FileNotFoundError:
        return []
    return [folder.name for folder in folders if os.path.lexists(Path(folder.path, name))]


def submitted_file(course: Path, name: str, student: str) -> Path:
    """Where a student's submission is, as it was handed in."""
    return course / "submitted" / student / name / f"{name}.ipynb"


def open_notebook(course: Path, name: str, student: str) -> nbformat.NotebookNode:
    """A submission's notebook, read and not run.

    Args:
        course: The course folder.
        name: The assignment.
        student: Who handed it in.

    Raises:
        Refusal: It is none that can be marked.
    """
    if not ID.fullmatch(student):
        raise Refusal("its folder's name is no student's id: use letters, digits and . _ - @")
    folder = course / "submitted" / student / name
    files = [folder, *folder.rglob("*")]
    if any(path.is_symlink() for path in files):
        raise Refusal("it holds a link to another file")
    size = sum(path.stat().st_size for path in files if path.is_file())
    if size > LARGEST:
        raise Refusal(f"it is too large: {size / 2**20:.0f} MB of at most {LARGEST / 2**20:.0f}")
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        raise Refusal(f"there is no {name}.ipynb in it: was the notebook renamed?")
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except RecursionError:
        raise Refusal("it is not a notebook: nested too deeply") from None
    except Exception as error:  # every parser beneath raises its own
        reason = str(error).strip().split("\n")[0][:120]
        raise Refusal(f"it is not a notebook that opens ({reason})") from None
    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader", {})
        points = role.get("points", 0) if isinstance(role, dict) else None
        if isinstance(points, bool) or not isinstance(points, (int, float)):
            raise Refusal("the marks' metadata in its cells is damaged: ask for a fresh copy")
    return notebook


def number(notebook: nbformat.NotebookNode) -> str:
    """The student number in a notebook, as `checks.scenario` reads it; empty if there is none."""
    numbers = [
        match[2]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for match in _NUMBER.finditer(cell.source)
    ]
    return numbers[-1].strip().lower() if numbers else ""
