"""A course from a platform's zip to the files that it imports, in a folder with an odd path."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from assignments.engine.__main__ import main
from assignments.engine.answers.pile import read_piles
from assignments.engine.answers.store import Mark, Store, folder
from assignments.engine.build import COURSE, SOLUTION, STUDENT
from assignments.engine.course import Course
from coursework import Made, together
from damage import DAMAGE
from platforms import Pupil, class_list, moodle, pupils

NAME = "01_clean_a_literature"
DAMAGED, AGAIN, EMPTY, ESSAY = "s1002", "s1003", "s1004", "s1005"
AUTOMATIC, BY_HAND = 16.0, 3.0  # marks that the solution earns, and that its marker gives
TOTALS = {"s1001": 19.0, DAMAGED: 19.0, AGAIN: 19.0, EMPTY: 0.0}
WORDS = "Other words, of which nobody has judged one."


@dataclass(frozen=True)
class Graded:
    """A course after `grade`, with what was handed in by id, and what was printed."""

    course: Course
    class_: dict[Pupil, dict[str, bytes]]
    by_id: dict[str, dict[str, bytes]]
    printed: str

    def again(self, capfd: pytest.CaptureFixture[str]) -> str:
        """What is printed when the class as it is now is taken from another zip."""
        zipped = moodle(self.course.root.parent / "second.zip", self.class_)
        return run(capfd, "grade", NAME, "--from", str(zipped), "--course", str(self.course.root))


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that has ended well."""
    assert main(list(arguments)) == 0
    return "".join(capfd.readouterr())


def exported(course: Course, file: str, id_column: str) -> dict[str, float]:
    """Totals of the assignment in a file that a platform imports, by id."""
    with (course.root / file).open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row[id_column]]
    marks = {row[id_column]: row[next(n for n in row if NAME in n)] for row in rows}
    return {student: float(mark) for student, mark in marks.items() if mark}


@pytest.fixture
def graded(made: Made, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Graded:
    """Five of a Moodle course, one of them damaged, one blank and one no notebook."""
    root = tmp_path / "Business [2026], term 1" / "my course"
    shutil.copytree(made.folder / COURSE, root)
    solution = (made.folder / SOLUTION / f"{NAME}.ipynb").read_bytes()
    class_ = {pupil: {"hw.ipynb": solution} for pupil in pupils(5)}
    by_id = {pupil.id: files for pupil, files in class_.items()}
    by_id[DAMAGED]["hw.ipynb"] = DAMAGE["UTF-16"].spoil(solution)
    by_id[EMPTY]["hw.ipynb"] = (made.folder / STUDENT / f"{NAME}.ipynb").read_bytes()
    del by_id[ESSAY]["hw.ipynb"]
    by_id[ESSAY]["essay.docx"] = b"PK"
    by_id["s1001"]["older.ipynb"] = by_id[EMPTY]["hw.ipynb"]
    listed = class_list(root.parent / "class list.csv", "moodle", class_)
    zipped = moodle(root.parent / "first.zip", class_)
    printed = run(capfd, "grade", NAME, "--from", str(zipped), "--class-list", str(listed),
                  "--course", str(root))  # fmt: skip
    return Graded(Course(root), class_, by_id, printed)


def report(course: Course, end: str) -> str:
    """The report as text (txt) or as a page (html)."""
    return (course.root / "marked" / f"{NAME}.{end}").read_text(encoding="utf-8")


def give(course: Course, marks: float) -> None:
    """Give the same marks for every written answer, in a marker's own file."""
    store = Store(folder(course, NAME) / "ann.json", NAME)
    for pile in read_piles(course, NAME):
        for answer in pile.answers:
            level = next(n for n, level in enumerate(pile.question.levels) if level.high >= marks)
            store.save(answer.key, Mark(answer.question, answer.version, level, marks))


def with_other_words(notebook: bytes) -> bytes:
    """A notebook with another written answer."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        role = cell["metadata"].get("nbgrader", {})
        if role.get("grade") and role["solution"]:
            cell["source"] = WORDS
    return json.dumps(content).encode()


@together(NAME)
def test_a_class_from_moodle_gets_its_marks_whatever_the_course_is_called(
    graded: Graded, capfd: pytest.CaptureFixture[str]
) -> None:
    course, lines = graded.course, graded.printed.splitlines()
    full = "16 of 16 automatic marks, 1 answer to mark by hand"
    assert f"s1001: {full}" in lines
    assert f"{DAMAGED}: {full}; repaired: its format was put right: UTF-16" in lines
    assert f"{EMPTY}: 0 of 16 automatic marks" in lines
    assert f"{NAME}: 3 students have answers that wait for a person; these count 0 so far" in lines

    give(course, BY_HAND)
    printed = run(capfd, "marks", NAME, "--course", str(course.root))
    assert "wait for a person" not in printed
    assert exported(course, "marks_moodle.csv", "ID number") == TOTALS
    assert exported(course, "marks_canvas.csv", "SIS User ID") == TOTALS
    for end in ("html", "txt"):
        assert DAMAGED in report(course, end)
    # What was said when they were taken in is in the later reports too.
    assert f"{ESSAY} " in report(course, "txt")
    assert ".docx" in report(course, "html")
    assert "hw.ipynb is marked; kept aside: Ann Lee_884212" in report(course, "txt")

    # One hands in other words: the mark for the old ones counts no more, and it is said.
    graded.by_id[AGAIN]["hw.ipynb"] = with_other_words(graded.by_id[AGAIN]["hw.ipynb"])
    printed = graded.again(capfd)
    assert f"{NAME}: 1 student has answers that wait for a person; these count 0 so far" in printed
    line = next(line for line in printed.splitlines() if line.startswith(f"{AGAIN}: "))
    assert line == f"{AGAIN}: {full}; LOOK: contradiction had 3 of 4 for an earlier answer"
    assert exported(course, "marks_moodle.csv", "ID number") == TOTALS | {AGAIN: AUTOMATIC}
    kept = (course.root / "handed_in_before").rglob("*.ipynb")
    (before,) = (path for path in kept if AGAIN in str(path.relative_to(course.root)))
    assert WORDS not in before.read_text(encoding="utf-8")


def a_course(root: Path) -> None:
    """A course of one assignment, of which students have got nothing newer."""
    for part in ("source", "release"):
        path = root / part / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("command", ["grade", "marks"])
@pytest.mark.parametrize("name", ["", "01_clean", "."])
def test_an_assignment_that_there_is_not_is_said_with_those_that_there_are(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_course(tmp_path)
    assert main([command, name, "--course", str(tmp_path)]) == 2
    said = f"there is no assignment {name!r} in {tmp_path / 'source'}; choose {NAME}\n"
    assert capsys.readouterr().err == said


def test_a_mistyped_source_is_not_called_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_course(tmp_path)
    wrong = tmp_path / "submisssions.zip"
    assert main(["grade", NAME, "--from", str(wrong), "--course", str(tmp_path)]) == 2
    *_, line = capsys.readouterr().err.splitlines()
    assert line == f"there is no folder or zip {wrong}: is FROM= spelt right?"
