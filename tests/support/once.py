"""What several test workers share is made by the first that asks for it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` filled, one for all workers of this run.

    Args:
        factory: pytest's own, whose folders belong to this run.
        name: Of the folder.
        make: Fills the empty folder it is given.

    Raises:
        RuntimeError: `make` failed, here or in another worker, whose traceback it holds.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    folder, done, failed = (shared / f"{name}{end}" for end in ("", ".done", ".failed"))
    with FileLock(shared / f"{name}.lock"):
        if failed.exists():
            raise RuntimeError(f"{name} could not be made:\n{failed.read_text(encoding='utf-8')}")
        if not done.exists():
            folder.mkdir()
            try:
                make(folder)
            except BaseException:
                failed.write_text(traceback.format_exc(), encoding="utf-8")
                raise
            done.touch()
    return folder
