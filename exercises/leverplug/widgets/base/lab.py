"""What all small labs share: named controls, pictures, a result in words, settings that last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

import ipywidgets
import traitlets

from leverplug.venture import ValidationError
from leverplug.widgets.base.challenge_list import KEPT, Challenge, ChallengeList
from leverplug.widgets.base.result_line import ResultLine
from leverplug.widgets.base.scenario_lab import RESULT, UNUSABLE, ScenarioLab
from leverplug.widgets.base.scenario_play import WAITING, ScenarioPlay

# Layouts as dicts: a Layout object made here would belong to whoever imports the module first.
_CONTROLS = {"flex": "1 1 260px", "min_width": "240px", "max_width": "380px"}
_PICTURES = {"flex": "2 1 320px", "min_width": "0", "width": "100%"}
_SIDE_BY_SIDE = {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "12px"}


class Lab(ScenarioLab):
    """A few controls, a picture or two and a line that says what came out.

    A lab writes `refresh`, which reads `self.settings`, fills its pictures and sets `self.says`.
    A `ValidationError` raised there is shown to the learner and leaves the pictures as they were.

    State that no control holds is kept too if `extra` names it: an attribute, with a check that is
    given the lab and the value from outside, and returns what may be set or raises.

    While something is moved by hand (`moving`), `refresh` may do with the first of its runs and set
    `self.draft` to words that say so. When nothing moves any more it is called again, for all runs;
    challenges are judged by these alone. Where no page can tell when that is, nothing is moved by
    hand, so whoever sets a value in Python or restores a state has all runs at once.

    A lab with `challenges` sets `self.result` in `refresh`: they are judged by it each time.

    A lab with a `scenario_name` opens the scenarios made for it (`open_scenario`, or a code that a
    page's address carries): some controls are set or locked, and some `parts` hidden until a
    prediction is kept. What the lab showed before comes back when the scenario is left.

    Args:
        controls: Input widgets by the name under which their value is kept.
        pictures: Widgets that `refresh` fills.
    """

    challenges: ClassVar[Sequence[Challenge]] = ()
    result: Any = None  # what `refresh` came to, as the challenges want it
    moving = False  # whether a reader's hand is moving what `refresh` answers to
    draft = ""  # what says that `refresh` did with fewer runs
    label_width = "initial"  # of the controls' names; a length lines their sliders up
    extra: ClassVar[Mapping[str, Callable[[Any, Any], Any]]] = {}  # attribute -> check
    settings_key = "settings"  # name of the settings in the state, if there is extra state
    transient: tuple[str, ...] = ()  # controls whose value is not kept
    live_state = traitlets.Unicode("")  # the settings as JSON: what a page keeps and shares

    def __init__(
        self, controls: Mapping[str, ipywidgets.Widget], pictures: Sequence[ipywidgets.Widget]
    ) -> None:
        self.controls, self.pictures, self.line = dict(controls), list(pictures), ResultLine()
        self.tasks = ChallengeList(self.challenges)
        self.play = ScenarioPlay(self)
        self.line.on_rest(self._update)
        self._busy = False
        for control in self.controls.values():
            control.style.description_width, control.layout.width = self.label_width, "auto"
            if isinstance(control, ipywidgets.ToggleButtons):
                control.style.button_width = "auto"
            control.observe(self._update, "value")
        super().__init__([self.play.panel, *self.arrange()])
        self._first_settings = self.settings
        self._update()
        self._first = self.state()

    def arrange(self) -> list[ipywidgets.Widget]:
        """How the parts stand: controls and result, pictures beside, challenges below."""
        left = [*self.controls.values(), *self.more(), self.line]
        right = ipywidgets.VBox(self.pictures, layout=_PICTURES)
        columns = [ipywidgets.VBox(left, layout=_CONTROLS), right]
        return [ipywidgets.Box(columns, layout=_SIDE_BY_SIDE), *self.foot()]

    def foot(self) -> list[ipywidgets.Widget]:
        """The challenges, if the lab has some."""
        return [self.tasks] if self.challenges else []

    def more(self) -> list[ipywidgets.Widget]:
        """Widgets below the controls, such as a button; none unless a lab has some."""
        return []

    def refresh(self) -> None:
        """Compute what the settings ask for and show it."""
        raise NotImplementedError

    @property
    def settings(self) -> dict[str, Any]:
        """Value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def says(self) -> str:
        """The result in words."""
        return self.line.says

    @says.setter
    def says(self, words: str) -> None:
        self.line.says = WAITING if RESULT in self.play.hidden else words

    def set(self, **settings: Any) -> None:
        """Move several controls at once.

        Raises:
            ValidationError: No control has that name, or it cannot take that value.
        """
        self._change(settings, {})

    def _change(self, settings: Mapping[str, Any], extra: Mapping[str, Any]) -> None:
        """Set controls, then extra state, and refresh once; all is as it was if that fails."""
        for name in settings:
            if name not in self.controls:
                raise ValidationError("setting", name, f"name one of {', '.join(self.controls)}")
        self.play.check_settings(settings)
        before = self.settings, {name: getattr(self, name) for name in self.extra}
        try:
            with self._quietly():
                for name, value in settings.items():
                    _put(name, self.controls[name], value)
                self._set_extra(extra)
            self._update()
        except UNUSABLE:
            with self._quietly():
                for name, value in before[0].items():
                    self.controls[name].value = value
                self._set_extra(before[1])
            raise

    def _set_extra(self, extra: Mapping[str, Any]) -> None:
        for name, value in extra.items():
            setattr(self, name, value)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change several things and refresh once, later."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _update(self, change: Any = None) -> None:
        """Refresh, show what is refused, and renew the state that is kept."""
        if self._busy:
            return
        self.moving, before, self.draft = _is_by_hand(change), self.draft, ""
        with self._quietly(), self.line.hold_sync():
            self.play.put_back()
            try:
                self.refresh()
                self.line.refused = ""
                if self.draft:
                    self.line.sketch(self.draft)
                else:
                    self.line.draft = ""
                    if not self.play.hidden:
                        self.tasks.judge(self.result)
            except ValidationError as error:
                self.draft, self.line.refused = before, str(error)
            finally:
                self.play.show()
                self._keep()

    def _keep(self) -> None:
        """Renew the state that is kept: the lab's own, and the challenges that were met."""
        met = {KEPT: self.tasks.met} if self.tasks.met else {}
        whole = self.state() | met | self.play.state()
        self.live_state = json.dumps(whole, separators=(",", ":"))

    def state(self) -> dict[str, Any]:
        """What a page keeps between visits and puts into links: the settings and extra state."""
        lasting = {n: value for n, value in self.settings.items() if n not in self.transient}
        if not self.extra:
            return lasting
        return {self.settings_key: lasting} | {name: getattr(self, name) for name in self.extra}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show a state again; one that is damaged is refused and changes nothing."""
        extra = {name: check(self, state[name]) for name, check in self.extra.items()}
        self._change(state[self.settings_key] if self.extra else state, extra)

    @traitlets.observe("live_state")
    def _restore_live_state(self, change: Mapping[str, Any]) -> None:
        if self._busy or not change["new"]:
            return
        before = self.tasks.met
        try:
            state = json.loads(change["new"])
            met = self.tasks.check(state.pop(KEPT, []))
            self.tasks.replace([*before, *met])  # what was met stays met
            self._enter(self.play.taken_from(state), state)
        except UNUSABLE as error:
            self.tasks.replace(before)
            self._update()
            remedy = "it cannot be read, so the lab stays as it was"
            raise ValidationError("live_state", change["new"][:60], remedy) from error


class Picture(ipywidgets.HTML):
    """A drawing in SVG with its words, on its way from Python to the page."""


def _is_by_hand(change: Any) -> bool:
    """Whether a page has just sent a change, and so will tell when nothing moves any more."""
    return change is not None and bool(change["owner"]._property_lock)


def _put(name: str, control: ipywidgets.Widget, value: Any) -> None:
    wrong = ValidationError(name, value, f"give a value the control “{name}” can show")
    try:
        control.value = value
    except (traitlets.TraitError, TypeError, ValueError) as error:
        raise wrong from error
    if control.value != value and list(_listed(control.value)) != list(_listed(value)):
        raise wrong  # a slider moves a value that lies outside to its nearest end


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [value]
