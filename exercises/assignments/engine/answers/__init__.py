"""Written answers on one page a question, marked by people, and taken to the gradebook."""

from assignments.engine.answers.command import run
from assignments.engine.answers.comparison import compare
from assignments.engine.answers.gradebook import take_in

__all__ = ["compare", "run", "take_in"]
