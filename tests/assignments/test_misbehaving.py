"""A process that sends what nobody asked for, or never enough of it, costs its own marks alone."""

import time

import pytest
from assignments.engine.playing.limits import Limits
from assignments.engine.playing.plan import Step
from assignments.engine.playing.play import TOO_LONG, play
from nbformat.v4 import new_code_cell, new_notebook

SHORT = Limits(seconds=0.1, grace=0.1)
TEST = {"grade": True, "solution": False, "grade_id": "test", "points": 2}


class Process:
    """One that answers by a rule of its own, and gives up after a while."""

    def __init__(self, answer):
        self._answer, self._begun, self.sent = answer, time.monotonic(), []

    def send(self, message):
        self.sent.append(message)

    def receive(self, timeout):
        assert time.monotonic() < self._begun + 10, "it is listened to without end"
        return self._answer(self)

    def interrupt(self):
        pass

    close = interrupt


def notebook(*sources):
    cells = [new_code_cell(source, id=f"own-{n}") for n, source in enumerate(sources)]
    test = new_code_cell("assert answer == 1", id="test", metadata={"nbgrader": TEST})
    return new_notebook(cells=[*cells, test])


def shown(played):
    return [[output.get("ename", output.output_type) for output in cell.outputs]
            for cell in played.cells]  # fmt: skip


@pytest.mark.parametrize(
    "message", [{}, {"values": {}}, {"output": None}, {"output": {"output_type": "stream"}}]
)
def test_messages_without_end_are_stopped_in_time(message):
    steps = {"test": Step("assert answer == 1", "", ("answer",), True)}
    played = play(notebook("1"), steps, lambda role: Process(lambda it: message), SHORT)
    assert shown(played) == [[TOO_LONG], ["NotRun"]]
