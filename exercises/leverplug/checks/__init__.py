"""Checks that hint at what is off in a learner's answer, and each learner's own scenario.

They run wherever an assignment is opened. A check that fails raises `Hint`, which says what to
look at and never the answer; one that passes says so in a line. Marks are given elsewhere.
Exercises of the chapters are diagnosed by `exercise`, which raises nothing and shows what it says.
"""

from leverplug.checks.answers import (
    choice_of,
    given,
    number,
    record_opens,
    table,
    within_budget,
    words,
)
from leverplug.checks.diagnosis import Diagnosis
from leverplug.checks.exercising import exercise
from leverplug.checks.hint import Hint
from leverplug.checks.rendering import axis_of, can_draw, draw
from leverplug.checks.scenario import Scenario, scenario

__all__ = [
    "Diagnosis", "Hint", "Scenario", "axis_of", "can_draw", "choice_of", "draw", "exercise",
    "given", "number", "record_opens", "scenario", "table", "within_budget", "words",
]  # fmt: skip
