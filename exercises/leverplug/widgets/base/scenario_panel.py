"""The task of a scenario above a lab: what is fixed, what is asked, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.widgets.base import esm

_HERE = Path(__file__).parent


class ScenarioPanel(anywidget.AnyWidget):
    """What a lab's scenario says and asks; nothing where there is no scenario.

    Python judges what is sent and says in `refused` what is wrong with it.

    Args:
        act: What is called with each message of the page.
    """

    _esm = esm.module(_HERE / "scenario_panel.js")
    _css = _HERE / "scenario_panel.css"

    view = traitlets.Dict().tag(sync=True)  # texts, answers and what is still to be answered
    refused = traitlets.Unicode("").tag(sync=True)

    def __init__(self, act: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(layout={"display": "none"})
        self.on_msg(lambda _widget, message, _buffers: act(message))

    def show(self, view: Mapping[str, Any]) -> None:
        """Show a scenario as texts; an empty mapping takes it away."""
        if view == self.view and not self.refused:
            return
        self.layout.display = None if view else "none"
        with self.hold_sync():
            self.view, self.refused = dict(view), ""


def poster(state: Mapping[str, Any]) -> str:
    """Title and task, as HTML; nothing without a scenario.

    Example:
        >>> poster({"view": {}})
        ''
    """
    view = state["view"]
    if not view:
        return ""
    return f"<p><b>{escape(view['title'])}</b></p><p>{escape(view['task'])}</p>"
