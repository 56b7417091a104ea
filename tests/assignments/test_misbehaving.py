"""A process that sends what nobody asked for, or never enough of it, costs its own marks alone."""

import copy
import json
import time

import nbformat
import pytest
from assignments.engine.inside.channel import Ended
from assignments.engine.playing.limits import Limits
from assignments.engine.playing.outputs import Outputs
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


def deep(levels):
    return json.loads("[" * levels + "]" * levels)


ODD = [
    {"output_type": "stream", "text": "\ud83d"},
    {"output_type": "stream", "text": [1, "\ud83d"]},
    {"output_type": "error", "ename": "\ud83d", "evalue": {"a": 1}, "traceback": [1, "\ud83d"]},
    {"output_type": "display_data", "data": {"text/plain": "\ud83d", "\ud83d": "x"}, "metadata": 1},
    {"output_type": "display_data", "data": {"text/plain": 5, "text/html": ["a", 1], "": None}},
    {"output_type": "display_data", "data": {"application/json": deep(900)}},
    {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {"a": deep(900)}},
    {"output_type": deep(900)},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_whatever_a_cell_shows_can_be_kept_in_a_file(odd, tmp_path):
    outputs = Outputs(1_000)
    outputs.add(odd)
    kept = new_notebook(cells=[new_code_cell("1", id="own", outputs=outputs.kept)])
    nbformat.validate(copy.deepcopy(kept))
    nbformat.write(kept, tmp_path / "it.ipynb")


def test_what_is_said_beside_a_picture_counts_as_output():
    outputs = Outputs(1_000)
    for _ in range(3):
        outputs.add({"output_type": "display_data", "data": {}, "metadata": {"a": "y" * 900}})
    assert len(str(outputs.kept)) < 2_000


class Player(Process):
    """Hands over a list with a function."""

    def receive(self, timeout):
        handed = {"~": "list", "v": [{"~": "call", "n": 0, "name": "f"}]}
        kind = self.sent[-1]["do"]
        return {"hand_over": {"values": {"f": handed}}, "run": {"done": True}}.get(
            kind, {"value": 1}
        )


class Judge(Process):
    """Calls the function in a test that passes; the others end it, or fail."""

    def __init__(self):
        super().__init__(None)
        self._due, self._calls = [], False

    def send(self, message):
        if self._calls:  # whatever comes is what the function gave
            self._due, self._calls = [*self._due, {"error": None, "text": ""}], False
        elif message["source"] == "calls":
            self._due, self._calls = [{"call": 0, "args": [], "named": {}}], True
        elif message["source"] == "fails":
            self._due = [{"error": ["AssertionError", "no", []], "text": ""}]

    def receive(self, timeout):
        if not self._due:
            raise Ended
        return self._due.pop(0)


def test_a_judge_that_is_started_again_gives_each_test_its_own_verdict():
    """It runs the tests before once more, and may call a function inside an answer again."""
    kinds = ("calls", "ends", "fails", "fails")
    cells = [
        new_code_cell("", id=f"t{n}", metadata={"nbgrader": TEST | {"grade_id": f"t{n}"}})
        for n in range(4)
    ]
    steps = {f"t{n}": Step(kind, "", ("f",), True) for n, kind in enumerate(kinds)}
    start = {"player": lambda: Player(None), "judge": Judge}
    played = play(new_notebook(cells=cells), steps, lambda role: start[role](), SHORT)
    assert shown(played) == [[], [TOO_LONG], ["AssertionError"], ["AssertionError"]]


class GoneJudge(Judge):
    """Ends while it is asked something, or is started again."""

    begun = 0

    def __init__(self):
        super().__init__()
        GoneJudge.begun += 1

    def send(self, message):
        if message["source"] == "ends" or (message["source"] == "passes" and self.begun == 2):
            raise Ended
        self._due = [{"error": None, "text": ""}]


def test_a_judge_that_is_lost_costs_the_test_that_it_was_asked_for_alone():
    kinds = ("passes", "ends", "passes", "passes")
    cells = [
        new_code_cell("", id=f"t{n}", metadata={"nbgrader": TEST | {"grade_id": f"t{n}"}})
        for n in range(4)
    ]
    steps = {f"t{n}": Step(kind, "", ("f",), True) for n, kind in enumerate(kinds)}
    start = {"player": lambda: Player(None), "judge": GoneJudge}
    played = play(new_notebook(cells=cells), steps, lambda role: start[role](), SHORT)
    assert shown(played) == [[], [TOO_LONG], [TOO_LONG], []]
