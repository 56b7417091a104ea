"""The report as one HTML file: it runs nothing, asks nobody, and prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from assignments.engine.course import Course
from assignments.engine.outcome import IN_PART, NOT_MARKED, Outcome
from assignments.engine.report import difficulty, distribution, reading, sections
from assignments.engine.report.reading import Given, Student
from assignments.engine.report.twins import twins

STYLE = Path(__file__).with_name("style.css")


def write(
    course: Course,
    name: str,
    outcomes: Sequence[Outcome],
    *,
    refusals: Mapping[str, str] | None = None,
    differences: Sequence[str] = (),
) -> Path:
    """Write the report of an assignment to `marked/NAME.html`.

    Args:
        course: The course folder.
        name: The assignment.
        outcomes: What became of each submission, as the text report has them.
        refusals: Why a file or folder was not taken in, by its name. Only the reasons are shown:
            names of files are often students' names.
        differences: What `agreement.compare` found.

    Returns:
        Where the report is.
    """
    known = reading.given(course, name)
    students = list(reading.students(course, name, outcomes, known))
    path = course.root / "marked" / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    text = page(name, known, students, list((refusals or {}).values()), differences)
    new.write_text(text, encoding="utf-8", errors="replace")
    new.replace(path)
    return path


def page(
    name: str,
    known: Given,
    students: Sequence[Student],
    refused: Sequence[str],
    differences: Sequence[str],
) -> str:
    """The report as HTML; arguments as of `write`."""
    marked = [student for student in students if student.outcome.status != NOT_MARKED]
    items = difficulty.items(known.tasks, marked)
    messages = [(task, difficulty.messages(task, marked)) for task in known.tasks]
    body = "".join((
        _headline(students, marked, refused),
        sections.differences(differences),
        _section("Marks", _marks(marked)),
        _section("What needs a person", sections.people(name, students) + _refused(name, refused)),
        _section("Tasks", sections.tasks(items, messages)),
        _section("What was repaired", sections.repairs(students)),
        _section("Submissions that are alike", sections.alike(twins(known, marked), known.cases)),
        _section("Every student", sections.everyone(name, students)),
    ))  # fmt: skip
    when = datetime.now().astimezone().strftime("%d %B %Y, %H:%M").lstrip("0")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        '<meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>Marking of {escape(name)}</title><style>{STYLE.read_text(encoding='utf-8')}"
        f"</style></head><body><main><h1>Marking of {escape(name)}</h1>"
        f'<p class="note">As of {when}. This file is about students: keep it with the '
        f"marks, and publish nothing of it.</p>{body}</main></body></html>\n"
    )


def _section(title: str, html: str) -> str:
    return f"<section><h2>{title}</h2>{html}</section>"


def _headline(
    students: Sequence[Student], marked: Sequence[Student], refused: Sequence[str]
) -> str:
    look = sum(student.outcome.status == IN_PART for student in marked)
    waiting = sum(student.marks.waiting for student in marked)
    numbers = (
        (len(students) + len(refused), "handed in"),
        (len(marked), "marked"),
        (look, "of these to look at"),
        (len(students) - len(marked) + len(refused), "not marked"),
        (waiting, "written answers wait for a person"),
    )
    inner = "".join(f"<div><dt>{what}</dt><dd>{count:,}</dd></div>" for count, what in numbers)
    return f'<dl class="numbers">{inner}</dl>'


def _marks(marked: Sequence[Student]) -> str:
    automatic = [student.outcome.automatic for student in marked]
    out_of = max((student.outcome.out_of for student in marked), default=0.0)
    complete = [student for student in marked if student.marks.cells and not student.marks.waiting]
    most = max((student.marks.most for student in marked), default=0.0)
    html = distribution.draw("Students by automatic marks", automatic, out_of)
    if most > out_of:
        totals = [student.outcome.automatic + student.marks.by_hand for student in complete]
        html += distribution.draw(
            "Students by all marks, where no answer waits for a person", totals, most
        )
    return html


def _refused(name: str, refused: Sequence[str]) -> str:
    if not refused:
        return ""
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in sorted(refused))
    return (
        f"<h3>Not taken in</h3><p>Files and folders that could not be given to a student; which, "
        f"is in <code>{escape(name)}.txt</code>.</p><ul>{reasons}</ul>"
    )
