"""Marks in nbgrader's gradebook, and what becomes of them when a new version is handed in."""

from assignments.engine.bookkeeping.copies import autograded
from assignments.engine.bookkeeping.given import Given
from assignments.engine.bookkeeping.marks import CellMark, Marks, all_marks, marks_of, pending
from assignments.engine.bookkeeping.versions import earlier, flag, remember, settle, withdraw

__all__ = [
    "CellMark", "Given", "Marks", "all_marks", "autograded", "earlier", "flag", "marks_of",
    "pending", "remember", "settle", "withdraw",
]  # fmt: skip
