"""IA's network, tie by tie: keep it, feed it or cut it, and watch lever, plug and sales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import ipywidgets

from leverplug import charts
from leverplug.charts.over_time import Name
from leverplug.experiments import ia
from leverplug.experiments.keep_feed_cut import CUT, FEED, KEEP, RUNS, design, play
from leverplug.model import History
from leverplug.outcomes import A_YEAR
from leverplug.venture import Venture
from leverplug.widgets.base.inputs import button, choice
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.base.player import Player
from leverplug.widgets.challenges.keep_feed_cut import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.drawings import ego

ROUND = ("BH", "Lz", "Z", "S", "T", "B", "F", "A", "R", "online", "JPH", "Pa", "Ps", "Or")
NAMES = {
    "median": Name("yours", "The median"),
    "pinned": Name("as coded", "The median of the case as coded"),
}


class KeepFeedCut(Lab):
    """Go through IA's contacts, decide on each, and compare with the case as coded.

    Example:
        >>> lab = KeepFeedCut()
        >>> lab.decide(T="cut", R="feed")
        >>> lab.decisions
        {'T': 'cut', 'R': 'feed'}
    """

    challenges = CHALLENGES
    label_width = "8.5em"
    transient = ("decision",)  # it belongs to the contact on show, and `decisions` has it

    def __init__(self) -> None:
        self._decisions: dict[str, str] = {}
        self._contact_shown = "JPH"
        self.network = Picture()
        self.sales = ChartView("trajectory")
        contacts = {coding.label: name for name, coding in ia.CODING.items()}
        look_at = ipywidgets.IntSlider(3, 1, 10, description="Look at year")
        self.player = Player(look_at, "year", self._turn, pace=900)
        controls = {
            "contact": choice("Contact", contacts, value=self._contact_shown),
            "decision": ipywidgets.ToggleButtons(options=[KEEP, FEED, CUT], description="Decide"),
            "from_year": ipywidgets.IntSlider(4, 1, 10, description="Act from year"),
            "look_at": look_at,
            "obligation": ipywidgets.FloatSlider(ia.OBLIGATION, min=0.0, max=2.0, step=0.25,
                                                 description="Ties ask back"),
        }  # fmt: skip
        super().__init__(controls, [self.network, self.sales])

    def more(self) -> list[ipywidgets.Widget]:
        """A button that plays the years, and one that takes all decisions back."""
        return [self.player, button("Keep every tie", lambda: self.decide_anew({}))]

    def _turn(self, year: int) -> str:
        """Why to stop at a year: the plug of the contact on show outgrows its lever there."""
        name, history = self._contact_shown, self._history
        if name not in history.tie_ids:
            return ""
        now, before = (self._sides(name, history, A_YEAR * y - 1) for y in (year, year - 1))
        if now[2] <= now[1] or (year > 1 and before[2] > before[1]):
            return ""
        return f"Year {year}: from here on the plug of {name} is larger than its lever."

    @property
    def decisions(self) -> dict[str, str]:
        """What is decided of each contact that is not simply kept: feed or cut."""
        return self._decisions

    @decisions.setter
    def decisions(self, decisions: Mapping[str, str]) -> None:
        self._decisions = {name: what for name, what in decisions.items() if what != KEEP}
        self._contact_shown = ""  # so that the buttons follow the decision on the contact shown

    def set(self, **settings: Any) -> None:
        """Move several controls at once; a decision goes to the contact named with it."""
        if "contact" in settings:
            super().set(contact=settings.pop("contact"))
        super().set(**settings)

    def decide(self, **decisions: str) -> None:
        """Decide on several contacts at once, by name: keep, feed or cut.

        Raises:
            ValidationError: No tie has that name, or a decision is none of the three.
        """
        self.decide_anew(self.decisions | decisions)

    def decide_anew(self, decisions: Mapping[str, str]) -> None:
        """Replace all decisions by these."""
        self._change({}, {"decisions": self.check_decisions(decisions)})

    def check_decisions(self, decisions: Mapping[str, str]) -> Mapping[str, str]:
        """Decisions from outside, if they can be carried out.

        Raises:
            ValidationError: No tie has that name, or a decision is none of the three.
        """
        design(decisions)
        return decisions

    extra: ClassVar = {"decisions": check_decisions}

    def refresh(self) -> None:
        """Run the case as decided, without the contact on show and as coded, and draw it."""
        self._take_decision()
        now = self.settings
        venture = design(self.decisions, now["from_year"], now["obligation"])
        history, without, coded = play(venture, self._contact_shown, now["obligation"])
        self._history = history
        self.sales.draw(charts.trajectory, history, None, coded, NAMES)
        contacts = [self._contact(name, venture, history) for name in ROUND]
        self.network.value = ego.draw(contacts, venture.links, now["look_at"], "IA")
        about = self._contact_summary(history, without)
        self.result = self._result(history, without, coded)
        self.says = f"{_outcome(history, coded)} {self._decisions_summary()} {about}"

    def _result(self, history: History, without: History, coded: History) -> Result:
        yours, theirs = (float(one.foreign_sales[-1].mean()) for one in (history, coded))
        name = self._contact_shown
        there = name in history.tie_ids
        added = tuple(_gaps(history, without)) if there else ()
        return Result(yours, theirs, self.decisions, self.settings["from_year"], name, added)

    def _take_decision(self) -> None:
        """What the buttons say belongs to the contact they were set for."""
        name, buttons = self.controls["contact"].value, self.controls["decision"]
        if name != self._contact_shown:
            buttons.value, self._contact_shown = self.decisions.get(name, KEEP), name
        else:
            changed = self._decisions | {name: buttons.value}
            self._decisions = {name: what for name, what in changed.items() if what != KEEP}

    def _contact(self, name: str, venture: Venture, history: History) -> ego.Contact:
        quarter, decision = A_YEAR * self.settings["look_at"] - 1, self.decisions.get(name, KEEP)
        in_force = self.settings["look_at"] >= self.settings["from_year"]
        chosen, done = name == self._contact_shown, decision if in_force else KEEP
        if name not in history.tie_ids:
            return ego.Contact(name, 0.0, 0.0, 0.0, done, True, chosen)
        effort, lever, plug = self._sides(name, history, quarter)
        is_open = venture.tie(name).start <= quarter + 1
        return ego.Contact(name, effort, lever, plug, done, is_open, chosen)

    @staticmethod
    def _sides(name: str, history: History, quarter: int) -> tuple[float, float, float]:
        """Effort, lever and plug of a contact in a quarter (index), means of runs still there."""
        alive, place = history.alive[quarter], history.tie_ids.index(name)
        effort, lever, plug = (
            float(getattr(history, series)[quarter, place, alive].mean()) if alive.any() else 0.0
            for series in ("effort", "lever", "plug")
        )
        return effort, lever, plug

    def _decisions_summary(self) -> str:
        parts = []
        for verb, what in (("cut", CUT), ("feed", FEED)):
            names = [name for name in ia.CODING if self.decisions.get(name) == what]
            if names:
                parts.append(f"{verb} {', '.join(names)}")
        if not parts:
            return "You keep every tie."
        words = f"From year {self.settings['from_year']} you {' and '.join(parts)}."
        if FEED in self.decisions.values() and CUT not in self.decisions.values():
            words += " Nothing is free to feed with: cut a tie first."
        return words

    def _contact_summary(self, history: History, without: History) -> str:
        """What the contact shown adds in the end, and how the kit codes it."""
        name = self._contact_shown
        coded = f"We code {name} as {_CODED[ia.coding_of(name)[0]]}."
        if name not in history.tie_ids:
            return f"{coded} In your design {name} never comes in."
        gaps = ", ".join(f"{gap:+z.1f}" for gap in _gaps(history, without))
        return f"{coded} With {name} minus without, sales after 2, 5 and 10 years: {gaps}."


def _gaps(history: History, without: History) -> list[float]:
    """Mean foreign sales with a contact minus without it, after 2, 5 and 10 years."""
    gap = (history.foreign_sales - without.foreign_sales).mean(1)
    return [float(gap[A_YEAR * year - 1]) for year in (2, 5, 10)]


_CODED = {"lever": "a lever", "plug": "a plug", "both": "lever and plug both"}


def _outcome(history: History, coded: History) -> str:
    yours, theirs = history.foreign_sales[-1].mean(), coded.foreign_sales[-1].mean()
    return (
        f"Foreign sales after ten years: {yours:.0f} (mean of {RUNS} runs), against {theirs:.0f} "
        f"as coded, on the same luck ({round(yours - theirs):+})."
    )
