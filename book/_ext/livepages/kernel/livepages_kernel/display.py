"""Where printed text, displayed objects and errors go: the innermost open output."""

from __future__ import annotations

import io
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from typing import Any

Emit = Callable[[dict[str, Any]], None]
REPRS = {"text/html": "_repr_html_", "image/svg+xml": "_repr_svg_", "image/png": "_repr_png_",
         "text/markdown": "_repr_markdown_"}  # fmt: skip
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_sinks: list[Emit] = []


def open_sink(emit: Emit) -> None:
    """Send every output to `emit` until `close_sink`."""
    _sinks.append(emit)


def close_sink() -> None:
    """Return to the sink that was open before."""
    _sinks.pop()


def emit(output: dict[str, Any]) -> None:
    """Send `output` (as in a notebook file, or `{"output_type": "clear"}`) to the open sink."""
    if _sinks:
        _sinks[-1](output)


def mime_bundle(value: object) -> dict[str, Any]:
    """The representations of `value` that the page can show, by MIME type."""
    model = getattr(value, "model_id", None)
    if model is not None:  # a widget
        view = {"version_major": 2, "version_minor": 0, "model_id": model}
        return {WIDGET_VIEW: view, "text/plain": type(value).__name__}
    bundle: dict[str, Any] = {}
    if hasattr(value, "_repr_mimebundle_") and not isinstance(value, type):
        found = value._repr_mimebundle_(include=None, exclude=None)
        bundle.update(found[0] if isinstance(found, tuple) else found or {})
    for mime, method in REPRS.items():
        if mime not in bundle and hasattr(value, method) and not isinstance(value, type):
            shown = getattr(value, method)()
            if isinstance(shown, bytes):
                shown = b64encode(shown).decode()
            if shown is not None:
                bundle[mime] = shown
    bundle.setdefault("text/plain", repr(value))
    return bundle


def display(*values: object, **_: Any) -> None:
    """Show each value in the open sink."""
    for value in values:
        emit({"output_type": "display_data", "data": mime_bundle(value), "metadata": {}})


def clear_output(wait: bool = False) -> None:
    """Empty the open sink; with `wait`, not before the next output comes."""
    emit({"output_type": "clear", "wait": wait})


def error_output(error: BaseException, inside: str | None = None) -> dict[str, Any]:
    """An error as a notebook keeps it; frames before the cell's own are left out."""
    frames = error.__traceback__
    while frames and inside and frames.tb_frame.f_code.co_filename != inside and frames.tb_next:
        if not _mentions(frames, inside):
            break
        frames = frames.tb_next
    told = traceback.TracebackException(type(error), error, frames)
    text, name = "".join(told.format()), type(error).__name__
    last = list(told.format_exception_only())[-1].strip()  # with "Did you mean ...?"
    said = last.removeprefix(f"{name}: ") if isinstance(error, NameError) else str(error)
    named = {"ename": name, "evalue": said}
    return {"output_type": "error", **named, "traceback": text}


def _mentions(frames: Any, filename: str) -> bool:
    while frames:
        if frames.tb_frame.f_code.co_filename == filename:
            return True
        frames = frames.tb_next
    return False


class Stream(io.TextIOBase):
    """Stands for stdout or stderr and passes text on to the open sink."""

    def __init__(self, name: str) -> None:
        self._name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            emit({"output_type": "stream", "name": self._name, "text": text})
        return len(text)


def capture_streams() -> None:
    """From now on `print` and warnings go to the open sink."""
    sys.stdout = Stream("stdout")
    sys.stderr = Stream("stderr")
