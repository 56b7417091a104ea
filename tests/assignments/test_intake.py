"""What platforms hand out becomes submissions: whose each is, which counts, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import zipfile
from pathlib import Path

import platforms
import pytest
from assignments.engine import intake
from assignments.engine.class_list import ClassList
from assignments.engine.errors import CourseError
from assignments.engine.intake import TakenIn, entries, students, submitted_file, taken_in
from platforms import PLATFORMS, class_list, pupils, zipped

NAME = "05_build_a_portfolio"
FILE = f"{NAME}.ipynb"
NUMBERED = {"moodle": "moodle-884212", "canvas": "canvas-51234", "blackboard": "user_0000",
            "brightspace": "brightspace-39786"}  # fmt: skip


def notebook(answer: str, grade_id: str = "portfolio") -> bytes:
    cell = {"cell_type": "code", "source": answer, "metadata": {"nbgrader": {"grade_id": grade_id}}}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode()


BLANK, DONE, OTHER = notebook("# YOUR CODE HERE"), notebook("mine"), notebook("x", "clean")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with what was released."""
    release = tmp_path / "course" / "release" / NAME / FILE
    release.parent.mkdir(parents=True)
    release.write_bytes(BLANK)
    return tmp_path / "course"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder that submissions are put into."""
    path = tmp_path / "handed in"
    path.mkdir()
    return path


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def submitted(course: Path) -> dict[str, bytes]:
    return {
        student: submitted_file(course, NAME, student).read_bytes()
        for student in students(course, NAME)
    }


def kept(course: Path, student: str) -> list[bytes]:
    """What is kept of a student besides the submission."""
    place = course / "handed_in_before" / student / NAME
    return sorted(path.read_bytes() for path in place.glob("*")) if place.exists() else []


def looks(taken: TakenIn) -> list[str]:
    return [line for line in taken.lines if "LOOK" in line]


# --- platforms ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["zip", "unpacked", "zip in a folder"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_download_becomes_the_submissions_of_the_class_list(platform, form, course, tmp_path):
    people = pupils(12)
    given = {one: {FILE: notebook(one.id)} for one in people[1:]}
    source = PLATFORMS[platform](tmp_path / "Week 1.zip", given)
    if form == "unpacked":
        with zipfile.ZipFile(source) as archive:
            archive.extractall(tmp_path / "un packed")
        source = tmp_path / "un packed"
    if form == "zip in a folder":
        (tmp_path / "in").mkdir()
        source = source.rename(tmp_path / "in" / source.name).parent
    known = ClassList.read(class_list(tmp_path / "list.csv", platform, people))
    taken = intake.take_in(source, course, NAME, known)
    assert taken == TakenIn(tuple(one.id for one in people[1:]))
    assert submitted(course) == {one.id: notebook(one.id) for one in people[1:]}
    record = taken_in(course, NAME)["s1002"]
    assert (record.first, record.last) == ("Jörg", "Lee")
    assert record.file.endswith(FILE)
    assert sorted(os.listdir(course)) == ["marked", "release", "submitted"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_without_a_class_list_the_platforms_number_is_the_id_and_the_name_is_kept(
    platform, course, tmp_path
):
    people = pupils(12, namesakes=True)
    source = PLATFORMS[platform](tmp_path / "w.zip", {one: {FILE: DONE} for one in people})
    taken = intake.take_in(source, course, NAME)
    assert len(taken.students) == 12
    assert all(student.isascii() for student in taken.students)
    record = taken_in(course, NAME)[NUMBERED[platform]]
    assert (record.first, record.last) == ("", "leeann") if platform == "canvas" else ("Ann", "Lee")
    asked = [line for line in taken.lines if "CLASS=" in line]
    assert len(asked) == (platform != "blackboard")  # whose logins are ids


@pytest.mark.parametrize("end", ["_", ""])
def test_moodles_names_are_read_with_and_without_folders(end, course, tmp_path):
    for place, folders in enumerate((True, False)):
        source = platforms.moodle(tmp_path / f"{place}.zip", {pupils(1)[0]: {FILE: DONE}},
                                  folders, end)  # fmt: skip
        assert intake.take_in(source, course, NAME).students == ("moodle-884212",)


def test_two_people_of_one_name_are_asked_about_and_never_guessed(course, tmp_path):
    people = pupils(4, namesakes=True)
    given = {one: {FILE: notebook(one.id)} for one in people}
    source = platforms.moodle(tmp_path / "w.zip", given)
    known = ClassList.of_course(course, class_list(tmp_path / "l.csv", "moodle", people))
    taken = intake.take_in(source, course, NAME, known)
    assert taken.students == ("moodle-884214", "moodle-884215", "s1001", "s1002")
    assert [line.split(":")[0] for line in looks(taken)] == ["moodle-884214", "moodle-884215"]
    assert all("may be any of s1003, s1004" in line for line in looks(taken))
    assert not taken_in(course, NAME)["moodle-884214"].sure

    # Moodle's worksheet of the assignment tells them apart by their e-mail addresses.
    worksheet = class_list(tmp_path / "worksheet.csv", "worksheet", people)
    known = ClassList.of_course(course, worksheet)
    taken = intake.take_in(source, course, NAME, known)
    assert not looks(taken)
    assert submitted(course) == {one.id: notebook(one.id) for one in people}
    assert taken.renamed == {"moodle-884214": "s1003", "moodle-884215": "s1004"}
    assert kept(course, "moodle-884214") == [notebook("s1003")]
    assert ClassList.of_course(course) == known


def test_the_instructor_can_say_who_is_who_in_the_class_list(course, tmp_path):
    people = pupils(2, namesakes=True)
    source = platforms.brightspace(tmp_path / "w.zip", {one: {FILE: notebook(one.id)}
                                                        for one in people})  # fmt: skip
    rows = "id;Name;Taken in as\ns1001;Ann Lee;\ns1002;Ann Lee;brightspace-39787\n"
    (tmp_path / "l.csv").write_text(rows, encoding="utf-8")
    taken = intake.take_in(source, course, NAME, ClassList.read(tmp_path / "l.csv"))
    assert submitted(course)["s1002"] == notebook("s1002")
    assert len(looks(taken)) == 1  # the other may be either as far as the list says


def test_who_is_not_in_the_class_list_is_marked_and_asked_about(course, tmp_path):
    people = pupils(3)
    known = ClassList.read(class_list(tmp_path / "l.csv", "canvas", people[:2]))
    source = platforms.canvas(tmp_path / "w.zip", {one: {FILE: DONE} for one in people})
    taken = intake.take_in(source, course, NAME, known)
    assert taken.students == ("canvas-51236", "s1001", "s1002")
    (line,) = looks(taken)
    assert line.startswith("canvas-51236: LOOK: leezoë is not in the class list")


def test_one_person_in_the_list_is_not_taken_for_two_who_hand_in(course, tmp_path):
    people = pupils(2, namesakes=True)
    known = ClassList.read(class_list(tmp_path / "l.csv", "moodle", people[:1]))
    source = platforms.moodle(tmp_path / "w.zip", {one: {FILE: DONE} for one in people})
    taken = intake.take_in(source, course, NAME, known)
    assert taken.students == ("moodle-884212", "moodle-884213")
    assert len(looks(taken)) == 2


def test_logins_with_underscores_are_told_apart_in_blackboard(course, tmp_path):
    members = {}
    for login in ("a_lee", "b_lee", "lee"):
        before = f"My_week_1_{login}_attempt_2026-11-02-10-11-12"
        members[f"{before}_{FILE}"] = notebook(login)
        members[f"{before}.txt"] = f"Name: Ann Lee ({login})\n".encode()
    source = zipped(tmp_path / "w.zip", members)
    (tmp_path / "l.csv").write_text("Username\na_lee\nb_lee\nlee\n", encoding="utf-8")
    intake.take_in(source, course, NAME, ClassList.read(tmp_path / "l.csv"))
    assert submitted(course) == {login: notebook(login) for login in ("a_lee", "b_lee", "lee")}
    taken = intake.take_in(source, course / "other", NAME)
    assert taken.students == ("a_lee", "b_lee", "lee")
    # Without the texts "a_lee" may be "lee" who handed in "My_week_1_a".
    notebooks = {name: data for name, data in members.items() if name.endswith(".ipynb")}
    source = zipped(tmp_path / "x.zip", notebooks)
    taken = intake.take_in(source, course / "3", NAME, ClassList.read(tmp_path / "l.csv"))
    assert taken.students == ("lee", "lee.2", "lee.3")
    assert {line.partition(":")[0] for line in looks(taken)} == {"lee.2", "lee.3"}


# --- which of several counts ----------------------------------------------------------------------


def test_the_last_attempt_counts_and_the_others_are_kept_and_named(course, tmp_path):
    (ann,) = pupils(1)
    first, last = notebook("first"), notebook("last")
    stamps = ("2026-11-02-10-11-12", "2026-11-09-08-00-00")
    days = ("Nov 2, 2026 1011 PM", "Nov 9, 2026 800 AM")
    sources = [
        platforms.canvas(tmp_path / "c.zip", {ann: {FILE: first, f"{NAME}-1.ipynb": last}}),
        platforms.blackboard(tmp_path / "b.zip", {ann: {"one.ipynb": first, FILE: last}}, stamps),
        platforms.brightspace(tmp_path / "d.zip", {ann: {FILE: first, "two.ipynb": last}}, days),
    ]
    for source in sources:
        taken = intake.take_in(source, course, NAME)
        (student,) = taken.students
        assert submitted(course)[student] == last
        assert kept(course, student) == [first]
        (line,) = [line for line in taken.lines if "kept aside" in line]
        assert line.startswith(f"{student}: of 2 notebooks")
        assert taken_in(course, NAME)[student].aside[0][0].endswith(".ipynb")
        shutil.rmtree(course / "submitted")


def test_two_notebooks_in_one_canvas_hand_in_are_looked_at(course, tmp_path):
    source = platforms.canvas(tmp_path / "c.zip", {pupils(1)[0]: {"a.ipynb": DONE, "b.ipynb":
                                                                  notebook("b")}})  # fmt: skip
    assert len(looks(intake.take_in(source, course, NAME))) == 1


def test_late_work_says_so(course, tmp_path):
    ann, joerg = pupils(2)
    source = platforms.canvas(tmp_path / "c.zip", {ann: {FILE: DONE}, joerg: {FILE: DONE}}, [ann])
    taken = intake.take_in(source, course, NAME)
    assert "canvas-51234: handed in late, as Canvas says" in taken.lines
    assert not any(line.startswith("canvas-51235") for line in taken.lines)
    assert [one.late for one in taken_in(course, NAME).values()] == [True, False]


@pytest.mark.parametrize("copy", ["{}-Copy1", "{} (1)", "{} - Copy", "{} - Copy (2)", "{}_copy2"])
def test_a_copy_beside_the_notebook_counts_only_if_it_is_what_was_worked_on(copy, course, folder):
    copied = copy.format(NAME) + ".ipynb"
    lay(folder, {f"ann/{FILE}": DONE, f"ann/{copied}": BLANK, f"bo/{FILE}": BLANK,
                 f"bo/{copied}": DONE})  # fmt: skip
    for path in folder.rglob("*.ipynb"):
        os.utime(path, (2e9, 2e9) if path.read_bytes() == BLANK else (1e9, 1e9))
    taken = intake.take_in(folder, course, NAME)
    assert submitted(course) == {"ann": DONE, "bo": DONE}
    assert not looks(taken)
    assert kept(course, "ann") == kept(course, "bo") == [BLANK]


def test_of_two_that_were_both_worked_on_the_newer_counts_and_a_person_looks(course, folder):
    lay(folder, {f"ann/{FILE}": DONE, f"ann/{NAME}-Copy1.ipynb": notebook("newer")})
    os.utime(folder / "ann" / FILE, (1e9, 1e9))
    (line,) = looks(intake.take_in(folder, course, NAME))
    assert submitted(course) == {"ann": notebook("newer")}
    assert f"ann/{NAME}-Copy1.ipynb is marked; kept aside: ann/{FILE}" in line
    assert kept(course, "ann") == [DONE]


def test_as_many_files_as_may_be_listed_may_also_be_copied(course, folder, monkeypatch):
    monkeypatch.setattr(entries, "MOST_FILES", 6)
    lay(folder, {f"s{number}.ipynb": DONE for number in range(6)})
    assert len(intake.take_in(folder, course, NAME).students) == 6


def test_the_same_notebook_twice_is_no_question(course, folder):
    lay(folder, {f"ann/{FILE}": DONE, f"ann/{NAME} (1).ipynb": DONE})
    assert intake.take_in(folder, course, NAME) == TakenIn(("ann",))


def test_the_assignment_is_found_among_others_by_its_cells(course, folder):
    lay(folder, {"ann/final.ipynb": DONE, "ann/01_clean.ipynb": OTHER, "ann/notes.txt": b"-"})
    os.utime(folder / "ann" / "final.ipynb", (1e9, 1e9))
    intake.take_in(folder, course, NAME)
    assert submitted(course) == {"ann": DONE}


def test_a_damaged_newer_notebook_leaves_an_older_one_that_opens(course, folder):
    lay(folder, {f"ann/old/{FILE}": DONE, f"ann/{FILE}": DONE[:40]})
    os.utime(folder / "ann" / "old" / FILE, (1e9, 1e9))
    taken = intake.take_in(folder, course, NAME)
    assert submitted(course) == {"ann": DONE}
    assert len(looks(taken)) == 1


def test_a_single_notebook_is_taken_whatever_it_is_called_and_holds(course, folder):
    lay(folder, {"ann.IPYNB": b"\xff no notebook", "bo/Untitled.ipynb": OTHER})
    assert intake.take_in(folder, course, NAME).students == ("ann", "bo")


# --- litter, and ids ------------------------------------------------------------------------------


def test_what_systems_and_editors_leave_behind_is_nobodys_work(course, folder):
    litter = ("__MACOSX/ann/._a.ipynb", "._ann.ipynb", ".Trash-0/x.ipynb", ".DS_Store",
              f"ann/.ipynb_checkpoints/{NAME}-checkpoint.ipynb", f"ann/._{FILE}",
              "ann/__pycache__/a.pyc", "Thumbs.db", "$RECYCLE.BIN/b.ipynb")  # fmt: skip
    lay(folder, dict.fromkeys(litter, OTHER) | {f"ann/{FILE}": DONE})
    assert intake.take_in(folder, course, NAME) == TakenIn(("ann",))
    source = zipped(folder.parent / "c.zip", dict.fromkeys(litter, OTHER) | {f"ann/{FILE}": DONE})
    assert intake.take_in(source, course, NAME) == TakenIn(("ann",))
    assert submitted(course) == {"ann": DONE}


def test_ids_that_differ_in_their_capitals_alone_are_both_marked_and_asked_about(course, folder):
    lay(folder, {"S1001.ipynb": DONE, "s1001/a.ipynb": notebook("other")})
    for _ in range(2):  # the second time the same
        taken = intake.take_in(folder, course, NAME)
        assert submitted(course) == {"S1001": DONE, "s1001.2": notebook("other")}
        (line,) = looks(taken)
        assert line.startswith("s1001.2: LOOK: s1001 beside S1001")
    assert not taken.renamed


def test_the_class_list_settles_the_case_of_ids(course, folder):
    lay(folder, {"S1001.ipynb": DONE, "s1001/a.ipynb": DONE})
    (folder.parent / "l.csv").write_text("id,name\ns1001,Ann Lee\n", encoding="utf-8")
    known = ClassList.read(folder.parent / "l.csv")
    assert intake.take_in(folder, course, NAME, known) == TakenIn(("s1001",))


def test_names_become_ids_that_every_disk_can_hold(course, folder):
    lay(folder, {"Zoë O'Hara.ipynb": DONE, "王芳/a.ipynb": DONE, "con.ipynb": DONE,
                 "Lee, Ann.ipynb": DONE})  # fmt: skip
    taken = intake.take_in(folder, course, NAME)
    assert taken.students == ("Lee-Ann", "Zoe-O-Hara", "id-con", "name-8ac9540b")
    assert taken_in(course, NAME)["Zoe-O-Hara"].last == "O'Hara"
    (folder.parent / "l.csv").write_text("id;name\n7;Ann Lee\n8;Zoë O’Hara\n", encoding="utf-8")
    taken = intake.take_in(folder, course, NAME, ClassList.read(folder.parent / "l.csv"))
    assert set(taken.students) == {"7", "8", "id-con", "name-8ac9540b"}


def test_a_students_number_among_other_words_is_found_in_the_class_list(course, folder):
    lay(folder, {"s1001_week 5.ipynb": DONE})
    (folder.parent / "l.csv").write_text("id\ns1001\ns1002\n", encoding="utf-8")
    known = ClassList.read(folder.parent / "l.csv")
    assert intake.take_in(folder, course, NAME, known).students == ("s1001",)


@pytest.mark.parametrize("number", ["05_2026", "05_12", "2026_123456"])
def test_names_that_only_look_like_canvas_are_each_a_students(number, course, folder):
    lay(folder, {f"hw_{number}_{student}.ipynb": DONE for student in ("ann", "bo")})
    taken = intake.take_in(folder, course, NAME)
    assert taken == TakenIn((f"hw_{number}_ann", f"hw_{number}_bo"))
    for path in folder.iterdir():
        path.unlink()
    zipped(folder / f"week_{number[:4]}_2026_all.zip", {"cy.ipynb": DONE, "di.ipynb": DONE})
    assert intake.take_in(folder, course, NAME).students == ("cy", "di")


def test_hidden_names_are_nobodys_until_moodles_worksheet_tells(course, tmp_path):
    people = pupils(2)
    source = zipped(tmp_path / "w.zip", {
        f"Participant_{one.moodle}_assignsubmission_file/{FILE}": DONE for one in people
    })  # fmt: skip
    assert intake.take_in(source, course, NAME).students == ("moodle-884212", "moodle-884213")
    known = ClassList.of_course(course, class_list(tmp_path / "l.csv", "moodle", people))
    assert (
        "884212 is not in the class list" in looks(intake.take_in(source, course, NAME, known))[0]
    )
    known = ClassList.of_course(course, class_list(tmp_path / "s.csv", "worksheet", people))
    assert intake.take_in(source, course, NAME, known).students == ("s1001", "s1002")


def test_the_folder_around_a_class_in_a_zip_is_no_student(course, tmp_path):
    class_ = {f"Week 5/{name}/{FILE}": DONE for name in ("ann", "bo")}
    for members in (class_, {f"all/{name}": data for name, data in class_.items()}):
        source = zipped(tmp_path / "c.zip", members)
        assert intake.take_in(source, course, NAME).students == ("ann", "bo")
    source = zipped(tmp_path / "d.zip", {"Week 5/cy.ipynb": DONE, "Week 5/di.ipynb": DONE})
    assert intake.take_in(source, course, NAME).students == ("cy", "di")


# --- again --------------------------------------------------------------------------------------


def test_a_second_hand_in_replaces_the_first_only_if_it_differs_and_the_first_is_kept(
    course, folder
):
    lay(folder, {"ann.ipynb": DONE, "bo.ipynb": DONE})
    intake.take_in(folder, course, NAME)
    before = {one: submitted_file(course, NAME, one).stat().st_mtime_ns for one in ("ann", "bo")}
    os.utime(folder / "ann.ipynb", (2e9, 2e9))
    assert intake.take_in(folder, course, NAME) == TakenIn(("ann", "bo"))
    assert submitted_file(course, NAME, "ann").stat().st_mtime_ns == before["ann"]

    (folder / "ann.ipynb").unlink()
    same_size = DONE.replace(b"mine", b"more")
    (folder / "bo.ipynb").write_bytes(same_size)
    os.utime(folder / "bo.ipynb", ns=(before["bo"], before["bo"]))
    taken = intake.take_in(folder, course, NAME)
    assert submitted(course) == {"ann": DONE, "bo": same_size}  # who does not hand in again stays
    assert submitted_file(course, NAME, "bo").stat().st_mtime_ns != before["bo"]
    assert kept(course, "bo") == [DONE]
    (line,) = taken.lines
    assert line.startswith("bo: a new hand-in; the one before is in handed_in_before/bo/")
    assert set(taken_in(course, NAME)) == {"ann", "bo"}


def test_a_run_that_breaks_off_leaves_whole_files_and_nothing_else(course, folder, monkeypatch):
    lay(folder, {f"{student}.ipynb": DONE for student in "abc"})
    intake.take_in(folder, course, NAME)
    lay(folder, {f"{student}.ipynb": notebook("newer") for student in "abc"})
    copy, calls = entries.Source.copy, []

    def breaks_off(self, entry, target, most=entries.LARGEST):
        if calls.append(entry) or len(calls) == 2:
            target.write_bytes(b"half")
            raise KeyboardInterrupt
        copy(self, entry, target, most)

    monkeypatch.setattr(entries.Source, "copy", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        intake.take_in(folder, course, NAME)
    assert submitted(course) == {"a": notebook("newer"), "b": DONE, "c": DONE}
    assert kept(course, "a") == [DONE]
    assert sorted(os.listdir(course)) == ["handed_in_before", "marked", "release", "submitted"]


def test_what_a_killed_run_left_is_deleted(course, folder):
    lay(folder, {"a.ipynb": DONE})
    for name in (".taking-in-99999999-x", f".taking-in-{os.getppid()}-x"):
        (course / name).mkdir()
    intake.take_in(folder, course, NAME)
    assert [path.name for path in course.iterdir() if path.name.startswith(".")] == [
        f".taking-in-{os.getppid()}-x"  # of a run that goes on
    ]


# --- odd and hostile ------------------------------------------------------------------------------


def test_one_odd_thing_stops_nobody(course, folder):
    lay(folder, {f"ann/{FILE}": DONE, "bo/essay.docx": b"PK", "essay.docx": b"PK", "README": b"",
                 "=cmd.ipynb": DONE, "fay.ipynb/sub/note.txt": b"", f"gus.ipynb/{FILE}": DONE,
                 "hal.zip": b"PK\3\4 no zip"})  # fmt: skip
    (folder / "hw.ipynb").mkdir()
    (folder / "cy").mkdir()
    (folder / "eve.ipynb").symlink_to(folder / "ann" / FILE)
    os.mkfifo(folder / "pipe.ipynb")
    taken = intake.take_in(folder, course, NAME)
    assert taken.students == ("ann", "gus")
    assert taken.refusals.pop("hal.zip").startswith("a damaged zip: download it again")
    assert taken.refusals == {
        "=cmd.ipynb": "name it by the student's id: letters, digits and . _ - @",
        "README": "a nameless file was handed in, not a notebook",
        "bo": "no notebook was handed in but .docx",
        "cy": "an empty folder",
        "essay.docx": "a .docx file was handed in, not a notebook",
        "eve.ipynb": "it is a link to another file",
        "fay.ipynb": "no notebook was handed in but .txt",
        "hw.ipynb": "an empty folder",
        "pipe.ipynb": "it is a link to another file",
    }


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("no such folder", "is FROM= spelt right?"),
        ("no such.zip", "is FROM= spelt right?"),
        ("damaged.zip", "damaged.zip: a damaged zip: download it again"),
        ("empty.zip", "holds nothing that was handed in"),
        ("empty", "holds nothing that was handed in"),
        ("flood.zip", "flood.zip: there are more than 50 files"),
        ("flood", "has more than 50 files"),
    ],
)
def test_a_source_that_cannot_be_read_is_one_clear_line(
    source, words, course, tmp_path, monkeypatch
):
    monkeypatch.setattr(entries, "MOST_FILES", 50)
    (tmp_path / "damaged.zip").write_bytes(b"PK\3\4 no zip")
    zipped(tmp_path / "empty.zip", {})
    zipped(tmp_path / "flood.zip", {f"{n}.ipynb": DONE for n in range(51)})
    (tmp_path / "empty").mkdir()
    lay(tmp_path / "flood", {f"{n}.ipynb": DONE for n in range(51)})
    with pytest.raises(CourseError) as error:
        intake.take_in(tmp_path / source, course, NAME)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert sorted(os.listdir(course)) == ["release"]


def test_no_name_in_a_zip_leads_out_of_the_course(course, tmp_path):
    names = (f"../../ann/{FILE}", "/etc/bo.ipynb", "..\\..\\cy.ipynb", "C:\\di.ipynb",
             "../../../eve_1_assignsubmission_file_/../../x.ipynb", "\x00f\x1b.ipynb")  # fmt: skip
    source = zipped(tmp_path / "c.zip", dict.fromkeys(names, DONE))
    intake.take_in(source, course, NAME)
    before = {"c.zip", "course"}
    assert {path.name for path in tmp_path.iterdir()} == before
    assert {"ann", "moodle-1"} <= set(submitted(course))
    assert all(entries_ == DONE for entries_ in submitted(course).values())


def test_links_bombs_and_damage_in_a_zip_are_named_and_the_rest_is_taken(
    course, tmp_path, monkeypatch
):
    monkeypatch.setattr(entries, "LARGEST", 4096)
    monkeypatch.setattr(entries, "NOTEBOOKS", entries.Limits(4096, what="notebook"))
    source = tmp_path / "c.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.ipynb", bytes(4097))
        archive.writestr("ann.ipynb", DONE)
        archive.writestr("liar.ipynb", bytes(8192))
        archive.writestr("spoilt.ipynb", DONE + b"SPOILT" * 50, zipfile.ZIP_STORED)
    data = source.read_bytes().replace(b"SPOILT" * 2, b"spoilt" * 2)
    at = data.rfind(b"liar.ipynb") - 46 + 24  # the size that the list says
    source.write_bytes(data[:at] + (10).to_bytes(4, "little") + data[at + 4 :])
    taken = intake.take_in(source, course, NAME)
    assert taken.students == ("ann",)
    assert "a link to another file" in taken.refusals["link.ipynb"]
    assert "no notebook has over" in taken.refusals["bomb.ipynb"]
    assert taken.refusals["spoilt.ipynb"].startswith("damaged: hand it in again")
    assert "liar.ipynb" in taken.refusals
    assert not (course / "submitted" / "liar").exists()


def test_a_zip_that_a_student_handed_in_is_opened(course, tmp_path):
    inner = zipped(tmp_path / "i.zip", {f"my work/{FILE}": DONE, "__MACOSX/._x.ipynb": OTHER})
    deep = inner
    for number in range(3):
        deep = zipped(tmp_path / f"{number}.zip", {"a.zip": deep.read_bytes()})
    ann, bo, cy = pupils(3)
    source = platforms.moodle(tmp_path / "c.zip", {
        ann: {"work.zip": inner.read_bytes()}, bo: {"deep.ZIP": deep.read_bytes()},
        cy: {"broken.zip": inner.read_bytes()[:60]},
    })  # fmt: skip
    taken = intake.take_in(source, course, NAME)
    assert submitted(course) == {"moodle-884212": DONE}
    why = list(taken.refusals.values())
    assert "zips in zips" in why[0]
    assert "a damaged zip" in why[1]
    folder = lay(tmp_path / "in", {"s1.zip": inner.read_bytes(), "s2.ipynb": OTHER})
    assert intake.take_in(folder, course / "2", NAME).students == ("s1", "s2")
    folder = lay(tmp_path / "in 1", {"s1.zip": inner.read_bytes()})
    assert intake.take_in(folder, course / "3", NAME).students == ("s1",)


def test_umlauts_that_a_zip_does_not_mark_as_unicode_are_read(course, tmp_path):
    source = platforms.moodle(tmp_path / "c.zip", {pupils(2)[1]: {FILE: DONE}})
    data = bytearray(source.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.find(mark) + offset] &= ~0x08  # the flag for UTF-8
    source.write_bytes(data)
    known = ClassList.read(class_list(tmp_path / "l.csv", "moodle", pupils(3)))
    assert intake.take_in(source, course, NAME, known).students == ("s1002",)


def test_a_student_with_very_many_notebooks_is_looked_into_as_far_as_sense_goes(course, tmp_path):
    files = {f"n{number}.ipynb": notebook(str(number)) for number in range(60)}
    source = platforms.moodle(tmp_path / "c.zip", {pupils(1)[0]: files})
    taken = intake.take_in(source, course, NAME)
    assert len(kept(course, "moodle-884212")) == 19
    assert any("40 more stay where they came from" in line for line in looks(taken))


def test_no_bytes_do_anything_but_be_taken_in_or_refused(course, tmp_path):
    noise = random.Random(5)
    whole = platforms.moodle(tmp_path / "w.zip", {one: {FILE: DONE} for one in pupils(3)})
    data = whole.read_bytes()
    for _ in range(200):
        spoilt = bytearray(data)
        for _ in range(noise.randint(1, 12)):
            spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
        whole.write_bytes(spoilt)
        try:
            intake.take_in(whole, course, NAME)
        except CourseError as error:
            assert "\n" not in str(error)  # noqa: PT017 (either may happen)
    assert set(os.listdir(tmp_path)) == {"course", "w.zip"}


def test_a_damaged_record_of_what_was_taken_in_is_one_clear_line(course, folder):
    lay(folder, {"a.ipynb": DONE})
    intake.take_in(folder, course, NAME)
    intake.mapping_file(course, NAME).write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match="is damaged: rename it"):
        intake.take_in(folder, course, NAME)


def test_something_in_the_way_of_a_submission_is_named(course, folder):
    lay(folder, {"ann.ipynb": DONE, "bo.ipynb": DONE})
    submitted_file(course, NAME, "ann").mkdir(parents=True)
    (course / "submitted" / ".DS_Store").write_bytes(b"")
    taken = intake.take_in(folder, course, NAME)
    assert taken.students == ("bo",)
    assert taken.refusals["ann.ipynb"].startswith("it cannot be copied")
