"""Exercises as declarations, and how an answer to one is diagnosed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from leverplug.checks.comparing import begins, difference, same
from leverplug.checks.diagnosis import Diagnosis
from leverplug.checks.hint import Hint, is_blank
from leverplug.checks.reading import Reading, read


@cache
def worked_out(value: Callable[[], Any]) -> Reading:
    """What a function of no arguments gives, worked out once."""
    return read(value())


@dataclass(frozen=True)
class Mistake:
    """A mistake that is recognised by what it does to the answer.

    Args:
        name: Unique in its exercise, in a few words.
        words: What went wrong and how to go on, without the code.
        value: Gives the answer that the mistake leads to.
        when: Or tells from an answer whether the mistake was made.
    """

    name: str
    words: str
    value: Callable[[], Any] | None = None
    when: Callable[[Reading], bool] | None = None

    def explains(self, found: Reading, ordered: bool, digits: int) -> bool:
        """Whether an answer has come about by this mistake."""
        if self.when is not None:
            return self.when(found)
        return self.value is not None and same(found, worked_out(self.value), ordered, digits)


@dataclass(frozen=True)
class Exercise:
    """A question whose answer is a value.

    Args:
        label: Of the exercise in its chapter.
        name: The variable that the learner fills.
        asked: What is asked, with order and unit; follows "asked is".
        right: Said of a right answer: what it shows.
        answer: Gives the right answer from the data or the model; None if many are right.
        accepts: Where many are right: tells whether this one is.
        measured: Where many are right: says by value what the answer leads to.
        mistakes: Looked for in this order.
        hints: From a nudge to the way.
        ordered: Whether the order of the values counts.
        digits: Decimals to which numbers may be rounded.
    """

    label: str
    name: str
    asked: str
    right: str
    answer: Callable[[], Any] | None = None
    accepts: Callable[[Reading], bool] | None = None
    measured: Callable[[Reading], str] | None = None
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    ordered: bool = False
    digits: int = 2


def diagnose(task: Exercise, *answers: Any) -> Diagnosis:
    """What is to be said of an answer.

    Args:
        task: The exercise.
        answers: The answer; several are read as one list.
    """
    answer = answers[0] if len(answers) == 1 else answers
    if not answers or is_blank(answer):
        words = (
            f"Put your answer in place of the three dots: asked is {task.asked}. Then run the "
            "cell again."
        )
        return Diagnosis(task.label, "blank", words, hints=task.hints)
    found = read(answer)
    seen = begins(task.name, found)
    if _is_right(task, found):
        measured = _told(task.measured, found)
        return Diagnosis(task.label, "right", f"{measured} {task.right}".strip())
    if mistake := _mistake(task, found):
        words = f"{_told(task.measured, found) or seen} {mistake.words}"
        return Diagnosis(task.label, "mistake", words, mistake.name, task.hints)
    words = f"{seen} {_off(task, found)} Asked is {task.asked}."
    return Diagnosis(task.label, "other", words, hints=task.hints)


def _is_right(task: Exercise, found: Reading) -> bool:
    if task.answer is not None:
        return same(found, worked_out(task.answer), task.ordered, task.digits)
    return task.accepts is not None and _tells(task.accepts, found)


def _mistake(task: Exercise, found: Reading) -> Mistake | None:
    for mistake in task.mistakes:
        explains = partial(mistake.explains, ordered=task.ordered, digits=task.digits)
        if _tells(explains, found):
            return mistake
    return None


def _tells(rule: Callable[[Reading], bool], found: Reading) -> bool:
    """What a rule says; no, if the answer is none that it can be asked about."""
    try:
        return bool(rule(found))
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return False


def _told(says: Callable[[Reading], str] | None, found: Reading) -> str:
    try:
        return says(found) if says else ""
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return ""


def _off(task: Exercise, found: Reading) -> str:
    if task.answer is None:
        return _told(task.measured, found) or "That is no answer that can be tried."
    return difference(found, worked_out(task.answer), task.ordered, task.digits)


def find(tasks: tuple[Exercise, ...], label: str) -> Exercise:
    """The exercise with a label.

    Raises:
        Hint: There is none.
    """
    for task in tasks:
        if task.label == label:
            return task
    raise Hint(f"no exercise has the label {label!r}: take the line from the chapter as it is")
