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
        self._new: list[dict[str, Any]] = []
        self._empty = self._clear_next = False
        self.open = 0  # how many `with` blocks of the widget are under way

    def __call__(self, new: dict[str, Any]) -> None:
        if new["output_type"] == "update_display_data":
            self._new = [shown_anew(each, new) for each in self._new]
            return
        clears = new["output_type"] == "clear"
        if clears and new["wait"]:
            self._clear_next = True
            return
        if clears or self._clear_next:
            self._new, self._empty, self._clear_next = [], True, False
        if not clears:
            add(self._new, new)
        if not self.open:  # shown by a task that goes on after its `with` block
            self.finish()

    def finish(self) -> None:
        """Show what was gathered."""
        if self._new or self._empty:
            shown = [] if self._empty else list(self._widget.outputs)
            for each in self._new:
                add(shown, each)
            self._widget.outputs = tuple(shown)
        self._new, self._empty = [], False


def shown_anew(output: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """An output, with what is new in it if it has the name of the new one."""
    if output.get("transient") != new["transient"]:
        return output
    return {**output, "data": new["data"], "metadata": new["metadata"]}


def install(on_error: Any) -> None:
    """Make `with Output():` collect here; `on_error` is told of an exception inside."""
    from ipywidgets import Output
    from ipywidgets.widgets.widget import _instances

    def enter(self: Any) -> Any:
        collector = self.__dict__.setdefault("_livepages", Collector(self))
        collector.open += 1
        display.open_sink(collector)
        return self

    def leave(self: Any, kind: Any, error: BaseException | None, frames: Any) -> bool:
        if error is not None and isinstance(error, Exception):
            on_error(error)
        display.close_sink()
        collector = self.__dict__["_livepages"]
        collector.open -= 1
        if not collector.open:
            collector.finish()
        return isinstance(error, Exception)

    def clear(self: Any, *wait: bool, **options: bool) -> None:
        with self:
            display.clear_output(*wait, **options)

    def update(new: dict[str, Any]) -> None:
        for widget in list(_instances.values()):
            if isinstance(widget, Output):
                widget.outputs = tuple(shown_anew(each, new) for each in widget.outputs)

    Output.__enter__ = enter
    Output.__exit__ = leave
    Output.clear_output = clear
    display.updates[:] = [update]
