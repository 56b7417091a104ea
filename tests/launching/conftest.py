"""The students' branch, written once for all tests that look at it."""

from pathlib import Path

import kit
import pytest


@pytest.fixture(scope="session")
def students(tmp_path_factory) -> Path:
    """Students' notebooks of every assignment; the solutions are in the folder beside."""
    return kit.make_students(tmp_path_factory.mktemp("assignments"))


@pytest.fixture(scope="session")
def published(tmp_path_factory, students: Path) -> Path:
    """What a student gets: the remote's branch, checked out."""
    root = tmp_path_factory.mktemp("published")
    done = kit.write_branch(kit.clone(root, students), "--push", "origin")
    assert done.returncode == 0, done.stderr
    kit.git(root, "clone", "--quiet", "--branch", "notebooks", "remote.git", "student")
    return root / "student"
