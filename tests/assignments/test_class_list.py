"""Class lists as platforms export them and as instructors keep them: the same people come out."""

from __future__ import annotations

from pathlib import Path

import platforms
import pytest
from assignments.engine.class_list import ID, ClassList, safe_id
from assignments.engine.errors import CourseError
from platforms import pupils

PEOPLE = pupils(12)


def read(tmp_path: Path, text: str | bytes, column: str = "") -> ClassList:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return ClassList.read(path, column)


@pytest.mark.parametrize("platform", ["moodle", "canvas", "blackboard", "brightspace"])
def test_every_platforms_export_gives_the_same_students(platform, tmp_path):
    found = ClassList.read(platforms.class_list(tmp_path / "l.csv", platform, PEOPLE))
    assert [(one.id, one.number, one.first, one.last) for one in found.people] == [
        (one.id, one.id, one.first, one.last) for one in PEOPLE
    ]
    assert not found.remarks
    assert found.number_of("s1002") == "s1002"
    assert found.number_of("moodle-1") is None


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_file_is_read_however_a_spreadsheet_saved_it(encoding, mark, tmp_path):
    rows = (("Matrikelnummer", "Vorname", "Nachname"), ("0017", "Jörg", "Müller"))
    text = "\r\n".join(mark.join(row) for row in rows) + "\r\n"
    (one,) = read(tmp_path, text.encode(encoding)).people
    assert (one.id, one.name) == ("0017", "Jörg Müller")
    if mark != "\t":
        (one,) = read(tmp_path, f"sep={mark}\n{text}".encode(encoding)).people
        assert one.id == "0017"


def test_the_column_of_the_ids_can_be_named_and_the_student_number_be_another(tmp_path):
    text = "Kennzeichen,Student number,Name\nx7,1234,Ann Lee\nx8,1235,Bo\n"
    found = read(tmp_path, text, "kennzeichen")
    assert [(one.id, one.number) for one in found.people] == [("x7", "1234"), ("x8", "1235")]
    assert found.find(["1235"])[0].id == "x8"
    assert [one.id for one in read(tmp_path, text).people] == ["1234", "1235"]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a,b\n1,2\n", "", "Name it with COLUMN=; its columns are 'a', 'b'"),
        ("a,b\n1,2\n", "c", "no column 'c'; its columns are 'a', 'b'"),
        ("id,name\n7,Ann\n\n7,Bo\n", "", "line 4: the id 7 stands in line 2 too"),
        ("id,name\nx1,Ann\nX1,Bo\n", "", "line 3: the id X1 stands in line 2 too"),
        ("id,name\n", "id", "a class list without students"),
        ("", "", "an empty class list"),
        (b"PK\x03\x04", "", "a workbook, not a CSV file: save it as CSV"),
        ('id,name\n"' + "x" * 200_000, "", "field larger than field limit"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_line_that_says_what_to_do(text, column, words, tmp_path):
    with pytest.raises(CourseError) as error:
        read(tmp_path, text, column)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_list_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(CourseError, match="cannot be opened"):
        ClassList.read(tmp_path / "no.csv")


def test_a_student_without_an_id_is_remarked_on(tmp_path):
    found = read(tmp_path, "id,name,email\n1,Ann,\n,Bo,bo@x.org\n,Cy,\n2,Di,\n3,Ed,\n4,Fa,\n")
    assert [one.id for one in found.people] == ["1", "bo@x.org", "2", "3", "4"]
    assert found.remarks == (
        "list.csv, line 3: no 'id'; bo@x.org is taken for the id",
        "list.csv, line 4: no id for Cy",
    )


def test_cells_that_keep_a_number_from_a_spreadsheet_are_read_as_the_number(tmp_path):
    found = read(tmp_path, 'id,name\n"=""0071""","\'=A, B"\n12/7,Bo\n')
    assert [(one.id, one.number, one.last) for one in found.people] == [
        ("0071", "0071", "=A"), ("12-7", "12/7", "Bo"),
    ]  # fmt: skip


def test_a_name_is_found_in_any_order_and_never_decides_between_two(tmp_path):
    rows = "1;Ann;Lee\n2;Jörg;Müller\n3;Jorg;Muller\n4;Seán;O'Hara-Smith\n5;Ann Marie;Lee\n"
    found = read(tmp_path, "id;first name;last name\n" + rows + "6;Zoë;Ødegård\n7;Leeann;\n")

    def ids(name: str) -> list[str]:
        return [one.id for one in found.named(name)]

    assert ids("Lee Ann") == ids("ann  LEE") == ["1"]
    assert ids("leeann") == ["1", "7"]  # as Canvas writes both
    assert ids("müllerjörg") == ids("Mu\u0308ller Jo\u0308rg") == ["2"]
    assert ids("Jorg Muller") == ["3"]
    assert ids("OHara-Smith Seán") == ids("Sean O’Hara Smith") == ["4"]
    assert ids("Zoe Ødegård") == ["6"]
    assert ids("Bo") == ids("") == ids("'") == []
    rows = "id;name\n1;Jörg Müller\n2;Jörg Muller\n"
    assert len(read(tmp_path, rows).named("Jorg Müller")) == 2


def test_the_list_is_kept_in_the_course_and_a_damaged_one_is_named(tmp_path):
    assert ClassList.of_course(tmp_path) is None
    path = platforms.class_list(tmp_path / "l.csv", "canvas", PEOPLE)
    given = ClassList.of_course(tmp_path / "course", path)
    assert ClassList.of_course(tmp_path / "course") == given
    (tmp_path / "course" / "class_list.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CourseError, match="is damaged: give the class list again"):
        ClassList.of_course(tmp_path / "course")
    assert ClassList.of_course(tmp_path / "course", path) == given


def test_moodles_worksheet_adds_its_numbers_to_the_list_that_is_kept(tmp_path):
    course = tmp_path / "course"
    ClassList.of_course(course, platforms.class_list(tmp_path / "l.csv", "moodle", PEOPLE[:11]))
    for number in (1, 2):  # the second assignment has other numbers
        sheet = platforms.class_list(tmp_path / "w.csv", "worksheet", PEOPLE)
        text = sheet.read_text(encoding="utf-8-sig").replace(
            "Participant 8", f"Participant {number}"
        )
        sheet.write_text(text, encoding="utf-8")
        found = ClassList.of_course(course, sheet)
    assert found is not None
    assert [one.id for one in found.people] == [one.id for one in PEOPLE[:11]]
    assert found.people[0].participants == ("184212", "284212")
    assert found.remarks == (f"{PEOPLE[11].name}: nobody in the class list, left out",)
    assert found.find(["moodle 184213"]) == (found.people[1],)


@pytest.mark.parametrize(
    "text", ["../../x", "a/b", "ä", "", " ", "-", "x" * 200, "NUL.txt", "a.", "\u202e", "💥", "."]
)
def test_every_id_is_one_that_can_be_a_folder_anywhere(text):
    made = safe_id(text)
    assert ID.fullmatch(made)
    assert not made.endswith(".")
    assert made.casefold().partition(".")[0] not in {"nul", "con"}
    assert safe_id(made) == made
