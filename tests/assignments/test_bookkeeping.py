"""Marks given by hand count for the text they were given for, in whatever order things happen."""

import json
import shutil

import pytest
from assignments.engine.bookkeeping import (
    all_marks,
    flag,
    marks_of,
    pending,
    remember,
    settle,
    withdraw,
)
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from gradebooks import TINY, autograde, give, tiny
from nbformat.v4 import new_markdown_cell

FIRST = {"explain": "Adding is a lever.", "defend": "It is right by test."}
CODE = {"add": "def add(one, other):\n    return one + other", "scale": "scale = 2"}


@pytest.fixture(scope="module")
def template(new_course) -> Course:
    return tiny(new_course())


@pytest.fixture
def course(template, tmp_path) -> Course:
    """The tiny assignment, in which Ann's answers have 3 of 4 and 2 of 2 marks."""
    shutil.copytree(template.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    autograde(course, TINY, "ann", CODE | FIRST)
    give(course, TINY, "ann", "explain", 3.0, "Name the plug too.")
    give(course, TINY, "ann", "defend", 2.0)
    return course


def again(course: Course, answers: dict[str, str], look: tuple[str, ...] = (), **more) -> list[str]:
    """Ann hands in a new version, and it is marked."""
    remember(course, TINY, "ann")
    autograde(course, TINY, "ann", answers, **more)
    return settle(course, TINY, "ann", look)


def mark(course: Course, cell: str) -> tuple[float | None, bool]:
    """Ann's mark by hand in a cell, and whether it waits for a person."""
    (found,) = [one for one in marks_of(course, TINY, "ann").cells if one.cell == cell]
    return found.by_hand, found.waits


def comment(course: Course, cell: str) -> str | None:
    with course.gradebook() as gradebook:
        return gradebook.find_comment(cell, TINY, TINY, "ann").comment


def earlier(course: Course) -> list[dict]:
    path = course.root / "marked" / TINY / "earlier" / "ann.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def test_marks_are_added_up_as_they_are_exported(course):
    marks = marks_of(course, TINY, "ann")
    assert (marks.automatic, marks.out_of) == (4, 4)
    assert (marks.by_hand, marks.total, marks.most, marks.waiting) == (5, 9, 10, 0)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(TINY, "ann").score == 9


def test_a_mark_over_that_of_a_test_and_marks_on_top_count(course):
    give(course, TINY, "ann", "test-add", 0.5)
    with course.gradebook() as gradebook:
        gradebook.find_grade("defend", TINY, TINY, "ann").extra_credit = 1.0
        gradebook.db.commit()
        assert gradebook.find_submission(TINY, "ann").score == 8.5
    marks = marks_of(course, TINY, "ann")
    assert (marks.automatic, marks.by_hand, marks.total) == (4, 4.5, 8.5)


def test_an_unchanged_answer_keeps_its_mark_and_comment(course):
    assert again(course, CODE | FIRST) == []
    assert mark(course, "explain") == (3, False)
    assert comment(course, "explain") == "Name the plug too."
    assert earlier(course) == []


def test_a_changed_answer_waits_and_its_old_mark_is_kept_aside(course):
    said = again(course, CODE | FIRST | {"explain": "Adding is a plug."})
    assert said == ["explain had 3 of 4 for an earlier answer"]
    assert mark(course, "explain") == (None, True)
    assert mark(course, "defend") == (2, False)
    assert comment(course, "explain") is None
    (kept,) = earlier(course)
    assert (kept["cell"], kept["mark"], kept["out_of"]) == ("explain", 3, 4)
    assert (kept["text"], kept["comment"]) == (FIRST["explain"], "Name the plug too.")
    assert marks_of(course, TINY, "ann").total == 6


def test_an_answer_that_is_blank_now_earns_nothing_and_waits_for_nobody(course):
    said = again(course, CODE | {"defend": FIRST["defend"]})
    assert said == ["explain had 3 of 4 for an earlier answer"]
    assert mark(course, "explain") == (None, False)
    assert marks_of(course, TINY, "ann").total == 6


def test_an_answer_that_comes_back_gets_its_mark_back(course):
    again(course, CODE | FIRST | {"explain": "Adding is a plug."})
    give(course, TINY, "ann", "explain", 1.0)
    said = again(course, CODE | FIRST)
    assert said == [
        "explain had 1 of 4 for an earlier answer",
        "explain is an answer that was marked before: 3 of 4 counts again",
    ]
    assert mark(course, "explain") == (3, False)
    assert comment(course, "explain") == "Name the plug too."


def test_a_blank_answer_gets_no_mark_of_another_time(course):
    """A marker gave a blank 1 for what stood in another cell, which is gone and not back."""
    blank = CODE | {"defend": FIRST["defend"]}
    again(course, blank, ("explain",), more={10: new_markdown_cell("It adds.", id="own")})
    give(course, TINY, "ann", "explain", 1.0)
    again(course, CODE | FIRST)
    again(course, blank, more={10: new_markdown_cell("It adds.", id="own")})
    assert mark(course, "explain") == (None, False)


def test_what_cannot_be_marked_loses_its_marks_until_it_can(course):
    assert withdraw(course, TINY, "ann") == [
        "defend had 2 of 2 while it could be marked",
        "explain had 3 of 4 while it could be marked",
    ]
    marks = marks_of(course, TINY, "ann")
    assert (marks.total, marks.marked, marks.waiting) == (0, False, 0)
    assert again(course, CODE | FIRST) == [
        "defend is an answer that was marked before: 2 of 2 counts again",
        "explain is an answer that was marked before: 3 of 4 counts again",
    ]
    assert marks_of(course, TINY, "ann").total == 9


def test_a_run_broken_off_after_marking_forgets_nothing(course):
    """The marked copy is new already while the gradebook still has the old mark."""
    new = CODE | FIRST | {"explain": "Adding is a plug."}
    remember(course, TINY, "ann")
    autograde(course, TINY, "ann", new)
    assert again(course, new) == ["explain had 3 of 4 for an earlier answer"]
    assert mark(course, "explain") == (None, True)
    assert mark(course, "defend") == (2, False)


def test_a_mark_given_after_a_run_broke_off_counts(course):
    new = CODE | FIRST | {"explain": "Adding is a plug."}
    remember(course, TINY, "ann")
    autograde(course, TINY, "ann", new)
    give(course, TINY, "ann", "explain", 2.0)
    assert again(course, new) == []
    assert mark(course, "explain") == (2, False)


def test_an_answer_in_another_cell_is_looked_at_and_never_0_in_silence(course):
    below = new_markdown_cell("My answer: it adds.", id="own")
    said = again(course, CODE | {"defend": FIRST["defend"]}, ("explain",), more={10: below})
    assert said == ["explain had 3 of 4 for an earlier answer"]
    assert mark(course, "explain") == (None, True)
    assert comment(course, "explain") is None  # and not "No response."
    give(course, TINY, "ann", "explain", 4.0)
    answers = CODE | {"defend": FIRST["defend"]}
    assert again(course, answers, ("explain",), more={10: below}) == []
    assert mark(course, "explain") == (4, False)
    other = new_markdown_cell("My answer: another.", id="own")
    said = again(course, answers, ("explain",), more={10: other})
    assert said == ["explain had 4 of 4 for an earlier answer"]
    assert mark(course, "explain") == (None, True)


def test_a_note_beside_a_full_answer_costs_no_mark(course):
    note = new_markdown_cell("A note to myself.", id="own")
    assert again(course, CODE | FIRST, more={3: note}) == []
    assert mark(course, "explain") == (3, False)


def test_a_test_marked_by_hand_is_marked_anew_with_other_code(course):
    give(course, TINY, "ann", "test-add", 1.0)
    assert again(course, CODE | FIRST) == []
    assert mark(course, "test-add") == (1, False)
    said = again(course, CODE | FIRST | {"add": "add = max"}, failing={"test-add": "wrong"})
    assert said == ["test-add had 1 of 2 for an earlier answer"]
    assert mark(course, "test-add") == (None, False)
    assert marks_of(course, TINY, "ann").automatic == 2


def test_only_marked_submissions_have_answers_that_wait(course):
    autograde(course, TINY, "bob", CODE | FIRST)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("cy")
        gradebook.update_or_create_submission(TINY, "cy")
        assert pending(gradebook, TINY) == {"bob": 2}
        assert sorted(all_marks(gradebook, TINY)) == ["ann", "bob", "cy"]


def test_a_flagged_answer_waits_and_others_do_not(course):
    flag(course, TINY, "ann", ["explain", "test-add", "no-such-cell"])
    assert mark(course, "explain") == (3, True)
    assert mark(course, "test-add") == (None, False)
    assert marks_of(course, TINY, "ann").waiting == 1


def test_who_handed_in_nothing_has_no_marks(course):
    assert marks_of(course, TINY, "zoe").cells == ()
    assert settle(course, TINY, "zoe") == withdraw(course, TINY, "zoe") == []


def test_a_damaged_file_of_earlier_marks_is_named(course):
    path = course.root / "marked" / TINY / "earlier" / "ann.json"
    path.parent.mkdir(parents=True)
    path.write_text("[{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"ann\.json holds marks and cannot be read"):
        settle(course, TINY, "ann")
