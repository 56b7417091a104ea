"""The form in which an instructor sets a scenario and gets the links that open it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets
import traitlets

from leverplug.record import scenario as scenarios
from leverplug.record.scenario import VENTURE_LAB, Scenario
from leverplug.venture import ValidationError
from leverplug.widgets.base.inputs import button, choice
from leverplug.widgets.scenario import addresses, offered, qr
from leverplug.widgets.scenario.links_view import LinksView
from leverplug.widgets.scenario.settings_rows import SettingsRows
from leverplug.widgets.scenario.team_rows import TeamRows
from leverplug.widgets.scenario.venture_rows import VentureRows

_WORDS = {"description_width": "148px"}
_WIDE = {"width": "auto", "max_width": "720px"}
_APART = {"margin": "10px 0 0 0"}
_BOXES = {"flex_flow": "row wrap", "grid_gap": "0 14px"}
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)


class ScenarioForm(ipywidgets.VBox):
    """Choose a lab, fix and hide what is to be, name teams, and make their links.

    Example:
        >>> form = ScenarioForm()
        >>> form.address.value, form.title.value = "https://example.org/spring/", "Same luck"
        >>> form.make()
        >>> scenario = scenarios.read(form.links.rows[0]["link"])
        >>> scenario.title
        'Same luck'
    """

    live_state = traitlets.Unicode("")  # what was typed and ticked, for a page to keep

    def __init__(self) -> None:
        self.lab = choice("Lab", {offer.title: name for name, offer in offered.OFFERED.items()},
                          style=_WORDS, layout=_WIDE)  # fmt: skip
        self.title, self.question = (_text(name) for name in ("Title", "Question"))
        self.task = ipywidgets.Textarea(
            "", description="Task", style=_WORDS, layout={**_WIDE, "height": "105px"}
        )
        self.address = _text("Address of the book", "such as https://example.org/spring/")
        self.earlier = _text("An earlier link", "paste it here")
        self.venture = VentureRows()
        self.links = LinksView(longest=scenarios.LONGEST_LINK)
        self._parts = ipywidgets.VBox([])
        self._busy = False
        super().__init__([
            self.lab, self.title, self.task, self.question, self._parts,
            _heading("Where the book is"), self.address,
            ipywidgets.Box([button("Make the links", self.make)], layout=_APART), self.links,
            _heading("Go on from a link that was made before"), self.earlier,
            ipywidgets.Box([button("Show its scenario in the form", self.begin_from)]),
        ])  # fmt: skip
        self.links.observe(self._find_address, "here")
        self.lab.observe(self._choose_lab, "value")
        self._choose_lab()
        self._follow(self.title, self.task, self.question, self.address, *self.venture.children)

    # --- the lab that is chosen -----------------------------------------------------------------

    def _choose_lab(self, _change: object = None) -> None:
        """Show the controls and the parts of the chosen lab."""
        lab = offered.lab_of(self.lab.value)
        self.settings = SettingsRows(lab)
        self.hidden = {
            part: ipywidgets.Checkbox(False, description=part, indent=False,
                                      layout={"width": "auto"})
            for part in lab.parts()
        }  # fmt: skip
        named = {str(c.description): name for name, c in self.settings.controls.items()}
        self.teams = TeamRows(named)
        venture = [_heading("Effort, a shock, a design"), self.venture]
        self._parts.children = [
            _heading("What is fixed"), self.settings,
            *(venture if self.lab.value == VENTURE_LAB else []),
            _heading("Hidden until a prediction is kept"),
            ipywidgets.Box(list(self.hidden.values()), layout=_BOXES),
            _heading("Teams"), self.teams,
        ]  # fmt: skip
        rows = self.settings
        self._follow(*rows.controls.values(), *rows.begins.values(), *rows.locks.values(),
                     *self.hidden.values(), self.teams.count, *self.teams.differ)  # fmt: skip
        self.teams.count.observe(self._follow_teams, "value")
        self._changed()

    def _follow(self, *inputs: ipywidgets.Widget) -> None:
        for each in inputs:
            each.observe(self._changed, "value")

    def _follow_teams(self, _change: object = None) -> None:
        for name, values in self.teams.rows:
            for each in (name, *values):
                each.unobserve_all("value")
                each.observe(self._changed, "value")

    def _changed(self, _change: object = None) -> None:
        """What was made is of other settings now; keep what is typed."""
        if self._busy:
            return
        with self.links.hold_sync():
            self.links.rows, self.links.problem, self.links.warning = [], "", ""
        self._keep()

    # --- the links ------------------------------------------------------------------------------

    def scenario(self) -> Scenario:
        """The scenario as it is set, for no team.

        Raises:
            ValidationError: Something in it cannot be.
        """
        in_lab = self.lab.value == VENTURE_LAB
        return Scenario(
            self.lab.value, " ".join(self.title.value.split()), self.task.value.strip(),
            " ".join(self.question.value.split()), self.settings.settings, self.settings.locked,
            tuple(part for part, box in self.hidden.items() if box.value),
            self.venture.most if in_lab else None, self.venture.shock if in_lab else None,
            design=self.venture.venture if in_lab else None,
        )  # fmt: skip

    def variants(self) -> list[Scenario]:
        """One scenario for each team, or one for the whole class.

        Raises:
            ValidationError: Something in one of them cannot be.
        """
        base = self.scenario()
        found = []
        for team, typed in self.teams.teams:
            own = {name: self._typed(team, name, text) for name, text in typed.items()}
            locked = tuple(dict.fromkeys([*base.locked, *own]))  # what differs is not moved
            found.append(replace(base, team=team, settings={**base.settings, **own}, locked=locked))
        return found or [base]

    def _typed(self, team: str, name: str, text: str) -> Any:
        """A team's value of a setting; what is wrong with it is said with the team's name."""
        try:
            return self.settings.typed(name, text)
        except ValidationError as error:
            where = f"{team}: {error.field}"
            raise ValidationError(where, error.value, error.remedy) from error

    def make(self) -> None:
        """Make the links, or say what is wrong."""
        rows: list[dict[str, Any]] = []
        problem, root = "", addresses.root_of(self.address.value)
        try:
            page = offered.OFFERED[self.lab.value].page
            found = self.variants()
            offered.check(found)
            for each in found:
                rows.append(_row(each, scenarios.link(f"{root}{page}", each)))
        except ValidationError as error:
            rows, problem = [], f"There are no links yet: {error}"
        with self.links.hold_sync():
            self.links.problem, self.links.rows = problem, rows
            self.links.warning = addresses.warning(root) if rows else ""

    def begin_from(self) -> None:
        """Show the scenario of a link that was made before."""
        try:
            found = scenarios.read(self.earlier.value)
            if found.lab not in offered.OFFERED:
                raise ValidationError("lab", found.lab, "this form makes no links for it")
            self._fill(found)
        except ValidationError as error:
            self.links.problem = f"The earlier link was not opened: {error}"

    def _fill(self, found: Scenario) -> None:
        self.lab.value = found.lab
        self.title.value, self.task.value = found.title, found.task
        self.question.value = found.question
        self.settings.fill(found.settings, found.locked)
        for part, box in self.hidden.items():
            box.value = part in found.hidden
        self.venture.fill(found.budget, found.shock, found.design)
        self.teams.fill((), [[found.team]] if found.team else [])

    def _find_address(self, change: Mapping[str, Any]) -> None:
        """The page has said where it is: the book is there, unless something was typed."""
        root = addresses.root_of_page(change["new"])
        if root and not self.address.value:
            self.address.value = root

    # --- what a page keeps ----------------------------------------------------------------------

    def _keep(self) -> None:
        fields = {name: getattr(self, name).value for name in _FIELDS}
        venture = {name: getattr(self.venture, name).value for name in _VENTURE}
        rows = [[name.value, *(v.value for v in values)] for name, values in self.teams.rows]
        state = {
            **fields, "venture": venture, "settings": self.settings.settings,
            "locked": self.settings.locked,
            "hidden": [part for part, box in self.hidden.items() if box.value],
            "differ": [each.value for each in self.teams.differ],
            "teams": rows[: self.teams.count.value],
        }  # fmt: skip
        self._busy = True
        try:
            self.live_state = json.dumps(state, separators=(",", ":"))
        finally:
            self._busy = False

    @traitlets.observe("live_state")
    def _restore(self, change: Mapping[str, Any]) -> None:
        if self._busy or not change["new"]:
            return
        try:
            state = json.loads(change["new"])
            for name in _FIELDS:
                getattr(self, name).value = state[name]
            for name in _VENTURE:
                getattr(self.venture, name).value = state["venture"][name]
            self.settings.fill(state["settings"], tuple(state["locked"]))
            for part, box in self.hidden.items():
                box.value = part in state["hidden"]
            self.teams.fill(state["differ"], state["teams"])
        except (*_UNREADABLE, traitlets.TraitError) as error:
            remedy = "it cannot be read, so the form begins anew"
            raise ValidationError("live_state", change["new"][:60], remedy) from error


_FIELDS = ("lab", "title", "task", "question", "address")
_VENTURE = ("budget", "event", "kind", "quarter", "design")


def _row(made: Scenario, link: str) -> dict[str, Any]:
    size, path = qr.outline(link)
    name = f"{made.title} ({made.team})" if made.team else made.title
    words = " ".join([f"{name}.", *made.task.split(), link])
    return {"team": made.team, "link": link, "line": words, "size": size, "path": path}


def _text(name: str, hint: str = "") -> ipywidgets.Text:
    return ipywidgets.Text("", description=name, placeholder=hint, style=_WORDS, layout=_WIDE)


def _heading(words: str) -> ipywidgets.HTML:
    return ipywidgets.HTML(f"<b>{words}</b>", layout=_APART)
