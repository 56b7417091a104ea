"""What was handed in, looked at before anything in it is run.

Everything a stranger may have put there is refused here in words: wrong kinds of file, links,
floods, and names that nbgrader could not use as a student's id.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

LARGEST = 120 * 1024 * 1024  # bytes of a submission, saved outputs included
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,63}")
_NUMBER = re.compile(r"""^STUDENT\s*=\s*(["'])(.{1,40}?)\1""", re.M)


class Refused(ValueError):
    """A submission that cannot be marked, and why."""


@dataclass(frozen=True)
class Found:
    """What a folder of submissions holds.

    Args:
        notebooks: Notebook of each student, by the student's id.
        refused: What could not be taken in and why, by name.
    """

    notebooks: dict[str, Path]
    refused: dict[str, str]


def look(folder: Path) -> Found:
    """Find the submissions in a folder: a notebook or a folder per student, named by the id."""
    notebooks: dict[str, Path] = {}
    refused: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        student = path.stem if path.is_file() else path.name
        try:
            notebook = _notebook(path)
            if not _ID.fullmatch(student):
                raise Refused("name it by the student's id: letters, digits and . _ - @")
            if student in notebooks:
                raise Refused("this student handed in twice: keep one")
            notebooks[student] = notebook
        except Refused as error:
            refused[path.name] = str(error)
    return Found(notebooks, refused)


def _notebook(path: Path) -> Path:
    """The one notebook that a file or folder is or holds."""
    if path.is_symlink():
        raise Refused("it is a link to another file")
    if path.is_file():
        if path.suffix != ".ipynb":
            raise Refused(f"a {path.suffix or 'nameless'} file was handed in, not a notebook")
        return path
    inside = [p for p in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts]
    if len(inside) != 1:
        raise Refused(f"its folder holds {len(inside)} notebooks: keep one")
    return inside[0]


def take_in(found: Found, course: Path, name: str) -> None:
    """Copy submissions to where nbgrader looks for them, with their time."""
    for student, notebook in found.notebooks.items():
        target = course / "submitted" / student / name / f"{name}.ipynb"
        if notebook.is_symlink() or notebook.stat().st_size > LARGEST:
            found.refused[student] = "it is a link, or larger than 120 MB"
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(".taken-in")
        shutil.copy2(notebook, aside)
        aside.replace(target)


def students(course: Path, name: str) -> list[str]:
    """Ids of those who handed an assignment in."""
    return sorted(path.parent.name for path in (course / "submitted").glob(f"*/{name}"))


def open_notebook(course: Path, name: str, student: str) -> nbformat.NotebookNode:
    """A submission's notebook, read and not run.

    Raises:
        Refused: It is none that can be marked.
    """
    if not _ID.fullmatch(student):
        raise Refused("its folder's name is no student's id: use letters, digits and . _ - @")
    folder = course / "submitted" / student / name
    files = [folder, *folder.rglob("*")]
    if any(path.is_symlink() for path in files):
        raise Refused("it holds a link to another file")
    size = sum(path.stat().st_size for path in files if path.is_file())
    if size > LARGEST:
        raise Refused(f"it is too large: {size / 2**20:.0f} MB of at most {LARGEST / 2**20:.0f}")
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        raise Refused(f"there is no {name}.ipynb in it: was the notebook renamed?")
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except RecursionError:
        raise Refused("it is not a notebook: nested too deeply") from None
    except Exception as error:  # every parser beneath raises its own
        reason = str(error).strip().split("\n")[0][:120]
        raise Refused(f"it is not a notebook that opens ({reason})") from None
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        points = about.get("points", 0) if isinstance(about, dict) else None
        if isinstance(points, bool) or not isinstance(points, (int, float)):
            raise Refused("the marks' metadata in its cells is damaged: ask for a fresh copy")
    return notebook


def number(notebook: nbformat.NotebookNode) -> str:
    """The student number that a notebook gives, as `checks.scenario` reads it, or nothing."""
    written = [
        match[2]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for match in _NUMBER.finditer(cell.source)
    ]
    return written[-1].strip().lower() if written else ""
