"""A course works in a folder whatever its name is, also for nbgrader's own commands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from assignments.engine.build import COURSE, SOLUTION, build
from assignments.engine.course import Course
from assignments.engine.literal import literal
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED

NAME = "01_clean_a_literature"
ODD = "Courses [2026] *"


@pytest.fixture(scope="module")
def odd(made, tmp_path_factory) -> Course:
    """A course in a folder whose name nbgrader would take for a pattern."""
    root = tmp_path_factory.mktemp("odd") / ODD / COURSE
    shutil.copytree(made.folder / COURSE, root)
    checkpoint = root / "source" / NAME / ".ipynb_checkpoints" / f"{NAME}-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    shutil.copy(root / "source" / NAME / f"{NAME}.ipynb", checkpoint)
    return Course(root)


def test_assignments_are_made_in_a_folder_with_brackets(tmp_path):
    (assignment,) = build(tmp_path / ODD, [NAME], log=lambda line: None)
    assert assignment.name == NAME
    assert (tmp_path / ODD / "student" / f"{NAME}.ipynb").is_file()


def test_a_class_is_marked_in_a_folder_with_brackets(odd, made):
    path = odd.root / "submitted" / "ann" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    shutil.copy(made.folder / SOLUTION / f"{NAME}.ipynb", path)
    (outcome,) = mark_class(odd, NAME)
    assert outcome.status == MARKED
    assert outcome.automatic == outcome.out_of > 0
    assert (odd.root / "feedback" / "ann" / NAME / f"{NAME}.html").is_file()


def test_nbgraders_own_command_works_there_and_leaves_out_what_it_always_does(odd):
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", NAME, "--force"],
        cwd=odd.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    released = sorted(path.name for path in (odd.root / "release" / NAME).rglob("*"))
    assert released == [f"{NAME}.ipynb"]  # no checkpoint, which has the answers


def test_what_is_there_is_a_name_and_the_rest_a_pattern(tmp_path):
    folder = tmp_path / "a[1]" / "*"
    folder.mkdir(parents=True)
    for name in ("x.ipynb", "y.ipynb", "[x].ipynb"):
        (folder / name).touch()
    found = [Path(path).name for path in literal(f"{tmp_path}/a[1]/*/./*.ipynb")]
    assert sorted(found) == ["[x].ipynb", "x.ipynb", "y.ipynb"]
    assert literal(f"{folder}/[x].ipynb") == [f"{folder}/[x].ipynb"]
    assert literal(f"{tmp_path}/none/*.ipynb") == []
