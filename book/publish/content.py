"""Gathers what students launch: notebooks, data, the library, and what Binder installs."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import nbformat
from assignments.engine import setup_cell
from launching import notebooks
from launching.citations import Works
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Taken over as they are: files, and folders with all that git knows in them.
AS_THEY_ARE = ("exercises/leverplug", "datasets", "pyproject.toml", "requirements.lock",
               "runtime.txt", "LICENSE", "LICENSE-CONTENT", "CITATION.cff")  # fmt: skip
FOR_INSTRUCTORS = "book/instructors/"
BESIDE_THE_LIBRARY = {"jupyterlab"}  # what a notebook server needs, apart from the library's own
MARK = "made from the sources of Levers and Plugs"
README = """\
# Levers and Plugs: notebooks

This branch is made from the sources of Levers and Plugs. Change it there: what is changed here
will be written over.

- `book/`: the chapters, as notebooks
- `assignments/`: the assignments, as students get them
- `datasets/`: the data
- `exercises/leverplug/`: the library, which `requirements.txt` installs

On a computer of your own: `pip install -r requirements.txt`, then `jupyter lab`.
"""
# What no file that students get may hold.
SECRET = re.compile(r"(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS)|marking-guide|Marking guide:")


class ContentError(ValueError):
    """Something that must not be published, or is missing: what, and what to do."""


def gather(root: Path, target: Path, students: Path | None) -> None:
    """Write everything that belongs on the branch into `target`, an empty folder.

    Args:
        root: The kit's folder, a git checkout.
        target: Where to write.
        students: Folder with the students' notebooks of the assignments; None for none.

    Raises:
        ContentError: A file would give away a solution, or the students' notebooks are missing.
    """
    for path in _known(root):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target / path)
    _chapters(root, target)
    if students is not None:
        _assignments(students, target / "assignments")
    (target / "README.md").write_text(README, encoding="utf-8")
    (target / "requirements.txt").write_text(requirements(root), encoding="utf-8")
    refuse_secrets(target)


def _known(root: Path) -> list[str]:
    command = ["git", "ls-files", "-z", "--", *AS_THEY_ARE]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    found = [path for path in listed.split("\0") if path]
    return [p for p in found if not (p.startswith("datasets/") and p.endswith(".py"))]


def _chapters(root: Path, target: Path) -> None:
    pages = {
        name: source
        for name, source in notebooks.pages(root).items()
        if not name.startswith(FOR_INSTRUCTORS)
    }
    book = notebooks.Book(Works(root / "book" / "references.bib"), frozenset(pages))
    first = nbformat.v4.new_code_cell(
        setup_cell.code(setup_cell.known_address(root / "_config.yml"))
    )
    for name, source in pages.items():
        notebook = notebooks.notebook(source, name, book)
        cells = notebook.cells
        place = next(n for n, cell in enumerate(cells) if cell.cell_type == "code")
        whole = notebooks.finished([*cells[:place], first.copy(), *cells[place:]])
        path = target / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(whole, path)


def _assignments(students: Path, target: Path) -> None:
    notebooks = sorted(students.glob("*.ipynb"))
    if not notebooks:
        raise ContentError(f"there are no student notebooks in {students}: run make assignments")
    target.mkdir()
    for path in notebooks:
        shutil.copyfile(path, target / path.name)


def requirements(root: Path) -> str:
    """Return the branch's `requirements.txt`: the library from the branch, the rest as pinned."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = BESIDE_THE_LIBRARY | {
        canonicalize_name(Requirement(line).name) for line in project["dependencies"]
    }
    pins = [
        line
        for line in (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line[:1].isalpha() and canonicalize_name(Requirement(line).name) in wanted
    ]
    return "\n".join(["--constraint requirements.lock", *pins, ".", ""])


def refuse_secrets(folder: Path) -> None:
    """Look through every file for what only instructors may see.

    Raises:
        ContentError: Names the file and what was found.
    """
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if place.startswith(FOR_INSTRUCTORS.rstrip("/")):
            raise ContentError(f"{place} is for instructors; it must not be published")
        found = path.is_file() and SECRET.search(path.read_text("utf-8", errors="ignore"))
        if found:
            raise ContentError(f"{place} holds {found[0]!r}: it is not a student's notebook")
