"""The students' branch, written once for all tests that look at it."""

from pathlib import Path

import kit
import pytest
from once import once


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a student gets: the remote's branch, checked out."""

    def make(root: Path) -> None:
        students = kit.make_students(root / "students")
        done = kit.write_branch(kit.clone(root, students), "--push", "origin")
        assert done.returncode == 0, done.stderr
        kit.git(root, "clone", "--quiet", "--branch", "notebooks", "remote.git", "student")

    return once(tmp_path_factory, "published", make) / "student"
