"""Variants of a scenario for teams: a row for each, with a name and one or two settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets

from leverplug.record.scenario import LONGEST_TEAM
from leverplug.widgets.base.inputs import choice

MOST_TEAMS = 12
_ROW = {"flex_flow": "row wrap", "align_items": "center", "grid_gap": "2px 10px"}
_NAME, _VALUE = {"flex": "2 1 200px", "width": "auto"}, {"flex": "1 1 150px", "width": "auto"}
_FIT = {"description_width": "initial"}
_NONE = "nothing"


class TeamRows(ipywidgets.VBox):
    """How many teams, in which settings they differ, and a row for each.

    Args:
        names: Settings that may differ, by what people read.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.count = ipywidgets.BoundedIntText(
            0, 0, MOST_TEAMS, description="Teams with variants of their own", style=_FIT,
            layout={"width": "300px"},
        )  # fmt: skip
        offered = {_NONE: "", **names}
        self.differ = [
            choice(words, offered, style=_FIT, layout={"width": "280px"})
            for words in ("They differ in", "and in")
        ]
        self.rows: list[tuple[ipywidgets.Text, list[ipywidgets.Text]]] = []
        self._table = ipywidgets.VBox([])
        self.count.observe(self._lay_out, "value")
        for each in self.differ:
            each.observe(self._lay_out, "value")
        super().__init__([
            ipywidgets.Box([self.count, *self.differ], layout=_ROW), self._table,
        ])  # fmt: skip

    def _lay_out(self, _change: object = None) -> None:
        """As many rows as there are teams, a field for each setting; what was typed stays."""
        while len(self.rows) < self.count.value:
            number = len(self.rows) + 1
            name = ipywidgets.Text(f"Team {number}", description=f"Name of team {number}",
                                   style=_FIT, layout=_NAME)  # fmt: skip
            values = [ipywidgets.Text("", style=_FIT, layout=_VALUE) for _ in self.differ]
            self.rows.append((name, values))
        chosen = [each for each in self.differ if each.value]
        for name, values in self.rows:
            for field, each in zip(values, self.differ, strict=True):
                field.description = f"{each.label}" if each.value else ""
                field.layout.display = None if each in chosen else "none"
            name.continuous_update = False
        shown = self.rows[: self.count.value]
        self._table.children = [ipywidgets.Box([n, *v], layout=_ROW) for n, v in shown]

    @property
    def teams(self) -> list[tuple[str, dict[str, str]]]:
        """Name of each team, and what was typed for each setting, by the setting's name."""
        return [
            (" ".join(name.value.split())[: LONGEST_TEAM + 1], {
                each.value: field.value
                for each, field in zip(self.differ, values, strict=True) if each.value
            })
            for name, values in self.rows[: self.count.value]
        ]  # fmt: skip

    def fill(self, differ: Sequence[str], teams: Sequence[Sequence[str]]) -> None:
        """Show teams again.

        Args:
            differ: Names of the settings they differ in, at most two.
            teams: For each its name, then the texts of the two settings.
        """
        offered = {value for _, value in self.differ[0].options}
        for each, name in zip(self.differ, differ, strict=False):
            each.value = name if name in offered else ""
        self.count.value = min(len(teams), MOST_TEAMS)
        for (name, values), texts in zip(self.rows, teams, strict=False):
            for field, text in zip([name, *values], texts, strict=False):
                field.value = str(text)
