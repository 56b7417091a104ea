"""The events of one run in sentences, each with the ties behind it, made on request."""

from __future__ import annotations

from html import escape

import ipywidgets

from leverplug.explain.timeline import timeline
from leverplug.model import Shock
from leverplug.venture import Venture
from leverplug.widgets.base.inputs import button

_LEFT = {"align_items": "flex-start", "margin": "10px 0 0 0"}


class Story(ipywidgets.VBox):
    """A button, and below it what happened in a run, in words.

    Finding the ties behind each event takes a run of the model per tie, so it waits to be asked.
    """

    def __init__(self) -> None:
        self.venture, self.run, self.seed = Venture(), 0, 1
        self.shocks: tuple[Shock, ...] = ()
        self._moments = ipywidgets.HTML()
        self._button = button("Why did this happen?", self.explain)
        super().__init__([self._button, self._moments], layout=_LEFT)

    def follow(self, venture: Venture, run: int, seed: int, shocks: tuple[Shock, ...] = ()) -> None:
        """Choose the run that the button tells of; sentences on another one are removed."""
        asked = venture, run, seed, shocks
        if asked != (self.venture, self.run, self.seed, self.shocks):
            self._moments.value = ""
        self.venture, self.run, self.seed, self.shocks = asked
        self._button.description = f"Why did run {run + 1} go as it did?"

    def explain(self) -> None:
        """Write the run's moments under the button."""
        sentences = timeline(self.venture, self.run, self.seed, self.shocks).sentences()
        items = "".join(f"<li>{escape(words)}</li>" for words in sentences)
        nothing = "<p>Nothing came of it: no market entered, no partner lost.</p>"
        self._moments.value = f"<ol>{items}</ol>" if items else nothing
