"""Submissions that would stop a careless marker, each a change of a good one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED
from examples import FULL

MB = 1024 * 1024
FOREVER = "while True:\n    pass"
STUBBORN = """
import time

while True:
    try:
        while True:
            time.sleep(1)
    except BaseException:
        pass
"""
ENDS_PYTHON = "import os\nos._exit(3)"
KILLS_THE_MARKER = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
FLOOD = f"for _ in range(10):\n    print('x' * {MB})"
TAKES_ALL_MEMORY = "hoard = bytearray(100 * 1024**3)"
WRITES_A_HUGE_FILE = """
with open("huge.bin", "wb") as file:
    for _ in range(2000):
        file.write(bytes(1024 * 1024))
"""
SCRIPT = "My portfolio works. <script>alert('mine')</script> <img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Hostile:
    """A submission and what should become of it.

    Args:
        spoil: Takes the path of a good submission and changes it there.
        status: What the report should call it.
        note: What the report should say.
        lost: Test cells that earn nothing; all others keep their marks.
    """

    spoil: Callable[[Path], None]
    status: str
    note: str = ""
    lost: set[str] = field(default_factory=set)


def _edit(change: Callable[[nbformat.NotebookNode], None]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        change(notebook)
        nbformat.write(notebook, path)

    return spoil


def _find(notebook: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    cells = notebook.cells
    return next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def _answer(source: str, grade_id: str = "best-tie") -> Callable[[Path], None]:
    def change(notebook: nbformat.NotebookNode) -> None:
        _find(notebook, grade_id).source = source

    return _edit(change)


def _delete(*grade_ids: str) -> Callable[[Path], None]:
    def change(notebook: nbformat.NotebookNode) -> None:
        for grade_id in grade_ids:
            notebook.cells.remove(_find(notebook, grade_id))

    return _edit(change)


def _copy_a_test(notebook: nbformat.NotebookNode) -> None:
    copy = nbformat.from_dict(deepcopy(_find(notebook, "test-budget")) | {"id": "a-copy"})
    notebook.cells.append(copy)


def _invent_a_test(notebook: nbformat.NotebookNode) -> None:
    made = nbformat.from_dict(deepcopy(_find(notebook, "test-budget")) | {"id": "mine"})
    made.metadata["nbgrader"]["grade_id"] = "test-mine"
    made.metadata["nbgrader"]["points"] = 500
    notebook.cells.append(made)


def _flood_saved(notebook: nbformat.NotebookNode) -> None:
    output = nbformat.v4.new_output("stream", name="stdout", text="y" * 50 * MB)
    notebook.cells[2].outputs = [output]


def _damage(notebook: nbformat.NotebookNode) -> None:
    _find(notebook, "test-budget").metadata["nbgrader"]["points"] = "all of them"


def _rewrite_test(notebook: nbformat.NotebookNode) -> None:
    cell = _find(notebook, "test-target")
    cell.source, cell.metadata["nbgrader"]["points"] = "10", 2000
    _find(notebook, "record").source = "RECORD = 'none'"


def _write(content: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(content, encoding="utf-8") and None


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def _grow(path: Path) -> None:
    os.truncate(path, 400 * MB)


SECONDS = 2  # for a loop
# Only what never ends meets the limit of time, so that a busy machine cannot matter. For the end
# of their output nbgrader has one limit for all cells; every other cell's follows in milliseconds.
LIMITS = f"""
def limit(cell):
    return {SECONDS} if "while True" in cell.source else 600


c.Execute.timeout_func = limit
c.Execute.iopub_timeout = 20
"""
AFTER_TASK_2 = {"test-best-tie", "test-harm"}
RECORD_TESTS = {"test-record", "test-budget", "test-target", "test-other-luck"} | AFTER_TASK_2
DEEP = json.dumps({"cells": []}).replace("[]", "[" * 50_000 + "]" * 50_000)

SUBMISSIONS = {
    "loops": Hostile(_answer(FOREVER), IN_PART, "ran too long and was stopped: best-tie",
                     AFTER_TASK_2),
    # The longest: early in the order, so that the others are marked beside it.
    "cannot-be-stopped": Hostile(_answer(STUBBORN), IN_PART, "an earlier cell does not stop",
                                 AFTER_TASK_2),
    "exits": Hostile(_answer("import sys\nsys.exit(0)"), MARKED, "", AFTER_TASK_2),
    "quits": Hostile(_answer("quit()"), IN_PART, "Python ended here", AFTER_TASK_2),
    "ends-python": Hostile(_answer(ENDS_PYTHON), IN_PART, "Python ended here", AFTER_TASK_2),
    "kills": Hostile(_answer(KILLS_THE_MARKER), IN_PART, "(signal, os.kill)", AFTER_TASK_2),
    "floods": Hostile(_answer(FLOOD), MARKED, "", AFTER_TASK_2),
    "flooded": Hostile(_edit(_flood_saved), MARKED),
    "hoards": Hostile(_answer(TAKES_ALL_MEMORY), MARKED, "", AFTER_TASK_2),
    "fills-the-disk": Hostile(_answer(WRITES_A_HUGE_FILE), MARKED, "", AFTER_TASK_2),
    "deletes-both": Hostile(_delete("best-tie", "test-best-tie", "test-harm"), IN_PART,
                            "put back: test-best-tie, test-harm", AFTER_TASK_2),
    "invents-a-test": Hostile(_edit(_invent_a_test), MARKED),
    "rewrites-a-test": Hostile(_edit(_rewrite_test), MARKED, "", RECORD_TESTS),
    "damages": Hostile(_edit(_damage), MARKED),
    "scripts": Hostile(_answer(SCRIPT, "defend"), MARKED),
    "words": Hostile(_write("My answers are in the mail."), NOT_MARKED, "not a notebook"),
    "list": Hostile(_write("[1, 2, 3]"), NOT_MARKED, "not a notebook"),
    "deep": Hostile(_write(DEEP), NOT_MARKED, "not a notebook"),
    "empty": Hostile(_write(" "), NOT_MARKED, "not a notebook"),
    "links": Hostile(_link, NOT_MARKED, "a link to another file"),
    "huge": Hostile(_grow, NOT_MARKED, "it is too large: 400 MB"),
}  # fmt: skip
# Kin to those above, which `make test-full` tries too.
if FULL:
    SUBMISSIONS |= {
        "raises": Hostile(_answer("raise RuntimeError('no')", "record"), MARKED, "", RECORD_TESTS),
        "deletes-a-test": Hostile(_delete("test-budget"), IN_PART, "put back: test-budget"),
        "copies-a-test": Hostile(_edit(_copy_a_test), MARKED),
    }
