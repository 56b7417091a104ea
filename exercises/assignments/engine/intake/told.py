"""What taking in last had to say, kept so that every later report of the assignment says it too."""

from __future__ import annotations

import json
from pathlib import Path

from assignments.engine.intake.taking import TakenIn


def _file(course: Path, name: str) -> Path:
    return course / "marked" / f"{name}_told.json"


def keep_told(course: Path, name: str, taken: TakenIn) -> None:
    """Keep what was said of files, students and what was not taken in.

    Args:
        course: The course folder.
        name: The assignment.
        taken: What was taken in.
    """
    path = _file(course, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    content = {"lines": taken.lines, "refusals": taken.refusals}
    new.write_text(json.dumps(content, indent=1), encoding="utf-8")
    new.replace(path)


def told(course: Path, name: str) -> TakenIn:
    """What was said when submissions were last taken in; nothing if that was never.

    Args:
        course: The course folder.
        name: The assignment.
    """
    try:
        content = json.loads(_file(course, name).read_text(encoding="utf-8"))
        return TakenIn(lines=tuple(content["lines"]), refusals=dict(content["refusals"]))
    except (OSError, ValueError, KeyError, TypeError):
        return TakenIn()  # the report says less then, and no mark hangs on it
