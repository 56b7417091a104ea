"""From what a learning platform hands out to `submitted/ID/NAME/NAME.ipynb`; nothing is run.

Everything a stranger may have put there is refused in words: wrong kinds of file, links, bombs,
floods. Whatever does not count is kept, and which file became whose is recorded.
"""

from assignments.engine.intake.mapping import Taken, mapping_file, taken_in
from assignments.engine.intake.submitted import read, students, submitted_file
from assignments.engine.intake.taking import TakenIn, take_in
from assignments.engine.intake.told import keep_told, told

__all__ = [
    "Taken", "TakenIn", "keep_told", "mapping_file", "read", "students",
    "submitted_file", "take_in", "taken_in", "told",
]  # fmt: skip
