"""Who counts as born global: move the line, and watch who stands on which side of it."""

from __future__ import annotations

from typing import Any

import ipywidgets
import numpy as np

from leverplug import charts, outcomes
from leverplug.charts.words import counted
from leverplug.experiments import population
from leverplug.widgets.base.inputs import choice, share
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.challenges.threshold import CHALLENGES, Result
from leverplug.widgets.chart.chart_view import ChartView
from leverplug.widgets.drawings import grid
from leverplug.widgets.drawings.svg import ink

SHARE, YEARS = outcomes.BORN_GLOBAL_SHARE, outcomes.BORN_GLOBAL_YEARS
SAMPLES = {"all": "Everyone", "small": "Small home markets", "large": "Large home markets"}
_MIDDLE = 0.5  # home markets below it are called small
_DISC, _CIRCLE = '<circle r="5.6"', '<circle r="5"'
_DIAMOND, _OPEN_DIAMOND = '<path d="M0,-7L7,0L0,7L-7,0Z"', '<path d="M0,-6.4L6.4,0L0,6.4L-6.4,0Z"'


def _mark(shape: str, sector: str, *, counts: bool) -> str:
    colour = ink(sector)
    look = f'fill="{colour}"' if counts else f'fill="none" stroke="{colour}" stroke-width="1.4"'
    return f"{shape} {look}/>"


_MARKS = {  # by whether it is high-tech and by whether it counts
    (False, True): _mark(_DISC, "traditional", counts=True),
    (False, False): _mark(_CIRCLE, "traditional", counts=False),
    (True, True): _mark(_DIAMOND, "high_tech", counts=True),
    (True, False): _mark(_OPEN_DIAMOND, "high_tech", counts=False),
}
_NAMES = {False: "traditional", True: "high-tech"}


class Threshold(Lab):
    """Two hundred simulated ventures, and a line that says which of them are born global.

    Example:
        >>> lab = Threshold()
        >>> lab.set(share=0.5)
        >>> lab.counted.sum() < lab.usual.sum()
        np.True_
    """

    challenges = CHALLENGES
    label_width = "7.5em"

    def __init__(self) -> None:
        self.people = population.draw()
        self.crowd = Picture()
        self.curves = ChartView(charts.spec("born_global_threshold"), self._rows(SHARE, YEARS))
        controls = {
            "share": share("Share abroad", SHARE, least=0.05),
            "years": ipywidgets.FloatSlider(YEARS, min=1, max=10, step=0.5, readout_format=".1f",
                                            description="Within years"),
            "regions": ipywidgets.IntSlider(1, 1, 4, description="Regions (min.)"),
            "sample": choice("Who is asked", {words: key for key, words in SAMPLES.items()}),
        }  # fmt: skip
        super().__init__(controls, [self.crowd, self.curves])

    @property
    def chosen(self) -> np.ndarray:
        """Numbers of the ventures that are asked."""
        return self._chosen(self.settings["sample"])

    def _chosen(self, sample: str) -> np.ndarray:
        small = self.people.home_market < _MIDDLE
        return np.flatnonzero({"all": small | ~small, "small": small, "large": ~small}[sample])

    def _rows(
        self, share: float, years: float, regions: int = 1, sample: str = "all"
    ) -> dict[str, list[dict[str, Any]]]:
        history = population.served(self.people.history, regions, self._chosen(sample))
        return charts.born_global_threshold.rows(history, share, years)

    @property
    def usual(self) -> np.ndarray:
        """Which of those asked are born global by the line that this book draws."""
        return outcomes.born_global(population.served(self.people.history, 1, self.chosen))

    @property
    def counted(self) -> np.ndarray:
        """Which of those asked are born global by the line the learner draws."""
        line = self.settings
        history = population.served(self.people.history, line["regions"], self.chosen)
        return outcomes.born_global(history, line["share"], line["years"])

    def _best(self) -> np.ndarray:
        """Highest share abroad of each of those asked in the years and regions of the line."""
        line = self.settings
        history = population.served(self.people.history, line["regions"], self.chosen)
        return history.foreign_intensity[: int(line["years"] * outcomes.A_YEAR)].max(0)

    def refresh(self) -> None:
        """Draw each venture by the side of the line it stands on, and the curves."""
        line = self.settings
        inside, usual, high_tech = self.counted, self.usual, self.people.high_tech[self.chosen]
        self.says = self._summary(inside, usual, high_tech)
        self.result = Result(inside, usual, self._best(), line["share"], line["years"])
        signs = {
            f"{_NAMES[sector]}, {'counts' if mark else 'does not count'}": _MARKS[sector, mark]
            for sector in (False, True) for mark in (True, False)
        }  # fmt: skip
        marks = [_MARKS[pair] for pair in zip(high_tech.tolist(), inside.tolist(), strict=True)]
        words = f"{counted(len(inside), 'venture')}, one mark each. {self.says}"
        moved, meaning = inside.astype(int) - usual, ("by this line only", "by the usual line only")
        self.crowd.value = grid.draw(marks, words, signs, moved.tolist(), meaning)
        rows = self._rows(**self.settings)
        self.curves.show(rows, charts.born_global_threshold.describe(rows))

    def _summary(self, inside: np.ndarray, usual: np.ndarray, high_tech: np.ndarray) -> str:
        line = self.settings
        where = f", in {line['regions']} regions or more" if line["regions"] > 1 else ""
        words = (
            f"{inside.sum()} of {counted(len(inside), 'venture')} "
            f"{'counts' if inside.sum() == 1 else 'count'}: at least {line['share']:.0%} of "
            f"sales abroad within {counted(line['years'], 'year')} of founding{where}. The usual "
            f"line ({SHARE:.0%} within {YEARS} years) counts {usual.sum()} of them."
        )
        if not inside.any():
            return f"{words} Nobody is left to study."
        later = self.people.history.foreign_intensity[-1, self.chosen] < line["share"]
        below = int((inside & later).sum())
        return (
            f"{words} High-tech firms are {high_tech[inside].mean():.0%} of those who count and "
            f"{high_tech.mean():.0%} of all. {below} of those who count "
            f"{'is' if below == 1 else 'are'} below the share again after ten years."
        )
