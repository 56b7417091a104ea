"""Predictions of chapters and labs: how sure the class was, and how each question came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from leverplug.debrief.answers import Question, by_confidence, questions_of
from leverplug.debrief.pictures import svg
from leverplug.debrief.view import View
from leverplug.record import CONFIDENCE
from leverplug.record.work import Work

_ROW = 38.0


def draw(works: Sequence[Work], view: View) -> str:
    """The section as HTML; nothing where no file holds an answer."""
    questions = questions_of(works)
    if not questions:
        return ""
    given = sum(len(each.answers) for each in questions)
    judged, right = (sum(counts) for counts in zip(
        *((len(each.judged), each.right) for each in questions), strict=True))  # fmt: skip
    head = svg.number(len(works), f"files of work, {given} answers to {len(questions)} questions")
    if judged:
        head += svg.number(right, f"of {judged} answers came out as expected")
    again = sum(len(each.second_judged) for each in questions)
    if again:
        better = sum(each.second_right for each in questions)
        head += svg.number(better, f"of {again} second answers did")
    asked = svg.ask(
        "Which answer was most certain and most wrong, and what made it so?",
        "Who answered otherwise the second time, and what changed your mind?",
    )
    steps = by_confidence(questions)
    picture = confidence(steps, "came out so") if any(of for _, of in steps.values()) else ""
    each = "".join(_question(question, number, view)
                   for number, question in enumerate(questions, start=1))  # fmt: skip
    return svg.side_by_side(head + asked, picture) + _table(questions, view) + each


def confidence(steps: Mapping[int, tuple[int, int]], came: str) -> str:
    """Four bars: of the answers given with so much confidence, how many came out so.

    Args:
        steps: For each step how many did, of how many.
        came: What they did, in words.
    """
    parts = []
    for number, (step, (right, of)) in enumerate(steps.items()):
        y = 8 + number * _ROW
        parts.append(svg.text(112, y + 19, CONFIDENCE[step], anchor="end"))
        parts.append(svg.bar(120, y, 240, 26, "line", 0.4))
        if of:
            parts.append(svg.bar(120, y, 240 * right / of, 26, "lever"))
        parts.append(svg.text(368, y + 19, f"{right} of {of}" if of else "nobody"))
    told = ", ".join(f"{CONFIDENCE[step]}: {right} of {of}" for step, (right, of) in steps.items())
    words = f"How many {came}, by how sure they were: {told}."
    rows = [(CONFIDENCE[s], str(right), str(of)) for s, (right, of) in steps.items()]
    return svg.picture(8 + 4 * _ROW, words, parts) + svg.table(
        ("how sure", came, "of"), rows, "How sure, and how often right"
    )


def _title(question: Question, number: int, view: View) -> str:
    """The question, as two files have it; its id only where names may be shown.

    What an instructor wrote into a scenario may name a group, so that no projector shows it.
    """
    if question.in_scenario:
        return escape(question.answers[0].question) if view.names else f"Question {number}"
    if question.shared:
        return escape(question.shared)
    return escape(question.id) if view.names else f"Question {number}"


def _table(questions: Sequence[Question], view: View) -> str:
    rows = []
    for number, one in enumerate(questions, start=1):
        certain = [each for each in one.judged if each.confidence == max(CONFIDENCE)]
        wrong = sum(each.right is False for each in certain)
        rows.append((
            _title(one, number, view), str(len(one.answers)),
            f"{one.right} of {len(one.judged)}" if one.judged else "–",
            f"{wrong} of {len(certain)}" if certain else "–",
            f"{one.second_right} of {len(one.second_judged)}" if one.second_judged else "–",
        ))  # fmt: skip
    columns = ("question", "answers", "came out so", "certain and wrong", "second answers right")
    return svg.table(columns, rows, "Question by question")


def _question(question: Question, number: int, view: View) -> str:
    """The answers to one question as bars, folded."""
    rows = _bars(question, view)
    if not rows:
        return _in_words(question, number, view)
    most = max(count for _, count in rows)
    parts = []
    for place, (words, count) in enumerate(rows):
        y = 4 + place * 46
        parts.append(svg.text(4, y + 14, words if len(words) < 52 else f"{words[:50]}…"))
        parts.append(svg.bar(4, y + 20, 380 * count / most, 16, "business"))
        parts.append(svg.text(10 + 380 * count / most, y + 34, str(count)))
    told = ", ".join(f"{words}: {count}" for words, count in rows)
    title = _title(question, number, view)
    table = svg.table(("answer", "how many"), [(escape(a), str(n)) for a, n in rows], "Answers")
    return (
        f"<details><summary>{title}</summary>"
        f"{svg.picture(8 + 46 * len(rows), f'Answers: {told}.', parts)}{table}</details>"
    )


def _in_words(question: Question, number: int, view: View) -> str:
    """What students answered to an instructor in words of their own, which no projector shows."""
    if not (question.in_scenario and view.names):
        return ""
    rows = [
        (escape(str(one.answer)), CONFIDENCE.get(one.confidence or 0, "–"),
         escape(str(one.second.answer)) if one.second else "–", escape(one.why) or "–")
        for one in question.answers
    ]  # fmt: skip
    columns = ("answer", "how sure", "second answer", "why")
    return svg.table(columns, rows, _title(question, number, view))


def _bars(question: Question, view: View) -> list[tuple[str, int]]:
    """Answers and how many gave each: listed ones by letter, numbers in five classes."""
    chosen = question.choices()
    if chosen:
        return [(f"{letter}  {words}".strip(), count) for letter, (words, count) in chosen.items()]
    numbers = question.numbers()
    if len(numbers) < 2 or numbers[0] == numbers[-1]:
        return [(f"{numbers[0]:g}", len(numbers))] if numbers else []
    counts, edges = np.histogram(numbers, 5)
    return [(f"{low:.4g} to {high:.4g}", int(count))
            for low, high, count in zip(edges, edges[1:], counts, strict=False)]  # fmt: skip
