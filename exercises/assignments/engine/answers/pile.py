"""All answers to each question of an assignment, with neutral names and the most similar other.

An answer's alias is its place: "A7" is the seventh on the page. The order follows from hashes, so
it tells nothing of names, differs from question to question, and is the same on every computer
that has the same course folder; answers that are alike follow one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assignments.engine.answers.handed_in import Answer, read_answers
from assignments.engine.answers.likeness import Order, order
from assignments.engine.answers.questions import Question, written_questions
from assignments.engine.course import Course


@dataclass(frozen=True)
class Pile:
    """A question and what students wrote, in the order of the page.

    Args:
        question: The question.
        answers: Those in which something was written.
        blank: Number of those in which nothing was.
        likest: Place and likeness (0 to 1) of the most similar other answer, by place.
    """

    question: Question
    answers: tuple[Answer, ...]
    blank: int
    likest: dict[int, tuple[int, float]]

    def alias(self, place: int) -> str:
        """Name of an answer on the pages, by its place from 0."""
        return f"A{place + 1}"

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of each answer, by its key."""
        return {answer.key: place for place, answer in enumerate(self.answers)}


def read_piles(course: Course, name: str) -> list[Pile]:
    """The answers to each written question of an assignment.

    Raises:
        CourseError: There is no such assignment, or no answer to it.
        SourceError: The assignment's source is malformed.
    """
    questions = written_questions(name)
    answers = read_answers(course, name, questions)
    return [_pile(q, [a for a in answers if a.question == q.id]) for q in questions]


def _pile(question: Question, answers: list[Answer]) -> Pile:
    written = [answer for answer in answers if not answer.is_blank]
    found: Order = order([answer.words for answer in written], question.words)
    at = {place: new for new, place in enumerate(found.places)}
    likest = {at[n]: (at[twin.place], twin.likeness) for n, twin in found.twins.items()}
    ordered = tuple(written[place] for place in found.places)
    return Pile(question, ordered, len(answers) - len(written), likest)
