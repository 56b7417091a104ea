"""The report of a marking: its numbers by hand, what is alike, and what does not agree."""

import csv
import re
import shutil
from dataclasses import replace

import pytest
from accessibility import examine
from assignments.engine.bookkeeping import CellMark, Marks
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.marks import Canvas, Moodle
from assignments.engine.outcome import IN_PART, MARKED, NOT_MARKED, Outcome
from assignments.engine.report import compare, reading, write
from assignments.engine.report.difficulty import Message, items, messages
from assignments.engine.report.distribution import Column, columns, sentence
from assignments.engine.report.likeness import alike, prints, tokens, words
from assignments.engine.report.reading import Student, Task
from assignments.engine.report.twins import twins
from gradebooks import TINY, autograde, give, tiny
from leverplug import Venture
from leverplug.record import code as record_code
from leverplug.record import dumps as record_json

EVIL = "<script>alert(1)</script>"
WRONG = "add(1, 2) is 4, and should be 3"
FAILING = {
    "ann": {},
    "bob": {"test-add": WRONG},
    "cy": {"test-add": WRONG.replace("4", "5"), "test-scale": EVIL, "test-scale-more": EVIL},
    "dee": {"test-scale-more": "scale is 3"},
}
AUTOMATIC = {"ann": 4, "bob": 2, "cy": 0, "dee": 3}  # of 2 + 1 + 1
TOTAL = {"ann": 9, "bob": 5, "cy": 0, "dee": 3}  # with 3 + 2 of 4 + 2 by hand, and 2 + 1
OUTCOMES = [
    *(Outcome(student, MARKED, "", marks, 4) for student, marks in AUTOMATIC.items()),
    Outcome("eve", NOT_MARKED, f"it is not a notebook that opens {EVIL}"),
]


@pytest.fixture(scope="module")
def class_(new_course) -> Course:
    """Ann and Bob are marked by hand as well, Cy left both answers blank, Dee's wait."""
    course = tiny(new_course())
    for student, failing in FAILING.items():
        written = {"explain": f"It adds, says {student}.", "defend": f"{student} tried it."}
        autograde(course, TINY, student, written if student != "cy" else {}, failing)
    for student, explain, defend in (("ann", 3, 2), ("bob", 2, 1)):
        give(course, TINY, student, "explain", explain)
        give(course, TINY, student, "defend", defend)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("eve")
        gradebook.update_or_create_submission(TINY, "eve")
    return course


@pytest.fixture
def course(class_, tmp_path) -> Course:
    """The class once more, to be spoilt."""
    shutil.copytree(class_.root, tmp_path / "course")
    return Course(tmp_path / "course")


def known_and_students(course, outcomes=OUTCOMES):
    known = reading.given(course, TINY)
    return known, list(reading.students(course, TINY, outcomes, known))


# --- what the report, the gradebook and the files say


def exported(course: Course) -> dict[str, dict[str, str]]:
    for kind in (Moodle, Canvas):
        with course.gradebook() as gradebook:
            plugin = kind()
            plugin.to, plugin.assignment = str(course.root / kind.file), [TINY]
            plugin.export(gradebook)
    with course.gradebook() as gradebook:
        return {
            kind.file: kind().read_back(gradebook, course.root / kind.file, TINY)
            for kind in (Moodle, Canvas)
        }


def change(course: Course, student: str, cell: str, **fields) -> None:
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(cell, TINY, TINY, student)
        for field, value in fields.items():
            setattr(grade, field, value)
        gradebook.db.commit()


def test_files_are_read_back_as_they_were_written(class_):
    files = exported(class_)
    expected = {student: f"{marks}" for student, marks in TOTAL.items()} | {"eve": ""}
    assert files == {"marks_moodle.csv": expected, "marks_canvas.csv": expected}


def test_nothing_differs_where_all_say_the_same(class_):
    assert compare(class_, TINY, OUTCOMES, exported(class_)) == []


def test_marks_changed_in_the_gradebook_are_seen(course):
    change(course, "cy", "test-add", auto_score=2.0)
    assert compare(course, TINY, OUTCOMES, exported(course)) == [
        "cy: the report says 0 automatic marks, the gradebook 2",
        "cy: test-add has 2 in the gradebook and 0 in the marked copy",
        "cy: the report says 0, marks_moodle.csv 2",
        "cy: the report says 0, marks_canvas.csv 2",
    ]


def test_marks_changed_in_a_file_are_seen(class_):
    files = exported(class_)
    files["marks_moodle.csv"] |= {"ann": "20", "bob": "", "eve": "7", "mallory": "10", "dee": "x"}
    del files["marks_moodle.csv"]["cy"]
    assert compare(class_, TINY, OUTCOMES, files) == [
        "ann: the report says 9, marks_moodle.csv 20",
        "bob: the report says 5, and in marks_moodle.csv the field is empty",
        "cy: the report says 0, and marks_moodle.csv has no such student",
        "dee: the report says 3, marks_moodle.csv x",
        "eve: the report says NOT MARKED, marks_moodle.csv 7",
        "mallory: nothing was handed in, and marks_moodle.csv says 10",
    ]


def test_a_marked_copy_that_is_gone_or_lacks_a_test_is_seen(course):
    path = course.root / "autograded"
    (path / "ann" / TINY / f"{TINY}.ipynb").unlink()
    bobs = path / "bob" / TINY / f"{TINY}.ipynb"
    text = bobs.read_text(encoding="utf-8")
    bobs.write_text(text.replace('"grade_id": "test-scale"', '"grade_id": "x"'), encoding="utf-8")
    assert compare(course, TINY, OUTCOMES, {}) == [
        "ann: its marked copy is gone or cannot be read: mark it again",
        "bob: its marked copy lacks test-scale",
    ]


def test_who_is_not_in_the_gradebook_is_seen(class_):
    zoe = Outcome("zoe", MARKED, "", 4, 4)
    assert compare(class_, TINY, [zoe], {}) == ["zoe: marked, and not in the gradebook"]


@pytest.mark.parametrize(
    ("row", "words"),
    [(["ann", "x"], "has a row of nobody's, 'ann'"), (None, "has no column of tiny")],
)
def test_a_file_that_is_not_as_it_was_written_is_not_believed(row, words, class_, tmp_path):
    path = tmp_path / "marks.csv"
    exported(class_)
    text = (class_.root / Moodle.file).read_text(encoding="utf-8")
    head = next(csv.reader(text.splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, row] if row else [["Student", "other"]])
    with class_.gradebook() as gradebook, pytest.raises(CourseError, match=words):
        Moodle().read_back(gradebook, path, TINY)


# --- numbers


def test_columns_hold_every_student_once():
    assert columns([0, 1, 1.5, 4, 4], 4) == [
        Column(0, 1, 1), Column(1, 2, 2), Column(2, 3, 0), Column(3, 4, 0), Column(4, 5, 2),
    ]  # fmt: skip
    wide = columns([0, 99, 100, 104], 104)  # 105 marks in 21 columns of 5
    assert (len(wide), wide[0], wide[19], wide[20]) == (
        21, Column(0, 5, 1), Column(95, 100, 1), Column(100, 105, 2),
    )  # fmt: skip


def test_what_columns_show_is_said_in_words():
    assert sentence([0, 2, 3, 4], 4) == (
        "4 students, from 0 to 4 of 4; half have 2.5 or less, the middle half 1.5 to 3.25; "
        "1 with all marks, 1 with 0."
    )
    assert sentence([3], 4).startswith("1 student, from 3 to 3 of 4; half have 3 or less;")


def test_how_hard_a_task_was_is_what_its_students_earned(class_):
    known, students = known_and_students(class_)
    assert [task.heading for task in known.tasks] == [
        "Task 1: Add", "Task 2: Scale", "Task 3: Explain",
    ]  # fmt: skip
    add, scale, explain = items(known.tasks, students[:4])
    assert add[1:] == ("tests", 2, 4, 0.5, 0.5, 2, None)  # 2 0 0 2
    assert scale[1:] == ("tests", 2, 4, 0.625, 0.5, 1, None)  # 2 2 0 1
    # 5, 3 and 0 of 6, for Cy's are blank; Dee's wait.
    assert explain[1:3] == ("answers", 6)
    assert explain[3:] == (3, pytest.approx(8 / 18), 0, 1, None)


def test_the_fit_of_a_task_is_its_correlation_with_the_others():
    """Of 20 students 8 have both, 8 neither, 2 and 2 one: phi is (64 - 4) / 100."""
    both = [(1, 1)] * 8 + [(0, 0)] * 8 + [(1, 0)] * 2 + [(0, 1)] * 2
    students = [
        Student(Outcome(f"s{n}", MARKED), Marks((
            CellMark("a", False, 1, a, None, None, False),
            CellMark("b", False, 1, b, None, None, False),
        )))
        for n, (a, b) in enumerate(both)
    ]  # fmt: skip
    tasks = [Task("Task 1", ("a",), ()), Task("Task 2", ("b",), ())]
    assert [item.fit for item in items(tasks, students)] == pytest.approx([0.6, 0.6])
    assert [item.fit for item in items(tasks, students[:19])] == [None, None]
    assert [item.fit for item in items(tasks, students[:1] * 20)] == [None, None]


def test_messages_that_differ_in_figures_are_counted_together(class_):
    known, students = known_and_students(class_)
    assert messages(known.tasks[0], students) == [Message("test-add", WRONG, 2)]
    assert messages(known.tasks[1], students) == [
        Message("test-scale", EVIL, 1),
        Message("test-scale-more", EVIL, 1),
        Message("test-scale-more", "scale is 3", 1),
    ]


# --- what is alike


def test_comments_spaces_and_kinds_of_quotes_do_not_tell_code_apart():
    assert (
        tokens('x = f("a")  # mine\n\n') == tokens("x=f('a')") == ["x", "=", "f", "(", "'a'", ")"]
    )
    assert tokens("if x:\n    y") == ["if", "x", ":", "y"]
    assert tokens("x = (1") == ["x", "=", "(", "1"]  # does not compile
    assert words("It's 5 %, “so”!") == ["it", "s", "5", "so"]


def test_likeness_is_the_share_of_the_shorter_text():
    one, other = prints("abcdefgh", 3), prints("abcdeXYZUVW", 3)
    assert (len(one), len(other)) == (6, 9)
    texts = {"one": one, "other": other}  # abc bcd cde: 3 of 6
    assert alike(texts, 3, 0.5, 5) == [("one", "other", 0.5)]
    assert alike(texts, 3, 0.51, 5) == alike(texts, 7, 0.5, 5) == []


def test_what_many_have_says_nothing():
    many = {f"s{n}": prints("abcdefgh", 3) for n in range(6)}
    assert alike(many, 3, 0.5, 5) == []
    assert len(alike(many, 3, 0.5, 6)) == 15


LONG = """def add(one, other):
    total = one
    for step in range(abs(other)):
        total = total + 1 if other > 0 else total - 1
    if total == one + other:
        print('fine', total, one, other)
    return total
"""


def handed(course: Course, code: dict[str, str], text: dict[str, str] | None = None):
    """What is alike among students with code and answers of their own."""
    for student in code | (text or {}):
        cells = {"add": code.get(student, ""), "explain": (text or {}).get(student, "")}
        autograde(course, TINY, student, cells)
    ids = code | (text or {})
    outcomes = [Outcome(student, MARKED, "", 4, 4) for student in ids]
    return twins(*known_and_students(course, outcomes))


def test_the_same_code_with_other_comments_is_alike(course):
    other = LONG.replace("'", '"').replace("one\n", "one  # the first\n\n")
    found = handed(course, {"ann": LONG, "bob": other, "cy": "def add(one, other):\n    pass"})
    assert found == [(("ann", "bob"), "the same code in add", 1.0)]


def test_code_with_one_line_changed_is_nearly_the_same(course):
    near = LONG.replace("print('fine', total, one, other)", "pass")
    ((who, what, share),) = handed(course, {"ann": LONG, "bob": near})
    assert (who, what) == (("ann", "bob"), "code that is nearly the same")
    assert 0.7 <= share < 1


def test_short_code_and_the_solution_say_nothing(course):
    short = "def add(one, other):\n    return sum((one, other))"
    assert handed(course, {"ann": short, "bob": short}) == []
    solved = "def add(one, other):\n    return one + other"
    assert handed(course, {"ann": solved, "bob": solved}) == []


def test_the_solution_says_nothing_even_if_it_is_long(new_course):
    long = tiny(new_course(), f"### BEGIN SOLUTION\n{LONG}### END SOLUTION")
    assert handed(long, {"ann": LONG, "bob": LONG}) == []


def test_a_pasted_record_is_alike(course):
    record = f"RECORD = '{record_code(Venture(name='Kiwi'))}'"
    json = f'RECORD = """{record_json(Venture(name="Tui"))}"""'
    other = f"RECORD = '{record_code(Venture(name='Moa'))}'"
    code = {"ann": record, "bob": f"{record}  # mine", "cy": json, "dee": json, "eve": other}
    alike = "the same record or long text in the code"
    assert handed(course, code) == [(("ann", "bob"), alike, 1.0), (("cy", "dee"), alike, 1.0)]


def test_a_record_fits_one_case(class_):
    """Where each student has a case, the report says that the same record is odd."""
    known, students = known_and_students(class_, OUTCOMES[:2])
    students = [replace(student, literals=frozenset({1})) for student in students]
    ((who, what, _),) = twins(replace(known, cases=True), students)
    assert who == ("ann", "bob")
    assert what.endswith("although each has a case of their own")


ESSAY = (
    "Adding is a lever because every step is small and can be undone, whereas scaling moves all "
    "numbers at once and hides which of them was wrong in the first place, so I would add first."
)


def test_answers_that_share_most_words_are_alike(course):
    other = ESSAY.replace("Adding is a lever", "ADDING helps!").replace(",", "")
    mine = "I think " + " ".join(f"word{n}" for n in range(40))
    found = handed(course, {}, {"ann": ESSAY, "bob": other, "cy": mine, "dee": ESSAY})
    assert [group[:2] for group in found] == [
        (("ann", "dee"), "the same words in explain"),
        (("ann", "bob"), "much of the words in explain"),
    ]
    assert 0.8 < found[1].share < 1


def test_the_same_student_number_is_alike(class_):
    outcomes = [replace(outcome, number="s9") for outcome in OUTCOMES[:2]]
    (found,) = twins(*known_and_students(class_, outcomes))
    assert found == (("ann", "bob"), "the same student number in the notebook", 1.0)


# --- the page


@pytest.fixture(scope="module")
def report(class_):
    """The report with everything in it."""
    outcomes = [
        replace(OUTCOMES[0], repaired="2 cells had no id; 'test-add' was put back"),
        replace(OUTCOMES[1], status=IN_PART, note="ran too long", number="s9"),
        replace(OUTCOMES[2], repaired="3 cells had no id", number="s9"),
        *OUTCOMES[3:],
        Outcome(EVIL, NOT_MARKED, "its folder's name is no student's id"),
    ]
    page = class_.root / "feedback" / "bob" / TINY / f"{TINY}.html"
    page.parent.mkdir(parents=True)
    page.touch()
    return write(
        class_, TINY, outcomes,
        refusals={"Lee Ann_1_file_": "a .docx file was handed in"},
        differences=[f"ann: the report says 9, marks_moodle.csv {EVIL}"],
    )  # fmt: skip


def text_of(report) -> str:
    html = report.read_text(encoding="utf-8")
    body = html[html.index("<body>") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_report_begins_with_its_numbers(report):
    assert report.name == "tiny.html"
    numbers = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", report.read_text(encoding="utf-8"))
    assert dict(numbers) == {
        "handed in": "7", "marked": "4", "of these to look at": "1", "not marked": "3",
        "written answers wait for a person": "2",
    }  # fmt: skip


def test_nothing_of_a_student_is_html(report):
    html = report.read_text(encoding="utf-8")
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 4
    assert "default-src 'none'" in html
    assert "http:" not in html
    assert "https:" not in html


def test_names_of_files_are_not_shown(report):
    words = text_of(report)
    assert "a .docx file was handed in" in words
    assert "Lee" not in words


def test_repairs_are_counted_by_kind(report):
    words = text_of(report)
    assert "2 2 cells had no id ann, cy" in words
    assert "1 &#x27;test-add&#x27; was put back ann" in words


def test_what_needs_a_person_leads_to_its_page(report):
    html = report.read_text(encoding="utf-8")
    target = f"../feedback/bob/{TINY}/{TINY}.html"
    assert f'<a href="{target}">bob</a>' in html
    assert (report.parent / target).is_file()
    assert "make answers ASSIGNMENT=tiny" in html


def test_reasons_that_are_alike_stand_in_one_row(course):
    late = "it was not done after {} s"
    outcomes = [Outcome(f"s{n}", NOT_MARKED, late.format(900 + n)) for n in range(30)]
    words = text_of(write(course, TINY, [*OUTCOMES, *outcomes]))
    everyone = ", ".join(f"s{n}" for n in range(30))
    assert f" 30 not marked it was not done after 900 s {everyone} " in words


def test_every_student_has_a_row_with_all_marks(report):
    html = report.read_text(encoding="utf-8")
    table = html[html.index("<h2>Every student</h2>") :]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
    assert {row[0]: row[1:6] for row in rows if row and row[0] in AUTOMATIC} == {
        "ann": ["marked", "4", "5", "", "9"],
        "cy": ["marked", "0", "0", "", "0"],
        "dee": ["marked", "3", "", "2", "3 so far"],
    }
    assert [row[1:6] for row in rows if row and row[0].endswith("bob</a>")] == [
        ["look", "2", "3", "", "5"]
    ]


def test_a_class_of_which_nothing_is_marked_has_a_report(course):
    text = text_of(write(course, TINY, OUTCOMES[4:]))
    assert "Nobody has them yet" in text
    assert "No two are alike" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_read_the_report_on_a_phone_too(report, browser, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    # A page that lets nothing run lets axe-core in only where its policy is set aside.
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(report.as_uri())
    assert examine(page) == []
    context.close()
