"""One submission: a failure that is not its own does not count against it."""

import json
import sys
from pathlib import Path

import nbformat
import pytest
from assignments.engine import worker
from assignments.engine.build import SOLUTION
from assignments.engine.course import CourseError
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED, NOT_MARKED, Outcome
from assignments.engine.worker import mark_submission
from coursework import changed, hand_in
from nbgrader.converters import Autograde

NAME = "05_build_a_portfolio"
NO_KERNEL = "RuntimeError: Kernel died before replying to kernel_info"
TRANSPORT = """
from ipykernel.connect import get_connection_info
assert get_connection_info(unpack=True)["transport"] == "ipc"
best_tie = ...
"""


@pytest.fixture
def course(made, new_course):
    course = new_course()
    hand_in(course, NAME, "ann", made.notebook(SOLUTION, NAME))
    return course


@pytest.fixture
def mark(course, tmp_path, monkeypatch):
    """Mark Ann's submission in this process while nbgrader fails as it is told to."""
    monkeypatch.setattr(worker, "_set_limits", lambda: None)
    monkeypatch.setattr(worker, "_discard_output", lambda: None)

    def run(failures: list[str]) -> tuple[Outcome, int]:
        runs, still = [], list(failures)

        def fail(self, step, *arguments):
            if step is Autograde:
                runs.append(step)
                if still:
                    raise CourseError(still.pop(0))
                folder = self.root / "autograded/ann" / NAME
                folder.mkdir(parents=True)
                source = self.root / "submitted/ann" / NAME / f"{NAME}.ipynb"
                (folder / f"{NAME}.ipynb").write_bytes(source.read_bytes())

        monkeypatch.setattr(type(course), "run", fail)
        mark_submission(course.root, NAME, "ann", tmp_path / "ann.json")
        return Outcome(**json.loads((tmp_path / "ann.json").read_text())), len(runs)

    return run


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_python_that_did_not_come_up_is_started_again(times, mark):
    outcome, runs = mark([NO_KERNEL] * times)
    assert (outcome.status, runs) == (MARKED, times + 1)


def test_what_never_works_is_reported_with_all_that_nbgrader_said(mark, course):
    outcome, runs = mark([f"first line\n{NO_KERNEL}"] * 9)
    assert (outcome.status, runs) == (NOT_MARKED, 3)
    log = f"marked/{NAME}/ann.log"
    assert outcome.note == f"{NO_KERNEL} (all that nbgrader said: {log})"
    assert (course.root / log).read_text().startswith("first line\n")


def test_what_was_said_of_an_earlier_run_goes_once_it_is_marked(mark, course):
    log = course.root / "marked" / NAME / "ann.log"
    mark(["x" * 200_000] * 3)
    assert log.stat().st_size < 200_000
    mark([])
    assert not log.exists()


@pytest.mark.parametrize("words", ["MemoryError", "Notebook failed to validate"])
def test_a_fault_of_the_submission_is_not_tried_again(words, mark):
    outcome, runs = mark([words] * 9)
    assert (outcome.status, runs) == (NOT_MARKED, 1)


@pytest.mark.parametrize(("folder", "transport"), [("a", "ipc"), ("a" * 90, None)])
def test_a_folder_too_long_for_sockets_is_not_used_for_them(folder, transport, course):
    if sys.platform == "win32":
        transport = None  # there are none
    manager = worker._with_own_steps(course.config(), Path("/tmp") / folder).KernelManager
    assert manager.get("transport") == transport


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_kernels_take_no_port_that_another_one_may_have_chosen(made, new_course):
    course = new_course()
    notebook = changed(made.notebook(SOLUTION, NAME), {"best-tie": TRANSPORT})
    hand_in(course, NAME, "ben", notebook)
    (ben,) = mark_class(course, NAME)
    assert ben.status == MARKED, ben.note
    path = course.root / "autograded/ben" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (asks,) = (cell for cell in notebook.cells if cell.source == TRANSPORT)
    assert asks.outputs == []


@pytest.mark.parametrize(("waiting", "words"), [(0, ""), (1, ", 1 answer"), (2, ", 2 answers")])
def test_the_report_counts_what_waits_for_a_person(waiting, words):
    line = Outcome("ann", MARKED, automatic=3, out_of=4, by_hand=waiting).line()
    assert line == "ann: 3 of 4 automatic marks" + (f"{words} to mark by hand" if words else "")
