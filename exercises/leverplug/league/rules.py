"""What all designs of a league keep to: firm, founder, budgets, and what a scenario lets happen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from leverplug import portfolios, record
from leverplug.league.changes import changes
from leverplug.model import Shock
from leverplug.portfolios import rounded_down
from leverplug.record import scenario as scenarios
from leverplug.record.scenario import Scenario
from leverplug.venture import Capabilities, Change, Firm, Founder, ValidationError, Venture

SET_DESIGNS: dict[str, Callable[[], Venture]] = {
    "easy": portfolios.easy,
    "standard": portfolios.standard,
    "holistic": portfolios.holistic,
    "revenue_first": portfolios.revenue_first,
    "learning_first": portfolios.learning_first,
    "extensive": portfolios.extensive,
    "deliberate": portfolios.deliberate,
    "extensive_then_deliberate": portfolios.extensive_then_deliberate,
}
_FIRM = {"sector": "sector", "home_market": "home market"}
_FOUNDER = {"experience": "experience of the founder", "obligation": "obligation of the founder"}
_ROUNDING = 1e-9  # sums of decimal shares are not exact


class Rules:
    """The firm, the founder and the budgets of a league.

    Args:
        budget: Most changes between two rounds.
        set_design: Key of `SET_DESIGNS`: stands in where a team has no design of its own.
        text: Code or link of a venture whose firm and founder all have, or of a scenario of the
            venture lab, whose shocks and budget of effort count as well; empty for those of the
            first design.

    Raises:
        ValidationError: The text is none of these.
    """

    def __init__(self, budget: int, set_design: str, text: str = "") -> None:
        self.budget, self.set_design = budget, set_design
        self.scenario: Scenario | None = None
        self.base: Venture | None = None
        code = (re.search(r"[?&]v=([\w-]*)", text, re.ASCII) or [text, text])[1].strip()
        if code and scenarios.is_code(code):
            self.scenario = scenarios.from_code(code)
            self.base = _base_of(self.scenario)
        elif text.strip():
            self.base = record.read(text).venture

    @property
    def effort(self) -> float:
        """Most effort that a design may plan in a quarter, 0 to 1."""
        asked = self.scenario.budget if self.scenario else None
        return 1.0 if asked is None else float(asked)

    @property
    def firm(self) -> Firm:
        """The firm of the league, the usual one until it is known."""
        return self.base.firm if self.base else Firm()

    @property
    def founder(self) -> Founder:
        """The founder of the league, likewise."""
        return self.base.founder if self.base else Founder()

    def shocks(self, design: Venture) -> tuple[Shock, ...]:
        """What the scenario lets happen to a design."""
        return scenarios.shocks(self.scenario, design) if self.scenario else ()

    def check(self, design: Venture, last: Venture | None) -> tuple[str, ...]:
        """The changes from a team's last design; the first one sets the firm if nothing else does.

        Raises:
            ValidationError: It is for another firm, or passes a budget.
        """
        if self.base is None:
            self.base = design
        if other := self._differs(design):
            remedy = f"it is for another firm: {', '.join(other)}"
            raise ValidationError("firm", design.name, remedy)
        planned = float(design.effort().max())
        if planned > self.effort + _ROUNDING:
            remedy = (
                f"it plans {planned:.2f} of all effort, and the scenario allows {self.effort:.2f}"
            )
            raise ValidationError("budget", planned, remedy)
        changed = () if last is None else tuple(changes(last, design))
        if len(changed) > self.budget:
            remedy = f"{len(changed)} changes, and {self.budget} are allowed: {'; '.join(changed)}"
            raise ValidationError("changes", len(changed), remedy)
        return changed

    def _differs(self, design: Venture) -> list[str]:
        """In what a design's firm and founder are not those of the league, in words."""
        parts = ((design.firm, self.firm, _FIRM), (design.founder, self.founder, _FOUNDER))
        return [
            f"{name} {_shown(getattr(mine, field))} instead of {_shown(getattr(ours, field))}"
            for mine, ours, fields in parts
            for field, name in fields.items()
            if getattr(mine, field) != getattr(ours, field)
        ]

    def stand_in(self) -> Venture:
        """The set design, with the firm and founder of the league and within its effort."""
        design = SET_DESIGNS[self.set_design]()
        design = replace(design, firm=self.firm, founder=self.founder)
        planned = float(design.effort().max())
        return design if planned <= self.effort else _scaled(design, self.effort / planned)


def _base_of(scenario: Scenario) -> Venture | None:
    """The firm and the founder that a scenario sets; None if it leaves some of it open."""
    if scenario.lab != scenarios.VENTURE_LAB:
        raise ValidationError("firm as in", scenario.lab, "give a scenario of the venture lab")
    design, given = scenario.design, scenario.settings
    names = (*_FIRM, *_FOUNDER)
    if design is None and not all(name in given for name in names):
        return None
    design = design or Venture()
    firm = {name: given.get(name, getattr(design.firm, name)) for name in _FIRM}
    founder = {name: given.get(name, getattr(design.founder, name)) for name in _FOUNDER}
    return replace(design, firm=Firm(**firm), founder=Founder(**founder))


def _scaled(design: Venture, times: float) -> Venture:
    """The design with less effort for everything, rounded down."""
    own = design.capabilities
    search, learning = (rounded_down(share * times) for share in (own.search, own.learning))
    ties = tuple(
        replace(
            tie,
            effort=rounded_down(tie.effort * times),
            changes=tuple(Change(c.quarter, rounded_down(c.effort * times)) for c in tie.changes),
        )
        for tie in design.ties
    )
    return replace(design, capabilities=Capabilities(search, learning, own.pruning), ties=ties)


def _shown(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value).replace("_", "-")
