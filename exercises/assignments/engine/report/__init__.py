"""What a marking came to, on one page that a colleague can read."""

from assignments.engine.report.agreement import compare, exported_marks
from assignments.engine.report.page import write

__all__ = ["compare", "exported_marks", "write"]
