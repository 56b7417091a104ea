"""Ask virtual firms again and again, and see where the published number falls among the answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any, ClassVar

import ipywidgets
import numpy as np

from leverplug import charts
from leverplug.charts.evidence import CENTRAL
from leverplug.charts.words import counted
from leverplug.validation import survey
from leverplug.validation.survey import published, stars, surveys
from leverplug.venture import ValidationError
from leverplug.widgets.base.inputs import button
from leverplug.widgets.base.lab import Lab
from leverplug.widgets.challenges.virtual_survey import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView

SIZES = (104, survey.FIRMS, 416)  # virtual firms per survey; a logit needs about a hundred
MORE, MOST = 20, 201  # surveys added by a press of the button, and surveys kept at most
AT_ONCE = 41  # surveys that a state asks for at most: 201 keep a page's Python busy for a minute
_PER_CELL, _AROUND = 42, 0.4  # px of an interval with its name; intervals' worth of room around


class VirtualSurvey(Lab):
    """Draw virtual surveys, rerun the published regressions, and compare.

    Example:
        >>> lab = VirtualSurvey()
        >>> lab.drawn
        [1]
    """

    challenges = CHALLENGES
    label_width = "90px"

    def __init__(self) -> None:
        self.drawn = [1]  # surveys in each batch so far
        one = {"x": np.zeros(2)}
        self.histogram = ChartView("survey_histogram", charts.survey_histogram.rows(one["x"], 0.0))
        tall = {"height": _PER_CELL * (len(published()) + _AROUND)}
        self.intervals = ChartView(
            charts.spec("survey_intervals") | tall, charts.survey_intervals.rows(one, {"x": 0.0})
        )
        controls = {
            "cell": ipywidgets.Dropdown(options=list(published()), description="Number"),
            "firms": ipywidgets.SelectionSlider(options=SIZES, value=survey.FIRMS,
                                                description="Firms asked"),
            "noise": ipywidgets.FloatSlider(1.0, min=0.0, max=2.0, step=0.5, description="Noise"),
        }  # fmt: skip
        for name in ("firms", "noise"):  # with other firms all surveys are others
            controls[name].observe(self._reset, "value")
        super().__init__(controls, [self.histogram, self.intervals])

    def more(self) -> list[ipywidgets.Widget]:
        """Buttons that draw surveys."""
        return [
            button("Draw another survey", lambda: self.draw(1)),
            button(f"Draw {MORE} more", lambda: self.draw(MORE)),
            button("Start again", self.start_again),
        ]

    def draw(self, count: int) -> None:
        """Draw so many more surveys, up to the most that are kept."""
        room = MOST - sum(self.drawn)
        if room > 0:
            self.drawn = [*self.drawn, min(count, room)]
        self._update()

    def start_again(self) -> None:
        """Forget all surveys but the first."""
        self._reset()
        self._update()

    def _reset(self, _change: object = None) -> None:
        self.drawn = [1]

    def estimates(self) -> dict[str, np.ndarray]:
        """Every estimate of Tables 4 and 5, one value for each survey drawn."""
        firms, noise = self.settings["firms"], self.settings["noise"]
        batches = [surveys(i, count, firms, noise) for i, count in enumerate(self.drawn)]
        return {name: np.concatenate([b[name] for b in batches]) for name in batches[0]}

    def refresh(self) -> None:
        """Draw the surveys, and show their estimates beside the published ones."""
        now = self.settings
        estimates, (name, value) = self.estimates(), published()[now["cell"]]
        self.histogram.draw(charts.survey_histogram, estimates[name], value)
        cells = {label: estimates[key] for label, (key, _) in published().items()}
        printed = {label: number for label, (_, number) in published().items()}
        self.intervals.draw(charts.survey_intervals, cells, printed)
        self.says = _summary(estimates, name, value, now["firms"])
        self.result = Result(estimates[name], _t(estimates, name), value, now["cell"])

    def check_drawn(self, drawn: Any) -> list[int]:
        """Sizes of batches from outside: the first ones, as many as are drawn in a moment.

        Raises:
            ValidationError: There are none, or more than the buttons can draw.
        """
        counts = [int(count) for count in drawn]
        if not counts or min(counts) < 1 or max(counts) > MORE or sum(counts) > MOST:
            remedy = f"draw 1 to {MOST} surveys, at most {MORE} at a time"
            raise ValidationError("drawn", str(counts)[:60], remedy)
        totals = accumulate(counts)
        return [count for count, total in zip(counts, totals, strict=True) if total <= AT_ONCE]

    extra: ClassVar = {"drawn": check_drawn}


def _summary(estimates: Mapping[str, np.ndarray], name: str, published: float, firms: int) -> str:
    """The last survey, how all of them lie about the published value, how many earn stars."""
    last, starred = _last(estimates, name, firms), _starred(estimates, name)
    return " ".join(filter(None, (last, _all(estimates[name], published), starred)))


def _t(estimates: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """The t value of an estimate in each survey."""
    given = estimates.get(f"{name} t")
    return estimates[name] / estimates[f"{name} se"] if given is None else given


def _last(estimates: Mapping[str, np.ndarray], name: str, firms: int) -> str:
    t = _t(estimates, name)
    mark = stars(float(t[-1]))
    earned = f"{mark}, p at most {_P[mark]}" if mark else "no star"
    return (
        f"The last of {counted(len(t), 'survey')} of {firms} virtual firms "
        f"gives {estimates[name][-1]:.3f} (t = {t[-1]:.2f}: {earned})."
    )


_P = {"*": "0.05", "**": "0.01", "***": "0.001"}


def _all(values: np.ndarray, value: float) -> str:
    if len(values) < MORE:
        return f"The published value is {value:g}. Draw more surveys to see how far chance goes."
    low, high = np.percentile(values, CENTRAL)
    side = "inside" if low <= value <= high else "outside"
    return (
        f"The middle 95 % of them lie between {low:.3f} and {high:.3f}; the published {value:g} "
        f"falls {side}, with {(values < value).mean():.0%} of the surveys below it."
    )


def _starred(estimates: Mapping[str, np.ndarray], name: str) -> str:
    t = _t(estimates, name)
    count = int(sum(bool(stars(float(each))) for each in t))
    earn = "earns" if count == 1 else "earn"
    return f"{count} of {len(t)} {earn} a star." if len(t) > 1 else ""
