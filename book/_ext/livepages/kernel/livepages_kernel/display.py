"""Where printed text, displayed objects and errors go: the innermost open output."""

from __future__ import annotations

import io
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from itertools import count
from typing import Any

Emit = Callable[[dict[str, Any]], None]
Bundle = tuple[dict[str, Any], dict[str, Any]]
REPRS = {"text/html": "_repr_html_", "text/markdown": "_repr_markdown_",
         "image/svg+xml": "_repr_svg_", "image/png": "_repr_png_", "image/jpeg": "_repr_jpeg_",
         "text/latex": "_repr_latex_", "application/json": "_repr_json_",
         "application/javascript": "_repr_javascript_"}  # fmt: skip
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
NOBODY_HAS = "_ipython_canary_method_should_not_exist_"  # what answers to it answers to anything
PRINTED_IN_LINES = (dict, list, tuple, set)
LINE = 80  # characters
MOST_ITEMS = 1000
# By context, so that what a task shows goes where the cell that began it shows its own.
_sinks: ContextVar[tuple[Emit, ...]] = ContextVar("sinks", default=())


def open_sink(emit: Emit) -> None:
    """Send every output to `emit` until `close_sink`."""
    _sinks.set((*_sinks.get(), emit))


def close_sink() -> None:
    """Return to the sink that was open before."""
    _sinks.set(_sinks.get()[:-1])


def emit(output: dict[str, Any]) -> None:
    """Send `output` to the open sink.

    Args:
        output: As in a notebook file, or `{"output_type": "clear", "wait": ...}`.
    """
    if _sinks.get():
        _sinks.get()[-1](output)


def mime_bundle(value: Any, *_: Any, **__: Any) -> Bundle:
    """What the page can show of `value`, by MIME type, and what there is to say of each."""
    if isinstance(value, type):
        return {"text/plain": f"{value.__module__}.{value.__qualname__}"}, {}
    if not _draws_itself(value):
        return {"text/plain": repr(value)}, {}
    model = getattr(value, "model_id", None)
    if isinstance(model, str):  # a widget
        view = {"version_major": 2, "version_minor": 0, "model_id": model}
        return {WIDGET_VIEW: view, "text/plain": type(value).__name__}, {}
    bundle: dict[str, Any] = {}
    about: dict[str, Any] = {}
    if hasattr(value, "_repr_mimebundle_"):
        found = _ask(value._repr_mimebundle_, include=None, exclude=None)
        shown, said = found if isinstance(found, tuple) else (found, {})
        bundle.update(shown or {})
        about.update(said or {})
    for mime in REPRS.keys() - bundle.keys():
        shown = _ask(getattr(value, REPRS[mime], lambda: None))
        if isinstance(shown, tuple):
            shown, about[mime] = shown
        if shown is not None:
            bundle[mime] = shown
    bundle = {mime: _as_text(shown) for mime, shown in bundle.items()}
    if "text/plain" not in bundle:
        bundle["text/plain"] = _plain(value)
    return bundle, about


def _draws_itself(value: Any) -> bool:
    """Whether its methods may be asked: a class and a mock do not mean them."""
    return not isinstance(value, type) and not hasattr(value, NOBODY_HAS)


def _ask(method: Callable[..., Any], **arguments: Any) -> Any:
    """What a method gives; one that fails is told of, and the value shown in another way."""
    try:
        return method(**arguments)
    except NotImplementedError:
        return None
    except Exception:
        traceback.print_exc()
        return None


def _as_text(shown: Any) -> Any:
    return b64encode(shown).decode() if isinstance(shown, bytes) else shown


def _plain(value: Any) -> str:
    """As a notebook prints it: what is too long for a line has one for each of its items."""
    text = repr(value)
    if type(value) not in PRINTED_IN_LINES or len(value) < 2:
        return text
    items = list(map(repr, value))
    if isinstance(value, set):  # which has no order of its own
        with suppress(TypeError):
            items = list(map(repr, sorted(value)))
    elif isinstance(value, dict):
        items = [f"{key!r}: {each!r}" for key, each in value.items()]
    if len(text) < LINE and not isinstance(value, set):
        return text
    more = ["..."] if len(items) > MOST_ITEMS else []
    between = ", " if len(text) < LINE else ",\n "
    return text[0] + between.join(items[:MOST_ITEMS] + more) + text[-1]


class DisplayHandle:
    """Shows one thing in the place of another: every place that has its name.

    Args:
        display_id: The name; a new one unless given.
    """

    def __init__(self, display_id: str | None = None) -> None:
        self.display_id = display_id or f"display-{next(_numbers)}"

    def display(self, value: Any, **options: Any) -> None:
        """Show a value in one more place."""
        display(value, display_id=self.display_id, **options)

    def update(self, value: Any, **options: Any) -> None:
        """Show a value in place of what is shown."""
        update_display(value, display_id=self.display_id, **options)


_numbers = count(1)


def display(
    *values: Any, display_id: str | bool | None = None, raw: bool = False, clear: bool = False,
    metadata: dict[str, Any] | None = None, **_: Any,
) -> DisplayHandle | None:  # fmt: skip
    """Show values in the open sink.

    Args:
        values: What to show, in order.
        display_id: A name by which they can be shown anew; True for a new one.
        raw: Whether each value is a bundle by MIME type already.
        clear: Whether they take the place of what the cell has shown.
        metadata: What there is to say of them, by MIME type.

    Returns:
        What shows them anew, if there is a name.
    """
    handle = DisplayHandle(display_id if isinstance(display_id, str) else None)
    named = {"transient": {"display_id": handle.display_id}} if display_id else {}
    if clear:
        clear_output(wait=True)
    for value in values:
        if not raw and _draws_itself(value) and hasattr(value, "_ipython_display_"):
            value._ipython_display_()
        else:
            emit({"output_type": "display_data", **_data(value, raw, metadata), **named})
    return handle if display_id else None


def update_display(
    value: Any, *, display_id: str, raw: bool = False,
    metadata: dict[str, Any] | None = None, **_: Any,
) -> None:  # fmt: skip
    """Show a value in place of what is shown under a name, wherever that is."""
    named = {"transient": {"display_id": display_id}}
    new = {"output_type": "update_display_data", **_data(value, raw, metadata), **named}
    for sink in _sinks.get():
        sink(new)
    for told in updates:
        told(new)


def _data(value: Any, raw: bool, metadata: dict[str, Any] | None) -> dict[str, Any]:
    bundle, about = (value, {}) if raw else mime_bundle(value)
    return {"data": bundle, "metadata": {**about, **(metadata or {})}}


updates: list[Emit] = []  # told of what is to be shown anew


def clear_output(wait: bool = False) -> None:
    """Empty the open sink; with `wait`, not before the next output comes."""
    emit({"output_type": "clear", "wait": wait})


class Captured:
    """What is shown while it is open, kept and not shown.

    Args:
        outputs: As a notebook file holds them.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.passes: set[str] = set()  # what is shown all the same, as %%capture says it

    def __enter__(self) -> Captured:
        before = _sinks.get()

        def keep(new: dict[str, Any]) -> None:
            kind = new.get("name", "display")
            if f"--no-{kind}" in self.passes and before:
                before[-1](new)
            elif new["output_type"] == "clear":
                self.outputs.clear()
            else:
                self.outputs.append(new)

        open_sink(keep)
        return self

    def __exit__(self, *_: object) -> None:
        close_sink()

    def _text(self, name: str) -> str:
        return "".join(each["text"] for each in self.outputs if each.get("name") == name)

    @property
    def stdout(self) -> str:
        """What was printed."""
        return self._text("stdout")

    @property
    def stderr(self) -> str:
        """Warnings and the like."""
        return self._text("stderr")

    def show(self) -> None:
        """Show it now."""
        for each in self.outputs:
            emit(each)

    __call__ = show


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
    if isinstance(error, ModuleNotFoundError):
        said = said.partition("\n")[0]  # without the advice of Pyodide, whose ways pages have not
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
