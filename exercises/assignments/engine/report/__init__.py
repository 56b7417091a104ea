"""What a marking came to, on one page that a colleague can read."""

from assignments.engine.report.agreement import compare
from assignments.engine.report.page import write

__all__ = ["compare", "write"]
