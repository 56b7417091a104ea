"""The venture lab in a scenario: what it begins with, hides and suffers, and takes along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets

from leverplug import record
from leverplug.model.history import History, Shock
from leverplug.record import scenario as scenarios
from leverplug.record.scenario import Scenario, check_budget
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.base.scenario_lab import RESULT
from leverplug.widgets.base.scenario_play import SHARE
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.editor.network_canvas import NetworkCanvas
from leverplug.widgets.venture import controls, opening
from leverplug.widgets.venture.pins import MOST_PINS, Pins
from leverplug.widgets.venture.scorecard import Scorecard
from leverplug.widgets.venture.story import Story

NETWORK_STATE = "network state"  # how the ties stand in a quarter, as scenarios name it


class ScenarioVentureLab(Lab):
    """The venture lab as scenarios see it; `VentureLab` is what else it is."""

    scenario_name = scenarios.VENTURE_LAB
    scenario_kind = SHARE
    scenario_question = "Of 100 runs of your design, how many will be born global?"

    # What `VentureLab` gives.
    venture: Venture
    canvas: NetworkCanvas
    trajectory: ChartView
    markets: ChartView
    scorecard: Scorecard
    story: Story
    pins: Pins
    _start: Venture  # the design that the lab begins with
    _luck: dict[str, ipywidgets.Widget]
    _history: History | None
    _other: History | None
    _opened: opening.Opened | None

    @property
    def shocks(self) -> tuple[Shock, ...]:
        """What the scenario lets happen to the design in the lab."""
        return self._shocks(self.venture)

    def _shocks(self, design: Venture) -> tuple[Shock, ...]:
        """What the scenario lets happen to a design, whichever it is."""
        return scenarios.shocks(self.scenario, design) if self.scenario else ()

    @property
    def _kinds(self) -> set[str]:
        """Keys of the kinds of tie on offer."""
        return {kind["key"] for kind in self.canvas.kinds}

    def parts(self) -> Mapping[str, Sequence[ipywidgets.Widget]]:
        """What a scenario can hide, by name."""
        return {
            NETWORK_STATE: [], "trajectory": [self.trajectory], "markets": [self.markets],
            "scorecard": [self.scorecard], "story": [self.story], RESULT: [],
        }  # fmt: skip

    def starting_settings(self, asked: Scenario | None) -> dict[str, Any]:
        """Value of every control at the beginning of a scenario, or of the lab."""
        shown = controls.design_settings(starting_design(asked, self._start))
        return {**self._first_settings, **shown, **(asked.settings if asked else {})}

    def starting_state(self, asked: Scenario | None) -> dict[str, Any]:
        """The lab's state at the beginning of a scenario, or of the lab."""
        first, start = (
            self.starting_settings(asked),
            starting_design(asked, self._start),
        )
        opening.check_kinds(start, self._kinds)
        design = controls.apply_settings(first, start)
        settings = {name: first[name] for name in self._luck}
        return {"settings": settings, "design": record.code(design), "places": {}, "pinned": []}

    def scenario_changed(self) -> None:
        """Forget what was run with other shocks; plan within another budget."""
        self._history = self._other = self._opened = None
        budget = self.scenario.budget if self.scenario else None
        self.canvas.budget = 1.0 if budget is None else budget

    def leave_scenario(self) -> None:
        """Show again what was here before, and pin what was built in the scenario if it fits."""
        if self.scenario is None:
            return
        first = starting_design(self.scenario, self._start)
        built = [*self.pins.designs.values(), self.venture]
        super().leave_scenario()
        pin(built, self.pins, [first, self._start, self.venture])


def starting_design(asked: Scenario | None, usual: Venture) -> Venture:
    """The design that a scenario names, else the usual one, without ties if those cost too much."""
    if asked is None:
        return usual
    if asked.design is not None:
        return asked.design
    try:
        check_budget(asked, usual)
    except ValidationError:
        return usual.without_tie(*(tie.id for tie in usual.ties))
    return usual


def pin(designs: Iterable[Venture], pins: Pins, disposable: Collection[Venture]) -> None:
    """Pin designs that are not pinned yet, as long as there is room, and compare with nothing.

    Args:
        designs: What was pinned or built.
        pins: The pinned designs.
        disposable: Designs that need no pin.
    """
    pinned = list(pins.designs.values())
    new = [v for v in dict.fromkeys(designs) if v not in pinned and v not in disposable]
    if new:
        pins.replace([*pinned, *new][:MOST_PINS])
