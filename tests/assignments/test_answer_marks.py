"""Written answers behind their pages: who is like whom, what markers agree on, what is taken in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import numpy as np
import pytest
from assignments.engine.answers import compare, take_in
from assignments.engine.answers.agreement import agreement
from assignments.engine.answers.differences import compare_words
from assignments.engine.answers.likeness import likeness, order, sequences
from assignments.engine.answers.lock import alone
from assignments.engine.answers.markdown import to_html
from assignments.engine.answers.questions import written_questions
from assignments.engine.answers.session import Session
from assignments.engine.answers.store import Mark, Store, marker_name, read_marks
from assignments.engine.course import Course
from assignments.engine.errors import CourseError
from assignments.engine.source import names
from written import LONG, NAME, QUESTION, STUB, enter, hand_in, place_of, say


@pytest.fixture(scope="module")
def released(new_course: Callable[..., Course]) -> Course:
    course = new_course()
    course.generate(NAME)
    enter(course, ["anna", "bert", "cora"])
    return course


@pytest.fixture
def course(released: Course, tmp_path) -> Course:
    """A course in which three have answered, and nobody has marked."""
    shutil.copytree(released.root, tmp_path / "course")
    new = Course(tmp_path / "course")
    hand_in(new, {"anna": LONG, "bert": f"Another text altogether. {STUB}", "cora": STUB})
    return new


def grade(course: Course, student: str) -> tuple[float | None, bool, str | None]:
    with course.gradebook() as gradebook:
        found = gradebook.find_grade(QUESTION, NAME, NAME, student)
        comment = gradebook.find_comment(QUESTION, NAME, NAME, student)
        return found.manual_score, found.needs_manual_grade, comment.manual_comment


def by_hand(course: Course, student: str, score: float | None, comment: str | None = None) -> None:
    """What the formgrader does."""
    with course.gradebook() as gradebook:
        found = gradebook.find_grade(QUESTION, NAME, NAME, student)
        found.manual_score, found.needs_manual_grade = score, score is None
        gradebook.find_comment(QUESTION, NAME, NAME, student).manual_comment = comment
        gradebook.db.commit()


# Likeness


def test_likeness_is_the_share_of_three_word_sequences_that_both_have():
    # abc, bcd and abc, bce: one of three; by hand.
    found = likeness(["a b c d", "A, b: C e", "x y z"])
    assert found[0, 1] == pytest.approx(1 / 3)
    assert found[0, 2] == 0
    assert found.diagonal().tolist() == [1, 1, 1]


def test_what_the_question_says_is_no_likeness():
    assert likeness(["the same question here one", "the same question here two"])[0, 1] > 0.4
    asked = "The same question here?"
    assert likeness(["the same question here one", "the same question here two"], asked)[0, 1] == 0


def test_likeness_of_many_is_that_of_each_two():
    """More texts than those that are counted pair by pair, some sequences in all of them."""
    rng = np.random.default_rng(1)
    texts = [f"all of them begin so {' '.join(rng.choice(list('abcd'), 12))}" for _ in range(50)]
    found, sets = likeness(texts), [sequences(text) for text in texts]
    for i, one in enumerate(sets):
        expected = [len(one & two) / len(one | two) for two in sets]
        assert found[i] == pytest.approx(expected)


def test_near_copies_stand_side_by_side():
    texts = [LONG, "nothing of the sort", f"{LONG} indeed", "quite another answer", LONG.upper()]
    found = order(texts)
    assert found.places == [0, 4, 2, 1, 3]
    assert found.twins[0] == (4, 1.0)
    assert set(found.twins) == {0, 2, 4}
    assert order(["", "", "?"]).twins == {}


def test_differences_are_told_word_by_word():
    stretches = compare_words("The fair is a lever", "The fair was no lever")
    assert stretches == [
        ("same", "The fair"), ("first", "is a"), ("second", "was no"), ("same", "lever")
    ]  # fmt: skip


# Markdown


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a < b & *c*", "<p>a &lt; b &amp; <em>c</em></p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("[go](javascript:alert(1))", "<p>[go](javascript:alert(1))</p>\n"),
        ("[go](https://a.b/c)", "<p>go (<code>https://a.b/c</code>)</p>\n"),
        ("![fair](https://a.b/c.png)", "<p>[picture: fair]</p>\n"),
        ("# Title", "<p><strong>Title</strong></p>\n"),
        ('```x" onload="y\na < b\n```', "<pre><code>a &lt; b\n</code></pre>\n"),
    ],
)
def test_learners_markdown_runs_nothing_and_loses_no_word(markdown, html):
    assert to_html(markdown) == html


# The guide


def test_levels_are_the_rows_of_the_guide():
    found = {name: written_questions(name) for name in names()}
    assert sum(map(len, found.values())) == 15
    defend = found["06_lever_or_plug"][0]
    assert [(level.low, level.high) for level in defend.levels] == [
        (0, 0), (1, 1), (2, 2), (3, 4), (5, 5)
    ]  # fmt: skip
    assert defend.allowed(3) == (2, 5)
    assert [level.low for level in found["02_who_writes_with_whom"][0].levels] == [0, 0, 1, 2, 3]
    for name, questions in found.items():
        for question in questions:
            assert question.levels[4].high == question.points, name
            assert all(level.sample for level in question.levels[1:]), name


# Agreement


def test_weighted_kappa_is_cohens():
    # By hand: observed 1/4; expected 3.5/4 + 1.5/4 + 2 * 3.5/4 = 3.
    found = agreement([1, 2, 3, 4], [1, 2, 4, 4])
    assert (found.both, found.same) == (4, 0.75)
    assert found.kappa == pytest.approx(1 - 0.25 / 3)
    assert agreement([1, 4], [4, 1]).kappa == pytest.approx(1 - 9 / 4.5)
    assert agreement([2, 2], [3, 3]).kappa == pytest.approx(0)


@pytest.mark.parametrize(
    ("levels", "why"),
    [([], "fewer than two"), ([3], "fewer than two"), ([3, 3], "both gave level 3 to every")],
)
def test_where_kappa_says_nothing_it_is_said_why(levels, why):
    found = agreement(levels, levels)
    assert found.kappa is None
    assert why in found.why


# A marker's file


def mark(**more: object) -> Mark:
    return Mark(QUESTION, "v1", 3, 3.0, **more)  # type: ignore[arg-type]


def test_every_mark_is_in_the_file_at_once_and_whole(tmp_path):
    path = tmp_path / "ann.json"
    Store(path, NAME).save("a1", mark(comment="Say why ☃"))
    kept = read_marks(path)["a1"]
    assert (kept.level, kept.comment, kept.revision) == (3, "Say why ☃", 1)
    assert [p.name for p in tmp_path.iterdir()] == ["ann.json"]


def test_a_mark_that_gives_way_unseen_is_told_and_kept(tmp_path):
    store = Store(tmp_path / "ann.json", NAME)
    store.save("a1", mark(comment="first"), seen=0)
    _, lost = store.save("a1", mark(comment="second"), seen=0)
    assert lost is not None
    assert lost.comment == "first"
    assert store.save("a1", mark(comment="third"), seen=2)[1] is None
    content = json.loads((tmp_path / "ann.json").read_text(encoding="utf-8"))
    assert [old["comment"] for old in content["replaced"]] == ["first"]
    assert content["answers"]["a1"]["comment"] == "third"


def test_a_file_that_was_put_there_meanwhile_is_not_overwritten(tmp_path):
    store, other = Store(tmp_path / "ann.json", NAME), Store(tmp_path / "other.json", NAME)
    store.save("a1", mark())
    other.save("a2", mark(comment="from another computer"))
    (tmp_path / "other.json").replace(tmp_path / "ann.json")
    store.save("a3", mark())
    assert set(read_marks(tmp_path / "ann.json")) == {"a1", "a2", "a3"}


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 2}', '{"format": 1, "answers": {"a": {"level": 9}}}']
)
def test_a_damaged_file_is_said_and_left(tmp_path, text):
    path = tmp_path / "ann.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"ann\.json"):
        read_marks(path)
    assert path.read_text(encoding="utf-8") == text


def test_one_marker_marks_in_one_program(tmp_path):
    path = tmp_path / "ann.json"
    with alone(path, "busy"), pytest.raises(CourseError, match="busy"), alone(path, "busy"):
        pass
    with alone(path, "busy"):
        pass


def test_a_markers_name_is_a_files_name():
    assert marker_name(" Ann.B ") == "ann.b"
    for wrong in ("", "../x", "_settled", "a" * 41, "a/b"):
        with pytest.raises(CourseError, match="MARKER"):
            marker_name(wrong)


# Into the gradebook


def test_marks_and_comments_are_taken_in(course):
    session = Session(course, NAME, "ann")
    say(session, "anna", 3, marks=3.5, comment="Name the tie.")
    lines = take_in(course, NAME)
    assert grade(course, "anna") == (3.5, False, "Name the tie.")
    alias = session.piles[0].alias(place_of(session, "bert"))
    assert lines[0] == f"defend, {alias}: nobody has marked it"
    assert lines[-1] == f"{NAME}: 1 taken into the gradebook, 1 left; in 4 nothing was written"
    assert "anna" not in " ".join(lines)
    assert (
        f"{NAME}: 0 taken into the gradebook, 1 there already, 1 left" in take_in(course, NAME)[-1]
    )


def test_a_mark_for_an_earlier_text_is_taken_back(course):
    say(Session(course, NAME, "ann"), "anna", 3, comment="Well argued.")
    take_in(course, NAME)
    hand_in(course, {"anna": "Something else"})
    state = Session(course, NAME, "ann").question(0)["answers"]
    earlier = [a["mark"]["earlier"] for a in state if a["mark"]["earlier"]]
    assert earlier == [{"level": 3, "marks": 3.0, "comment": "Well argued."}]
    lines = take_in(course, NAME)
    assert any("another text was handed in" in line for line in lines)
    assert grade(course, "anna") == (None, True, None)


def test_a_mark_given_by_hand_is_kept_unless_it_is_to_be_replaced(course):
    say(Session(course, NAME, "ann"), "anna", 3)
    by_hand(course, "anna", 1.0, "from the formgrader")
    lines = take_in(course, NAME)
    assert any("holds 1 marks given by hand" in line for line in lines)
    assert grade(course, "anna") == (1.0, False, "from the formgrader")
    take_in(course, NAME, force=True)
    assert grade(course, "anna") == (3.0, False, None)
    by_hand(course, "anna", 2.0)  # changed after it was taken in
    take_in(course, NAME)
    assert grade(course, "anna")[0] == 2.0


def test_what_was_written_elsewhere_is_shown_and_can_be_marked(course):
    hand_in(course, {"cora": STUB}, below="My answer, one cell too low.")
    session = Session(course, NAME, "ann")
    text = session.texts(0, place_of(session, "cora"), place_of(session, "cora") + 1)["texts"][0]
    assert text["raw"] == ""
    assert [part["raw"] for part in text["more"]] == ["My answer, one cell too low."]
    say(session, "cora", 2)
    take_in(course, NAME)
    assert grade(course, "cora")[:2] == (2.0, False)


def test_a_flagged_answer_waits(course):
    session = Session(course, NAME, "ann")
    say(session, "anna", 3, flag=True)
    assert any("looked at again" in line for line in take_in(course, NAME))
    assert grade(course, "anna")[0] is None
    say(session, "anna", 3)
    take_in(course, NAME)
    assert grade(course, "anna")[0] == 3.0


def test_markers_one_level_apart_share_and_those_farther_apart_settle(course):
    ann, ben = Session(course, NAME, "ann"), Session(course, NAME, "ben")
    say(ann, "anna", 3, comment="Fine.")
    say(ben, "anna", 2, comment="A number is missing.")
    say(ann, "bert", 4)
    say(ben, "bert", 2)
    lines = take_in(course, NAME)
    assert grade(course, "anna") == (2.5, False, "Fine.\n\nA number is missing.")
    assert grade(course, "bert")[0] is None
    assert any("settle it" in line for line in lines)
    said = compare(course, NAME)
    assert said[0].startswith("defend: ann and ben both marked 2, the same level for 0%; weighted")
    alias = ann.piles[0].alias(place_of(ann, "bert"))
    assert f"defend, {alias}: ann level 4, ben level 2; to settle" in said
    ann.settle(0, place_of(ann, "bert"), {"level": 3, "marks": 3, "comment": "Agreed."})
    take_in(course, NAME)
    assert grade(course, "bert") == (3.0, False, "Agreed.")
    assert f"defend, {alias}: ann level 4, ben level 2; settled: 3 marks" in compare(course, NAME)


def test_who_is_still_marking_does_not_see_others_levels(course):
    ann, ben = Session(course, NAME, "ann"), Session(course, NAME, "ben")
    for student, levels in {"anna": (4, 1), "bert": (1, 4)}.items():
        for session, level in zip((ann, ben), levels, strict=True):
            say(session, student, level)
    cleo = Session(course, NAME, "cleo")
    assert len(cleo.comparison(0)["differences"]) == 2  # has marked nothing: somebody who settles
    say(cleo, "anna", 2)
    assert [d["place"] for d in cleo.comparison(0)["differences"]] == [place_of(cleo, "anna")]


def test_more_marks_than_there_are_is_not_taken_in(course):
    session = Session(course, NAME, "ann")
    say(session, "anna", 4)
    path = session.store.path
    path.write_text(path.read_text(encoding="utf-8").replace("4.0", "99"), encoding="utf-8")
    assert any("99 marks of 4 are too many" in line for line in take_in(course, NAME))
    assert grade(course, "anna")[0] is None


def test_a_comparison_of_one_is_none(course):
    say(Session(course, NAME, "ann"), "anna", 3)
    assert compare(course, NAME) == [f"{NAME}: ann has marked; a comparison needs two markers"]


def test_what_is_left_for_one_reason_is_one_line(course):
    texts = ("one alone", "two apart", "three else")
    hand_in(course, {f"s{n}": f"{texts[n % 3]} number {n} of many" for n in range(20)})
    session = Session(course, NAME, "ann")
    say(session, "anna", 3)
    (line,) = [line for line in take_in(course, NAME) if "not in the gradebook" in line]
    assert line.startswith("defend, A")
    assert " and 8 more: it is not" in line  # 20, of which 12 are named


def test_nobody_has_marked_is_one_line(course):
    with pytest.raises(CourseError, match="nobody has marked"):
        take_in(course, NAME)


def test_markers_files_and_the_order_tell_no_names(course):
    session = Session(course, NAME, "ann")
    say(session, "anna", 3)
    text = (course.root / "marked" / "answers" / NAME / "ann.json").read_text(encoding="utf-8")
    assert "anna" not in text
    many = {f"s{number:03}": f"word{number} alone{number} here{number}" for number in range(30)}
    hand_in(course, many)
    order_of = [a.student for a in Session(course, NAME, "ann").piles[0].answers]
    assert order_of != sorted(order_of)
    assert order_of == [a.student for a in Session(course, NAME, "ben").piles[0].answers]
