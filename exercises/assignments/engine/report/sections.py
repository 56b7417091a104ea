"""The sections of the report as HTML; whatever a student wrote is escaped here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from assignments.engine.outcome import IN_PART, NOT_MARKED
from assignments.engine.report import twins
from assignments.engine.report.difficulty import FEWEST, Item, Message
from assignments.engine.report.reading import PHRASE, SEQUENCE, Student, Task

_MOST_NAMES = 12  # ids in a row; the table of students has all
_MOST_TWINS = 100
_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\d+(?:\.\d+)?")


def people(name: str, students: Sequence[Student]) -> str:
    """Submissions that a person must look at: reasons, and whose, with links to their pages."""
    waiting = sum(student.marks.waiting for student in students)
    answers = ""
    if waiting:
        answers = (
            f"<p>{waiting:,} written answers wait: "
            f"<code>make answers ASSIGNMENT={escape(name)}</code></p>"
        )
    kinds: defaultdict[tuple[bool, str], list[Student]] = defaultdict(list)
    for student in students:
        marked, note = student.outcome.status != NOT_MARKED, student.outcome.note
        if note or not marked:
            kinds[marked, _VARYING.sub("…", note)].append(student)
    rows = [
        [
            f"{len(found):,}",
            _status(found[0]),
            escape(found[0].outcome.note),
            ", ".join(link(name, student) for student in found),
        ]
        for _, found in sorted(kinds.items(), key=lambda each: (each[0][0], -len(each[1])))
    ]
    head = ("Students", "State", "Reason (figures and names may differ)", "Whose")
    return answers + _table(head, rows, figures=(0,)) or "<p>Nothing needs a person.</p>"


def tasks(items: Sequence[Item], messages: Sequence[tuple[Task, list[Message]]]) -> str:
    """How hard each task was, and what its tests said."""
    rows = [
        [
            escape(item.task) + (" (answers)" if item.kind == "answers" else ""),
            f"{item.points:g}",
            f"{item.students:,}",
            _meter(item.share) if item.students else "",
            f"{100 * item.full:.0f} %" if item.students else "",
            f"{item.zeros:,}" if item.students else "",
            "" if item.fit is None else f"{item.fit:.2f}".replace("-", "−"),
        ]
        for item in items
    ]
    head = ("Task", "Marks", "Marked", "Share earned", "With full marks", "With 0", "Fit")
    fit = (
        "<p><small>Share earned: of the marks of the task, the mean over those marked in it. Fit: "
        "how far students with more marks in the tests of the other tasks also have more here "
        "(corrected item-total correlation, −1 to 1). Near 0 or below it, the task measures "
        "something else, or its wording or its tests mislead: look at it. It is left out below "
        f"{FEWEST} students, and where all have the same.</small></p>"
    )
    said = "".join(_messages(task, found) for task, found in messages if found)
    heading = "<h3>What failing tests said most</h3>" if said else ""
    return _table(head, rows, figures=range(1, 7)) + fit + heading + said


def _messages(task: Task, found: Iterable[Message]) -> str:
    rows = [[f"{one.students:,}", escape(one.cell), escape(one.text)] for one in found]
    return f"<h4>{escape(task.heading)}</h4>" + _table(
        ("Students", "Test", "Message (figures may differ)"), rows, figures=(0,)
    )


def repairs(students: Sequence[Student]) -> str:
    """What was put right before marking, by kind, with whose it was."""
    kinds: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for student in students:
        for remark in filter(None, student.outcome.repaired.split("; ")):
            kinds[_VARYING.sub("…", remark)].append((remark, student.id))
    rows = [
        [f"{len(found):,}", escape(found[0][0]), ids([student for _, student in found])]
        for found in sorted(kinds.values(), key=lambda each: (-len(each), each))
    ]
    return (
        _table(("Students", "What, for example", "Whose"), rows, figures=(0,))
        or "<p>Nothing had to be repaired.</p>"
    )


def alike(found: Sequence[twins.Twins], cases: bool) -> str:
    """Submissions that are alike, and what that means."""
    rows = [
        [ids(group.students), escape(group.what), f"{100 * group.share:.0f} %"]
        for group in found[:_MOST_TWINS]
    ]
    words = (
        "<p><b>Likeness is no proof.</b> Two may have worked together as they were told to, or "
        "both from a lecture, a forum or a chatbot: the larger a group, the likelier that. Ask "
        "each of them to explain their own work, apart, before you think of anything else.</p>"
    )
    case = "" if cases else " All students of this assignment have the same data."
    how = (
        f"<p><small>Compared are tokens of code, {SEQUENCE} in a row, without comments, spaces "
        f"and kinds of quotes, names kept, and words of answers, {PHRASE} in a row. What the "
        "released notebook has does not count, for code what the solution has neither, nor a "
        f"sequence that more than {twins.COMMON} students and more than "
        f"{100 * twins.COMMON_SHARE:.0f} % have. Code of a cell counts from {twins.LEAST_CODE} "
        f"sequences of its own on, about as many tokens, which short answers do not reach; an "
        f"answer from {twins.LEAST_WORDS}. Code is “nearly the same” if "
        f"{100 * twins.NEAR_CODE:.0f} % of the shorter one's sequences are in the other, answers "
        f"from {100 * twins.NEAR_WORDS:.0f} % on.{case}</small></p>"
    )
    more = len(found) - len(rows)
    rest = f"<p>And {more:,} more, less alike.</p>" if more > 0 else ""
    table = _table(("Who", "What is alike", "Share"), rows, figures=(2,))
    return (words + table + rest if rows else "<p>No two are alike.</p>") + how


def everyone(name: str, students: Sequence[Student]) -> str:
    """A row for each student."""
    rows = []
    for student in students:
        outcome, marks = student.outcome, student.marks
        marked = outcome.status != NOT_MARKED
        notes = [outcome.note, outcome.repaired and f"repaired: {outcome.repaired}"]
        rows.append([
            link(name, student), _status(student),
            f"{outcome.automatic:g}" if marked else "",
            f"{marks.by_hand:g}" if marked and (marks.by_hand or not marks.waiting) else "",
            f"{marks.waiting}" if marks.waiting else "",
            f"{outcome.automatic + marks.by_hand:g}" + " so far" * bool(marks.waiting)
            if marked else "",
            escape("; ".join(filter(None, notes))),
        ])  # fmt: skip
    head = ("Student", "State", "Automatic", "By hand", "Waiting", "Total", "Remarks")
    return _table(head, rows, figures=range(2, 6))


def differences(lines: Sequence[str]) -> str:
    """Where report, gradebook and exported files do not say the same."""
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        '<section class="alarm"><h2>Do not import the marks yet</h2><p>This report, the gradebook '
        "and the exported files do not say the same. Mark these students again with "
        f"<code>AGAIN=1</code>, or find out who changed them.</p><ul>{items}</ul></section>"
    )


def link(name: str, student: Student) -> str:
    """A student's id, as a link to the page of feedback if there is one."""
    shown = escape(student.id)
    if not student.feedback:
        return shown
    return f'<a href="../feedback/{quote(student.id)}/{quote(name)}/{quote(name)}.html">{shown}</a>'


def ids(students: Sequence[str]) -> str:
    """Some ids in a row."""
    more = len(students) - _MOST_NAMES
    words = ", ".join(map(escape, students[:_MOST_NAMES]))
    return words + (f" and {more:,} more" if more > 0 else "")


def _status(student: Student) -> str:
    return {NOT_MARKED: "not marked", IN_PART: "look"}.get(student.outcome.status, "marked")


def _meter(share: float) -> str:
    percent = f"{100 * share:.0f}"
    return f'<span class="meter"><i style="width:{percent}%"></i></span>{percent} %'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], figures: Iterable[int] = ()) -> str:
    right = set(figures)

    def row(cells: Sequence[str], tag: str) -> str:
        kinds = [' class="n"' if place in right else "" for place in range(len(cells))]
        inner = (f"<{tag}{kind}>{cell}</{tag}>" for kind, cell in zip(kinds, cells, strict=True))
        return f"<tr>{''.join(inner)}</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    if not body:
        return ""
    top = row(head, "th").replace("<th", '<th scope="col"')
    table = f"<table><thead>{top}</thead><tbody>{body}</tbody></table>"
    # Who has no mouse scrolls what is focused.
    return f'<div class="scroll" tabindex="0" role="group" aria-label="Table">{table}</div>'
