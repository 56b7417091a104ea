"""A class with hostile and broken submissions: each gets one clear line and harms nobody else."""

import csv
import json
import shutil
from dataclasses import dataclass

import pytest
from assignments.engine.__main__ import main
from assignments.engine.build import SOLUTION, STUDENT
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED, NOT_MARKED, Outcome
from coursework import Marked, changed, scores
from hostile import LIMITS, SECONDS, SUBMISSIONS

NAME = "05_build_a_portfolio"
# In the order of the ids these are marked beside a loop, a flood and a killer.
GOOD = ("cara", "flora", "kim")
TWINS = ("flora", "kim")  # hand in the same student number
BLANK = "absent-minded"


@dataclass(frozen=True)
class Class(Marked):
    """The class, and what the command printed."""

    printed: str
    code: int


@pytest.fixture(scope="module")
def class_(made, new_course, tmp_path_factory, capfd_module) -> Class:
    """Good, careless and hostile submissions in one folder, marked by the command."""
    folder = tmp_path_factory.mktemp("handed_in")
    good = {student: student for student in GOOD} | dict.fromkeys(TWINS, "s99")
    for student, number in good.items():
        notebook = changed(made.notebook(SOLUTION, NAME), {"student": f'STUDENT = "{number}"'})
        (folder / f"{student}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copy(made.folder / STUDENT / f"{NAME}.ipynb", folder / f"{BLANK}.ipynb")
    course = new_course(LIMITS)
    for student, hostile in SUBMISSIONS.items():
        # As an exchange or a hub would lay it, with nothing between it and the marker.
        path = course.root / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        shutil.copy(made.folder / SOLUTION / f"{NAME}.ipynb", path)
        hostile.spoil(path)
    (folder / "essay.docx").write_bytes(b"PK")
    (folder / "=cmd.ipynb").write_text("{}", encoding="utf-8")
    code = main(["grade", NAME, "--from", str(folder), "--course", str(course.root)])
    stamps = (course.root / "marked" / NAME).glob("*.json")
    outcomes = [Outcome(**json.loads(stamp.read_text(encoding="utf-8"))) for stamp in stamps]
    return Class(
        course, NAME, {o.student: o for o in outcomes}, scores(course, NAME),
        "".join(capfd_module.readouterr()), code,
    )  # fmt: skip


@pytest.fixture(scope="module")
def capfd_module(request):
    """What is printed while the class is marked."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        from _pytest.capture import FDCapture, MultiCapture

        captured = MultiCapture(in_=None, out=FDCapture(1), err=FDCapture(2))
        captured.start_capturing()
        yield captured
        captured.stop_capturing()


def marks(class_: Class, student: str, made) -> dict[str, float | None]:
    """What a student earned in the cells that nbgrader marks."""
    return {cell: class_.scores[student][cell] for cell in made.automatic(NAME)}


def test_good_work_earns_all_marks_beside_hostile_work(class_, made):
    for student in GOOD:
        assert (student, class_.outcomes[student].status) == (student, MARKED)
        assert (student, marks(class_, student, made)) == (student, made.automatic(NAME))
        assert "YOUR ANSWER HERE" not in class_.feedback(student)


def test_each_hostile_submission_gets_one_clear_line(class_):
    wrong = []
    for student, wanted in SUBMISSIONS.items():
        outcome = class_.outcomes[student]
        lines = [line for line in class_.printed.splitlines() if line.startswith(f"{student}: ")]
        if outcome.status != wanted.status or wanted.note not in outcome.note:
            wrong.append((student, outcome))
        if len(lines) != 1 or ("NOT MARKED" in lines[0]) != (wanted.status == NOT_MARKED):
            wrong.append((student, lines))
        if "\n" in outcome.note or len(outcome.note) >= 300:
            wrong.append((student, outcome.note))
    assert wrong == []


def test_a_bad_cell_costs_itself_and_no_other(class_, made):
    marked = [student for student in SUBMISSIONS if SUBMISSIONS[student].status != NOT_MARKED]
    assert {student: marks(class_, student, made) for student in marked} == {
        student: made.automatic(NAME) | dict.fromkeys(SUBMISSIONS[student].lost, 0)
        for student in marked
    }


def test_what_cannot_be_marked_has_no_marks_rather_than_zero(class_, made):
    unmarked = [student for student in SUBMISSIONS if SUBMISSIONS[student].status == NOT_MARKED]
    assert unmarked
    for student in unmarked:
        assert (student, set(marks(class_, student, made).values())) == (student, {None})
    for file, column in (("marks_moodle.csv", "ID number"), ("marks_canvas.csv", "SIS User ID")):
        with (class_.course.root / file).open(encoding="utf-8", newline="") as rows:
            given = {row[column]: list(row.values())[-1] for row in csv.DictReader(rows)}
        assert {given[student] for student in unmarked} == {""}
        assert (given[GOOD[0]], given[BLANK]) == ("12", "0")


def test_the_report_names_files_that_are_no_submission(class_):
    assert "essay.docx: NOT MARKED: a .docx file was handed in, not a notebook" in class_.printed
    assert "=cmd.ipynb: NOT MARKED: name it by the student's id" in class_.printed


def test_the_report_points_out_a_shared_student_number(class_):
    for student in TWINS:
        line = next(x for x in class_.printed.splitlines() if x.startswith(f"{student}: "))
        assert "student number 's99' is also somebody else's" in line
    line = next(x for x in class_.printed.splitlines() if x.startswith(f"{GOOD[0]}: "))
    assert "LOOK" not in line


def test_the_progress_and_the_time_of_each_are_shown(class_):
    total = len(class_.outcomes)
    assert class_.code == 0
    assert total >= 20
    assert f"{total}/{total}" in class_.printed
    assert "s each" in class_.printed
    assert all(outcome.seconds > 0 for outcome in class_.outcomes.values())
    assert class_.outcomes["loops"].seconds > SECONDS


def test_floods_are_cut_in_what_is_kept(class_):
    for student in ("floods", "flooded"):
        path = class_.course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
        assert path.stat().st_size < 2 * 1024 * 1024
        assert len(class_.feedback(student)) < 4 * 1024 * 1024
    assert "the rest of the output was left out" in class_.feedback("floods")


def test_what_a_student_wrote_never_runs_in_the_feedback(class_):
    page = class_.feedback("scripts")
    assert "My portfolio works." in page
    assert "<script>alert" not in page
    assert "<img src=x onerror" not in page
    assert "onerror=alert(1)>" not in page


def test_feedback_asks_no_other_host(class_):
    page = class_.feedback(GOOD[0])
    loads = [f'{how}="{what}//' for how in ("src", "href") for what in ("https:", "http:", "")]
    assert [load for load in loads if load in page] == []


def test_nothing_of_the_markers_is_left_running(class_):
    import psutil

    here = str(class_.course.root)
    left = [p for p in psutil.process_iter(["cwd"]) if (p.info["cwd"] or "").startswith(here)]
    assert left == []


def test_a_second_run_marks_only_what_has_changed(class_):
    student = GOOD[1]
    changed_one = class_.course.root / "submitted" / student / NAME / f"{NAME}.ipynb"
    before = {s: o.seconds for s, o in class_.outcomes.items()}
    changed_one.write_text("{}", encoding="utf-8")
    ended = {outcome.student: outcome for outcome in mark_class(class_.course, NAME)}
    assert ended[student].status == NOT_MARKED
    assert {s: o.seconds for s, o in ended.items() if s != student} == {
        s: seconds for s, seconds in before.items() if s != student
    }
    assert set(scores(class_.course, NAME)[student].values()) == {None}
