"""Exercises with a check: what is right is told, mistakes are named, and nothing raises."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import Any

import contents
import pytest
from each import each
from leverplug import checks
from leverplug.checks.comparing import begins
from leverplug.checks.exercising import EXERCISES
from leverplug.checks.reading import read
from mistakes import MISTAKES

import exercises

HOSTILE_TEXT = "<script>alert(1)</script>`<b>`"


class Hostile:
    """An object that raises whatever is done with it."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __repr__(self) -> str:
        raise RuntimeError("repr")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("eq")

    def __len__(self) -> int:
        raise RuntimeError("len")

    def __float__(self) -> float:
        raise RuntimeError("float")

    __hash__ = None  # type: ignore[assignment]


@cache
def every() -> list[tuple[contents.Page, exercises.CheckedExercise]]:
    return list(exercises.every())


def each_exercise(rule):
    return each(every, name=lambda row: row[1].label)(rule)


@cache
def _before(cells: tuple[str, ...]) -> dict[str, Any]:
    """Names after a chapter's cells; labs and charts are left out, which name nothing needed."""
    names: dict[str, Any] = {}
    for cell in cells:
        if "leverplug.widgets" not in cell and not re.match(r"(?:print|HandIn)\(", cell):
            exercises.run(cell, names)
    return names


def said(exercise: exercises.CheckedExercise, *cells: str) -> checks.Diagnosis:
    """What the last of some cells shows, run after the chapter's earlier ones."""
    names = dict(_before(exercise.earlier))
    for cell in cells:
        # A chapter's tables are kept as they were for the next case.
        shown = exercises.run(cell, names)
    return shown


def hostile() -> list[Any]:
    import altair as alt
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"<i>": [HOSTILE_TEXT] * 3, "b": [1, 2, 3], "c": [math.nan] * 3})
    return [
        math.nan, "", "0.4", HOSTILE_TEXT, 7, True, 1e400, 10**400, 3 + 4j, b"x", [], (), {}, set(),
        [None], [[1], [2]], [HOSTILE_TEXT] * 3, {HOSTILE_TEXT: HOSTILE_TEXT}, {1: math.nan},
        range(10**12), list(range(10_001)), lambda: 1, object, Hostile(), [Hostile()] * 3,
        {"a": Hostile()}, np.float64(2), np.array(2), np.eye(3), np.array([]), pd.Series([1, "a"]),
        pd.Series([1, 2, 3], index=[math.nan, None, HOSTILE_TEXT]), frame, frame[["b"]],
        frame.set_index("<i>")["b"], pd.DataFrame(), pd.NA, pd.NaT, pd.Series([pd.NA, pd.NaT]),
        pd.DataFrame({"a": range(10_000)}), alt.Chart(frame).mark_bar(), [1, "a", 2],
        [math.inf] * 3, (math.inf, math.inf, math.inf), ("a", "b", "c"),
    ]  # fmt: skip


# --- the book's exercises --------------------------------------------------------


def test_every_chapter_after_the_first_page_has_an_exercise_with_a_check():
    lacking = {page.name for page in contents.complete()[1:]} - {page.name for page, _ in every()}
    assert lacking == set()


def test_exercises_of_the_book_and_of_the_library_are_the_same():
    assert Counter(e.label for _, e in every()) == Counter(task.label for task in EXERCISES)


@each_exercise
def test_a_starter_is_short_and_names_its_variable(row):
    _, exercise = row
    (task,) = (task for task in EXERCISES if task.label == exercise.label)
    assert len([line for line in exercise.starter.split("\n") if line.strip()]) <= 8
    assert exercises.BLANK.findall(exercise.starter) == [task.name]
    assert exercise.check == f'checks.exercise("{task.label}", {task.name})'


@each_exercise
def test_the_task_in_the_page_names_the_variable(row):
    page, exercise = row
    from markdown import blocks

    (task,) = (task for task in EXERCISES if task.label == exercise.label)
    asked = next(b for b in blocks(page.text) if b.options.get("label") == exercise.label)
    assert f"`{task.name}`" in asked.body


@each_exercise
def test_a_starter_as_printed_is_blank(row):
    _, exercise = row
    assert said(exercise, exercise.starter).verdict == "blank"


@each_exercise
def test_the_solution_of_the_chapter_is_right(row):
    _, exercise = row
    found = said(exercise, exercise.starter, exercise.solution, exercise.check)
    assert found.verdict == "right", repr(found)


@each_exercise
def test_each_mistake_is_named_and_no_other(row):
    _, exercise = row
    told = {name: said(exercise, cell).mistake for name, cell in exercise.mistakes.items()}
    assert told == {name: name for name in told}


@each(EXERCISES, name=lambda task: task.label)
def test_every_mistake_of_the_library_is_tried_and_there_are_three_at_least(task):
    names = [mistake.name for mistake in task.mistakes]
    assert len(names) >= 3
    assert len(set(names)) == len(names)
    assert set(MISTAKES[task.label]) == set(names)
    assert len(task.hints) >= 2


# --- what answers may be ----------------------------------------------------------


@each(EXERCISES, name=lambda task: task.label)
def test_no_answer_raises_or_gets_into_the_page(task):
    for answer in hostile():
        found = checks.exercise(task.label, answer)
        assert found.verdict in ("blank", "mistake", "other"), (answer, found)
        assert "<script" not in found._repr_html_()
        assert "<b>" not in found._repr_html_()
        assert "<i>" not in found._repr_html_()
        assert len(repr(found)) < 2500
    for several in ((), (None,), (Hostile(), Hostile()), ("a", 1, None, {})):
        assert checks.exercise(task.label, *several).verdict in ("blank", "mistake", "other")


GAP = "whose-help-ex-data"


def right_gap():
    (task,) = (task for task in EXERCISES if task.label == GAP)
    return task.answer()


@pytest.mark.parametrize(
    "written",
    [
        lambda gap: gap.round(2),
        lambda gap: gap.to_frame("gap"),
        lambda gap: gap.to_dict(),
        lambda gap: gap.reset_index(),
        lambda gap: list(gap),
        lambda gap: gap.to_numpy(),
    ],
    ids=["rounded", "a table of one column", "a dict", "labels in a column", "a list", "an array"],
)
def test_a_harmless_difference_in_type_is_accepted(written):
    assert checks.exercise(GAP, written(right_gap())).verdict == "right"


def test_other_answers_are_told_by_value():
    gap = right_gap()
    changed = gap.copy()
    changed.iloc[2] += 1
    cases = {
        "5 values and begins with": gap + 1,
        "the first that is not": changed,
        "a hundred times": gap * 100,
        "is of the type function": lambda: 1,
        "lacks 1 of the 5": gap.iloc[:4],
        "its sign": -gap.iloc[::-1],
        "in another order": gap.iloc[[1, 0, 3, 2, 4]],
        "missing value": gap.where(gap > 0),
        "Its labels are of another kind": dict(zip("abcde", gap, strict=True)),
        "It has 2 where 5 values": [1, 2],
    }
    told = {words: checks.exercise(GAP, answer).words for words, answer in cases.items()}
    assert {words for words, text in told.items() if words not in text} == set(), told


def test_another_plan_is_tried_and_its_outcome_told():
    found = checks.exercise("dancing-with-giants-ex-plan", (50, 1, 10))
    assert re.search(r"\d+ of 100 ventures are their own masters", found.words)


def test_an_answer_begins_with_its_first_label():
    told = begins("gap", read({"kin": 0.125}))
    assert told == "`gap` has 1 value and begins with 0.125 for 'kin'."


def test_hints_open_one_inside_the_other_and_are_left_out_when_right():
    page = checks.exercise(GAP, ...)._repr_html_()
    first, second = (match.start() for match in re.finditer("<details", page))
    assert first < second < page.index("</details>")
    assert "<details" not in checks.exercise(GAP, right_gap())._repr_html_()


def test_a_label_that_no_exercise_has_is_refused():
    with pytest.raises(checks.Hint, match="no exercise has the label"):
        checks.exercise("whose-help-ex-date", 1)
