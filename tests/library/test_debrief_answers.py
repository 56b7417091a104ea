"""Predictions of the chapters out of files of work, and that no single file puts words there."""

from __future__ import annotations

import json
import re

from leverplug.debrief import board
from leverplug.debrief.answers import by_confidence, questions_of
from leverplug.debrief.archives import File
from leverplug.debrief.intake import Intake, read_class
from leverplug.debrief.view import View
from leverplug.record import scenario, work
from leverplug.record.scenario import Scenario
from leverplug.record.work import Entry, Second, Work

ASKED = "Which portfolio sells more abroad?"


def answer(choice: int, right: bool | None, sure: int | None = None, **more) -> Entry:
    return Entry(more.pop("question", ASKED), more.pop("answer", "Kin only" if choice == 1 else
                 "A mix"), "2026-11-30T10:00Z", choice, sure, right, **more)  # fmt: skip


def class_of(*works: dict[str, Entry]) -> Intake:
    files = []
    for number, predictions in enumerate(works):
        kept = Work("Levers and Plugs", f"2026-11-{number + 1:02}", predictions)
        files.append(File(f"s{number}/my-work.json", json.dumps(work.as_document(kept)).encode()))
    return read_class(files)


CLASS = class_of(
    {"portfolio": answer(1, False, 4, second=Second("A mix", "2026-11-30", 2, True))},
    {"portfolio": answer(2, True, 4), "count": Entry("How many?", 35, "2026-11-30", right=True)},
    {"portfolio": answer(2, True, 1), "mine": Entry("Ask Zoe Kea", "Zoe Kea", "2026-11-30")},
)


def test_answers_are_counted_by_question_and_by_confidence():
    portfolio, count, mine = questions_of(CLASS.works)
    assert (portfolio.id, len(portfolio.answers), portfolio.right) == ("portfolio", 3, 2)
    assert portfolio.shared == ASKED
    assert portfolio.choices() == {"a": ("", 1), "b": ("A mix", 2)}
    assert (len(portfolio.second), portfolio.second_right) == (1, 1)
    assert count.numbers() == [35]
    assert mine.judged == ()
    assert by_confidence([portfolio, count]) == {1: (1, 1), 2: (0, 0), 3: (0, 0), 4: (1, 2)}


def test_files_of_work_make_a_section_of_their_own_without_a_venture():
    (section,) = board.answered(CLASS, View())
    assert "files of work, 5 answers to 3 questions" in section.html
    assert "of 4 answers came out as expected" in section.html
    assert ASKED in section.html
    assert [one.reason for one in CLASS.unread] == [
        "a file of work without a venture: only its answers are shown"
    ] * 3
    assert board.answered(Intake(()), View()) == []


def test_what_a_single_file_says_is_not_shown_to_a_class():
    for view in (View(), View(names=False)):
        assert "Zoe" not in board.answered(CLASS, view)[0].html
    assert "mine" not in board.answered(CLASS, View(names=False))[0].html
    assert "Question 3" in board.answered(CLASS, View(names=False))[0].html


def in_scenario(answers: dict[str, object], lab: str = "giant") -> str:
    """A lab's kept state in a scenario with a question."""
    asked = Scenario(lab, "The giant", question="When will it go?", hidden=("result",))
    return json.dumps({"settings": {}, "scenario": {"code": scenario.code(asked), **answers}})


def test_what_was_predicted_in_a_scenario_of_a_small_lab_is_shown_to_the_instructor_alone():
    states = (
        {
            "prediction": "After year 4 <b>",
            "confidence": 4,
            "second": "After 2",
            "why": "Zoe left.",
        },
        {"prediction": "Never", "confidence": 1},
        {},
    )
    files = []
    for number, answers in enumerate(states):
        venture = in_scenario({"prediction": 30}, "venture")
        labs = {"page:giant": in_scenario(answers), "page:lab": venture,
                "page:other": '{"scenario": 3}', "page:old": "{"}  # fmt: skip
        kept = Work("Levers and Plugs", f"2026-11-{number + 1:02}", labs=labs)
        files.append(File(f"s{number}/work.json", json.dumps(work.as_document(kept)).encode()))
    found = read_class(files)
    (question,) = questions_of(found.works)
    assert [one.answer for one in question.answers] == ["After year 4 <b>", "Never"]
    assert [one.confidence for one in question.answers] == [4, 1]
    html = board.answered(found, View())[0].html
    for words in ("When will it go?", "After year 4 &lt;b&gt;", "certain", "After 2", "Zoe left."):
        assert words in html
    wall = board.answered(found, View(names=False))[0].html
    assert "Question 1" in wall
    for words in ("After year 4", "Never", "Zoe", "When will it go?", "The giant"):
        assert words not in wall


def in_state(title: str, prediction: str) -> dict[str, object]:
    code = scenario.code(Scenario("giant", title, question=f"{title}?"))
    return {"settings": {}, "scenario": {"code": code, "prediction": prediction}}


def test_scenarios_that_were_left_or_lie_under_another_count_each_once():
    now = in_state("Third", "now") | {
        "earlier": [{"settings": {}}, in_state("First", "under it")],
        "left": [in_state("Second", "old"), in_state("Second", "left"), in_state("Third", "x"), 3],
    }
    labs = {"page:a": json.dumps(now), "page:b": json.dumps(in_state("Third", "elsewhere")),
            "page:c": json.dumps({"left": 3, "earlier": {}}), "page:d": "[]"}  # fmt: skip
    found = questions_of([Work("Levers and Plugs", "2026-11-01", labs=labs)])
    told = {each.answers[0].question: [one.answer for one in each.answers] for each in found}
    assert told == {"First?": ["under it"], "Second?": ["left"], "Third?": ["now"]}
    assert [each.shared for each in found] == ["", "", ""]


def test_of_second_answers_only_those_count_that_the_book_judges():
    second = Second("A mix", "2026-11-30", 2, True)
    open_ = Second("Later", "2026-11-30")
    found = class_of(
        {"q": answer(1, False, second=second), "o": answer(1, None, question="?", second=open_)},
        {"q": answer(1, False, second=open_), "o": answer(1, None, question="?", second=open_)},
    )
    html = board.answered(found, View())[0].html
    assert "<b>1</b> <span>of 1 second answers did" in html
    table = html.split("Question by question: table")[1].split("</details>")[0]
    assert re.findall(r"<td>([^<]*)</td></tr>", table) == ["–", "1 of 1"]


def test_of_two_files_of_work_of_a_student_the_later_one_counts():
    files = []
    for day, choice in ((1, 1), (2, 2)):
        kept = Work("Levers and Plugs", f"2026-11-0{day}", {"portfolio": answer(choice, None)})
        text = json.dumps(work.as_document(kept)).encode()
        files.append(File(f"keaana_12_{day}00_work-{day}.json", text))
    (question,) = questions_of(read_class(reversed(files)).works)
    assert [one.choice for one in question.answers] == [2]


def test_markup_in_a_question_is_text():
    evil = "<img src=x onerror=alert(1)>"
    found = class_of(*({"q": answer(1, True, question=evil, answer=evil)} for _ in range(2)))
    html = board.answered(found, View())[0].html
    assert "<img" not in html
    assert "&lt;img" in html
