"""The files that Moodle and Canvas import: their columns, and nothing a spreadsheet would run."""

import csv
import subprocess
import sys

import pytest
from assignments.engine.class_list import ClassList
from assignments.engine.errors import CourseError
from assignments.engine.marks import Canvas, Moodle, safe
from leverplug.record.cells import without_marks
from platforms import Pupil, class_list, pupils

NAME = "05_build_a_portfolio"
PEOPLE = {
    "s1": {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.org"},
    "s2": {"first_name": "=HYPERLINK(1)", "last_name": '"Bo", the 2nd', "email": "+1@example.org"},
    "s3": {"first_name": "Åse", "last_name": "O'Hara\nnewline", "email": None},
}


@pytest.fixture(scope="module")
def course(new_course):
    """Three students: one marked, one whose answers wait, one whose work cannot be marked."""
    course = new_course()
    course.generate(NAME)
    with course.gradebook() as gradebook:
        for student, person in PEOPLE.items():
            gradebook.update_or_create_student(student, **person)
            submission = gradebook.update_or_create_submission(NAME, student)
            for grade in submission.notebooks[0].grades:
                code = grade.cell_type == "code"
                if code and student != "s3":
                    grade.auto_score, grade.needs_manual_grade = grade.max_score, False
                if not code and student == "s1":
                    grade.manual_score, grade.needs_manual_grade = 3.5, False
        gradebook.update_or_create_student("s4", first_name="Never", last_name="Came")
        gradebook.db.commit()
    return course


def exported(course, kind, path) -> list[list[str]]:
    with course.gradebook() as gradebook:
        plugin = kind()
        plugin.to, plugin.assignment = str(path), [NAME]
        plugin.export(gradebook)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_moodle_gets_the_columns_of_its_own_export(course, tmp_path):
    head, *rows = exported(course, Moodle, tmp_path / "marks.csv")
    assert head == ["First name", "Last name", "ID number", "Email address",
                    f"Assignment: {NAME} (Real)"]  # fmt: skip
    assert {row[2]: row[4] for row in rows} == {"s1": "19", "s2": "12", "s3": "", "s4": ""}


def test_canvas_gets_the_columns_that_its_importer_asks_for(course, tmp_path):
    """`Student` and `ID` first, both SIS ids, `Section` last, then points possible."""
    head, points, *rows = exported(course, Canvas, tmp_path / "marks.csv")
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert (points[0].strip(), points[5]) == ("Points Possible", "20")
    assert {row[2]: row[5] for row in rows} == {"s1": "19", "s2": "12", "s3": "", "s4": ""}
    assert next(row[0] for row in rows if row[2] == "s1") == "Lee, Ann"


@pytest.mark.parametrize("kind", [Moodle, Canvas])
def test_no_text_of_a_student_is_a_formula(kind, course, tmp_path):
    rows = exported(course, kind, tmp_path / "marks.csv")
    fields = [field for row in rows for field in row]
    assert any("HYPERLINK" in field for field in fields)
    assert [field for field in fields if field.strip()[:1] in {"=", "+", "-", "@"}] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "|x", '"=1'])
def test_a_text_that_begins_like_a_formula_is_shown_as_it_is(text):
    assert safe(text) == f"'{text}"
    assert without_marks(safe(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"), [("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("a;=1", "a;'=1")]
)
def test_no_part_of_a_text_begins_a_formula_in_a_cell_of_its_own(text, shown):
    assert safe(text) == shown


def test_an_ordinary_text_is_left_alone():
    assert [safe(text) for text in ("Ann", "a=b", "", None)] == ["Ann", "a=b", "", ""]


def test_nbgrader_runs_the_export_by_name(course, tmp_path):
    """What an instructor may type who prefers nbgrader's own command."""
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--to", str(tmp_path / "all.csv"),
         "--exporter", "assignments.engine.marks.Moodle"],
        cwd=course.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        assert {row["ID number"] for row in csv.DictReader(file)} == {"s1", "s2", "s3", "s4"}


@pytest.fixture
def listed(course, tmp_path):
    """Makes the same course with a class list as a platform exports it; s1001 never came."""
    kept = course.root / "class_list.json"

    def keep(platform: str) -> None:
        people = [Pupil(place, one.first, one.last) for place, one in
                  zip((-1000, -999, 0), pupils(3), strict=True)]  # fmt: skip
        ClassList.of_course(course.root, class_list(tmp_path / "list.csv", platform, people))

    yield keep
    kept.unlink(missing_ok=True)


def test_canvas_gets_its_own_numbers_and_everyone_in_the_class_list(course, listed, tmp_path):
    listed("canvas")
    _, _, *rows = exported(course, Canvas, tmp_path / "marks.csv")
    assert rows[:3] == [
        ["Lee, Ann", "50234", "s1", "user_-1000", "A", "19"],
        ["Lee, Jörg", "50235", "s2", "user_-999", "A", "12"],
        ["Lee, Zoë", "51234", "s1001", "user_0000", "A", ""],
    ]
    assert sorted(row[2] for row in rows[3:]) == [
        "s3",
        "s4",
    ]  # in the gradebook and not in the list


def test_moodle_gets_the_names_and_addresses_of_the_class_list(course, listed, tmp_path):
    listed("moodle")
    _, *rows = exported(course, Moodle, tmp_path / "marks.csv")
    assert rows[0] == ["Ann", "Lee", "s1", "user_-1000@example.org", "19"]
    assert rows[2] == ["Zoë", "Lee", "s1001", "user_0000@example.org", ""]


def test_a_number_that_canvas_gave_goes_back_to_canvas(course, tmp_path):
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("canvas-51234", last_name="leeann")
    try:
        _, _, *rows = exported(course, Canvas, tmp_path / "marks.csv")
        assert ["leeann", "51234", "", "", "", ""] in rows
    finally:
        with course.gradebook() as gradebook:
            gradebook.remove_student("canvas-51234")


@pytest.mark.parametrize("kind", [Moodle, Canvas])
def test_a_file_that_somebody_changed_is_not_read_back(kind, course, tmp_path):
    path = tmp_path / "marks.csv"
    head, *rows = exported(course, kind, path)

    def read_back(*lines: list[str]) -> dict[str, str]:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        with course.gradebook() as gradebook:
            return kind().read_back(gradebook, path, NAME)

    assert read_back(head, *rows)["s1"] == "19"
    with pytest.raises(CourseError, match="has a row of nobody's, 'Eve': export anew"):
        read_back(head, *rows, ["Eve", *rows[-1][1:]])
    for other in (head[:-1], [*head, head[-1]], []):
        with pytest.raises(CourseError, match=f"has no column of {NAME}: export anew"):
            read_back(other, *rows)
