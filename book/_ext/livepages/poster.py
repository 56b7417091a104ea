"""Draws any tree of widgets as plain HTML, laid out and measured as the live one.

A poster is readable before Python answers and without JavaScript, and little moves when the live
view takes its place. It is drawn from the saved state of the widgets and their layouts. An
anywidget is drawn by the callable that the book names for it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from livepages.words import DEFAULTS

Models = Mapping[str, Any]
State = Mapping[str, Any]
Draw = Callable[[dict[str, Any]], str]
REFERENCE = "IPY_MODEL_"
BOXES = {"VBoxModel": "box column", "GridBoxModel": "box grid"}  # any other is a row
VERBATIM = ("HTMLModel", "HTMLMathModel")
BUTTONS = ("ButtonModel", "ToggleButtonModel", "FileUploadModel")
RADIO = {True: "◉ ", False: "○ "}
TICK = {True: "<i>✓</i>", False: ""}


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
        words = html.escape(self.words["no_poster"])
        return self._model(models, identity) or f'<p class="livepages-blank">{words}</p>'

    def _model(self, models: Models, reference: str) -> str:
        """A widget as an element with its classes and its layout; "" if nothing of it is seen."""
        model = models.get(reference.removeprefix(REFERENCE))
        if model is None:
            return ""
        name, state = model["model_name"], model["state"]
        layout = _state(models, state.get("layout"))
        if layout.get("display") == "none" or layout.get("visibility") == "hidden":
            return ""
        kind, content = self._content(models, name, state)
        if not kind:
            return ""
        classes = [f"livepages-{each}" for each in kind.split()] + [*state.get("_dom_classes", ())]
        style = _css(layout)
        attribute = f' style="{html.escape(style)}"' if style else ""
        return f'<div class="{html.escape(" ".join(classes))}"{attribute}>{content}</div>'

    def _content(self, models: Models, name: str, state: State) -> tuple[str, str]:
        """The kind of element that a widget is, as in `live.css`, and what is in it."""
        own = self._drawers.get(state.get("_anywidget_id", ""))
        if own is not None:
            return "drawn", own(dict(state))
        if "children" in state:
            return self._children(models, name, state)
        if name == "OutputModel":
            outputs = state.get("outputs", [])
            return "widget", "".join(self._output(models, output) for output in outputs)
        if name in VERBATIM:
            return "widget text", f"{_label(models, state)}{state.get('value', '')}"
        if name == "LabelModel":
            return "widget line", html.escape(state.get("value", ""))
        if name in BUTTONS:
            words = state.get("description") or state.get("tooltip") or ""
            return "widget button", html.escape(words)
        return self._control(models, name, state)

    def _children(self, models: Models, name: str, state: State) -> tuple[str, str]:
        """A box; of an accordion, tabs or a stack the child that is open, and all titles."""
        drawn = [self._model(models, child) for child in state["children"]]
        if name not in ("AccordionModel", "TabModel", "StackModel"):
            return BOXES.get(name, "box"), "".join(drawn)
        titles, chosen = state.get("titles") or [], state.get("selected_index")
        shown, heads = "", ""
        for place, child in enumerate(drawn):
            title = html.escape(titles[place]) if place < len(titles) else str(place + 1)
            if name == "AccordionModel":
                opened = " open" if place == chosen else ""
                shown += f"<details{opened}><summary>{title}</summary>{child}</details>"
            elif place == chosen:
                shown, heads = child, f"{heads}<strong>{title}</strong> "
            else:
                heads += f"{title} "
        tabs = f'<p class="livepages-tabs">{heads}</p>' if name == "TabModel" else ""
        return "widget", tabs + shown

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

    def _control(self, models: Models, name: str, state: State) -> tuple[str, str]:
        label = _label(models, state, beside=name == "CheckboxModel")
        options = state.get("_options_labels")
        if name in ("ToggleButtonsModel", "RadioButtonsModel") and options is not None:
            radio = name == "RadioButtonsModel"
            width = "" if radio else _state(models, state.get("style")).get("button_width")
            shown = _options(options, state.get("index"), RADIO if radio else TICK, width)
            return f"widget {'control radio' if radio else 'choices'}", label + shown
        value = self._value(name, state)
        if value is None and not label:
            return "", ""
        shown = f'<span class="livepages-value">{html.escape(value)}</span>' if value else ""
        return "widget control", label + shown

    def _value(self, name: str, state: State) -> str | None:
        options, value = state.get("_options_labels"), state.get("value")
        if options is not None:
            chosen = state.get("index")
            places = [chosen] if isinstance(chosen, int) else list(chosen or [])
            return ", ".join(str(options[place]) for place in places)
        if name == "PasswordModel":
            return "•" * len(value or "")
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        if isinstance(value, (list, tuple)):
            texts = [_number(each, state) for each in value]
            if "Range" in name and texts:
                return self.words["range"].format(first=texts[0], last=texts[-1])
            return ", ".join(texts)
        return None if value is None else _number(value, state)


def _state(models: Models, reference: object) -> State:
    """The state of a layout or a style; empty if the widget has none."""
    return models.get(str(reference or "").removeprefix(REFERENCE), {}).get("state", {})


def _css(layout: State) -> str:
    """The properties that a Layout sets, as the front end writes them on the live element."""
    given = ((name, value) for name, value in layout.items() if not name.startswith("_"))
    return ";".join(f"{name.replace('_', '-')}:{value}" for name, value in given if value)


def _label(models: Models, state: State, beside: bool = False) -> str:
    """The description, as wide as the widget's style has it, or as its words beside a box."""
    words = html.escape(str(state.get("description") or ""))
    if not words:
        return ""
    width = _state(models, state.get("style")).get("description_width")
    chosen = "auto" if beside or width == "initial" else width
    style = f' style="min-width:0;width:{html.escape(chosen)}"' if chosen else ""
    return f'<span class="livepages-label"{style}>{words}</span>'


def _options(
    labels: Iterable[str], index: int | None, marks: Mapping[bool, str], width: str | None
) -> str:
    """All options, of which one is marked."""
    style = f' style="width:{html.escape(width)}"' if width else ""
    drawn = ""
    for place, label in enumerate(labels):
        chosen = place == index
        kind = "livepages-option livepages-chosen" if chosen else "livepages-option"
        drawn += f'<span class="{kind}"{style}>{marks[chosen]}{html.escape(label)}</span>'
    return f"<span>{drawn}</span>"


def _number(value: object, state: State) -> str:
    """A value as the readout of a slider has it, if the widget has one."""
    try:
        return format(value, state.get("readout_format") or "")
    except (TypeError, ValueError):  # of its own, not Python's, formats
        return str(value)
