"""What a scenario of a class holds, and what it may hold."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from leverplug import catalogue
from leverplug.model.history import SHOCKS
from leverplug.record.form import MOST_SEED, RecordError, check_name
from leverplug.venture import QUARTERS, ValidationError, Venture, check_text

VENTURE_LAB = "venture"  # the one lab with a design, and so with a budget and shocks
LONGEST_LINK, LONGEST_ADDRESS = 700, 120  # characters; what QR codes and mail still carry well
LONGEST_TITLE, LONGEST_TASK, LONGEST_QUESTION, LONGEST_TEAM = 60, 300, 120, 30
LONGEST_SETTING = 80
MOST_SETTINGS, MOST_HIDDEN = 20, 10
_ROUNDING = 1e-9  # sums of decimal shares are not exact

Setting = bool | int | float | str


@dataclass(frozen=True)
class ScenarioShock:
    """What happens in a quarter (1 to 40) to every tie of one kind: lost, a quarrel, and so on.

    Raises:
        RecordError: There is no such quarter, event or kind of tie.
    """

    quarter: int
    event: str
    kind: str

    def __post_init__(self) -> None:
        if type(self.quarter) is not int or not 1 <= self.quarter <= QUARTERS:
            remedy = f"give a whole quarter from 1 to {QUARTERS}"
            raise RecordError("shock: quarter", self.quarter, remedy)
        if self.event not in SHOCKS:
            raise RecordError("shock: event", self.event, f"choose one of {', '.join(SHOCKS)}")
        if self.kind not in catalogue.tie_kinds():
            remedy = f"choose one of {', '.join(catalogue.tie_kinds())}"
            raise RecordError("shock: kind", self.kind, remedy)


@dataclass(frozen=True)
class Scenario:
    """What is fixed, asked and hidden in a lab.

    Args:
        lab: Name of the lab: "venture", or that of a small lab.
        title: At most 60 characters, one or more.
        task: What is to be done, at most 300 characters; it may run over several lines.
        question: What is to be predicted, at most 120 characters; the lab's own if empty.
        settings: Values of controls to begin with, by name; the luck is one of them.
        locked: Controls that cannot be moved.
        hidden: Parts of the lab that stay hidden until a prediction is kept.
        budget: Most effort that a design may plan in a quarter, 0 to 1; None is all of it.
        shock: What strikes every tie of a kind in the design, in all runs.
        team: Name of the team that this variant is for, at most 30 characters.
        design: What the venture lab begins with; its own if None.

    Raises:
        RecordError: One of them cannot be kept, or they do not go together.
    """

    lab: str
    title: str
    task: str = ""
    question: str = ""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    locked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    budget: float | None = None
    shock: ScenarioShock | None = None
    team: str = ""
    design: Venture | None = None

    def __post_init__(self) -> None:
        check_name("scenario: lab", self.lab)
        _check_line("title", self.title, LONGEST_TITLE, 1)
        _check_line("task", re.sub("\n", " ", str(self.task)), LONGEST_TASK)
        _check_line("question", self.question, LONGEST_QUESTION)
        _check_line("team", self.team, LONGEST_TEAM)
        self._check_settings()
        for name, most in (("locked", MOST_SETTINGS), ("hidden", MOST_HIDDEN)):
            object.__setattr__(self, name, _checked_names(name, getattr(self, name), most))
        self._check_venture()

    def _check_settings(self) -> None:
        if not isinstance(self.settings, Mapping) or len(self.settings) > MOST_SETTINGS:
            raise RecordError("settings", self.settings, f"name at most {MOST_SETTINGS} controls")
        for name, value in self.settings.items():
            check_name("settings", name)
            _check_setting(f"settings: {name}", value)
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))

    def _check_venture(self) -> None:
        """What only the venture lab has, and whether its design keeps within the budget."""
        only_there = {"budget": self.budget, "shock": self.shock, "design": self.design}
        for name, value in only_there.items():
            if value is not None and self.lab != VENTURE_LAB:
                remedy = f"leave it out: the lab “{self.lab}” has none, the venture lab has"
                raise RecordError(name, str(value), remedy)
        if self.budget is not None and (
            type(self.budget) not in (int, float) or not 0 <= self.budget <= 1
        ):
            raise RecordError("budget", self.budget, "give a number from 0 to 1")
        if not isinstance(self.shock, ScenarioShock | None):
            raise RecordError("shock", self.shock, "give a ScenarioShock")
        if not isinstance(self.design, Venture | None):
            raise RecordError("design", self.design, "give a Venture")
        if self.design is not None:
            try:
                check_budget(self, self.design)
            except ValidationError as error:
                raise RecordError("design", error.value, error.remedy) from error

    @property
    def asks(self) -> bool:
        """Whether a prediction is asked for."""
        return bool(self.question or self.hidden)


def check_budget(scenario: Scenario, venture: Venture) -> None:
    """Make sure that a design keeps within the scenario's budget of effort.

    Raises:
        ValidationError: It plans more in some quarter.
    """
    most = 1.0 if scenario.budget is None else scenario.budget
    total = venture.effort()
    if total.max() <= most + _ROUNDING:
        return
    quarter = int(total.argmax())
    shares = {tie.id: tie.schedule()[quarter] for tie in venture.ties}
    shares |= {"search": venture.capabilities.search, "learning": venture.capabilities.learning}
    detail = ", ".join(f"{name} {share:.2f}" for name, share in shares.items() if share > 0)
    remedy = (
        f"in this scenario effort must sum to at most {most:.2f} in every quarter; "
        f"quarter {quarter + 1} has {total[quarter]:.2f} ({detail}); lower one of them"
    )
    raise ValidationError("effort", round(float(total[quarter]), 4), remedy)


def _check_line(name: str, value: Any, longest: int, shortest: int = 0) -> None:
    try:
        check_text(name, value, longest, shortest)
    except ValidationError as error:
        over = len(value) - longest if isinstance(value, str) else 0
        remedy = f"{error.remedy}; it has {over} too many" if over > 0 else error.remedy
        raise RecordError(name, value, remedy) from error


def _check_setting(where: str, value: Any) -> None:
    if isinstance(value, str):
        _check_line(where, value, LONGEST_SETTING)
    elif type(value) not in (bool, int, float) or not (
        math.isfinite(value) and abs(value) <= MOST_SEED
    ):
        raise RecordError(where, value, "give a finite number, true or false, or a word")


def _checked_names(where: str, names: Any, most: int) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, (list, tuple)) or len(names) > most:
        raise RecordError(where, names, f"give a list of at most {most} names")
    for name in names:
        check_name(where, name)
    if len(set(names)) < len(names):
        raise RecordError(where, ", ".join(names), "give each name once")
    return tuple(names)
