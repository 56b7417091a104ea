"""How marks are spread over a class: columns of plain HTML, and the same in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from math import ceil
from statistics import median, quantiles
from typing import NamedTuple

_MOST_COLUMNS = 21  # as many as a phone shows side by side
_HIGHEST = 12  # rem


class Column(NamedTuple):
    """Students with marks from `start` to below `end`; the last column holds its end too."""

    start: float
    end: float
    students: int


def columns(marks: Sequence[float], out_of: float) -> list[Column]:
    """Columns of whole marks, of equal width, from 0 to all marks."""
    width = max(1, ceil((out_of + 1) / _MOST_COLUMNS))
    number = int(out_of // width) + 1
    counts = Counter(min(max(int(mark // width), 0), number - 1) for mark in marks)
    return [Column(n * width, (n + 1) * width, counts[n]) for n in range(number)]


def sentence(marks: Sequence[float], out_of: float) -> str:
    """What the columns show, in words."""
    if not marks:
        return "Nobody has them yet."
    words = f"{len(marks):,} student{'s' * (len(marks) > 1)}, "
    words += f"from {min(marks):g} to {max(marks):g} of {out_of:g}; "
    words += f"half have {median(marks):g} or less"
    if len(marks) >= 4:
        low, _, high = quantiles(marks, n=4, method="inclusive")
        words += f", the middle half {low:g} to {high:g}"
    full, zero = sum(mark >= out_of for mark in marks), sum(mark <= 0 for mark in marks)
    return f"{words}; {full:,} with all marks, {zero:,} with 0."


def draw(what: str, marks: Sequence[float], out_of: float) -> str:
    """The columns as HTML that says the same to those who do not see them."""
    words = escape(sentence(marks, out_of))
    caption = f"<figcaption><b>{escape(what)}</b></figcaption>"
    if not marks:
        return f"<figure>{caption}<p>{words}</p></figure>"
    found = columns(marks, out_of)
    most = max(column.students for column in found)
    bars = "".join(_bar(column, most, n, len(found)) for n, column in enumerate(found))
    return (
        f'<figure>{caption}<div class="columns" role="img" '
        f'aria-label="{escape(what)}: {words}">{bars}</div><p>{words}</p></figure>'
    )


def _bar(column: Column, most: int, number: int, of: int) -> str:
    start, end = f"{column.start:g}", f"{column.end - 1:g}"
    label = start if start == end else f"{start}–{end}"
    every = max(1, ceil(of / 11))
    # On narrow screens there is no room for every label.
    kind = "" if number % every == 0 else ' class="minor"'
    bar = f'<span class="bar" style="height:{_HIGHEST * column.students / most:.2f}rem"></span>'
    count = f'<span class="count">{column.students:,}</span>{bar}' if column.students else ""
    return f"<div>{count}<span{kind}>{label}</span></div>"
