"""`ipywidgets.Output` without a kernel: it collects what is shown while it is open."""

from __future__ import annotations

from typing import Any

from livepages_kernel import display


def add(outputs: list[dict[str, Any]], new: dict[str, Any]) -> None:
    """Append `new` to `outputs`, joining pieces of one stream as a notebook does."""
    last = outputs[-1] if outputs else {}
    same = new["output_type"] == "stream" and last.get("name") == new["name"]
    if same and last.get("output_type") == "stream":
        outputs[-1] = {**last, "text": last["text"] + new["text"]}
    else:
        outputs.append(new)


class Collector:
    """Gathers outputs and hands them to an Output widget in one piece, so that nothing flickers."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget
        self._outputs = list(widget.outputs)
        self._clear_next = False

    def __call__(self, new: dict[str, Any]) -> None:
        if new["output_type"] == "clear":
            if new["wait"]:
                self._clear_next = True
            else:
                self._outputs = []
            return
        if self._clear_next:
            self._outputs, self._clear_next = [], False
        add(self._outputs, new)

    def finish(self) -> None:
        self._widget.outputs = tuple(self._outputs)


def install(on_error: Any) -> None:
    """Make `with Output():` collect here; `on_error` is told of an exception inside."""
    from ipywidgets import Output

    def enter(self: Any) -> Any:
        collector = Collector(self)
        self.__dict__.setdefault("_livepages", []).append(collector)
        display.open_sink(collector)
        return self

    def leave(self: Any, kind: Any, error: BaseException | None, frames: Any) -> bool:
        if error is not None and isinstance(error, Exception):
            on_error(error)
        display.close_sink()
        self.__dict__["_livepages"].pop().finish()
        return isinstance(error, Exception)

    def clear(self: Any, *_: Any, **__: Any) -> None:
        self.outputs = ()

    Output.__enter__ = enter
    Output.__exit__ = leave
    Output.clear_output = clear
