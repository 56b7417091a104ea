"""Plays a notebook: its code in one process, its tests in another, with plain data between them.

The submission runs where it sees neither hidden tests nor answers. Before each test it hands over
what the test reads; the judge, which never held the submission's code, runs the test on that. What
a test cell puts out comes from the judge alone, so nothing that a submission does to Python, to
the kit or to its notebook can pass a test for it.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from assignments.engine.inside.channel import Ended, Silent
from assignments.engine.playing.limits import Limits
from assignments.engine.playing.outputs import Outputs
from assignments.engine.playing.plan import Step, is_test, key
from nbformat import NotebookNode

Message = dict[str, Any]

NOT_RUN, TOO_LONG = "NotRun", "CellTimeoutError"
NUMBER = "STUDENT"  # the name that a student number is written to
_PYTHON_ENDED = "Python ended here (sys.exit, quit, os._exit, or out of memory)"
_NOT_STOPPING = "an earlier cell does not stop"
_TIMEOUTS = 3  # cells in a row, until the notebook counts as stuck
_ASKS = 20_000  # calls of a submission's functions in one test
_READY = 60.0  # seconds for a judge to run a released cell


class Child(Protocol):
    """A process in the sandbox."""

    def send(self, message: Message) -> None:
        """Send a message to it."""

    def receive(self, timeout: float) -> Message:
        """The next message of its; raises `Silent` after `timeout` seconds, `Ended` at its end."""

    def interrupt(self) -> None:
        """Interrupt what it does."""

    def close(self) -> None:
        """End it, with all that it started."""


Start = Callable[[str], Child]  # a role, to a process that plays it


class _TooLong(Exception):
    """A cell has used up its time; `stopped` if an interrupt ended it."""

    def __init__(self, stopped: bool) -> None:
        super().__init__()
        self.stopped = stopped


def play(
    notebook: NotebookNode,
    steps: Mapping[str, Step],
    start: Start,
    limits: Limits,
    number: str = "",
) -> NotebookNode:
    """Run a repaired notebook and its tests.

    Args:
        notebook: Released cells with a student's answers, and the student's own between them.
        steps: What the judge runs (`plan`).
        start: Starts a process in the sandbox.
        limits: Of time and output.
        number: The student number that the class list knows, which decides the case; without it
            the one in the notebook does.

    Returns:
        The notebook with outputs; a test passed only if its cell holds no error.
    """
    notebook = copy.deepcopy(notebook)
    playing = _Playing(steps, start, limits, number)
    try:
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                outputs = Outputs(limits.output)
                playing.cell(cell, place, outputs)
                cell.outputs, cell.execution_count = outputs.kept, None
    finally:
        playing.close()
    return notebook


class _Playing:
    def __init__(
        self, steps: Mapping[str, Step], start: Start, limits: Limits, number: str
    ) -> None:
        self._steps, self._start, self._limits, self._number = steps, start, limits, number
        self._player = start("player")
        self._judge: Child | None = None
        self._judged: list[tuple[str, Message]] = []  # released cells that the judge has run
        self._why_not, self._timeouts = "", 0

    def close(self) -> None:
        self._player.close()
        if self._judge:
            self._judge.close()

    def cell(self, cell: NotebookNode, place: int, outputs: Outputs) -> None:
        """Run a cell, in whichever process it belongs to."""
        step = self._steps.get(key(cell))
        test = is_test(cell)
        if self._why_not or (test and step is None):
            why = self._why_not or "there is no such test in the released notebook"
            if test or cell.source.strip():
                _not_run(outputs, why)
            return
        deadline = time.monotonic() + self._limits.of(place)
        try:
            if step is None or not step.is_test:
                self._run(cell.source, deadline, outputs)
            if step is not None:
                self._step(step, deadline, outputs)
            self._timeouts = 0
        except _TooLong as error:
            self._too_long(outputs, error.stopped)
        except Ended:
            self._why_not = _PYTHON_ENDED
            _not_run(outputs, _PYTHON_ENDED)

    def _too_long(self, outputs: Outputs, stopped: bool) -> None:
        outputs.error(TOO_LONG, "No reply before its time was up", [
            f"{TOO_LONG}: it ran too long and was stopped"
        ])  # fmt: skip
        self._timeouts += 1
        if not stopped or self._timeouts == _TIMEOUTS:
            self._why_not = _NOT_STOPPING

    # --- the submission's process ---------------------------------------------------------------

    def _run(self, source: str, deadline: float, outputs: Outputs) -> None:
        self._player.send({"do": "run", "source": source})
        ended = self._reply("done", deadline, outputs)
        if ended.get("ends") is True:
            raise Ended

    def _reply(self, wanted: str, deadline: float, outputs: Outputs) -> Message:
        """The answer to a request, with what is put out until it comes.

        Raises:
            Ended: Python has ended.
            _TooLong: The time is up; an interrupt was sent.
        """
        interrupted = False
        while True:
            try:
                message = self._player.receive(max(0.0, deadline - time.monotonic()))
            except Silent:
                if interrupted:
                    raise _TooLong(stopped=False) from None
                self._player.interrupt()
                interrupted, deadline = True, time.monotonic() + self._limits.grace
                continue
            if "output" not in message and (wanted in message or "error" in message):
                if interrupted:
                    raise _TooLong(stopped=True)
                return message
            outputs.add(message.get("output"))
            if time.monotonic() > deadline:  # it may send without end, even what nobody asked for
                if interrupted:
                    raise _TooLong(stopped=False)
                self._player.interrupt()
                interrupted, deadline = True, time.monotonic() + self._limits.grace

    # --- the judge's process --------------------------------------------------------------------

    def _step(self, step: Step, deadline: float, outputs: Outputs) -> None:
        values: Message = {}
        if step.takes:
            self._player.send({"do": "hand_over", "names": list(step.takes)})
            handed = self._reply("values", deadline, Outputs(0)).get("values")
            values = handed if isinstance(handed, dict) else {}
            values = {name: values[name] for name in step.takes if name in values}
        if self._number and NUMBER in step.takes:
            values[NUMBER] = self._number
        if step.is_test:
            self._run(step.seen, deadline, Outputs(0))
        found = self._judgement(step.source, values, deadline)
        if step.is_test:
            outputs.text(found["text"])
            if found["error"]:
                outputs.error(*found["error"])

    def _judgement(self, source: str, values: Message, deadline: float) -> Message:
        """What the judge says of a cell, which may call the submission's functions on the way."""
        answer: Message = {"do": "run", "source": source, "values": values}
        late: _TooLong | None = None
        for _ in range(_ASKS):
            message = self._ask(answer, max(self._limits.grace, deadline - time.monotonic()))
            if "call" not in message:
                if late:
                    raise late
                self._judged.append((source, values))
                return message
            try:
                answer = self._called(message, deadline)
            except _TooLong as error:
                late = late or error
                if not error.stopped:
                    self._lose_judge()
                    raise
                answer = {"error": [TOO_LONG, "it ran too long and was stopped"]}
        self._lose_judge()
        raise _TooLong(stopped=True)

    def _ask(self, message: Message, seconds: float) -> Message:
        """What the judge answers; one that is lost costs this test alone."""
        try:
            judge = self._judge or self._new_judge()
            judge.send(message)
            return judge.receive(seconds)
        except (Silent, Ended):
            self._lose_judge()
            raise _TooLong(stopped=True) from None

    def _called(self, asked: Message, deadline: float) -> Message:
        """What a function of the submission's gives; what it puts out could pass for a mark."""
        self._player.send({"do": "call", "function": asked["call"], "args": asked["args"],
                           "named": asked["named"]})  # fmt: skip
        answer = self._reply("value", deadline, Outputs(0))
        if "value" in answer:
            return {"value": answer["value"]}
        error = answer["error"]
        kind, text = error if isinstance(error, list) and len(error) == 2 else ("Error", "")
        return {"error": [str(kind), str(text)]}

    def _new_judge(self) -> Child:
        """A judge that has run what was run already."""
        self._judge = self._start("judge")
        for source, values in self._judged:
            self._judge.send({"do": "run", "source": source, "values": _without_calls(values)})
            while "call" in self._judge.receive(_READY):  # of a function inside an answer
                self._judge.send({"error": [NOT_RUN, "it was judged before"]})
        return self._judge

    def _lose_judge(self) -> None:
        if self._judge:
            self._judge.close()
        self._judge = None


def _without_calls(values: Message) -> Message:
    """Values without functions: whatever called them has been judged."""
    return {
        name: value
        for name, value in values.items()
        if not (isinstance(value, dict) and value.get("~") == "call")
    }


def _not_run(outputs: Outputs, why: str) -> None:
    said = f"This cell was not run to its end: {why}"
    outputs.error(NOT_RUN, said, [f"{NOT_RUN}: {said}"])
