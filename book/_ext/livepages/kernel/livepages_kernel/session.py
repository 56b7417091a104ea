"""One Python for all the live cells of a page: runs them and answers their widgets."""

from __future__ import annotations

import ast
import builtins
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any

from livepages_kernel import display, limits, names, output, widget_state
from livepages_kernel.comms import PageComms
from livepages_kernel.hints import hint_for
from livepages_kernel.notebook_code import to_run
from livepages_kernel.shell import Shell

Post = Callable[[str, Any], None]
Tell = Callable[[dict[str, Any]], None]
LONGEST_PRINT = 100_000  # characters that a cell may print; a page with more grows slow
TELL_EVERY_S = 0.1


class Told:
    """Sends what a cell shows, while it runs and when its widgets answer, up to a length.

    Args:
        send: Puts a message in line.
        flush: Sends what is in line.
    """

    def __init__(self, send: Tell, flush: Callable[[], None]) -> None:
        self._send, self._flush = send, flush
        self._left, self._last = LONGEST_PRINT, monotonic()

    def __call__(self, message: dict[str, Any]) -> None:
        output, cut = message["output"], False
        if output["output_type"] == "clear":
            self._left = LONGEST_PRINT
        if output["output_type"] == "stream":
            if self._left <= 0:
                return
            self._left -= len(output["text"])
            cut = self._left <= 0
            if cut:
                output = {**output, "text": output["text"][: self._left or None], "cut": True}
        self._send({**message, "output": output})
        if cut or monotonic() - self._last > TELL_EVERY_S:
            self._flush()
            self._last = monotonic()


class Session:
    """The page's namespace, its comms and the cell at work.

    Args:
        post: Takes the messages of one turn as a JSON list, and their buffers in order.
    """

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.cell: str | None = None
        self._post: Post | None = None
        self._waiting: list[dict[str, Any]] = []
        self._buffers: list[Any] = []
        self._busy = False
        self._failed = False
        self._roots: dict[str, Any] = {}
        self._states: dict[str, widget_state.State] = {}  # of what cells show
        self._following: str | None = None  # the cell that is brought up to date
        self._sources: dict[str, str] = {}  # of cells, as the reader has them
        self._told: dict[str, Told] = {}  # what sends the outputs of each
        self.comms = PageComms(self.send, lambda: self.cell)
        self._install_shell()

    def connect(self, post: Post) -> None:
        """Begin to talk to the page."""
        self._post = post
        display.capture_streams()
        limits.refuse_commands()

    def _install_shell(self) -> None:
        import IPython

        self._shell = Shell(self.namespace, self.show_error)
        IPython.install(self._shell)
        # As in a notebook, these need no import.
        vars(builtins).update(display=display.display, get_ipython=IPython.get_ipython)
        output.install(self.report)

    def send(self, message: dict[str, Any], buffers: Sequence[Any] = ()) -> None:
        """Put a message in line for the page; within a turn they leave together."""
        message["buffers"] = len(buffers)
        self._waiting.append(message)
        self._buffers.extend(buffers)
        if not self._busy:
            self.flush()

    def flush(self) -> None:
        """Send what is in line."""
        if self._waiting and self._post:
            waiting, buffers = self._waiting, self._buffers
            self._waiting, self._buffers = [], []
            self._post(json.dumps(waiting, default=str), buffers)

    def show_error(self, exc_info: Any = None, *_: Any, **__: Any) -> None:
        """What IPython calls `showtraceback`: ipywidgets hands its errors here."""
        error = exc_info[1] if exc_info else sys.exc_info()[1]
        if error is not None:
            self.report(error)

    def report(self, error: BaseException) -> None:
        """Tell the page that the cell at work, or one of its callbacks, failed."""
        self._failed = True
        message = {"type": "error", "cell": self.cell, **display.error_output(error, self._file())}
        if self.cell in self._sources:
            others = {name: text for name, text in self._sources.items() if name != self.cell}
            message["hint"] = hint_for(error, self._sources[self.cell], others)
        self.send(message)

    def _file(self) -> str:
        return f"cell {self.cell}"

    async def run(self, cell: str, source: str, saved: str = "[]", inputs: str = "{}") -> bool:
        """Run a cell, show its last expression in the page, and restore what was set before.

        What cannot be restored may have been set by half: the cell then runs anew without it, and
        the page is told.

        Args:
            cell: Its id.
            source: Its code.
            saved: States as a JSON list: the first that can be restored counts.
            inputs: What the page gives it besides, as JSON: text by the trait that takes it.

        Returns:
            Whether it ended without an error.
        """
        states, given = [*json.loads(saved), ""], json.loads(inputs)
        inputs_or_none: list[dict[str, str]] = [given, {}] if given else [{}]
        tries = [(place, more) for place in range(len(states)) for more in inputs_or_none]
        with self._turn(cell):
            for place, more in tries:
                value = await self._value(cell, source)
                with self._sink(cell):
                    if value is None or self._restores(cell, value, states[place], more):
                        break
                self.send({"type": "afresh", "cell": cell})
            if place or more != given:
                unreadable = {"states": place, "inputs": more != given}
                self.send({"type": "unreadable", "cell": cell, **unreadable})
            if value is not None:
                with self._sink(cell):
                    display.display(value)
            return True
        return False

    async def run_code(self, cell: str, source: str) -> bool:
        """Run an ordinary cell as the reader has it; what it shows goes to the page at once.

        Args:
            cell: Its id.
            source: Its code.

        Returns:
            Whether it ended without an error.
        """
        with self._turn(cell):
            value = await self._value(cell, source)
            if value is not None:
                with self._sink(cell):
                    display.display(value)
            return True
        return False

    async def _value(self, cell: str, source: str) -> Any:
        """Run the code of a cell; returns the value that it is to show, if any."""
        from pyodide.code import CodeRunner

        self.comms.close_cell(cell)
        self._sources[cell] = source
        self._told[cell] = Told(self.send, self.flush)
        code = to_run(source)
        with self._sink(cell), self._shell.around(code.around):
            runner = CodeRunner(
                code.text, filename=self._file(), return_mode="last_expr",
                flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            )  # fmt: skip
            value = await runner.compile().run_async(self.namespace)
            if value is None:
                return None
            self.namespace["_"] = value
            if any(name == "capture" for name, _ in code.around):
                display.display(value)
                return None
            return value

    @contextmanager
    def _sink(self, cell: str | None) -> Iterator[None]:
        """What is shown meanwhile is shown in a cell, if it has run."""
        told = self._told.get(cell or "")
        if told is None:
            yield
            return
        display.open_sink(lambda new: told({"type": "output", "cell": cell, "output": new}))
        try:
            yield
        finally:
            display.close_sink()

    def needed(self, cells: str, place: int) -> list[str]:
        """Ids of the cells that one of the page's counts on.

        Args:
            cells: All of the page, in order, as JSON: pairs of an id and a code.
            place: Of the one that is asked for, from 0.
        """
        pairs = json.loads(cells)
        self._sources.update(pairs)
        found = names.needed([code for _, code in pairs[: place + 1]])
        return [pairs[each][0] for each in found]

    def packages(self, source: str) -> list[str]:
        """Top-level packages that a cell imports."""
        return list(names.packages(source))

    @contextmanager
    def _turn(self, cell: str | None) -> Iterator[None]:
        """Work for a cell; an error is told to the page, and all messages leave at the end."""
        self._busy, self.cell, self._failed = True, cell, False
        try:
            yield
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            self.report(error)
        finally:
            self._busy, self.cell = False, None
            self.flush()

    def _restores(self, cell: str, value: Any, saved: str, inputs: dict[str, str]) -> bool:
        """Set what was kept and what the page gives; whether the widget can take it.

        From then on the page keeps what changes; of what was set, only what the address brought.
        """
        self._roots[cell] = value
        self._states.pop(cell, None)
        state = widget_state.state_of(value)
        try:
            if state and saved:
                widget_state.check(saved)
                state.restore(saved)
            for name, text in inputs.items():
                widget_state.check(text)
                widget_state.set_trait(value, name, text)
        except Exception:  # whatever a widget has against it
            if saved or inputs:
                return False
            raise
        if state:
            self._states[cell] = state
            keep = partial(self._keep, cell)
            if inputs.get("live_query"):
                keep(state.text)
            state.watch(keep)
        return True

    def _keep(self, cell: str, state: str) -> None:
        if cell != self._following:  # else the window that it came from keeps it already
            self.send({"type": "state", "cell": cell, "state": state})

    def follow(self, cell: str, text: str) -> None:
        """Bring what a cell shows up to date with another window of the page.

        Args:
            cell: Its id.
            text: The state that is kept by now; a widget that cannot take it starts afresh.
        """
        state = self._states.get(cell)
        with self._turn(cell), self._sink(cell):
            self._following = cell
            try:
                widget_state.check(text)
                if state:
                    state.restore(text)
            except Exception:  # whatever a widget has against it
                self.send({"type": "unfollowed", "cell": cell})
            finally:
                self._following = None

    def set_input(self, cell: str, name: str, text: str) -> None:
        """Set the text trait `name` of what a cell shows."""
        with self._turn(cell):
            widget_state.set_trait(self._roots.get(cell), name, text)

    def receive(self, comm_id: str, data: str, buffers: Sequence[Any] = ()) -> bool:
        """Answer a message of the page; its replies leave together.

        Returns:
            Whether nothing failed.
        """
        cell = self.comms.owners.get(comm_id)
        with self._turn(cell), self._sink(cell):
            self.comms.receive(comm_id, data, list(buffers))
        return not self._failed
