"""An answer that a student might hand in, with the marks and the feedback it should get."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """A misconception, as it shows in the cells of an assignment.

    Args:
        name: The misconception in a few words.
        cells: Source to put in the place of the solution's, by grade_id; the rest is the solution.
        marks: Marks that these test cells should get, by grade_id.
        total: Automatic marks of all cells together, if that is to be checked.
        feedback: Texts that the student must find in the feedback.
    """

    name: str
    cells: dict[str, str]
    marks: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    feedback: list[str] = field(default_factory=list)
