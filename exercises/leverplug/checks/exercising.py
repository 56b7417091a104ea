"""Finds the exercise of a label and diagnoses a learner's answer to it."""

from __future__ import annotations

from typing import Any

from leverplug.checks.diagnosing import Exercise, diagnose, find
from leverplug.checks.diagnosis import Diagnosis
from leverplug.checks.tasks import born_global, lever_plug, partnerships, strategy

EXERCISES: tuple[Exercise, ...] = (
    *born_global.EXERCISES, *lever_plug.EXERCISES, *partnerships.EXERCISES, *strategy.EXERCISES,
)  # fmt: skip


def exercise(label: str, *answers: Any) -> Diagnosis:
    """What is right, or wrong, with the answer to an exercise of the book.

    Args:
        label: Of the exercise, as its cell in the chapter has it.
        answers: The answer, of any type.

    Returns:
        A diagnosis that a notebook shows: nothing answered yet, right, a mistake that is known
        by name, or another answer, with what differs from what was asked.

    Raises:
        Hint: No exercise has this label.

    Example:
        >>> exercise("lever-plug-ex-data", {"work": 4, "introduction": 1}).mistake
        'both left out'
    """
    return diagnose(find(EXERCISES, label), *answers)
