"""What a scenario fixes, in words for those who work in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ipywidgets

from leverplug import catalogue
from leverplug.model.history import ABSORBED, LOST, QUARREL, REFOCUS
from leverplug.record.scenario import Scenario

CONFIDENCE = {1: "a guess", 2: "rather unsure", 3: "rather sure", 4: "certain"}
_STRIKES = {
    LOST: "leaves", QUARREL: "quarrels with you", REFOCUS: "turns to other things",
    ABSORBED: "takes your firm over",
}  # fmt: skip


def name_of(control: ipywidgets.Widget) -> str:
    """A control as learners know it."""
    return control.description


def in_words(control: ipywidgets.Widget) -> str:
    """The value of a control as it is read off the control.

    Example:
        >>> in_words(ipywidgets.FloatSlider(0.25, max=1, readout_format=".0%"))
        '25%'
    """
    if isinstance(control, (ipywidgets.Dropdown, ipywidgets.ToggleButtons)):
        return str(control.label)
    form = getattr(control, "readout_format", "")
    if form and isinstance(control.value, (int, float)):
        return format(control.value, form)
    return str(control.value)


def rows(scenario: Scenario, controls: Mapping[str, ipywidgets.Widget]) -> list[list[Any]]:
    """Name, value and whether it is locked, for every control that a scenario sets or locks."""
    named = dict.fromkeys([*scenario.settings, *scenario.locked])
    return [
        [name_of(controls[name]), in_words(controls[name]), name in scenario.locked]
        for name in named
    ]


def rules(scenario: Scenario, parts: Iterable[str]) -> list[str]:
    """Budget, shock and what is hidden, a sentence each.

    Args:
        scenario: What is told of.
        parts: The parts that are still hidden.
    """
    words = []
    if scenario.budget is not None:
        words.append(f"Plan at most {scenario.budget:.2f} of your effort in any quarter.")
    if scenario.shock is not None:
        shock = scenario.shock
        kind = catalogue.tie_kinds()[shock.kind].label
        words.append(
            f"In quarter {shock.quarter} a shock strikes, in every run: each tie of yours to "
            f"“{kind}” that is then at work {_STRIKES[shock.event]}."
        )
    if hidden := list(parts):
        words.append(f"Hidden until you have kept a prediction: {', '.join(hidden)}.")
    return words
