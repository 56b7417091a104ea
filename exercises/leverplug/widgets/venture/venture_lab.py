"""The full lab: build a venture's network, and see ten years of it under many draws of luck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from leverplug import charts, outcomes, record
from leverplug.charts.look import light
from leverplug.explain.moment import tie_name
from leverplug.explain.turning_point import turning_point
from leverplug.model.history import History
from leverplug.model.simulation import simulate_together
from leverplug.record import scenario as scenarios
from leverplug.venture import Tie, ValidationError, Venture
from leverplug.widgets.base import tie_looks
from leverplug.widgets.base.player import Player
from leverplug.widgets.challenges.venture_lab import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.editor import layout
from leverplug.widgets.editor.network_canvas import NetworkCanvas
from leverplug.widgets.editor.tie_states import tie_states
from leverplug.widgets.venture import controls, opening, pins
from leverplug.widgets.venture.in_scenario import NETWORK_STATE, ScenarioVentureLab
from leverplug.widgets.venture.scorecard import Column, Scorecard
from leverplug.widgets.venture.story import Story
from leverplug.widgets.venture.summary import sentence_case, summary

RUNS = 500
MOVING_RUNS = 150  # the first of them, shown while a slider moves
_WATCHED = 16  # runs whose ties are kept at first; all that can be shown once a later one is
STARTER = Venture(
    name="Your venture",
    ties=(
        Tie("kin-1", "kin", 0.15),
        Tie("trade_council-1", "trade_council", 0.15),
        Tie("trade_fair-1", "trade_fair", 0.2, region="close"),
        Tie("distributor-1", "distributor", 0.2, start=5, region="close"),
    ),
)
# Layouts as dicts: a Layout object made here would belong to whoever imports the module first.
_GROUP = {"flex": "1 1 300px", "min_width": "250px"}
_CHART = {"flex": "1 1 320px", "min_width": "0"}
_ROW = {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "8px 20px"}
_APART = {"margin": "10px 0 0 0"}
_QUARTER, _RUN = "3 1 320px", "1 1 260px"
_GROUPS = ("The firm and its founder", "Capabilities, and the luck they meet")
_YEARS = "Years since founding"  # as the charts name their time


class VentureLab(ScenarioVentureLab):
    """A founder's choices, the network, and what becomes of it.

    The trait `venture` is the design; controls and canvas show it and change it.

    Args:
        venture: The design to begin with.
        kinds: Kinds of tie on offer; all by default.
        runs: Draws of luck behind the bands and shares.
        seed: The luck to begin with.

    Example:
        >>> lab = VentureLab(runs=100)
        >>> lab.set(home_market=0.1, search=0.2)
        >>> lab.venture.capabilities.search
        0.2
    """

    challenges = CHALLENGES
    label_width = "148px"
    venture = traitlets.Instance(Venture, read_only=True)  # `load_design` puts another in its place

    def __init__(
        self,
        venture: Venture = STARTER,
        *,
        kinds: Iterable[str] | None = None,
        runs: int = RUNS,
        seed: int = 1,
    ) -> None:
        self.runs, self._start = runs, venture
        self._history: History | None = None
        self._watched = _WATCHED
        self._other: History | None = None
        self._opened: opening.Opened | None = None
        self.set_trait("venture", venture)
        self.canvas = NetworkCanvas(venture, kinds=kinds)
        self.trajectory, self.markets = (_chart(name) for name in ("trajectory", "markets"))
        self.scorecard, self.story = Scorecard(), Story()
        self.pins = pins.Pins(self._update, self._go_back)
        self._firm = controls.firm(venture)
        self._capabilities = controls.capabilities(venture)
        self._luck = controls.luck(seed)
        quarter = self._luck["quarter"]
        assert isinstance(quarter, ipywidgets.IntSlider)
        self.player = Player(quarter, "quarter", self._turn, pace=350)
        pictures = [self.canvas, self.trajectory, self.markets, self.scorecard]
        super().__init__({**self._firm, **self._capabilities, **self._luck}, pictures)
        self.canvas.check = self.play.check_design
        self.canvas.observe(self._edited, ["venture", "selected", "positions"])

    @property
    def history(self) -> History:
        """History of the design: all runs, and the ties of those that can be shown alone."""
        now = self._history
        assert now is not None  # a lab runs the model when it is made
        assert now.venture is not None
        return self._run([now.venture], self.runs, now.seed, self._watched)[0]

    def arrange(self) -> list[ipywidgets.Widget]:
        """Controls on top, then the network in its quarter, then charts, scorecard and story."""
        quarter, run, luck = self._luck.values()
        quarter.layout.flex, run.layout.flex = _QUARTER, _RUN
        groups = [
            _group(_GROUPS[0], self._firm.values()),
            _group(_GROUPS[1], [*self._capabilities.values(), luck]),
        ]
        return [
            ipywidgets.Box(groups, layout=_ROW),
            self.line,
            self.canvas,
            ipywidgets.Box([quarter, self.player, run], layout=_ROW),
            ipywidgets.Box([self.trajectory, self.markets], layout=_ROW),
            ipywidgets.VBox([self.pins, self.scorecard], layout=_APART),
            self.story,
            *self.foot(),
        ]

    def _turn(self, quarter: int) -> str:
        """Why to stop at a quarter: what mattered most to the run shown alone happened then."""
        if self.play.hidden:
            return ""
        turn = turning_point(self.history, self.settings["run"] - 1)
        return turn.event(self.venture) if turn and turn.quarter == quarter else ""

    def refresh(self) -> None:
        """Run the model if the design or its luck changed, and redraw what depends on it."""
        settings = self.settings
        venture = controls.apply_settings(settings, self.venture)
        self.play.check_design(venture)
        self.set_trait("venture", venture)
        seed, run, quarter = settings["luck"], settings["run"] - 1, settings["quarter"]
        self._watched = _WATCHED if run < _WATCHED else controls.MOST_RUNS_SHOWN
        runs = min(MOVING_RUNS, self.runs) if self.moving else self.runs
        designs = [self.venture, *self._compared()]
        history, *others = self._run(designs, runs, seed, self._watched)
        self._history, self._other = history, others[0] if others else None
        if _runs(history) < self.runs:
            self.draft = (
                f"These are {_runs(history)} of {self.runs} runs; all follow when you stop."
            )
        self.canvas.venture = self.pins.present = self.venture
        with self.canvas.hold_sync():
            self.canvas.quarter = quarter
            covered = NETWORK_STATE in self.play.hidden
            self.canvas.state = [] if covered else tie_states(history, quarter, run)
        self._draw(history, run, quarter)
        self.story.follow(self.venture, run, seed, self.shocks)
        self.result = Result(history, self._other, self._missing())
        words = summary(history, self._other, self.pins.choice.value)
        opened = self._opened
        self.says = (
            f"{opened.message} {words}" if opened and opened.venture == self.venture else words
        )

    def _edited(self, _change: object) -> None:
        """Take over what was edited or chosen in the network."""
        self.set_trait("venture", self.canvas.venture)
        self._update()

    def _run(self, designs: Sequence[Venture], runs: int, seed: int, watched: int) -> list[History]:
        """Histories of designs: of all runs if these are at hand, else of the first `runs`.

        What is missing is simulated in one pass. The first design has the ties of `watched` runs.
        """
        needed = dict.fromkeys(designs, 0) | {designs[0]: min(watched, self.runs)}
        found = self._at_hand(needed, self.runs, seed)
        if len(found) < len(needed):
            found = self._at_hand(needed, runs, seed)
        missing = [design for design in needed if design not in found]
        if missing:
            shocks = [self._shocks(design) for design in missing]
            new = simulate_together(missing, runs, seed, watched=watched, shocks=shocks)
            found |= dict(zip(missing, new, strict=True))
        return [found[design] for design in designs]

    def _at_hand(self, needed: Mapping[Any, int], runs: int, seed: int) -> dict[Any, History]:
        """What is on show of some designs with so many runs, and the ties of as many as needed."""
        return {
            one.venture: one
            for one in (self._history, self._other)
            if one is not None and one.venture in needed and (one.seed, _runs(one)) == (seed, runs)
            and _ties_of(one) >= needed[one.venture]
        }  # fmt: skip

    def _missing(self) -> str:
        """Name of the tie that the design is compared without, if it is."""
        if self.pins.choice.value != pins.WITHOUT or self._other is None:
            return ""
        return tie_name(self.venture.tie(self.canvas.selected))

    def _compared(self) -> list[Venture]:
        """The design that is compared, if there is one."""
        other, tie_id = self.pins.chosen, self.canvas.selected
        if self.pins.choice.value == pins.WITHOUT and tie_id in {t.id for t in self.venture.ties}:
            other = self.venture.without_tie(tie_id)
        return [] if other is None else [other]

    def _draw(self, history: History, run: int, quarter: int) -> None:
        now = [{"year": quarter / outcomes.A_YEAR}]
        rows = charts.trajectory.rows(history, run, self._other)
        self.trajectory.show({**rows, "now": now}, charts.trajectory.describe(rows))
        rows = charts.markets.rows(history, run)
        self.markets.show({**rows, "now": now}, charts.markets.describe(rows))
        columns = [Column(f"This design ({_runs(history)} runs)", history)]
        columns.append(Column(f"Run {run + 1} of it", history, run))
        if self._other is not None:
            columns.append(Column(sentence_case(self.pins.choice.value), self._other))
        self.scorecard.show(columns)

    def load_design(self, venture: Venture, **settings: Any) -> None:
        """Put a design, with its founder and firm, in place of the present one.

        Args:
            venture: The design.
            settings: Values of other controls to change with it, such as `luck`.

        Raises:
            ValidationError: A control cannot show its value; the lab stays as it was.
        """
        self.play.check_design(venture)
        before = self.venture
        self.set_trait("venture", venture)
        try:
            self.set(**{**settings, **controls.design_settings(venture)})
        except ValidationError:
            self.set_trait("venture", before)
            raise

    def _go_back(self, venture: Venture) -> None:
        """Load a pinned design; a scenario may not let it."""
        try:
            self.load_design(venture)
        except ValidationError as error:
            self.line.refused = str(error)

    def open_record(self, opened: record.Record) -> str:
        """Put the venture and the luck of a record into the lab; the learner's own is pinned.

        Returns:
            What happened, in words.

        Raises:
            ValidationError: The lab cannot show it, or has no room to pin the present design.
        """
        opening.check_kinds(opened.venture, self._kinds)
        shown = {**controls.design_settings(opened.venture), "luck": opened.seed}
        self.play.check_settings(shown)
        self.play.check_design(opened.venture)
        seed = self.settings["luck"]
        words = opening.pin_current(opened, self.venture, seed, self.pins, disposable=[self._start])
        words = f"{words} {opening.of_scenario(opened, self.scenario)}".strip()
        self._opened = opening.Opened(opened.venture, words)
        self.load_design(opened.venture, luck=opened.seed)
        return words

    def open_code(self, code: str) -> None:
        """Open the scenario or the venture of a code; why it is refused is shown."""
        if scenarios.is_code(code):
            super().open_code(code)
            return
        try:
            self.open_record(record.from_code(code))
        except ValidationError as error:
            self.line.refused = f"The venture of this link was not opened: {error}"

    def state(self) -> dict[str, Any]:
        """Settings, the design as a code, its places, and the pinned designs."""
        return {
            "settings": {name: self.controls[name].value for name in self._luck},
            "design": record.code(self.venture),
            "places": self.canvas.positions,
            "pinned": self.pins.codes(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show a state again.

        Raises:
            ValidationError: A code, a place or a setting is none; the lab stays as it was.
        """
        design = record.from_code(state.get("design", "")).venture
        pinned = [
            record.from_code(code).venture for code in state.get("pinned", ())[: pins.MOST_PINS]
        ]
        places = layout.checked_places(state.get("places", {}))
        self.load_design(design, **state.get("settings", {}))
        self.pins.replace(pinned)
        self.canvas.positions = layout.places(self.canvas.ties, tie_looks.channel_of(), places)
        self._update()


def _runs(history: History) -> int:
    return history.foreign_sales.shape[1]


def _ties_of(history: History) -> int:
    """Of how many runs it has the series of the ties."""
    return 0 if history.strength is None else history.strength.shape[-1]


def _group(title: str, widgets: Iterable[ipywidgets.Widget]) -> ipywidgets.VBox:
    return ipywidgets.VBox([ipywidgets.HTML(f"<b>{title}</b>"), *widgets], layout=_GROUP)


def _chart(name: str) -> ChartView:
    """A chart over the years with a line at the quarter on show."""
    spec = charts.spec(name)
    now = {
        "data": {"name": "now"},
        "mark": {"type": "rule", "strokeDash": [3, 3], "color": light("home")},
        "encoding": {"x": {"field": "year", "type": "quantitative", "title": _YEARS}},
    }
    return ChartView({**spec, "layer": [now, *spec["layer"]]}, layout=_CHART)
