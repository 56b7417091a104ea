"""One Python for all the live cells of a page: runs them and answers their widgets."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from livepages_kernel import display, output, widget_state
from livepages_kernel.comms import PageComms

Post = Callable[[str, Any], None]


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
        self.comms = PageComms(self.send, lambda: self.cell)
        self._install_shell()

    def connect(self, post: Post) -> None:
        """Begin to talk to the page."""
        self._post = post
        display.capture_streams()

    def _install_shell(self) -> None:
        import IPython

        events = SimpleNamespace(trigger=lambda *_: None)
        shell = SimpleNamespace(showtraceback=self.show_error, kernel=None, events=events)
        IPython.install(shell)
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
        self.send({"type": "error", "cell": self.cell, **display.error_output(error, self._file())})

    def _file(self) -> str:
        return f"cell {self.cell}"

    async def run(
        self, cell: str, source: str, saved: str | None = None, inputs: str = "{}"
    ) -> bool:
        """Run a cell, show its last expression in the page, and restore what was set before.

        Args:
            cell: Its id.
            source: Its code.
            saved: What the reader set on an earlier visit.
            inputs: What the page gives it besides, as JSON: text by the trait that takes it.

        Returns:
            Whether it ended without an error.
        """
        from pyodide.code import CodeRunner

        with self._turn(cell):
            self.comms.close_cell(cell)
            display.open_sink(
                lambda new: self.send({"type": "output", "cell": cell, "output": new})
            )
            try:
                runner = CodeRunner(source, filename=self._file(), return_mode="last_expr")
                value = await runner.compile().run_async(self.namespace)
                if value is not None:
                    self._show(cell, value, saved, json.loads(inputs))
                return True
            finally:
                display.close_sink()
        return False

    @contextmanager
    def _turn(self, cell: str | None) -> Iterator[None]:
        """Work for a cell; an error is told to the page, and all messages leave at the end."""
        self._busy, self.cell, self._failed = True, cell, False
        try:
            yield
        except Exception as error:
            self.report(error)
        finally:
            self._busy, self.cell = False, None
            self.flush()

    def _show(self, cell: str, value: Any, saved: str | None, inputs: dict[str, str]) -> None:
        self._roots[cell] = value
        state = widget_state.state_of(value)
        if state:
            if saved:
                state.restore(saved)
            state.watch(lambda text: self.send({"type": "state", "cell": cell, "state": text}))
        for name, text in inputs.items():
            widget_state.set_trait(value, name, text)
        display.display(value)

    def set_input(self, cell: str, name: str, text: str) -> None:
        """Set the text trait `name` of what a cell shows."""
        with self._turn(cell):
            widget_state.set_trait(self._roots.get(cell), name, text)

    def receive(self, comm_id: str, data: str, buffers: Sequence[Any] = ()) -> bool:
        """Answer a message of the page; its replies leave together.

        Returns:
            Whether nothing failed.
        """
        with self._turn(self.comms.owners.get(comm_id)):
            self.comms.receive(comm_id, data, list(buffers))
        return not self._failed
