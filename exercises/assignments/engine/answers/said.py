"""What a page says of an answer, checked before it is kept."""

from __future__ import annotations

from math import isfinite
from typing import Any

from assignments.engine.answers.questions import HIGHEST, STEP, Question
from assignments.engine.answers.store import Mark

Data = dict[str, Any]
LONGEST_COMMENT = 5000  # characters


class Mistake(ValueError):
    """A request that no page of ours sends: what is wrong with it."""


def mark_from(question: Question, version: str, said: Data) -> Mark:
    """The mark that a page gives.

    Args:
        question: Whose answer it is.
        version: Of the answer's text.
        said: `level`, `marks`, `comment` and `flag`.

    Raises:
        Mistake: A value is not one that the page can send.
    """
    level, marks = said.get("level"), said.get("marks")
    if level is None:
        marks = None
    elif type(level) is not int or not 0 <= level <= HIGHEST:
        raise Mistake(f"level {level!r}")
    elif not isinstance(marks, int | float) or not isfinite(marks):
        raise Mistake(f"marks {marks!r}")
    else:
        least, most = question.allowed(level)
        if not least <= marks <= most or marks % STEP:
            raise Mistake(f"{marks} marks for level {level}, which gives {least:g} to {most:g}")
        marks = float(marks)
    comment, flag = said.get("comment"), said.get("flag")
    if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT:
        raise Mistake(f"a comment is a text of at most {LONGEST_COMMENT} characters")
    if not isinstance(flag, bool):
        raise Mistake(f"flag {flag!r}")
    return Mark(question.id, version, level, marks, comment, flag)


def whole_number(said: Data, name: str) -> int:
    """A whole number that a page sends.

    Raises:
        Mistake: It is none.
    """
    if type(said.get(name)) is not int:
        raise Mistake(f"{name} {said.get(name)!r}")
    return int(said[name])
