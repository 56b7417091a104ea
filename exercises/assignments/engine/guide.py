"""The marking guide: what each cell earns, and each written answer's rubric with samples.

It is one page for instructors and holds the answers, so it is never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from assignments.engine.cells import is_guide, is_written, role
from assignments.engine.rules import TASK
from assignments.engine.source import Assignment
from markdown_it import MarkdownIt
from nbformat import NotebookNode

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2937; background: #fff; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid #cbd5e1;
  padding: .3rem .6rem; text-align: left; vertical-align: top; }
td:last-child, th:last-child { text-align: right; }
.rubric td:last-child, .rubric th:last-child { text-align: left; }
.sample { border-left: 4px solid #00798c; padding-left: 1rem; }
h2 { margin-top: 3rem; } nav li { margin: .2rem 0; }
@media print { h2 { break-before: page; } nav { display: none; } }
@media (prefers-color-scheme: dark) { body { color: #e5e7eb; background: #111827; }
  a { color: #7dd3fc; } td, th { border-color: #475569; } }
"""


def page(assignments: list[Assignment]) -> str:
    """The guide to some assignments, as HTML that needs no other file."""
    links = "".join(f'<li><a href="#{a.name}">{escape(a.title)}</a></li>' for a in assignments)
    body = "".join(_section(a) for a in assignments)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Marking guide: Levers and Plugs</title><style>{_STYLE}</style></head><body>"
        "<h1>Marking guide</h1><p>For instructors. It holds answers: do not publish it. Code is "
        "marked by nbgrader; written answers are marked by you (make answers), by the "
        "four levels below. Between two levels, give the marks between.</p>"
        f"<nav><ul>{links}</ul></nav>{body}</body></html>\n"
    )


def _section(assignment: Assignment) -> str:
    rows = "".join(
        f"<tr><td>{escape(task)}</td><td><code>{escape(role(cell)['grade_id'])}</code></td>"
        f"<td>{'you' if is_written(cell) else 'nbgrader'}</td>"
        f"<td>{role(cell)['points']:g}</td></tr>"
        for task, cell in _cells_with_tasks(assignment.notebook)
        if role(cell).get("grade")
    )
    return (
        f'<h2 id="{assignment.name}">{escape(assignment.title)}</h2>'
        f"<p>File <code>{assignment.name}</code>; about {assignment.minutes} minutes; "
        f"{assignment.marks():g} marks.</p>"
        "<table><thead><tr><th>Task</th><th>Cell</th><th>Marked by</th><th>Marks</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>" + "".join(_questions(assignment.notebook))
    )


def _cells_with_tasks(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    task = ""
    for cell in notebook.cells:
        heading = TASK.search(cell.source) if cell.cell_type == "markdown" else None
        task = heading[1] if heading else task
        yield task, cell


def _questions(notebook: NotebookNode) -> Iterator[str]:
    """Each written question with its full answer, then its rubric."""
    question = ""
    for cell in notebook.cells:
        if is_guide(cell):
            yield f'<div class="rubric">{_html(cell.source)}</div>'
        elif is_written(cell):
            points = role(cell)["points"]
            yield f"<h3>The question</h3>{_html(question)}<h3>An answer worth {points:g} marks</h3>"
            yield f'<div class="sample">{_html(cell.source)}</div>'
        elif cell.cell_type == "markdown":
            question = cell.source


def _html(markdown: str) -> str:
    markdown = re.sub(r"^(#+)", r"##\1", markdown, flags=re.M)  # below the page's own headings
    return MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
