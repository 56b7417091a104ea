"""What a student reads back: the marked notebook as a page that runs nothing and asks nobody."""

from assignments.engine.feedback.outputs import CleanOutputs, clean_outputs
from assignments.engine.feedback.page import FeedbackPage, write_feedback

__all__ = ["CleanOutputs", "FeedbackPage", "clean_outputs", "write_feedback"]
