"""One submission: a failure that is not its own does not count against it."""

import json
from concurrent.futures import Future

import pytest
from assignments.engine import grading, marking, worker
from assignments.engine.__main__ import main
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.errors import CourseError, NoSandboxError
from assignments.engine.intake import TakenIn
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED, NOT_MARKED, Outcome
from assignments.engine.worker import mark_submission
from coursework import hand_in
from nbgrader.converters import Autograde

NAME = "05_build_a_portfolio"


@pytest.fixture
def course(made, new_course):
    course = new_course()
    hand_in(course, NAME, "ann", made.notebook(SOLUTION, NAME))
    course.generate(NAME)
    return course


@pytest.fixture
def mark(course, monkeypatch):
    """Mark Ann's submission in this process, with no sandbox but what is told of one."""

    def run(failures: list[Exception]) -> tuple[Outcome, int]:
        runs, still = [], list(failures)

        def play(notebook, *arguments):
            runs.append(notebook)
            if still:
                raise still.pop(0)
            return notebook

        monkeypatch.setattr(worker, "play", play)
        monkeypatch.setattr(worker, "open_sandbox", lambda kind: Nowhere())
        monkeypatch.setattr(worker, "_local", worker.threading.local())
        return mark_submission(course.root, NAME, "ann"), len(runs)

    return run


class Nowhere:
    start = None


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_process_that_did_not_come_up_is_started_again(times, mark):
    outcome, runs = mark([CourseError("no process started")] * times)
    assert (outcome.status, runs) == (MARKED, times + 1)


def test_what_never_comes_up_is_named_and_is_not_marked_0(mark):
    outcome, runs = mark([CourseError("no process started")] * 9)
    assert (outcome.status, runs) == (NOT_MARKED, 3)
    assert outcome.note == "it could not be run: no process started"


def test_without_a_sandbox_nobody_is_marked(course, monkeypatch):
    monkeypatch.setenv("SANDBOX", "bwarp")
    with pytest.raises(NoSandboxError, match="choose one of bubblewrap, podman, none"):
        mark_class(course, NAME, workers=1)
    assert not (course.root / "marked" / NAME / "ann.json").exists()


def test_what_nbgrader_refuses_is_reported_with_all_that_it_said(mark, course, monkeypatch):
    log = course.root / "marked" / NAME / "ann.log"
    said = f"first line\n{'x' * 200_000}\nSomeError: no"

    def refuse(self, step, *arguments):
        if step is Autograde:
            raise CourseError(said)

    with monkeypatch.context() as patched:
        patched.setattr(type(course), "run", refuse)
        outcome, _ = mark([])
    assert outcome.status == NOT_MARKED
    assert outcome.note == f"SomeError: no (all that nbgrader said: marked/{NAME}/ann.log)"
    assert log.read_text().endswith("SomeError: no\n")
    assert log.stat().st_size < 200_000
    mark([])
    assert not log.exists()


@pytest.mark.parametrize(("waiting", "words"), [(0, ""), (1, ", 1 answer"), (2, ", 2 answers")])
def test_the_report_counts_what_waits_for_a_person(waiting, words):
    line = Outcome("ann", MARKED, automatic=3, out_of=4, by_hand=waiting).line()
    assert line == "ann: 3 of 4 automatic marks" + (f"{words} to mark by hand" if words else "")


def test_the_report_says_what_was_put_right_and_what_to_look_at():
    outcome = Outcome("ann", MARKED, "odd", 3, 4, repaired="its format was put right")
    assert outcome.line() == (
        "ann: 3 of 4 automatic marks; repaired: its format was put right; LOOK: odd"
    )


def test_an_untouched_copy_is_known_the_first_time_a_course_is_marked(
    made, new_course, tmp_path, monkeypatch
):
    """By then nobody has marked, so nothing was released: it is made before the choice."""
    course = new_course()
    folder = tmp_path / "ann"
    folder.mkdir()
    for part, name in ((SOLUTION, f"{NAME}.ipynb"), (STUDENT, f"{NAME}-Copy1.ipynb")):
        (folder / name).write_text(json.dumps(made.notebook(part, NAME)), encoding="utf-8")

    def stop(*arguments, **named):
        raise CourseError("enough was seen")

    monkeypatch.setattr(grading, "mark_class", stop)
    with pytest.raises(CourseError, match="enough was seen"):
        grading.grade(course, NAME, tmp_path)
    taken = course.root / "submitted" / "ann" / NAME / f"{NAME}.ipynb"
    assert json.loads(taken.read_bytes()) == made.notebook(SOLUTION, NAME)


def test_nothing_is_taken_in_for_an_assignment_that_is_not_there(new_course, tmp_path):
    course = new_course()
    (tmp_path / "ann.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(CourseError, match="there is no assignment '05_built"):
        grading.grade(course, "05_built", tmp_path)
    assert not (course.root / "submitted").exists()


def test_what_taking_in_asks_is_counted_and_stands_in_the_report(
    made, new_course, tmp_path, monkeypatch, capsys
):
    course, solved = new_course(), made.notebook(SOLUTION, NAME)
    for name in ("s1", "S1", "s2"):
        path = tmp_path / name / f"{NAME}.ipynb"
        path.parent.mkdir()
        path.write_text(json.dumps(solved), encoding="utf-8")
    monkeypatch.setattr(
        grading,
        "mark_class",
        lambda course, name, **how: [
            Outcome(student, MARKED, automatic=12, out_of=12)
            for student in grading.intake.students(course.root, name)
        ],
    )
    grading.grade(course, NAME, tmp_path)
    assert "3 marked (1 to look at), 0 not marked" in capsys.readouterr().out
    page = (course.root / "marked" / f"{NAME}.html").read_text(encoding="utf-8")
    assert f"which file is whose, or counts, is asked in {NAME}.txt" in page


def test_what_was_not_taken_in_still_stands_in_the_report_once_answers_are_marked(
    made, new_course, tmp_path, monkeypatch
):
    course = new_course()
    solved = json.dumps(made.notebook(SOLUTION, NAME))
    (tmp_path / "s1.ipynb").write_text(solved, encoding="utf-8")
    (tmp_path / "essay.docx").write_bytes(b"PK")
    monkeypatch.setattr(grading, "mark_class", lambda *some, **how: [Outcome("s1", NOT_MARKED)])
    grading.grade(course, NAME, tmp_path)
    monkeypatch.setattr(grading, "take_answers", lambda *some: [])
    grading.enter_answers(course, NAME)
    text = (course.root / "marked" / f"{NAME}.txt").read_text(encoding="utf-8")
    assert "essay.docx: NOT MARKED: a .docx file was handed in, not a notebook" in text
    page = (course.root / "marked" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "a .docx file was handed in" in page


def test_a_run_that_somebody_stops_ends_in_one_line(new_course, monkeypatch, capsys):
    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(grading, "grade", stop)
    assert main(["grade", NAME, "--course", str(new_course().root)]) == 130
    assert capsys.readouterr().err == (
        "\nStopped. What is done is kept; the same command goes on there.\n"
    )


def test_whatever_breaks_a_marker_off_is_said_in_one_line():
    done = Future()
    done.set_exception(ValueError("no\n\nFailed validating:\n  it"))
    outcome = marking._outcome(done, "ann", 900)
    assert outcome.status == NOT_MARKED
    assert outcome.note == "its marker broke off (ValueError: no Failed validating: it)"


def test_a_file_whose_name_has_two_lines_is_refused_in_one():
    taken = TakenIn(refusals={"a\nb.ipynb": "name it by the id"})
    assert grading._refused(taken) == ["a b.ipynb: NOT MARKED: name it by the id"]
