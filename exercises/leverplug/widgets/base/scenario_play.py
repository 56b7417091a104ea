"""A lab in a scenario: what is locked and hidden there, what was answered, and the way back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from leverplug.record import RecordError, scenario
from leverplug.record.scenario import Scenario
from leverplug.venture import ValidationError, Venture, check_text
from leverplug.widgets.base import scenario_words
from leverplug.widgets.base.scenario_panel import ScenarioPanel

KEPT, EARLIER, LEFT = "scenario", "earlier", "left"  # names in a lab's state
SHARE, WORDS = "share", "words"  # what a prediction can be: of 100 runs, or a few words
WAITING = "The result is hidden until you have kept a prediction."
MOST_STATES = 8  # that can be gone back to, and of scenarios that were left
LONGEST_WORDS, LONGEST_WHY = 200, 300
_ANSWERS = ("prediction", "confidence", "second", "why")


class Place(NamedTuple):
    """Where a lab is among scenarios.

    Args:
        scenario: The one it is in, None if it is in none.
        answers: What was answered in it: `prediction`, `confidence`, `second`, `why`.
        earlier: States of the lab to go back to, the latest last.
        left: States of the lab in scenarios that were left, the latest last.
    """

    scenario: Scenario | None = None
    answers: Mapping[str, Any] = {}
    earlier: tuple[dict[str, Any], ...] = ()
    left: tuple[dict[str, Any], ...] = ()


class ScenarioPlay:
    """What a lab knows of the scenario it is in.

    Args:
        lab: A `Lab`; its traits `scenario` and `scenario_answers` are set here alone.
    """

    def __init__(self, lab: Any) -> None:
        self._lab = lab
        self.panel = ScenarioPanel(self._receive)
        self._earlier: tuple[dict[str, Any], ...] = ()
        self._left: tuple[dict[str, Any], ...] = ()
        self._news = ""  # of a scenario that was left just now
        self._fixed: dict[str, Any] = {}  # value of each locked control
        self._tooltips: dict[str, Any] = {}  # of the locked controls, as they were

    # --- what holds at present ------------------------------------------------------------------

    @property
    def hidden(self) -> tuple[str, ...]:
        """The parts that are hidden now."""
        now = self._lab.scenario
        return () if now is None or "prediction" in self._lab.scenario_answers else now.hidden

    def check_settings(self, settings: Mapping[str, Any]) -> None:
        """Make sure that no locked control is moved.

        Raises:
            ValidationError: One is; the remedy says who fixed it.
        """
        for name, value in settings.items():
            if name in self._fixed and value != self._fixed[name]:
                raise ValidationError(name, value, f"{self._why(name)}; leave the scenario first")

    def check_design(self, venture: Venture) -> None:
        """Make sure that a design keeps within the scenario's budget.

        Raises:
            ValidationError: It plans more in some quarter.
        """
        if self._lab.scenario is not None:
            scenario.check_budget(self._lab.scenario, venture)

    def put_back(self) -> None:
        """Let locked controls show what they are locked at."""
        for name, value in self._fixed.items():
            if self._lab.controls[name].value != value:
                self._lab.controls[name].value = value

    def _why(self, name: str) -> str:
        now = self._lab.scenario
        assert now is not None  # nothing is fixed without one
        return f"the scenario “{now.title}” fixes it at {self._fixed[name]}"

    # --- entering and leaving -------------------------------------------------------------------

    def check(self, asked: Scenario) -> None:
        """Make sure that a scenario is for this lab, and that the lab has what it names.

        Raises:
            RecordError: It is not.
        """
        lab = self._lab
        if not lab.scenario_name or asked.lab != lab.scenario_name:
            raise RecordError("lab", asked.lab, "open the link on the page of that lab")
        settable = [name for name in lab.controls if name not in lab.transient]
        for name in (*asked.settings, *asked.locked):
            if name not in settable:
                raise RecordError("control", name, f"name one of {', '.join(settable)}")
        for name in asked.hidden:
            if name not in lab.parts():
                raise RecordError("hidden part", name, f"name one of {', '.join(lab.parts())}")

    @property
    def place(self) -> Place:
        """Where the lab is now."""
        return Place(self._lab.scenario, self._lab.scenario_answers, self._earlier, self._left)

    def put(self, place: Place, news: str = "") -> None:
        """Be in another place.

        Args:
            place: Where the lab is from now on; its own state is set afterwards.
            news: What is said of it if that is in no scenario.
        """
        lab, changed = self._lab, place.scenario != self._lab.scenario
        self._earlier, self._left, self._news = place.earlier, place.left, news
        self._unlock()
        with lab.hold_trait_notifications():
            lab.set_trait("scenario", place.scenario)
            lab.set_trait("scenario_answers", dict(place.answers))
        if place.scenario is not None:
            self._lock(place.scenario)
        self._cover()
        if changed:
            lab.scenario_changed()

    def way_in(self, asked: Scenario) -> tuple[Place, dict[str, Any]]:
        """The place in a scenario and the lab's state there: as it was left, else as it begins.

        Raises:
            ValidationError: So many scenarios are open, one in the other, that it is time to leave.
        """
        code, now = scenario.code(asked), self._lab.state() | self._scenario_state()
        earlier, left = (*self._earlier, now), self._left
        if len(earlier) > MOST_STATES:
            remedy = "leave the one that is open first"
            raise ValidationError("open scenarios", len(earlier) - 1, remedy)
        for known in (*left, *earlier):
            if isinstance(known.get(KEPT), dict) and known[KEPT].get("code") == code:
                earlier, left = (
                    tuple(each for each in states if each is not known)
                    for states in (earlier, left)
                )
                state = dict(known)
                return self.taken_from(state)._replace(earlier=earlier, left=left), state
        return Place(asked, {}, earlier, left), self._lab.starting_state(asked)

    @property
    def outside(self) -> Place:
        """The place in no scenario, once this one has been left as it is."""
        now = self._lab.state() | self._scenario_state()
        return Place(earlier=self._earlier[:-1], left=(*self._left, now)[-MOST_STATES:])

    def way_out(self) -> tuple[Place, dict[str, Any]]:
        """The place before a scenario was opened, and the lab's state there."""
        if not self._earlier:
            return self.outside, self._lab.starting_state(None)
        state, outside = dict(self._earlier[-1]), self.outside
        found = self.taken_from(state)
        return found._replace(earlier=outside.earlier, left=outside.left), state

    def _lock(self, now: Scenario) -> None:
        first = self._lab.starting_settings(now)
        self._fixed = {name: first[name] for name in now.locked}
        for name in self._fixed:
            control = self._lab.controls[name]
            self._tooltips[name] = getattr(control, "tooltip", None)
            control.disabled, control.tooltip = True, f"Fixed: {self._why(name)}."

    def _unlock(self) -> None:
        for name in self._fixed:
            control = self._lab.controls[name]
            control.disabled, control.tooltip = False, self._tooltips.pop(name, None)
        self._fixed = {}

    def _cover(self) -> None:
        """Hide what is hidden now, and show all else."""
        hidden = self.hidden
        for name, widgets in self._lab.parts().items():
            for widget in widgets:
                widget.layout.display = "none" if name in hidden else None
        # What was met, and by what, would give away what is hidden.
        self._lab.tasks.layout.display = "none" if hidden else None

    def show(self) -> None:
        """Bring the panel up to date."""
        lab, now = self._lab, self._lab.scenario
        if now is None:
            self.panel.show({"news": self._news} if self._news else {})
            return
        self.panel.show({
            "title": now.title, "team": now.team, "task": now.task,
            "rows": scenario_words.rows(now, lab.controls),
            "rules": scenario_words.rules(now, self.hidden),
            "question": (now.question or lab.scenario_question) if now.asks else "",
            "kind": lab.scenario_kind, "answers": dict(lab.scenario_answers),
            "longest": LONGEST_WORDS, "longest_why": LONGEST_WHY,
        })  # fmt: skip

    # --- what is answered -----------------------------------------------------------------------

    def _receive(self, message: Mapping[str, Any]) -> None:
        lab = self._lab
        try:
            if message.get("type") == "keep":
                lab.keep_prediction(message.get("prediction"), message.get("confidence"))
            elif message.get("type") == "again":
                lab.answer_again(message.get("second"), message.get("why", ""))
            elif message.get("type") == "leave":
                lab.leave_scenario()
        except ValidationError as error:
            self.panel.refused = str(error)

    def answer(self, name: str, value: Any) -> Any:
        """One answer as it is kept.

        Raises:
            ValidationError: It is none.
        """
        if name == "confidence":
            if type(value) is not int or value not in scenario_words.CONFIDENCE:
                raise ValidationError(name, value, "choose one of the four steps, 1 to 4")
            return value
        if name == "why" or self._lab.scenario_kind == WORDS:
            longest = LONGEST_WHY if name == "why" else LONGEST_WORDS
            text = " ".join(value.split()) if isinstance(value, str) else value
            check_text(name, text, longest, shortest=1)
            return text
        whole = type(value) in (int, float) and math.isfinite(value) and value == int(value)
        if not whole or not 0 <= value <= 100:
            raise ValidationError(name, value, "give a whole number from 0 to 100")
        return int(value)

    # --- what is kept ---------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """What a lab keeps of it besides its own state; nothing where there was no scenario."""
        rest = {EARLIER: list(self._earlier), LEFT: list(self._left)}
        return self._scenario_state() | {name: states for name, states in rest.items() if states}

    def _scenario_state(self) -> dict[str, Any]:
        now = self._lab.scenario
        if now is None:
            return {}
        return {KEPT: {"code": scenario.code(now), **self._lab.scenario_answers}}

    def taken_from(self, state: dict[str, Any]) -> Place:
        """The place in a state from outside; what is left of the state is the lab's own.

        Raises:
            ValidationError: It names no scenario of this lab.
        """
        kept = state.pop(KEPT, None)
        earlier, left = (_states(name, state.pop(name, [])) for name in (EARLIER, LEFT))
        if kept is None:
            return Place(None, {}, earlier, left)
        if not isinstance(kept, dict):
            raise ValidationError(KEPT, str(kept)[:60], "give a code and answers")
        now = scenario.from_code(kept.get("code", ""))
        self.check(now)
        given = {name: kept[name] for name in _ANSWERS if name in kept}
        answers = {name: self.answer(name, value) for name, value in given.items()}
        return Place(now, answers, earlier, left)


def _states(name: str, states: Any) -> tuple[dict[str, Any], ...]:
    if not isinstance(states, list) or not all(isinstance(each, dict) for each in states):
        raise ValidationError(name, str(states)[:60], "give a list of states")
    return tuple(states[-MOST_STATES:])
