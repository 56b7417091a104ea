"""What became of a submission, in the words of the report."""

from __future__ import annotations

from dataclasses import dataclass

MARKED, IN_PART, NOT_MARKED = "marked", "marked in part", "not marked"


@dataclass(frozen=True)
class Outcome:
    """Result of marking one submission.

    Args:
        student: Who handed it in.
        status: One of `MARKED`, `IN_PART` (a person should look) and `NOT_MARKED`.
        note: Reason for the status, in one line; empty for `MARKED`.
        automatic, out_of: Marks that were given without a person, and could have been.
        by_hand: Written answers that wait for a person.
        seconds: Time that marking took.
        number: The student number in the notebook, if it gives one.
        version: Which version of the file was marked.
        repaired: What was put right before it was marked, in one line.
    """

    student: str
    status: str
    note: str = ""
    automatic: float = 0.0
    out_of: float = 0.0
    by_hand: int = 0
    seconds: float = 0.0
    number: str = ""
    version: str = ""
    repaired: str = ""

    def line(self) -> str:
        """The outcome as a line of the report."""
        if self.status == NOT_MARKED:
            return f"{self.student}: NOT MARKED: {self.note}"
        words = f"{self.student}: {self.automatic:g} of {self.out_of:g} automatic marks"
        if self.by_hand:
            words += f", {self.by_hand} answer{'s' * (self.by_hand > 1)} to mark by hand"
        if self.repaired:
            words += f"; repaired: {self.repaired}"
        return words + (f"; LOOK: {self.note}" if self.note else "")
