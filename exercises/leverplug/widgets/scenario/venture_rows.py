"""What only the venture lab's scenarios have: a budget, a shock, a design to begin with."""

from __future__ import annotations

import ipywidgets

from leverplug import catalogue, record
from leverplug.model.history import ABSORBED, LOST, QUARREL, REFOCUS
from leverplug.record.scenario import ScenarioShock
from leverplug.venture import QUARTERS, Venture
from leverplug.widgets.base.inputs import choice

_WORDS = {"description_width": "148px"}
_WIDE = {"width": "auto", "max_width": "560px"}
EVENTS = {
    "no shock": "", "the partner leaves": LOST, "the partner quarrels": QUARREL,
    "the partner turns to other things": REFOCUS, "the partner takes the firm over": ABSORBED,
}  # fmt: skip


class VentureRows(ipywidgets.VBox):
    """Controls of budget, shock and starting design."""

    def __init__(self) -> None:
        kinds = {kind.label: key for key, kind in catalogue.tie_kinds().items()}
        self.budget = ipywidgets.FloatSlider(
            1.0, min=0.0, max=1.0, step=0.05, description="Budget of effort", style=_WORDS,
            layout=_WIDE, readout_format=".2f",
        )  # fmt: skip
        self.event = choice("Shock", EVENTS, style=_WORDS, layout=_WIDE)
        self.kind = choice("strikes ties to", kinds, style=_WORDS, layout=_WIDE)
        self.kind.value = "distributor"
        self.quarter = ipywidgets.IntSlider(
            9, 1, QUARTERS, description="in quarter", style=_WORDS, layout=_WIDE
        )
        self.design = ipywidgets.Text(
            "", description="Starting design", placeholder="a link or code of a venture",
            style=_WORDS, layout=_WIDE,
        )  # fmt: skip
        fields = [self.budget, self.event, self.kind, self.quarter, self.design]
        self.event.observe(self._follow, "value")
        super().__init__(fields)
        self._follow()

    def _follow(self, _change: object = None) -> None:
        """Which kind and which quarter can be said where there is a shock."""
        self.kind.disabled = self.quarter.disabled = not self.event.value

    @property
    def most(self) -> float | None:
        """The budget; None if it is all of the effort."""
        return None if self.budget.value >= 1 else float(self.budget.value)

    @property
    def shock(self) -> ScenarioShock | None:
        """The shock, if there is one."""
        if not self.event.value:
            return None
        return ScenarioShock(self.quarter.value, self.event.value, self.kind.value)

    @property
    def venture(self) -> Venture | None:
        """The design to begin with; None if it is the page's own.

        Raises:
            RecordError: What was pasted is no venture.
        """
        pasted = self.design.value.strip()
        return record.read(pasted).venture if pasted else None

    def fill(
        self, budget: float | None, shock: ScenarioShock | None, design: Venture | None
    ) -> None:
        """Show what a scenario has of all that."""
        self.budget.value = 1.0 if budget is None else budget
        self.event.value = shock.event if shock else ""
        if shock:
            self.kind.value, self.quarter.value = shock.kind, shock.quarter
        self.design.value = record.code(design) if design else ""
