"""Submissions, checked before anything in them is run.

Everything a stranger may have put there is refused here in words: wrong kinds of file, links,
floods, and names that nbgrader could not use as a student's id.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import nbformat
from assignments.engine.errors import Refusal

LARGEST = 120 * 1024 * 1024  # bytes of a submission, saved outputs included
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,63}")
_NUMBER = re.compile(r"""^STUDENT\s*=\s*(["'])(.{1,40}?)\1""", re.M)


class Submissions(NamedTuple):
    """Submissions in a folder: notebooks by student's id, reasons of refusals by file's name."""

    notebooks: dict[str, Path]
    refusals: dict[str, str]


def find_submissions(folder: Path) -> Submissions:
    """Submissions in a folder with a notebook or a folder per student, named by the id."""
    notebooks: dict[str, Path] = {}
    refusals: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        student = path.stem if path.is_file() else path.name
        try:
            notebook = _notebook(path)
            if not _ID.fullmatch(student):
                raise Refusal("name it by the student's id: letters, digits and . _ - @")
            if student in notebooks:
                raise Refusal("this student handed in twice: keep one")
            notebooks[student] = notebook
        except Refusal as error:
            refusals[path.name] = str(error)
    return Submissions(notebooks, refusals)


def _notebook(path: Path) -> Path:
    """The one notebook that a file or folder is or holds."""
    if path.is_symlink():
        raise Refusal("it is a link to another file")
    if path.is_file():
        if path.suffix != ".ipynb":
            raise Refusal(f"a {path.suffix or 'nameless'} file was handed in, not a notebook")
        return path
    notebooks = [p for p in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts]
    if len(notebooks) != 1:
        raise Refusal(f"its folder holds {len(notebooks)} notebooks: keep one")
    return notebooks[0]


def take_in(notebooks: dict[str, Path], course: Path, name: str) -> dict[str, str]:
    """Copy submissions to where nbgrader looks for them, with their time.

    Args:
        notebooks: Notebook of each student, by the student's id.
        course: The course folder.
        name: The assignment.

    Returns:
        Why a submission was not copied, by the student's id.
    """
    refusals = {}
    for student, notebook in notebooks.items():
        target = course / "submitted" / student / name / f"{name}.ipynb"
        if notebook.is_symlink() or notebook.stat().st_size > LARGEST:
            refusals[student] = "it is a link, or larger than 120 MB"
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = target.with_name(".taken-in")
        shutil.copy2(notebook, copy)
        copy.replace(target)
    return refusals


def students(course: Path, name: str) -> list[str]:
    """Ids of the students who handed an assignment in, in order."""
    return sorted(path.parent.name for path in (course / "submitted").glob(f"*/{name}"))


def open_notebook(course: Path, name: str, student: str) -> nbformat.NotebookNode:
    """A submission's notebook, read and not run.

    Args:
        course: The course folder.
        name: The assignment.
        student: Who handed it in.

    Raises:
        Refusal: It is none that can be marked.
    """
    if not _ID.fullmatch(student):
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
