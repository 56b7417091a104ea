"""Draws widgets as plain HTML, readable before Python answers and without JavaScript.

The measures are those of the live controls, so that little moves when they take the poster's
place. A widget of another kind is drawn by the callable that the book names for it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from livepages.words import DEFAULTS

Models = Mapping[str, Any]
Draw = Callable[[dict[str, Any]], str]
REFERENCE = "IPY_MODEL_"
ROWS = {"HBoxModel": "row", "VBoxModel": "column", "BoxModel": "row", "GridBoxModel": "row"}
VERBATIM = ("HTMLModel", "HTMLMathModel")


class PosterMaker:
    """Draws a widget and everything inside it.

    Args:
        drawers: For anywidgets: a function from the synced state to HTML, by `_anywidget_id`.
        words: What readers see, by key.
    """

    def __init__(self, drawers: Mapping[str, Draw], words: Mapping[str, str] = DEFAULTS) -> None:
        self._drawers = drawers
        self.words = words

    def draw(self, models: Models, identity: str, given: str | None = None) -> str:
        """The poster of the model `identity`; `given` is the author's own, which wins."""
        if given is not None:
            return given
        drawn = self._model(models, identity)
        words = html.escape(self.words["no_poster"])
        return drawn or f'<p class="livepages-blank">{words}</p>'

    def _model(self, models: Models, reference: str) -> str:
        model = models.get(reference.removeprefix(REFERENCE))
        if model is None:
            return ""
        name, state = model["model_name"], model["state"]
        if _hidden(models, state):
            return ""
        own = self._drawers.get(state.get("_anywidget_id", ""))
        if own is not None:
            return f'<div class="livepages-drawn">{own(state)}</div>'
        if "children" in state:
            return self._group(models, name, state)
        if name == "OutputModel":
            return "".join(self._output(models, output) for output in state.get("outputs", []))
        if name in VERBATIM:
            return f'<div class="livepages-text">{state.get("value", "")}</div>'
        return _control(name, state, self.words)

    def _group(self, models: Models, name: str, state: dict[str, Any]) -> str:
        titles = state.get("titles") or []
        parts = []
        for position, child in enumerate(state["children"]):
            title = titles[position] if position < len(titles) else None
            heading = f"<p><strong>{html.escape(title)}</strong></p>" if title else ""
            parts.append(heading + self._model(models, child))
        kind = ROWS.get(name, "column")
        return f'<div class="livepages-{kind}">{"".join(parts)}</div>'

    def _output(self, models: Models, output: dict[str, Any]) -> str:
        if output["output_type"] == "stream":
            return f"<pre>{html.escape(output['text'])}</pre>"
        data = output.get("data", {})
        view = data.get("application/vnd.jupyter.widget-view+json")
        if view:
            return self._model(models, view["model_id"])
        for mime in ("text/html", "image/svg+xml"):
            if mime in data:
                return "".join(data[mime])
        return f"<pre>{html.escape(''.join(data.get('text/plain', '')))}</pre>"


def _hidden(models: Models, state: dict[str, Any]) -> bool:
    layout = models.get(str(state.get("layout", "")).removeprefix(REFERENCE), {}).get("state", {})
    return layout.get("display") == "none" or layout.get("visibility") == "hidden"


def _control(name: str, state: dict[str, Any], words: Mapping[str, str]) -> str:
    label = html.escape(str(state.get("description") or ""))
    value = _value(state, words)
    if value is None and not label:
        return ""
    shown = f'<span class="livepages-value">{html.escape(value)}</span>' if value else ""
    if name in ("ButtonModel", "ToggleButtonModel"):
        return f'<span class="livepages-control livepages-button">{label}</span>'
    return (
        f'<div class="livepages-control"><span class="livepages-label">{label}</span>{shown}</div>'
    )


def _value(state: dict[str, Any], words: Mapping[str, str]) -> str | None:
    options = state.get("_options_labels")
    if options is not None:
        chosen = state.get("index")
        places = [chosen] if isinstance(chosen, int) else list(chosen or [])
        return ", ".join(str(options[place]) for place in places)
    value = state.get("value")
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, (list, tuple)):
        return words["range"].format(first=value[0], last=value[-1]) if value else ""
    return None if value is None else str(value)
