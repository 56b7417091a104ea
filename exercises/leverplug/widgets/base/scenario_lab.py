"""What a lab does with scenarios: open one, keep a prediction in it, answer again, leave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets
import traitlets

from leverplug.record import scenario as scenarios
from leverplug.record.scenario import Scenario
from leverplug.venture import ValidationError
from leverplug.widgets.base.scenario_play import WORDS, Place, ScenarioPlay

UNUSABLE = (ValueError, TypeError, AttributeError, LookupError)  # what damaged state may raise
RESULT = "result"  # the line of words, as scenarios name it


class ScenarioLab(ipywidgets.VBox):
    """A lab as scenarios see it; `Lab` is what else it is.

    A scenario sets or locks some controls and hides some `parts` until a prediction is kept. What
    the lab showed before comes back when the scenario is left.
    """

    live_query = traitlets.Unicode("")  # a code that the page's address carries
    scenario_name: ClassVar[str] = ""  # of the lab, in scenarios; without it, it takes none
    scenario_kind: ClassVar[str] = WORDS  # what a prediction is
    scenario_question: ClassVar[str] = "What do you expect to see here?"  # unless one is given
    scenario = traitlets.Instance(Scenario, allow_none=True, read_only=True)
    scenario_answers = traitlets.Dict(read_only=True)  # prediction, confidence, second, why

    # What `Lab` gives.
    play: ScenarioPlay
    line: Any
    pictures: list[ipywidgets.Widget]
    extra: ClassVar[Mapping[str, Any]]
    settings_key: str
    transient: tuple[str, ...]
    _first: dict[str, Any]  # the lab's state when it was made
    _first_settings: dict[str, Any]

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show a state again."""
        raise NotImplementedError

    def _update(self, change: Any = None) -> None:
        raise NotImplementedError

    def parts(self) -> Mapping[str, Sequence[ipywidgets.Widget]]:
        """What a scenario can hide, by name."""
        return {"pictures": self.pictures, RESULT: []}

    def starting_settings(self, asked: Scenario | None) -> dict[str, Any]:
        """Value of every control at the beginning of a scenario, or of the lab."""
        return self._first_settings | (dict(asked.settings) if asked else {})

    def starting_state(self, asked: Scenario | None) -> dict[str, Any]:
        """The lab's state at the beginning of a scenario, or of the lab."""
        first = self.starting_settings(asked)
        lasting = {name: value for name, value in first.items() if name not in self.transient}
        return {**self._first, self.settings_key: lasting} if self.extra else lasting

    def scenario_changed(self) -> None:
        """What else follows from being in another scenario, before the lab's state is set."""

    def open_scenario(self, asked: Scenario) -> None:
        """Be in a scenario from now on; one that was left is as it was left.

        Raises:
            ValidationError: It is for another lab, or this one cannot show it.
        """
        self.play.check(asked)
        if asked != self.scenario:
            self._enter(*self.play.way_in(asked))

    def leave_scenario(self) -> None:
        """Show again what was here before the scenario; its link brings it back as it is now."""
        if self.scenario is None:
            return
        news = f"You have left “{self.scenario.title}”. Its link opens it again as you left it."
        try:
            self._enter(*self.play.way_out(), news)
        except UNUSABLE:  # what was here before was changed behind the lab's back
            self._enter(self.play.outside, self.starting_state(None), news)

    def keep_prediction(self, prediction: Any, confidence: int | None = None) -> None:
        """Keep what is expected in this scenario, once; what was hidden is shown.

        Args:
            prediction: Of 100 runs, or a few words, as `scenario_kind` says.
            confidence: 1 (a guess) to 4 (certain), None if it is not said.

        Raises:
            ValidationError: It is no prediction, or one has been kept.
        """
        if self.scenario is None or "prediction" in self.scenario_answers:
            raise ValidationError("prediction", prediction, "it can be kept once, in a scenario")
        given = {"prediction": prediction, "confidence": confidence}
        self._answer({name: value for name, value in given.items() if value is not None})

    def answer_again(self, second: Any, why: str) -> None:
        """Answer again after having seen it, and say in a sentence why.

        Raises:
            ValidationError: It is no answer or no sentence, or there was no prediction.
        """
        if "prediction" not in self.scenario_answers:
            raise ValidationError("second", second, "keep a prediction first")
        self._answer({"second": second, "why": why})

    def _answer(self, given: Mapping[str, Any]) -> None:
        answers = {name: self.play.answer(name, value) for name, value in given.items()}
        if "prediction" not in {**self.scenario_answers, **answers}:
            raise ValidationError("prediction", "", "say first what you expect")
        place = self.play.place
        self.play.put(place._replace(answers={**place.answers, **answers}))
        self._update()

    def _enter(self, place: Place, state: Mapping[str, Any], news: str = "") -> None:
        """Be in another place with another state; all is as it was if that fails."""
        before = self.play.place
        self.play.put(place, news)
        try:
            self.restore(state)
        except UNUSABLE:
            self.play.put(before)
            self._update()
            raise

    @traitlets.observe("live_query")
    def _open_query(self, change: Mapping[str, Any]) -> None:
        if change["new"]:
            self.open_code(change["new"])

    def open_code(self, code: str) -> None:
        """Open the scenario of a code; why another code is refused is shown to the learner."""
        try:
            self.open_scenario(scenarios.from_code(code))
        except UNUSABLE as error:
            self.line.refused = f"The scenario of this link was not opened: {error}"
